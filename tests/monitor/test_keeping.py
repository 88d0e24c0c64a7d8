"""The monitor and its archive: everything is kept, trouble is a sentence, and what heals is told."""

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec

from tests.monitor.stage import (
    START,
    Hand,
    ScriptedFeed,
    Simulated,
    board,
    dice,
    each_second,
    every_minute,
    followed,
    following,
    keeper_at,
    level_of,
)
from tests.samples import quote
from tickertui.archive.store import Archive
from tickertui.errors import PayloadError, SourceUnreachable
from tickertui.market.article import Article
from tickertui.market.calendar import publication
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.keeping import Keeper
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed, scheduled
from tickertui.monitor.update import Update
from tickertui.source.outcome import Changed, Failed, Fetched, Unchanged
from tickertui.source.payload import digest_of
from tickertui.source.schedule import Policy

DAY = timedelta(days=1)
LATER = START + timedelta(minutes=1)
"""Later than `START`, and not so far that a clock at the start would seem to be behind."""


def monitor_with(keeper: Keeper, clock: Simulated | Hand, *feeds: ScriptedFeed, **options: object) -> Monitor:
    """A monitor that shows what is kept and asks each minute."""
    known = {"shows_kept": True, "follow": 1.0} | options
    return Monitor(
        [Followed(feed, every_minute) for feed in feeds],
        clock=clock,
        pause=clock.pause,
        keeper=keeper,
        **known,  # type: ignore[arg-type]  # options of a monitor, passed on
    )


async def until(updates: object, holds: Callable[[Update], object]) -> Update:
    """The first update for which something holds."""
    async for update in updates:  # type: ignore[attr-defined]  # an async generator
        if holds(update):
            return update  # type: ignore[no-any-return]
    raise AssertionError("the updates ended")


def payload_of(snapshot: Snapshot) -> Changed:
    """A payload that says just that."""
    body = repr(snapshot).encode()
    return Changed((Fetched(body, digest_of(body), snapshot),))


async def test_a_full_disk_is_said_and_heals_without_loss(tmp_path: Path) -> None:
    """What could not be kept is kept when there is room, though the source does not give it again."""
    keeper, time = keeper_at(tmp_path / "a.sqlite3"), Simulated()
    pages = keeper.archive._database.number("pragma page_count")
    keeper.archive._database.run(f"pragma max_page_count = {pages}")
    big = Article(uuid="a", slug="a", title="Long", excerpt="x" * 50_000)
    feed = ScriptedFeed(board(1.0, articles=(big,)), *[Unchanged()] * 3)
    async with following(monitor_with(keeper, time, feed)) as updates:
        full = await until(updates, lambda update: update.notices)
        assert "Nothing new is kept" in full.notices[0]
        assert "no room" in full.notices[0]
        assert level_of(full) == 1.0
        assert keeper.archive.snapshots() == ()
        keeper.archive._database.run("pragma max_page_count = 1000000")
        healed = await until(updates, lambda update: not update.notices)
    assert level_of(healed) == 1.0
    assert len(keeper.archive.snapshots()) == 1
    assert {check.outcome for check in keeper.archive.checks()} >= {"new"}
    keeper.archive.close()


async def test_an_archive_that_is_damaged_while_running_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    """It is said, the board stays, the source is asked to give again, and what comes is kept in the new file."""
    path = tmp_path / "a.sqlite3"
    keeper, time = keeper_at(path), Simulated()
    later = board(2.0, made_at=LATER)
    feed = ScriptedFeed(board(1.0), Unchanged(), later, later)
    async with following(monitor_with(keeper, time, feed)) as updates:
        await until(updates, lambda update: update.snapshot is not None)
        damage(keeper.archive, path)
        anew = await until(updates, lambda update: update.notices)
        assert "kept as a.damaged-" in anew.notices[0]
        assert level_of(anew) in (1.0, 2.0)
        seen = await until(updates, lambda update: level_of(update) == 2.0)
        assert seen.notices == anew.notices
    assert feed.forgot == 1
    assert len([name for name in os.listdir(tmp_path) if name.startswith("a.damaged-") and name.endswith("3")]) == 1  # noqa: PTH208  # a name is all
    with Archive.open(path, START) as begun:
        assert begun.upkeep.verify() == ()
        assert [snapshot.made_at for snapshot in begun.snapshots()] == [LATER]
    keeper.archive.close()


def damage(archive: Archive, path: Path) -> None:
    """Overwrite the midst of an archive's file while it is open."""
    archive._database.run("pragma wal_checkpoint(truncate)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    archive._database.run("pragma shrink_memory")


async def test_a_file_that_another_process_has_set_aside_is_left(tmp_path: Path) -> None:
    """Nothing more is written into a file that has got another name."""
    path = tmp_path / "a.sqlite3"
    keeper, time = keeper_at(path), Simulated()
    feed = ScriptedFeed(board(1.0), Unchanged(), board(2.0, made_at=LATER))
    async with following(monitor_with(keeper, time, feed)) as updates:
        await until(updates, lambda update: update.snapshot is not None)
        for ending in ("-wal", "-shm", ""):
            (tmp_path / f"a.sqlite3{ending}").rename(tmp_path / f"old.sqlite3{ending}")
        await until(updates, lambda update: level_of(update) == 2.0)
    with Archive.open(path, START) as begun, Archive.open(tmp_path / "old.sqlite3", START) as old:
        assert [kept.made_at for kept in begun.snapshots()] == [LATER]
        assert [kept.made_at for kept in old.snapshots()] == [START]
    keeper.archive.close()


async def test_an_archive_that_can_only_be_read_is_no_reason_to_stop(tmp_path: Path) -> None:
    """What is kept is shown, what comes too, and nothing waits for a file that is not written."""
    keep_before(tmp_path / "a.sqlite3", board(1.0))
    keeper = Keeper(Archive.open_read_only(tmp_path / "a.sqlite3"), ["the archive is only read"])
    feed = ScriptedFeed(board(2.0, made_at=LATER))
    seen = await followed(monitor_with(keeper, Simulated(), feed), 2)
    assert [level_of(update) for update in seen] == [1.0, 2.0]
    assert seen[-1].notices == ("the archive is only read",)
    keeper.archive.close()


def keep_before(path: Path, *payloads: Changed, source: str = "there") -> None:
    """An earlier run kept this."""
    with Archive.open(path, START) as archive:
        for fetched in (found for payload in payloads for found in payload.fetched):
            archive.append(
                fetched.snapshot,
                fetched.body,
                fetched.digest,
                source=source,
                checked_at=fetched.snapshot.made_at or START,
            )


async def test_an_offline_start_on_day_30_shows_the_kept_board_with_its_true_ages(tmp_path: Path) -> None:
    """The board is that of day 0, its figures are 30 days older, and the state is offline, not failed."""
    row = quote("Lithium", ends_on=START.date(), every=7)
    keep_before(tmp_path / "a.sqlite3", payload_of(Snapshot(quotes=(row,), made_at=START, read_at=START)))
    keeper, time = keeper_at(tmp_path / "a.sqlite3"), Simulated()
    time.now = START + 30 * DAY
    feed = ScriptedFeed(*[Failed(SourceUnreachable("No route."))] * 9)
    monitor = monitor_with(keeper, time, feed)
    first = monitor.first()
    assert first.snapshot is not None
    assert publication(first.snapshot.quotes[0], monitor.now()).age_days == 30
    assert publication(first.snapshot.quotes[0], monitor.now()).state == "dormant"
    (health,) = first.health
    assert health.state == "loading"
    async with following(monitor) as updates:
        offline = await until(updates, lambda update: update.health[0].state != "loading")
    (health,) = offline.health
    assert (health.state, health.sentence) == ("offline", "No route.")
    assert offline.snapshot is first.snapshot
    keeper.archive.close()


async def test_a_clock_that_is_set_back_makes_no_figure_look_fresher(tmp_path: Path) -> None:
    """Ages count from when the newest payload was made, and that the clock is behind is said."""
    row = quote("Lithium", ends_on="2026-05-14", every=7)
    clock, feed = Hand(), ScriptedFeed(payload_of(Snapshot(quotes=(row,), made_at=START, read_at=START)))
    keeper = keeper_at(tmp_path / "a.sqlite3")
    monitor = monitor_with(keeper, clock, feed)
    async with following(monitor) as updates:
        first = await anext(updates)
        assert publication(row, monitor.now()).age_days == 20
        assert first.notices == ()
        coming = asyncio.ensure_future(anext(updates))
        clock.set(START - 18 * DAY)
        await clock.rest()
        clock.move(60)
        told = await coming
    assert monitor.now() == START
    assert publication(row, monitor.now()).age_days == 20
    assert told.notices == (
        "This computer's clock is behind: the newest payload was made 2026-06-03 16:00 UTC; ages count from then.",
    )
    assert [moment - START for moment in feed.asked_at] == [timedelta(0), timedelta(seconds=60) - 18 * DAY]
    keeper.archive.close()


async def test_a_restart_within_a_minute_does_not_ask_again_at_once(tmp_path: Path) -> None:
    """The floor holds across runs: the next check is a minute after the last run's."""
    path, time = tmp_path / "a.sqlite3", Simulated()
    keeper, feed = keeper_at(path), ScriptedFeed(board(1.0))
    await followed(monitor_with(keeper, time, feed), 1)
    keeper.archive.close()
    asked_at = feed.asked_at[-1]
    time.now = asked_at + timedelta(seconds=20)
    keeper, feed = keeper_at(path), ScriptedFeed(board(2.0, made_at=LATER))
    monitor = monitor_with(keeper, time, feed)
    assert level_of(monitor.first()) == 1.0
    first, second = await followed(monitor, 2)
    assert (first.health[0].state, first.health[0].checked_at) == ("unchanged", asked_at)
    assert first.health[0].why == "it was asked a moment ago"
    assert level_of(second) == 2.0
    assert feed.asked_at[0] - asked_at >= timedelta(seconds=60)
    keeper.archive.close()


async def test_what_does_not_change_is_told_once() -> None:
    """A watched file that is missing, or a folder with a bad file in it, fails every second and is told once."""
    time = Simulated()
    missing = ScriptedFeed(*(Failed(SourceUnreachable("No such file.")) for _ in range(50)), kind="file")
    broken = ScriptedFeed(board(1.0), *(Failed(PayloadError("Cut off.")) for _ in range(50)), kind="folder")
    monitor = Monitor([Followed(missing, each_second), Followed(broken, each_second)], clock=time, pause=time.pause)
    seen: list[Update] = []

    async def follow() -> None:
        async for update in monitor.updates():
            seen.append(update)  # noqa: PERF401  # seen as they come: the end is a cancellation

    following_on = asyncio.create_task(follow())
    for _ in range(500):
        await asyncio.sleep(0)
    assert not following_on.done()
    following_on.cancel()
    await asyncio.wait([following_on])
    assert min(len(missing.asked_at), len(broken.asked_at)) > 20
    assert len(seen) <= 4
    assert [health.state for health in seen[-1].health[:2]] == ["failed", "stale"]


async def test_a_watched_folder_stays_live_and_has_no_next_try(tmp_path: Path) -> None:
    """A scan that finds nothing is not told, and no countdown runs to the next one."""
    time, feed = Simulated(), ScriptedFeed(board(1.0), kind="folder", origin=str(tmp_path))
    monitor = Monitor([Followed(feed, scheduled(Policy(kind="folder"), dice()))], clock=time, pause=time.pause)
    async with following(monitor) as updates:
        first = await anext(updates)
        coming = asyncio.ensure_future(anext(updates))
        for _ in range(500):
            await asyncio.sleep(0)
        assert len(feed.asked_at) > 20
        assert not coming.done()
        coming.cancel()
        await asyncio.wait([coming])
    assert (first.health[0].state, first.health[0].next_check_at) == ("live", None)
    assert first.health[0].why == "the folder is watched"


async def test_articles_that_are_kept_stay_listed(tmp_path: Path) -> None:
    """An article that the source does not show any more is listed from the archive."""
    old, new = (Article(uuid=name, slug=name, title=name) for name in ("old", "new"))
    keep_before(tmp_path / "a.sqlite3", board(1.0, articles=(old,)))
    keeper = keeper_at(tmp_path / "a.sqlite3")
    feed = ScriptedFeed(board(2.0, made_at=LATER, articles=(new,)))
    async with following(monitor_with(keeper, Simulated(), feed)) as updates:
        update = await until(updates, lambda update: level_of(update) == 2.0)
    assert {article.title for article in update.articles} == {"old", "new"}
    keeper.archive.close()


async def test_series_grow_longer_than_the_window_and_rows_of_one_label_keep_their_own(tmp_path: Path) -> None:
    """Twelve points of a payload become the whole history; a second row of the label is not given the first one's."""
    path = tmp_path / "a.sqlite3"
    early = quote("Lithium", (1.0, 2.0, 3.0), ends_on="2026-05-01", every=7)
    keep_before(path, payload_of(Snapshot(quotes=(early,), made_at=START - 30 * DAY, read_at=START)))
    late = quote("Lithium", (4.0, 5.0), ends_on="2026-06-01", every=7)
    other = quote("Lithium", (70.0, 80.0), ends_on="2026-06-01", every=7)
    keeper = keeper_at(path)
    feed = ScriptedFeed(payload_of(Snapshot(quotes=(late, other), made_at=START, read_at=START)))
    async with following(monitor_with(keeper, Simulated(), feed)) as updates:
        update = await until(updates, lambda update: update.snapshot is not None and len(update.snapshot.quotes) == 2)
    assert update.snapshot is not None
    first, second = update.snapshot.quotes
    assert [point.value for point in first.series.points] == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert [point.value for point in second.series.points] == [70.0, 80.0]
    keeper.archive.close()


async def test_what_cannot_be_kept_is_in_the_series_all_the_same(tmp_path: Path) -> None:
    """A payload on a full disk shows its newest print beside the history that is kept."""
    path = tmp_path / "a.sqlite3"
    early = quote("Lithium", (1.0, 2.0, 3.0), ends_on="2026-05-01", every=7)
    keep_before(path, payload_of(Snapshot(quotes=(early,), made_at=START - 30 * DAY, read_at=START)))
    keeper = keeper_at(path)
    keeper.archive._database.run(f"pragma max_page_count = {keeper.archive._database.number('pragma page_count')}")
    late = quote("Lithium", (5.0,), ends_on="2026-06-01")
    big = Article(uuid="a", slug="a", title="Long", excerpt="x" * 50_000)
    feed = ScriptedFeed(payload_of(Snapshot(quotes=(late,), articles=(big,), made_at=START, read_at=START)))
    async with following(monitor_with(keeper, Simulated(), feed)) as updates:
        update = await until(updates, lambda update: level_of(update) == 5.0)
    assert update.snapshot is not None
    assert [point.value for point in update.snapshot.quotes[0].series.points] == [1.0, 2.0, 3.0, 5.0]
    keeper.archive.close()


async def test_named_sources_are_not_mixed_with_what_is_kept_of_others(tmp_path: Path) -> None:
    """Whoever names a source sees that one; whoever names none sees the newest of all too."""
    path = tmp_path / "a.sqlite3"
    keep_before(path, board(9.0, made_at=LATER, label="Elsewhere"), source="elsewhere")
    keep_before(path, board(1.0))
    keeper = keeper_at(path)
    named = monitor_with(keeper, Simulated(), ScriptedFeed(), whoever_kept=False).first()
    every = monitor_with(keeper, Simulated(), ScriptedFeed()).first()
    assert named.snapshot is not None
    assert every.snapshot is not None
    assert [row.label for row in named.snapshot.quotes] == ["Lithium"]
    assert [row.label for row in every.snapshot.quotes] == ["Elsewhere", "Lithium"]
    keeper.archive.close()


async def test_no_body_is_held_once_it_is_kept(tmp_path: Path) -> None:
    """Neither the monitor nor the keeper holds a payload's text between two checks."""
    import gc

    marked = b"marked " + b"x" * 100_000
    snapshot = Snapshot(quotes=(quote(),), made_at=START, read_at=START)
    outcome = Changed((Fetched(marked, digest_of(marked), snapshot),))
    keeper, time = keeper_at(tmp_path / "a.sqlite3"), Simulated()
    here, far = ScriptedFeed(outcome, kind="file", origin="here"), ScriptedFeed(outcome)
    monitors = (
        monitor_with(keeper, time, here, far),
        Monitor([Followed(ScriptedFeed(outcome, kind="sample"))], clock=time, pause=time.pause),
    )
    for monitor in monitors:
        monitor.first()
        await followed(monitor, 2 if monitor.past else 1)
    del outcome
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, Fetched) and one.body is marked]
    assert held == []
    keeper.archive.close()


async def test_the_same_payload_again_is_the_same_update(tmp_path: Path) -> None:
    """Nothing new: no other board, no changes, rows that are the same objects; only the check is told."""
    keeper, time = keeper_at(tmp_path / "a.sqlite3"), Simulated()
    feed = ScriptedFeed(board(1.0), Unchanged(), Unchanged())
    seen = await followed(monitor_with(keeper, time, feed), 3)
    assert all(update.snapshot is seen[0].snapshot for update in seen)
    assert [bool(update.changes) for update in seen[1:]] == [False, False]
    assert msgspec.structs.replace(seen[1].health[0], checked_at=None, next_check_at=None) == msgspec.structs.replace(
        seen[2].health[0], checked_at=None, next_check_at=None
    )
    keeper.archive.close()
