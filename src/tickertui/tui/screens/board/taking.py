"""Taking figures along from the board: a row as a sentence."""

from textual.screen import Screen

from tickertui.market import wording
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.quote_table import QuoteTable


class Taking:
    """Copying what the board shows."""

    def __init__(self, screen: Screen[None], ground: Ground, table: QuoteTable) -> None:
        """Take from the rows of a table."""
        self._screen, self._ground, self._table = screen, ground, table

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {"board.copy": self.copy_row}

    def copy_row(self) -> None:
        """Copy the row as a sentence."""
        quote, shown = self._table.selected, self._ground.shown
        if quote is None or shown is None:
            self._screen.notify("No row is selected.", markup=False, timeout=2)
            return
        sentence = wording.quotable(quote, self._ground.moment, shown.origin)
        self._screen.app.copy_to_clipboard(sentence)
        self._screen.notify(f"Copied: {sentence}", markup=False)
