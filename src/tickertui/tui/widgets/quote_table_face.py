"""How a row of the table looks: its cells put into one strip, neighbours of one style in one segment.

Finished strips are kept per row object: an unchanged row is the same object in the next snapshot, so identity is the
version. About ten screens of them are kept; a change of width, colours, filter, day or sparkline window drops them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.calendar import utc_day
from tickertui.market.quote import Quote
from tickertui.tui.columns import Cell, TableColumn
from tickertui.tui.widgets.quote_table_layout import Measure, Slot, cells, cut, lay_out, parts
from tickertui.tui.widgets.sparkline import filled, sparkline

CURSOR, UNSEEN, FOCUSED = 1, 2, 4
"""The flags of a line."""
FLASH = 8
"""From here on the number of the flash that a line takes part in."""

SPAN = 6
"""The cells after a sparkline that fills its width, for the days it spans."""
MARKER, DOT = "▌", "•"

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

    def __init__(self, ground: Style) -> None:
        """Begin at the left, on a ground."""
        self.width = 0
        self._ground = ground
        self._segments: list[Segment] = []
        self._texts: list[str] = []
        self._style = ground

    def add(self, text: str, style: Style, width: int) -> None:
        """Append text of so many cells."""
        if style is not self._style:
            self._close()
            self._style = style
        self._texts.append(text)
        self.width += width

    def space_to(self, x: int) -> None:
        """Append spaces up to a cell; they look the same in any style that marks no more than its letters."""
        if x > self.width:
            if self._style.underline or self._style.reverse:
                self._close()
                self._style = self._ground
            self._texts.append(" " * (x - self.width))
            self.width = x

    def strip(self) -> Strip:
        """What was appended."""
        self._close()
        return Strip(self._segments, self.width)

    def _close(self) -> None:
        """Make a segment of what has one style."""
        if self._texts:
            self._segments.append(Segment("".join(self._texts), self._style))
            self._texts = []


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
        self._measures = [Measure() for _ in self.columns]
        self._cells: dict[int, tuple[Quote, tuple[Cell, ...]]] = {}
        self._strips: dict[tuple[int, int], tuple[Quote, Strip]] = {}

    def reset(self, *, cells_too: bool = False) -> None:
        """Forget finished strips, and the texts in them where those say something else now."""
        self._strips.clear()
        if cells_too:
            self._cells.clear()

    def resize(self, width: int, height: int) -> None:
        """Draw for another size."""
        self.height = height
        if width != self.width:
            self.width = width
            self._lay_out()

    def cells_of(self, quote: Quote) -> tuple[Cell, ...]:
        """The cells of a row, one per column."""
        known = self._cells.get(id(quote))
        if known is not None:
            return known[1]
        now = self.now
        made = tuple([column.cell(quote, now) for column in self.columns])
        _keep(self._cells, id(quote), (quote, made), 10 * self.height)
        return made

    def measure(self, quotes: Sequence[Quote]) -> bool:
        """Take note of the width of rows about to be shown; whether columns had to move for them."""
        grew = False
        for quote in quotes:
            if id(quote) in self._cells:
                continue
            for measure, cell, column in zip(self._measures, self.cells_of(quote), self.columns, strict=True):
                grew |= measure.grow(cell, column.align)
        if grew:
            before = self.slots
            self._lay_out()
            return before != self.slots
        return False

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
        tones = self.tones.plain
        line = Line(tones["header"])
        for slot in self.slots:
            column = slot.column
            title, style = column.title, tones["header"]
            if column.id == sorted_by:
                title, style = f"{title}{'↓' if descending else '↑'}", tones["sorted"]
            title = cut(title, slot.width)
            width = cells(title)
            line.space_to(slot.x if column.align == "left" else slot.end - width)
            line.add(title, style, width)
        line.space_to(self.width)
        return line.strip()

    def words_line(self, text: str, tone: str, *, right: bool = False, indent: int = 0) -> Strip:
        """A line of plain words."""
        style = self.tones.plain[tone]
        line = Line(style)
        text = cut(text, self.width - indent)
        line.space_to(max(indent, self.width - cells(text) - 1) if right else indent)
        line.add(text, style, cells(text))
        line.space_to(self.width)
        return line.strip()

    def column_at(self, x: int) -> TableColumn | None:
        """The column at a cell, or the nearest to its left."""
        found = None
        for slot in self.slots:
            if found is None or slot.x <= x:
                found = slot.column
        return found

    def _lay_out(self) -> None:
        """Place the columns anew; what was drawn is gone."""
        self.slots = lay_out(self.columns, self._measures, self.width)
        self.reset()

    def _draw(self, quote: Quote, flags: int, changes: Changes) -> Strip:
        """Put a row's cells into a strip."""
        is_cursor = flags & CURSOR
        tones = self.tones.on_cursor if is_cursor else self.tones.plain
        row = self.cells_of(quote)
        line = Line(tones["ink"])
        if is_cursor:
            line.add(MARKER if flags & FOCUSED else "│", tones["marker"], 1)
        if flags & UNSEEN:
            line.space_to(1)
            line.add(DOT, tones["unseen"], 1)
        for slot in self.slots:
            cell = row[slot.index]
            if slot.column.is_drawn:
                line.space_to(slot.x)
                self._draw_sparkline(line, quote, slot, tones)
                continue
            if cell.lead:
                line.space_to(slot.x + self._slack(slot))
                line.add(cell.lead, tones[cell.lead_tone], cells(cell.lead))
            text = cell.text if not slot.column.least else cut(cell.text, slot.width)
            self._place(line, text, slot)
            changed = changes.get(slot.index)
            if changed is not None:
                style = tones[cell.tone]
                start, end = changed
                line.add(text[:start], style, cells(text[:start]))
                line.add(text[start:end], style + _REVERSE, cells(text[start:end]))
                line.add(text[end:], style, cells(text[end:]))
            elif slot.column.least and self.words:
                self._draw_matches(line, text, tones)
            else:
                line.add(text, tones[cell.tone], cells(text))
        line.space_to(self.width)
        return line.strip()

    def _slack(self, slot: Slot) -> int:
        """The cells by which a column is wider than its content, at the left of what aligns right."""
        return slot.width - slot.lead - slot.whole - slot.fraction if slot.column.align != "left" else 0

    def _place(self, line: Line, text: str, slot: Slot) -> None:
        """Go to where a text begins."""
        if slot.column.align == "left":
            line.space_to(slot.x)
            return
        whole, _ = parts(text, slot.column.align)
        line.space_to(slot.end - slot.fraction - whole)

    def _draw_sparkline(self, line: Line, quote: Quote, slot: Slot, tones: Mapping[str, Style]) -> None:
        """The row's shape: on the shared time axis, or filling its width, with the days it spans."""
        points = quote.series.points
        if not self.fills:
            until = utc_day(self.now)
            drawn = sparkline(points, until - self.window, until, slot.width)
            line.add(drawn, tones["spark"], slot.width)
            return
        width = slot.width - SPAN
        line.add(filled(points, width), tones["spark"], width)
        if len(points) > 1:
            said = wording.span((points[-1].on - points[0].on).days)
            line.space_to(slot.end - len(said))
            line.add(said, tones["quiet"], len(said))

    def _draw_matches(self, line: Line, text: str, tones: Mapping[str, Style]) -> None:
        """A name, with what the filter found in it marked."""
        marked = matches(text, self.words)
        at = 0
        for start, end in marked:
            line.add(text[at:start], tones["ink"], cells(text[at:start]))
            line.add(text[start:end], tones["match"], cells(text[start:end]))
            at = end
        line.add(text[at:], tones["ink"], cells(text[at:]))


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
    """Keep a value, dropping the oldest beyond a number."""
    if len(kept) >= max(most, 256):
        del kept[next(iter(kept))]
    kept[key] = value
