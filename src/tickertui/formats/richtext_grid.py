"""The grid of a table: which column each cell stands in, and spans that fit."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from tickertui.formats.document import Cell

COLSPAN_LIMIT = 1_000
"""The widest cell that is believed, in columns, as in HTML."""

Rows = Sequence[Sequence[Cell]]
_Place = tuple[int, int, int]


def clamped(rows: Rows) -> tuple[tuple[Cell, ...], ...]:
    """The rows with spans that neither leave the table, nor overlap, nor count columns in which no cell begins."""
    places = _places(rows)
    starts = sorted({column for row in places for column, _, _ in row})
    fitted = []
    for row, row_places in zip(rows, places, strict=True):
        cells = []
        for cell, (column, across, down) in zip(row, row_places, strict=True):
            across = max(1, bisect_left(starts, column + across) - bisect_left(starts, column))
            if (across, down) != (cell.colspan, cell.rowspan):
                cell = msgspec.structs.replace(cell, colspan=across, rowspan=down)
            cells.append(cell)
        fitted.append(tuple(cells))
    return tuple(fitted)


def columns(rows: Rows) -> tuple[list[list[int]], int]:
    """The column of each cell, row by row, and how many columns there are."""
    places = _places(rows)
    width = max((column + across for row in places for column, across, _ in row), default=0)
    return [[column for column, _, _ in row] for row in places], width


def _places(rows: Rows) -> list[list[_Place]]:
    """Column, columns and rows of each cell, placed as HTML does.

    The slots that spans cover are bounded by the number of cells: a few cells with absurd spans stay small.
    """
    slots_left = 16 * sum(map(len, rows)) + 4_096
    free_from: list[int] = []  # per column, the first row in which it is free again
    places: list[list[_Place]] = []
    for number, row in enumerate(rows):
        column = 0
        row_places: list[_Place] = []
        for cell in row:
            while column < len(free_from) and free_from[column] > number:
                column += 1
            across = max(1, min(cell.colspan, COLSPAN_LIMIT))
            down = max(1, min(cell.rowspan, len(rows) - number))
            if across * down > slots_left:
                across = down = 1
            end = column + 1
            while end < column + across and (end >= len(free_from) or free_from[end] <= number):
                end += 1
            slots_left -= (end - column) * down
            free_from.extend([0] * (end - len(free_from)))
            free_from[column:end] = [number + down] * (end - column)
            row_places.append((column, end - column, down))
            column = end
        places.append(row_places)
    return places
