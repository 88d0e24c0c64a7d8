"""The comparison on the screen: frames at every size, crosshair, start, scale, selection, and rows that do not fit."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.samples import NOW, board, many_quotes, quote
from tests.tui.bare import BareApp
from tests.tui.frames import check_frame, screen_text
from tickertui.market.quote import Quote
from tickertui.tui.screens.compare.prepared import is_much, prepared
from tickertui.tui.screens.compare.screen import CompareScreen
from tickertui.tui.screens.compare.starts import moved, neighbour, starts
from tickertui.tui.widgets.comparison_chart import ComparisonChart
from tickertui.tui.widgets.comparison_drawing import mark_of

SIZES = [(200, 50), (120, 40), (80, 24)]


def broken() -> tuple[Quote, ...]:
    """Rows that are odd, each in its own way, beside one that is not."""
    far = [(date(2026, 1, 1) + timedelta(days=9 * n), 10.0 ** (40 * n)) for n in range(8)]
    return (
        quote("Lithium"),
        quote("Nothing", points=()),
        quote("Not a number", (1.0, float("nan"), 2.0)),
        quote("Below zero", (-5.0, 4.0, 3.0)),
        quote("Far apart", points=far),
        quote("Ended long ago", ends_on="2024-01-01"),
        quote("名前が長い価格指数" * 4, ends_on="2026-05-20"),
        quote("Lithium", (1.0, 2.0)),
    )


async def opened(pilot: Pilot[None], quotes: tuple[Quote, ...]) -> CompareScreen:
    """The screen on rows, at rest."""
    screen = CompareScreen(quotes, NOW)
    await pilot.app.push_screen(screen)
    await pilot.app.workers.wait_for_complete(
        [worker for worker in pilot.app.workers if worker.group == "comparison"]
    )  # fmt: skip
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["board", "one", "broken", "empty"])
async def test_frames(name: str, size: tuple[int, int]) -> None:
    """Every kind of data at every size."""
    rows = {"board": board(), "one": board()[:1], "broken": broken(), "empty": ()}[name]
    app = BareApp()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, rows)
        check_frame(app, f"compare-{name}-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_crosshair_reads_the_day_and_every_value(size: tuple[int, int]) -> None:
    """The day stands below the chart, the values in the table."""
    app = BareApp()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, board())
        await pilot.press("left", "left", "down")
        await pilot.pause()
        check_frame(app, f"compare-crosshair-{size[0]}x{size[1]}")
        assert screen_text(app).count("2026-05-26") >= 1
        await pilot.press("right", "right")
        await pilot.pause()
        assert "at last" in screen_text(app)


async def test_the_crosshair_goes_from_print_to_print() -> None:
    """Home is the start, End the last print; beyond the last it goes away, and comes back from either side."""
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        await pilot.press("home")
        assert screen_text(app).count("2026-03-10") == 5
        await pilot.press("left", "end", "g", "G")
        await pilot.pause()
        assert " 2026-05-27 " in screen_text(app)
        await pilot.press("right", "right")
        await pilot.pause()
        assert "at last" not in screen_text(app)


async def test_the_start_moves_and_says_so() -> None:
    """To the crosshair, a print earlier or later, and back to the common one."""
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        assert "100 = 2026-03-10 (common)" in screen_text(app)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "100 = 2026-03-15 " in screen_text(app)
        await pilot.press("left_square_bracket", "left_square_bracket")
        await pilot.pause()
        assert "100 = 2026-03-04 " in screen_text(app)
        assert "left out: its first print is of 2026-03-10" in screen_text(app)
        await pilot.press("0", "home", "right", "right", "s")
        await pilot.pause()
        assert "100 = 2026-03-17 " in screen_text(app)
        for _ in range(60):
            await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "On no earlier day" in " ".join(screen_text(app).split())


async def test_without_a_crosshair_there_is_no_day_to_start_on() -> None:
    """It says what to do first."""
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        await pilot.press("s")
        await pilot.pause()
        assert "Move the crosshair" in screen_text(app)


async def test_the_log_scale_is_said_and_refused_where_there_is_none() -> None:
    """Values that fall below zero have no logarithm."""
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        await pilot.press("l")
        await pilot.pause()
        assert "· log ·" in screen_text(app)
        check_frame(app, "compare-log-120x40")
        app.pop_screen()
        await opened(pilot, (quote("Falls", (3.0, 1.0, -1.0)), quote("B")))
        await pilot.press("l")
        await pilot.pause()
        assert "no log scale" in " ".join(screen_text(app).split())


async def test_enter_wants_the_selected_row_and_escape_leads_back() -> None:
    """Rows that were left out can be gone to as well."""
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await opened(pilot, board())
        await pilot.press("enter", "down", "enter", *["j"] * 9, "enter", "k", "enter")
        await pilot.pause()
        assert app.wanted == ["Lithium", "Cobalt", "Cathode", "Sodium"]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not screen


async def test_a_click_selects_and_another_goes_there() -> None:
    """As in every list."""
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        row = next(y for y, line in enumerate(screen_text(app).splitlines()) if line.startswith(" ◆ Cobalt"))
        await pilot.click(offset=(5, row))
        assert app.wanted == []
        await pilot.click(offset=(5, row))
        await pilot.pause()
        assert app.wanted == ["Cobalt"]


async def test_much_is_made_ready_in_a_thread() -> None:
    """Until then words stand for the chart; the selection keeps to what is there."""
    rows = tuple(many_quotes(400))
    assert is_much(rows)
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, rows)
        text = screen_text(app)
        assert "12 of" in " ".join(text.split())
        await pilot.press("right_square_bracket", "down")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.parametrize("theme", ["tickertui-light", "ansi-dark", "ansi-light", "nord"])
async def test_colours_differ_between_lines_in_every_theme(theme: str) -> None:
    """Marks of different lines have different colours."""
    app = BareApp(theme)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        chart = app.screen.query_one(ComparisonChart)
        assert len({str(chart.tone(f"line-{number}").color) for number in range(1, 8)}) == 7


def test_starts_are_days_on_which_rows_can_be_compared() -> None:
    """At least two rows have begun and not ended; a single row has its own days."""
    rows = board()
    made = prepared(rows, None)
    for day in starts(made.prints):
        assert len(prepared(rows, day).comparison.lines) >= 2
    assert starts({}) == ()
    one = prepared(rows[:1], None)
    assert one.starts == one.stops


def test_days_are_moved_between_in_both_directions() -> None:
    """Past the ends there is none; a day between two goes to its neighbours."""
    days = (date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 9))
    assert moved(days, days[1], -1) == days[0]
    assert moved(days, date(2026, 1, 6), -1) == days[1]
    assert moved(days, date(2026, 1, 6), 1) == days[2]
    assert moved(days, days[0], -1) is None
    assert moved(days, days[2], 1) is None
    assert neighbour(days, None, -1) == days[2]
    assert neighbour(days, None, 1) == days[0]
    assert neighbour(days, days[2], 1) is None
    assert neighbour(days, days[0], -1) == days[0]
    assert neighbour((), None, 1) is None


async def test_the_table_is_copied_with_its_dates_and_what_was_left_out() -> None:
    """A line for each row: base, last print and every span with its dates; the reason stands where a row is missing."""
    app = BareApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, board())
        await pilot.press("y")
        lines = [line.split("\t") for line in app.clipboard.splitlines()]
        assert lines[0][:7] == ["Index", "Base", "Base of", "Rebased", "Last", "Printed", "Every"]
        assert lines[1][:7] == ["Lithium", "111.50", "2026-03-04", "117.71", "131.25", "2026-05-27", "14 d"]
        assert lines[1][7:10] == ["+8.52", "2026-03-04", "2026-04-15"]
        assert lines[-1][0] == "Cathode"
        assert lines[-1][-1].startswith("left out: its last print is of 2025-12-15")
        assert {len(line) for line in lines} == {len(lines[0])}


async def test_the_table_is_written_to_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the format that was chosen, in the working folder; where nothing can be compared, that is said."""
    monkeypatch.chdir(tmp_path)
    app = BareApp()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, board())
        await pilot.press("e", "down", "down", "enter")
        await pilot.pause()
        text = (tmp_path / "tickertui-comparison-2026-03-10.md").read_text()
        assert text.startswith("100 = 2026-03-10; spans end on 2026-04-15. Left out: ")
        assert "| Lithium " in text
        await opened(pilot, ())
        await pilot.press("y")
        await pilot.pause()
        assert any("nothing to compare" in one.message for one in app._notifications)


@pytest.mark.parametrize("count", [2, 7, 15, 40])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_any_number_of_rows_is_compared(count: int, size: tuple[int, int]) -> None:
    """No two labels stand on one line, each drawn line has its own mark, and every row is in the table."""
    app = BareApp()
    async with app.run_test(size=size) as pilot:
        rows = tuple(quote(f"Row {n:02d}", tuple(100.0 + n * step for step in range(12))) for n in range(count))
        screen = await opened(pilot, rows)
        picture = screen.query_one(ComparisonChart).picture
        marks = [mark_of(traced.number) for traced in picture.drawn]
        assert len(set(marks)) == len(marks)
        assert all(line.count(" Row ") <= 1 for line in picture.text())
        assert len(screen._table.rows) == count
        await pilot.press(*["down"] * 50)
        await pilot.pause()
        assert f"Row {count - 1:02d}" in screen_text(app)
