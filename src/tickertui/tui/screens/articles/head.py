"""The library's first line: how much there is, where the cursor is, and in which order."""

from textual.strip import Strip

from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, fitted


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
        """Say something else."""
        if (facts, order) != (self._facts, self._order):
            self._facts, self._order = facts, order
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        width = self.content_size.width
        line: list[Piece] = [("Library", "strong")]
        for fact in self._facts:
            line += [(" · ", "quiet"), (fact, "ink")]
        order: Line = [(self._order, "quiet")]
        return self.strip_of(both_ends(fitted(line, width), order, width), width)
