"""A logarithmic value axis: equal changes in per cent take equal heights. Pure."""

import math
from collections.abc import Iterator

import msgspec

_FACTORS = (1.0, 2.0, 2.5, 5.0)
_LOWEST = -300
"""Powers of ten from which on a number is no longer exact, or zero."""


class LogScale(msgspec.Struct, frozen=True):
    """A value axis on which an anchor stands in the middle of a row; used as `axes.Scale` is."""

    anchor: float
    anchor_row: int
    per_row: float
    """How much the logarithm falls from one row to the next."""
    labels: tuple[str, ...]
    """The round value of each row that is nearest to one; empty where it has none."""

    def dot(self, value: float) -> int:
        """The braille dot of a value above zero, counted from the top."""
        return round(1.5 + self._rows(value) * 4)

    def tick(self, row: int) -> str:
        """The label of the row."""
        return self.labels[row]

    def _rows(self, value: float) -> float:
        return self.anchor_row - (math.log(value) - math.log(self.anchor)) / self.per_row


def log_scale(low: float, high: float, rows: int, anchor: float | None = None) -> LogScale:
    """The scale for values above zero, from `low` to `high`, and the anchor, which is always in sight.

    Without an anchor the scale stands on the roundest value there is between them.
    """
    anchor = _roundest(low, high) if anchor is None else anchor
    top = max(math.log(high), math.log(anchor))
    bottom = min(math.log(low), math.log(anchor))
    if top - bottom < 1e-9:
        top, bottom = top + 0.05, bottom - 0.05
    per_row = (top - bottom) / max(1, rows - 2)
    anchor_row = min(rows - 1, math.ceil((top - math.log(anchor)) / per_row - 1e-9))
    bare = LogScale(anchor, anchor_row, per_row, ("",) * rows)
    best: dict[int, float] = {anchor_row: anchor}
    for values in _series(math.exp(bottom) * (1 - 1e-9), math.exp(top) * (1 + 1e-9)):
        placed = _placed(bare, (*values, anchor), rows)
        if len(placed) > len(best):
            best = placed
    labels = tuple(f"{best[row]:,.10g}" if row in best else "" for row in range(rows))
    return LogScale(anchor, anchor_row, per_row, labels)


def _roundest(low: float, high: float) -> float:
    """The value of the fewest digits between two; the lower one where they are as good as the same."""
    for digits in range(1, 12):
        step = 10.0 ** (math.floor(math.log10(high)) - digits + 1)
        value = math.floor(high / step + 1e-9) * step if step > 0 else 0.0
        if low <= value <= high:
            middle = math.sqrt(low) * math.sqrt(high)
            near = round(middle / step) * step
            return near if low <= near <= high else value
    return low


def _placed(scale: LogScale, values: tuple[float, ...], rows: int) -> dict[int, float]:
    """The values by their rows; none where two would stand in neighbouring rows."""
    placed: dict[int, float] = {}
    for value in sorted(set(values)):
        row = scale.dot(value) // 4
        if not 0 <= row < rows:
            continue
        if any(near in placed for near in (row - 1, row, row + 1)):
            return {}
        placed[row] = value
    return placed


def _series(low: float, high: float) -> Iterator[tuple[float, ...]]:
    """Round values within bounds: every so much, then those of each power of ten."""
    power = math.floor(math.log10(high - low)) if high > low else 0
    for exponent in (power, power - 1, power - 2):
        for factor in _FACTORS:
            step = factor * 10.0**exponent
            count = int(high / step) - int(low / step)
            if count <= 100:
                yield tuple(
                    number * step for number in range(max(1, math.ceil(low / step)), math.floor(high / step) + 1)
                )
    decades = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    for factors in ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,)):
        yield tuple(factor * 10.0**decade for decade in decades for factor in factors if decade > _LOWEST)
    yield tuple(10.0**decade for decade in decades if decade > _LOWEST and decade % 5 == 0)
