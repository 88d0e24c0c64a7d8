"""What every part of the reader's screen stands on: the text, the status line, the keys."""

from textual.screen import Screen

from tickertui.market.article import Article
from tickertui.tui.screens.reader.status import ReaderStatus
from tickertui.tui.widgets.document.view import DocumentView
from tickertui.tui.widgets.key_line import KeyLine


class ReadingScreen(Screen[None], inherit_bindings=False):
    """A screen with an article's text."""

    def __init__(self, article: Article, measure: int) -> None:
        super().__init__()
        self.article = article
        self._view = DocumentView(id="reader-view", measure=measure)
        self._status = ReaderStatus(id="reader-status")
        self._keys = KeyLine("reader", "everywhere")
        self._told, self._told_at = "", object()

    def say(self, words: str) -> None:
        """Say something in the status line until the next move; that more of a long text was set is none."""
        self._told, self._told_at = words, self.where()
        self.tell_place(keep=True)

    def where(self) -> object:
        """What a move changes: the part of the text in view, what has the focus, what is looked for."""
        view = self._view
        hit = (view.finder.query, view.finder.current) if view.finder is not None else None
        return view.scroll_offset.y, view.focused_link, view.focused_name, hit

    def copy(self, text: str, words: str) -> None:
        """Copy, and say so."""
        self.app.copy_to_clipboard(text)
        self.say(words)

    def tell_place(self, *, keep: bool = False) -> None:
        """Bring everything that says where one is up to date; `keep` what was said last."""

    def back_to_text(self) -> None:
        """Give the keys to the text."""
        self._view.focus()
        self._keys.place("reader", "everywhere")
