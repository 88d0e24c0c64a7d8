"""What the monitor's tests stand on: clocks that only move when told, and feeds that follow a script."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tickertui.archive.lease import this_process
from tickertui.archive.store import Archive
from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.keeping import Keeper
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed, Planner, never
from tickertui.monitor.update import Update
from tickertui.source.outcome import Changed, Fetched, Kind, Outcome, Unchanged
from tickertui.source.payload import digest_of
from tickertui.source.schedule import Plan

START = datetime(2026, 6, 3, 16, tzinfo=UTC)


class Time:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.now = START
        self.waits: list[float] = []

    def __call__(self) -> datetime:
        """The simulated moment."""
        return self.now

    async def pause(self, seconds: float) -> None:
        """Let simulated time pass at once."""
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class Hand:
    """A clock that a test moves by hand; whoever waits is woken then, to look at the clock again."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self._waiting: set[asyncio.Event] = set()

    def __call__(self) -> datetime:
        """The simulated moment."""
        return self.now

    async def pause(self, seconds: float) -> None:  # noqa: ARG002  # the hand decides
        """Wait for the hand."""
        moved = asyncio.Event()
        self._waiting.add(moved)
        try:
            await moved.wait()
        finally:
            self._waiting.discard(moved)

    def move(self, seconds: float) -> None:
        """Move the clock, forward or back."""
        self.set(self.now + timedelta(seconds=seconds))

    def set(self, moment: datetime | None) -> None:
        """Set the clock to a moment."""
        assert moment is not None
        self.now = moment
        for moved in self._waiting:
            moved.set()

    async def rest(self, monitors: int = 1) -> None:
        """Let everybody do what is to be done at this moment, until all monitors wait for the next one."""
        still = 0
        for _ in range(20_000):
            waiting = sum(not moved.is_set() for moved in self._waiting)
            still = still + 1 if waiting >= monitors and not _is_asking() else 0
            if still == 10:
                return
            await asyncio.sleep(0 if still else 0.0005)
        raise AssertionError("the monitors never rest")


def _is_asking() -> bool:
    """Whether a monitor waits for a source's answer."""
    return any(getattr(task.get_coro(), "__name__", "") == "in_turn" for task in asyncio.all_tasks())


class ScriptedFeed:
    """A feed that gives one scripted outcome after another, and then nothing new."""

    def __init__(self, *outcomes: Outcome, origin: str = "there", kind: Kind = "address") -> None:
        self.origin = origin
        self.kind: Kind = kind
        self.asked_at: list[datetime] = []
        self.forgot = 0
        self._outcomes = deque(outcomes)

    def read(self, now: datetime) -> Outcome:
        """The next outcome."""
        self.asked_at.append(now)
        return self._outcomes.popleft() if self._outcomes else Unchanged()

    def forget(self) -> None:
        """Count it: what is scripted comes as it is scripted."""
        self.forgot += 1

    async def check(self, now: datetime) -> Outcome:
        """The next outcome, after the loop had a turn."""
        await asyncio.sleep(0)
        return self.read(now)


def board(
    level: float, *, made_at: datetime = START, articles: tuple[Article, ...] = (), label: str = "Lithium"
) -> Changed:
    """A payload with one row."""
    body = f"{label} {level} {made_at.isoformat()}".encode()
    snapshot = Snapshot(
        quotes=(Quote(label=label, level=level),), made_at=made_at, read_at=made_at, articles=articles, origin="there"
    )
    return Changed((Fetched(body, digest_of(body), snapshot),))


def every_minute(outcome: Outcome, failures: int, newest: Snapshot | None, now: datetime) -> Plan:
    """Ask again after a minute."""
    del outcome, failures, newest
    return Plan(now + timedelta(minutes=1), "each minute", timedelta(minutes=1))


def each_second(outcome: Outcome, failures: int, newest: Snapshot | None, now: datetime) -> Plan:
    """Look again after a second."""
    del outcome, failures, newest
    return Plan(now + timedelta(seconds=1), "it is watched", timedelta(seconds=1))


def monitor_of(*feeds: ScriptedFeed, clock: Time | None = None, plan: Planner = never) -> Monitor:
    """A monitor of feeds that are all asked by one plan, in simulated time."""
    time = clock or Time()
    return Monitor([Followed(feed, plan) for feed in feeds], clock=time, pause=time.pause)


async def followed(monitor: Monitor, count: int) -> list[Update]:
    """The first updates."""
    seen: list[Update] = []
    async with following(monitor) as updates:
        async for update in updates:
            seen.append(update)
            if len(seen) == count:
                break
    return seen


@asynccontextmanager
async def following(monitor: Monitor) -> AsyncIterator[AsyncIterator[Update]]:
    """The updates of a monitor, closed at the end."""
    updates = monitor.updates()
    try:
        yield updates
    finally:
        await updates.aclose()  # type: ignore[attr-defined]  # an async generator


def level_of(update: Update) -> float | None:
    """The level of the first row."""
    assert update.snapshot is not None
    return update.snapshot.quotes[0].level


def keeper_at(path: Path, token: str = "", now: datetime = START) -> Keeper:
    """A keeper of the archive at a path, as a holder of its own."""
    return Keeper(Archive.open(path, now), holder=this_process(token))


def dice(seed: int = 7) -> Random:
    """Repeatable dice."""
    return Random(seed)  # noqa: S311  # not secrets


class Simulated:
    """A clock that jumps to the end of every wait, but not while a source is being asked: an answer takes no time."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The simulated moment."""
        return self.now

    async def pause(self, seconds: float) -> None:
        """Let simulated time pass at once, unless an answer is awaited: it comes first."""
        if _is_asking():
            await asyncio.Event().wait()
        self.now += timedelta(seconds=seconds)
