"""What every key does in the place where help was asked for."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tickertui.tui import commands
from tickertui.tui.commands import Place
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.sheet import BLANK, Entry, Sheet, heading

LABEL_WIDTH = 22


class HelpScreen(ModalScreen[None]):
    """The keys, place by place."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("help")
    places: ClassVar[tuple[Place, ...]] = ("help",)

    def __init__(self, *places: Place) -> None:
        """Help on these places."""
        super().__init__()
        self._sheet = Sheet(id="help-sheet", label_width=LABEL_WIDTH, more="j")
        self._sheet.border_title = "Keys"
        self._sheet.show(help_entries(places))

    def compose(self) -> ComposeResult:
        """The sheet and the way back."""
        yield self._sheet
        yield KeyLine("help")

    def action_down(self) -> None:
        """One line down."""
        self._sheet.scroll_lines(1)

    def action_up(self) -> None:
        """One line up."""
        self._sheet.scroll_lines(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._sheet.scroll_pages(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._sheet.scroll_pages(-1)

    def action_back(self) -> None:
        """Back to where help was asked for."""
        self.dismiss()


def help_entries(places: tuple[Place, ...]) -> list[Entry]:
    """The commands of the places: their keys, and a sentence each."""
    entries: list[Entry] = []
    for place in places:
        here = commands.at(place)
        if not here:
            continue
        entries += [BLANK, heading(commands.PLACES[place])] if entries else [heading(commands.PLACES[place])]
        entries += [Entry(command.help, "  ".join(commands.keys_of(command)), label_tone="key") for command in here]
    return entries
