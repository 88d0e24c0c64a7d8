"""How a row of the table looks: its cells put into one strip, neighbours of one style in one segment.

Finished strips are kept per row object: an unchanged row is the same object in the next snapshot, so identity is the
version. About ten screens of them are kept; a change of width, colours, filter, day or sparkline window drops them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.calendar import utc_day
from tickertui.market.quote import Quote
from tickertui.tui.columns import Facts, TableColumn
from tickertui.tui.widgets.quote_table_layout import Measure, SizedCell, Slot, cells, cut, lay_out, sized
from tickertui.tui.widgets.sparkline import filled, sparkline

CURSOR, UNSEEN, FOCUSED = 1, 2, 4
"""The flags of a line."""
FLASH = 8
"""From here on the number of the flash that a line takes part in."""

LEAST_KEPT = 256
"""The lines and rows that are kept at least, however low the table is."""
SPAN = 6
"""The cells after a sparkline that fills its width, for the days it spans."""
MARKER, THIN_MARKER, DOT = "▌", "│", "•"

Changes = Mapping[int, tuple[int, int]]
"""By a column's number, the first and the last but one character of its text that changed."""
Run = tuple[str, Style]


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
        """Put text of so many cells at a cell; the spaces before it belong to what stands before them."""
        gap = x - self.width
        self.width += width
        if gap > 0:
            self.width += gap
            if self._text:
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

    def strip(self, width: int) -> Strip:
        """What was put, filled with spaces to a width or cut to it."""
        self.put(width, "", self._style, 0)
        if self._text:
            self._segments.append(Segment(self._text, self._style))
        strip = Strip(self._segments, self.width)
        return strip if self.width == width else strip.crop(0, width)


class TableFace:
    """Makes the strips of a table's lines and keeps them."""

    def __init__(self, columns: Sequence[TableColumn], now: datetime, window: timedelta) -> None:
        """Nothing is measured or drawn yet."""
        self.columns = tuple(columns)
        self.now = now
        self.window = window
        self.fills = False
        self.words: tuple[str, ...] = ()
        self.tones = Tones({}, {})
        self.width = 0
        self.height = 0
        self.slots: tuple[Slot, ...] = ()
        self._today = utc_day(now)
        self._measures = [Measure() for _ in self.columns]
        self._cells: dict[int, tuple[Quote, tuple[SizedCell, ...]]] = {}
        self._strips: dict[tuple[int, int], tuple[Quote, Strip]] = {}
        self._others: dict[tuple[object, ...], Strip] = {}

    def reset(self) -> None:
        """Forget finished strips."""
        self._strips.clear()
        self._others.clear()

    def tell_time(self, now: datetime) -> bool:
        """Take another moment; whether it is on another day, on which every row says something else."""
        today = utc_day(now)
        is_other_day = today != self._today
        self.now, self._today = now, today
        if is_other_day:
            self._cells.clear()
            self.reset()
        return is_other_day

    def resize(self, width: int, height: int) -> None:
        """Draw for another size."""
        self.height = height
        if width != self.width:
            self.width = width
            self._lay_out()

    def cells_of(self, quote: Quote) -> tuple[SizedCell, ...]:
        """The cells of a row, one per column."""
        known = self._cells.get(id(quote))
        if known is not None:
            return known[1]
        row = Facts(quote, self.now, self._today)
        made = tuple([sized(column.cell(row), column.align) for column in self.columns])
        _keep(self._cells, id(quote), (quote, made), 10 * self.height)
        return made

    def measure(self, quotes: Sequence[Quote]) -> None:
        """Take note of the width of rows about to be shown; columns move where they need more than before."""
        grew = False
        for quote in quotes:
            if id(quote) not in self._cells:
                for measure, cell in zip(self._measures, self.cells_of(quote), strict=True):
                    if measure.grow(cell):
                        grew = True
        if grew:
            self._lay_out()

    def row(self, quote: Quote, flags: int, changes: Changes | None) -> Strip:
        """A row's line."""
        key = (id(quote), flags)
        known = self._strips.get(key)
        if known is not None:
            return known[1]
        strip = self._draw(quote, flags, changes or {})
        _keep(self._strips, key, (quote, strip), 10 * self.height)
        return strip

    def header(self, sorted_by: str | None, descending: bool) -> Strip:
        """The titles; that of the order's column with an arrow."""
        key = ("header", sorted_by, descending)
        if key not in self._others:
            tones = self.tones.plain
            line = Line(tones["header"])
            for slot in self.slots:
                column = slot.column
                title, style = column.title, tones["header"]
                if column.id == sorted_by:
                    title, style = f"{title}{'↓' if descending else '↑'}", tones["sorted"]
                title = cut(title, slot.width)
                width = cells(title)
                line.put(slot.x if column.align == "left" else slot.end - width, title, style, width)
            _keep(self._others, key, line.strip(self.width), 0)
        return self._others[key]

    def words_line(self, text: str, tone: str, *, right: bool = False, indent: int = 0) -> Strip:
        """A line of plain words."""
        key = (text, tone, right, indent)
        if key not in self._others:
            style = self.tones.plain[tone]
            line = Line(style)
            text = cut(text, self.width - indent)
            line.put(max(indent, self.width - cells(text) - 1) if right else indent, text, style, cells(text))
            _keep(self._others, key, line.strip(self.width), 0)
        return self._others[key]

    def column_at(self, x: int) -> TableColumn | None:
        """The column at a cell, or the nearest to its left."""
        found = None
        for slot in self.slots:
            if found is None or slot.x <= x:
                found = slot.column
        return found

    def _lay_out(self) -> None:
        """Place the columns anew; where that moves any, what was drawn is gone."""
        slots = lay_out(self.columns, self._measures, self.width)
        if slots != self.slots:
            self.slots = slots
            self.reset()

    def _draw(self, quote: Quote, flags: int, changes: Changes) -> Strip:
        """Put a row's cells into a strip."""
        tones = self.tones.on_cursor if flags & CURSOR else self.tones.plain
        row = self.cells_of(quote)
        line = Line(tones["ink"])
        put = line.put
        if flags & CURSOR:
            put(0, MARKER if flags & FOCUSED else THIN_MARKER, tones["marker"], 1)
        if flags & UNSEEN:
            put(1, DOT, tones["unseen"], 1)
        for slot in self.slots:
            index, column = slot.index, slot.column
            if column.is_drawn:
                self._draw_sparkline(line, quote, slot, tones)
                continue
            cell = row[index]
            text, width = cell.text, cell.whole + cell.fraction
            if column.align == "left":
                x = slot.x
            else:
                x = slot.end - slot.fraction - cell.whole
                if cell.lead:
                    lead_x = slot.end - slot.fraction - slot.whole - slot.lead
                    put(lead_x, cell.lead, tones[cell.lead_tone], cell.lead_cells - 1)
            if column.least:
                if width > slot.width:
                    text = cut(text, slot.width)
                    width = cells(text)
                if self.words:
                    _put_marks(line, x, text, matches(text, self.words), tones["ink"], tones["match"])
                    continue
            elif index in changes:
                style = tones[cell.tone]
                _put_marks(line, x, text, [changes[index]], style, style + _REVERSE)
                continue
            put(x, text, tones[cell.tone], width)
        return line.strip(self.width)

    def _draw_sparkline(self, line: Line, quote: Quote, slot: Slot, tones: Mapping[str, Style]) -> None:
        """The row's shape: on the shared time axis, or filling its width, with the days it spans."""
        points = quote.series.points
        if not self.fills:
            drawn = sparkline(points, self._today - self.window, self._today, slot.width)
            line.put(slot.x, drawn, tones["spark"], slot.width)
            return
        width = max(1, slot.width - SPAN)
        line.put(slot.x, filled(points, width), tones["spark"], width)
        if len(points) > 1:
            said = wording.span((points[-1].on - points[0].on).days)
            line.put(slot.end - len(said), said, tones["quiet"], len(said))


def _put_marks(line: Line, x: int, text: str, marked: Sequence[tuple[int, int]], style: Style, mark: Style) -> None:
    """Put text with some of its characters marked."""
    line.put(x, "", style, 0)
    at = 0
    for start, end in marked:
        line.put(line.width, text[at:start], style, cells(text[at:start]))
        line.put_marked(text[start:end], mark, cells(text[start:end]))
        at = end
    line.put(line.width, text[at:], style, cells(text[at:]))


_REVERSE = Style(reverse=True)


def matches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever its case: first and last but one character, in order, none overlapping."""
    folded = text.casefold()
    if len(folded) != len(text):
        return []
    spans = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            spans.append((start, start + len(word)))
            start = folded.find(word, start + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def changed_part(before: str, after: str) -> tuple[int, int]:
    """The characters of a number that changed: from the first that differs to the end; all of one of another length."""
    if len(before) != len(after):
        return 0, len(after)
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            return position, len(after)
    return len(after), len(after)


def _keep(kept: dict[Any, Any], key: object, value: object, most: int) -> None:
    """Keep a value; beyond a number the older half goes at once, as taking the oldest each time would be slow."""
    if len(kept) >= max(most, LEAST_KEPT):
        for old in list(islice(kept, len(kept) // 2)):
            del kept[old]
    kept[key] = value
