"""A line of the table in the making: text with styles becomes one strip, neighbours of one style in one segment."""

from collections.abc import Iterable, Mapping, Sequence
from sys import maxsize

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tickertui.tui.widgets.quote_table.layout import cells
from tickertui.tui.widgets.terse import TerseStrip


class Tones:
    """The styles of every tone, on the ground of the table and on that of the cursor's row."""

    def __init__(self, plain: Mapping[str, Style], on_cursor: Mapping[str, Style]) -> None:
        """Keep the styles by tone, without and with the cursor."""
        self.plain = plain
        self.on_cursor = on_cursor

    def __eq__(self, other: object) -> bool:
        """Whether every style is the same."""
        return isinstance(other, Tones) and self.plain == other.plain and self.on_cursor == other.on_cursor

    __hash__ = None  # type: ignore[assignment]  # compared, never looked up


class Line:
    """A line in the making: text with styles, one segment for neighbours of one style."""

    __slots__ = ("_ground", "_segments", "_style", "_text", "width")

    def __init__(self, ground: Style) -> None:
        """Begin at the left, on a ground."""
        self.width = 0
        self._ground = ground
        self._segments: list[Segment] = []
        self._text = ""
        self._style = ground

    def put(self, x: int, text: str, style: Style, width: int) -> None:
        """Put text of so many cells at a cell; the spaces before it belong to what stands before, not underlined."""
        gap = x - self.width
        self.width += width
        if gap > 0:
            self.width += gap
            if self._text and self._style.underline:
                self._segments.append(Segment(self._text, self._style))
                self._text, self._style = " " * gap, self._ground
            elif self._text:
                self._text += " " * gap
            else:
                text = " " * gap + text
        if style is self._style:
            self._text += text
        else:
            if self._text:
                self._segments.append(Segment(self._text, self._style))
            self._text, self._style = text, style

    def put_marked(self, text: str, style: Style, width: int) -> None:
        """Put text right here in a style that shows on spaces too, so that it must not have any."""
        if self._text:
            self._segments.append(Segment(self._text, self._style))
        if text:
            self._segments.append(Segment(text, style))
        self._text, self._style = "", self._ground
        self.width += width

    def put_spans(self, x: int, text: str, spans: Iterable[tuple[int, int]], style: Style, mark: Style) -> None:
        """Put text at a cell with some of its characters marked."""
        self.put(x, "", style, 0)
        at = 0
        for start, end in spans:
            self.put(self.width, text[at:start], style, cells(text[at:start]))
            self.put_marked(text[start:end], mark, cells(text[start:end]))
            at = end
        self.put(self.width, text[at:], style, cells(text[at:]))

    def strip(self, width: int) -> Strip:
        """What was put, filled with spaces to a width or cut to it."""
        self.put(width, "", self._style, 0)
        if self._text:
            self._segments.append(Segment(self._text, self._style))
        strip = TerseStrip(self._segments, self.width)
        return strip if self.width == width else strip.crop(0, width)


def runs(positions: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Characters, in order, as spans of first and last but one, up to a character."""
    spans: list[tuple[int, int]] = []
    for position in positions:
        if position >= end:
            break
        if spans and spans[-1][1] == position:
            spans[-1] = (spans[-1][0], position + 1)
        else:
            spans.append((position, position + 1))
    return spans


def marked(strip: Strip, spans: Iterable[tuple[int, int]], mark: Style) -> list[Segment]:
    """The segments of a strip with some of its cells marked: from left to right, none across two segments."""
    segments: list[Segment] = []
    rest = iter(spans)
    start, end = next(rest, _NO_SPAN)
    x = 0
    for segment in strip:
        text, style, _ = segment
        after = x + cells(text)
        if start >= after:
            segments.append(segment)
        else:
            while start < after:
                before, text = _divided(text, start - x)
                inside, text = _divided(text, end - start)
                segments += (Segment(before, style), Segment(inside, style + mark if style else mark))
                x = end
                start, end = next(rest, _NO_SPAN)
            segments.append(Segment(text, style))
        x = after
    return segments


def _divided(text: str, at: int) -> tuple[str, str]:
    """The text before and from a cell on."""
    if text.isascii():
        return text[:at], text[at:]
    before, after = Segment(text).split_cells(at)
    return before.text, after.text


_NO_SPAN = (maxsize, maxsize)
