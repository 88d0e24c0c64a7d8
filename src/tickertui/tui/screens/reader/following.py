"""Following links: in the text, to another article that is loaded, in a browser."""

from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from tickertui.formats.document import Link
from tickertui.market.article import Article
from tickertui.tui.screens.reader.base import ReadingScreen
from tickertui.tui.screens.reader.outside import may_open, open_outside
from tickertui.tui.widgets.document.plain import plain
from tickertui.tui.widgets.document.view import DocumentView


class Destination(msgspec.Struct, frozen=True):
    """Where a link leads: exactly one of the first four, or words that say why nowhere."""

    anchor: str = ""
    """A place in this article."""
    article: Article | None = None
    """An article that is loaded."""
    outside: str = ""
    """An address for the browser."""
    copied: str = ""
    """An address that can only be copied."""
    words: str = ""


def destination(link: Link, articles: Sequence[Article], here: Article) -> Destination:
    """Where a link on an article leads."""
    href = link.href
    if not href and not link.uuid:
        return Destination(words="This link leads nowhere.")
    if not link.safe and href:
        return Destination(words=f"This link is not followed: {href}")
    if href.startswith("#") and len(href) > 1:
        return Destination(anchor=unquote(href[1:]))
    found = _article_of(link, articles)
    if found is not None:
        fragment = href.partition("#")[2]
        return Destination(anchor=unquote(fragment)) if found is here and fragment else Destination(article=found)
    if may_open(href):
        return Destination(outside=href)
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
    """A screen whose links can be followed."""

    _articles: Callable[[], Sequence[Article]] = tuple
    _digits = ""

    def read_on(self, article: Article) -> None:
        """Go on to another article."""
        raise NotImplementedError

    def on_document_view_link_followed(self, event: DocumentView.LinkFollowed) -> None:
        """Go where the link leads."""
        event.stop()
        self.go(event.link)

    def on_document_view_links_offered(self, event: DocumentView.LinksOffered) -> None:
        """Let one be chosen."""
        event.stop()
        from tickertui.tui.screens.reader.choice import ChoiceScreen

        self.app.push_screen(ChoiceScreen(event.links), lambda link: self.go(link) if link else None)

    def go(self, link: Link) -> None:
        """Follow a link: in the text, to another article here, in a browser; else its address is copied."""
        leads = destination(link, self._articles(), self.article)
        if leads.anchor:
            if not self._view.to_anchor(leads.anchor):
                self.say(f"There is no “{leads.anchor}” in this article.")
        elif leads.article is not None:
            self.read_on(leads.article)
        elif leads.outside:
            self.run_worker(lambda: self._open_outside(leads), thread=True, group="reader-outside", exit_on_error=False)
        elif leads.copied:
            self.copy(leads.copied, leads.words)
        else:
            self.say(leads.words)

    def _open_outside(self, leads: Destination) -> None:
        """Start the browser, off the loop; where there is none the address is copied."""
        if open_outside(leads.outside):
            self.app.call_from_thread(self.say, f"Opened {leads.outside}")
        else:
            self.app.call_from_thread(self.copy, leads.outside, "There is no browser here: the address is copied.")

    def _copy(self, text: str, words: str) -> None:
        """Copy, and say so."""
        self.app.copy_to_clipboard(text)
        self.say(words)

    def action_next_link(self) -> None:
        """The next link."""
        self._view.step_link(1)

    def action_last_link(self) -> None:
        """The link before."""
        self._view.step_link(-1)

    def action_copy(self) -> None:
        """Copy the selection, the focused link's address, or the paragraph on top with its source."""
        view = self._view
        if selected := self.get_selected_text():
            self.copy(selected, "Copied what is selected.")
        elif view.focused_link is not None:
            self.copy(view.focused_link.links[0].href, "Copied the address.")
        elif view.flow is not None:
            block = max(view.place[0] + view.flow.body_from, 0)
            leaf = view.flow[view.visible_block(block)]
            self.copy(f"{plain(leaf)}\n\n— {self.article.title}", "Copied the paragraph on top.")
