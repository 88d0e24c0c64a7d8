"""From the board to the other screens."""

from functools import partial

from textual.message import Message
from textual.screen import Screen

from tickertui.tui.commands import keys_of, named
from tickertui.tui.messages import CheckNow, OpenArticles, OpenLibrary, OpenLog, OpenProblems
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.quote_table.table import QuoteTable


class Leading:
    """What leads elsewhere: articles, comparison, calendar, log and problems, and asking the sources."""

    def __init__(self, screen: Screen[None], ground: Ground, table: QuoteTable) -> None:
        """Lead from the rows of a table."""
        self._screen, self._ground, self._table = screen, ground, table

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {
            "board.article": self.to_articles,
            "board.library": self.to_library,
            "board.compare": self.to_comparison,
            "board.agenda": self.to_calendar,
            "board.log": partial(self._ask, OpenLog),
            "board.problems": partial(self._ask, OpenProblems),
            "board.refresh": partial(self._ask, CheckNow),
        }

    def to_articles(self) -> None:
        """Read about it."""
        selected = self._table.selected
        self._screen.post_message(OpenArticles(selected.label if selected else ""))

    def to_library(self) -> None:
        """List every article."""
        selected = self._table.selected
        self._screen.post_message(OpenLibrary(selected.label if selected else ""))

    def to_comparison(self) -> None:
        """Compare the marked rows; the selected one where none is marked."""
        from tickertui.tui.screens.compare.screen import CompareScreen

        table = self._table
        quotes = tuple(quote for quote in table.rows if quote.label in table.marked)
        if not quotes:
            selected = table.selected
            quotes = (selected,) if selected is not None else ()
            key = keys_of(named("board.mark"))[0]
            self._screen.notify(f"No row is marked: {key} marks those to be compared.", markup=False, timeout=5)
        if quotes:
            self._screen.app.push_screen(CompareScreen(quotes, self._ground.moment))

    def to_calendar(self) -> None:
        """When the rows print: what is late, what is coming, what was printed."""
        from tickertui.tui.screens.agenda.screen import AgendaScreen

        self._screen.app.push_screen(AgendaScreen(self._table.rows, self._ground.moment))

    def _ask(self, message: type[Message]) -> None:
        """Ask the app for something that is not the board's."""
        self._screen.post_message(message())
