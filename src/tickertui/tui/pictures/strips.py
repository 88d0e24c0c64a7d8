"""Rows of cells become lines for the screen."""

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tickertui.tui.pictures.cells import GROUND, CellRow
from tickertui.tui.pictures.kitty import PLACEHOLDER


def strip_of(row: CellRow, ground: Style, before: int = 0, width: int = 0) -> Strip:
    """A row of cells as a line.

    Args:
        row: The cells.
        ground: The style of what lies beneath: whatever a cell leaves open is taken from there.
        before: Blank cells to the left.
        width: The cells of the whole line; 0: what the row takes.
    """
    segments = [Segment(" " * before, ground)] if before > 0 else []
    taken = before
    for text, ink, behind in row:
        segments.append(Segment(text, ground + style_of(ink, behind)))
        taken += len(text) // 3 if text.startswith(PLACEHOLDER) else len(text)  # a placeholder has two accents
    if width > taken:
        segments.append(Segment(" " * (width - taken), ground))
    return Strip(segments, max(taken, width))


@lru_cache(8_192)
def style_of(ink: int, behind: int) -> Style:
    """The style of a pair of colours."""
    return Style.from_color(_color(ink), _color(behind))


def _color(color: int) -> Color | None:
    """A colour as Rich has it; None leaves it to the ground."""
    if color == GROUND:
        return None
    return Color.from_rgb(color >> 16, color >> 8 & 255, color & 255)
