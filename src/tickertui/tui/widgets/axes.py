"""Axes for a chart: round numbers for values, calendar steps for dates. Pure functions."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

_DAY_STEPS = (1, 2, 7, 14)
_MOST_DAYS = 150
"""Longer than that, days without their year cannot be told apart at a glance."""
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


class Scale(msgspec.Struct, frozen=True):
    """A value axis: every row of text stands for a value, and every few rows for a round one, the ticks."""

    step: float
    """From one tick to the next."""
    apart: int
    """How many rows that is."""
    top: int
    """The topmost row's value, counted in rows from zero."""
    rows: int

    def dot(self, value: float) -> int:
        """The braille dot of a value, counted from the top; a row's value lies in the middle of its four dots."""
        return round(1.5 + (self.top - value / self.step * self.apart) * 4)

    def tick(self, row: int) -> str:
        """The label of the row: its round value in as many decimals as the step needs; empty where it has none."""
        steps, between = divmod(self.top - row, self.apart)
        if between:
            return ""
        value = steps * self.step
        if max(abs(self.top), abs(self.top - self.rows)) * self.step >= 1e9 or self.step < 1e-6:
            return f"{value:.4g}"
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        if round(self.step, decimals) != round(self.step, decimals + 1):
            decimals += 1
        return f"{value:,.{decimals}f}"


def value_scale(low: float, high: float, rows: int) -> Scale:
    """The scale whose ticks are round (1, 2, 2.5 or 5 times a power of ten) and on which the values fill `rows` best.

    Ticks are two to five rows apart, and at least two are seen. Values that are all equal get room above and below.
    """
    spread = high - low
    if not 1e-100 < spread < 1e300 or math.isclose(low, high, rel_tol=1e-9):
        room = max(abs(low), abs(high)) * 0.05
        room = room if room > 1e-99 else 1.0
        low, high = low - room, low + room
    power = math.floor(math.log10((high - low) / rows))
    candidates = [
        (factor * 10.0**exponent / apart, apart, factor * 10.0**exponent)
        for exponent in (power, power + 1, power + 2)
        for factor in (1.0, 2.0, 2.5, 5.0)
        for apart in (2, 3, 4, 5)
    ]
    for per_row, apart, step in sorted(candidates):
        top, bottom = math.ceil(high / per_row - 0.4), math.floor(low / per_row + 0.4)
        spare = rows - 1 - top + bottom
        top += spare // 2
        if spare >= 0 and (rows < 4 or top // apart * apart - apart > top - rows):
            return Scale(step, apart, top, rows)
    return Scale(high - low, max(1, rows - 1), round(high / (high - low) * max(1, rows - 1)), rows)


def across(on: date, start: date, end: date, dots: int) -> int:
    """The dot of a day among so many, counted from the left and kept on the chart."""
    return round(min(1.0, max(0.0, (on - start).days / (end - start).days)) * (dots - 1))


def date_labels(
    start: date, end: date, plot: int, left: int = 0, beyond: int | None = None
) -> tuple[tuple[int, int, str], ...]:
    """The labels of a time axis below a plot of so many columns, as tick's column, label's first column and label.

    Args:
        start: The plot's left edge.
        end: The plot's right edge.
        plot: The columns of the plot.
        left: The column at which the plot begins; labels may reach to the left of it.
        beyond: The column after the last one that labels may take; the plot's end where it is None.
    """
    last, free_from, placed = left + plot if beyond is None else beyond, 0, []
    for day, label in date_ticks(start, end, plot):
        column = left + across(day, start, end, plot * 2) // 2
        at = min(max(free_from, column - len(label) // 2), last - len(label))
        if at >= free_from:
            placed.append((column, at, label))
            free_from = at + len(label) + 1
    return tuple(placed)


def date_ticks(start: date, end: date, width: int) -> tuple[tuple[date, str], ...]:
    """The densest calendar ticks whose labels fit side by side in `width` cells: days, Mondays, months or years."""
    days = max(1, (end - start).days)
    for days_apart in _DAY_STEPS if days <= _MOST_DAYS else ():
        if (days / days_apart + 1) * 7 <= width:
            return tuple((day, day.strftime("%m-%d")) for day in _every_days(start, end, days_apart))
    for months in _MONTH_STEPS:
        letters = 7 if months < 12 else 4
        if days / (30.44 * months) * (letters + 2) + letters <= width:
            return tuple((day, day.isoformat()[:letters]) for day in _every_months(start, end, months))
    return ()


def _every_days(start: date, end: date, step: int) -> Iterator[date]:
    """Every so many days; weeks begin on Monday."""
    day = start + timedelta(days=-start.weekday() % 7) if step % 7 == 0 else start
    while day <= end:
        yield day
        day += timedelta(days=step)


def _every_months(start: date, end: date, step: int) -> Iterator[date]:
    """The first of every so many months, counted from January (or from a round year)."""
    index = start.year * 12 + start.month - 1 + (start.day > 1)
    index += -index % step
    while index // 12 <= 9999 and (day := date(index // 12, index % 12 + 1, 1)) <= end:
        yield day
        index += step
