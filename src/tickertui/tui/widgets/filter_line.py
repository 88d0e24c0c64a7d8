"""The filter line: what is typed, and how many rows it leaves."""

from typing import ClassVar

from textual.binding import BindingType

from tickertui.tui.commands import bindings
from tickertui.tui.widgets.text_line import TextLine


class FilterLine(TextLine):
    """A line that leaves some of the rows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")

    class Changed(TextLine.Changed):
        """The text is another one."""

    class Accepted(TextLine.Accepted):
        """Enter, or a step into the rows: the text stays."""

    class Cleared(TextLine.Cleared):
        """Esc: no filter any more."""

    def __init__(self, total: int, *, sign: str = "/", placeholder: str = "words in the name") -> None:
        """An empty filter over so many rows."""
        super().__init__(sign, placeholder, f"{total} of {total}")

    def tell(self, matched: int, total: int) -> None:
        """Say how many rows are left."""
        self.say(f"{matched:,} of {total:,}", "quiet" if matched else "late")
