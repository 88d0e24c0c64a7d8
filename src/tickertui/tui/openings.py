"""Openings: which screen a message opens, and what of reading is kept."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual.worker import WorkType

from tickertui.errors import ArchiveError
from tickertui.monitor.loop import Monitor
from tickertui.tui.messages import (
    ArticleBookmarked,
    ArticleRead,
    BackToArticle,
    IndexFollowed,
    OpenArticle,
    OpenArticles,
    OpenLibrary,
    OpenLog,
    OpenOutside,
    OpenProblems,
    RowWanted,
)
from tickertui.tui.preferences import Preferences
from tickertui.tui.reading import Reading
from tickertui.tui.screens.board.screen import BoardScreen
from tickertui.tui.screens.log.chronicle import Chronicle

if TYPE_CHECKING:
    from tickertui.monitor.past import Past
    from tickertui.monitor.update import Update
    from tickertui.tui.screens.articles.screen import ArticlesScreen
    from tickertui.tui.screens.reader.screen import ReaderScreen

NOTHING_TO_READ = (
    "No article to read: none came with these prices, and none is kept. "
    "The payload of an article's page brings its article along."
)


class Openings(Preferences, inherit_bindings=False):
    """An app that opens screens over its board."""

    _monitor: Monitor
    _clock: Callable[[], datetime]
    _board: BoardScreen
    _reading: Reading
    _chronicle: Chronicle
    _own_past: "Past | None"
    _library: "ArticlesScreen | None" = None
    _is_indexed = False

    @property
    def past(self) -> "Past | None":
        """What was known when; None without an archive, or before it is open."""
        return self._own_past or self._monitor.past

    def pass_on(self, update: "Update") -> None:
        """Let what lies over the board follow an update; index what was kept before there was an index."""
        self._reading.follow(update)
        library = self._library
        if library is not None and library in self.screen_stack:
            library.show(update.articles)
        self._index_kept()

    def on_open_articles(self, event: OpenArticles) -> None:
        """Back to the article that led to the board, else the only one there is, else a choice among several."""
        event.stop()
        articles = self._board.articles
        if self._reading.back():
            return
        if len(articles) == 1:
            self._reading.open(articles[0])
        elif articles:
            self._open_library(event.label)
        else:
            self.notify(NOTHING_TO_READ, markup=False)

    def on_open_library(self, event: OpenLibrary) -> None:
        """Every article there is; a library that lies under what is shown comes up again."""
        event.stop()
        from tickertui.tui.screens.articles.screen import ArticlesScreen

        is_below = any(isinstance(screen, ArticlesScreen) for screen in self.screen_stack)
        while len(self.screen_stack) > 1 and not (is_below and isinstance(self.screen, ArticlesScreen)):
            self.pop_screen()
        if not is_below:
            self._open_library(event.label)

    def _open_library(self, label: str) -> None:
        """List the articles over what is shown."""
        from tickertui.tui.screens.articles.screen import ArticlesScreen

        self._index_kept()
        past = self.past
        self._library = ArticlesScreen(
            self._board.articles,
            label,
            search=past.search if past is not None else None,
            kept=past.articles if past is not None else None,
            marks=lambda: self.memory.state,
        )
        self.push_screen(self._library)

    def _index_kept(self) -> None:
        """Once the archive is open: make what was kept before there was an index to be found by its words too."""
        past = self.past
        if past is None or self._is_indexed:
            return
        self._is_indexed = True

        async def index() -> None:
            try:
                while await past.index_missing():
                    pass
            except ArchiveError:
                return  # it is tried again in the next run; a search says what is wrong with the archive

        work: WorkType[None] = index
        self.run_worker(work, group="index", exclusive=True, exit_on_error=False)

    def on_open_article(self, event: OpenArticle) -> None:
        """Open the reader; Esc there leads back."""
        event.stop()
        self._reading.open(event.article)

    def on_article_read(self, event: ArticleRead) -> None:
        """Keep that an article was read, or is not any more."""
        event.stop()
        if event.is_read:
            self.memory.mark_read(event.article.uuid, self._clock(), event.version)
        else:
            self.memory.mark_unread(event.article.uuid, self._clock())
        self._notebook.changed()

    def on_article_bookmarked(self, event: ArticleBookmarked) -> None:
        """Keep that an article is bookmarked, or is not any more."""
        event.stop()
        self.memory.bookmark(event.article.uuid, is_bookmarked=event.is_bookmarked)
        self._notebook.changed()

    def on_reader_screen_left(self, event: "ReaderScreen.Left") -> None:
        """Keep where reading stopped."""
        event.stop()
        self._reading.left(event.article, event.place)
        self._notebook.changed()

    def on_reader_screen_measure_changed(self, event: "ReaderScreen.MeasureChanged") -> None:
        """Keep how wide the column is to be."""
        event.stop()
        self._reading.choose_measure(event.measure)
        self._notebook.changed()

    def on_index_followed(self, event: IndexFollowed) -> None:
        """Show the row that the article names."""
        event.stop()
        self._reading.to_row(event.label)

    def on_back_to_article(self, event: BackToArticle) -> None:
        """Back to the word, if one led here."""
        event.stop()
        self._reading.back()

    def on_row_wanted(self, event: RowWanted) -> None:
        """Show a row of the board."""
        event.stop()
        while self.screen is not self._board and len(self.screen_stack) > 1:
            self.pop_screen()
        self._board.select(event.label)

    def on_open_outside(self, event: OpenOutside) -> None:
        """Open an address in a browser."""
        event.stop()
        from tickertui.source.aside import aside
        from tickertui.tui.screens.reader.outside import open_outside

        async def open_aside() -> None:
            if not await aside(open_outside, event.address):
                self.notify(f"No browser could be started for {event.address}.", severity="warning", markup=False)

        work: WorkType[None] = open_aside
        self.run_worker(work, group="outside", exit_on_error=False)

    def on_open_problems(self, event: OpenProblems) -> None:
        """List what failed."""
        event.stop()
        from tickertui.tui.screens.problems.screen import ProblemsScreen

        self.push_screen(ProblemsScreen(self._board.whole, self._monitor.now(), self.setting_problems))

    def on_open_log(self, event: OpenLog) -> None:
        """List what happened."""
        event.stop()
        from tickertui.tui.screens.log.screen import LogScreen

        self.push_screen(LogScreen(self._chronicle, self.past, self._clock))

    def action_help(self) -> None:
        """The keys of the place on top."""
        from tickertui.tui.screens.help.screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())
