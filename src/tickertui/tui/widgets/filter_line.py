"""The filter line: what is typed, and how many rows it leaves."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tickertui.tui.commands import bindings
from tickertui.tui.widgets.note import Note


class FilterLine(Widget):
    """One line to type in."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")
    DEFAULT_CSS = """
    FilterLine { height: 1; layout: horizontal; padding: 0 1; background: $panel; }
    FilterLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $ink; }
    """

    @dataclass
    class Changed(Message):
        """The text is another one."""

        line: "FilterLine"
        text: str

    @dataclass
    class Accepted(Message):
        """Enter: the text stays."""

        text: str

    @dataclass
    class Cleared(Message):
        """Esc: no filter any more."""

    def __init__(self, total: int, *, sign: str = "/", placeholder: str = "words in the name") -> None:
        """An empty filter over so many rows.

        Args:
            total: How many rows there are.
            sign: What stands before the text.
            placeholder: What may be typed, said while nothing is.
        """
        super().__init__()
        self._sign = Note(f"{sign} ", "key")
        self._input = Input(placeholder=placeholder, compact=True)
        self._count = Note(f"{total} of {total}", "quiet")

    def compose(self) -> ComposeResult:
        """The sign, the text, the count."""
        yield self._sign
        yield self._input
        yield self._count

    def focus_text(self) -> None:
        """Let the person type."""
        self._input.focus()

    def ask(self, sign: str, placeholder: str) -> None:
        """Ask for something else; what is typed stays."""
        self._sign.tell(f"{sign} ", "key")
        self._input.placeholder = placeholder

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def say(self, words: str, tone: str = "quiet") -> None:
        """Say something else than how many rows are left."""
        self._count.tell(words, tone)

    def tell(self, matched: int, total: int) -> None:
        """Say how many rows are left."""
        self._count.tell(f"{matched} of {total}", "quiet" if matched else "late")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Accepted(event.value))

    def action_keep(self) -> None:
        """Moving on into the rows leaves the line."""
        self.post_message(self.Accepted(self._input.value))

    def action_close(self) -> None:
        """Every row again."""
        self.post_message(self.Cleared())
