"""Following links: in the text, to another article that is loaded, to an index's row, in a browser."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from tickertui.formats.document import Link
from tickertui.market import wording
from tickertui.market.article import Article
from tickertui.market.pages import page_of
from tickertui.market.quote import Quote
from tickertui.tui.screens.reader.addresses import resolved, rows_of
from tickertui.tui.screens.reader.article_flow import OWN_PAGE
from tickertui.tui.screens.reader.base import ReadingScreen
from tickertui.tui.screens.reader.history import History, Visit
from tickertui.tui.screens.reader.outside import may_open, open_outside
from tickertui.tui.widgets.document.column import Position
from tickertui.tui.widgets.document.view import DocumentView


class Destination(msgspec.Struct, frozen=True):
    """Where a link leads: exactly one of the first five, or words that say why nowhere."""

    anchor: str = ""
    """A place in this article."""
    article: Article | None = None
    """An article that is here."""
    rows: tuple[str, ...] = ()
    """The labels of the indices whose price page it is."""
    outside: str = ""
    """An address for the browser."""
    copied: str = ""
    """An address that can only be copied."""
    words: str = ""


def destination(
    link: Link, articles: Sequence[Article], here: Article, *, page: str = "", quotes: Iterable[Quote] = ()
) -> Destination:
    """Where a link on an article leads.

    Args:
        link: The link.
        articles: All that are loaded.
        here: The article that the link stands in.
        page: The address of that article's own page, which relative links are meant from.
        quotes: The rows of the board.
    """
    href = link.href
    if not href and not link.uuid:
        return Destination(words="This link leads nowhere.")
    if not link.safe and href:
        return Destination(words=f"This link is not followed: {href}")
    if href.startswith("#") and len(href) > 1:
        return Destination(anchor=unquote(href[1:]))
    if link.kind == OWN_PAGE and may_open(href):
        return Destination(outside=href)
    found = _article_of(link, articles)
    if found is not None:
        fragment = href.partition("#")[2]
        is_here = found is here or (bool(found.uuid) and found.uuid == here.uuid)
        return Destination(anchor=unquote(fragment)) if is_here and fragment else Destination(article=found)
    if href and (labels := rows_of(href, page, quotes)):
        return Destination(rows=labels)
    whole = resolved(href, page)
    if may_open(whole):
        return Destination(outside=whole)
    if href:
        return Destination(copied=href, words=f"Copied {href}: it leads to nothing that is loaded.")
    return Destination(words="This link leads to an article that is not loaded.")


def _article_of(link: Link, articles: Sequence[Article]) -> Article | None:
    """The loaded article that a link leads to."""
    try:
        path = urlsplit(link.href).path.strip("/")
    except ValueError:
        path = ""
    slug = path.rpartition("/")[2]
    is_article = link.kind == "story" or "/article/" in f"/{path}"
    for article in articles:
        if link.uuid and link.uuid == article.uuid:
            return article
        if is_article and path and (path == article.full_slug.strip("/") or slug == article.slug):
            return article
    return None


class FollowingScreen(ReadingScreen, inherit_bindings=False):
    """A screen whose links can be followed, and that leads back to where they were."""

    _articles: Callable[[], Sequence[Article]] = tuple
    _origin = ""

    def __init__(self, article: Article, measure: int) -> None:
        super().__init__(article, measure)
        self._history = History()

    @property
    def quotes(self) -> Iterable[Quote]:
        """The rows of the board."""
        return ()

    @property
    def page(self) -> str:
        """The address of the article's own page; empty where that is not known."""
        return page_of(self.article, self._origin)

    @property
    def place(self) -> Position:
        """Where the reader is."""
        return self._view.place

    def visit(self, visit: Visit) -> None:
        """Go to an article and a place."""
        raise NotImplementedError

    def to_row(self, label: str) -> None:
        """Leave for the row of an index."""
        raise NotImplementedError

    def on_document_view_link_followed(self, event: DocumentView.LinkFollowed) -> None:
        """Go where the link leads."""
        event.stop()
        self.go(event.link)

    def on_document_view_links_offered(self, event: DocumentView.LinksOffered) -> None:
        """Let one be chosen."""
        event.stop()
        links = event.links

        def follow(number: int | None) -> None:
            if number is not None:
                self.go(links[number])

        self._choose("Where to?", [link.href or link.uuid for link in links], follow)

    def leads(self, link: Link) -> Destination:
        """Where a link leads from here."""
        return destination(link, self._articles(), self.article, page=self.page, quotes=self.quotes)

    def go(self, link: Link) -> None:
        """Follow a link: in the text, to another article here, to a row, in a browser; else its address is copied."""
        leads = self.leads(link)
        if leads.anchor:
            self._to_anchor(leads.anchor)
        elif leads.article is not None:
            self._history.remember(self._here())
            self.visit(Visit(leads.article, None))
        elif leads.rows:
            self._to_one_of(leads.rows)
        elif leads.outside:
            self.open_outside(leads.outside)
        elif leads.copied:
            self.copy(leads.copied, leads.words)
        else:
            self.say(leads.words)

    def _to_one_of(self, labels: tuple[str, ...]) -> None:
        """Go to the row of a price page; where it has several, one is chosen."""
        if len(labels) == 1:
            self.to_row(labels[0])
            return

        def go(number: int | None) -> None:
            if number is not None:
                self.to_row(labels[number])

        self._choose("Which index?", [_brief(quote) for quote in self.quotes if quote.label in labels], go)

    def _choose(self, title: str, lines: Sequence[str], then: Callable[[int | None], None]) -> None:
        """Let one of several be chosen."""
        from tickertui.tui.screens.reader.choice import ChoiceScreen

        self.app.push_screen(ChoiceScreen(title, lines), then)

    def _to_anchor(self, name: str) -> None:
        """Go to a place in the article."""
        here = self._here()

        def tell(is_found: bool) -> None:
            if is_found:
                self._history.remember(here)
            else:
                self.say(f"There is no “{name}” in this article.")

        self._view.to_anchor(name, tell)

    def open_outside(self, href: str) -> None:
        """Open an address in the browser, off the loop; where there is none it is copied."""
        self.say(f"Opening {href} …")
        self.run_worker(lambda: self._open_outside(href), thread=True, group="reader-outside", exit_on_error=False)

    def _open_outside(self, href: str) -> None:
        """Start the browser and wait for what it says."""
        if open_outside(href):
            self.app.call_from_thread(self.say, f"Opened {href}")
        else:
            self.app.call_from_thread(self.copy, href, "There is no browser here: the address is copied.")

    def action_page(self) -> None:
        """Open the article's own page."""
        if page := self.page:
            self.open_outside(page)
        else:
            self.say("This article's page is not known: it did not come from an address.")

    def action_next_link(self) -> None:
        """The next link."""
        self._view.step_link(1)

    def action_last_link(self) -> None:
        """The link before."""
        self._view.step_link(-1)

    def action_return(self) -> None:
        """Where one was before."""
        if visit := self._history.back(self._here()):
            self.visit(visit)
        else:
            self.say("No link led here; Esc leads back.")

    def action_forward(self) -> None:
        """Where one was before going back."""
        if visit := self._history.forward(self._here()):
            self.visit(visit)
        else:
            self.say("Nothing lies ahead: Backspace goes back first.")

    def _here(self) -> Visit:
        return Visit(self.article, self.place)


def _brief(quote: Quote) -> str:
    """A row in a few words: name, level, change."""
    change = f"{wording.arrow(quote.change_percent)} {wording.percent(quote.change_percent)}".strip()
    return " · ".join((quote.label, wording.level(quote.level), change))
