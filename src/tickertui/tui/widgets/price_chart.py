"""A price chart in braille on a true time axis: prints where they belong, nothing drawn where nothing was published.

`draw` is a pure function from points to rows of text; `PriceChart` shows its drawing.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import msgspec
from rich.segment import Segment
from textual.strip import Strip

from tickertui.market.series import Point
from tickertui.tui.widgets.axes import Scale, date_ticks, value_scale
from tickertui.tui.widgets.toned import Toned

Kind = Literal["line", "step"]

GAP = 2.5
"""A line is broken where the next print is missing for more than this many cadences."""
LARGEST = 1e300
"""Values beyond it, and those that are no number, have no place on an axis."""
LEAST_WIDTH, LEAST_HEIGHT = 16, 4
"""Below this size there is no room for axes, and nothing is drawn."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each of a braille cell's dots, by row and column."""


class Mark(msgspec.Struct, frozen=True):
    """A point of its own, drawn as a character: the last print, a level implied a year ago."""

    on: date
    value: float
    glyph: str = "○"


class Drawing(msgspec.Struct, frozen=True):
    """A chart as text: each row is label, tick and plot; below them the time axis and its labels."""

    labels: tuple[str, ...]
    """One for each row, all `gutter` wide; blank where the row has no tick."""
    rows: tuple[str, ...]
    """The plot, one string of braille and blanks for each row, all equally wide."""
    marks: tuple[tuple[int, int, str], ...] = ()
    """Row, column and glyph of the marks."""
    axis: str = ""
    """The time axis, as wide as label, tick and plot together."""
    dates: str = ""
    """The labels below it."""
    gutter: int = 0

    def lines(self) -> tuple[str, ...]:
        """The whole chart as plain text, all lines equally wide."""
        plot = [list(row) for row in self.rows]
        for row, column, glyph in self.marks:
            plot[row][column] = glyph
        body = [
            f"{label}{'┤' if label.strip() else '│'}{''.join(cells)}"
            for label, cells in zip(self.labels, plot, strict=True)
        ]
        return (*body, self.axis, self.dates) if body else ()


def draw(
    points: Sequence[Point],
    *,
    width: int,
    height: int,
    start: date | None = None,
    end: date | None = None,
    cadence_days: int | None = None,
    marks: Sequence[Mark] = (),
    kind: Kind = "line",
) -> Drawing:
    """Draw the points, oldest first, into `width` by `height` cells, axes included.

    Args:
        points: The prints; those outside start and end, or that are no finite number, are not drawn.
        width: All of the cells, with the value labels.
        height: All of the lines, with the time axis and its labels.
        start: The left edge; the first point or mark where it is None.
        end: The right edge; the last point or mark where it is None.
        cadence_days: The usual gap between prints; the median gap where it is None.
        marks: Points of their own, not joined to the line.
        kind: "line" joins prints, "step" keeps a value until the next one.

    Returns:
        The drawing; one without rows where there is nothing to draw or no room for it.
    """
    dates = [point.on for point in points] + [mark.on for mark in marks]
    if not dates or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return Drawing((), ())
    start, end = start or min(dates), end or max(dates)
    if start >= end:
        start, end = start - timedelta(days=1), start + timedelta(days=1)
    prints = [point for point in points if start <= point.on <= end and abs(point.value) <= LARGEST]
    seen = [mark for mark in marks if start <= mark.on <= end and abs(mark.value) <= LARGEST]
    values = [point.value for point in prints] + [mark.value for mark in seen]
    if not values:
        return Drawing((), ())
    plot_height = height - 2
    scale = value_scale(min(values), max(values), plot_height)
    labels = _labels(scale, plot_height)
    gutter = len(labels[0])
    plot_width = width - gutter - 1
    if plot_width < 4:
        return Drawing((), ())
    canvas = _Canvas(plot_width, plot_height, start, end, scale)
    canvas.trace(prints, cadence_days or _median_gap(prints), kind)
    axis, below = _time_axis(canvas, gutter, width)
    glyphs = tuple((*canvas.cell(mark.on, mark.value), mark.glyph) for mark in seen)
    return Drawing(labels, canvas.rows(), glyphs, axis, below, gutter)


class _Canvas:
    """A field of braille dots with a place for every date and value."""

    def __init__(self, width: int, height: int, start: date, end: date, scale: Scale) -> None:
        self.width, self.height = width, height
        self.start, self.end, self.scale = start, end, scale
        self._cells = [[0] * width for _ in range(height)]

    def dot(self, on: date, value: float) -> tuple[int, int]:
        """The column and row of the dot for a date and a value."""
        across = (on - self.start).days / (self.end - self.start).days
        return round(across * (self.width * 2 - 1)), min(max(0, self.scale.dot(value)), self.height * 4 - 1)

    def cell(self, on: date, value: float) -> tuple[int, int]:
        """The row and column of the cell for a date and a value."""
        x, y = self.dot(on, value)
        return y // 4, x // 2

    def trace(self, prints: Sequence[Point], cadence_days: int, kind: Kind) -> None:
        """Draw the prints and join those that follow each other without a gap."""
        for before, after in pairwise(prints):
            if (after.on - before.on).days > GAP * cadence_days:
                continue
            (x0, y0), (x1, y1) = self.dot(before.on, before.value), self.dot(after.on, after.value)
            if kind == "step":
                self._join(x0, y0, x1, y0)
                self._join(x1, y0, x1, y1)
            else:
                self._join(x0, y0, x1, y1)
        roomy = len(prints) * 6 <= self.width * 2
        for point in prints:
            x, y = self.dot(point.on, point.value)
            for step in (-1, 0, 1) if roomy else (0,):
                self._set(x, y + step)

    def rows(self) -> tuple[str, ...]:
        """The field as text; an empty cell is a blank."""
        return tuple("".join(chr(0x2800 + bits) if bits else " " for bits in cells) for cells in self._cells)

    def _join(self, x0: int, y0: int, x1: int, y1: int) -> None:
        """Set the dots of a straight line."""
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            self._set(round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps))

    def _set(self, x: int, y: int) -> None:
        if 0 <= x < self.width * 2 and 0 <= y < self.height * 4:
            self._cells[y // 4][x // 2] |= _BITS[y % 4][x % 2]


def _labels(scale: Scale, height: int) -> tuple[str, ...]:
    """The tick labels, one for each row, right-aligned with a blank after them."""
    ticks = [scale.tick(row) for row in range(height)]
    widest = max(map(len, ticks))
    return tuple(f"{tick:>{widest}} " for tick in ticks)


def _time_axis(canvas: _Canvas, gutter: int, width: int) -> tuple[str, str]:
    """The axis line with a tick for each date that has a label, and the labels, each below its tick where it fits."""
    line = ["─"] * canvas.width
    below = [" "] * width
    free_from = 0
    for day, label in date_ticks(canvas.start, canvas.end, canvas.width):
        column = canvas.cell(day, 0.0)[1]
        at = min(max(free_from, gutter + 1 + column - len(label) // 2), width - len(label))
        if at < free_from:
            continue
        line[column] = "┴"
        below[at : at + len(label)] = label
        free_from = at + len(label) + 1
    return " " * gutter + "└" + "".join(line), "".join(below)


def _median_gap(prints: Sequence[Point]) -> int:
    """The usual number of days between prints; a year where there are too few to tell."""
    gaps = sorted((after.on - before.on).days for before, after in pairwise(prints))
    return max(1, gaps[len(gaps) // 2]) if gaps else 365


class PriceChart(Toned):
    """The chart of one series, from its first print to now."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._points: tuple[Point, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._cadence_days: int | None = None
        self._end: date | None = None
        self._kind: Kind = "line"
        self._drawing: tuple[tuple[int, int], Drawing] | None = None

    def show(
        self,
        points: tuple[Point, ...],
        *,
        end: date,
        cadence_days: int | None = None,
        marks: tuple[Mark, ...] = (),
        kind: Kind = "line",
    ) -> None:
        """Show a series up to the day of `end`."""
        self._points, self._marks, self._cadence_days, self._end, self._kind = points, marks, cadence_days, end, kind
        self._drawing = None
        self.refresh()

    @property
    def drawing(self) -> Drawing:
        """The chart at the widget's present size."""
        size = (self.size.width, self.size.height)
        if self._drawing is None or self._drawing[0] != size:
            last = max([point.on for point in self._points] + ([self._end] if self._end else []), default=None)
            drawing = draw(
                self._points,
                width=size[0],
                height=size[1],
                end=last,
                cadence_days=self._cadence_days,
                marks=self._marks,
                kind=self._kind,
            )
            self._drawing = (size, drawing)
        return self._drawing[1]

    def render_line(self, y: int) -> Strip:
        """One line of the chart, or the words that say why there is none."""
        drawing = self.drawing
        axis = self.tone("quiet")
        rows = len(drawing.rows)
        if not rows:
            words = "" if self._points and self.size.height < LEAST_HEIGHT else "No dated prints to draw."
            return Strip([Segment(words if y == 0 else "", axis)])
        if y == rows:
            return Strip([Segment(drawing.axis, axis)])
        if y == rows + 1:
            return Strip([Segment(drawing.dates, axis)])
        if y > rows:
            return Strip([])
        label = drawing.labels[y]
        return Strip([Segment(f"{label}{'┤' if label.strip() else '│'}", axis), *self._plot(drawing, y)])

    def _plot(self, drawing: Drawing, y: int) -> list[Segment]:
        """The segments of a row of the plot: the line, and the marks on it."""
        line, mark = self.tone("chart"), self.tone("chart-mark")
        text, at, segments = drawing.rows[y], 0, []
        for _, column, glyph in sorted(found for found in drawing.marks if found[0] == y):
            if column < at:
                continue
            segments += [Segment(text[at:column], line), Segment(glyph, mark)]
            at = column + 1
        return [*segments, Segment(text[at:], line)]
