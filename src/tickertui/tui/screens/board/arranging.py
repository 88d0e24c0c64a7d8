"""Arranging the board: columns, marks, stars, lists, groups and time axes."""

from textual.screen import Screen

from tickertui.market.families import By
from tickertui.tui.screens.board.arrangement import EVERY, STARRED, Arrangement
from tickertui.tui.screens.board.filtering import Filtering
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.screens.board.panes import Panes
from tickertui.tui.widgets.quote_table_settings import WINDOWS

GROUPINGS: tuple[By | None, ...] = (None, "family", "state", "cadence")
"""What rows can be grouped by, in the order in which one goes through it."""


class Arranging:
    """What one wants to see of the board, and in which way."""

    def __init__(self, screen: Screen[None], panes: Panes, arrangement: Arrangement, filtering: Filtering) -> None:
        """Arrange the panes, and keep what is chosen."""
        self._screen, self._panes, self._arrangement, self._filtering = screen, panes, arrangement, filtering
        self._table = panes.table

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {
            "board.columns": self.choose_columns,
            "board.mark": self.mark,
            "board.star": self.star,
            "board.watchlist": self.next_list,
            "board.group": self.next_grouping,
            "board.window": self.fill,
            "board.weeks": self.next_window,
        }

    def choose_columns(self) -> None:
        """Choose the columns, while the table behind follows."""
        from tickertui.tui.screens.columns.screen import ColumnChooser

        table = self._table
        self._screen.app.push_screen(ColumnChooser(table.columns, table.preview), self._take_columns)

    def mark(self) -> None:
        """Mark the row for a comparison, or not."""
        quote = self._table.selected
        if quote is not None:
            self._table.marked ^= {quote.label}

    def star(self) -> None:
        """Star the row, or take its star away."""
        quote = self._table.selected
        if quote is None:
            return
        is_starred = self._arrangement.star(quote.label)
        self._table.starred = self._arrangement.starred
        if self._arrangement.list_name == STARRED:
            self._arrangement.restrict(self._table)
            self._panes.detail.show()
        self._say(f"{quote.label} {'is starred' if is_starred else 'has no star now'}.", 2)

    def next_list(self) -> None:
        """The next list: all rows, the starred ones, each of the user's lists."""
        lists = self._arrangement.lists
        self.show_list(lists[(lists.index(self._arrangement.list_name) + 1) % len(lists)])
        self._arrangement.keep_list()
        shown = self._arrangement.list_text
        count = f"{self._table.total} of {len(self._table.rows)} rows"
        self._say(f"List “{shown}”: {count}." if shown else "All rows show.", 3)

    def show_list(self, name: str = EVERY) -> None:
        """Show the rows of a list; without a name, all."""
        self._arrangement.list_name = name
        self._arrangement.restrict(self._table)
        self._panes.headline.tell_list(self._arrangement.list_text)
        self._filtering.tell()
        self._panes.detail.show()

    def next_grouping(self) -> None:
        """Put the rows under the next headings, or under none."""
        table = self._table
        by = GROUPINGS[(GROUPINGS.index(table.group_by) + 1) % len(GROUPINGS)]
        table.group_by = by
        self._say(f"Grouped by {by}." if by else "Not grouped.", 2)

    def fill(self) -> None:
        """One time axis for all sparklines, or each over its own span."""
        self._table.fills = not self._table.fills

    def next_window(self) -> None:
        """The next length of the sparklines' time axis."""
        table = self._table
        window = WINDOWS[(WINDOWS.index(table.window) + 1) % len(WINDOWS)]
        table.window = window
        self._arrangement.keep_window(window)
        said = f"{window.days // 7} weeks" if window is not None else "all that there is"
        self._say(f"Sparklines show {said}.", 2)

    def _take_columns(self, ids: tuple[str, ...] | None) -> None:
        """Columns were chosen; None: all is as it was."""
        if ids is not None:
            self._table.columns = ids
            self._arrangement.keep_columns(ids)

    def _say(self, words: str, seconds: float) -> None:
        self._screen.notify(words, markup=False, timeout=seconds)
