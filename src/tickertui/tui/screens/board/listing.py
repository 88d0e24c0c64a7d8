"""The user's own lists: which there are, and putting the selected row on one."""

from textual.screen import Screen

from tickertui.tui.commands import keys_of, named
from tickertui.tui.screens.board.arrangement import EVERY, STARRED, Arrangement
from tickertui.tui.screens.board.arranging import Arranging
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.quote_table.table import QuoteTable


class Listing:
    """Puts rows on lists, and takes them off."""

    def __init__(self, screen: Screen[None], table: QuoteTable, arrangement: Arrangement, arranging: Arranging) -> None:
        """List the rows of a table."""
        self._screen, self._table, self._arrangement, self._arranging = screen, table, arrangement, arranging

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {"board.list": self.ask_name}

    def ask_name(self) -> None:
        """Let a list be named for the selected row."""
        from tickertui.tui.screens.listing.screen import Listed, ListingScreen

        quote, lists = self._table.selected, self._arrangement
        if quote is None:
            self._screen.notify("No row is selected.", markup=False, timeout=2)
            return
        label = quote.label
        known = [
            Listed(name, len(lists.members(name)), label in lists.members(name), lists.is_set(name, label))
            for name in lists.named_lists
        ]

        def put(name: str | None) -> None:
            if name:
                self._put(name, label)

        self._screen.app.push_screen(ListingScreen(label, known), put)

    def _put(self, name: str, label: str) -> None:
        """Put a row on a list, or take it off."""
        lists = self._arrangement
        if name == STARRED or lists.is_set(name, label):
            why = "is a name that the starred rows have" if name == STARRED else f"has {label} by the settings"
            self._screen.notify(f"“{name}” {why}: nothing was changed.", severity="warning", markup=False)
            return
        is_on = lists.put(name, label)
        if lists.list_name == name:
            self._arranging.show_list(name if name in lists.lists else EVERY)
        count, key = len(lists.members(name)), keys_of(named("board.watchlist"))[0]
        rows = "1 index" if count == 1 else f"{count:,} indices"
        said = f"is on the list “{name}” now ({rows}); {key} shows it" if is_on else f"is off the list “{name}” now"
        self._screen.notify(f"{label} {said}.", markup=False, timeout=4)
