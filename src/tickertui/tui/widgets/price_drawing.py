"""A price series as text: braille on a true time axis, prints where they belong, nothing where nothing was published.

`draw` is a pure function from points to rows of text. A window on a long series costs as much as its columns: of the
prints that share a column of dots, only what can be seen is drawn.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp, log
from operator import attrgetter
from typing import Literal, NamedTuple

import msgspec

from tickertui.market.prints import breaks
from tickertui.market.series import Point
from tickertui.tui.widgets.axes import Scale, across, date_labels, value_scale
from tickertui.tui.widgets.braille import Dots
from tickertui.tui.widgets.log_axis import LogScale, log_scale

Kind = Literal["line", "step"]

LARGEST = 1e300
"""Values beyond it, and those that are no number, have no place on an axis."""
LEAST_WIDTH, LEAST_HEIGHT = 16, 4
"""Below this size there is no room for axes, and nothing is drawn."""
ARTICLE = "▴"
"""The tick of an article on the time axis."""

_on = attrgetter("on")


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
    ticks: tuple[int, ...] = ()
    """The columns of the plot at which the time axis has an article's tick."""
    start: date = date.min
    end: date = date.max
    scale: Scale | LogScale | None = None

    @property
    def left(self) -> int:
        """The first column of the plot."""
        return self.gutter + 1

    @property
    def is_logarithmic(self) -> bool:
        """Whether equal changes in per cent take equal heights."""
        return isinstance(self.scale, LogScale)

    @property
    def is_blank(self) -> bool:
        """Whether there are axes and nothing to see between them."""
        return bool(self.rows) and not self.marks and not any(row.strip() for row in self.rows)

    def column(self, on: date) -> int | None:
        """The column of the plot for a day; None for one that is not on the chart."""
        if not self.rows or not self.start <= on <= self.end:
            return None
        return across(on, self.start, self.end, len(self.rows[0]) * 2) // 2

    def row(self, value: float) -> int:
        """The row of a value, or the nearest there is."""
        if self.scale is None or abs(value) > LARGEST or (self.is_logarithmic and value <= 0):
            return 0
        return max(0, min(len(self.rows) * 4 - 1, self.scale.dot(value))) // 4

    def days_of(self, column: int) -> tuple[date, date]:
        """The first and the last day that a column of the plot stands for, roughly."""
        days, columns = (self.end - self.start).days, max(1, len(self.rows[0]) - 1)
        first, last = (max(0, min(days, round((column + side) * days / columns))) for side in (-0.5, 0.5))
        return self.start + timedelta(days=first), self.start + timedelta(days=last)

    def axis_row(self) -> str:
        """The time axis with the ticks of articles."""
        cells = list(self.axis)
        for column in self.ticks:
            cells[self.left + column] = ARTICLE
        return "".join(cells)

    def lines(self) -> tuple[str, ...]:
        """The whole chart as plain text, all lines equally wide."""
        plot = [list(row) for row in self.rows]
        for row, column, glyph in self.marks:
            plot[row][column] = glyph
        body = [
            f"{label}{'┤' if label.strip() else '│'}{''.join(cells)}"
            for label, cells in zip(self.labels, plot, strict=True)
        ]
        return (*body, self.axis_row(), self.dates) if body else ()


NOTHING = Drawing((), ())
"""No chart: there is nothing to draw, or no room."""


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
    is_logarithmic: bool = False,
    articles: Sequence[date] = (),
) -> Drawing:
    """Draw the points, oldest first, into `width` by `height` cells, axes included.

    Args:
        points: The prints; those outside start and end, or that are no finite number, are not drawn, but the line that
            leads to them is.
        width: All of the cells, with the value labels.
        height: All of the lines, with the time axis and its labels.
        start: The left edge; the first point or mark where it is None.
        end: The right edge; the last point or mark where it is None.
        cadence_days: The usual gap between prints; the median gap where it is None.
        marks: Points of their own, not joined to the line.
        kind: "line" joins prints, "step" keeps a value until the next one.
        is_logarithmic: Whether equal changes in per cent take equal heights; only where all that shows is above zero.
        articles: The days of articles, ticks on the time axis.

    Returns:
        The drawing; one without rows where there is nothing to draw or no room for it.
    """
    prints = [point for point in points if abs(point.value) <= LARGEST]
    known = [mark for mark in marks if abs(mark.value) <= LARGEST]
    if not (prints or known) or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return NOTHING
    dates = [point.on for point in (*prints[:1], *prints[-1:])] + [mark.on for mark in known]
    start, end = start or min(dates), end or max(dates)
    if start >= end:
        start, end = _around(start)
    window = _Window(prints, breaks(prints, cadence_days), start, end, kind, is_logarithmic)
    seen = [mark for mark in known if start <= mark.on <= end]
    low, high = window.bounds([mark.value for mark in seen])
    scale = _scale(low, high, height - 2, is_logarithmic=is_logarithmic)
    labels = _labels(scale, height - 2)
    gutter = len(labels[0])
    plot = width - gutter - 1
    if plot < 4:
        return NOTHING
    dots = Dots(plot, height - 2)
    window.trace(dots, scale)
    axis, below = _time_axis(start, end, plot, gutter, width)
    bare = Drawing(labels, _rows(dots, plot), (), axis, below, gutter, (), start, end, scale)
    glyphs = tuple((bare.row(mark.value), bare.column(mark.on) or 0, mark.glyph) for mark in seen)
    ticks = sorted({column for on in articles if (column := bare.column(on)) is not None})
    return msgspec.structs.replace(bare, marks=glyphs, ticks=tuple(ticks))


class _Column(NamedTuple):
    """The prints that share a column of dots."""

    x: int
    joined: bool
    """Whether nothing is missing between it and the column before."""
    first: int
    top: int
    bottom: int
    last: int

    @classmethod
    def of(cls, x: int, y: int) -> "_Column":
        """A single spot on a line."""
        return cls(x, True, y, y, y, y)


class _Window:
    """The prints between two days, and the values at which lines enter and leave."""

    def __init__(
        self, prints: Sequence[Point], broken: frozenset[int], start: date, end: date, kind: Kind, geometric: bool
    ) -> None:
        self.prints, self.broken, self.start, self.end, self.kind = prints, broken, start, end, kind
        self.first, self.last = bisect_left(prints, start, key=_on), bisect_right(prints, end, key=_on)
        self.geometric = geometric
        self.enters = self._between(self.first, start)
        self.leaves = self._between(self.last, end)

    def bounds(self, others: Sequence[float]) -> tuple[float, float]:
        """The lowest and the highest value that shows; those around the window where nothing does."""
        values = [point.value for point in self.prints[self.first : self.last]]
        values += [value for value in (self.enters, self.leaves) if value is not None]
        values += others
        if not values:
            values = [point.value for point in self.prints[max(0, self.first - 1) : self.first + 1]] or [0.0]
        return min(values), max(values)

    def trace(self, dots: Dots, scale: Scale | LogScale) -> None:
        """Draw the prints and join those that follow each other without a gap."""
        bottom, last_dot = dots.height - 1, dots.width - 1

        def dot(value: float) -> int:
            return min(max(0, scale.dot(value)), bottom)

        columns = [
            _Column(x, joined, dot(first), dot(high), dot(low), dot(last))
            for x, joined, first, low, high, last in self._columns(last_dot)
        ]
        if (self.last - self.first) * 6 <= dots.width:
            for column in columns:
                dots.run(column.x, column.top - 1, column.bottom + 1, 0)
        if self.enters is not None:
            columns.insert(0, _Column.of(0, dot(self.enters)))
        if self.leaves is not None:
            columns.append(_Column.of(last_dot, dot(self.leaves)))
        _join(dots, columns, self.kind)

    def _columns(self, last_dot: int) -> list[tuple[int, bool, float, float, float, float]]:
        """The prints by column of dots: whether joined to the one before; first, lowest, highest and last value."""
        first_day, days = self.start.toordinal(), (self.end - self.start).days
        found: list[tuple[int, bool, float, float, float, float]] = []
        at, joined, first, low, high, last = -1, False, 0.0, 0.0, 0.0, 0.0
        for place in range(self.first, self.last):
            point = self.prints[place]
            value = point.value
            x = round((point.on.toordinal() - first_day) / days * last_dot)  # as `across` has it
            if x == at:
                last = value
                low, high = min(low, value), max(high, value)
                continue
            if at >= 0:
                found.append((at, joined, first, low, high, last))
            at, joined, first, low, high, last = x, place not in self.broken, value, value, value, value
        if at >= 0:
            found.append((at, joined, first, low, high, last))
        return found

    def _between(self, place: int, on: date) -> float | None:
        """The value at an edge of the line to the print at `place`; None where there is none."""
        if not 0 < place < len(self.prints) or place in self.broken or self.prints[place - 1].on == on:
            return None
        before, after = self.prints[place - 1], self.prints[place]
        if after.on == on:
            return None
        if self.kind == "step":
            return before.value
        share = (on - before.on).days / (after.on - before.on).days
        if self.geometric and before.value > 0 and after.value > 0:
            return exp(log(before.value) * (1 - share) + log(after.value) * share)
        return before.value * (1 - share) + after.value * share


def _join(dots: Dots, columns: Sequence[_Column], kind: Kind) -> None:
    """Draw the runs of columns, each joined to the one before where nothing is missing between them."""
    before: _Column | None = None
    for column in columns:
        top, bottom = column.top, column.bottom
        if before is not None and column.joined:
            if kind == "step":
                dots.join(before.x, before.last, column.x, before.last, 0)
                top, bottom = min(top, before.last), max(bottom, before.last)
            else:
                dots.join(before.x, before.last, column.x, column.first, 0)
        dots.run(column.x, top, bottom, 0)
        before = column


def _scale(low: float, high: float, rows: int, *, is_logarithmic: bool) -> Scale | LogScale:
    """The value axis for what shows."""
    if is_logarithmic and low > 0:
        return log_scale(low, high, rows)
    return value_scale(low, high, rows)


def _labels(scale: Scale | LogScale, height: int) -> tuple[str, ...]:
    """The tick labels, one for each row, right-aligned with a blank after them."""
    ticks = [scale.tick(row) for row in range(height)]
    widest = max(map(len, ticks))
    return tuple(f"{tick:>{widest}} " for tick in ticks)


def _rows(dots: Dots, width: int) -> tuple[str, ...]:
    """The field as text; an empty cell is a blank."""
    return tuple("".join(dots.cell(row, column)[0] for column in range(width)) for row in range(dots.height // 4))


def _time_axis(start: date, end: date, plot: int, gutter: int, width: int) -> tuple[str, str]:
    """The axis line with a tick for each date that has a label, and the labels, each below its tick where it fits."""
    line, below = ["─"] * plot, [" "] * width
    for column, at, label in date_labels(start, end, plot, gutter + 1, width):
        line[column - gutter - 1] = "┴"
        below[at : at + len(label)] = label
    return " " * gutter + "└" + "".join(line), "".join(below)


def _around(day: date) -> tuple[date, date]:
    """The day before and the day after, as far as the calendar goes."""
    one = timedelta(days=1)
    return (day - one if day > date.min else day), (day + one if day < date.max else day)
