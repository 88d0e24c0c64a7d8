"""The articles that came with the prices, newest first."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.article import Article
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import OpenArticle
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.toned import Line, Toned, both_ends, fitted

LINES = 3
"""Lines that an article takes: title, what is said of it, a blank one."""


class ArticleList(Toned, can_focus=True):
    """Titles with dates; one of them is selected."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("articles")
    DEFAULT_CSS = """
    ArticleList { background: $background; }
    """

    def __init__(self, articles: Sequence[Article], about: str) -> None:
        """These articles, in this order."""
        super().__init__()
        self._articles, self._about = tuple(articles), about
        self._cursor = 0

    @property
    def selected(self) -> Article:
        """The article of the cursor."""
        return self._articles[self._cursor]

    @property
    def _top(self) -> int:
        """The first article that shows."""
        page = max(1, (self.content_size.height + 1) // LINES)
        return max(0, min(self._cursor - page // 2, len(self._articles) - page))

    def move(self, to: int) -> None:
        """Select another article."""
        to = min(max(0, to), len(self._articles) - 1)
        if to != self._cursor:
            self._cursor = to
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Title and date, or the excerpt below them."""
        at = self._top + y // LINES
        if at >= len(self._articles) or y % LINES == LINES - 1:
            return Strip([])
        article, width = self._articles[at], self.content_size.width
        mark = ("▌ ", "accent") if at == self._cursor else ("  ", "quiet")
        if y % LINES == 0:
            when = wording.day(article.published_on) if article.published_on else article.date_text or wording.MISSING
            title: Line = [mark, (article.title or article.slug, "strong")]
            return self.strip_of(both_ends(fitted(title, width - len(when) - 2), [(when, "quiet")], width), width)
        said = article.excerpt or ", ".join(tag.name for tag in article.tags) or article.slug
        return self.strip_of([mark, (said, "quiet")], width)

    def on_click(self, event: events.Click) -> None:
        """Select an article; a click on the selected one opens it."""
        at = self._top + (event.y - self.styles.padding.top) // LINES
        if at == self._cursor:
            self.action_open()
        elif at < len(self._articles):
            self.move(at)

    def action_open(self) -> None:
        """Read the selected one."""
        self.post_message(OpenArticle(self.selected))

    def action_down(self) -> None:
        """One down."""
        self.move(self._cursor + 1)

    def action_up(self) -> None:
        """One up."""
        self.move(self._cursor - 1)

    def action_first(self) -> None:
        """To the first."""
        self.move(0)

    def action_last(self) -> None:
        """To the last."""
        self.move(len(self._articles) - 1)

    def action_back(self) -> None:
        """Back to the board."""
        self.screen.dismiss()


class ArticlesScreen(Screen[None]):
    """A choice of articles."""

    CSS_PATH = "screen.tcss"
    places: ClassVar[tuple[Place, ...]] = ("articles", "everywhere")

    def __init__(self, articles: Sequence[Article], about: str = "") -> None:
        """Choose among these; `about` is the index that was selected."""
        super().__init__()
        self._list = ArticleList(articles, about)

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield self._list
        yield KeyLine("articles", "everywhere")
