"""A watched folder: what is dropped into it shows within two seconds; what is half there, or gone, is no error."""

import asyncio
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.monitor.stage import START, Hand, dice, following, level_of
from tests.source.payloads import payload
from tickertui.market.calendar import publication
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed, scheduled
from tickertui.monitor.update import Update
from tickertui.source.feed import feed_for
from tickertui.source.schedule import Policy

MADE_AT = 1_780_500_949_256
"""When the first payload was made, in milliseconds."""


class Watching:
    """A monitor on a folder, moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.clock = Hand()
        feed = feed_for(str(folder))
        plan = scheduled(Policy(kind=feed.kind), dice())
        self.monitor = Monitor([Followed(feed, plan)], clock=self.clock, pause=self.clock.pause)
        self.monitor.first()
        self.seen: list[Update] = []
        self._task = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        async with following(self.monitor) as updates:
            async for update in updates:
                self.seen.append(update)

    async def pass_by(self, seconds: int) -> None:
        """Let simulated seconds pass, each long enough for a scan."""
        await self.clock.rest()
        for _ in range(seconds):
            self.clock.move(1)
            await self.clock.rest()

    async def quit(self) -> None:
        """Leave it."""
        self._task.cancel()
        await asyncio.wait([self._task])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one payload."""
    put(tmp_path, "a.json", payload(101.0))
    return tmp_path


def put(folder: Path, name: str, content: bytes) -> None:
    """Write a file in place."""
    (folder / name).write_bytes(content)


async def test_a_payload_that_is_dropped_shows_within_two_seconds(folder: Path) -> None:
    """And nothing is told before or after it."""
    watching = Watching(folder)
    await watching.pass_by(5)
    assert watching.seen == []
    put(folder, "b.json", payload(102.0, made_at=MADE_AT + 1_000))
    await watching.pass_by(2)
    assert [level_of(update) for update in watching.seen] == [102.0]
    assert watching.seen[0].changes
    await watching.pass_by(10)
    assert len(watching.seen) == 1
    assert watching.seen[0].health[0].state == "live"
    await watching.quit()


async def test_a_half_written_payload_is_no_error_and_shows_when_it_is_whole(folder: Path) -> None:
    """A slow copy is not told as a broken file."""
    whole = payload(102.0, made_at=MADE_AT + 1_000)
    watching = Watching(folder)
    for part in range(1, 8):
        put(folder, "b.json", whole[: len(whole) * part // 8])
        await watching.pass_by(1)
    assert watching.seen == []
    put(folder, "b.json", whole)
    await watching.pass_by(2)
    assert [level_of(update) for update in watching.seen] == [102.0]
    assert watching.monitor.current.problems == ()
    await watching.quit()


async def test_a_payload_that_stays_broken_is_told_once_and_the_board_stays(folder: Path) -> None:
    """After two seconds without a change it is named; when it is well, that is told too."""
    watching = Watching(folder)
    put(folder, "b.json", payload(102.0)[:100])
    await watching.pass_by(30)
    assert [len(update.problems) for update in watching.seen] == [1]
    assert level_of(watching.seen[0]) == 101.0
    (folder / "b.json").unlink()
    await watching.pass_by(3)
    assert [len(update.problems) for update in watching.seen] == [1, 0]
    await watching.quit()


async def test_a_file_or_folder_that_vanishes_and_comes_back_is_no_error_at_once(folder: Path, tmp_path: Path) -> None:
    """Editors and sync programs replace files by moving them; the board stays throughout."""
    watching = Watching(folder)
    await watching.pass_by(1)
    aside = tmp_path.parent / "aside"
    folder.rename(aside)  # noqa: ASYNC240  # a name in a local folder
    await watching.pass_by(1)
    aside.rename(folder)  # a name in a local folder
    await watching.pass_by(3)
    assert watching.seen == []
    folder.rename(aside)  # noqa: ASYNC240  # a name in a local folder
    await watching.pass_by(30)
    aside.rename(folder)  # a name in a local folder
    await watching.pass_by(3)
    assert [update.health[0].state for update in watching.seen] == ["stale", "unchanged"]
    assert all(level_of(update) == 101.0 for update in watching.seen)
    await watching.quit()


async def test_a_zone_that_changes_makes_no_figure_look_fresher(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ages are counted in UTC days, wherever the computer says that it is."""
    watching = Watching(folder)
    ages = set()
    try:
        for zone in ("UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            board = watching.monitor.current.snapshot
            assert board is not None
            moment = watching.monitor.now() + timedelta(days=9, hours=7)
            ages.add(publication(board.quotes[0], moment.astimezone()).age_days)
            ages.add(publication(board.quotes[0], datetime.fromtimestamp(moment.timestamp()).astimezone()).age_days)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert ages == {9}
    assert START.hour + 7 < 24
    assert os.environ.get("TZ") != "Asia/Kathmandu"
    await watching.quit()
