"""The loop that both front ends follow."""

import asyncio
from datetime import date, datetime, timedelta

from tests.monitor.stage import (
    START,
    ScriptedFeed,
    Time,
    board,
    every_minute,
    followed,
    following,
    level_of,
    monitor_of,
)
from tickertui.errors import PayloadError, SourceUnreachable
from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.source.outcome import Changed, Failed, Failure, Fetched, Outcome, Unchanged
from tickertui.source.schedule import Plan


def test_the_first_update_reads_what_is_here_and_leaves_the_rest() -> None:
    """Small local sources are on the first frame; the others are said to be loading."""
    here, far = ScriptedFeed(board(1.0), origin="sample", kind="sample"), ScriptedFeed(board(2.0), origin="https")
    update = monitor_of(here, far).first()
    assert level_of(update) == 1.0
    assert [health.state for health in update.health] == ["static", "loading"]
    assert far.asked_at == []


async def test_once_asks_every_source_and_reports_the_one_that_fails() -> None:
    """A bad source is named with its reason; the others load."""
    broken = ScriptedFeed(Failed(PayloadError("It is HTML.")), origin="page")
    update = await monitor_of(ScriptedFeed(board(1.0)), broken).once()
    assert level_of(update) == 1.0
    assert [(name, str(error)) for name, error in update.problems] == [("page", "It is HTML.")]
    assert [health.state for health in update.health] == ["static", "failed"]


async def test_a_source_that_is_read_once_ends_the_loop() -> None:
    """Without a plan there is nothing to wait for."""
    monitor = monitor_of(ScriptedFeed(board(1.0)))
    assert [level_of(update) async for update in monitor.updates()] == [1.0]


async def test_a_planned_source_is_asked_again_when_it_is_due() -> None:
    """The next check comes at the planned moment, not before."""
    time = Time()
    feed = ScriptedFeed(board(1.0), Unchanged(), board(2.0))
    seen = await followed(monitor_of(feed, clock=time, plan=every_minute), 3)
    assert [level_of(update) for update in seen] == [1.0, 1.0, 2.0]
    assert [moment - START for moment in feed.asked_at] == [timedelta(minutes=minutes) for minutes in (0, 1, 2)]
    assert [update.health[0].state for update in seen] == ["live", "unchanged", "live"]


async def test_a_failure_keeps_the_last_good_board_and_says_why() -> None:
    """What was there stays, with the cause and the next try; a later answer clears it."""
    time = Time()
    feed = ScriptedFeed(board(1.0), Failed(SourceUnreachable("No route.")), board(1.0, made_at=START))
    seen = await followed(monitor_of(feed, clock=time, plan=every_minute), 3)
    assert level_of(seen[1]) == 1.0
    assert (seen[1].health[0].state, seen[1].health[0].sentence) == ("offline", "No route.")
    assert seen[1].health[0].next_check_at == START + timedelta(minutes=2)
    assert [update.health[0].failures for update in seen] == [0, 1, 0]


async def test_what_is_not_understood_leaves_old_data_stale_not_offline() -> None:
    """The network works; what came is no payload."""
    time = Time()
    feed = ScriptedFeed(board(1.0), Failed(PayloadError("It is HTML.")))
    seen = await followed(monitor_of(feed, clock=time, plan=every_minute), 2)
    assert seen[1].health[0].state == "stale"


async def test_an_unchanged_row_is_the_same_object_in_the_next_board() -> None:
    """The table repaints only rows that are other objects."""
    time = Time()
    rows = (Quote(label="Lithium", level=1.0), Quote(label="Cobalt", level=5.0))
    later = (Quote(label="Lithium", level=2.0, published_on=date(2026, 6, 4)), Quote(label="Cobalt", level=5.0))
    feed = ScriptedFeed(
        Changed((Fetched(b"", "1", Snapshot(quotes=rows, made_at=START)),)),
        Changed((Fetched(b"", "2", Snapshot(quotes=later, made_at=START + timedelta(days=1))),)),
    )
    first, second = await followed(monitor_of(feed, clock=time, plan=every_minute), 2)
    assert first.snapshot is not None
    assert second.snapshot is not None
    assert second.snapshot.quotes[1] is first.snapshot.quotes[1]
    assert second.snapshot.quotes[0].level == 2.0
    assert second.changes


async def test_an_older_payload_does_not_replace_a_newer_board_but_its_articles_count() -> None:
    """Payloads of a folder come in any order."""
    article = Article(uuid="a", slug="a", title="Old news")
    old = board(1.0, made_at=START - timedelta(days=9), articles=(article,))
    monitor = monitor_of(ScriptedFeed(Changed(board(2.0).fetched + old.fetched)))
    update = await monitor.once()
    assert level_of(update) == 2.0
    assert update.articles == (article,)


async def test_failures_inside_a_source_are_named_one_by_one() -> None:
    """A folder with one bad file shows the good ones and names the bad one."""
    outcome = Changed(board(1.0).fetched, (Failure("folder/bad.json", PayloadError("Cut off.")),))
    update = await monitor_of(ScriptedFeed(outcome)).once()
    assert level_of(update) == 1.0
    assert [name for name, _ in update.problems] == ["folder/bad.json"]


async def test_refresh_asks_at_once_but_not_twice_in_five_seconds() -> None:
    """A person need not wait for the plan; the host is still not asked faster than every five seconds."""
    time = Time()

    def tomorrow(outcome: Outcome, failures: int, newest: Snapshot | None, now: datetime) -> Plan:
        del outcome, failures, newest
        return Plan(now + timedelta(days=1), "tomorrow", timedelta(days=1))

    feed = ScriptedFeed(board(1.0), board(2.0))
    monitor = monitor_of(feed, clock=time, plan=tomorrow)
    async with following(monitor) as updates:
        assert level_of(await anext(updates)) == 1.0
        monitor.refresh()
        assert level_of(await anext(updates)) == 2.0
    assert [moment - START for moment in feed.asked_at] == [timedelta(0), timedelta(seconds=5)]


async def test_a_source_that_hangs_does_not_hold_up_the_others() -> None:
    """Each source is asked on its own."""

    class Hanging(ScriptedFeed):
        async def check(self, now: datetime) -> Outcome:
            await asyncio.Event().wait()
            return self.read(now)

    seen = await followed(monitor_of(Hanging(origin="slow"), ScriptedFeed(board(1.0))), 1)
    assert level_of(seen[0]) == 1.0
    assert [health.state for health in seen[0].health] == ["loading", "static"]


async def test_an_older_payload_after_a_newer_one_changes_nothing_that_is_shown() -> None:
    """Some edges of a network still have the page of yesterday: rows and articles stay, and nobody says "new"."""
    time, old = Time(), START - timedelta(days=1)
    news, olds = (Article(uuid="a", slug="a", title=title) for title in ("As corrected", "As first written"))
    late = Article(uuid="b", slug="b", title="Only yesterday")
    feed = ScriptedFeed(
        board(2.0, articles=(news,)),
        board(1.0, made_at=old, articles=(olds,)),
        board(2.0, articles=(news,)),
        board(0.5, made_at=old, articles=(olds, late)),
        board(3.0, made_at=START + timedelta(days=1), articles=(olds,)),
    )
    seen = await followed(monitor_of(feed, clock=time, plan=every_minute), 5)
    assert [level_of(update) for update in seen] == [2.0, 2.0, 2.0, 2.0, 3.0]
    assert [update.articles for update in seen] == [(news,), (news,), (news,), (news, late), (olds, late)]
    assert [update.health[0].state for update in seen] == ["live", "unchanged", "unchanged", "live", "live"]
    assert seen[2].health[0].changed_at == START
    assert not any(update.changes for update in seen[1:4])
