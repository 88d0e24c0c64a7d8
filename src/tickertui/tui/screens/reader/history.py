"""Back and forward: where the reader has been, each with its place."""

import msgspec

from tickertui.market.article import Article
from tickertui.tui.screens.reader.base import ReadingScreen
from tickertui.tui.widgets.document.column import Position

MOST = 200
"""How many steps are remembered."""


class Visit(msgspec.Struct, frozen=True, eq=False):
    """An article and a place in it."""

    article: Article
    place: Position | None
    """None for its beginning."""


class HistoryScreen(ReadingScreen, inherit_bindings=False):
    """A screen that leads back to where one came from."""

    def __init__(self, article: Article, measure: int) -> None:
        super().__init__(article, measure)
        self._before: list[Visit] = []
        self._after: list[Visit] = []

    @property
    def place(self) -> Position:
        """Where the reader is."""
        return self._view.place

    def visit(self, visit: Visit) -> None:
        """Go to an article and a place."""
        raise NotImplementedError

    def remember_here(self) -> None:
        """Before going anywhere else: this is where to come back to."""
        self.remember(self._here())

    def remember(self, visit: Visit) -> None:
        """Come back to a place with the next step back; what lay ahead is no longer there."""
        self._before = [*self._before[1 - MOST :], visit]
        self._after.clear()

    def action_return(self) -> None:
        """Where one was before."""
        if self._before:
            self._after.append(self._here())
            self.visit(self._before.pop())
        else:
            self.say("No link led here; Esc leads back.")

    def action_forward(self) -> None:
        """Where one was before going back."""
        if self._after:
            self._before.append(self._here())
            self.visit(self._after.pop())
        else:
            self.say("Nothing lies ahead: Backspace goes back first.")

    def _here(self) -> Visit:
        return Visit(self.article, self.place)
