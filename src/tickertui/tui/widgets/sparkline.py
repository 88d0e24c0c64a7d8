"""A line of prices in one line of text: points placed by date, blank where nothing was published.

Three ways to draw: `sparkline` as blocks of eight heights on a given time window, the same for every row, so that a
series that stopped visibly stops; `braille` on such a window as a thin line of half a cell's width and four heights,
broken where a print is missing; `filled` over the series' own span, where a value holds until the next print. All are
pure, and `marks` finds the places that stand out in what they drew.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import inf, isfinite

from tickertui.market.series import Point

LEVELS = "▁▂▃▄▅▆▇█"
"""The eight heights, lowest first."""

BLANK = " "
MIDDLE = "▄"
"""What a value is drawn as where there is no other to compare it with."""

_DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The bits of a braille character's dots: left and right column, each from the bottom."""
_BRAILLE = 0x2800
_DOTTED = {_BRAILLE + bits: chr(_BRAILLE + bits) if bits else BLANK for bits in range(256)}

MISSED = 1.75
"""A gap longer than so many usual ones breaks a thin line: a print is missing there."""

Mark = tuple[int, str]
"""A cell that stands out, and as what: "high", "low" or "last"."""


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


def braille(points: Sequence[Point], after: date, until: date, width: int, *, is_broken: bool = True) -> str:
    """The points after one day and until another as a thin line in `width` cells.

    Prints are joined where they follow each other as usual; a missing one leaves a gap (unless `is_broken` is false).
    """
    start = after.toordinal()
    days = until.toordinal() - start
    if width <= 0 or days <= 0:
        return ""
    dated = [
        (point.on.toordinal() - start, point.value)
        for point in points
        if 0 < point.on.toordinal() - start <= days and point.value is not None and isfinite(point.value)
    ]
    if not dated:
        return BLANK * width
    gaps = sorted(later - earlier for (earlier, _), (later, _) in pairwise(dated))
    longest = gaps[len(gaps) // 2] * MISSED if gaps and is_broken else inf
    low, high = min(value for _, value in dated), max(value for _, value in dated)
    height = high / 2 - low / 2
    levels = [1.5 if height < 1e-300 else (value / 2 - low / 2) / height * 3 for _, value in dated]
    columns = [(day - 1) * width * 2 // days for day, _ in dated]
    bits = [0] * width
    for number, (column, level) in enumerate(zip(columns, levels, strict=True)):
        _dot(bits, column, level, level)
        if number and dated[number][0] - dated[number - 1][0] <= longest:
            _join(bits, columns[number - 1], levels[number - 1], column, level)
    return "".join([_DOTTED[_BRAILLE + cell] for cell in bits])


def filled_braille(points: Sequence[Point], width: int) -> str:
    """The points over their own span as a thin line in `width` cells, without a gap."""
    usable = [point for point in points if point.value is not None and isfinite(point.value)]
    if not usable or width <= 0:
        return BLANK * width
    first, last = usable[0].on, usable[-1].on
    if first == last or first.toordinal() == 1:
        return BLANK * (width - 1) + _DOTTED[_BRAILLE + _DOTS[1][1]]
    return braille(usable, date.fromordinal(first.toordinal() - 1), last, width, is_broken=False)


def marks(drawn: str) -> list[Mark]:
    """The cells of a drawn line of blocks that stand out, from left to right: the high, the low and the last print.

    The last print is told from the others whatever it is; a line of one height has neither high nor low. Of a thin
    line only the end is known.
    """
    end = len(drawn.rstrip(BLANK)) - 1
    if end < 0:
        return []
    found = {}
    high, low = drawn.rfind(LEVELS[-1]), drawn.rfind(LEVELS[0])
    if high >= 0 and low >= 0:
        found = {high: "high", low: "low"}
    found.setdefault(end, "last")
    return sorted(found.items())


def _join(bits: list[int], column: int, level: float, to_column: int, to_level: float) -> None:
    """Draw a straight line between two prints."""
    steps = to_column - column
    if steps <= 0:
        _dot(bits, to_column, level, to_level)
        return
    for step in range(steps):
        here = level + (to_level - level) * step / steps
        there = level + (to_level - level) * (step + 1) / steps
        middle = (here + there) / 2
        _dot(bits, column + step, here, middle)
        _dot(bits, column + step + 1, middle, there)


def _dot(bits: list[int], column: int, level: float, to_level: float) -> None:
    """Draw the dots of one column between two heights."""
    first, last = sorted((int(level + 0.5), int(to_level + 0.5)))
    for height in range(first, last + 1):
        bits[column // 2] |= _DOTS[column % 2][min(3, max(0, height))]


def _drawn(cells: Sequence[float | None], low: float, high: float) -> str:
    """The cells' values as blocks between the lowest and the highest."""
    height = high - low
    if height == inf:
        return _drawn([None if value is None else value / 4 for value in cells], low / 4, high / 4)
    if height < 1e-300:
        return "".join([BLANK if value is None else MIDDLE for value in cells])
    scale = 7.0 / height
    return "".join([BLANK if value is None else LEVELS[int((value - low) * scale + 0.5)] for value in cells])
