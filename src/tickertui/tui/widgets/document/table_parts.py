"""Rows of a table with a huge cell, set in parts, so that no step costs more than a stretch of text."""

from tickertui.formats.document import Heading, Paragraph
from tickertui.tui.widgets.document.paragraph import is_blank, paragraph_rows
from tickertui.tui.widgets.document.parting import Part
from tickertui.tui.widgets.document.plain import ROW_SHIFT, plain
from tickertui.tui.widgets.document.prose import Ink, Row, without_invisible
from tickertui.tui.widgets.document.table_rows import Numbering
from tickertui.tui.widgets.document.wrap import wrap

_CUT = f"More of this row is not shown: it has over {(1 << ROW_SHIFT) // 1_000_000} million characters. e writes it."


def part_rows(part: Part, width: int, number_of: Numbering) -> list[Row]:
    """The rows of a part; a line stands where its row begins."""
    rows = _rows(part, width, number_of)
    if part.start == 0 and not part.at & ((1 << ROW_SHIFT) - 1):
        rows.insert(0, [("┄" * width, ("rule",), -1, ())])
    if part.is_cut:
        rows += [[(_CUT[low:high], ("warning",), -1, ())] for low, high in wrap(_CUT, width)]
    return rows or [[]]


def _rows(part: Part, width: int, number_of: Numbering) -> list[Row]:
    """The rows of a stretch of a block, with offsets counted in the table's text."""
    look: Ink = ("table-head",) if part.is_header else ()
    block, at = part.block, part.at
    if isinstance(block, Paragraph | Heading):
        if is_blank(block.text):
            return []
        rows = paragraph_rows(block, part.start, part.end, width, number_of, look)
        return [
            [(text, ink, place + at if place >= 0 else -1, links) for text, ink, place, links in row] for row in rows
        ]
    text = plain(block)[part.start : part.end]
    return [
        without_invisible([(text[low:high].replace("\t", " "), look, at + part.start + low, ())])
        for low, high in wrap(text, width)
    ]
