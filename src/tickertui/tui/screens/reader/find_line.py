"""The find line: what is looked for, and how often it was found."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tickertui.tui.commands import bindings
from tickertui.tui.widgets.note import Note


class FindLine(Widget):
    """One line to type in."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")
    DEFAULT_CSS = """
    FindLine { height: 1; layout: horizontal; padding: 0 1; background: $panel; }
    FindLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $ink; }
    """

    @dataclass
    class Changed(Message):
        """Something else is looked for."""

        query: str

    @dataclass
    class Accepted(Message):
        """The hits stay lit."""

    @dataclass
    class Stepped(Message):
        """Go to another hit."""

        count: int

    @dataclass
    class Cleared(Message):
        """Nothing is looked for any more."""

    def __init__(self) -> None:
        """An empty line."""
        super().__init__()
        self._input = Input(placeholder="words in the article", compact=True)
        self._count = Note("", "quiet")

    def compose(self) -> ComposeResult:
        """The sign, the text, the count."""
        yield Note("/ ", "key")
        yield self._input
        yield self._count

    def focus_text(self) -> None:
        """Let the person type."""
        self._input.focus()

    def tell(self, text: str, *, is_found: bool) -> None:
        """Say how often it was found."""
        self._count.tell(text, "quiet" if is_found else "late")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Accepted())

    def action_accept(self) -> None:
        """The hits stay lit."""
        self.post_message(self.Accepted())

    def action_next(self) -> None:
        """The next hit."""
        self.post_message(self.Stepped(1))

    def action_last(self) -> None:
        """The hit before."""
        self.post_message(self.Stepped(-1))

    def action_close(self) -> None:
        """Nothing is looked for."""
        self.post_message(self.Cleared())
