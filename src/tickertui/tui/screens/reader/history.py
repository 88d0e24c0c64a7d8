"""Back and forward: where the reader has been, each with its place."""

import msgspec

from tickertui.market.article import Article
from tickertui.tui.widgets.document.column import Position

MOST = 200
"""How many steps are remembered."""


class Visit(msgspec.Struct, frozen=True, eq=False):
    """An article and a place in it."""

    article: Article
    place: Position | None
    """None for its beginning."""


class History:
    """The places that links led away from, and those that going back left."""

    def __init__(self) -> None:
        self._before: list[Visit] = []
        self._after: list[Visit] = []

    def remember(self, visit: Visit) -> None:
        """Come back to a place with the next step back; what lay ahead is no longer there."""
        self._before = [*self._before[1 - MOST :], visit]
        self._after.clear()

    def back(self, here: Visit) -> Visit | None:
        """Where one was before; None where nothing led here."""
        if not self._before:
            return None
        self._after.append(here)
        return self._before.pop()

    def forward(self, here: Visit) -> Visit | None:
        """Where one was before going back; None where nothing lies ahead."""
        if not self._after:
            return None
        self._before.append(here)
        return self._after.pop()
