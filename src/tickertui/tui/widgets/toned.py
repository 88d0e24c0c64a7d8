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
from tickertui.tui.widgets.terse import TerseStrip

Piece = tuple[str, str]
"""Text and the name of its tone."""

Line = Sequence[Piece]

MOST_KEPT = 256
"""The lines that are kept in case they are drawn again."""


MIDDLE = 3
"""The lines from which on there is one between the first and the last."""


class Toned(Widget):
    """A widget that draws lines of toned pieces; what does not fit ends in an ellipsis.

    Textual asks every widget near a change for all its lines, whether they changed or not. Finished lines are therefore
    kept until the widget is refreshed, with padding and colours as the terminal gets them; one that says the same again
    is the same strip.
    """

    DEFAULT_CSS = """
    Toned { color: $ink; }
    """

    def __init__(self, *children: Widget, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(*children, id=id)
        self._tones: dict[str, Style] = {}
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._finished: dict[int, tuple[Strip, Strip]] = {}
        self._fresh: set[int] = set()
        self._finished_for: tuple[object, ...] = ()
        self._inner: Size | None = None

    @property
    def content_size(self) -> Size:
        """The size without padding and border, told without a look at the whole screen's arrangement."""
        if self._inner is not None:
            return self._inner
        gutter = self.styles.gutter
        width, height = self.outer_size
        return Size(max(0, width - gutter.width), max(0, height - gutter.height))

    @property
    def size(self) -> Size:
        """The same."""
        return self.content_size

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        super().notify_style_update()
        self._tones = {}
        self._strips = {}
        self._finished_for = ()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw it anew; where parts of the content are named, only their lines."""
        if repaint:
            top = self.styles.padding.top
            lines = [y for region in regions for y in range(top + region.y, top + region.bottom)]
            self._fresh.difference_update(lines if regions else tuple(self._fresh))
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_changed(self) -> None:
        """Draw it anew, and have only those lines repainted that say something else now."""
        before, size = self._finished, self.outer_size
        if len(self._fresh) < size.height or not self._finished_for or self._finished_for[0] != size:
            self.refresh()
            return
        self._finished = dict(before)
        self._finish(range(size.height))
        top = self.styles.padding.top
        changed = [y for y, (_, strip) in self._finished.items() if before[y][1] is not strip]
        if changed:
            super().refresh(*(Region(0, y - top, size.width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the lines asked for; what Textual adds to a widget with a border is left to Textual."""
        padding = self.styles.padding
        if self.styles.gutter != padding:
            return self._bordered(crop)
        size, filters = self.outer_size, self.get_line_filters()
        drawn_for = (size, padding, *filters)
        if drawn_for != self._finished_for:
            self._finished, self._fresh, self._finished_for = {}, set(), drawn_for
        lines = [y for y in crop.line_range if y not in self._fresh]
        if lines:
            self._finish(lines)
        strips = [self._finished[y][1] for y in crop.line_range]
        return strips if crop.width == size.width else [strip.crop(crop.x, crop.right) for strip in strips]

    def _bordered(self, crop: Region) -> list[Strip]:
        """The lines with a border; those of a mere ground are alike between its first and its last."""
        height = self.outer_size.height
        if type(self).render_line is not Toned.render_line or crop.y or crop.height != height or height < MIDDLE:
            return super().render_lines(crop)
        first, middle, last = (
            super(Toned, self).render_lines(Region(crop.x, y, crop.width, 1))[0] for y in (0, 1, height - 1)
        )
        return [first, *[middle] * (height - 2), last]

    def _finish(self, lines: Sequence[int]) -> None:
        """Draw lines and bring them to the widget's width, everything on one ground, in what the terminal can show."""
        top, right, bottom, left = self.styles.padding
        size, filters, ground = self.outer_size, self.get_line_filters(), self.background_colors[1]
        style, finished = Style(bgcolor=ground.rich_color), self._finished
        self._inner = Size(max(0, size.width - left - right), max(0, size.height - top - bottom))
        for y in lines:
            drawn = self.render_line(y - top) if top <= y < size.height - bottom else _NOTHING
            if y not in finished or finished[y][0] is not drawn:
                segments = _padded(drawn, left, self._inner.width, right, style)
                for line_filter in filters:
                    segments = line_filter.apply(segments, ground)
                finished[y] = drawn, TerseStrip(segments, size.width)
        self._inner = None
        self._fresh.update(lines)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; every line is the same
        """Nothing of its own: a ground for others."""
        return _NOTHING

    def tone(self, name: str) -> Style:
        """The style of a tone on the widget's ground."""
        style = self._tones.get(name)
        if style is None:
            style = style_of(name, self.app.theme_variables, self.background_colors[1])
            self._tones[name] = style
        return style

    def strip_of(self, line: Line, width: int) -> Strip:
        """The line as a strip of at most `width` cells."""
        if not line:
            return _NOTHING
        key = (width, *line)
        known = self._strips.get(key)
        if known is not None:
            return known
        segments, free = [], width
        for text, tone in fitted(line, width):
            segments.append(Segment(text, self.tone(tone)))
            free -= cell_len(text)
        if len(self._strips) >= MOST_KEPT:
            self._strips.clear()
        strip = self._strips[key] = Strip(segments, width - free)
        return strip


_NOTHING = Strip([])


def _padded(strip: Strip, left: int, width: int, right: int, ground: Style) -> list[Segment]:
    """A line brought to a width, with room before and after it, everything on one ground."""
    segments = [Segment(" " * left, ground)] if left else []
    length = strip.cell_length
    if length > width:
        strip, length = strip.crop(0, width), width
    segments += Segment.apply_style(strip, ground)
    if width - length + right:
        segments.append(Segment(" " * (width - length + right), ground))
    return segments


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
