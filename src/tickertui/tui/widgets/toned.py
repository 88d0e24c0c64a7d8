"""The ground of every widget that is a few lines of text: pieces of text, each in a named tone, drawn as strips."""

from collections.abc import Iterable, Sequence
from typing import Self

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tickertui.tui.tones import style_of

Piece = tuple[str, str]
"""Text and the name of its tone."""

Line = Sequence[Piece]


class Toned(Widget):
    """A widget that draws lines of toned pieces; what does not fit ends in an ellipsis.

    Textual asks every widget near a change for all its lines, whether they changed or not. Finished lines are therefore
    kept until the widget is refreshed, with padding and colours as the terminal gets them.
    """

    DEFAULT_CSS = """
    Toned { color: $ink; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._tones: dict[str, Style] = {}
        self._finished: dict[int, Strip] = {}
        self._finished_for: tuple[object, ...] = ()

    @property
    def content_size(self) -> Size:
        """The size without padding and border, told without a look at the whole screen's arrangement."""
        gutter = self.styles.gutter
        width, height = self.outer_size
        return Size(max(0, width - gutter.width), max(0, height - gutter.height))

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        super().notify_style_update()
        self._tones = {}
        self._finished_for = ()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw it anew; where parts of the content are named, only their lines."""
        if repaint:
            top = self.styles.padding.top
            lines = [y for region in regions for y in range(top + region.y, top + region.bottom)]
            for y in lines if regions else tuple(self._finished):
                self._finished.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the lines asked for; what Textual adds to a widget with a border is left to Textual."""
        padding = self.styles.padding
        if self.styles.gutter != padding:
            return super().render_lines(crop)
        size, filters, ground = self.outer_size, self.get_line_filters(), self.background_colors[1]
        drawn_for = (size, padding, ground, *filters)
        if drawn_for != self._finished_for:
            self._finished, self._finished_for = {}, drawn_for
        finished, style = self._finished, Style(bgcolor=ground.rich_color)
        for y in crop.line_range:
            if y not in finished:
                is_content = padding.top <= y < size.height - padding.bottom
                strip = self.render_line(y - padding.top) if is_content else Strip([])
                strip = _padded(strip, padding.left, size.width - padding.width, padding.right, style)
                for line_filter in filters:
                    strip = strip.apply_filter(line_filter, ground)
                finished[y] = strip
        strips = [finished[y] for y in crop.line_range]
        return strips if crop.width == size.width else [strip.crop(crop.x, crop.right) for strip in strips]

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


def _padded(strip: Strip, left: int, width: int, right: int, ground: Style) -> Strip:
    """A line brought to a width, with room before and after it, everything on one ground."""
    segments = [Segment(" " * left, ground)] if left else []
    length = strip.cell_length
    if length > width:
        strip, length = strip.crop(0, width), width
    segments += Segment.apply_style(strip, ground)
    if width - length + right:
        segments.append(Segment(" " * (width - length + right), ground))
    return Strip(segments, left + width + right)


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
