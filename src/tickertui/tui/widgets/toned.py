"""The ground of every widget that is a few lines of text: pieces of text, each in a named tone, drawn as strips."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tickertui.tui.tones import style_of

Piece = tuple[str, str]
"""Text and the name of its tone."""

Line = Sequence[Piece]


class Toned(Widget):
    """A widget that draws lines of toned pieces; what does not fit ends in an ellipsis."""

    DEFAULT_CSS = """
    Toned { color: $ink; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._tones: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        super().notify_style_update()
        self._tones = {}

    def tone(self, name: str) -> Style:
        """The style of a tone on the widget's ground."""
        style = self._tones.get(name)
        if style is None:
            style = style_of(name, self.app.theme_variables, self.background_colors[1])
            self._tones[name] = style
        return style

    def strip_of(self, line: Line, width: int) -> Strip:
        """The line as a strip of at most `width` cells."""
        segments, free = [], width
        for text, tone in fitted(line, width):
            segments.append(Segment(text, self.tone(tone)))
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
