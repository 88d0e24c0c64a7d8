"""From the board to its rows on the whole screen, one after another, and back to the one that was left."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tickertui.market.quote import Quote
from tickertui.tui.screens.board.detailing import Detailing
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.quote_table.table import QuoteTable

if TYPE_CHECKING:
    from tickertui.monitor.past import Past
    from tickertui.tui.screens.index.looks import Looks
    from tickertui.tui.screens.index.screen import IndexScreen
    from tickertui.tui.screens.index.view import View


class Leafing:
    """The full view of the rows that show; how one looks at them is kept until the program ends."""

    def __init__(
        self,
        screen: Screen[None],
        ground: Ground,
        table: QuoteTable,
        detail: Detailing,
        *,
        past: "Callable[[], Past | None]",
        opened: Callable[[str], object],
    ) -> None:
        """Leaf through the rows of a table.

        Args:
            screen: The board.
            ground: Which board it is.
            table: The rows.
            detail: What is known of articles.
            past: Gives what was known when, once the archive is open.
            opened: Is told the label of every row that is looked at.
        """
        self._screen, self._ground, self._table, self._detail = screen, ground, table, detail
        self._past, self._opened = past, opened
        self._looks: Looks | None = None
        self._rows: tuple[Quote, ...] = ()
        self._rows_of: tuple[Quote, ...] | None = None

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {"board.full": self.open}

    def open(self) -> None:
        """The selected row on the whole screen."""
        quote = self._table.selected
        if quote is None:
            self._screen.notify("No row is selected.", markup=False, timeout=2)
            return
        from tickertui.tui.screens.index.looks import Looks
        from tickertui.tui.screens.index.screen import IndexScreen

        self._looks = self._looks or Looks()
        self._looks.at = None
        self._rows_of = None
        opened = lambda row: self._opened(row.label)  # noqa: E731  # a row is told of by its label
        full = IndexScreen(self._view, quote, looks=self._looks, past=self._past, opened=opened)
        self._screen.app.push_screen(full, partial(self._come_back, full))

    def _come_back(self, full: "IndexScreen", _: None) -> None:
        """The cursor goes to the row that was left."""
        selected = self._table.selected
        if selected is not full.quote:
            self._table.select(full.quote.label)

    def _view(self) -> "View":
        """The rows as they show now, in their order; looked up anew where the table has others."""
        from tickertui.tui.screens.index.view import View

        known, table = self._ground.known, self._table
        if table.rows is not self._rows_of:
            order, count = table.lines.order, table.viewport.count
            rows = (order.at(place) for place in range(count))
            self._rows_of, self._rows = table.rows, tuple(row for row in rows if row is not None)
        if known is None:
            return View(self._rows, self._ground.moment, self._detail.mentions)
        return View(self._rows, known.moment, self._detail.mentions, known.moment, known.next_of, known.next_at)
