"""The library's first line: how much there is, where the cursor is, and in which order."""

from collections.abc import Sequence

from textual.strip import Strip

from tickertui.tui.screens.articles.shelf import Shelf
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, fitted, length


class LibraryHead(Toned):
    """One line of words."""

    DEFAULT_CSS = """
    LibraryHead { height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[str, ...] = ()
        self._order = ""

    def tell(self, facts: tuple[str, ...], order: str) -> None:
        """Say something else; where there is little room, the last facts give way to the order."""
        if (facts, order) != (self._facts, self._order):
            self._facts, self._order = facts, order
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        width = self.content_size.width
        order: Line = [(self._order, "quiet")] if self._order else []
        facts = list(self._facts)
        while len(facts) > 1 and length(_said(facts)) + length(order) >= width:
            facts.pop()
        return self.strip_of(both_ends(fitted(_said(facts), width), order, width), width)


def facts_of(shelf: Shelf, only: str) -> tuple[str, ...]:
    """How much there is on a shelf, and which list of it shows."""
    total, unread, bookmarks = len(shelf.articles), shelf.unread, shelf.bookmarks
    if not total:
        return ()
    facts = [f"only {only}"] if only else []
    facts.append(f"{total:,} article{'' if total == 1 else 's'}")
    facts.append(f"{unread:,} unread" if unread else "all read")
    return (*facts, f"{bookmarks:,} bookmarked") if bookmarks else tuple(facts)


def _said(facts: Sequence[str]) -> list[Piece]:
    """The name of the place, and the facts."""
    line: list[Piece] = [("Library", "strong")]
    for fact in facts:
        line += [(" · ", "quiet"), (fact, "ink")]
    return line
