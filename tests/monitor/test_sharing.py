"""Two programs on one archive: one asks, the other shows what it keeps, and takes over when it is gone."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.monitor.stage import (
    START,
    Hand,
    ScriptedFeed,
    Time,
    board,
    every_minute,
    following,
    keeper_at,
    level_of,
)
from tickertui.archive.records import Check
from tickertui.archive.store import Archive
from tickertui.errors import SourceUnreachable
from tickertui.monitor.keeping import Keeper
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed
from tickertui.monitor.update import Update
from tickertui.source.outcome import Failed, Outcome, Unchanged

REPOSITORY = Path(__file__).resolve().parents[2]
LATER = START + timedelta(minutes=1)

HOLDER = """
import sys
from datetime import datetime
from pathlib import Path
from tickertui.archive.store import Archive
from tickertui.monitor.keeping import Keeper
now = datetime.fromisoformat(sys.argv[2])
keeper = Keeper(Archive.open(Path(sys.argv[1]), now))
print(keeper.may_ask("there", now), flush=True)
sys.stdin.read()
"""


class Screen:
    """One program: a monitor that is followed, and what it told."""

    def __init__(self, path: Path, token: str, clock: Hand, *outcomes: Outcome) -> None:
        self.keeper: Keeper = keeper_at(path, token)
        self.feed = ScriptedFeed(*outcomes)
        self.clock = clock
        self.seen: list[Update] = []
        self.monitor = Monitor(
            [Followed(self.feed, every_minute)], clock=clock, pause=clock.pause, keeper=self.keeper, shows_kept=True
        )
        self._task = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        async with following(self.monitor) as updates:
            async for update in updates:
                self.seen.append(update)

    @property
    def state(self) -> str:
        """How its source does."""
        return self.monitor.current.health[0].state

    async def quit(self) -> None:
        """Leave it."""
        self._task.cancel()
        await asyncio.wait([self._task])
        self.keeper.archive.close()


async def settle(clock: Hand, seconds: int = 0, *, screens: int = 1) -> None:
    """Let so much simulated time pass, second by second, and everybody do what is to be done."""
    await clock.rest(screens)
    for _ in range(seconds):
        clock.move(1)
        await clock.rest(screens)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the shared archive is."""
    return tmp_path / "a.sqlite3"


async def test_one_asks_and_the_other_shows_the_news_within_a_second(path: Path) -> None:
    """The second screen never asks; a second after the first has kept something it is on both."""
    clock = Hand()
    first = Screen(path, "one", clock, board(1.0), board(2.0, made_at=LATER))
    await settle(clock)
    second = Screen(path, "two", clock, board(99.0))
    await settle(clock, 2, screens=2)
    assert (first.state, second.state) == ("live", "followed")
    assert level_of(second.monitor.current) == 1.0
    await settle(clock, 58, screens=2)
    assert level_of(first.monitor.current) == 2.0
    await settle(clock, 1, screens=2)
    assert level_of(second.monitor.current) == 2.0
    assert second.monitor.current.health[0].checked_at == first.monitor.current.health[0].checked_at
    assert second.feed.asked_at == []
    await first.quit()
    await second.quit()


async def test_what_the_other_cannot_reach_is_said_here_too(path: Path) -> None:
    """A screen that follows says that the last check of the one that asks failed, and why; then that it is well."""
    clock = Hand()
    first = Screen(path, "one", clock, board(1.0), Failed(SourceUnreachable("No route.")), Unchanged())
    await settle(clock)
    second = Screen(path, "two", clock)
    await settle(clock, 63, screens=2)
    health = second.monitor.current.health[0]
    assert (first.state, health.state, health.sentence, health.failures) == ("offline", "followed", "No route.", 1)
    await settle(clock, 61, screens=2)
    health = second.monitor.current.health[0]
    assert (health.state, health.sentence, health.failures) == ("followed", "", 0)
    await first.quit()
    await second.quit()


async def test_renewing_a_lease_is_no_news(path: Path) -> None:
    """Two quiet screens tell nothing beside the checks, however often one says that it is still there."""
    clock = Hand()
    first = Screen(path, "one", clock, board(1.0))
    await settle(clock)
    second = Screen(path, "two", clock)
    await settle(clock, 59, screens=2)
    assert len(first.seen) <= 2
    assert len(second.seen) <= 3
    await first.quit()
    await second.quit()


async def test_who_leaves_lets_the_other_ask(path: Path) -> None:
    """The lease is given back at the end; the other asks within seconds, not before the floor of a minute."""
    clock = Hand()
    first = Screen(path, "one", clock, board(1.0))
    await settle(clock)
    second = Screen(path, "two", clock, board(2.0, made_at=LATER))
    await settle(clock, 5, screens=2)
    await first.quit()
    await settle(clock, 30)
    assert second.feed.asked_at == []
    await settle(clock, 40)
    assert level_of(second.monitor.current) == 2.0
    assert second.state in ("live", "unchanged")
    assert timedelta(seconds=60) <= second.feed.asked_at[0] - first.feed.asked_at[-1] <= timedelta(seconds=75)
    await second.quit()


@pytest.fixture
def holder(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that asks the source, and does nothing else until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), START.isoformat()],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "True"
        yield process
        process.kill()


async def test_when_the_one_that_asks_is_killed_the_other_takes_over(
    path: Path, holder: "subprocess.Popen[str]"
) -> None:
    """A dead process holds no lease, however long it would have run."""
    clock = Hand()
    screen = Screen(path, "", clock, board(1.0))
    await settle(clock, 12)
    assert (screen.state, screen.feed.asked_at) == ("followed", [])
    holder.kill()
    holder.wait()
    await settle(clock, 12)
    assert screen.state == "live"
    assert level_of(screen.monitor.current) == 1.0
    await screen.quit()


async def test_refresh_asks_though_another_is_the_one_that_asks(path: Path, holder: "subprocess.Popen[str]") -> None:
    """A person need not wait for another process, which keeps its turn."""
    del holder
    clock = Hand()
    screen = Screen(path, "", clock, board(1.0))
    await settle(clock, 2)
    assert screen.state == "followed"
    screen.monitor.refresh()
    await settle(clock)
    assert level_of(screen.monitor.current) == 1.0
    assert len(screen.feed.asked_at) == 1
    await settle(clock, 61)
    assert screen.state == "followed"
    assert len(screen.feed.asked_at) == 1
    await screen.quit()


async def test_leaving_waits_for_nobody_who_writes(path: Path) -> None:
    """A screen is left at once while another process holds the archive; its lease is then another's to take."""
    clock = Hand()
    screen = Screen(path, "one", clock, board(1.0))
    await settle(clock)
    blocked, done = threading.Event(), threading.Event()

    def import_slowly() -> None:
        with Archive.open(path, START) as archive, archive._database.transaction():
            blocked.set()
            done.wait(30)

    importing = threading.Thread(target=import_slowly)
    importing.start()
    blocked.wait()
    screen._task.cancel()
    finished, _ = await asyncio.wait([screen._task], timeout=4)
    assert finished
    done.set()
    importing.join()


async def test_a_check_of_the_future_is_not_waited_for(path: Path) -> None:
    """The clock was ahead in an earlier run: what the log says of tomorrow keeps nobody from asking today."""
    with Archive.open(path, START) as archive:
        archive.record_check("there", START + timedelta(days=1), "unchanged")
        assert isinstance(archive.checks()[0], Check)
    clock = Hand()
    screen = Screen(path, "one", clock, board(1.0))
    await settle(clock)
    assert len(screen.feed.asked_at) == 1
    await screen.quit()


@pytest.mark.parametrize("outcome", [board(1.0), Unchanged(), Failed(SourceUnreachable("Down."))])
async def test_runs_that_ask_once_wait_for_each_other(tmp_path: Path, outcome: Outcome) -> None:
    """However fast a command is repeated, the host is asked every five seconds at most; files are read at once."""
    time, asked = Time(), []
    for seconds in (0.0, 1.5, 0.0, 60.0):
        time.now += timedelta(seconds=seconds)
        feed, file = ScriptedFeed(outcome), ScriptedFeed(outcome, origin="here", kind="file")
        keeper = keeper_at(tmp_path / "archive.sqlite3")
        await Monitor([Followed(feed), Followed(file)], clock=time, pause=time.pause, keeper=keeper).once()
        keeper.archive.close()
        asked += feed.asked_at
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(asked)]
    assert gaps == [5.0, 5.0, 60.0]
    assert time.waits == [3.5, 5.0]


async def test_a_clock_that_was_set_back_makes_nobody_wait(tmp_path: Path) -> None:
    """A check that seems to be of the future says nothing about when to ask."""
    time = Time()
    for _ in range(2):
        keeper = keeper_at(tmp_path / "archive.sqlite3")
        feed = ScriptedFeed(board(1.0))
        await Monitor([Followed(feed)], clock=time, pause=time.pause, keeper=keeper).once()
        keeper.archive.close()
        time.now -= timedelta(days=1)
    assert time.waits == []
