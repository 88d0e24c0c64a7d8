"""A stage for the app: a monitor that says what it is told to, and the moment standing still."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta

from tests.samples import NOW, board, snapshot
from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.monitor.loop import Monitor
from tickertui.monitor.past import Past
from tickertui.monitor.update import Health, Update
from tickertui.settings.config import Settings
from tickertui.settings.remembered import Memory
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

    def __init__(self, first: Update, clock: Callable[[], datetime] | None = None) -> None:
        """Begin with an update."""
        super().__init__((), clock=clock or now)
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


class Time:
    """A moment that stands still until a test moves it."""

    def __init__(self) -> None:
        """Begin at the moment of most tests."""
        self.now = NOW

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def pass_(self, **lengths: float) -> None:
        """Let time pass: `seconds=2`."""
        self.now += timedelta(**lengths)


def app_of(
    first: Update | None = None,
    *,
    theme: str = "",
    clock: Callable[[], datetime] = now,
    memory: Memory | None = None,
    settings: Settings | None = None,
    past: Past | None = None,
) -> TickerApp:
    """The app on an update."""
    monitor = ToldMonitor(first or update(), clock)
    return TickerApp(monitor, clock=clock, theme=theme, memory=memory, settings=settings, past=past)


def monitor_of(app: TickerApp) -> ToldMonitor:
    """The monitor that a test tells what to say."""
    monitor = app._monitor
    assert isinstance(monitor, ToldMonitor)
    return monitor


def toasts(app: TickerApp) -> list[str]:
    """What was told, oldest first."""
    return [notification.message for notification in app._notifications]
