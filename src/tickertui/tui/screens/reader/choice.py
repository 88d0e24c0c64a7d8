"""Choosing among several links that lie on one text."""

from textual.app import ComposeResult
from textual.screen import ModalScreen

from tickertui.formats.document import Link
from tickertui.tui.widgets.document.contents import ChoiceList, EntryList
from tickertui.tui.widgets.key_line import KeyLine


class ChoiceScreen(ModalScreen[Link | None]):
    """The links, one a line; a digit or Enter follows one."""

    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen ChoiceList {
        width: 76; max-width: 100%; height: auto; max-height: 14; padding: 0 1;
        border: round $rule; border-title-color: $ink; border-title-style: bold;
    }
    """

    def __init__(self, links: tuple[Link, ...]) -> None:
        super().__init__()
        self._links = links
        self._list = ChoiceList()
        self._list.border_title = "Where to?"
        self._list.styles.height = min(len(links), 12) + 2

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield self._list
        yield KeyLine("choice")

    def on_mount(self) -> None:
        """Show the links."""
        self._list.show([(0, f"{number}  {link.href or link.uuid}") for number, link in enumerate(self._links, 1)])
        self._list.focus()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Follow it."""
        event.stop()
        self.dismiss(self._links[event.number])

    def on_entry_list_closed(self, event: EntryList.Closed) -> None:
        """Follow none."""
        event.stop()
        self.dismiss(None)
