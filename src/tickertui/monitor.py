"""The one loop that both front ends follow: ask every source when it is due, compare, and say what is true now.

The monitor is given its collaborators: the feeds, the clock, how to wait and when to ask again. It touches
neither the network nor a file by itself, and it never raises for a source that fails: a failure is a state.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from tickertui.errors import SourceUnreachable, TickertuiError
from tickertui.market.article import Article
from tickertui.market.changes import Change, changes, reuse_rows
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import newest_articles, newest_first, union
from tickertui.source.feed import Feed
from tickertui.source.outcome import Changed, Failed, Failure, Kind, Outcome
from tickertui.source.weight import is_light

if TYPE_CHECKING:
    import asyncio

Clock = Callable[[], datetime]
"""Gives the moment, aware UTC."""

Pause = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""

State = Literal["loading", "static", "live", "unchanged", "stale", "offline", "failed"]

LONGEST_PAUSE = 30.0
"""Seconds: the clock is looked at again at least so often, since a machine sleeps and clocks are set."""


class Plan(msgspec.Struct, frozen=True):
    """When a source is asked next, and why then."""

    at: datetime
    why: str


class Health(msgspec.Struct, frozen=True):
    """How one source does."""

    origin: str
    """Where it is, as a person would name it."""
    state: State
    """loading: has not answered yet; static: was read and is not asked again; live: the last check brought
    something new; unchanged: it brought nothing new; stale: it failed, older data is shown; offline: the same,
    and the source was out of reach; failed: it never gave anything."""
    sentence: str = ""
    """The cause in words, where something failed."""
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    next_check_at: datetime | None = None
    why: str = ""
    """Why the next check is when it is."""
    failures: int = 0
    """How often in a row it has failed."""


class Update(msgspec.Struct, frozen=True, eq=False):
    """What is true now. A later update replaces an earlier one."""

    snapshot: Snapshot | None = None
    """The board: each index from the newest payload that has it; None while nothing was read."""
    articles: tuple[Article, ...] = ()
    """Every article of every payload, the latest published first, each once."""
    changes: tuple[Change, ...] = ()
    """What this update changed against the one before."""
    health: tuple[Health, ...] = ()
    problems: tuple[tuple[str, TickertuiError], ...] = ()
    """What could not be read, by name: a source, or one payload of a source."""


Planner = Callable[[Outcome, Health, Snapshot | None, datetime], Plan | None]
"""Says when a source is asked again, given what it just gave and how it does; None: never."""


def never(outcome: Outcome, health: Health, snapshot: Snapshot | None, now: datetime) -> Plan | None:
    """The planner of a source that is read once."""
    del outcome, health, snapshot, now
    return None


class _Watched:
    """One source with what it gave so far."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.health = Health(feed.origin, "loading")
        self.newest: Snapshot | None = None
        self.articles: tuple[Article, ...] = ()
        self.failures: tuple[Failure, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether it has answered at least once."""
        return self.health.checked_at is not None

    def take(self, outcome: Outcome, plan: Planner, now: datetime) -> None:
        """Keep what the source gave, and settle how it does and when it is asked again."""
        if isinstance(outcome, Changed):
            given = [fetched.snapshot for fetched in outcome.fetched]
            boards = [snapshot for snapshot in (self.newest, *given) if snapshot and snapshot.quotes]
            self.newest = newest_first(boards or given)[0] if boards or given else self.newest
            known = Snapshot(articles=self.articles)
            self.articles = newest_articles([known, *given])
        self.failures = outcome.failures or self._own_failure(outcome)
        self.health = self._health(outcome, now)
        planned = plan(outcome, self.health, self.newest, now)
        if planned is not None:
            self.health = msgspec.structs.replace(self.health, next_check_at=planned.at, why=planned.why)
        elif self.health.state in {"live", "unchanged"}:
            self.health = msgspec.structs.replace(self.health, state="static")

    def _own_failure(self, outcome: Outcome) -> tuple[Failure, ...]:
        return (Failure(self.feed.origin, outcome.error),) if isinstance(outcome, Failed) else ()

    def _health(self, outcome: Outcome, now: datetime) -> Health:
        before = self.health
        if isinstance(outcome, Failed):
            state: State = "failed"
            if self.newest is not None or self.articles:
                state = "offline" if isinstance(outcome.error, SourceUnreachable) else "stale"
            return Health(
                before.origin,
                state,
                outcome.error.sentence,
                checked_at=now,
                changed_at=before.changed_at,
                failures=before.failures + 1,
            )
        if isinstance(outcome, Changed):
            return Health(before.origin, "live", checked_at=now, changed_at=now)
        return Health(before.origin, "unchanged", checked_at=now, changed_at=before.changed_at)


class Monitor:
    """Follows the sources and says, after every answer, what is true."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        *,
        clock: Clock,
        plan: Planner = never,
        pause: Pause | None = None,
        light: Callable[[Kind, str], bool] = is_light,
    ) -> None:
        """Watch the feeds; nothing is asked before `first`, `once` or `updates`.

        Args:
            feeds: What is asked.
            clock: Gives the moment.
            plan: Says when a source is asked again.
            pause: Waits; `asyncio.sleep` where none is given.
            light: Whether a source is read before the first paint.
        """
        self._watched = [_Watched(feed) for feed in feeds]
        self._clock = clock
        self._plan = plan
        self._pause = pause
        self._light = light
        self._wanted: asyncio.Event | None = None
        self._current = Update(health=tuple(watched.health for watched in self._watched))

    @property
    def current(self) -> Update:
        """The latest update."""
        return self._current

    def first(self, *, patient: bool = False) -> Update:
        """What can be said at once: the sources that are here and small are read, blocking.

        Whoever is patient has the large ones read too. Addresses are never asked here.
        """
        for watched in self._watched:
            if watched.asked or watched.feed.kind == "address":
                continue
            if patient or self._light(watched.feed.kind, watched.feed.origin):
                now = self._clock()
                watched.take(watched.feed.read(now), self._plan, now)
        return self._settle()

    async def once(self) -> Update:
        """Ask every source that was not asked yet, all at the same time, and give what is then true."""
        import asyncio

        await asyncio.gather(*(self._ask(watched) for watched in self._watched if not watched.asked))
        return self._settle()

    async def updates(self) -> AsyncIterator[Update]:
        """An update after every answer, for as long as any source is to be asked again.

        Cancelling the iteration cancels the checks under way.
        """
        import asyncio

        checks: dict[asyncio.Task[None], _Watched] = {}
        self._wanted = asyncio.Event()
        try:
            while True:
                busy = set(checks.values())
                for watched in self._due(busy):
                    checks[asyncio.create_task(self._ask(watched))] = watched
                planned = self._planned(set(checks.values()))
                if not checks and not planned:
                    return
                done = await self._first_of(checks, planned, self._wanted)
                for task in done:
                    del checks[task]
                    task.result()
                if done:
                    yield self._settle()
        finally:
            for task in checks:
                task.cancel()

    def refresh(self) -> None:
        """Ask the sources now instead of waiting for their turn."""
        now = self._clock()
        for watched in self._watched:
            if watched.health.next_check_at is not None:
                watched.health = msgspec.structs.replace(watched.health, next_check_at=now, why="asked for")
        if self._wanted is not None:
            self._wanted.set()

    async def _ask(self, watched: _Watched) -> None:
        now = self._clock()
        outcome = await watched.feed.check(now)
        watched.take(outcome, self._plan, self._clock())

    def _due(self, busy: Iterable[_Watched]) -> list[_Watched]:
        now = self._clock()
        free = [watched for watched in self._watched if watched not in busy]
        return [
            watched
            for watched in free
            if not watched.asked or (watched.health.next_check_at is not None and watched.health.next_check_at <= now)
        ]

    def _planned(self, busy: Iterable[_Watched]) -> list[datetime]:
        free = [watched.health.next_check_at for watched in self._watched if watched not in busy]
        return [moment for moment in free if moment is not None]

    async def _first_of(
        self, checks: "Iterable[asyncio.Task[None]]", planned: Sequence[datetime], wanted: "asyncio.Event"
    ) -> "set[asyncio.Task[None]]":
        """Wait for the first answer, for the next check to be due, or for `refresh`; give the answers."""
        import asyncio

        running = set(checks)
        waits: set[asyncio.Task[object]] = {asyncio.create_task(wanted.wait())}
        if planned:
            seconds = max(0.0, (min(planned) - self._clock()).total_seconds())
            waits.add(asyncio.create_task(self._sleep(min(seconds, LONGEST_PAUSE))))
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

    def _settle(self) -> Update:
        """Bring what the sources gave together, against what was true before."""
        before = self._current
        newest = [watched.newest for watched in self._watched if watched.newest is not None]
        board = union(newest)
        if board is not None and before.snapshot is not None and board is not before.snapshot:
            board = reuse_rows(before.snapshot, board)
        moved = changes(before.snapshot, board) if board is not None and board is not before.snapshot else ()
        self._current = Update(
            snapshot=board,
            articles=newest_articles([Snapshot(articles=watched.articles) for watched in reversed(self._watched)]),
            changes=moved,
            health=tuple(watched.health for watched in self._watched),
            problems=tuple(
                (failure.origin, failure.error) for watched in self._watched for failure in watched.failures
            ),
        )
        return self._current
