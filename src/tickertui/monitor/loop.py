"""The loop itself."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tickertui.monitor.asking import Asking
from tickertui.monitor.planning import Followed
from tickertui.monitor.settling import Settling, evidence
from tickertui.monitor.update import Update
from tickertui.monitor.watched import Watched
from tickertui.source.outcome import Kind, Outcome
from tickertui.source.weight import is_light

if TYPE_CHECKING:
    import asyncio

    from tickertui.monitor.keeping import Keeper
    from tickertui.monitor.past import Past
    from tickertui.monitor.watched import View

Clock = Callable[[], datetime]
"""Gives the moment, aware UTC."""

Pause = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""

FOLLOW = 1.0
"""Seconds: how often we look whether another process has kept something."""

LONGEST_PAUSE = 30.0
"""Seconds: the clock is looked at again at least so often, since a machine sleeps and clocks are set."""

LEAVING = 0.2
"""Seconds: how long leaving waits for what it can do without."""


class Monitor:
    """Follows the sources and says, after every answer, what is true."""

    def __init__(
        self,
        followed: Sequence[Followed],
        *,
        clock: Clock,
        keeper: "Keeper | Callable[[], Keeper] | None" = None,
        shows_kept: bool = False,
        whoever_kept: bool = True,
        pause: Pause | None = None,
        follow: float = FOLLOW,
        light: Callable[[Kind, str], bool] = is_light,
    ) -> None:
        """Watch the sources; nothing is asked before `first`, `once` or `updates`.

        Args:
            followed: What is asked, and when.
            clock: Gives the moment.
            keeper: Keeps what comes; what opens it, where that can wait until the first frame stands.
            shows_kept: Whether the newest boards that are kept of the sources count too.
            whoever_kept: Whether then the newest board that is kept counts too, whichever source it came from.
            pause: Waits; `asyncio.sleep` where none is given.
            follow: Seconds between two looks at what others have kept.
            light: Whether a source is read before the first paint.
        """
        self._watched = [Watched(one) for one in followed]
        self._clock = clock
        self._open = keeper if callable(keeper) else None
        self._keeper = None if callable(keeper) else keeper
        self._shows_kept = shows_kept and self._keeper is not None
        self._settling = Settling(self._keeper, shows_kept=self._shows_kept, whoever_kept=whoever_kept)
        self._pause = pause
        self._follow = timedelta(seconds=follow)
        self._longest = follow if self._keeper is not None else LONGEST_PAUSE
        self._light = light
        self._unkept: list[tuple[str, Outcome]] = []
        self._wanted: asyncio.Event | None = None
        self._asking = Asking(self._keeper, clock, self._sleep)
        self._looked_at: datetime | None = None
        self._last_at = clock()
        self._begun_anew = self._keeper.begun_anew if self._keeper is not None else 0
        self._current = Update(health=tuple(watched.health for watched in self._watched))

    @property
    def current(self) -> Update:
        """The latest update."""
        return self._current

    @property
    def past(self) -> "Past | None":
        """What was known when, for whoever must not wait; None without an archive."""
        return self._keeper.past if self._keeper is not None else None

    def close(self) -> None:
        """Let the archive go, at the end; blocking."""
        if self._keeper is not None:
            self._keeper.archive.close()

    @property
    def sources(self) -> tuple[str, ...]:
        """What the archive calls the sources that are followed."""
        return tuple(watched.key for watched in self._watched)

    def now(self) -> datetime:
        """The moment that ages are counted to: a clock that is behind must not make a figure look fresher.

        That is what the clock says, or when the newest payload was made where the clock says less.
        """
        now = self._clock()
        return evidence(self._current.snapshot, now) or now

    def first(self, *, patient: bool = False) -> Update:
        """What can be said at once: what is kept, and the sources that are here and small; blocking.

        Whoever is patient has the large ones read too. Addresses are never asked here.
        """
        for watched in self._watched:
            if watched.asked or watched.is_remote:
                continue
            if patient or self._light(watched.feed.kind, watched.feed.origin):
                now = self._clock()
                outcome = watched.feed.read(now)
                watched.take(outcome, now)
                if self._keeper is not None or self._open is not None:
                    self._unkept.append((watched.key, outcome))
        self._settle()
        return self._current

    async def once(self) -> Update:
        """Ask every source that was not asked yet, all at the same time, and give what is then true."""
        import asyncio

        unasked = [watched for watched in self._watched if not watched.asked]
        await asyncio.gather(*(self._asking.once(watched) for watched in unasked))
        await self._settle_aside()
        return self._current

    async def updates(self) -> AsyncIterator[Update]:
        """An update after everything that is worth telling, for as long as anything can still come.

        Cancelling the iteration, or closing it, cancels the checks under way and leaves nothing behind.
        """
        import asyncio

        checks: dict[asyncio.Task[bool], Watched] = {}
        self._wanted = asyncio.Event()
        try:
            if await self._begin():
                yield self._current
            while True:
                self._look_at_clock()
                for watched in self._due(set(checks.values())):
                    checks[asyncio.create_task(self._asking.in_turn(watched))] = watched
                planned = self._planned(set(checks.values()))
                if not checks and not planned and self._keeper is None:
                    return
                done = await self._first_of(checks, planned, self._wanted)
                news = [task.result() for task in done]
                for task in done:
                    del checks[task]
                if (await self._look() or any(news)) and await self._settle_aside():
                    yield self._current
        finally:
            await self._leave(checks)

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
                watched.ask_soon(self._asking.asked_at, now)
        if self._wanted is not None:
            self._wanted.set()

    async def _begin(self) -> bool:
        """Keep what was read before the first paint and recall earlier checks; whether there is anything to tell."""
        from tickertui.source.aside import aside

        if self._open is not None:
            await self._adopt(self._open)
        if self._keeper is None:
            return await self._settle_aside()
        await aside(self.keep_first)
        await self._look()
        is_news = await self._settle_aside()
        for watched in self._watched:
            await self._asking.recall(watched)
        return await self._settle_aside() or is_news

    async def _adopt(self, opens: "Callable[[], Keeper]") -> None:
        """Open the archive now that the first frame stands; one that cannot be opened is told."""
        from tickertui.errors import ArchiveError
        from tickertui.source.aside import aside

        self._open = None
        try:
            self._keeper = await aside(opens)
        except ArchiveError as error:
            self._unkept.clear()
            self._settling.adopt(None, f"Nothing is kept: {error.sentence}")
            return
        self._settling.adopt(self._keeper)
        self._asking.keeper = self._keeper
        self._begun_anew = self._keeper.begun_anew
        self._longest = self._follow.total_seconds()

    async def _look(self) -> bool:
        """See what other processes did, and say that we are here; whether there may be anything to tell."""
        keeper, now = self._keeper, self._clock()
        if keeper is None or (self._looked_at is not None and timedelta(0) <= now - self._looked_at < self._follow / 2):
            return False
        from tickertui.source.aside import aside

        self._looked_at = now
        before = (keeper.generation, keeper.notices)
        is_news = await aside(keeper.look, now)
        for watched in self._watched:
            check = keeper.last_check(watched.key) if is_news else None
            if check is not None:
                watched.see(check)
        if keeper.begun_anew != self._begun_anew:
            self._begun_anew = keeper.begun_anew
            for watched in self._watched:
                watched.feed.forget()
        return is_news or before != (keeper.generation, keeper.notices)

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
            await _cancelled(waits)
        wanted.clear()
        return {task for task in running if task in done}

    async def _sleep(self, seconds: float) -> object:
        import asyncio

        return await (self._pause or asyncio.sleep)(seconds)

    async def _leave(self, checks: "Iterable[asyncio.Task[bool]]") -> None:
        """Cancel the checks under way and let another process ask, without waiting for anybody who does not hurry."""
        import asyncio

        from tickertui.source.aside import aside

        await _cancelled(checks)
        if self._keeper is not None:
            await asyncio.wait([asyncio.create_task(aside(self._keeper.leave))], timeout=LEAVING)

    def _settle(self) -> bool:
        """Bring what the sources gave and what is kept together; whether that is anything else than before."""
        return self._take_over(self._settling.update(self._current, *self._known()))

    async def _settle_aside(self) -> bool:
        """Settle without holding up the event loop."""
        views, keys, now = self._known()
        if self._settling.is_quick(views):
            return self._take_over(self._settling.update(self._current, views, keys, now))
        from tickertui.source.aside import aside

        return self._take_over(await aside(self._settling.update, self._current, views, keys, now))

    def _known(self) -> "tuple[list[View], list[str], datetime]":
        """What is known of the sources now, what the archive calls them, and now."""
        return [one.view for one in self._watched], [one.key for one in self._watched], self._clock()

    def _take_over(self, update: Update) -> bool:
        """Make an update the current one; whether it is another."""
        is_other = update is not self._current
        self._current = update
        for watched in self._watched:
            watched.has_kept = self._shows_kept and update.snapshot is not None
        return is_other


async def _cancelled(tasks: "Iterable[asyncio.Task[Any]]") -> None:
    """Cancel tasks and wait until they have ended, a moment at most."""
    import asyncio

    waiting = [task for task in tasks if not task.done()]
    for task in waiting:
        task.cancel()
    if waiting:
        await asyncio.wait(waiting, timeout=LEAVING)
