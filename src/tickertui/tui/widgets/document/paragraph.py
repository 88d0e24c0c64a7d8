"""Paragraphs, headings and the lines of head and foot as rows of cells."""

from collections.abc import Callable
from unicodedata import category

from tickertui.formats.document import Heading, Link, Paragraph
from tickertui.tui.widgets.document.clusters import cells
from tickertui.tui.widgets.document.flow import Matter
from tickertui.tui.widgets.document.frames import Margin
from tickertui.tui.widgets.document.prose import Ink, Prose, Row
from tickertui.tui.widgets.document.wrap import wrap

TextLeaf = Paragraph | Heading | Matter

STRETCH = 8_192
"""The longest stretch of a paragraph that is set at once, in characters; longer ones are set in several."""

_SPACING = "\u200b\u2060\ufeff\u00ad"


def is_blank(text: str) -> bool:
    """Whether nothing of the text would be seen (spaces and no-break spaces of all kinds)."""
    return not text or ((text[0] <= " " or text[0] > "~") and not text.strip(_SPACING + " \n\t\xa0\u202f\u2007\u3000"))


def stretches_of(text: str) -> list[tuple[int, int]]:
    """The stretches in which a long paragraph is set: they part at spaces where there are any."""
    length = len(text)
    if length <= STRETCH:
        return [(0, length)]
    found = []
    start = 0
    while length - start > STRETCH:
        end = start + STRETCH
        space = max(text.rfind(" ", start + STRETCH // 2, end), text.rfind("\n", start + STRETCH // 2, end))
        if space > start:
            end = space + 1
        else:
            for _ in range(32):
                if not _joins(text, end) or end <= start + 1:
                    break
                end -= 1
        found.append((start, end))
        start = end
    found.append((start, length))
    return found


def _joins(text: str, at: int) -> bool:
    """Whether the character at an offset belongs to the glyph before it."""
    return (
        category(text[at])[0] == "M"
        or text[at - 1] == "\u200d"
        or text[at] == "\u200d"
        or "\U0001f1e6" <= text[at] <= "\U0001f1ff"
        or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
        or "\U000e0020" <= text[at] <= "\U000e007f"
    )


def prose_of(leaf: TextLeaf, start: int, end: int, number_of: Callable[[Link], int]) -> Prose:
    """A stretch of a leaf's text ready to wrap; the list of links does not number itself."""
    numbering = None if type(leaf) is Matter and leaf.role == "address" else number_of
    return Prose(leaf.text, leaf.spans, start, end, numbering)


def look_of(leaf: TextLeaf, margin: Margin) -> Ink:
    """The look of a leaf's text, before its marks."""
    if type(leaf) is Heading:
        return (f"heading-{min(max(leaf.rank, 1), 4)}",)
    if type(leaf) is Matter:
        return (leaf.role,) if leaf.role != "text" else margin.ink
    return margin.ink


def paragraph_height(leaf: TextLeaf, start: int, end: int, width: int, number_of: Callable[[Link], int]) -> int:
    """How many rows a stretch of a leaf takes in a column of `width` cells."""
    if not leaf.spans:
        text = leaf.text
        return len(wrap(text if start == 0 and end == len(text) else text[start:end], width))
    return len(wrap(prose_of(leaf, start, end, number_of).display, width))


def paragraph_rows(
    leaf: TextLeaf, start: int, end: int, width: int, number_of: Callable[[Link], int], look: Ink
) -> list[Row]:
    """The rows of a stretch of a leaf in a column of `width` cells, without its margin."""
    prose = prose_of(leaf, start, end, number_of)
    lines = wrap(prose.display, width)
    align = leaf.align
    if leaf.dir == "rtl" and align in {"left", "justify"}:
        align = "right"
    rows = []
    for number, (low, high) in enumerate(lines):
        row = prose.pieces(low, high, look, last=number == len(lines) - 1)
        if align in {"center", "right"}:
            slack = width - sum(cells(piece[0]) for piece in row)
            lead = slack // 2 if align == "center" else slack
            if lead > 0:
                row.insert(0, (" " * lead, (), -1, ()))
        rows.append(row)
    return rows
