"""The reader: one article on the whole screen, to move through, search, follow and copy from."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import Worker, WorkerState, WorkType

from tickertui.errors import TickertuiError
from tickertui.formats.document import Document, Link
from tickertui.market.article import Article, digest
from tickertui.market.pages import page_of, site_of
from tickertui.market.quote import Quote
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import ArticleBookmarked, ArticleRead, OpenLibrary
from tickertui.tui.screens.reader.article_flow import authors_of
from tickertui.tui.screens.reader.finding import FindingScreen
from tickertui.tui.screens.reader.history import Visit
from tickertui.tui.screens.reader.naming import prices_of
from tickertui.tui.screens.reader.outline import OutlineScreen
from tickertui.tui.screens.reader.picturing import Hanging, PicturesOf
from tickertui.tui.screens.reader.position import left_of, right_of
from tickertui.tui.screens.reader.preparing import Prepared, name_anew, prepare
from tickertui.tui.screens.reader.pricing import PricingScreen
from tickertui.tui.screens.reader.revising import place_in
from tickertui.tui.widgets.document.column import NARROWEST, WIDEST, Position
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.matter import Matter
from tickertui.tui.widgets.document.view import DocumentView

WIDE = 108
"""From this width on the contents stand beside the text."""

ON_NUMBERS = frozenset({"reader.follow", "reader.percent", "reader.back"})
"""The commands that do something with the number that was typed; any other drops it."""


class ReaderScreen(FindingScreen, OutlineScreen, PricingScreen, inherit_bindings=False):
    """Shows an article; Esc leads back."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared by Textual
    places: ClassVar[tuple[Place, ...]] = ("reader", "contents", "find", "everywhere")

    @dataclass
    class Parsed(Message):
        """An article's rich text was read, or what it names was found after that."""

        prepared: Prepared

    @dataclass
    class Left(Message):
        """The reader was left, or went on to another article."""

        article: Article
        place: Position

    @dataclass
    class MeasureChanged(Message):
        """The column is to be wider or narrower from now on."""

        measure: int

    def __init__(
        self,
        article: Article,
        *,
        articles: Callable[[], Sequence[Article]] = tuple,
        place: Position | None = None,
        measure: int = 72,
        quotes: Sequence[Quote] = (),
        now: datetime | None = None,
        aliases: Mapping[str, Sequence[str]] | None = None,
        origin: str = "",
        pictures: PicturesOf | None = None,
        images: str = "auto",
        whole: Callable[[Article], Awaitable[Article]] | None = None,
        is_bookmarked: Callable[[Article], bool] = lambda _: False,
    ) -> None:
        """A reader of an article.

        Args:
            article: What to read.
            articles: Gives all that can be opened here: links to them do not lead to a browser.
            place: Where to begin, as `place` said it when it was left.
            measure: The cells of the column, 66 to 80.
            quotes: The rows of the board, whose names are live in the text.
            now: The moment that their ages are of.
            aliases: Other names of rows, by label.
            origin: Where the board came from: an address of the site leads to the article's own page.
            pictures: Gives the pictures of a site; without it they are boxes that say what they are.
            images: How they are drawn, as the setting `images` says.
            whole: Gives an article with its text, where only the archive has that; without it there is none.
            is_bookmarked: Whether an article is bookmarked.
        """
        super().__init__(article, max(NARROWEST, min(WIDEST, measure)))
        self._aliases = aliases
        self._prices = prices_of(quotes, now, aliases)
        self._origin = origin
        self._hanging = Hanging(self._view, pictures, images)
        self._articles, self._whole = articles, whole
        self._is_bookmarked, self._bookmarked = is_bookmarked, is_bookmarked(article)
        self._digits = ""
        self._looked_at = article
        self._place = place
        self._minutes = 0
        self._told_measure = self._view.measure
        self._is_shown = False

    def compose(self) -> ComposeResult:
        """Contents and text, the card of an index, status, keys."""
        yield Container(self._contents, self._view, id="reader-body")
        yield self._card
        yield self._status
        yield self._keys

    def on_mount(self) -> None:
        """Read the article; follow the theme, and learn when the terminal may have forgotten pictures."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._hanging.repaint())
        self.app.app_resume_signal.subscribe(self, lambda _: self._hanging.resend())
        self._view.focus()
        self._open(self.article, self._place)

    def on_screen_resume(self) -> None:
        """Back on top: it may have been bookmarked in the library meanwhile."""
        self._bookmarked = self._is_bookmarked(self.article)

    def on_unmount(self) -> None:
        """Let the pictures go."""
        self._hanging.take_down()

    @property
    def place(self) -> Position:
        """Where the reader is, to begin there again."""
        return self._view.place if self._is_shown else self._place or (0, 0)

    @property
    def is_shown(self) -> bool:
        """Whether the text is there, so that there is a place in it."""
        return self._is_shown

    @property
    def measure(self) -> int:
        """The cells of the column."""
        return self._view.measure

    def _open(self, article: Article, place: Position | None) -> None:
        """Show another article: its title at once, its text when it was parsed."""
        self.article = article
        self._place = place
        self._is_shown = False
        self._bookmarked = self._is_bookmarked(article)
        self._hanging.take_down()
        waiting = Document()
        self._view.show(
            Flow(waiting, [Matter(text=article.title, role="title"), Matter(text="Reading …", role="note")])
        )
        if article.rich_text is None and self._whole is not None:
            fetch: WorkType[None] = partial(self._fetch, article, self._whole)
            self.run_worker(
                fetch, group="reader-fetch", description="reader-fetch", exclusive=True, exit_on_error=False
            )
        else:
            self._read(article)
        self.tell_place()

    async def _fetch(self, article: Article, whole: Callable[[Article], Awaitable[Article]]) -> None:
        """Have an article's text fetched, and read it; without its text where that cannot be."""
        try:
            found = await whole(article)
        except TickertuiError as error:
            self.notify(error.sentence, severity="warning", markup=False)
            found = article
        if self.article is article:
            self.article = found
            self._read(found)

    def _read(self, article: Article) -> None:
        """Parse the article's text aside."""
        prices, page = self._prices, self.page
        self._aside(lambda: prepare(article, prices, self._tell, page=page))

    def _aside(self, work: Callable[[], None]) -> None:
        """Prepare something in a thread, instead of what was being prepared."""
        self.run_worker(work, thread=True, group="reader-parse", exclusive=True, exit_on_error=False)

    def _tell(self, prepared: Prepared) -> None:
        """Hand on what a thread prepared."""
        self.post_message(self.Parsed(prepared))

    def name_anew(self) -> None:
        """Look up again, aside, what the text that is shown names; the text stays where it is."""
        flow, article, length, prices = self._view.flow, self.article, self._minutes, self._prices
        page = self.page
        if not self._is_shown or flow is None:
            return
        self._aside(lambda: name_anew(article, flow.document, length, prices, self._tell, page))

    def take_version(self, article: Article) -> None:
        """What the sources have of the article now: shown in the place of what is read where it says something else."""
        here, prices, origin = self.article, self._prices, self._origin
        if article is here or article is self._looked_at or article.rich_text is None or not self._is_shown:
            return
        self._looked_at = article

        def compare() -> None:
            if digest(article) != digest(here):
                prepare(article, prices, self._tell, of=here, page=page_of(article, origin))

        self.run_worker(compare, thread=True, group="reader-compare", exclusive=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so when an article cannot be read."""
        if event.worker.group == "reader-parse" and event.state is WorkerState.ERROR:
            words = f"This article's text cannot be shown: {type(event.worker.error).__name__}."
            head = [Matter(text=self.article.title, role="title"), Matter(text=words, role="warning")]
            self._view.show(Flow(Document(), head))

    def on_reader_screen_parsed(self, event: Parsed) -> None:
        """Show it, unless another article was opened meanwhile."""
        event.stop()
        news = event.prepared
        if news.of is not None and news.of is self.article and self._view.flow is not None:
            place = place_in(news.flow, self._view.flow, self._view.place)
            self.article, self._place = news.article, place
            self.notify("A newer version of this article came: this is it.", markup=False)
        if news.article is not self.article:
            return
        if news.is_again:
            self._view.exchange(news.flow)
            return
        self._minutes = news.minutes
        self._is_shown = True
        self._hanging.hang(self.page or site_of(self._origin))
        self._view.show(news.flow, self._place)
        self.call_after_refresh(self._go_on)
        if self.has_class("-contents"):
            self.show_contents()
        self.tell_place()

    def _go_on(self) -> None:
        """What can wait until the text stands: pictures, and which version was read."""
        self._hanging.begin()
        article = self.article
        if article.rich_text is not None:
            self.run_worker(
                lambda: self.post_message(ArticleRead(article, digest(article), is_read=True)),
                thread=True, group="reader-version", exclusive=True, exit_on_error=False,
            )  # fmt: skip

    def on_document_column_moved(self, event: DocumentView.Moved) -> None:
        """Tell where one is, and fetch the pictures that came near."""
        event.stop()
        self._view.want_pictures()
        self.tell_place()

    def visit(self, visit: Visit) -> None:
        """Go on to another article, or to another place in this one."""
        if visit.article.uuid == self.article.uuid and self._is_shown:  # a newer version may have taken its place
            self._view.jump(visit.place or (0, 0))
        else:
            self.leave()
            self._open(visit.article, visit.place)

    def leave(self) -> None:
        """Tell where the article is left."""
        self.post_message(self.Left(self.article, self.place))

    def where(self) -> object:
        """A number that is typed counts too."""
        return super().where(), self._digits

    def tell_place(self, *, keep: bool = False) -> None:
        """Bring status line, contents and find line up to date."""
        if not keep and self.where() != self._told_at:
            self._told = ""
        section = self._view.section if self._is_shown else -1
        if self._is_shown and self.has_class("-contents"):
            self._contents.mark(section)
        self._status.tell(
            left_of(self._view, section, self._digits, self._told),
            right_of(self._view, self._minutes, is_bookmarked=self._bookmarked) if self._is_shown else [],
        )
        self.tell_found()
        self.tell_price()
        if self._view.measure != self._told_measure:
            self._told_measure = self._view.measure
            self.post_message(self.MeasureChanged(self._told_measure))

    def on_key(self, event: events.Key) -> None:
        """Digits make a number: of a link, or of percent; what has no use for one drops it."""
        if self.focused is self._view and event.character and event.character.isdecimal() and len(event.key) == 1:
            event.stop()
            self._digits = (self._digits + event.character)[-6:]
            self.tell_place()
        elif self._digits:
            meant = self.active_bindings.get(event.key)
            if meant is None or meant.binding.id not in ON_NUMBERS:
                self._digits = ""
                self.tell_place()

    def action_follow(self) -> None:
        """Follow the link whose number was typed, or the focused one."""
        number, self._digits = int(self._digits or 0), ""
        links = self._view.flow.links if self._view.flow else ()
        if number:
            if number <= len(links):
                self.go(links[number - 1])
            else:
                self.say(f"There is no link {number}; there are {len(links)}.")
        elif not self._is_focus_in_view() or not self._view.follow():
            self.say("Tab goes to a link; Enter then follows it.")

    def _is_focus_in_view(self) -> bool:
        """Whether what has the focus is to be seen: nobody should follow a link that they have scrolled away from."""
        focused = self._view.focused_link or self._view.focused_name
        return focused is not None and self._view.is_in_view(focused.block, focused.start)

    def action_percent(self) -> None:
        """Go to the share that was typed."""
        share, self._digits = int(self._digits or 0), ""
        self._view.to_percent(share)
        self.tell_place()

    def action_back(self) -> None:
        """Put out what is lit; when nothing is, leave."""
        if self._digits:
            self._digits = ""
        elif self.drop_selection():
            self._told = ""
        elif self._view.finder is not None:
            self._view.clear_find()
        elif not self._view.drop_focus():
            if self.has_class("-contents"):
                self.hide_contents()
                return
            self.leave()
            self.dismiss()
            return
        self.tell_place()

    def action_bookmark(self) -> None:
        """Bookmark the article, or take the bookmark away."""
        self._bookmarked = not self._bookmarked
        self.post_message(ArticleBookmarked(self.article, self._bookmarked))
        self.say("★ Bookmarked: the library lists it." if self._bookmarked else "Not bookmarked any more.")

    def action_library(self) -> None:
        """List every article."""
        self.leave()
        self.post_message(OpenLibrary())

    def action_picture(self) -> None:
        """Show the picture in view on the whole screen; one that failed is tried again afterwards."""
        picture = self._view.picture_in_view()
        if picture is None:
            self.say("There is no picture in view.")
            return
        screen = self._hanging.on_whole_screen(picture)
        if isinstance(screen, str):
            self.say(screen)
        else:
            self.app.push_screen(screen, lambda _: self._hanging.retry(picture.src))

    def action_links(self) -> None:
        """List every link."""
        flow = self._view.flow
        if not self._is_shown or flow is None or not flow.links:
            self.say("This article has no links.")
            return
        from tickertui.tui.screens.reader.links import LinksScreen

        self.app.push_screen(LinksScreen(flow, leads=self.leads, follow=self.go, show=self._view.focus_link))

    def action_authors(self) -> None:
        """Who wrote it."""
        from tickertui.tui.screens.reader.authors import AuthorsScreen

        flow = authors_of(self.article)
        if not len(flow):
            self.say("Nobody is named as the author.")
            return
        title = "About the author" if len(self.article.people) == 1 else "About the authors"
        self.app.push_screen(AuthorsScreen(flow, title), self._follow_chosen)

    def on_click(self, event: events.Click) -> None:
        """A click on who wrote it shows who that is."""
        flow = self._view.flow
        _, block = event.style.meta.get("offset", (-1, -1))
        leaf = flow[block] if flow is not None and 0 <= block < flow.body_from else None
        if isinstance(leaf, Matter) and leaf.role == "byline" and not self.get_selected_text():
            event.stop()
            self.action_authors()

    def _follow_chosen(self, link: Link | None) -> None:
        """Follow a link that was chosen on another screen."""
        if link is not None:
            self.go(link)
