"""A line of prices in one line of text: eight block levels, points placed by date, blank where nothing was published.

Two ways to draw: `sparkline` on a given time window, the same for every row, so that a series that stopped visibly
stops; `filled` over the series' own span, where a value holds until the next print. Both are pure.
"""

from collections.abc import Sequence
from datetime import date
from math import inf, isfinite

from tickertui.market.series import Point

LEVELS = "▁▂▃▄▅▆▇█"
"""The eight heights, lowest first."""

BLANK = " "
MIDDLE = "▄"
"""What a value is drawn as where there is no other to compare it with."""


def sparkline(points: Sequence[Point], after: date, until: date, width: int) -> str:
    """The points after one day and until another as `width` cells; the last print of a cell is drawn.

    Points outside the window and values that are no finite numbers are left out.
    """
    start = after.toordinal()
    days = until.toordinal() - start
    if width <= 0 or days <= 0:
        return ""
    cells: list[float | None] = [None] * width
    low, high = inf, -inf
    for point in points:
        value = point.value
        day = point.on.toordinal() - start
        if 0 < day <= days and value is not None and value - value == 0.0:
            cells[(day - 1) * width // days] = value
    for drawn in cells:
        if drawn is not None:
            if drawn < low:
                low = drawn
            if drawn > high:
                high = drawn
    if low > high:
        return BLANK * width
    return _drawn(cells, low, high)


def filled(points: Sequence[Point], width: int) -> str:
    """The points over their own span, first print left and last right, as `width` cells without a gap between."""
    usable = [point for point in points if point.value is not None and isfinite(point.value)]
    if not usable or width <= 0:
        return BLANK * width
    start = usable[0].on.toordinal()
    days = usable[-1].on.toordinal() - start
    values: list[float | None] = [None] * width
    for point in usable:
        values[(point.on.toordinal() - start) * (width - 1) // days if days > 0 else width - 1] = point.value
    held: float | None = None
    for cell, value in enumerate(values):
        held = values[cell] = held if value is None else value
    numbers = [value for value in values if value is not None]
    return _drawn(values, min(numbers), max(numbers))


def _drawn(cells: Sequence[float | None], low: float, high: float) -> str:
    """The cells' values as blocks between the lowest and the highest."""
    height = high - low
    if height == inf:
        return _drawn([None if value is None else value / 4 for value in cells], low / 4, high / 4)
    if height < 1e-300:
        return "".join([BLANK if value is None else MIDDLE for value in cells])
    scale = 7.0 / height
    return "".join([BLANK if value is None else LEVELS[int((value - low) * scale + 0.5)] for value in cells])
