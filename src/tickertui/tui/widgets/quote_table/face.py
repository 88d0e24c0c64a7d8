"""How a row of the table looks: its cells put into one strip, neighbours of one style in one segment.

Finished strips are kept per row object: an unchanged row is the same object in the next snapshot, so identity is the
version. About ten screens of them are kept; a change of width, colours, filter, day or sparklines drops them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Literal

from rich.style import Style
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.calendar import utc_day
from tickertui.market.families import Group
from tickertui.market.fuzzy import match
from tickertui.market.quote import Quote
from tickertui.tui.columns import COLUMNS, Facts, TableColumn, move_tone
from tickertui.tui.widgets.quote_table.layout import (
    NARROW,
    Measure,
    Plan,
    SizedCell,
    Slot,
    cells,
    cut,
    lay_out,
    planned,
    sized,
)
from tickertui.tui.widgets.quote_table.strip import Line, Tones, marked, runs
from tickertui.tui.widgets.sparkline import braille, filled, filled_braille, marks, sparkline
from tickertui.tui.widgets.terse import TerseStrip

CURSOR, UNSEEN, FOCUSED, STARRED, MARKED, FOLDED = 1, 2, 4, 8, 16, 32
"""The flags of a line."""
FLASH = 64
"""From here on the number of the flash that a line takes part in."""

LEAST_KEPT = 256
"""The lines and rows that are kept at least, however low the table is."""
SPAN = 6
"""The cells after a sparkline that fills its width, for the days it spans."""
MARKER, THIN_MARKER = "▌", "│"
SIGNS = {UNSEEN: ("•", "unseen"), MARKED: ("◆", "marked"), UNSEEN | MARKED: ("◈", "marked")}
"""What the first cell after the marker shows: not seen, marked for a comparison, or both."""
STAR = "★"
"""What the cell after it shows of a starred row."""
BEST_FIRST = "~"
"""Stands for the order of how well rows match where the column of an order is named."""
OPEN_SIGN, FOLDED_SIGN = "▾", "▸"
PAST = "┃"
"""What stands down the left while the table shows the past."""

Changes = Mapping[int, tuple[int, int]]
"""By a column's number, the first and the last but one character of its text that changed."""
SparkStyle = Literal["blocks", "braille"]


class TableFace:
    """Makes the strips of a table's lines and keeps them."""

    def __init__(self, now: datetime, window: timedelta | None) -> None:
        """Nothing is measured or drawn yet."""
        self.columns: tuple[TableColumn, ...] = COLUMNS
        self.now = now
        self.window = window
        """The length of the sparklines' axis; None for all that there is, since `since`."""
        self.since: date | None = None
        self.fills = False
        self.spark_style: SparkStyle = "blocks"
        self.filter_text = ""
        self.is_past = False
        self.tones = Tones({}, {})
        self.width = 0
        self.height = 0
        self.slots: tuple[Slot, ...] = ()
        self._today = utc_day(now)
        self._plan: Plan = planned(self.columns)
        self._measures = [Measure() for _ in self.columns]
        self._active: tuple[int, ...] = tuple(range(len(self.columns)))
        self._has_measured = False
        self._cells: dict[int, tuple[Quote, tuple[SizedCell, ...]]] = {}
        self._strips: dict[tuple[int, int], tuple[Quote, Strip]] = {}
        self._others: dict[tuple[object, ...], Strip] = {}

    def reset(self) -> None:
        """Forget finished strips."""
        self._strips.clear()
        self._others.clear()

    def choose(self, ids: Sequence[str]) -> None:
        """Show these columns, as far as they fit; none for those that suit the width."""
        self._plan = planned(self.columns, ids)
        self._active, self._has_measured = self._plan.order, False
        self._cells.clear()
        self._lay_out()

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
        """The cells of a row: one per column that shows, in the order of `slots`."""
        known = self._cells.get(id(quote))
        if known is not None:
            return known[1]
        row = Facts(quote, self.now, self._today)
        columns = self.columns
        made = tuple([sized((column := columns[index]).cell(row), column.align) for index in self._active])
        _keep(self._cells, id(quote), (quote, made), 10 * self.height)
        return made

    def measure(self, quotes: Sequence[Quote]) -> None:
        """Take note of the width of rows about to be shown; columns move where they need more than before.

        The first rows are measured in every column of the plan, later ones only in those that show.
        """
        while quotes:
            grew = not self._has_measured
            active = self._active
            for quote in quotes:
                if id(quote) not in self._cells:
                    for index, cell in zip(active, self.cells_of(quote), strict=True):
                        if self._measures[index].grow(cell):
                            grew = True
            self._has_measured = True
            if grew:
                self._lay_out()
            if self._active == active:
                return

    def row(self, quote: Quote, flags: int, changes: Changes | None) -> Strip:
        """A row's line."""
        key = (id(quote), flags)
        known = self._strips.get(key)
        if known is not None:
            return known[1]
        if changes:
            strip = self._flashed(self.row(quote, flags & (FLASH - 1), None), quote, changes)
        else:
            strip = self._draw(quote, flags)
        _keep(self._strips, key, (quote, strip), 10 * self.height)
        return strip

    def header(self, sorted_by: str | None, descending: bool) -> Strip:
        """The titles; that of the order's column with an arrow."""
        key = ("header", sorted_by, descending)
        if key not in self._others:
            tones = self.tones.plain
            plain = tones["badge" if self.is_past else "header"]
            line = Line(plain)
            line.put(0, self.left_out, plain, len(self.left_out))
            for slot in self.slots:
                column, room = slot.column, slot.width
                title, style = self._title(slot, sorted_by), plain
                if column.id == sorted_by:
                    title, style = f"{title}{'↓' if descending else '↑'}", tones["badge" if self.is_past else "sorted"]
                    room += cells(title) == room + 1
                title = cut(title, room)
                width = cells(title)
                line.put(slot.x if column.align == "left" else slot.x + room - width, title, style, width)
            _keep(self._others, key, line.strip(self.width), 0)
        return self._others[key]

    def words_line(self, text: str, tone: str, *, right: bool = False, indent: int = 0) -> Strip:
        """A line of plain words."""
        key = (text, tone, right, indent)
        if key not in self._others:
            style = self.tones.plain[tone]
            line = Line(style)
            if self.is_past:
                line.put(0, PAST, self.tones.plain["as-of"], 1)
                indent = max(1, indent)
            text = cut(text, self.width - indent)
            line.put(max(indent, self.width - cells(text) - 1) if right else indent, text, style, cells(text))
            _keep(self._others, key, line.strip(self.width), 0)
        return self._others[key]

    def heading(self, group: Group, flags: int) -> Strip:
        """A group's line: its name, how many rows, and the middle one of their changes under the title of those."""
        key = ("heading", group.name, group.count, group.median_change, group.spans, flags)
        if key not in self._others:
            tones = self.tones.on_cursor if flags & CURSOR else self.tones.plain
            line = Line(tones["ink"])
            self._put_gutter(line, flags, tones)
            line.put(1, FOLDED_SIGN if flags & FOLDED else OPEN_SIGN, tones["group"], 1)
            start = self.slots[0].x if self.slots else 3
            slot = next((slot for slot in self.slots if slot.column.id == "change_percent"), None)
            figure, end = _heading_figure(group), self.width
            if slot is not None and figure:
                end = slot.end - slot.fraction - max(slot.whole + slot.lead, 2 + len(figure.partition(".")[0]))
            said = next((words for words in heading_words(group) if cells(words) < end - start), "")
            name = cut(group.name, end - start - 1)
            line.put(start, name, tones["group"], cells(name))
            rest = said[len(group.name) :]
            line.put(line.width, rest, tones["quiet"], cells(rest))
            if figure:
                tone = tones[move_tone(group.median_change)]
                line.put(line.width + 1 if slot is None else end, wording.arrow(group.median_change), tone, 1)
                whole = cells(figure.partition(".")[0])
                line.put(
                    line.width + 1 if slot is None else slot.end - slot.fraction - whole, figure, tone, len(figure)
                )
                spans = _heading_spans(group)
                if line.width + 1 + len(spans) <= self.width:
                    line.put(line.width + 1, spans, tones["quiet"], len(spans))
            _keep(self._others, key, line.strip(self.width), 0)
        return self._others[key]

    @property
    def left_out(self) -> str:
        """How many chosen columns have no room, as it is said before the titles; empty for none."""
        missing = len(self._plan.order) - len(self.slots)
        return f"+{missing}" if self._plan.is_chosen and missing else ""

    def column_at(self, x: int) -> TableColumn | None:
        """The column at a cell, or the nearest to its left."""
        found = None
        for slot in self.slots:
            if found is None or slot.x <= x:
                found = slot.column
        return found

    def _title(self, slot: Slot, sorted_by: str | None) -> str:
        """A column's title; the sparklines' says how far back they go, the names' that the best match comes first."""
        title = slot.column.title
        if slot.column.is_drawn and not self.fills:
            weeks = "all" if self.window is None else f"{self.window.days // 7}w"
            return f"{title} {weeks}" if len(title) + 1 + len(weeks) <= slot.width else title
        if slot.column.id == "name" and sorted_by == BEST_FIRST and slot.width >= len(title) + 12:
            return f"{title}, best first"
        return title

    def _lay_out(self) -> None:
        """Place the columns anew; where that moves any, what was drawn is gone."""
        slots = lay_out(self.columns, self._measures, self.width, self._plan)
        if slots != self.slots:
            self.slots = slots
            self.reset()
        active = tuple(slot.index for slot in slots)
        if self._has_measured and active != self._active:
            if set(active) <= set(self._active):
                places = [self._active.index(index) for index in active]
                self._cells = {
                    key: (quote, tuple([made[place] for place in places])) for key, (quote, made) in self._cells.items()
                }
            else:
                self._cells.clear()
            self._active = active

    def _put_gutter(self, line: Line, flags: int, tones: Mapping[str, Style]) -> None:
        """The cursor's mark, in the past a bar down every line, and up to two signs; one on a narrow line."""
        if flags & CURSOR:
            marker = MARKER if flags & FOCUSED else THIN_MARKER
            line.put(0, marker, tones["as-of" if self.is_past else "marker"], 1)
        elif self.is_past:
            line.put(0, PAST, tones["as-of"], 1)
        signs = flags & (UNSEEN | MARKED)
        if signs:
            sign, tone = SIGNS[signs]
            line.put(1, sign, tones[tone], 1)
        if flags & STARRED and (not signs or self.width >= NARROW):
            line.put(2 if self.width >= NARROW else 1, STAR, tones["star"], 1)

    def _flashed(self, strip: Strip, quote: Quote, changes: Changes) -> Strip:
        """A row's line with the characters of figures that changed in reverse."""
        spans = []
        for slot, cell in zip(self.slots, self.cells_of(quote), strict=True):
            if slot.index in changes:
                start, end = changes[slot.index]
                x = slot.end - slot.fraction - cell.whole
                spans.append((x + start, x + end))
        return TerseStrip(marked(strip, spans, _REVERSE), self.width)

    def _draw(self, quote: Quote, flags: int) -> Strip:
        """Put a row's cells into a strip."""
        tones = self.tones.on_cursor if flags & CURSOR else self.tones.plain
        line = Line(tones["ink"])
        put = line.put
        if flags or self.is_past:
            self._put_gutter(line, flags, tones)
        for slot, cell in zip(self.slots, self.cells_of(quote), strict=True):
            column = slot.column
            if column.is_drawn:
                self._draw_sparkline(line, quote, slot, tones)
                continue
            text, width = cell.text, cell.whole + cell.fraction
            if slot.is_short and column.short is not None:
                text = column.short(text, slot.width)
                width = len(text)
                put(slot.x if column.align == "left" else slot.end - width, text, tones[cell.tone], width)
                continue
            if column.align == "left":
                x = slot.x
            else:
                x = slot.end - slot.fraction - cell.whole
                if cell.lead:
                    lead_x = slot.end - slot.fraction - slot.whole - slot.lead
                    put(lead_x, cell.lead, tones[cell.lead_tone], cell.lead_cells - 1)
            if column.least and width > slot.width:
                text = cut(text, slot.width)
                width = cells(text)
            if self.filter_text and column.id == "name":
                self._put_name(line, x, text, quote.label, tones)
            else:
                put(x, text, tones[cell.tone], width)
        return line.strip(self.width)

    def _put_name(self, line: Line, x: int, text: str, label: str, tones: Mapping[str, Style]) -> None:
        """A name with the characters that the filter found."""
        found = match(self.filter_text, label)
        end = len(text) if text == label else len(text) - 1
        line.put_spans(x, text, runs(found.positions, end) if found else (), tones["ink"], tones["match"])

    def _draw_sparkline(self, line: Line, quote: Quote, slot: Slot, tones: Mapping[str, Style]) -> None:
        """The row's shape: on the shared time axis, or filling its width, with the days it spans."""
        points = quote.series.points
        is_thin = self.spark_style == "braille"
        if not self.fills:
            after = self._today - self.window if self.window is not None else self.since or self._today
            drawn = (braille if is_thin else sparkline)(points, after, self._today, slot.width)
            _put_shape(line, slot.x, drawn, tones)
            return
        width = max(1, slot.width - SPAN)
        _put_shape(line, slot.x, (filled_braille if is_thin else filled)(points, width), tones)
        if len(points) > 1:
            said = wording.span((points[-1].on - points[0].on).days)
            line.put(slot.end - len(said), said, tones["quiet"], len(said))


def _put_shape(line: Line, x: int, drawn: str, tones: Mapping[str, Style]) -> None:
    """A sparkline with its high, its low and its last print in colours of their own."""
    at = 0
    for place, mark in marks(drawn):
        if place > at:
            line.put(x + at, drawn[at:place], tones["spark"], place - at)
        line.put(x + place, drawn[place], tones[f"spark-{mark}"], 1)
        at = place + 1
    line.put(x + at, drawn[at:], tones["spark"], len(drawn) - at)


_REVERSE = Style(reverse=True)


def heading_words(group: Group) -> tuple[str, ...]:
    """A heading's words before its figure, the fullest first."""
    rows = "1 row" if group.count == 1 else f"{group.count:,} rows"
    after = ", no change known" if group.median_change is None else ", median" if group.count > 1 else ""
    return f"{group.name}  {rows}{after}", f"{group.name}  {rows}", f"{group.name}  {group.count:,}", group.name


def _heading_figure(group: Group) -> str:
    """The middle change of a heading's rows; empty where none is known."""
    return "" if group.median_change is None else wording.points(group.median_change)


def _heading_spans(group: Group) -> str:
    """The days that a heading's median change spans."""
    if group.spans is None:
        return ""
    least, most = group.spans
    return f"over {least} d" if least == most else f"over {least}-{most} d"


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
