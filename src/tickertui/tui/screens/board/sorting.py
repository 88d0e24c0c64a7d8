"""How the board's order follows from what is asked: the next column, the same one again, a click on a title."""

from collections.abc import Sequence

Order = tuple[str, bool] | None
"""A column's id and whether it descends; None for as published."""

_ASCENDING = frozenset({"name", "due", "age", "cadence"})
"""Columns whose first order is upwards; in the others the largest, the newest or the worst comes first."""


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
