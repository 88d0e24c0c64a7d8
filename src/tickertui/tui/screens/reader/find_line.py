"""The find line: what is looked for, and how often it was found."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tickertui.tui.commands import bindings
from tickertui.tui.widgets.text_line import TextLine


class FindLine(TextLine):
    """A line that lights what it holds in the article."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    class Changed(TextLine.Changed):
        """Something else is looked for."""

    class Accepted(TextLine.Accepted):
        """The hits stay lit."""

    class Cleared(TextLine.Cleared):
        """Nothing is looked for any more."""

    @dataclass
    class Stepped(Message):
        """Go to another hit."""

        count: int

    def __init__(self) -> None:
        """An empty line."""
        super().__init__("/", "words in the article")

    def tell(self, text: str, *, is_found: bool) -> None:
        """Say how often it was found."""
        self.say(text, "quiet" if is_found else "late")

    def action_accept(self) -> None:
        """The hits stay lit."""
        self.action_keep()

    def action_next(self) -> None:
        """The next hit."""
        self.post_message(self.Stepped(1))

    def action_last(self) -> None:
        """The hit before."""
        self.post_message(self.Stepped(-1))
