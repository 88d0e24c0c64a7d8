"""The lists that a row is on, and a line to name one that it is to be put on, or taken off."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from tickertui.errors import bounded
from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.dialog import Dialog
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.sheet import Entry, Sheet
from tickertui.tui.widgets.text_line import TextLine

LONGEST_NAME = 40


class Listed(msgspec.Struct, frozen=True):
    """A list, as far as one row is concerned."""

    name: str
    count: int
    """How many indices it has."""
    is_on: bool
    """Whether the row is on it."""
    is_set: bool = False
    """Whether the row is on it by the settings, which are not changed here."""


class ListingScreen(Dialog[str | None], inherit_bindings=False):
    """The lists in lines, and a name under them; it gives the name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("listing")
    places: ClassVar[tuple[Place, ...]] = ("listing",)
    DEFAULT_CSS = """
    ListingScreen { align: center middle; background: $background 60%; }
    ListingScreen #listing {
        width: 60; max-width: 100%; height: auto; max-height: 100%; background: $surface;
        border: round $rule; border-title-color: $ink; border-title-style: bold;
    }
    ListingScreen Sheet { height: auto; max-height: 12; padding: 0 1; background: $surface; }
    """

    def __init__(self, label: str, lists: Sequence[Listed]) -> None:
        """The lists that there are, for the row of a label."""
        super().__init__()
        self._label, self._lists = label, lists
        self._at = -1
        self._sheet = Sheet(label_width=4)
        self._sheet.styles.height = max(1, len(lists))
        self._line = TextLine(">", "name of a list, or of a new one")

    def compose(self) -> ComposeResult:
        """The lists, the line and the keys."""
        frame = Vertical(self._sheet, self._line, id="listing")
        frame.border_title = Content(f"Put on a list: {bounded(self._label, LONGEST_NAME)}")
        yield frame
        yield KeyLine("listing")

    def on_mount(self) -> None:
        """Show the lists and let a name be typed."""
        nothing = [Entry("There is no list of yours yet.", hang=0, tone="quiet")]
        self._sheet.show([_entry(one) for one in self._lists] or nothing)
        self._line.focus_text()

    def on_text_line_changed(self, event: TextLine.Changed) -> None:
        """Say what Enter would do."""
        event.stop()
        name = event.text.strip()
        known = next((one for one in self._lists if one.name == name), None)
        if not name:
            self._line.say("")
        elif known is None:
            self._line.say("a new list", "accent")
        elif known.is_set:
            self._line.say("on it by the settings")
        else:
            self._line.say("takes it off" if known.is_on else "puts it on", "accent")

    def on_text_line_accepted(self, event: TextLine.Accepted) -> None:
        """That list."""
        event.stop()
        self.dismiss(event.text.strip()[:LONGEST_NAME] or None)

    def action_put(self) -> None:
        """The list whose name is typed."""
        self._line.action_keep()

    def action_next_name(self) -> None:
        """Put the next list's name into the line."""
        self._offer(1)

    def action_last_name(self) -> None:
        """Put the name of the list before into the line."""
        self._offer(-1)

    def action_close(self) -> None:
        """No list."""
        self.dismiss(None)

    def _offer(self, step: int) -> None:
        """Put a known name into the line."""
        if self._lists:
            self._at = (self._at + step) % len(self._lists) if self._at >= 0 or step > 0 else len(self._lists) - 1
            self._line.fill(self._lists[self._at].name)


def _entry(listed: Listed) -> Entry:
    """A list in a line."""
    count = "1 index" if listed.count == 1 else f"{listed.count:,} indices"
    where = ", by the settings" if listed.is_set else ""
    mark = "✓" if listed.is_on else ""
    return Entry(f"  {count}{where}", mark, tone="quiet", label_tone="accent", mark=listed.name)
