"""The library: every article of the archive and the sources, to choose, mark, filter and search."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tickertui.archive.records import Hit, KeptArticle
from tickertui.errors import TickertuiError
from tickertui.formats.words import fold, phrases
from tickertui.market.article import Article
from tickertui.settings.remembered import Remembered
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import ArticleBookmarked, ArticleRead, OpenArticle
from tickertui.tui.screens.articles.article_list import ArticleList
from tickertui.tui.screens.articles.faces import MEDIUM
from tickertui.tui.screens.articles.head import LibraryHead
from tickertui.tui.screens.articles.questions import LIMIT, Answered, Questions, Search
from tickertui.tui.screens.articles.shelf import BEST, ORDERS, Card, Order, Shelf
from tickertui.tui.widgets.filter_line import FilterLine
from tickertui.tui.widgets.key_line import KeyLine

Mode = Literal["all", "titles", "texts"]
"""What the list shows: everything, what the filter leaves, or what a search found."""

DEBOUNCE = 0.12
"""Seconds that typing rests before texts are searched."""

MEASURED = 100
"""Articles whose reading time is measured here at most, where the archive does not know it."""

_LINES = {
    "titles": ("/", "words in title, author, tags or date"),
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
        kept: Callable[[], Awaitable[Sequence[KeptArticle]]] | None = None,
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
        self._questions = Questions(self, search, debounce) if search is not None else None
        self._head = LibraryHead()
        self._list = ArticleList(self._card)
        self._keys = KeyLine("articles", "everywhere")
        self._mode: Mode = "all"
        self._words: tuple[str, ...] = ()
        self._hits: dict[str, Hit] | None = None
        self._trouble = ""
        self._order, self._is_reversed = ORDERS[0], False
        self._order_before: Order | None = None

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
        self.run_worker(self._learn(), group="learn", exclusive=True, exit_on_error=False)

    def on_screen_resume(self) -> None:
        """Back on top: something may have been read meanwhile."""
        if self._marks is not None:
            self._shelf.remember(self._marks())
            self._list.refresh()
            self._tell()

    def show(self, articles: Sequence[Article]) -> None:
        """Take what the sources have now; the cursor stays on its article."""
        self._shelf.take(articles)
        self._show(keep=self._selected_uuid)

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
        if event.order == self._order.id:
            self.action_reverse()
        else:
            self._sort(next(order for order in ORDERS if order.id == event.order))

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """What is typed is another thing."""
        event.stop()
        self._look_for(event.text)

    def on_filter_line_accepted(self, event: FilterLine.Accepted) -> None:
        """What was found stays; keys go to the list again."""
        event.stop()
        if event.text.strip():
            self._leave_line()
        else:
            self._clear()

    def on_filter_line_cleared(self, event: FilterLine.Cleared) -> None:
        """Every article again."""
        event.stop()
        self._clear()

    def on_answered(self, event: Answered) -> None:
        """Show what a search found, unless something else is wanted by now."""
        event.stop()
        if self._questions is None or not self._questions.is_latest(event):
            return
        self._hits = {hit.uuid: hit for hit in event.hits}
        self._trouble = event.trouble
        self._show()

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

    def action_sort(self) -> None:
        """Into the next order."""
        orders = (BEST, *ORDERS) if self._hits is not None else ORDERS
        self._sort(orders[(orders.index(self._order) + 1) % len(orders)])

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._is_reversed = not self._is_reversed
        self._show(keep=self._selected_uuid)

    async def action_filter(self) -> None:
        """Type to show only some titles."""
        await self._open_line("titles")

    async def action_texts(self) -> None:
        """Type to search the texts; while something is typed, change between titles and texts."""
        if self._questions is None:
            self.notify("The texts cannot be searched: nothing is kept in this run.", markup=False)
            return
        lines = self.query(FilterLine)
        is_typing = bool(lines) and self.focused is not self._list
        await self._open_line("titles" if is_typing and self._mode == "texts" else "texts")

    def action_back(self) -> None:
        """Every article again; when they are all there, back to where one came from."""
        if self.query(FilterLine):
            self._clear()
        else:
            self.dismiss()

    @property
    def _selected_uuid(self) -> str:
        """The article of the cursor."""
        return self._list.selected.uuid if self._list.selected is not None else ""

    def _card(self, article: Article) -> Card:
        """What the list shows of an article."""
        hit = self._hits.get(article.uuid) if self._hits is not None else None
        return self._shelf.card(article, hit, self._words if self._mode == "titles" else ())

    def _show(self, keep: str = "") -> None:
        """Show what is wanted, in the order that is wanted."""
        if self._hits is not None:
            found = self._shelf.found(self._hits.values())
        else:
            found = self._shelf.filtered(self._words if self._mode == "titles" else ())
        articles = self._shelf.ordered(found, self._order, is_reversed=self._is_reversed)
        self._list.show(
            articles,
            order=(self._order.id, self._order.descends != self._is_reversed),
            has_passages=self._hits is not None,
            words=self._nothing(),
            keep=keep,
        )
        self._tell_line(len(articles))
        self._tell()

    def _tell_line(self, shown: int) -> None:
        """Say in the line where one types what was found, and what else Tab looks through."""
        for line in self.query(FilterLine):
            if self._mode == "texts":
                found = f"{shown:,} found" if shown < LIMIT else f"the best {shown:,}"
                words = found if self._hits is not None else ""
            else:
                words = f"{shown:,} of {len(self._shelf.articles):,}"
            other = "titles" if self._mode == "texts" else "texts"
            if self._questions is not None and self.size.width >= MEDIUM:
                words = " · ".join(filter(None, (words, f"Tab: {other}")))
            line.say(words, "quiet" if shown or not line.text.strip() else "late")

    def _tell(self) -> None:
        """Say how much there is, and where the cursor is."""
        total, unread, bookmarks = len(self._shelf.articles), self._shelf.unread, self._shelf.bookmarks
        facts = [f"{total:,} article{'' if total == 1 else 's'}"] if total else []
        if total:
            facts.append(f"{unread:,} unread" if unread else "all read")
        if bookmarks:
            facts.append(f"{bookmarks:,} bookmarked")
        words = self._order.reversed_words if self._is_reversed else self._order.words
        at, shown = self._list.position, self._list.count
        self._head.tell(tuple(facts), f"{words} · {at:,} of {shown:,}" if at else "")

    def _nothing(self) -> str:
        """What is said where no article is to be shown."""
        if not self._shelf.articles:
            return "No article has come yet.\nEvery article that comes with the prices is kept here."
        words = self.query_one(FilterLine).text.strip() if self.query(FilterLine) else ""
        if self._trouble:
            return f"The texts cannot be searched: {self._trouble}"
        if self._mode == "texts":
            return f"No article has “{words}” in it: every word has to stand, the last may be a beginning."
        more = "\nTab looks for it in the texts." if self._questions is not None else ""
        return f"No title, author, tag or date has “{words}”.{more}"

    def _sort(self, order: Order) -> None:
        """Put the articles into an order; the cursor stays on its article."""
        self._order, self._is_reversed = order, False
        self._show(keep=self._selected_uuid)

    def _mark_read(self, article: Article, *, is_read: bool) -> None:
        """Mark an article, and have it remembered; the order stays until one sorts again."""
        self._shelf.mark_read(article, is_read=is_read)
        self._list.redraw_selected()
        self._tell()
        self.post_message(ArticleRead(article, self._shelf.version(article), is_read))

    def _look_for(self, text: str) -> None:
        """Filter at once, or search a little later."""
        if self._mode != "texts":
            self._forget_hits()
            self._words = tuple(fold(text).split())
            self._show(keep=self._selected_uuid)
        elif self._questions is not None:
            self._words = ()
            if phrases(text):
                self._questions.ask(text)
                if self._hits is None:
                    self._order_before, self._order, self._is_reversed = self._order, BEST, False
                    for line in self.query(FilterLine):
                        line.say("searching …")
            else:
                self._forget_hits()
                self._show()

    def _forget_hits(self) -> None:
        """Nothing was searched."""
        if self._questions is not None:
            self._questions.drop()
        if self._order is BEST:
            self._order = self._order_before or ORDERS[0]
        self._hits, self._trouble = None, ""

    async def _open_line(self, mode: Mode) -> None:
        """Let the person type, for titles or for texts."""
        sign, placeholder = _LINES[mode]
        is_other = mode != self._mode
        self._mode = mode
        if not self.query(FilterLine):
            line = FilterLine(len(self._shelf.articles), sign=sign, placeholder=placeholder)
            await self.mount(line, before=self._keys)
        line = self.query_one(FilterLine)
        line.ask(sign, placeholder)
        line.focus_text()
        self._keys.place("filter")
        if is_other:
            self._look_for(line.text)

    def _leave_line(self) -> None:
        """Keys go to the list again."""
        self._list.focus()
        self._keys.place("articles", "everywhere")

    def _clear(self) -> None:
        """Every article again; the cursor stays on its article."""
        keep = self._selected_uuid
        self._forget_hits()
        self._mode, self._words = "all", ()
        self.query(FilterLine).remove()
        self._show(keep=keep)
        self._leave_line()

    async def _learn(self) -> None:
        """Learn what the archive knows, and how long reading takes of what it does not."""
        if self._kept is not None:
            try:
                self._shelf.learn(await self._kept())
            except TickertuiError as error:
                self.notify(error.sentence, markup=False)
            else:
                self._show(keep=self._selected_uuid)
        from tickertui.market.article import document_of, minutes
        from tickertui.source.aside import aside

        for article in self._shelf.without_minutes(MEASURED):
            measured = await aside(lambda article=article: minutes(document_of(article)))  # type: ignore[misc]  # bound to each
            self._shelf.learn_minutes({article.uuid: measured})
            self._list.refresh()
