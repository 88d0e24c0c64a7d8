"""Filtering the board by what is typed."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.screens.board.panes import Panes

if TYPE_CHECKING:
    from tickertui.tui.widgets.filter_line import FilterLine

PLACEHOLDER = "letters of a name, in their order"


class Filtering:
    """The filter line and the rows that it leaves."""

    def __init__(self, screen: Screen[None], panes: Panes) -> None:
        """Filter the rows of the panes' table."""
        self._screen, self._panes = screen, panes
        self._line: FilterLine | None = None

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {"board.filter": self.open}

    @property
    def is_open(self) -> bool:
        """Whether there is a filter line, typed in or not."""
        return self._line is not None

    async def open(self) -> None:
        """Let something be typed."""
        from tickertui.tui.widgets.filter_line import FilterLine

        table = self._panes.table
        if self._line is None:
            table.prepare_filter()
            self._line = FilterLine(table.total, placeholder=PLACEHOLDER)
            await self._screen.mount(self._line, before=self._panes.status)
        if self._line is not None:
            self._line.focus_text()
            self._panes.keys.place("filter")

    def follow(self, text: str) -> None:
        """Show the rows that a text leaves."""
        self._panes.table.filter(text)
        self.tell()

    def tell(self) -> None:
        """Say in the line, where it is open, how many rows are left."""
        if self._line is not None:
            self._line.tell(self._panes.table.matched, self._panes.table.total)

    def keep(self, text: str) -> None:
        """The filter stays, and keys go to the table again; nothing typed is no filter."""
        if text:
            self._panes.rest()
        else:
            self.close()

    def close(self) -> bool:
        """Every row again; whether there was a filter."""
        if self._line is None:
            return False
        self._line.remove()
        self._line = None
        self._panes.table.filter("")
        self._panes.rest()
        return True
