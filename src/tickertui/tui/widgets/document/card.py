"""Cards: pictures, embedded videos and unknown nodes as boxes that say what they are and where they lead."""

from tickertui.formats.document import Embed, Link, Picture, Unknown
from tickertui.tui.pictures.sizing import Box
from tickertui.tui.widgets.document.clusters import cells, cut
from tickertui.tui.widgets.document.plain import embed_lines, picture_lines, unknown_lines
from tickertui.tui.widgets.document.prose import Ink, Row, link_number, without_invisible
from tickertui.tui.widgets.document.wrap import wrap

CardLeaf = Picture | Embed | Unknown

_INKS: dict[str, Ink] = {
    "name": ("card-name",),
    "where": ("faint",),
    "caption": ("caption",),
    "credit": ("faint",),
}


def card_links(leaf: CardLeaf) -> tuple[Link, ...]:
    """Where a card leads: the links around it, then the address of its picture or video."""
    if isinstance(leaf, Unknown):
        return leaf.links
    own = (Link(href=leaf.src, kind="asset"),) if leaf.src else ()
    around = leaf.links if isinstance(leaf, Picture) else ()
    return around + own


def card_rows(leaf: CardLeaf, width: int, numbers: list[int], why: str = "") -> list[Row]:
    """The rows of a card: a box with its name and place; a picture's caption and credit stand under the box.

    Args:
        leaf: What is shown.
        width: The cells of the column.
        numbers: The numbers of its links.
        why: Why a picture is not shown, where that has a reason; it is said in the box.
    """
    links = card_links(leaf)
    if isinstance(leaf, Picture):
        marker, lines, boxed = "▣ ", picture_lines(leaf), {"name", "where"}
    elif isinstance(leaf, Embed):
        marker, lines, boxed = "▶ ", embed_lines(leaf), {"name", "where"}
    else:
        marker, lines, boxed = "▣ ", unknown_lines(leaf), {"name", "caption", "where"}
    inner = max(width - 4, 4)
    rows: list[Row] = [[("╭" + "─" * (inner + 2) + "╮", ("rule",), -1, ())]]
    below: list[Row] = []
    offset = 0
    for number, (role, text) in enumerate(lines):
        ink = _INKS[role]
        in_box = role in boxed
        lead = marker if number == 0 else "  "
        for line_number, (low, high) in enumerate(wrap(text, max((inner if in_box else width) - 2, 2))):
            row: Row = [(lead if line_number == 0 else "  ", ("card-mark",), -1, ())]
            row.append((text[low:high], ink, offset + low, links if role in {"name", "where"} else ()))
            row = without_invisible(row)
            if in_box:
                rows.append(_boxed(row, inner))
            else:
                below.append(row)
        if number == 0 and numbers and rows:
            _put_number(rows, link_number(numbers, text[-1:]), inner, links)
        offset += len(text) + 1
    for low, high in wrap(why, max(inner - 2, 2)) if why else ():
        rows.append(_boxed(without_invisible([("  ", (), -1, ()), (why[low:high], ("caption",), -1, ())]), inner))
    rows.append([("╰" + "─" * (inner + 2) + "╯", ("rule",), -1, ())])
    return rows + below


def picture_rows(picture: Picture, box: Box, width: int, numbers: list[int]) -> list[Row]:
    """The rows of a picture that is drawn: room for it, with its name in the middle till it is there; what is said.

    The room says the name only to who waits: what can be found, copied and followed stands under it.
    """
    lines = [line for line in picture_lines(picture) if line[0] != "where"]
    rows = said_rows(box, lines[0][1], ("faint",))
    offset = 0
    for number, (role, text) in enumerate(picture_lines(picture)):
        lead = "▣ " if number == 0 else "  "
        for low, high in wrap(text, max(width - 2, 2)) if role != "where" else ():
            ink = ("caption",) if role == "name" else _INKS[role]
            links = card_links(picture) if role == "name" else ()
            rows.append(without_invisible([(lead, ("card-mark",), -1, ()), (text[low:high], ink, offset + low, links)]))
            lead = "  "
        if number == 0 and numbers:
            label = link_number(numbers, text[-1:])
            if sum(cells(piece[0]) for piece in rows[-1]) + len(label) <= width:
                rows[-1].append((label, ("number",), -1, card_links(picture)))
        offset += len(text) + 1
    return rows


def said_rows(box: Box, words: str, ink: Ink, *, is_framed: bool = False) -> list[Row]:
    """As many rows as a box has, all as wide as it, with words in their middle; what has no room is cut."""
    frame = 1 if is_framed and box.rows >= 3 and box.columns >= 8 else 0
    inner = box.columns - 4 * frame
    room = box.rows - 2 * frame
    spans = wrap(words, max(inner, 2))
    lines = [words[low:high] for low, high in spans[:room]]
    if len(spans) > room:
        lines[-1] = cut(f"{lines[-1]} …", inner)
    above = (room - len(lines)) // 2
    blank = " " * inner
    rows: list[Row] = []
    for number in range(room):
        row: Row = [(blank, (), -1, ())]
        if above <= number < above + len(lines):
            text = cut("".join(piece[0] for piece in without_invisible([(lines[number - above], ink, -1, ())])), inner)
            spare = max(inner - cells(text), 0)
            row = [(" " * (spare // 2), (), -1, ()), (text, ink, -1, ()), (" " * (spare - spare // 2), (), -1, ())]
        rows.append(_boxed(row, inner) if frame else row)
    if frame:
        rows.insert(0, [("╭" + "─" * (inner + 2) + "╮", ("rule",), -1, ())])
        rows.append([("╰" + "─" * (inner + 2) + "╯", ("rule",), -1, ())])
    return rows


def _boxed(row: Row, inner: int) -> Row:
    """A row between the sides of the box."""
    slack = inner - sum(cells(piece[0]) for piece in row)
    return [("│ ", ("rule",), -1, ()), *row, (" " * max(slack, 0) + " │", ("rule",), -1, ())]


def _put_number(rows: list[Row], number: str, inner: int, links: tuple[Link, ...]) -> None:
    """Put a link's number behind a card's name, where there is room."""
    row = rows[-1][1:-1]
    if sum(cells(piece[0]) for piece in row) + len(number) <= inner:
        rows[-1] = _boxed([*row, (number, ("number",), -1, links)], inner)
