"""Code as rows of cells: a tinted panel with its language, lines as they are, long ones cut with a mark."""

import re
from bisect import bisect_right

from tickertui.formats.document import Code, Link, Span
from tickertui.tui.widgets.document.clusters import cells, clusters, is_wide
from tickertui.tui.widgets.document.prose import Ink, Row, ink_of, without_invisible

STRETCH = 8_192
"""The longest stretch of code that is set at once, in characters."""

STRETCH_LINES = 200
"""And in lines."""

TAB = 4
_LINES = re.compile(f"(?:[^\n]*+\n){{{STRETCH_LINES}}}")
_EDGE = "▏"
_MARK = "↩"


def stretches_of(text: str) -> list[tuple[int, int]]:
    """The stretches in which long code is set: they part at line breaks where there are any."""
    length = len(text)
    found = []
    start = 0
    while True:
        end = min(start + STRETCH, length)
        if text.count("\n", start, end) > STRETCH_LINES:
            lines = _LINES.match(text, start)
            end = lines.end() if lines else end
        elif end < length:
            at = text.rfind("\n", start, end)
            end = at + 1 if at >= start else end
        found.append((start, end))
        if end >= length:
            return found
        start = end


def code_height(code: Code, start: int, end: int, width: int) -> int:
    """How many rows a stretch of code takes."""
    column = max(width - 3, 4)
    text = _stretch(code, start, end)
    rows = (start == 0) + (end == len(code.text))
    for line in text.split("\n"):
        if len(line) <= column and "\t" not in line and is_wide(line) is None:
            rows += 1
        else:
            rows += len(_cut(line, column))
    return rows


def _stretch(code: Code, start: int, end: int) -> str:
    """The text of a stretch without the line break at its end."""
    return code.text[start:end].removesuffix("\n")


def code_rows(code: Code, start: int, end: int, width: int) -> list[Row]:
    """The rows of a stretch of code: the first has the language's name, all are as wide as the column."""
    column = max(width - 3, 4)
    rows: list[Row] = []
    if start == 0:
        label = (code.language[: max(width - 4, 0)] + " ") if code.language else ""
        rows.append(_panel([(" " * (width - 2 - cells(label)) + label, ("code-block", "code-label"), -1, ())], width))
    offset = start
    for line in _stretch(code, start, end).split("\n"):
        pieces = _cut(line, column)
        for number, (low, high, text) in enumerate(pieces):
            row = without_invisible(_with_tabs(text, offset + low, ("code-block",)))
            if code.spans:
                row = _marked(row, code.spans)
            if number < len(pieces) - 1:
                row.append((" " * (column - sum(cells(piece[0]) for piece in row)), ("code-block",), -1, ()))
                row.append((_MARK, ("code-block", "faint"), -1, ()))
            rows.append(_panel(row, width))
            del high
        offset += len(line) + 1
    if end == len(code.text):
        rows.append(_panel([], width))
    return rows


def _panel(row: Row, width: int) -> Row:
    """A row of the panel: an edge that is seen without colours too, and the tint up to the column's end."""
    used = 2 + sum(cells(piece[0]) for piece in row)
    row = [(_EDGE, ("code-block", "rule"), -1, ()), (" ", ("code-block",), -1, ()), *row]
    if used < width:
        row.append((" " * (width - used), ("code-block",), -1, ()))
    return row


def _cut(line: str, column: int) -> list[tuple[int, int, str]]:
    """A line in pieces of at most `column` cells, as (start, end, text)."""
    if is_wide(line) is None and "\t" not in line:
        if len(line) <= column:
            return [(0, len(line), line)]
        return [(at, min(at + column, len(line)), line[at : at + column]) for at in range(0, len(line), column)]
    pieces = []
    start = used = 0
    for at, end, width in clusters(line):
        cell_width = TAB - used % TAB if line[at] == "\t" else width
        if used + cell_width > column and used:
            pieces.append((start, at, line[start:at]))
            start, used = at, 0
            cell_width = TAB if line[at] == "\t" else width
        used += cell_width
        del end
    pieces.append((start, len(line), line[start:]))
    return pieces


def _with_tabs(text: str, offset: int, look: Ink) -> Row:
    """A piece of a line with its tabs opened to the next stop."""
    if "\t" not in text:
        return [(text, look, offset, ())] if text else []
    row: Row = []
    used = 0
    for number, part in enumerate(text.split("\t")):
        if number:
            row.append((" ", look, offset - 1, ()))
            if fill := TAB - used % TAB - 1:
                row.append((" " * fill, look, -1, ()))
            used += fill + 1
        if part:
            row.append((part, look, offset, ()))
            used += cells(part)
        offset += len(part) + 1
    return row


def _marked(row: Row, spans: tuple[Span, ...]) -> Row:
    """The pieces of a line with the author's marks on them; links are followed, but not numbered in the code."""
    marked: Row = []
    for text, look, at, links in row:
        if at < 0:
            marked.append((text, look, at, links))
            continue
        end, begin = at + len(text), at
        for index in range(max(bisect_right(spans, at, key=_start_of) - 1, 0), len(spans)):
            span = spans[index]
            if span.start >= end:
                break
            low, high = max(span.start, begin), min(span.end, end)
            if low >= high:
                continue
            if low > begin:
                marked.append((text[begin - at : low - at], look, begin, ()))
            targets = tuple(mark for mark in span.marks if isinstance(mark, Link))
            marked.append((text[low - at : high - at], look + ink_of(span.marks), low, targets))
            begin = high
        if begin < end:
            marked.append((text[begin - at :], look, begin, ()))
    return marked


def _start_of(span: Span) -> int:
    return span.start
