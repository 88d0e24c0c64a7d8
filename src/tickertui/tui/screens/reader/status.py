"""The reader's status line: where one is, what is looked for, where a link leads."""

from textual.strip import Strip

from tickertui.tui.widgets.toned import Line, Toned, both_ends, fitted, length


class ReaderStatus(Toned):
    """One line: a section or an address at the left; hits, share and minutes left at the right."""

    DEFAULT_CSS = """
    ReaderStatus { height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id)
        self._left: Line = []
        self._right: Line = []

    def tell(self, left: Line, right: Line) -> None:
        """Say something else."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line; the left part is cut where both do not fit."""
        width = self.content_size.width
        left = fitted(self._left, max(width - length(self._right) - 2, 8))
        return self.strip_of(both_ends(left, self._right, width), width)
