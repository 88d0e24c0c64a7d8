"""Choosing among a few lines: the links that lie on one text, the indices of one price page."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from tickertui.tui.commands import Place
from tickertui.tui.screens.dialog import Dialog
from tickertui.tui.widgets.document.contents import ChoiceList, EntryList
from tickertui.tui.widgets.key_line import KeyLine


class ChoiceScreen(Dialog[int | None]):
    """The lines; a digit or Enter chooses one, by its number from 0."""

    places: ClassVar[tuple[Place, ...]] = ("choice",)
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen ChoiceList {
        width: 76; max-width: 100%; height: auto; max-height: 14; padding: 0 1;
        border: round $rule; border-title-color: $ink; border-title-style: bold;
    }
    """

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines
        self._list = ChoiceList()
        self._list.border_title = title
        self._list.styles.height = min(len(lines), 12) + 2

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield self._list
        yield KeyLine("choice")

    def on_mount(self) -> None:
        """Show the lines."""
        self._list.show([(0, f"{number}  {line}") for number, line in enumerate(self._lines, 1)])
        self._list.focus()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """This one."""
        event.stop()
        self.dismiss(event.number)

    def on_entry_list_closed(self, event: EntryList.Closed) -> None:
        """None of them."""
        event.stop()
        self.dismiss(None)
