"""A line to type in: a sign before the text, and a word after it on what became of it."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tickertui.tui.widgets.note import Note


class TextLine(Widget):
    """One line to type in; what its messages are called is up to each kind of it."""

    DEFAULT_CSS = """
    TextLine { height: 1; layout: horizontal; padding: 0 1; background: $panel; }
    TextLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $ink; }
    """

    @dataclass
    class Changed(Message):
        """The text is another one."""

        line: "TextLine"
        text: str

    @dataclass
    class Accepted(Message):
        """The text stays."""

        text: str

    @dataclass
    class Cleared(Message):
        """Esc: no text any more."""

    def __init__(self, sign: str, placeholder: str, count: str = "") -> None:
        """An empty line.

        Args:
            sign: What stands before the text.
            placeholder: What may be typed, said while nothing is.
            count: What stands after it.
        """
        super().__init__()
        self._sign = Note(f"{sign} ", "key")
        self._input = Input(placeholder=placeholder, compact=True)
        self._count = Note(count, "quiet")

    def compose(self) -> ComposeResult:
        """The sign, the text, the count."""
        yield self._sign
        yield self._input
        yield self._count

    def focus_text(self) -> None:
        """Let the person type, from the very next key on: `focus()` would take effect only after it."""
        self.screen.set_focus(self._input)

    def ask(self, sign: str, placeholder: str) -> None:
        """Ask for something else; what is typed stays."""
        self._sign.tell(f"{sign} ", "key")
        self._input.placeholder = placeholder

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def fill(self, text: str) -> None:
        """Type a text for the person, who goes on at its end."""
        self._input.value = text
        self._input.cursor_position = len(text)

    def say(self, words: str, tone: str = "quiet") -> None:
        """Say something after the text."""
        self._count.tell(words, tone)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the screen."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """The text stays; keys go to what it was typed for."""
        self.post_message(self.Accepted(self._input.value))

    def action_close(self) -> None:
        """No text any more."""
        self.post_message(self.Cleared())
