"""The days that a comparison can start on, and the one that it starts on by itself. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from tickertui.market.comparison import Comparison
from tickertui.market.series import Point

Prints = Mapping[str, Sequence[Point]]
"""The prints of every row, by label; only rows that have some."""


def starts(prints: Prints) -> tuple[date, ...]:
    """Every day of a print on which at least two rows (or the only one) hold a value and are still to print."""
    days = sorted({point.on for points in prints.values() for point in points})
    firsts = sorted(points[0].on for points in prints.values())
    lasts = sorted(points[-1].on for points in prints.values())
    least = min(2, len(prints))
    # A row is held on a day unless it begins later or has ended before: both are counted in sorted days.
    return tuple(day for day in days if bisect_right(firsts, day) - bisect_left(lasts, day) >= least)


def moved(days: Sequence[date], start: date, step: int) -> date | None:
    """The start so many days of prints away; None where there is none."""
    place = bisect_left(days, start) + step if step < 0 else bisect_right(days, start) + step - 1
    return days[place] if 0 <= place < len(days) else None


def print_days(comparison: Comparison) -> tuple[date, ...]:
    """The days that the crosshair stops on: the start and every print after it."""
    return tuple(sorted({point.on for line in comparison.lines for point in line.points}))


def neighbour(days: Sequence[date], at: date | None, step: int) -> date | None:
    """The next day that the crosshair stops on, or the one before; after the last there is none."""
    if not days:
        return None
    if at is None:
        return days[-1] if step < 0 else days[0]
    place = bisect_left(days, at) - 1 if step < 0 else bisect_right(days, at)
    return None if place >= len(days) else days[max(0, place)]
