"""The layout: which row of the whole column shows which block, known exactly where it was set and estimated elsewhere.

Setting begins at an anchor and grows down and up from it, so that opening in the middle of a long article, jumping to
its end and resizing cost what is seen, not what the article is long. Rows are counted from the top of the column;
where blocks above the anchor have not been set yet, that top is an estimate, and `publish` says by how much it moved.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from time import perf_counter

from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.matter import Leaf
from tickertui.tui.widgets.document.prose import Row
from tickertui.tui.widgets.document.setting import Setting, Unit, is_visible

FIRST_BLOCKS = 120
"""How many blocks around the anchor are set at once."""

QUICK = 0.004
"""Seconds within which more than what is in view is set at once."""

FAR = 1_000
"""Rows further away than this from what was set are not worth setting all that lies between."""

_NEAR = 64
_GUESS = 3.0


class Pending:
    """Units of one block that wait to be set; the next one can be looked at."""

    __slots__ = ("_left", "_next")

    def __init__(self, units: Iterator[Unit] = iter(())) -> None:  # noqa: B008  # an iterator without anything is no state
        self._left = units
        self._next = next(units, None)

    def __bool__(self) -> bool:
        return self._next is not None

    @property
    def next(self) -> Unit:
        """The next unit."""
        assert self._next is not None  # noqa: S101  # asked only where there is one
        return self._next

    def pop(self) -> Unit:
        """Take the next unit."""
        unit = self.next
        self._next = next(self._left, None)
        return unit


class Layout:
    """A flow set in a column, as far as it was asked for."""

    def __init__(
        self, flow: Flow, measure: int, room: int, anchor: int = 0, offset: int = 0, *, draws: bool = False
    ) -> None:
        """Nothing is set yet.

        Args:
            flow: What to lay out.
            measure: The cells of the column.
            room: What wide tables may grow to.
            anchor: The block from which setting begins.
            offset: The character in that block, which counts where the block is long.
            draws: Whether pictures are drawn, so that room is kept for them.
        """
        self.setting = Setting(flow, measure, room, draws=draws)
        self.flow = flow
        self.anchor = max(min(anchor, len(flow) - 1), 0)
        self._down: list[Unit] = []
        self._down_ends = array("q")
        self._up: list[Unit] = []
        self._up_ends = array("q")
        self._next_down = self.anchor
        self._anchor_start = 0
        self._next_up = self.anchor - 1
        self._last_down: Leaf | None = self.setting.before(self.anchor)
        self.base = 0
        """The row at which the anchor begins."""
        self.total = 0
        """How many rows there are, as far as is known."""
        self._queue = Pending()
        self._stack = Pending()
        if offset > 0 and len(flow):
            down, up = self.setting.units_around(self.anchor, offset)
            self._queue, self._stack = Pending(down), Pending(up)
            if self._queue:
                self._next_down += 1
                self._last_down = flow[self.anchor]
                self._anchor_start = self._queue.next.start
        self.publish()

    @property
    def done(self) -> bool:
        """Whether every block was set, so that all rows are exact."""
        return not (self._is_down_left or self._is_up_left)

    @property
    def set_rows(self) -> tuple[int, int]:
        """The rows that were set, as (first, past the last)."""
        return self.base - self._up_total, self.base + self._down_total

    @property
    def _up_total(self) -> int:
        return self._up_ends[-1] if self._up_ends else 0

    @property
    def _down_total(self) -> int:
        return self._down_ends[-1] if self._down_ends else 0

    def publish(self) -> int:
        """Estimate anew what was not set; by how many rows everything moved down."""
        blocks = self._next_down - self._next_up - 1
        rows = self._up_total + self._down_total
        each = rows / blocks if blocks >= 8 else _GUESS
        before = round((self._next_up + 1) * each) if self._next_up >= 0 else 0
        after = round((len(self.flow) - self._next_down) * each)
        moved = before + self._up_total - self.base
        self.base += moved
        self.total = self.base + self._down_total + after
        return moved

    def advance(self, is_over: Callable[[], bool]) -> bool:
        """Set block after block, down first, then up, until time is over; whether anything is left."""
        while not self.done:
            if self._is_down_left:
                self._set_down()
            else:
                self._set_up()
            if is_over():
                break
        return not self.done

    def cover(self, first: int, last: int) -> bool:
        """Set the rows from first to last where that is near what is set; False where it is too far away."""
        low, high = self.set_rows
        if last < low - FAR or first > high + FAR:
            return False
        while high < last and self._is_down_left:
            self._set_down()
            high = self.set_rows[1]
        while low > first and self._is_up_left:
            self._set_up()
            low = self.set_rows[0]
        return True

    def begin(self, rows: int) -> None:
        """Set the first blocks: so many rows below the anchor and above, and more of them where that is quick."""
        until = perf_counter() + QUICK
        for _ in range(FIRST_BLOCKS):
            enough = 3 * rows if perf_counter() < until else rows
            if self._down_total >= enough or not self._is_down_left:
                break
            self._set_down()
        for _ in range(FIRST_BLOCKS):
            if self._up_total >= rows or not self._is_up_left or perf_counter() >= until:
                break
            self._set_up()
        self.publish()

    def _set_down(self) -> None:
        """Set the next unit below."""
        queue = self._queue
        if not queue:
            index = self._next_down
            self._next_down += 1
            queue = self._queue = Pending(self.setting.units(index, self._last_down))
            if not queue:
                return
            self._last_down = self.flow[index]
        unit = queue.pop()
        self._down_ends.append(self._down_total + self.setting.measure_unit(unit))
        self._down.append(unit)

    def _set_up(self) -> None:
        """Set the next unit above."""
        if not self._stack:
            self._stack = Pending(self.setting.units_upwards(self._next_up))
            self._next_up -= 1
            if not self._stack:
                return
        unit = self._stack.pop()
        self._up_ends.append(self._up_total + self.setting.measure_unit(unit))
        self._up.append(unit)

    @property
    def _is_down_left(self) -> bool:
        return bool(self._queue) or self._next_down < len(self.flow)

    @property
    def _is_up_left(self) -> bool:
        return bool(self._stack) or self._next_up >= 0

    def is_set(self, block: int, offset: int = 0) -> bool:
        """Whether a place was set."""
        low = self._next_up if not self._stack else self._next_up + 1
        is_parted = bool(self._stack) and block == low
        if is_parted and offset < self._stack.next.end:
            return False
        if self._queue and block == self._next_down - 1:
            return offset < self._queue.next.start
        return is_parted or low < block < self._next_down

    def is_near(self, block: int) -> bool:
        """Whether a block is set, or so near to what is set that going on costs little."""
        return self._next_up - _NEAR < block < self._next_down + _NEAR

    def ensure(self, block: int, offset: int = 0, is_over: Callable[[], bool] = lambda: False) -> bool:
        """Set everything up to a place, until time is over; whether that was enough."""
        block = max(min(block, len(self.flow) - 1), 0)
        is_below = (block, offset) >= (self.anchor, self._anchor_start)
        while not self.is_set(block, offset) and (self._is_down_left if is_below else self._is_up_left):
            if is_over():
                return False
            if is_below:
                self._set_down()
            else:
                self._set_up()
        return True

    def locate(self, row: int) -> tuple[Unit, int] | None:
        """The unit that a row belongs to and which of its rows it is; None where nothing was set."""
        relative = row - self.base
        if 0 <= relative < self._down_total:
            at = bisect_right(self._down_ends, relative)
            return self._down[at], relative - (self._down_ends[at] - self._down[at].height)
        if relative < 0 and -relative <= self._up_total:
            at = bisect_right(self._up_ends, -relative - 1)
            return self._up[at], self._up_ends[at] + relative
        return None

    def unit_row(self, block: int, offset: int = 0) -> tuple[Unit, int] | None:
        """The unit of a set block that holds an offset, and its first row; the nearest after it for an empty one."""
        if not self.is_set(block, offset):
            return None
        if (block, offset) >= (self.anchor, self._anchor_start):
            at = bisect_right(self._down, (block, offset), key=_place) - 1
            if at < 0 or self._down[at].block < block:
                at += 1
            if at >= len(self._down):
                at = len(self._down) - 1
            if at >= 0:
                return self._down[at], self.base + self._down_ends[at] - self._down[at].height
            return None
        low, high = 0, len(self._up)
        while low < high:
            middle = (low + high) // 2
            if _place(self._up[middle]) > (block, offset):
                low = middle + 1
            else:
                high = middle
        if low < len(self._up) and self._up[low].block < block:
            low -= 1
        if 0 <= low < len(self._up):
            return self._up[low], self.base - self._up_ends[low]
        return (self._down[0], self.base) if self._down else None

    def estimated_block(self, row: int) -> int:
        """The block that a row far from what was set might show."""
        if self.total <= 0:
            return 0
        low, high = self.set_rows
        if row < low and low > 0:
            return max(int((self._next_up + 1) * row / low), 0)
        if row >= high and self.total > high:
            left = len(self.flow) - self._next_down
            return min(self._next_down + int(left * (row - high) / (self.total - high)), len(self.flow) - 1)
        found = self.locate(row)
        return found[0].block if found else 0

    def rows(self, unit: Unit) -> list[Row]:
        """A unit's rows."""
        return self.setting.rows(unit)

    def first_visible(self, block: int) -> int:
        """The first block from the given one on that shows something."""
        for at in range(max(block, 0), len(self.flow)):
            if is_visible(self.flow[at]):
                return at
        return max(len(self.flow) - 1, 0)


def _place(unit: Unit) -> tuple[int, int]:
    """Where a unit begins, as block and offset."""
    return unit.block, unit.start
