"""The reader: one article on the whole screen, to move through, search, follow and copy from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import Worker, WorkerState

from tickertui.formats.document import Document
from tickertui.market.article import Article, document_of, minutes
from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.reader.article_flow import flow_of
from tickertui.tui.screens.reader.finding import FindingScreen
from tickertui.tui.screens.reader.following import FollowingScreen
from tickertui.tui.screens.reader.outline import OutlineScreen
from tickertui.tui.screens.reader.position import left_of, right_of
from tickertui.tui.widgets.document.column import Position
from tickertui.tui.widgets.document.flow import Flow, Matter
from tickertui.tui.widgets.document.view import DocumentView

WIDE = 108
"""From this width on the contents stand beside the text."""


class ReaderScreen(FindingScreen, OutlineScreen, FollowingScreen, inherit_bindings=False):
    """Shows an article; Esc leads back."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared by Textual
    places: ClassVar[tuple[Place, ...]] = ("reader", "contents", "find", "everywhere")

    @dataclass
    class Parsed(Message):
        """An article's rich text was read."""

        article: Article
        document: Document
        minutes: int

    @dataclass
    class Left(Message):
        """The reader was left, or went on to another article."""

        article: Article
        place: Position

    def __init__(
        self,
        article: Article,
        *,
        articles: Callable[[], Sequence[Article]] = tuple,
        place: Position | None = None,
        measure: int = 72,
    ) -> None:
        """A reader of an article.

        Args:
            article: What to read.
            articles: Gives all that can be opened here: links to them do not lead to a browser.
            place: Where to begin, as `place` said it when it was left.
            measure: The cells of the column, 66 to 80.
        """
        super().__init__(article, measure)
        self._articles = articles
        self._place = place
        self._minutes = 0
        self._is_shown = False
        self._before: list[tuple[Article, Position]] = []

    def compose(self) -> ComposeResult:
        """Contents and text, status, keys."""
        yield Container(self._contents, self._view, id="reader-body")
        yield self._status
        yield self._keys

    def on_mount(self) -> None:
        """Read the article."""
        self._view.focus()
        self._open(self.article, self._place)

    @property
    def place(self) -> Position:
        """Where the reader is, to begin there again."""
        return self._view.place if self._is_shown else self._place or (0, 0)

    @property
    def measure(self) -> int:
        """The cells of the column."""
        return self._view.measure

    def _open(self, article: Article, place: Position | None) -> None:
        """Show another article: its title at once, its text when it was parsed."""
        self.article = article
        self._place = place
        self._is_shown = False
        waiting = Document()
        self._view.show(
            Flow(waiting, [Matter(text=article.title, role="title"), Matter(text="Reading …", role="note")])
        )
        self.run_worker(
            lambda: self._parse(article), thread=True, group="reader-parse", exclusive=True, exit_on_error=False
        )
        self.tell_place()

    def _parse(self, article: Article) -> None:
        """Parse the rich text, off the loop."""
        document = document_of(article)
        self.post_message(self.Parsed(article, document, minutes(document)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so when an article cannot be read."""
        if event.worker.group == "reader-parse" and event.state is WorkerState.ERROR:
            words = f"This article's text cannot be shown: {type(event.worker.error).__name__}."
            head = [Matter(text=self.article.title, role="title"), Matter(text=words, role="warning")]
            self._view.show(Flow(Document(), head))

    def on_reader_screen_parsed(self, event: Parsed) -> None:
        """Show it, unless another article was opened meanwhile."""
        event.stop()
        if event.article is not self.article:
            return
        self._minutes = event.minutes
        self._is_shown = True
        self._view.show(flow_of(event.article, event.document, event.minutes), self._place)
        self.show_contents()
        self.tell_place()

    def on_document_column_moved(self, event: DocumentView.Moved) -> None:
        """Tell where one is."""
        event.stop()
        self.tell_place()

    def read_on(self, article: Article) -> None:
        """Go on to another article; Backspace leads back."""
        self._before.append((self.article, self.place))
        self.post_message(self.Left(self.article, self.place))
        self._open(article, None)

    def tell_place(self, *, keep: bool = False) -> None:
        """Bring status line, contents and find line up to date."""
        if not keep:
            self._told = ""
        section = self._view.section if self._is_shown else -1
        if self._is_shown and self.has_class("-contents"):
            self._contents.mark(section)
        self._status.tell(
            left_of(self._view, section, self._digits, self._told),
            right_of(self._view, self._minutes) if self._is_shown else [],
        )
        self.tell_found()

    def on_key(self, event: events.Key) -> None:
        """Digits make a number: of a link, or of percent."""
        if self.focused is self._view and event.character and event.character.isdecimal() and len(event.key) == 1:
            event.stop()
            self._digits = (self._digits + event.character)[-6:]
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
        elif not self._view.follow():
            self.say("Tab goes to a link; Enter then follows it.")

    def action_percent(self) -> None:
        """Go to the share that was typed."""
        share, self._digits = int(self._digits or 0), ""
        self._view.to_percent(share)
        self.tell_place()

    def action_back(self) -> None:
        """Put out what is lit; when nothing is, leave."""
        if self._digits:
            self._digits = ""
        elif self._view.finder is not None:
            self._view.clear_find()
        elif not self._view.drop_link():
            if self.has_class("-contents"):
                self.hide_contents()
                return
            self.post_message(self.Left(self.article, self.place))
            self.dismiss()
            return
        self.tell_place()

    def action_return(self) -> None:
        """The article before."""
        if self._before:
            self.post_message(self.Left(self.article, self.place))
            self._open(*self._before.pop())
        else:
            self.say("No link led here; Esc leads back.")
