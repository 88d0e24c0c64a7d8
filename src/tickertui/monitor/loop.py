"""The loop itself."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.market.article import Article
from tickertui.market.changes import changes, reuse_rows
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import moment_of, newest_articles, union
from tickertui.monitor.planning import Followed
from tickertui.monitor.update import Update
from tickertui.monitor.watched import Watched
from tickertui.source.outcome import Kind, Outcome
from tickertui.source.weight import is_light

if TYPE_CHECKING:
    import asyncio

    from tickertui.monitor.keeping import Keeper

Clock = Callable[[], datetime]
"""Gives the moment, aware UTC."""

Pause = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""

FOLLOW = 1.0
"""Seconds: how often we look whether another process has kept something."""

LONGEST_PAUSE = 30.0
"""Seconds: the clock is looked at again at least so often, since a machine sleeps and clocks are set."""


class Monitor:
    """Follows the sources and says, after every answer, what is true."""

    def __init__(
        self,
        followed: Sequence[Followed],
        *,
        clock: Clock,
        keeper: "Keeper | None" = None,
        shows_kept: bool = False,
        pause: Pause | None = None,
        follow: float = FOLLOW,
        light: Callable[[Kind, str], bool] = is_light,
    ) -> None:
        """Watch the sources; nothing is asked before `first`, `once` or `updates`.

        Args:
            followed: What is asked, and when.
            clock: Gives the moment.
            keeper: Keeps what comes.
            shows_kept: Whether the newest board that is kept counts too, whoever kept it.
            pause: Waits; `asyncio.sleep` where none is given.
            follow: Seconds between two looks at what others have kept.
            light: Whether a source is read before the first paint.
        """
        self._watched = [Watched(one) for one in followed]
        self._clock = clock
        self._keeper = keeper
        self._shows_kept = shows_kept and keeper is not None
        self._pause = pause
        self._longest = follow if keeper is not None else LONGEST_PAUSE
        self._light = light
        self._unkept: list[tuple[str, Outcome]] = []
        self._wanted: asyncio.Event | None = None
        self._asked_at: datetime | None = None
        self._last_at = clock()
        self._current = Update(health=tuple(watched.health for watched in self._watched))

    @property
    def current(self) -> Update:
        """The latest update."""
        return self._current

    def first(self, *, patient: bool = False) -> Update:
        """What can be said at once: what is kept, and the sources that are here and small; blocking.

        Whoever is patient has the large ones read too. Addresses are never asked here.
        """
        if self._keeper is not None:
            self._keeper.has_news()
        for watched in self._watched:
            if watched.asked or watched.is_remote:
                continue
            if patient or self._light(watched.feed.kind, watched.feed.origin):
                now = self._clock()
                outcome = watched.feed.read(now)
                watched.take(outcome, now)
                self._unkept.append((watched.key, outcome))
        return self._settle()

    async def once(self) -> Update:
        """Ask every source that was not asked yet, all at the same time, and give what is then true."""
        import asyncio

        unasked = [watched for watched in self._watched if not watched.asked]
        await asyncio.gather(*(self._ask(watched, is_wanted=True) for watched in unasked))
        return self._settle()

    async def updates(self) -> AsyncIterator[Update]:
        """An update after everything that is worth telling, for as long as anything can still come.

        Cancelling the iteration cancels the checks under way.
        """
        import asyncio

        checks: dict[asyncio.Task[bool], Watched] = {}
        self._wanted = asyncio.Event()
        if await self._keep_the_first():
            yield await self._settle_aside()
        try:
            while True:
                self._look_at_clock()
                for watched in self._due(set(checks.values())):
                    checks[asyncio.create_task(self._ask(watched))] = watched
                planned = self._planned(set(checks.values()))
                if not checks and not planned and self._keeper is None:
                    return
                done = await self._first_of(checks, planned, self._wanted)
                news = [task.result() for task in done]
                for task in done:
                    del checks[task]
                if any(news) or await self._others_kept():
                    yield await self._settle_aside()
        finally:
            for task in checks:
                task.cancel()
            if self._keeper is not None:
                self._keeper.leave()

    def keep_first(self) -> None:
        """Keep what `first` read; blocking. `updates` does it by itself, after the first paint."""
        unkept, self._unkept = self._unkept, []
        if self._keeper is not None:
            for key, outcome in unkept:
                self._keeper.keep(outcome, key, self._clock())

    def refresh(self) -> None:
        """Ask the network now instead of waiting for its turn; never more often than every five seconds."""
        now = self._clock()
        for watched in self._watched:
            if watched.is_remote and watched.asked:
                watched.ask_soon(self._asked_at, now)
        if self._wanted is not None:
            self._wanted.set()

    async def _keep_the_first(self) -> bool:
        """Keep what was read before the first paint; whether that may have changed what is true."""
        if self._keeper is None or not self._unkept:
            return False
        from tickertui.source.aside import aside

        await aside(self.keep_first)
        return True

    async def _ask(self, watched: Watched, *, is_wanted: bool = False) -> bool:
        """Ask one source, keep what it gives; whether there is anything to tell.

        Where another process asks it, it is left to that one, unless a person wants the answer now.
        """
        from tickertui.source.aside import aside

        now = self._clock()
        keeper = self._keeper
        shares = keeper is not None and watched.is_remote and not is_wanted
        if keeper is not None and shares and not await aside(keeper.may_ask, watched.key, now):
            is_news = watched.health.state != "followed"
            watched.leave_to_another(now)
            return is_news
        if watched.is_remote:
            self._asked_at = now
        outcome = await watched.feed.check(now)
        now = self._clock()
        is_news = watched.take(outcome, now)
        if keeper is not None and is_news:
            await aside(keeper.keep, outcome, watched.key, now)
        return is_news

    async def _others_kept(self) -> bool:
        """Whether another process has kept something since we last looked; says too that we are still here."""
        keeper = self._keeper
        if keeper is None:
            return False
        from tickertui.source.aside import aside

        await aside(keeper.stay, self._clock())
        return await aside(keeper.has_news)

    def _look_at_clock(self) -> None:
        """A clock that was set back must not make us wait longer than was planned."""
        now = self._clock()
        if now < self._last_at:
            for watched in self._watched:
                watched.bear_clock_set_back(now)
        self._last_at = now

    def _due(self, busy: Iterable[Watched]) -> list[Watched]:
        now = self._clock()
        return [watched for watched in self._watched if watched not in busy and watched.is_due(now)]

    def _planned(self, busy: Iterable[Watched]) -> list[datetime]:
        plans = [watched.plan for watched in self._watched if watched not in busy and watched.plan is not None]
        return [plan.at for plan in plans if plan.at is not None]

    async def _first_of(
        self, checks: "Iterable[asyncio.Task[bool]]", planned: Sequence[datetime], wanted: "asyncio.Event"
    ) -> "set[asyncio.Task[bool]]":
        """Wait for the first answer, for the next check to be due, or for `refresh`; give the answers."""
        import asyncio

        running = set(checks)
        waits: set[asyncio.Task[object]] = {asyncio.create_task(wanted.wait())}
        seconds = min([(moment - self._clock()).total_seconds() for moment in planned] or [sys.maxsize])
        if planned or self._keeper is not None:
            waits.add(asyncio.create_task(self._sleep(min(max(seconds, 0.0), self._longest))))
        try:
            done, _ = await asyncio.wait(running | waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        wanted.clear()
        return {task for task in running if task in done}

    async def _sleep(self, seconds: float) -> object:
        import asyncio

        return await (self._pause or asyncio.sleep)(seconds)

    async def _settle_aside(self) -> Update:
        """Settle without holding up the event loop."""
        from tickertui.source.aside import aside

        return await aside(self._settle)

    def _settle(self) -> Update:
        """Bring what the sources gave and what is kept together, against what was true before."""
        before = self._current
        board, kept_articles = self._board()
        if board is not None and before.snapshot is not None:
            board = reuse_rows(before.snapshot, board)
        given = [Snapshot(articles=watched.articles) for watched in reversed(self._watched)]
        self._current = Update(
            snapshot=board,
            articles=newest_articles([Snapshot(articles=kept_articles), *given]),
            changes=changes(before.snapshot, board) if board is not None else (),
            health=tuple(watched.health for watched in self._watched),
            problems=tuple(
                (failure.origin, failure.error) for watched in self._watched for failure in watched.failures
            ),
            notices=self._keeper.notices if self._keeper is not None else (),
        )
        return self._current

    def _board(self) -> tuple[Snapshot | None, tuple[Article, ...]]:
        """One board of the newest payloads, with long series; and the articles that are kept."""
        newest = [watched.newest for watched in self._watched if watched.newest is not None]
        keeper = self._keeper
        if keeper is None:
            return union(newest), ()
        kept = keeper.latest() if self._shows_kept else None
        board = union([kept, *newest] if kept is not None else newest)
        if board is None or board.is_sample:
            return board, ()
        if board is not kept:
            board = keeper.lengthened(board, None if self._shows_kept else moment_of(board))
        return board, keeper.articles()
