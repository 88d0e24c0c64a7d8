"""Through time: every earlier board as it was known, under a bar that cannot be missed, and back to now."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.archive.payloads import keep, payload
from tests.samples import NOW, board, quote
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import app_of, monitor_of, toasts, update
from tickertui.archive.store import Archive
from tickertui.market.changes import NewPrint
from tickertui.market.quote import Quote
from tickertui.monitor.past import Past
from tickertui.tui.app import TickerApp
from tickertui.tui.widgets.price_chart import PriceChart
from tickertui.tui.widgets.quote_table.table import QuoteTable

SIZES = [(200, 50), (120, 40), (80, 24)]

EARLIER = (100.0, 104.0, 98.5, 101.25, 107.0, 111.5, 110.0, 118.75, 121.0, 119.5, 125.0)
"""The values before the last one; the newest of them was revised later."""


def old_board() -> tuple[Quote, ...]:
    """Two weeks before: Lithium without its last print, the one before shown otherwise; no Sodium."""
    lithium = quote("Lithium", EARLIER, ends_on="2026-05-13", every=14)
    return (lithium, *board()[1:4])


def oldest_board() -> tuple[Quote, ...]:
    """Four weeks before: Lithium alone."""
    return (quote("Lithium", EARLIER[:-1], ends_on="2026-04-29", every=14),)


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Past]:
    """An archive of three boards, the last of them the present one."""
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        keep(archive, payload(*oldest_board(), days=-30))
        keep(archive, payload(*old_board(), days=-14))
        keep(archive, payload(*board(), days=0))
        yield Past(archive)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until the archive has answered."""
    for key in keys:
        await pilot.press(key)
        await arrived(pilot)
    await pilot.pause()


async def arrived(pilot: Pilot[None]) -> None:
    """Wait until the archive has answered."""
    steps = [worker for worker in pilot.app.workers if worker.group == "journey"]
    if steps:
        await pilot.app.workers.wait_for_complete(steps)
    await pilot.pause()


def first_line(app: TickerApp) -> str:
    """The first line of the screen."""
    return screen_text(app).splitlines()[0]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_step_back_shows_the_board_as_it_was_known(past: Past, size: tuple[int, int]) -> None:
    """Levels, rows, ages and states of then; a dot before what changed next."""
    app = app_of(past=past)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "left_square_bracket")
        await pilot.pause(0.3)
        check_frame(app, f"past-{size[0]}x{size[1]}")
        assert "AS KNOWN ON 2026-05-20 15:35 UTC, 14 d before now" in first_line(app)
        table = app.query_one(QuoteTable)
        assert [row.level for row in table.rows if row.label == "Lithium"] == [125.0]
        assert "Sodium" not in screen_text(app)
        assert table.unseen == {"Lithium", "Sodium"}
        assert table.now == NOW - timedelta(days=14)


async def test_steps_lead_to_the_oldest_board_and_forward_to_now(past: Past) -> None:
    """`[` stops at the oldest with words; `]` goes on until it is now again."""
    app = app_of(past=past)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause(0.1)
        now = screen_text(app)
        await press(pilot, "right_square_bracket")
        assert "This is the board of now." in toasts(app)
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert "2026-05-04" in first_line(app)
        await press(pilot, "left_square_bracket")
        assert "2026-05-04" in first_line(app)
        assert "No earlier board is kept." in toasts(app)
        await press(pilot, "right_square_bracket")
        assert "2026-05-20" in first_line(app)
        await press(pilot, "right_square_bracket")
        assert "AS KNOWN" not in screen_text(app)
        app.clear_notifications()
        await pilot.pause()
        assert screen_text(app).splitlines()[:8] == now.splitlines()[:8]


async def test_steps_that_are_pressed_at_once_are_all_gone(past: Past) -> None:
    """Two presses are two steps, however long the archive takes."""
    app = app_of(past=past)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("left_square_bracket", "left_square_bracket")
        await arrived(pilot)
        assert "2026-05-04" in first_line(app)


async def test_escape_returns_to_now_with_what_came_in_meanwhile(past: Past) -> None:
    """An update does not disturb the board of the past; it is said, and there when one returns."""
    app = app_of(past=past)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "left_square_bracket")
        rows = (quote("Lithium", ends_on="2026-06-03", every=7), *board()[1:])
        change = NewPrint("Lithium", rows[0].published_on, rows[0].level, None)
        monitor_of(app).tell(update(rows, changes=(change,)))
        await pilot.pause()
        await pilot.pause()
        text = screen_text(app)
        assert "meanwhile 1 new print" in text
        assert app.query_one(QuoteTable).rows[0].level == 125.0
        await pilot.press("escape")
        await pilot.pause()
        assert "AS KNOWN" not in screen_text(app)
        assert app.query_one(QuoteTable).rows is rows


async def test_the_detail_says_what_changed_next(past: Past) -> None:
    """The selected row's next print and revision stand in words."""
    app = app_of(past=past)
    async with app.run_test(size=(200, 50)) as pilot:
        await press(pilot, "left_square_bracket")
        text = " ".join(screen_text(app).split())
        assert "Next • 2026-06-03 15:35 UTC" in text
        assert "new print 131.25 (+4.17 %) of 2026-05-27" in text
        assert "2026-05-13 revised from 125.00 to 126.00" in text


async def test_revised_prints_are_hollow_marks_and_told_in_words(past: Past) -> None:
    """The chart has a mark for the revised print, one for the implied level and one for the last print."""
    app = app_of(past=past)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause(0.3)
        await pilot.pause()
        chart = app.query_one(PriceChart)
        assert {glyph for _, _, glyph in chart.drawing.marks} == {"○", "◇", "●"}
        assert "○ 2026-05-13: 125.00 → 126.00, since 2026-06-03" in screen_text(app)
        check_frame(app, "revised-200x50")


async def test_of_many_revised_prints_the_chart_marks_those_that_are_listed(tmp_path: Path) -> None:
    """The latest ones; marks all over the line would hide it."""
    values = tuple(100.0 + number for number in range(12))
    before = quote("Lithium", tuple(value - 0.5 for value in values[:-1]), ends_on="2026-05-13", every=14)
    now = quote("Lithium", values, ends_on="2026-05-27", every=14)
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        keep(archive, payload(before, days=-14))
        keep(archive, payload(now, days=0))
        app = app_of(update((now,)), past=Past(archive))
        async with app.run_test(size=(200, 50)) as pilot:
            await pilot.pause(0.3)
            await pilot.pause()
            marked = [glyph for _, _, glyph in app.query_one(PriceChart).drawing.marks]
            assert marked.count("○") == 5
            assert "and 6 more revisions" in screen_text(app)


async def test_of_two_rows_of_one_label_the_pane_mixes_no_prints(tmp_path: Path) -> None:
    """The archive tells of the first one; the other one's revisions are not said to be its own."""
    first = quote("Twin", (1.0, 2.0, 3.0), ends_on="2026-05-27", every=14)
    revised = quote("Twin", (1.0, 2.5, 3.0), ends_on="2026-05-27", every=14)
    second = quote("Twin", (50.0, 60.0), ends_on="2026-05-27", every=7)
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        keep(archive, payload(first, second, days=-14))
        keep(archive, payload(revised, second, days=0))
        app = app_of(update((revised, second)), past=Past(archive))
        async with app.run_test(size=(200, 50)) as pilot:
            await pilot.pause(0.3)
            await pilot.pause()
            assert "2026-05-13: 2.00 → 2.50" in screen_text(app)
            await pilot.press("j")
            await pilot.pause(0.3)
            await pilot.pause()
            assert "60.00" in screen_text(app)
            assert "→" not in screen_text(app)


async def test_a_date_is_gone_to(past: Past) -> None:
    """What is typed is understood as it is typed; Enter goes there, the day counted to its end."""
    app = app_of(past=past)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("at", *"2026-05-1")
        await pilot.pause()
        assert "a date, or 10 days ago" in screen_text(app)
        await pilot.press("0")
        await pilot.pause()
        assert "2026-05-10 23:59 UTC" in screen_text(app)
        check_frame(app, "date-120x40")
        await press(pilot, "enter")
        assert "AS KNOWN ON 2026-05-10 23:59 UTC" in first_line(app)
        assert "no later change" not in screen_text(app)
        await pilot.press("at", *"tomorrow", "enter")
        await pilot.pause()
        assert "no moment" in screen_text(app)
        await pilot.press("escape", "at", *"2020-01-01")
        await press(pilot, "enter")
        assert any("what is kept begins 2026-05-04" in said for said in toasts(app))
        assert "AS KNOWN ON 2026-05-10 23:59 UTC" in first_line(app)


async def test_without_an_archive_a_step_says_so() -> None:
    """Nothing is kept, and that is told."""
    app = app_of()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "left_square_bracket")
        assert "No earlier board is kept: there is no archive." in toasts(app)
        assert "AS KNOWN" not in screen_text(app)


async def test_hopping_in_the_past_goes_through_what_changed_next(past: Past) -> None:
    """`n` goes from dot to dot; marking as seen is for now."""
    app = app_of(past=past)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "left_square_bracket", "down", "n")
        selected = app.query_one(QuoteTable).selected
        assert selected is not None
        assert selected.label == "Lithium"
        await pilot.press("A")
        await pilot.pause()
        assert any("Return to now first" in said for said in toasts(app))


async def test_what_is_taken_along_from_the_past_says_so(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures are those of then; the words, the file's name and its caption say as known on when."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    app = app_of(past=past)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "left_square_bracket")
        for keys in (["Y"], ["e", "down", "down", "enter"], ["y"]):
            await pilot.press(*keys)
            if begun := [one for one in app.workers if one.group == "taking"]:
                await app.workers.wait_for_complete(begun)
            await pilot.pause()
        assert toasts(app)[0] == "Copied 4 rows as TSV, as known on 2026-05-20 15:35 UTC."
        assert "as of 2026-05-20" in app.clipboard.lower()
    text = (folder / "tickertui-as-known-2026-05-20-1535.md").read_text(encoding="utf-8")
    assert text.startswith("Prices as known on 2026-05-20 15:35 UTC; 4 rows.")
    assert "125.00" in text
