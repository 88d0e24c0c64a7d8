"""Arranging the board: columns, marks, stars, lists, groups and time axes, and what compares or dates its rows."""

from tickertui.market import wording
from tickertui.market.families import By
from tickertui.tui.commands import keys_of, named
from tickertui.tui.screens.board.arrangement import EVERY, STARRED
from tickertui.tui.screens.board.catching_up import CatchingUpScreen
from tickertui.tui.widgets.quote_table_settings import WINDOWS

GROUPINGS: tuple[By | None, ...] = (None, "family", "state", "cadence")
"""What rows can be grouped by, in the order in which one goes through it."""


class ArrangingScreen(CatchingUpScreen, inherit_bindings=False):
    """A board that shows what one wants to see of it, in the way one wants to see it."""

    def action_columns(self) -> None:
        """Choose the columns, while the table behind follows."""
        from tickertui.tui.screens.columns.screen import ColumnChooser

        table = self._table
        self.app.push_screen(ColumnChooser(table.columns, table.preview), self._take_columns)

    def action_mark(self) -> None:
        """Mark the row for a comparison, or not."""
        quote = self._table.selected
        if quote is not None:
            self._table.marked ^= {quote.label}

    def action_compare(self) -> None:
        """Compare the marked rows; the selected one where none is marked."""
        from tickertui.tui.screens.compare.screen import CompareScreen

        table = self._table
        quotes = tuple(quote for quote in table.rows if quote.label in table.marked)
        if not quotes:
            selected = table.selected
            quotes = (selected,) if selected is not None else ()
            key = keys_of(named("board.mark"))[0]
            self.notify(f"No row is marked: {key} marks those to be compared.", markup=False, timeout=5)
        if quotes:
            self.app.push_screen(CompareScreen(quotes, self.moment))

    def action_agenda(self) -> None:
        """When the rows print: what is late, what is coming, what was printed."""
        from tickertui.tui.screens.agenda.screen import AgendaScreen

        self.app.push_screen(AgendaScreen(self._table.rows, self.moment))

    def action_star(self) -> None:
        """Star the row, or take its star away."""
        quote = self._table.selected
        if quote is None:
            return
        is_starred = self._arrangement.star(quote.label)
        self._table.starred = self._arrangement.starred
        if self._arrangement.list_name == STARRED:
            self._arrangement.restrict(self._table)
            self.show_detail()
        self.notify(f"{quote.label} {'is starred' if is_starred else 'has no star now'}.", markup=False, timeout=2)

    def action_watchlist(self) -> None:
        """The next list: all rows, the starred ones, each of the user's lists."""
        lists = self._arrangement.lists
        self.show_list(lists[(lists.index(self._arrangement.list_name) + 1) % len(lists)])
        self._arrangement.keep_list()
        shown = self._arrangement.list_text
        count = f"{self._table.total} of {len(self._table.rows)} rows"
        self.notify(f"List “{shown}”: {count}." if shown else "All rows show.", markup=False, timeout=3)

    def show_list(self, name: str = EVERY) -> None:
        """Show the rows of a list; without a name, all."""
        self._arrangement.list_name = name
        self._arrangement.restrict(self._table)
        self._headline.tell_list(self._arrangement.list_text)
        self.tell_filtered()
        self.show_detail()

    def tell_filtered(self) -> None:
        """Say in the filter line, where it is open, how many rows are left."""
        if self.query("FilterLine"):
            from tickertui.tui.widgets.filter_line import FilterLine

            self.query_one(FilterLine).tell(self._table.matched, self._table.total)

    def action_group(self) -> None:
        """Put the rows under the next headings, or under none."""
        table = self._table
        by = GROUPINGS[(GROUPINGS.index(table.group_by) + 1) % len(GROUPINGS)]
        table.group_by = by
        self.notify(f"Grouped by {by}." if by else "Not grouped.", markup=False, timeout=2)

    def action_weeks(self) -> None:
        """The next length of the sparklines' time axis."""
        table = self._table
        window = WINDOWS[(WINDOWS.index(table.window) + 1) % len(WINDOWS)]
        table.window = window
        self._arrangement.keep_window(window)
        said = f"{window.days // 7} weeks" if window is not None else "all that there is"
        self.notify(f"Sparklines show {said}.", markup=False, timeout=2)

    def action_copy(self) -> None:
        """Copy the row as a sentence."""
        quote, shown = self._table.selected, self.shown
        if quote is None or shown is None:
            self.notify("No row is selected.", markup=False, timeout=2)
            return
        sentence = wording.quotable(quote, self.moment, shown.origin)
        self.app.copy_to_clipboard(sentence)
        self.notify(f"Copied: {sentence}", markup=False)

    def _take_columns(self, ids: tuple[str, ...] | None) -> None:
        """Columns were chosen; None: all is as it was."""
        if ids is not None:
            self._table.columns = ids
            self._arrangement.keep_columns(ids)
