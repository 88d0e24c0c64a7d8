"""Which rows of a long list are in view and where the cursor is: arithmetic without a screen."""


class Viewport:
    """A window of `page` rows on `count` rows, with a cursor."""

    def __init__(self) -> None:
        """An empty list."""
        self.count = 0
        self.page = 0
        self.top = 0
        """The first row in view."""
        self.cursor = 0
        """The row of the cursor; it may be out of view after scrolling with the wheel."""

    def fit(self, count: int, page: int) -> None:
        """Take another number of rows or another height; the cursor stays in view where it was."""
        was_visible = self.top <= self.cursor < self.top + self.page or not self.page
        self.count, self.page = count, page
        self.cursor = max(0, min(self.cursor, count - 1))
        if was_visible:
            self.reveal()
        self._clamp()

    def move_to(self, position: int) -> None:
        """Put the cursor on a row, or on the nearest there is, and bring it into view."""
        self.cursor = max(0, min(position, self.count - 1))
        self.reveal()

    def page_by(self, pages: int) -> None:
        """Move the cursor by pages; the view moves with it, so that the cursor keeps its line."""
        step = max(1, self.page - 1) * pages
        line = self.cursor - self.top
        self.cursor = max(0, min(self.cursor + step, self.count - 1))
        self.top = self.cursor - max(0, min(line, self.page - 1))
        self._clamp()
        self.reveal()

    def scroll(self, rows: int) -> None:
        """Move the view and leave the cursor."""
        self.top += rows
        self._clamp()

    def reveal(self) -> None:
        """Bring the cursor into view, moving the view as little as possible."""
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.page and self.cursor >= self.top + self.page:
            self.top = self.cursor - self.page + 1
        self._clamp()

    def _clamp(self) -> None:
        """Keep the view on the rows."""
        self.top = max(0, min(self.top, self.count - self.page))
