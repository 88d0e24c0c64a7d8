"""Cards: pictures, embedded videos and unknown nodes as boxes that say what they are and where they lead."""

from tickertui.formats.document import Embed, Link, Picture, Unknown
from tickertui.tui.widgets.document.clusters import cells
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


def card_rows(leaf: CardLeaf, width: int, numbers: list[int]) -> list[Row]:
    """The rows of a card: a box with its name and place; a picture's caption and credit stand under the box."""
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
    rows.append([("╰" + "─" * (inner + 2) + "╯", ("rule",), -1, ())])
    return rows + below


def _boxed(row: Row, inner: int) -> Row:
    """A row between the sides of the box."""
    slack = inner - sum(cells(piece[0]) for piece in row)
    return [("│ ", ("rule",), -1, ()), *row, (" " * max(slack, 0) + " │", ("rule",), -1, ())]


def _put_number(rows: list[Row], number: str, inner: int, links: tuple[Link, ...]) -> None:
    """Put a link's number behind a card's name, where there is room."""
    row = rows[-1][1:-1]
    if sum(cells(piece[0]) for piece in row) + len(number) <= inner:
        rows[-1] = _boxed([*row, (number, ("number",), -1, links)], inner)
