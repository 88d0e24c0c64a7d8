"""The log: checks, changes and errors of this run and of the archive, the newest first."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.archive.payloads import keep, payload
from tests.samples import NOW, board
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import Time, app_of, monitor_of, update
from tickertui.archive.records import Check
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError, PayloadError
from tickertui.market.changes import NewPrint
from tickertui.monitor.past import Past
from tickertui.monitor.update import Health
from tickertui.tui.screens.log.chronicle import MOST, Chronicle, Event
from tickertui.tui.screens.log.entries import groups, together

SOURCE = "https://example.org/prices"


def test_the_chronicle_writes_down_what_is_new() -> None:
    """A check once, each change, a problem and a notice when they first appear."""
    chronicle = Chronicle()
    bad = ("b.json", PayloadError("b.json ends in the middle."))
    change = NewPrint("Lithium", NOW.date(), 100.0, 1.0)
    health = (Health(SOURCE, "live", checked_at=NOW, changed_at=NOW),)
    for _ in range(2):
        chronicle.note(update(health=health, problems=(bad,), notices=("A copy was made.",)), NOW)
    failed = Health(SOURCE, "offline", "no answer in 10 s", checked_at=NOW + timedelta(minutes=1), failures=1)
    chronicle.note(update(health=(failed,), changes=(change,)), NOW + timedelta(minutes=1))
    assert [(event.kind, event.sentence) for event in chronicle.events] == [
        ("new", ""),
        ("failed", "b.json ends in the middle."),
        ("notice", "A copy was made."),
        ("failed", "no answer in 10 s"),
        ("change", change.sentence),
    ]


def test_a_check_is_told_of_once() -> None:
    """Where the archive tells of a check, the run's own word on it is left out; another one is not."""
    own = Event(NOW, "new", "", SOURCE)
    kept = Check(NOW + timedelta(seconds=1), SOURCE, "unchanged")
    later = Event(NOW + timedelta(minutes=1), "failed", "no answer", SOURCE)
    elsewhere = Event(NOW, "new", "", "other.json")
    told = together([own, later, elsewhere], [kept])
    assert [(event.source, event.kind) for event in told] == [
        (SOURCE, "failed"),
        (SOURCE, "unchanged"),
        ("other.json", "new"),
    ]


def test_events_stand_under_their_days() -> None:
    """A heading for each day with how long ago it was; every event is found by its day, and copied as one line."""
    events = (Event(NOW, "failed", "no answer", SOURCE), Event(NOW - timedelta(days=2), "notice", "A copy was made."))
    found = groups(events, NOW.date())
    assert [group.title for group in found] == ["2026-06-03, today", "2026-06-01, 2 days ago"]
    assert found[0].items[0].words == "2026-06-03"
    assert found[0].items[0].id == f"2026-06-03 15:35:49 UTC  failed: {SOURCE} — no answer"


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (80, 24), (50, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_log_lists_what_the_archive_and_the_run_know(tmp_path: Path, size: tuple[int, int]) -> None:
    """Earlier checks stand under their days; what one types filters; Esc leads back."""
    time = Time()
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        keep(archive, payload(*board()[:3], days=-2))
        archive.record_check(SOURCE, NOW - timedelta(days=1), "failed", "example.org did not answer within 10 s.")
        archive.record_check(SOURCE, NOW - timedelta(hours=3), "unchanged")
        keep(archive, payload(*board(), days=0))
        app = app_of(past=Past(archive), clock=time)
        async with app.run_test(size=size) as pilot:
            time.pass_(minutes=5)
            change = NewPrint("Cobalt", NOW.date(), 101.5, 0.5)
            monitor_of(app).tell(update(changes=(change,)))
            await pilot.pause()
            await pilot.pause()
            await pilot.press("l")
            await pilot.pause(0.3)
            check_frame(app, f"log-{size[0]}x{size[1]}")
            await pilot.press("slash", *"did not")
            await pilot.pause(0.1)
            assert "failed" in screen_text(app)
            assert "unchanged" not in screen_text(app)
            await pilot.press("enter", "y")
            assert app.clipboard.endswith("did not answer within 10 s.")
            await pilot.press("escape", "G", "g")
            await pilot.pause(0.1)
            assert "unchanged" in screen_text(app)
            await pilot.press("escape")
            await pilot.pause(0.1)
            assert app.screen is app._board


async def test_without_an_archive_the_log_is_of_this_run() -> None:
    """What was read is listed, and that nothing is kept."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f12")
        await pilot.pause(0.2)
        text = screen_text(app)
        assert "this run only: nothing is kept" in text
        assert "tests/board.json" in text


class Silent(Past):
    """An archive that cannot be asked."""

    def __init__(self) -> None:
        """It is damaged."""

    async def checks(self, limit: int = 200) -> tuple[Check, ...]:
        """No answer."""
        del limit
        raise ArchiveError("The archive is damaged at page 7.")


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["one", "broken", "many"])
async def test_frames_of_any_number(name: str, size: tuple[int, int]) -> None:
    """One entry, an archive that fails, and as many as are kept: each with what it is."""
    app = app_of(past=Silent() if name == "broken" else None)
    if name == "many":
        for number in range(MOST + 10):
            app._chronicle.say(f"Something happened for the {number:,}th time.", NOW - timedelta(hours=number))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        await pilot.press("l")
        await pilot.pause(0.3)
        check_frame(app, f"log-{name}-{size[0]}x{size[1]}")
