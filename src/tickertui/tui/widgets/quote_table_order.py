"""Which rows a table shows and in which order: sorted by a column, filtered by words; positions, never copies of rows.

Rows are frozen and an unchanged row is the same object in the next snapshot, so keys are computed anew only for rows
that changed, and the previous order is sorted again, which is nearly free.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import compress, islice
from operator import attrgetter, eq

from tickertui.market.board import Key
from tickertui.market.quote import Quote
from tickertui.tui.columns import TableColumn

_label_of = attrgetter("label")


class RowOrder:
    """The rows of a table, and the positions of those that show, in the order in which they show."""

    def __init__(self) -> None:
        """Begin without rows, sorting or filter."""
        self.rows: tuple[Quote, ...] = ()
        self.column: TableColumn | None = None
        """What the rows are sorted by; None keeps them as published."""
        self.descending = False
        self.words: tuple[str, ...] = ()
        """What a label must hold, each word case-folded."""
        self.shown: Sequence[int] = range(0)
        """Positions in `rows` of the rows that pass the filter, in order."""
        self._order: Sequence[int] = range(0)
        self._keys: list[Key] = []

    def take(self, rows: tuple[Quote, ...], now: datetime) -> None:
        """Replace the rows by those of a new snapshot; sorting and filter stay."""
        before, self.rows = self.rows, rows
        if self.column is None:
            self._order = range(len(rows))
        else:
            key = _key_of(self.column)
            if len(before) == len(rows):
                self._keys = [
                    known if row is old else key(row, now)
                    for row, old, known in zip(rows, before, self._keys, strict=True)
                ]
                self._sort(self.column, self._order, now)
            else:
                self._keys = [key(row, now) for row in rows]
                self._sort(self.column, range(len(rows)), now)
        self._filter()

    def sort(self, column: TableColumn | None, descending: bool, now: datetime) -> None:
        """Order by a column; None goes back to the order of the source."""
        self.column, self.descending = column, descending
        if column is None:
            self._keys, self._order = [], range(len(self.rows))
        else:
            key = _key_of(column)
            self._keys = [key(row, now) for row in self.rows]
            self._sort(column, range(len(self.rows)), now)
        self._filter()

    def search(self, text: str) -> None:
        """Show only rows whose label holds every word of the text, whatever its case; no words show all."""
        self.words = tuple(dict.fromkeys(text.casefold().split()))
        self._filter()

    def position_of(self, label: str, near: int) -> int | None:
        """Where the row of that label shows; `near` is where in `rows` it is likely to be. None where it does not."""
        rows = self.rows
        if not (0 <= near < len(rows) and rows[near].label == label):
            near = next((number for number, row in enumerate(rows) if row.label == label), -1)
        try:
            return self.shown.index(near)
        except ValueError:
            return None

    def number_at(self, position: int) -> int:
        """Which of `rows` shows at a position; -1 outside."""
        return self.shown[position] if 0 <= position < len(self.shown) else -1

    def at(self, position: int) -> Quote | None:
        """The row that shows at a position; None outside."""
        return self.rows[self.shown[position]] if 0 <= position < len(self.shown) else None

    def _sort(self, column: TableColumn, previous: Sequence[int], now: datetime) -> None:
        """Sort the previous order by the keys: rows without a value last, those ranked apart just before them."""
        keys, apart, rows = self._keys, column.apart, self.rows
        ranked, beside, missing = list(previous), [], []
        missing = [number for number, key in enumerate(keys) if key is None]
        if missing:
            ranked = [number for number in ranked if keys[number] is not None]
        if apart is not None:
            is_apart = [apart(row, now) for row in rows]
            beside = [number for number in ranked if is_apart[number]]
            ranked = [number for number in ranked if not is_apart[number]] if beside else ranked
        for part in (ranked, beside):
            part.sort(key=keys.__getitem__, reverse=self.descending)  # type: ignore[arg-type]  # no None is left in these
            if not isinstance(previous, range):
                _untie(part, keys)
        self._order = [*ranked, *beside, *missing]

    def _filter(self) -> None:
        """Find the rows that pass the filter, in order."""
        if not self.words:
            self.shown = self._order
            return
        folded = self._folded()
        first, *others = self.words
        passed: Iterable[bool] = [first in label for label in folded]
        for word in others:
            passed = [kept and word in label for kept, label in zip(passed, folded, strict=True)]
        if isinstance(self._order, range):
            self.shown = list(compress(self._order, passed))
        else:
            flags = list(passed)
            self.shown = [row for row in self._order if flags[row]]

    def _folded(self) -> list[str]:
        """The case-folded labels: folding all of them at once is so quick that they are not kept."""
        labels = list(map(_label_of, self.rows))
        folded = "\n".join(labels).casefold().split("\n")
        return folded if len(folded) == len(labels) else [label.casefold() for label in labels]


def _key_of(column: TableColumn) -> Callable[[Quote, datetime], Key]:
    """What a column orders rows by; one that orders nothing leaves them as they are."""
    return column.key or (lambda _quote, _now: None)


def _untie(order: list[int], keys: Sequence[Key]) -> None:
    """Put rows of equal keys as published, whatever order they were sorted from."""
    values = [keys[number] for number in order]
    ties = list(map(eq, values, islice(values, 1, None)))
    start = 0
    while True:
        try:
            start = ties.index(True, start)
        except ValueError:
            return
        try:
            end = ties.index(False, start)
        except ValueError:
            end = len(ties)
        order[start : end + 1] = sorted(order[start : end + 1])
        start = end
