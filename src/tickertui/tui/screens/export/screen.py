"""Choosing a format to export in, and whether to a file or to the clipboard."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType

from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.dialog import Dialog
from tickertui.tui.widgets.document.contents import EntryList
from tickertui.tui.widgets.key_line import KeyLine


class Kind(msgspec.Struct, frozen=True):
    """A format."""

    name: str
    title: str
    ending: str


class Wish(msgspec.Struct, frozen=True):
    """What somebody wants."""

    kind: Kind
    is_copied: bool


class ExportList(EntryList, inherit_bindings=False):
    """The formats."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def action_copy(self) -> None:
        """Copy instead of writing a file."""
        screen = self.screen
        if isinstance(screen, ExportScreen):
            screen.wish(self.cursor, is_copied=True)


class ExportScreen(Dialog[Wish | None]):
    """The formats, one a line."""

    places: ClassVar[tuple[Place, ...]] = ("export",)
    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 60%; }
    ExportScreen ExportList {
        width: 44; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
        border: round $rule; border-title-color: $ink; border-title-style: bold;
    }
    """

    def __init__(self, kinds: Sequence[Kind], title: str) -> None:
        """Offer these formats under a title."""
        super().__init__()
        self._kinds = kinds
        self._list = ExportList()
        self._list.border_title = title
        self._list.styles.height = len(kinds) + 2

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield self._list
        yield KeyLine("export")

    def on_mount(self) -> None:
        """Show the formats."""
        self._list.show([(0, f"{kind.title} (.{kind.ending})") for kind in self._kinds])
        self._list.focus()

    def wish(self, number: int, *, is_copied: bool) -> None:
        """Leave with the format of that number."""
        self.dismiss(Wish(self._kinds[number], is_copied))

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Write a file."""
        event.stop()
        self.wish(event.number, is_copied=False)

    def on_entry_list_closed(self, event: EntryList.Closed) -> None:
        """Do nothing."""
        event.stop()
        self.dismiss(None)
