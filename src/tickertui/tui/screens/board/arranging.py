"""Arranging the board: columns, marks, stars, lists, groups and sparklines."""

import asyncio
from datetime import timedelta

from textual.screen import Screen

from tickertui.market import families
from tickertui.tui.screens.board.arrangement import EVERY, GROUPINGS, STARRED, Arrangement
from tickertui.tui.screens.board.filtering import Filtering
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.screens.board.panes import Panes
from tickertui.tui.widgets.quote_table.settings import WINDOWS

MANY, SLICE = 1_000, 200
"""The names whose families are found out at once; where there are more, those between two turns of the event loop."""


class Arranging:
    """What one wants to see of the board, and in which way."""

    def __init__(
        self, screen: Screen[None], ground: Ground, panes: Panes, arrangement: Arrangement, filtering: Filtering
    ) -> None:
        """Arrange the panes, and keep what is chosen."""
        self._screen, self._ground, self._panes = screen, ground, panes
        self._arrangement, self._filtering = arrangement, filtering
        self._table, self._saying = panes.table, panes.saying

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
            "board.sparklines": self.next_sparklines,
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
        self._saying.say(f"{quote.label} {'is starred' if is_starred else 'has no star now'}.", 2)

    def next_list(self) -> None:
        """The next list: all rows, the starred ones, each of the user's lists."""
        lists = self._arrangement.lists
        shows = self._arrangement.list_name
        self.show_list(lists[(lists.index(shows) + 1) % len(lists)] if shows in lists else EVERY)
        self._arrangement.keep_list()
        shown = self._arrangement.list_text
        count = f"{self._table.total} of {len(self._table.rows)} rows"
        self._saying.say(f"List “{shown}”: {count}." if shown else "All rows show.", 3)

    def show_list(self, name: str = EVERY) -> None:
        """Show the rows of a list; without a name, all."""
        self._arrangement.list_name = name
        self._arrangement.restrict(self._table)
        self._panes.headline.tell_list(self._arrangement.list_text)
        self._filtering.tell()
        self._panes.detail.show()

    def next_grouping(self) -> None:
        """Put the rows under the next headings, or under none."""
        by = GROUPINGS[(GROUPINGS.index(self._arrangement.grouping) + 1) % len(GROUPINGS)]
        self._arrangement.keep_grouping(by)
        self.draw()
        self._saying.say(f"Grouped by {by}." if by else "Not grouped.", 2)

    def group_few(self) -> None:
        """Before the first frame: group the rows, unless they are so many that it takes a while."""
        if not self._unknown():
            self._arrangement.group(self._table)

    def begin(self) -> None:
        """After the first frame: group what was too long to be grouped before it."""
        if self._table.group_by != self._arrangement.grouping:
            self.draw()

    def draw(self) -> None:
        """Show the board that is to be shown, in groups; families of many new names are found out before, in slices."""
        if self._unknown():
            self._screen.run_worker(self._learn(), name="families", group="families", exclusive=True)
        else:
            self._screen.workers.cancel_group(self._screen, "families")
            self._arrangement.group(self._table)
            self._panes.draw()

    async def _learn(self) -> None:
        """Find out the families of the rows, while everything else goes on."""
        labels = self._unknown()
        for start in range(0, len(labels), SLICE):
            families.learn(labels[start : start + SLICE], self._table.families)
            await asyncio.sleep(0)
        self._arrangement.group(self._table)
        self._panes.draw()

    def _unknown(self) -> list[str]:
        """The names whose families are to be found out aside: none where they are few, or no families are asked for."""
        rows = self._arrangement.rows(self._ground.shown)
        if self._arrangement.grouping != "family" or len(rows) <= MANY:
            return []
        labels = families.unknown((row.label for row in rows), self._table.families)
        return labels if len(labels) > MANY else []

    def fill(self) -> None:
        """One time axis for all sparklines, or each over its own span."""
        table = self._table
        table.fills = not table.fills
        said = "Each sparkline fills its width; the days that it spans stand after it."
        self._saying.say(said if table.fills else f"Sparklines share one axis: {_weeks(table.window)}.", 3)

    def next_window(self) -> None:
        """The next length of the time axis that the sparklines share."""
        table = self._table
        window = WINDOWS[(WINDOWS.index(table.window) + 1) % len(WINDOWS)]
        table.window, table.fills = window, False
        self._arrangement.keep_window(window)
        self._saying.say(f"Sparklines show {_weeks(window)}.", 2)

    def next_sparklines(self) -> None:
        """Draw sparklines of blocks, or as thin lines of braille dots."""
        style = self._table.spark_style = "braille" if self._table.spark_style == "blocks" else "blocks"
        self._arrangement.keep_sparklines(style)
        self._saying.say(f"Sparklines are drawn with {style}.", 2)

    def _take_columns(self, ids: tuple[str, ...] | None) -> None:
        """Columns were chosen; None: all is as it was."""
        if ids is not None:
            self._table.columns = ids
            self._arrangement.keep_columns(ids)


def _weeks(window: timedelta | None) -> str:
    """How long a time axis is, in words."""
    return f"{window.days // 7} weeks" if window is not None else "all that there is"
