"""One picture, from its bytes to what a view shows: blocking work, to be called in a thread."""

import msgspec

from tickertui.tui.pictures.cells import CellRow, framed, half_rows, quadrant_rows
from tickertui.tui.pictures.choice import Kind
from tickertui.tui.pictures.decoding import RGB, pixels_of, png_of
from tickertui.tui.pictures.kitty import CELL_PIXELS, MOST_CELLS
from tickertui.tui.pictures.sizing import Box, Placed, placed


class Drawing(msgspec.Struct, frozen=True, eq=False):
    """A picture in the cells that were kept free for it."""

    box: Box
    spot: Placed
    """Where in the box it stands."""
    rows: tuple[CellRow, ...] = ()
    """The box's rows; none yet for a terminal that draws the picture itself."""
    png: bytes = b""
    """What such a terminal is sent."""


def drawing_of(data: bytes, box: Box, kind: Kind, ground: RGB, *, natural: bool = True) -> Drawing:
    """Draw a picture.

    Args:
        data: Its bytes, as they came.
        box: The cells that were kept free for it.
        kind: In what it is drawn.
        ground: The theme's background.
        natural: Whether a small picture stays small.

    Raises:
        UsageError: Pillow is not there; the hint says how to get it.
        PayloadError: It is no picture, is too large, or is damaged.
    """
    spots = [Placed(1, 1, 0, 0)]

    def fit(width: int, height: int) -> tuple[int, int]:
        room = Box(min(box.columns, MOST_CELLS), min(box.rows, MOST_CELLS)) if kind == "kitty" else box
        spot = placed(width, height, room, natural=natural)
        spots.append(Placed(spot.columns, spot.rows, (box.columns - spot.columns) // 2, (box.rows - spot.rows) // 2))
        if kind == "kitty":
            share = min(1.0, spot.columns * CELL_PIXELS[0] / width, spot.rows * CELL_PIXELS[1] / height)
            return max(round(width * share), 1), max(round(height * share), 1)
        return spot.columns * (2 if kind == "quadrants" else 1), spot.rows * 2

    if kind == "kitty":
        png = png_of(data, fit, ground)
        return Drawing(box, spots[-1], png=png)
    pixels = pixels_of(data, fit, ground)
    rows = quadrant_rows(pixels) if kind == "quadrants" else half_rows(pixels)
    return Drawing(box, spots[-1], in_box(rows, box, spots[-1]))


def in_box(rows: tuple[CellRow, ...], box: Box, spot: Placed) -> tuple[CellRow, ...]:
    """The rows of a picture with blank cells around them."""
    return framed(rows, box.columns, box.rows, spot.left, spot.top, spot.columns)
