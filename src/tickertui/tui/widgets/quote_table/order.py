"""Which rows a table shows and in which order: sorted, filtered, restricted to a list, under headings of groups.

Nothing here copies a row: an order is numbers of rows. Rows are frozen and an unchanged row is the same object in the
next snapshot, so keys are computed anew only for rows that changed, and the previous order is sorted again, which is
nearly free.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import compress, islice, repeat
from operator import attrgetter, eq, is_not

from tickertui.market.board import Key
from tickertui.market.families import By, Families
from tickertui.market.fuzzy import Names, typed_words
from tickertui.market.quote import Quote
from tickertui.tui.columns import TableColumn
from tickertui.tui.widgets.quote_table.groups import Grouping

_label_of = attrgetter("label")


class RowOrder:
    """The rows of a table, and the lines that show: numbers of rows, negative ones for headings."""

    def __init__(self) -> None:
        """Begin without rows, sorting or filter."""
        self.rows: tuple[Quote, ...] = ()
        self.column: TableColumn | None = None
        """What the rows are sorted by; None keeps them as published, or the best match first."""
        self.descending = False
        self.text = ""
        """What is looked for in the labels; empty for nothing."""
        self.watch: frozenset[str] | None = None
        """The labels of the only rows that show; None for all."""
        self.groups = Grouping()
        self.shown: Sequence[int] = range(0)
        """The lines, in order: a row's position in `rows`, or the number of a heading."""
        self.total = 0
        """How many rows there are to be looked through: all, or those of the list."""
        self.matched = 0
        """How many of them the filter leaves."""
        self._order: Sequence[int] = range(0)
        self._keys: Sequence[Key] = []
        self._names = Names()

    def take(self, rows: tuple[Quote, ...], now: datetime) -> None:
        """Replace the rows by those of a new snapshot; sorting, filter and groups stay."""
        before, self.rows = self.rows, rows
        self._names = Names()
        self.groups.take(before, rows, now)
        if self.column is None:
            self._order = range(len(rows))
        elif len(before) == len(rows) and self._keys:
            self._keys = _rekeyed(self.column, before, rows, self._keys, now)
            self._sort(self.column, self._order, now)
        else:
            self._keys = _keys_of(self.column, rows, now)
            self._sort(self.column, range(len(rows)), now)
        self._choose()

    def sort(self, column: TableColumn | None, descending: bool, now: datetime) -> None:
        """Order by a column; None goes back to the order of the source."""
        self.column, self.descending = column, descending
        if column is None:
            self._keys, self._order = [], range(len(self.rows))
        else:
            self._keys = _keys_of(column, self.rows, now)
            self._sort(column, range(len(self.rows)), now)
        self._choose()

    def tell_time(self, now: datetime) -> None:
        """Sort and group as of another moment."""
        self.groups.take((), self.rows, now)
        self.sort(self.column, self.descending, now)

    def search(self, text: str) -> None:
        """Show only rows whose label has the letters of every word of the text; no words show all."""
        self.text = text if typed_words(text) else ""
        self._choose()

    def prepare(self, count: int) -> bool:
        """Make so many more labels ready to be searched; whether all of them are."""
        done = len(self._names)
        self._names.add(map(_label_of, self.rows[done : done + count]))
        return done + count >= len(self.rows)

    def restrict(self, labels: frozenset[str] | None) -> None:
        """Show only the rows of these labels; None for all."""
        self.watch = labels
        self._choose()

    def group(self, by: By | None, families: Families | None, now: datetime) -> None:
        """Put the rows under headings; None for none."""
        if (by, families) != (self.groups.by, self.groups.families):
            self.groups.by, self.groups.families = by, families
            self.groups.take((), self.rows, now)
        self._choose()

    def fold(self, names: set[str]) -> None:
        """Hide the rows of these groups, and of no others."""
        self.groups.folded = names
        self._choose()

    @property
    def is_best_first(self) -> bool:
        """Whether rows are in the order of how well they match."""
        return bool(self.text) and self.column is None

    def position_of(self, label: str, near: int) -> int | None:
        """Where the row of that label shows; `near` is where in `rows` it is likely to be. None where it does not."""
        number = self.number_of(label, near)
        try:
            return None if number is None else self.shown.index(number)
        except ValueError:
            return None

    def number_of(self, label: str, near: int = -1) -> int | None:
        """Which of `rows` has that label; None for none."""
        rows = self.rows
        if 0 <= near < len(rows) and rows[near].label == label:
            return near
        return next((number for number, row in enumerate(rows) if row.label == label), None)

    def number_at(self, position: int) -> int:
        """Which of `rows` shows at a position; -1 outside and for headings."""
        return max(-1, self.shown[position]) if 0 <= position < len(self.shown) else -1

    def at(self, position: int) -> Quote | None:
        """The row that shows at a position; None outside and for headings."""
        number = self.number_at(position)
        return None if number < 0 else self.rows[number]

    def heading_at(self, position: int) -> str | None:
        """The name of the group whose heading shows at a position; None for anything else."""
        if not 0 <= position < len(self.shown) or self.shown[position] >= 0:
            return None
        return self.groups.name_of(self.shown[position])

    def _sort(self, column: TableColumn, previous: Sequence[int], now: datetime) -> None:
        """Sort the previous order by the keys: rows without a value last, those ranked apart just before them."""
        keys, apart, rows = self._keys, column.apart, self.rows
        beside: list[int] = []
        missing: list[int] = []
        if None in keys:
            missing = [number for number, key in enumerate(keys) if key is None]
            ranked = [number for number in previous if keys[number] is not None]
        else:
            ranked = list(previous)
        if apart is not None:
            is_apart = list(map(apart, rows, repeat(now)))
            beside = [number for number in ranked if is_apart[number]]
            ranked = [number for number in ranked if not is_apart[number]] if beside else ranked
        for part in (ranked, beside):
            part.sort(key=keys.__getitem__, reverse=self.descending)  # type: ignore[arg-type]  # no None is left in these
            if not isinstance(previous, range):
                _untie(part, keys)
        self._order = [*ranked, *beside, *missing]

    def _choose(self) -> None:
        """Find the lines: the rows of the list that pass the filter, in order, under their headings."""
        order = self._order
        if self.watch is not None:
            is_in = [label in self.watch for label in map(_label_of, self.rows)]
            order = [number for number in order if is_in[number]]
        self.total = len(order)
        if self.text:
            order = self._found(order)
        self.matched = len(order)
        self.shown = self.groups.arranged(order)

    def _found(self, order: Sequence[int]) -> Sequence[int]:
        """Those of an order that pass the filter: as sorted, else the best match first."""
        self.prepare(len(self.rows))
        within = None if isinstance(order, range) else order
        if self.column is None:
            return [hit.number for hit in self._names.search(self.text, within)]
        return self._names.matching(self.text, within)


def _keys_of(column: TableColumn, rows: Sequence[Quote], now: datetime) -> Sequence[Key]:
    """What a column orders rows by; one that orders nothing leaves them as they are."""
    if column.keys is not None:
        return column.keys(rows, now)
    key: Callable[[Quote, datetime], Key] = column.key or (lambda _quote, _now: None)
    return list(map(key, rows, repeat(now)))


def _rekeyed(
    column: TableColumn, before: Sequence[Quote], rows: Sequence[Quote], keys: Sequence[Key], now: datetime
) -> Sequence[Key]:
    """The keys of a snapshot of as many rows, computed for those that are other objects than before."""
    changed = list(compress(range(len(rows)), map(is_not, rows, before)))
    if len(changed) * 2 > len(rows):
        return _keys_of(column, rows, now)
    made = list(keys)
    for number, key in zip(changed, _keys_of(column, [rows[number] for number in changed], now), strict=True):
        made[number] = key
    return made


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
