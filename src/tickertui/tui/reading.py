"""Reading: opens the reader where it was left, keeps where it is left, and leads to a row and back to the word."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import App

from tickertui.market.article import Article
from tickertui.tui.screens.board.screen import BoardScreen

if TYPE_CHECKING:
    from tickertui.monitor.past import Past
    from tickertui.monitor.update import Update
    from tickertui.settings.config import Settings
    from tickertui.settings.remembered import Memory
    from tickertui.source.client import Client
    from tickertui.source.pictures import Pictures
    from tickertui.tui.screens.reader.screen import ReaderScreen
    from tickertui.tui.widgets.document.column import Position

USUAL_MEASURE = 72

Aliases = Mapping[str, Sequence[str]]
"""Other names of indices, by label."""


class Reading:
    """What the app knows of reading; the reader itself knows neither the app nor the memory."""

    def __init__(
        self,
        app: App[None],
        board: BoardScreen,
        clock: Callable[[], datetime],
        *,
        memory: "Memory | None" = None,
        changed: Callable[[], None] = lambda: None,
        aliases: Aliases | None = None,
        measure: int = USUAL_MEASURE,
        client: "Callable[[], Client] | None" = None,
        settings: "Settings | None" = None,
        past: "Callable[[], Past | None]" = lambda: None,
    ) -> None:
        """Reading over a board.

        Args:
            app: Whose screens it opens.
            board: The rows and articles.
            clock: Gives the moment.
            memory: Where places and the measure are kept; without it they last as long as the app.
            changed: Is told when the memory has something new to write.
            aliases: Other names of indices, from the settings.
            measure: The column of who never chose one, from the settings.
            client: Gives the one HTTP client, which fetches pictures; without it there are none.
            settings: What the user set: how pictures are drawn, and what the sites of sources are told besides.
            past: Gives what was known when, once the archive is open: it has the texts of older articles.
        """
        self._app, self._board, self._clock = app, board, clock
        self._memory, self._aliases = memory, aliases
        self._measure = memory.state.measure if memory is not None and memory.state.measure else measure
        self._changed = changed
        self._client, self._settings, self._past = client, settings, past
        self._places: dict[str, Position] = {}
        self._readers: list[ReaderScreen] = []
        self._way_back: ReaderScreen | None = None

    def open(self, article: Article) -> None:
        """Read an article from where it was left."""
        from tickertui.tui.screens.reader.screen import ReaderScreen

        self._way_back = None
        self._sweep()
        snapshot = self._board.snapshot
        reader = ReaderScreen(
            article,
            articles=lambda: self._board.articles,
            place=self._place_of(article),
            measure=self._measure,
            quotes=snapshot.quotes if snapshot else (),
            now=self._clock(),
            aliases=self._aliases,
            origin=snapshot.origin if snapshot else "",
            pictures=self._pictures if self._client is not None else None,
            images=self._settings.images if self._settings is not None else "auto",
            whole=self._whole,
            is_bookmarked=self._is_bookmarked,
        )
        self._readers.append(reader)
        self._app.push_screen(reader)

    def to_row(self, label: str) -> None:
        """Put the reader aside, as it is, and show the row of an index."""
        reader = next((one for one in self._readers if one is self._app.screen), None)
        if reader is None:
            return
        self.keep(reader.article, reader.place)
        self._way_back = reader
        if not self._app.is_screen_installed(reader):
            self._app.install_screen(reader, f"reader-{id(reader)}")
        while self._app.screen is not self._board and len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        self._board.select(label)
        self._app.notify("Esc leads back to the article.", timeout=3, markup=False)

    def back(self) -> bool:
        """Back to the word in the article that led to a row; whether any did."""
        reader, self._way_back = self._way_back, None
        if reader is None:
            return False
        self._app.clear_notifications()
        self._app.push_screen(reader)
        snapshot = self._board.snapshot
        if snapshot is not None:
            reader.show_prices(snapshot.quotes, self._clock())
        return True

    def follow(self, update: "Update") -> None:
        """Let every open article follow what came: its prices, and its newest version."""
        self._sweep()
        for reader in self._readers:
            if update.snapshot is not None:
                reader.show_prices(update.snapshot.quotes, self._clock())
            newest = next((one for one in update.articles if one.uuid == reader.article.uuid), None)
            if newest is not None:
                reader.take_version(newest)

    def left(self, article: Article, place: "Position") -> None:
        """The reader was left, or went on to another article."""
        self.keep(article, place)
        self._sweep()

    def keep(self, article: Article, place: "Position") -> None:
        """Keep where reading stopped."""
        self._places[article.uuid] = place
        if self._memory is not None:
            from tickertui.settings.remembered import Place

            self._memory.keep_place(article.uuid, Place(*place, kept_at=self._clock()))
            self._changed()

    def choose_measure(self, measure: int) -> None:
        """The column is to be as wide as this from now on."""
        self._measure = measure
        if self._memory is not None:
            self._memory.remember(measure=measure)
            self._changed()

    def close(self) -> None:
        """The app ends: keep where every open article stands."""
        for reader in self._readers:
            if reader.is_shown:
                self.keep(reader.article, reader.place)

    async def _whole(self, article: Article) -> Article:
        """An article read again from the payload that is kept of it; as it is where none is."""
        past = self._past()
        found = await past.article(article.uuid) if past is not None else None
        return found or article

    def _is_bookmarked(self, article: Article) -> bool:
        return self._memory is not None and self._memory.state.bookmarked.get(article.uuid, False)

    def _pictures(self, site: str) -> "Pictures":
        """The pictures of a site; its own host is told what the settings say for its source."""
        from tickertui.settings.locations import cache_folder
        from tickertui.source.picture_cache import PictureCache
        from tickertui.source.pictures import Pictures

        assert self._client is not None  # noqa: S101  # handed on only where there is one
        cache = PictureCache(cache_folder() / "pictures")
        return Pictures(self._client, cache, self._clock, site=site, headers=self._headers_of(site))

    def _headers_of(self, site: str) -> dict[str, str]:
        """What the settings say that the host of a site is told."""
        sources = self._settings.sources if self._settings is not None else ()
        same = (one for one in sources if one.headers and site and _host_of(one.address) == _host_of(site))
        return next((one.revealed_headers() for one in same), {})

    def _place_of(self, article: Article) -> "Position | None":
        """Where the article was left; None where it never was, or at its very beginning."""
        if article.uuid in self._places:
            return self._places[article.uuid]
        kept = self._memory.state.places.get(article.uuid) if self._memory is not None else None
        return (kept.block, kept.offset) if kept is not None else None

    def _sweep(self) -> None:
        """Let go of readers that are neither shown nor to come back to."""
        for reader in list(self._readers):
            if reader is self._way_back or reader in self._app.screen_stack:
                continue
            self._readers.remove(reader)
            if self._app.is_screen_installed(reader):
                self._app.uninstall_screen(reader)
                reader.remove()


def _host_of(address: str) -> tuple[str, str]:
    """An address's scheme, and its host with its port; one that is none is its own host."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
    except ValueError:
        return "", address
    return parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()
