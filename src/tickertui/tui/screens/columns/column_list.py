"""The list of the columns: which show, what each means, and which have no room."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tickertui.market import board
from tickertui.tui.columns import COLUMNS
from tickertui.tui.widgets.document.wrap import wrap
from tickertui.tui.widgets.toned import Line, Toned
from tickertui.tui.widgets.viewport import Viewport

_TITLES = {column.id: column.title for column in COLUMNS}
_NOTES = {column.id: column.note for column in board.ALL_COLUMNS} | {
    "sparkline": "The shape of the last prints; w changes how it is drawn.",
    "name": "The name of the index; it always shows.",
    "range": "Where the level stands between the lowest known print and the highest.",
}
_TITLE_WIDTH = max(map(len, _TITLES.values())) + 2


class Meaning(Toned):
    """The whole meaning of the column of the cursor, which its line may cut."""

    DEFAULT_CSS = """
    Meaning { height: 2; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def tell(self, words: str) -> None:
        """Tell of another column."""
        self._words = words
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of it."""
        width = self.content_size.width
        lines = [self._words[start:end].strip() for start, end in wrap(self._words, max(1, width))]
        rest = lines[y : y + 1] if y == 0 else [" ".join(lines[y:])]
        return self.strip_of([(text, "ink") for text in rest], width)


class ColumnList(Toned, can_focus=True):
    """One line per column, with a cursor."""

    DEFAULT_CSS = """
    ColumnList { height: auto; width: 1fr; }
    """

    @dataclass
    class Clicked(Message):
        """A column was clicked."""

        number: int

    @dataclass
    class Moved(Message):
        """The cursor is on another column."""

    @dataclass
    class Dragged(Message):
        """A column was drawn over another with the mouse."""

        start: int
        to: int

    def __init__(self) -> None:
        """Nothing to show yet."""
        super().__init__()
        self._held: int | None = None
        """The column that the mouse holds."""
        self._is_drawn = False
        """Whether it was drawn anywhere since."""
        self.viewport = Viewport()
        self._order: Sequence[str] = ()
        self._shown: Collection[str] = ()
        self._showing: Collection[str] = ()

    def show(self, order: Sequence[str], shown: Collection[str], showing: Collection[str]) -> None:
        """Show these columns: those to show, and those that there is room for."""
        self._order, self._shown, self._showing = tuple(order), frozenset(shown), frozenset(showing)
        self.refresh()

    @property
    def note(self) -> str:
        """What the column of the cursor means."""
        return _NOTES[self._order[self.viewport.cursor]] if self._order else ""

    def move_to(self, number: int) -> None:
        """Put the cursor on a column."""
        self._fit()
        self.viewport.move_to(number)
        self.refresh()
        self.post_message(self.Moved())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """A line per column."""
        return len(COLUMNS)

    def render_line(self, y: int) -> Strip:
        """One column."""
        self._fit()
        number, width = self.viewport.top + y, self.content_size.width
        if not 0 <= number < len(self._order):
            return Strip.blank(width)
        return self.strip_of(self._line(number), width)

    def _fit(self) -> None:
        self.viewport.fit(len(self._order), self.content_size.height)

    def _line(self, number: int) -> Line:
        """Marker, check mark, title and meaning; or that there is no room for it."""
        id_ = self._order[number]
        is_here, is_shown = number == self.viewport.cursor, id_ in self._shown
        tone = ("strong" if is_here else "ink") if is_shown else "quiet"
        note = ("no room at this width", "due") if is_shown and id_ not in self._showing else (_NOTES[id_], "quiet")
        return [
            ("▌ " if is_here else "  ", "marker"),
            ("✓ " if is_shown else "  ", "fresh"),
            (_TITLES[id_].ljust(_TITLE_WIDTH), tone),
            note,
        ]

    def on_click(self, event: events.Click) -> None:
        """Tell which column was clicked, unless it was moved."""
        event.stop()
        number = self._number_at(event)
        if number is not None and not self._is_drawn:
            self.post_message(self.Clicked(number))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hold a column."""
        self._held, self._is_drawn = self._number_at(event), False
        if self._held is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the column along."""
        number = self._number_at(event)
        if self._held is not None and number is not None and number != self._held:
            self.post_message(self.Dragged(self._held, number))
            self._held, self._is_drawn = number, True

    def on_mouse_up(self) -> None:
        """Let go."""
        self._held = None
        self.release_mouse()

    def _number_at(self, event: events.MouseEvent) -> int | None:
        """The column under the pointer."""
        number = self.viewport.top + event.y - self.gutter.top
        return number if 0 <= number < len(self._order) else None

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.viewport.scroll(1)
        self.refresh()

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.viewport.scroll(-1)
        self.refresh()
