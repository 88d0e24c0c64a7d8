"""Paragraphs, headings and the lines of head and foot as rows of cells."""

from bisect import bisect_left
from collections.abc import Callable
from unicodedata import category

from tickertui.formats.document import Heading, Link, Paragraph, Span
from tickertui.tui.widgets.document.clusters import cells, is_wide
from tickertui.tui.widgets.document.frames import Margin
from tickertui.tui.widgets.document.matter import Matter
from tickertui.tui.widgets.document.prose import Ink, Prose, Row
from tickertui.tui.widgets.document.wrap import wrap

TextLeaf = Paragraph | Heading | Matter

STRETCH = 8_192
"""The longest stretch of a paragraph that is set at once, in characters; longer ones are set in several."""

STRETCH_WIDE = 3_072
"""The same for text that is not plainly narrow, whose cells are counted one by one."""

STRETCH_SPANS = 256
"""And the most pieces of text with marks of their own."""

_SPACING = "\u200b\u2060\ufeff\u00ad"


def is_blank(text: str) -> bool:
    """Whether nothing of the text would be seen (spaces and no-break spaces of all kinds)."""
    return not text or ((text[0] <= " " or text[0] > "~") and not text.strip(_SPACING + " \n\t\xa0\u202f\u2007\u3000"))


def stretches_of(text: str, spans: tuple[Span, ...] = ()) -> list[tuple[int, int]]:
    """The stretches in which a long paragraph is set: they part at spaces where there are any."""
    length = len(text)
    if length <= STRETCH_WIDE and len(spans) <= STRETCH_SPANS:
        return [(0, length)]
    found: list[tuple[int, int]] = []
    start = 0
    while start < length or not found:
        end = _end_of(text, spans, start)
        found.append((start, end))
        start = end
    return found


def _end_of(text: str, spans: tuple[Span, ...], start: int) -> int:
    """The end of the stretch that begins at an offset."""
    length = len(text)
    most = STRETCH if is_wide(text, start, min(start + STRETCH, length)) is None else STRETCH_WIDE
    if len(spans) > STRETCH_SPANS:
        last = bisect_left(spans, start, key=_start_of) + STRETCH_SPANS
        if last < len(spans):
            most = min(most, max(spans[last].start - start, 1))
    if length - start <= most:
        return length
    end = start + most
    space = max(text.rfind(" ", start + most // 2, end), text.rfind("\n", start + most // 2, end))
    if space > start:
        return space + 1
    for _ in range(32):
        if not _joins(text, end) or end <= start + 1:
            break
        end -= 1
    return end


def _start_of(span: Span) -> int:
    return span.start


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
