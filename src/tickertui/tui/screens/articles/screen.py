"""The library: every article of the archive and the sources, to choose, mark, filter and search."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tickertui.formats.words import phrases
from tickertui.market.article import Article
from tickertui.settings.remembered import Remembered
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import ArticleBookmarked, ArticleRead, OpenArticle
from tickertui.tui.screens.articles.article_list import ArticleList
from tickertui.tui.screens.articles.faces import MEDIUM
from tickertui.tui.screens.articles.head import LibraryHead, facts_of
from tickertui.tui.screens.articles.learning import Kept, learn
from tickertui.tui.screens.articles.questions import Answered, Questions, Search
from tickertui.tui.screens.articles.shelf import ORDERS, Shelf
from tickertui.tui.screens.articles.wanted import Mode, Wanted
from tickertui.tui.widgets.filter_line import FilterLine
from tickertui.tui.widgets.key_line import KeyLine

DEBOUNCE = 0.12
"""Seconds that typing rests before texts are searched."""

_LINES = {
    "titles": ("/", "words in title, author, tags or date; #tag"),
    "texts": ("Text:", "words in the articles; the last may be a beginning"),
}


class ArticlesScreen(Screen[None]):
    """A choice of articles."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("articles")
    places: ClassVar[tuple[Place, ...]] = ("articles", "list", "filter", "everywhere")

    def __init__(
        self,
        articles: Sequence[Article],
        about: str = "",
        *,
        search: Search | None = None,
        kept: Kept | None = None,
        marks: Callable[[], Remembered] | None = None,
        debounce: float = DEBOUNCE,
    ) -> None:
        """Choose among these.

        Args:
            articles: What the sources gave, and what is known of the archive.
            about: The index that was selected; the cursor begins at the newest article that names it.
            search: Finds articles by their text; without it, texts cannot be searched.
            kept: Gives what the archive has: articles, versions and minutes.
            marks: What is remembered of reading; asked at the start and whenever the library is on top again.
            debounce: Seconds that typing rests before texts are searched.
        """
        super().__init__()
        self._about = about
        self._kept, self._marks = kept, marks
        self._shelf = Shelf()
        self._shelf.take(articles)
        self._wanted = Wanted(self._shelf)
        self._questions = Questions(self, search, debounce) if search is not None else None
        self._head = LibraryHead()
        self._list = ArticleList(self._wanted.card)
        self._keys = KeyLine("articles", "everywhere")

    def compose(self) -> ComposeResult:
        """How much there is, the list, the keys."""
        yield self._head
        yield self._list
        yield self._keys

    def on_mount(self) -> None:
        """Show what is known, and ask for the rest."""
        if self._marks is not None:
            self._shelf.remember(self._marks())
        first = self._shelf.first_about(self._about) if self._about else None
        self._show(keep=first.uuid if first else "")
        self._list.focus()
        complain = partial(self.notify, markup=False)
        learning = learn(self._shelf, self._kept, self._show, self._list.refresh, complain)
        self.run_worker(learning, group="learn", exclusive=True, exit_on_error=False)

    def on_screen_resume(self) -> None:
        """Back on top: something may have been read meanwhile."""
        if self._marks is not None:
            self._shelf.remember(self._marks())
            self._list.refresh()
            self._tell()

    def show(self, articles: Sequence[Article]) -> None:
        """Take what the sources have now; the cursor stays on its article."""
        self._shelf.take(articles)
        self._show()

    def on_article_list_moved(self, event: ArticleList.Moved) -> None:
        """The first line says where the cursor is."""
        event.stop()
        self._tell()

    def on_article_list_opened(self, event: ArticleList.Opened) -> None:
        """A click on the selected article."""
        event.stop()
        self.action_open()

    def on_article_list_sort_requested(self, event: ArticleList.SortRequested) -> None:
        """A column's title was clicked; the second click turns the order round."""
        event.stop()
        self._wanted.sort(next(order for order in ORDERS if order.id == event.order))
        self._show()

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """What is typed is another thing."""
        event.stop()
        self._look_for(event.text)

    def on_filter_line_accepted(self, event: FilterLine.Accepted) -> None:
        """What was found stays; keys go to the list again."""
        event.stop()
        if event.text.strip():
            self._keys.place("articles", "everywhere")
            self._list.focus()
        else:
            self.action_back()

    def on_filter_line_cleared(self, event: FilterLine.Cleared) -> None:
        """Every article again."""
        event.stop()
        self.action_back()

    def on_answered(self, event: Answered) -> None:
        """Show what a search found, unless something else is wanted by now."""
        event.stop()
        if self._questions is not None and self._questions.is_latest(event):
            self._wanted.take(event.hits, event.trouble)
            self._show(keep="")

    def action_open(self) -> None:
        """Read the selected one."""
        article = self._list.selected
        if article is not None:
            self._mark_read(article, is_read=True)
            self.post_message(OpenArticle(article))

    def action_unread(self) -> None:
        """Lay the selected one back to the unread ones, or say that it was read."""
        article = self._list.selected
        if article is not None:
            self._mark_read(article, is_read=self._shelf.standing(article) != "read")

    def action_bookmark(self) -> None:
        """Bookmark the selected one, or not."""
        article = self._list.selected
        if article is not None:
            is_bookmarked = not self._shelf.is_bookmarked(article)
            self._shelf.bookmark(article, is_bookmarked=is_bookmarked)
            self._list.redraw_selected()
            self._tell()
            self.post_message(ArticleBookmarked(article, is_bookmarked))

    def action_only(self) -> None:
        """The next list: every article, the unread ones, the bookmarked ones."""
        self._wanted.next_list()
        self._show()

    def action_sort(self, step: int) -> None:
        """Into the order so many further on; into the same one turned round."""
        orders = self._wanted.orders
        self._wanted.sort(orders[(orders.index(self._wanted.order) + step) % len(orders)])
        self._show()

    async def action_filter(self) -> None:
        """Type to show only some titles."""
        await self._open_line("titles")

    async def action_texts(self) -> None:
        """Type to search the texts; while something is typed, change between titles and texts."""
        if self._questions is None:
            self.notify("The texts cannot be searched: nothing is kept in this run.", markup=False)
            return
        is_typing = bool(self.query(FilterLine)) and self.focused is not self._list
        await self._open_line("titles" if is_typing and self._wanted.mode == "texts" else "texts")

    def action_back(self) -> None:
        """Clear what is typed, then the list, the cursor on its article; then back to where one came from."""
        if not self.query(FilterLine) and not self._wanted.only:
            self.dismiss()
            return
        if self.query(FilterLine):
            self.query(FilterLine).remove()
            self._look_for("", "all")
        else:
            self._wanted.only = ""
            self._show()
        self._keys.place("articles", "everywhere")
        self._list.focus()

    def _show(self, keep: str | None = None) -> None:
        """Show what is wanted; the cursor on an article (by uuid), else on the one it is on."""
        wanted, lines = self._wanted, self.query(FilterLine)
        articles = wanted.articles()
        typed = lines.first().text.strip() if lines and wanted.mode != "all" else ""
        self._list.show(
            articles,
            order=(wanted.order.id, wanted.order.descends != wanted.is_reversed),
            has_passages=wanted.has_hits,
            words=wanted.nothing(typed, can_search=self._questions is not None),
            keep=keep if keep is not None else self._list.selected.uuid if self._list.selected else "",
        )
        for line in lines:
            other = "titles" if wanted.mode == "texts" else "texts"
            tab = f"Tab: {other}" if self._questions is not None and self.size.width >= MEDIUM else ""
            words = " · ".join(filter(None, (wanted.found_words(len(articles)), tab)))
            line.say(words, "quiet" if articles or not typed else "late")
        self._tell()

    def _tell(self) -> None:
        """Say how much there is, and where the cursor is."""
        at, shown = self._list.position, self._list.count
        words = f"{self._wanted.order_words} · {at:,} of {shown:,}" if at else ""
        self._head.tell(facts_of(self._shelf, self._wanted.only), words)

    def _mark_read(self, article: Article, *, is_read: bool) -> None:
        """Mark an article, and have it remembered; the order stays until one sorts again."""
        self._shelf.mark_read(article, is_read=is_read)
        self._list.redraw_selected()
        self._tell()
        self.post_message(ArticleRead(article, self._shelf.version(article), is_read))

    def _look_for(self, text: str, mode: Mode | None = None) -> None:
        """Filter at once, or search a little later; for titles or for texts where that is said."""
        wanted = self._wanted
        wanted.mode = mode or wanted.mode
        if self._questions is not None and (wanted.mode != "texts" or not phrases(text)):
            self._questions.drop()
        if wanted.mode != "texts":
            wanted.filter(text)
            self._show()
        elif self._questions is not None:
            is_first = not wanted.has_hits
            if not wanted.begin_search(text):
                self._show(keep="")
                return
            self._questions.ask(text)
            for line in self.query(FilterLine) if is_first else ():
                line.say("searching …")

    async def _open_line(self, mode: Mode) -> None:
        """Let the person type, for titles or for texts."""
        sign, placeholder = _LINES[mode]
        is_other = mode != self._wanted.mode
        self._wanted.mode = mode
        if not self.query(FilterLine):
            line = FilterLine(len(self._shelf.articles), sign=sign, placeholder=placeholder)
            await self.mount(line, before=self._keys)
        line = self.query_one(FilterLine)
        line.ask(sign, placeholder)
        line.focus_text()
        self._keys.place("filter")
        if is_other:
            self._look_for(line.text)
