"""The date line: a moment is typed, and the board goes to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tickertui.errors import UsageError
from tickertui.market import wording
from tickertui.market.moments import moment
from tickertui.tui.commands import bindings
from tickertui.tui.widgets.toned import Piece, Toned

FORMS = "a date, or 10 days ago"


class Answer(Toned):
    """What is understood of what is typed."""

    DEFAULT_CSS = """
    Answer { width: 38; height: 1; }
    """

    def __init__(self) -> None:
        """Nothing is typed yet."""
        super().__init__()
        self._said: Piece = (FORMS, "quiet")

    def tell(self, text: str, tone: str) -> None:
        """Say something else."""
        self._said = (text, tone)
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The words, at the right."""
        width = self.content_size.width
        text, tone = self._said
        return self.strip_of([(text[:width].rjust(width), tone)], width)


class DateLine(Widget):
    """One line to type a moment in."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("date")
    DEFAULT_CSS = """
    DateLine { height: 1; layout: horizontal; padding: 0 1; background: $panel; }
    DateLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $ink; }
    """

    @dataclass
    class Chosen(Message):
        """A moment was typed."""

        moment: datetime

    @dataclass
    class Closed(Message):
        """Esc: no moment."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """An empty line; the clock tells what "3 days ago" is."""
        super().__init__()
        self._clock = clock
        self._input = Input(placeholder="as known on …  (2026-05-01)", compact=True)
        self._answer = Answer()

    def compose(self) -> ComposeResult:
        """The text and what is understood of it."""
        yield self._input
        yield self._answer

    def focus_text(self) -> None:
        """Let the person type, from the very next key on: `focus()` would take effect only after it."""
        self.screen.set_focus(self._input)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is understood."""
        event.stop()
        if not event.value.strip():
            self._answer.tell(FORMS, "quiet")
            return
        try:
            self._answer.tell(wording.moment(moment(event.value, self._clock())), "accent")
        except UsageError:
            self._answer.tell(FORMS, "quiet")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there, or say why not."""
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Go to what is typed."""
        if not self._input.value.strip():
            self.post_message(self.Closed())
            return
        try:
            self.post_message(self.Chosen(moment(self._input.value, self._clock())))
        except UsageError as error:
            self._answer.tell("lies ahead of now" if "ahead" in error.sentence else "no moment: 2026-05-01", "late")

    def action_close(self) -> None:
        """No moment."""
        self.post_message(self.Closed())
