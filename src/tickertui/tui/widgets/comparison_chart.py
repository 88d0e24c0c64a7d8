"""The chart of a comparison: rebased lines, their labels, and a crosshair that stands on a day."""

from collections.abc import Sequence
from datetime import date

from textual.strip import Strip

from tickertui.market.prints import as_of
from tickertui.tui.widgets.comparison_drawing import LEAST_HEIGHT, Picture, Traced, mark_of, picture_of, tone_of
from tickertui.tui.widgets.crosshair import pieces, stand, tag
from tickertui.tui.widgets.toned import Toned


class ComparisonChart(Toned):
    """Lines beside each other; their drawing is kept until lines or size are others."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._lines: tuple[Traced, ...] = ()
        self._start = self._end = date.min
        self._is_logarithmic = False
        self._selected = -1
        self._at: date | None = None
        self._words = ""
        self._drawn: tuple[tuple[int, int], Picture] | None = None

    def show(
        self,
        lines: Sequence[Traced],
        *,
        start: date,
        end: date,
        is_logarithmic: bool = False,
        selected: int = -1,
    ) -> None:
        """Show lines from the day on which all of them are 100."""
        self._lines, self._start, self._end = tuple(lines), start, end
        self._is_logarithmic, self._selected, self._words = is_logarithmic, selected, ""
        self._drawn = None
        self.refresh()

    def say(self, words: str) -> None:
        """Show words instead of lines."""
        self._lines, self._words, self._drawn = (), words, None
        self.refresh()

    def point_at(self, on: date | None) -> None:
        """Put the crosshair on a day; None takes it away."""
        self._at = on
        self.refresh()

    @property
    def picture(self) -> Picture:
        """The drawing at the widget's present size."""
        size = self.content_size
        if self._drawn is None or self._drawn[0] != (size.width, size.height):
            picture = picture_of(
                self._lines,
                width=size.width,
                height=size.height,
                start=self._start,
                end=self._end,
                is_logarithmic=self._is_logarithmic,
                selected=self._selected,
            )
            self._drawn = (size.width, size.height), picture
        return self._drawn[1]

    def render_line(self, y: int) -> Strip:
        """One line of the chart, or the words that stand for it."""
        picture, width = self.picture, self.content_size.width
        if not picture.chars:
            few = self._lines and self.content_size.height >= LEAST_HEIGHT
            words = self._words or ("Too narrow for a chart; the table has the figures." if few else "")
            return self.strip_of([(words, "quiet")], width) if y == 0 else Strip([])
        if y >= len(picture.chars):
            return Strip([])
        chars, tones = list(picture.chars[y]), list(picture.tones[y])
        if self._at is not None:
            self._cross(picture, y, chars, tones, self._at)
        return self.strip_of(pieces(chars, tones), width)

    def _cross(self, picture: Picture, y: int, chars: list[str], tones: list[str], on: date) -> None:
        """The crosshair: an upright line, a mark on the print of every line that held then, the day below."""
        column = picture.column(on)
        if y < picture.rows:
            stand(chars, tones, column)
            for traced in picture.drawn:
                held = as_of(traced.line.points, on)
                if held is not None and picture.row(held.value) == y:
                    at = picture.column(held.on)
                    chars[at], tones[at] = mark_of(traced.number), tone_of(traced.number)
        elif y == picture.rows:
            chars[column], tones[column] = "┴", "accent"
        else:
            tag(chars, tones, column, on.isoformat())
