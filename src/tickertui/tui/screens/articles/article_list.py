"""The list of articles: any number, of which only those in view cost anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tickertui.market.article import Article
from tickertui.tui.screens.articles import faces
from tickertui.tui.screens.articles.shelf import Card
from tickertui.tui.widgets.list_keys import ListKeys
from tickertui.tui.widgets.toned import Line
from tickertui.tui.widgets.viewport import Viewport

WHEEL = 3
"""Lines per notch of the wheel."""


class ArticleList(ListKeys):
    """Articles with their marks; one of them is selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"article-list--cursor"}
    DEFAULT_CSS = """
    ArticleList { background: $background; height: 1fr; }
    ArticleList > .article-list--cursor { background: $cursor-row; }
    ArticleList:nocolor > .article-list--cursor { text-style: reverse; }
    """

    @dataclass
    class Moved(Message):
        """Another article is selected."""

    @dataclass
    class Opened(Message):
        """The selected article was clicked."""

    @dataclass
    class SortRequested(Message):
        """A column's title was clicked."""

        order: str

    def __init__(self, describe: Callable[[Article], Card]) -> None:
        """An empty list.

        Args:
            describe: What is to be shown of an article; asked for those in view only.
        """
        super().__init__()
        self._describe = describe
        self._articles: Sequence[Article] = ()
        self._has_passages = False
        self._order = ("", False)
        self._words = ""
        self._viewport = Viewport()
        self._cursor_style: Style | None = None

    def show(
        self,
        articles: Sequence[Article],
        *,
        order: tuple[str, bool] = ("", False),
        has_passages: bool = False,
        words: str = "",
        keep: str = "",
    ) -> None:
        """Show other articles, or the same ones anew.

        Args:
            articles: The articles in their order.
            order: The column that orders them, and whether it descends.
            has_passages: Whether they come with passages, which take lines of their own.
            words: What is said where there are none.
            keep: The article to select, by uuid; the first where it is not there.
        """
        self._articles, self._order, self._has_passages, self._words = articles, order, has_passages, words
        viewport = self._viewport
        line = viewport.cursor - viewport.top if viewport.top else 0
        at = next((number for number, article in enumerate(articles) if article.uuid == keep), 0) if keep else 0
        self._fit()
        viewport.move_to(at)
        if line and keep:
            viewport.scroll(at - line - viewport.top)  # what is read on the screen does not jump when something comes
            viewport.reveal()
        self.refresh()
        self.post_message(self.Moved())

    @property
    def selected(self) -> Article | None:
        """The article of the cursor; None where there is none."""
        return self._articles[self._viewport.cursor] if self._articles else None

    @property
    def position(self) -> int:
        """The number of the selected article, from 1; 0 where there is none."""
        return self._viewport.cursor + 1 if self._articles else 0

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._articles)

    def move(self, to: int) -> None:
        """Select another article, or the nearest there is."""
        self._moved(lambda: self._viewport.move_to(to))

    def step(self, count: int) -> None:
        """Select the article so many further on."""
        self.move(self._viewport.cursor + count)

    def page(self, count: int) -> None:
        """Go on by pages; the cursor keeps its line."""
        self._moved(lambda: self._viewport.page_by(count))

    def redraw_selected(self) -> None:
        """The selected article has other marks."""
        self._redraw(self._viewport.cursor)

    def render_line(self, y: int) -> Strip:
        """A line of an article, of the titles above, or of the words that stand where there is nothing."""
        width = self.content_size.width
        if not self._articles:
            return self._words_line(y, width)
        if y < self._head:
            line = faces.header(self._room, self._order[0], is_descending=self._order[1])
            return self.strip_of([(" ", "header"), *line], width)
        number, row = divmod(y - self._head, self._step)
        at = self._viewport.top + number
        if at >= len(self._articles) or number >= max(self._viewport.page, 1):
            return Strip.blank(width, self.tone("ink"))
        lines = faces.lines_of(self._describe(self._articles[at]), self._room)
        line = lines[row] if row < len(lines) else []
        if at != self._viewport.cursor:
            return self.strip_of([(" ", "quiet"), *line], width)
        mark = "▌" if self.has_focus else "│"
        strip = self.strip_of([(mark, "marker"), *line], width).extend_cell_length(width, self.tone("ink"))
        ground = self._ground()
        return Strip([Segment(text, (style or Style()) + ground) for text, style, _ in strip], width)

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        super().notify_style_update()
        self._cursor_style = None

    def on_resize(self) -> None:
        """Another size keeps the cursor in view."""
        self._fit()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click selects an article, opens the selected one, or asks for the order of a column."""
        event.stop()
        if event.y < self._head:
            order = faces.column_at(event.x, self._room)
            if order:
                self.post_message(self.SortRequested(order))
            return
        at = self._viewport.top + (event.y - self._head) // self._step
        if at == self._viewport.cursor and self._articles:
            self.post_message(self.Opened())
        elif at < len(self._articles):
            self.move(at)

    @property
    def _room(self) -> int:
        """The cells of a line, but for one at the right edge."""
        return self.content_size.width - 1

    @property
    def _step(self) -> int:
        """The lines of one article."""
        return faces.height_of(faces.layout_of(self._room), has_passages=self._has_passages)

    @property
    def _head(self) -> int:
        """The lines of the titles."""
        return 1 if faces.layout_of(self._room) == "table" and self._articles else 0

    def _ground(self) -> Style:
        """The ground of the selected article."""
        if self._cursor_style is None:
            cursor = self.get_component_rich_style("article-list--cursor")
            self._cursor_style = Style(bgcolor=cursor.bgcolor, reverse=cursor.reverse or None)
        return self._cursor_style

    def _fit(self) -> None:
        """Take the size there is."""
        page = max(1, (self.content_size.height - self._head) // self._step)
        self._viewport.fit(len(self._articles), page)

    def _moved(self, move: Callable[[], None]) -> None:
        """Move, and draw what differs."""
        before = self._viewport.top, self._viewport.cursor
        move()
        if before == (self._viewport.top, self._viewport.cursor):
            return
        if before[0] != self._viewport.top:
            self.refresh()
        else:
            self._redraw(before[1])
            self._redraw(self._viewport.cursor)
        self.post_message(self.Moved())

    def _redraw(self, number: int) -> None:
        """Draw the lines of one article again."""
        y = self._head + (number - self._viewport.top) * self._step
        self.refresh(Region(0, y, self.content_size.width, self._step))

    def wheel(self, notches: int) -> None:
        """Move the view."""
        top = self._viewport.top
        self._viewport.scroll(notches * max(1, WHEEL // self._step))
        if self._viewport.top != top:
            self.refresh()

    def _words_line(self, y: int, width: int) -> Strip:
        """A line of the words where there is nothing."""
        lines = _wrapped(self._words, max(10, width - 2 * faces.MARGIN))
        if not 1 <= y <= len(lines):
            return Strip.blank(width, self.tone("ink"))
        line: Line = [(" " * faces.MARGIN, "quiet"), (lines[y - 1], "quiet")]
        return self.strip_of(line, width)


def _wrapped(text: str, width: int) -> list[str]:
    """Words on lines of at most so many cells."""
    import textwrap

    return [line for part in text.split("\n") for line in textwrap.wrap(part, width) or [""]]
