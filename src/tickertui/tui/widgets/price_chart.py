"""The chart of one series: its drawing, and a crosshair that stands on a print."""

from collections.abc import Sequence
from datetime import date

import msgspec
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tickertui.market.prints import as_of
from tickertui.market.series import Point
from tickertui.tui.widgets.crosshair import pieces, stand, tag
from tickertui.tui.widgets.price_drawing import ARTICLE, LARGEST, LEAST_HEIGHT, Drawing, Kind, Mark, draw
from tickertui.tui.widgets.toned import Toned

CROSSED = "◆"
"""The print on which the crosshair stands."""


class Traced(msgspec.Struct, frozen=True):
    """What a chart shows: a series, its window, and how it is drawn."""

    points: tuple[Point, ...] = ()
    end: date | None = None
    """The right edge, unless a print or a mark is later; `start` and `end` both are edges where `start` is given."""
    start: date | None = None
    cadence_days: int | None = None
    marks: tuple[Mark, ...] = ()
    kind: Kind = "line"
    is_logarithmic: bool = False
    articles: tuple[date, ...] = ()

    def drawn(self, width: int, height: int) -> Drawing:
        """The chart in so many cells."""
        end = self.end
        if self.start is None and self.points:
            end = self.points[-1].on if end is None else max(self.points[-1].on, end)
        return draw(
            self.points, width=width, height=height, start=self.start, end=end, cadence_days=self.cadence_days,
            marks=self.marks, kind=self.kind, is_logarithmic=self.is_logarithmic, articles=self.articles,
        )  # fmt: skip


class PriceChart(Toned):
    """The chart of one series; its drawing is kept until series, window or size are others."""

    class Pointed(Message):
        """The pointer is over a print, or was clicked on it."""

        def __init__(self, on: date) -> None:
            """`on`: the day of the print that is nearest."""
            super().__init__()
            self.on = on

    class Turned(Message):
        """The wheel was turned over the chart."""

        def __init__(self, on: date, *, is_up: bool) -> None:
            """`on`: the day under the pointer."""
            super().__init__()
            self.on, self.is_up = on, is_up

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._traced = Traced()
        self._at: date | None = None
        self._drawing: tuple[tuple[int, int], Drawing] | None = None

    def show(self, traced: Traced) -> None:
        """Show a series; nothing happens where it is shown already."""
        if traced != self._traced:
            self._traced, self._drawing = traced, None
            self.refresh_changed()

    def point_at(self, on: date | None) -> None:
        """Put the crosshair on a day, and listen to the pointer; None takes it away."""
        before, self._at = self._at, on
        if before == on or not self.is_attached:
            return
        drawing = self.drawing
        if drawing.is_blank or not drawing.rows:
            self.refresh()
            return
        columns = [drawing.column(day) for day in (before, on) if day is not None]
        rows = len(drawing.rows)
        self.refresh(
            *(Region(drawing.left + column, 0, 1, rows + 1) for column in columns if column is not None),
            Region(0, rows + 1, self.size.width, 1),
        )

    @property
    def drawing(self) -> Drawing:
        """The chart at the widget's present size."""
        size = (self.size.width, self.size.height)
        if self._drawing is None or self._drawing[0] != size:
            self._drawing = (size, self._traced.drawn(*size))
        return self._drawing[1]

    def render_line(self, y: int) -> Strip:
        """One line of the chart, or the words that say why there is none."""
        drawing, width = self.drawing, self.size.width
        rows = len(drawing.rows)
        if not rows:
            few = self._traced.points and self.size.height < LEAST_HEIGHT
            words = "" if few else "No dated prints to draw."
            return self.strip_of([(words, "quiet")], width) if y == 0 else Strip([])
        if y > rows + 1:
            return Strip([])
        chars, tones = self._cells(drawing, y)
        column = drawing.column(self._at) if self._at is not None else None
        if column is not None and self._at is not None:
            self._cross(drawing, y, chars, tones, drawing.left + column, self._at)
        if drawing.is_blank and y == rows // 2:
            self._say(chars, tones, drawing.left, "No print in this stretch of time.")
        return self.strip_of(pieces(chars, tones), width)

    def _cells(self, drawing: Drawing, y: int) -> tuple[list[str], list[str]]:
        """A line of the chart as characters and tones."""
        if y >= len(drawing.rows):
            chars = list(drawing.axis_row() if y == len(drawing.rows) else drawing.dates)
            return chars, ["accent" if character == ARTICLE else "quiet" for character in chars]
        label = drawing.labels[y]
        chars = [*label, "┤" if label.strip() else "│", *drawing.rows[y]]
        tones = ["quiet"] * drawing.left + ["chart"] * len(drawing.rows[y])
        for row, column, glyph in drawing.marks:
            if row == y:
                chars[drawing.left + column], tones[drawing.left + column] = glyph, "chart-mark"
        return chars, tones

    def _cross(self, drawing: Drawing, y: int, chars: list[str], tones: list[str], column: int, on: date) -> None:
        """The crosshair: an upright line, a mark on the print, the day below."""
        rows = len(drawing.rows)
        if y == rows + 1:
            tag(chars, tones, column, on.isoformat())
            return
        if y == rows:
            if chars[column] != ARTICLE:
                chars[column], tones[column] = "┴", "accent"
            return
        stand(chars, tones, column)
        held = as_of(self._traced.points, on)
        if held is not None and held.on == on and abs(held.value) <= LARGEST and drawing.row(held.value) == y:
            chars[column], tones[column] = CROSSED, "key"
        elif any(mark.on == on and drawing.row(mark.value) == y for mark in self._traced.marks):
            tones[column] = "key"

    def _say(self, chars: list[str], tones: list[str], left: int, words: str) -> None:
        """Write words in the middle of the plot, where they fit."""
        at = left + (len(chars) - left - len(words)) // 2
        if at > left:
            chars[at : at + len(words)], tones[at : at + len(words)] = words, ["quiet"] * len(words)

    def on_click(self, event: events.Click) -> None:
        """The crosshair on the print that is nearest."""
        self._point(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The crosshair follows the pointer."""
        self._point(event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up."""
        self._turn(event, is_up=True)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down."""
        self._turn(event, is_up=False)

    def _point(self, event: events.MouseEvent) -> None:
        """Tell of the print that is nearest to the pointer."""
        drawing = self.drawing
        column = event.x - drawing.left
        if self._at is None or not drawing.rows or not 0 <= column < len(drawing.rows[0]):
            return
        event.stop()
        days = [point.on for point in self._traced.points] + [mark.on for mark in self._traced.marks]
        on = _nearest(days, drawing, column)
        if on is not None:
            self.post_message(self.Pointed(on))

    def _turn(self, event: events.MouseEvent, *, is_up: bool) -> None:
        drawing = self.drawing
        column = event.x - drawing.left
        if self._at is not None and drawing.rows and 0 <= column < len(drawing.rows[0]):
            event.stop()
            first, last = drawing.days_of(column)
            self.post_message(self.Turned(first + (last - first) / 2, is_up=is_up))


def _nearest(days: Sequence[date], drawing: Drawing, column: int) -> date | None:
    """The day on the chart that stands nearest to a column, the later one of two; None where none stands on it."""
    first, last = drawing.days_of(column)
    middle = first + (last - first) / 2
    seen = [day for day in days if drawing.start <= day <= drawing.end]
    return min(seen, key=lambda day: (abs((day - middle).days), -day.toordinal()), default=None)
