"""A crosshair on a chart: an upright line, the day below it, and how a line of cells becomes pieces. Pure."""

from collections.abc import Sequence

from tickertui.tui.widgets.toned import Piece

EMPTY = " ┄·"
"""Cells that an upright line may take; it passes behind everything else."""


def stand(chars: list[str], tones: list[str], column: int) -> None:
    """Draw the upright line through a row of the plot, behind what is drawn there."""
    if chars[column] in EMPTY:
        chars[column], tones[column] = "│", "accent"


def tag(chars: list[str], tones: list[str], column: int, label: str) -> None:
    """Write the day below the line, over the labels of the axis; none of those is left in part."""
    text = f" {label} "
    if len(text) > len(chars):
        return
    at = min(max(0, column - len(text) // 2), len(chars) - len(text))
    start, end = at, at + len(text)
    while start > 0 and chars[start - 1] != " ":
        start -= 1
    while end < len(chars) and chars[end] != " ":
        end += 1
    chars[start:end] = " " * (end - start)
    chars[at : at + len(text)] = text
    tones[at : at + len(text)] = ["key"] * len(text)


def pieces(chars: Sequence[str], tones: Sequence[str]) -> list[Piece]:
    """Cells as pieces, one for each run of a tone."""
    found: list[Piece] = []
    start = 0
    for at in range(1, len(chars) + 1):
        if at == len(chars) or tones[at] != tones[start]:
            found.append(("".join(chars[start:at]), tones[start]))
            start = at
    return found
