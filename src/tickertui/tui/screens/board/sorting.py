"""How the board's order follows from what is asked: the next column, the same one again, a click on a title."""

from collections.abc import Sequence
from functools import partial

from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.quote_table.table import QuoteTable

Order = tuple[str, bool] | None
"""A column's id and whether it descends; None for as published."""

_ASCENDING = frozenset({"name", "due", "age", "cadence"})
"""Columns whose first order is upwards; in the others the largest, the newest or the worst comes first."""


class Sorting:
    """The order of a table's rows."""

    def __init__(self, table: QuoteTable, arrangement: Arrangement) -> None:
        """Order the rows of this table, and keep what is chosen."""
        self._table, self._arrangement = table, arrangement

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {
            "board.sort": partial(self.step, 1),
            "board.sort-back": partial(self.step, -1),
            "board.reverse": self.reverse,
            "board.unsort": partial(self.sort, None),
        }

    def step(self, step: int) -> None:
        """Order by the next column that shows, or the one before."""
        self.sort(stepped(self._table.sorted_by, self._table.sortable, step))

    def reverse(self) -> None:
        """Turn the order round."""
        order = self._table.sorted_by
        self.sort((order[0], not order[1]) if order else ("name", True))

    def click(self, column_id: str) -> None:
        """Order as a click on a column's title asks for."""
        self.sort(clicked(self._table.sorted_by, column_id))

    def sort(self, order: Order) -> None:
        """Order the rows."""
        self._table.sort_by(*(order or (None,)))
        self._arrangement.keep_order(order)


def first_order(column_id: str) -> Order:
    """The order in which a column is most likely wanted."""
    return column_id, column_id not in _ASCENDING


def stepped(order: Order, columns: Sequence[str], step: int) -> Order:
    """The order by the next column or the one before; past the last one it is as published again."""
    if not columns:
        return None
    if order is None or order[0] not in columns:
        return first_order(columns[0 if step > 0 else -1])
    at = columns.index(order[0]) + step
    return first_order(columns[at]) if 0 <= at < len(columns) else None


def clicked(order: Order, column_id: str) -> Order:
    """The order after a click on a title: by that column, then the other way round, then as published."""
    if order is None or order[0] != column_id:
        return first_order(column_id)
    return (column_id, not order[1]) if order == first_order(column_id) else None
