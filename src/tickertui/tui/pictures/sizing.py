"""How many cells a picture takes: reserved before it is there, so that nothing moves when it comes.

A cell is taken to be twice as high as wide, which it nearly is everywhere; a terminal is not asked.
"""

import msgspec

CELL_WIDTH = 8
"""Pixels of a picture that one cell's width stands for at its natural size: small pictures stay small."""

CELL_RATIO = 2.0
"""Heights of a cell in its widths."""

USUAL_RATIO = 16 / 9
"""Width by height of a picture that does not say: what editors crop to."""

MOST_ROWS = 24
"""The most rows that a picture in a text takes."""


class Box(msgspec.Struct, frozen=True):
    """Cells: columns and rows, at least one of each."""

    columns: int
    rows: int


class Placed(msgspec.Struct, frozen=True):
    """Where in a box a picture stands, in cells."""

    columns: int
    rows: int
    left: int
    top: int


def reserved(width: int, height: int, columns: int, most_rows: int = MOST_ROWS) -> Box:
    """The box that is kept free for a picture, at most as large as told.

    Args:
        width: The picture's pixels, as its address says; 0 where it does not.
        height: The same.
        columns: The cells of the column of text.
        most_rows: The most rows.
    """
    if width <= 0 or height <= 0:
        rows = _whole(columns / USUAL_RATIO / CELL_RATIO, most_rows)
        return Box(max(columns, 1), rows)
    return _fitted(width, height, Box(max(columns, 1), max(most_rows, 1)), natural=True)


def placed(width: int, height: int, box: Box, *, natural: bool = True) -> Placed:
    """Where a picture of so many pixels stands in the box: as large as it fits, whole, in the middle.

    Args:
        width: The picture's pixels, as they are.
        height: The same.
        box: The cells that were kept free.
        natural: Whether a small picture stays small.
    """
    fitted = _fitted(max(width, 1), max(height, 1), box, natural=natural)
    return Placed(fitted.columns, fitted.rows, (box.columns - fitted.columns) // 2, (box.rows - fitted.rows) // 2)


def _fitted(width: int, height: int, box: Box, *, natural: bool) -> Box:
    """The largest box within the one given that has the picture's aspect."""
    widest = min(box.columns, max(-(-width // CELL_WIDTH), 1)) if natural else box.columns
    per_column = height / width / CELL_RATIO
    rows = widest * per_column
    if rows <= box.rows:
        return Box(widest, _whole(rows, box.rows))
    return Box(_whole(box.rows / per_column, widest), box.rows)


def _whole(cells: float, most: int) -> int:
    """A number of cells, rounded, from 1 to the most."""
    return max(min(round(cells), most), 1)
