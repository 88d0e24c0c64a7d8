"""The two lines of words around the chart: what it shows, above it, and what the crosshair reads, below it."""

from collections.abc import Sequence

from textual.strip import Strip

from tickertui.tui.widgets.toned import Line, Toned, both_ends, length, packed


class ViewLine(Toned):
    """What the chart shows, and at the right what its marks stand for, as far as there is room."""

    DEFAULT_CSS = """
    ViewLine { height: 1; }
    """

    def __init__(self) -> None:
        """Nothing to say yet."""
        super().__init__()
        self._left: Line = ()
        self._right: Line = ()

    def show(self, left: Line, right: Line) -> None:
        """Say something else."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        width = self.content_size.width
        return self.strip_of(both_ends(self._left, self._right, width), width)


class ReadingLines(Toned):
    """What the crosshair reads: figures, where they are from, the article that is near, as far as there is room."""

    DEFAULT_CSS = """
    ReadingLines { height: 3; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._facts: Sequence[Line] = ()
        self._origin = ""
        self._article: Line = ()

    def show(self, facts: Sequence[Line], origin: str, article: Line) -> None:
        """Read another print.

        Args:
            facts: The figures; each stays in one line.
            origin: Where they are from; it gives way to an article where there is one line too few.
            article: What was written near it.
        """
        if (facts, origin, article) != (self._facts, self._origin, self._article):
            self._facts, self._origin, self._article = facts, origin, article
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width, height = self.content_size
        lines: list[Line] = []
        lines += packed(self._facts, width)[: max(1, height - 1)]
        origin: Line = [(self._origin, "quiet")]
        both: Line = [*origin, ("  ", "quiet"), *self._article]
        if self._article and len(lines) + 2 > height:
            lines.append(both if length(both) <= width else self._article)
        else:
            lines += [origin, self._article] if self._article else [origin]
        return self.strip_of(lines[y], width) if y < len(lines) else Strip([])
