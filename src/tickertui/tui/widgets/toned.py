"""The ground of every widget that is a few lines of text: pieces of text, each in a named tone, drawn as strips."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

Piece = tuple[str, str]
"""Text and the name of its tone."""

Line = Sequence[Piece]

TONES = (
    "ink", "strong", "quiet", "accent", "alarm", "badge", "key",
    "up-1", "up-2", "up-3", "down-1", "down-2", "down-3", "flat",
    "fresh", "due", "late", "dormant",
)  # fmt: skip
"""Every tone; each is the component class `toned--TONE`."""


class Toned(Widget):
    """A widget that draws lines of toned pieces; what does not fit ends in an ellipsis."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"toned--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    Toned {
        .toned--ink { color: $ink; }
        .toned--strong { color: $ink; text-style: bold; }
        .toned--quiet, .toned--flat { color: $quiet; }
        .toned--accent { color: $accent-text; }
        .toned--key { color: $accent-text; text-style: bold; }
        .toned--alarm { color: $alarm; text-style: bold; }
        .toned--badge { color: $due; text-style: bold reverse; }
        .toned--up-1 { color: $up-1; }
        .toned--up-2 { color: $up-2; }
        .toned--up-3 { color: $up-3; text-style: bold; }
        .toned--down-1 { color: $down-1; }
        .toned--down-2 { color: $down-2; }
        .toned--down-3 { color: $down-3; text-style: bold; }
        .toned--fresh { color: $fresh; }
        .toned--due { color: $due; }
        .toned--late { color: $late; }
        .toned--dormant { color: $dormant; }
    }
    """

    def strip_of(self, line: Line, width: int) -> Strip:
        """The line as a strip of at most `width` cells."""
        segments, free = [], width
        for text, tone in fitted(line, width):
            style = self.get_component_rich_style(f"toned--{tone}")
            segments.append(Segment(text, style))
            free -= cell_len(text)
        return Strip(segments, width - free)


def length(line: Iterable[Piece]) -> int:
    """How many cells the line takes."""
    return sum(cell_len(text) for text, _ in line)


def fitted(line: Line, width: int) -> Line:
    """The line, cut with an ellipsis where it is longer than `width` cells."""
    if length(line) <= width:
        return line
    kept: list[Piece] = []
    free = width - 1
    for text, tone in line:
        if cell_len(text) > free:
            kept.append((set_cell_size(text, max(0, free)).rstrip() + ("…" if width > 0 else ""), tone))
            break
        kept.append((text, tone))
        free -= cell_len(text)
    return kept


def both_ends(left: Line, right: Line, width: int) -> Line:
    """One line with a part at each end; the right one gives way where both do not fit."""
    room = width - length(left) - length(right)
    if room < 1 or not right:
        return left
    return [*left, (" " * room, "quiet"), *right]


def packed(facts: Sequence[Line], width: int, separator: str = " · ") -> list[list[Piece]]:
    """The facts on as few lines as they need, in order, none broken over two lines."""
    lines: list[list[Piece]] = []
    for fact in facts:
        if lines and length(lines[-1]) + len(separator) + length(fact) <= width:
            lines[-1] += [(separator, "quiet"), *fact]
        else:
            lines.append(list(fact))
    return lines
