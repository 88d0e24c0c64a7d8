"""A year with a site that publishes late, revises and fails, and a program that is left and started again."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from tests.monitor.site import DAY, Site, restarts
from tests.monitor.stage import Simulated, dice, following
from tickertui.archive.store import Archive
from tickertui.monitor.keeping import Keeper
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed, scheduled
from tickertui.source.address import AddressFeed
from tickertui.source.client import Client
from tickertui.source.schedule import Policy

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAYS = 365
ADDRESS = "https://prices.example/lithium/_payload.json"


class Year:
    """The year as it went."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.time = Simulated(START)
        self.site = Site(self.time, START, DAYS)
        self.runs = 0
        self.updates = 0
        self.changes: list[str] = []

    async def run(self, until: datetime) -> None:
        """One run of the program, from its start until it is left."""
        client = Client(transport=httpx.MockTransport(self.site.answer))
        keeper = Keeper(Archive.open(self.path, self.time()))
        feed = AddressFeed(ADDRESS, lambda: client)
        plan = scheduled(Policy(), dice(self.runs))
        monitor = Monitor(
            [Followed(feed, plan)],
            clock=self.time,
            pause=self.time.pause,
            keeper=keeper,
            shows_kept=True,
            follow=21_600,
        )
        monitor.first()
        self.runs += 1
        async with following(monitor) as updates:
            async for update in updates:
                self.updates += 1
                self.changes += [change.sentence for change in update.changes]
                if self.time() >= until:
                    break
        keeper.archive.close()
        await client.close()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """A whole year, lived once for all tests here."""
    gone = Year(tmp_path_factory.mktemp("year") / "archive.sqlite3")

    async def live() -> None:
        for left_at, pause in restarts(START, DAYS, dice(3)):
            await gone.run(left_at)
            gone.time.now += pause
        await gone.run(START + DAYS * DAY)

    asyncio.run(live())
    return gone


def test_every_print_is_kept_once_and_every_revision_noted(year: Year) -> None:
    """The archive has each row's whole history, each day with every value that was ever shown, in order."""
    with Archive.open(year.path, year.time()) as archive:
        revisions = 0
        windows = year.site.builds[0].levels
        for label in year.site.frequencies:
            expected: dict[object, list[float]] = {on: [value] for on, value in windows[label]}
            for event in year.site.events:
                if event.label == label and event.at > year.site.builds[0].made_at:
                    expected.setdefault(event.on, []).append(event.value)
            history = archive.history(label)
            assert history is not None
            assert {
                observation.on: [shown.value for shown in observation.shown] for observation in history.observations
            } == expected
            revisions += sum(len(values) - 1 for values in expected.values())
        assert len(archive.revisions()) == revisions > 10
        assert len(archive.snapshots()) == len(year.site.fetched)
        assert archive.upkeep.verify() == ()


def test_the_host_is_asked_politely(year: Year) -> None:
    """Never twice within a minute, whatever fails or restarts; some tens of requests a day."""
    gaps = [later - earlier for earlier, later in pairwise(year.site.asked_at)]
    assert min(gaps) >= timedelta(seconds=60)
    assert 4 <= len(year.site.asked_at) / DAYS <= 40
    assert year.runs > 20
    assert min(year.site.answered.get(status, 0) for status in (0, 200, 304, 429, 500)) > 10


def test_the_board_is_right_as_of_any_moment(year: Year) -> None:
    """What was known then, at moments all over the year: level, date and the twelve points."""
    rng = dice(5)
    with Archive.open(year.path, year.time()) as archive:
        for _ in range(200):
            moment = START + rng.uniform(1, DAYS) * DAY
            board = archive.board_as_of(moment)
            assert board is not None
            shown = {row.label: tuple((point.on, point.value) for point in row.series.points) for row in board.quotes}
            assert shown == year.site.known(moment).levels


def test_every_check_is_one_update_and_every_change_is_told_once(year: Year) -> None:
    """As many updates as answers, and a few for starts; no change is told twice."""
    assert year.updates <= len(year.site.asked_at) + 2 * year.runs
    assert len(year.changes) == len(set(year.changes))
    assert sum("revised" in sentence for sentence in year.changes) > 10
