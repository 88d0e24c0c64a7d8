"""A stage for the app: a monitor that says what it is told to, and the moment standing still."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from tests.samples import NOW, board, snapshot
from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.monitor.loop import Monitor
from tickertui.monitor.update import Health, Update
from tickertui.tui.app import TickerApp

READ = Health("tests/board.json", "static", checked_at=NOW, changed_at=NOW)
"""A source that was read once."""


def update(quotes: Sequence[Quote] | None = None, articles: Sequence[Article] = (), **fields: object) -> Update:
    """An update with these rows, or with one row in each publication state."""
    shown = snapshot(board() if quotes is None else quotes, articles)
    known: dict[str, object] = {"snapshot": shown, "articles": tuple(articles), "health": (READ,), **fields}
    return Update(**known)  # type: ignore[arg-type]  # as the fields are declared


class ToldMonitor(Monitor):
    """Gives one update at once, and those that are told later."""

    def __init__(self, first: Update) -> None:
        """Begin with an update."""
        super().__init__((), clock=now)
        self._current = first
        self._told: asyncio.Queue[Update] = asyncio.Queue()
        self.asked = 0

    def first(self, *, patient: bool = False) -> Update:
        """The update it began with."""
        del patient
        return self._current

    def tell(self, told: Update) -> None:
        """Give another update."""
        self._current = told
        self._told.put_nowait(told)

    def refresh(self) -> None:
        """Count how often it was asked."""
        self.asked += 1

    async def updates(self) -> AsyncIterator[Update]:
        """What is told, for ever."""
        while True:
            yield await self._told.get()


def now() -> datetime:
    """The moment."""
    return NOW


def app_of(first: Update | None = None, *, theme: str = "") -> TickerApp:
    """The app on an update."""
    return TickerApp(ToldMonitor(first or update()), clock=now, theme=theme)
