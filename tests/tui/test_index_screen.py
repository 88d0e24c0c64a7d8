"""An index on the whole screen: frames of every kind of row, crosshair, window, prints, articles, leafing, the past."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import WorkerCancelled

from tests.archive.payloads import keep, payload
from tests.samples import NOW, VALUES, article, board, quote
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import app_of, monitor_of, toasts, update
from tickertui.archive.store import Archive
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote
from tickertui.monitor.past import Past
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.index.print_table import PrintTable
from tickertui.tui.screens.index.screen import IndexScreen
from tickertui.tui.widgets.price_chart import PriceChart
from tickertui.tui.widgets.quote_table.table import QuoteTable

LOOKING_UP = ("records", "mentions", "provenance", "journey", "fetch")
"""The groups of workers that find out something."""
SIZES = [(200, 50), (120, 40), (80, 24)]
NAMED = (
    article("Salt flats fill up", published_on=date(2026, 5, 16)),
    article("Lithium in winter", "Lithium fell.", published_on=date(2026, 1, 20)),
)


def wave(count: int, every: int, *, step: float = 0.0) -> list[tuple[date, float]]:
    """Prints that swing and rise, the last on 2026-05-27, with half a year in which nothing was published."""
    last = date(2026, 5, 27)
    prints = []
    for number in range(count):
        on = last - timedelta(days=every * (count - 1 - number))
        if not date(2022, 3, 1) <= on <= date(2022, 9, 15):
            prints.append((on, round(80 + number / 8 + (number * number % 37) + step, 2)))
    return prints


def long_row(*, step: float = 0.0) -> Quote:
    """Ten years of weekly prints; `step` is added to each."""
    return quote("Lithium", points=wave(520, 7, step=step), frequency="1wk")


def odd_rows() -> tuple[Quote, ...]:
    """Rows that are odd, each in its own way."""
    huge = [(date(2026, 1, 1) + timedelta(days=9 * n), 10.0 ** (40 * n)) for n in range(8)]
    return (
        quote("One print", (42.0,), ends_on="2026-05-20", year_on_year=None),
        quote("Nothing", points=()),
        quote("Below zero", (-5.0, 4.0, -3.0, 2.0)),
        quote("Not a number", (1.0, float("nan"), 2.0, float("inf"), 3.0)),
        quote("Far apart", points=huge, findings=(Finding("odd", "the prints are very far apart"),)),
        quote("Ended long ago", ends_on="2024-01-01"),
        quote("名前が長い価格指数" * 9, ends_on="2026-05-20", level=None, last=None, change_percent=None),
    )


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Past]:
    """An archive in which the long row was shown otherwise before."""
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        early = tuple(
            (on, value if number % 40 else value + 2) for number, (on, value) in enumerate(wave(520, 7)[:-1], start=1)
        )
        keep(archive, payload(quote("Lithium", points=early, frequency="1wk"), *board()[1:], days=-14))
        keep(archive, payload(long_row(), *board()[1:]))
        yield Past(archive)


async def opened(pilot: Pilot[Any], *keys: str) -> IndexScreen:
    """The full view of the selected row, after more keys, at rest."""
    await settled(pilot)
    await pilot.press("f")
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, IndexScreen)
    return screen


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was looked up is there."""
    await pilot.pause()
    for worker in [worker for worker in pilot.app.workers if worker.group in LOOKING_UP]:
        if worker.is_running:
            with suppress(WorkerCancelled):
                await worker.wait()
    await pilot.pause()
    await pilot.pause()


def text_of(app: TickerApp) -> str:
    """The screen in words, without line ends."""
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_usual_row(size: tuple[int, int]) -> None:
    """Chart, crosshair on the newest print, articles as ticks, prints from the trend, facts."""
    app = app_of(update(articles=NAMED))
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        check_frame(app, f"index-{size[0]}x{size[1]}")
        await pilot.press("left")
        await settled(pilot)
        check_frame(app, f"index-crosshair-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("number", range(7), ids=["one", "none", "negative", "nan", "huge", "ended", "wide"])
async def test_odd_rows(number: int, size: tuple[int, int]) -> None:
    """Whatever the row, there is a view of it, in steps and on a log scale too."""
    row = odd_rows()[number]
    app = app_of(update((row,)))
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        check_frame(app, f"index-odd{number}-{size[0]}x{size[1]}")
        await pilot.press("s", "l", "home", "plus", "plus", "minus", "w", "left", "right", "less_than_sign", "0", "end")
        await settled(pilot)
        assert isinstance(app.screen, IndexScreen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_long_series_with_revisions(past: Past, size: tuple[int, int]) -> None:
    """Each print has when it became known and which payload told it; revised ones say what they were."""
    app = app_of(update((long_row(), *board()[1:])), past=past)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        check_frame(app, f"index-long-{size[0]}x{size[1]}")
        await pilot.press("w", "w", "w")
        await settled(pilot)
        check_frame(app, f"index-zoomed-{size[0]}x{size[1]}")
        await pilot.press("0", "l", "s", "tab")
        await settled(pilot)
        check_frame(app, f"index-log-steps-{size[0]}x{size[1]}")


async def test_a_narrow_terminal_shows_prints_or_facts() -> None:
    """Tab goes from one to the other."""
    app = app_of()
    async with app.run_test(size=(50, 20)) as pilot:
        await opened(pilot)
        check_frame(app, "index-50x20")
        await pilot.press("tab")
        await pilot.pause()
        assert "Change %" not in screen_text(app)
        assert "the print before" in text_of(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "Change %" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 16), (40, 10), (20, 5), (1, 1)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_small_terminal_keeps_what_matters_most(size: tuple[int, int]) -> None:
    """First words and prints give way, then the chart; there is never a scroll bar, and any size may follow."""
    app = app_of(update(articles=NAMED))
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, "left", "tab", "plus")
        assert not screen.show_vertical_scrollbar
        check_frame(app, f"index-{size[0]}x{size[1]}")
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "2026-05-13 126.00" in text_of(app)


async def test_the_wheel_over_the_chart_zooms_round_the_pointer() -> None:
    """Up shows less time, down more."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        chart = screen.query_one(PriceChart)
        before = chart.drawing
        chart.post_message(MouseScrollUp(chart, 60, 3, 0, -1, 0, False, False, False))
        await settled(pilot)
        assert (chart.drawing.end - chart.drawing.start) * 2 <= before.end - before.start
        chart.post_message(MouseScrollDown(chart, 60, 3, 0, 1, 0, False, False, False))
        await settled(pilot)
        assert chart.drawing.start == before.start


async def test_the_crosshair_reads_date_value_and_changes() -> None:
    """Against the print before, and the newest one against it; at the ends it stays."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "left")
        said = "2026-05-13 126.00 · ▲ +5.44 % (+6.50) in 14 d from 119.50 · ▲ +4.17 % to the newest, 131.25, in 14 d"
        assert said in text_of(app)
        await pilot.press("right", "right", "right")
        await pilot.pause()
        assert "the newest print" in text_of(app)
        await pilot.press("home", "left")
        await pilot.pause()
        assert "implied by the change of a year, no print" in text_of(app)
        await pilot.press("right")
        await pilot.pause()
        assert "2025-12-24 100.00 · the first print · ▲ +31.25 % to the newest, 131.25, in 154 d" in text_of(app)


async def test_a_step_of_the_crosshair_repaints_only_its_columns() -> None:
    """The column it leaves, the one it comes to, and the line of dates."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        chart = app.screen.query_one(PriceChart)
        before = chart.drawing
        painted: list[tuple[int, int]] = []
        refresh = chart.refresh

        def watched(*regions: object, **how: object) -> object:
            painted.extend((region.width, region.height) for region in regions)  # type: ignore[attr-defined]  # regions
            return refresh(*regions, **how)  # type: ignore[arg-type]  # as they came

        chart.refresh = watched  # type: ignore[method-assign,assignment]  # looked at on the way
        await pilot.press("left")
        await pilot.pause()
        assert chart.drawing is before
        assert sorted(painted)[:2] == [(1, len(before.rows) + 1)] * 2
        assert len(painted) == 3


async def test_zoom_pan_and_ranges_are_told_and_kept_while_leafing() -> None:
    """Half as much time, then a quarter of it earlier; the next index shows the same stretch."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "plus")
        assert "186 d · 12 of 12 prints" in text_of(app)
        first = screen_text(app).splitlines()[4]
        await pilot.press("less_than_sign")
        await pilot.pause()
        moved = screen_text(app).splitlines()[4]
        assert moved != first
        await pilot.press("j")
        await pilot.pause()
        assert moved[:24] == screen_text(app).splitlines()[4][:24]
        await pilot.press("0", "w")
        await pilot.pause()
        assert "2026-03-04 to 2026-06-03 · 91 d" in text_of(app)
        await pilot.press("escape", "f")
        await settled(pilot)
        assert "91 d" in text_of(app)


async def test_a_log_scale_that_cannot_be_is_refused_or_said() -> None:
    """For the row at hand with words; for one that is leafed to, above the chart."""
    rows = (quote("A"), quote("Below zero", (-5.0, 4.0, -3.0, 2.0)))
    app = app_of(update(rows))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, "j", "l")
        assert any("no log scale" in said for said in toasts(app))
        await pilot.press("k", "l")
        await pilot.pause()
        assert "· log" in text_of(app)
        await pilot.press("j")
        await pilot.pause()
        assert "no log scale: not all values are above zero" in text_of(app)


async def test_leafing_ends_on_the_row_that_was_left() -> None:
    """Down and up as on the board; Esc leads back to the row; at the ends one stays."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "up", "down", "j", "j", "j", "j")
        assert "Sodium" in screen_text(app).splitlines()[0]
        assert "5 of 5" in screen_text(app).splitlines()[0]
        await pilot.press("k", "escape")
        await pilot.pause()
        selected = app.query_one(QuoteTable).selected
        assert selected is not None
        assert selected.label == "Cathode"


async def test_the_rows_are_leafed_through_in_the_order_of_the_board() -> None:
    """Sorted and filtered as there."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", "c", "enter", "r")
        await opened(pilot)
        assert "of 2" in screen_text(app).splitlines()[0]


async def test_an_article_near_the_crosshair_is_named_and_read() -> None:
    """Its title stands below the chart, a key opens it, and Esc leads back here."""
    app = app_of(update(articles=NAMED))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        assert "Salt flats fill up, 3 d" not in text_of(app)
        await pilot.press("left")
        await pilot.pause()
        assert "▴ Salt flats fill up, 3 d later · a reads it" in text_of(app)
        await pilot.press("a")
        await settled(pilot)
        assert not isinstance(app.screen, IndexScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, IndexScreen)


async def test_without_an_article_the_key_says_so() -> None:
    """Nothing names the index."""
    app = app_of()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "a")
        assert "No article names Lithium." in toasts(app)


async def test_new_prints_show_while_the_view_is_open() -> None:
    """A crosshair on the newest print stays on the newest one."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        monitor_of(app).tell(update((quote("Lithium", (*VALUES, 140.0), ends_on="2026-06-03"), *board()[1:])))
        await settled(pilot)
        screen.follow()
        await settled(pilot)
        assert "2026-06-03 140.00" in text_of(app)
        assert "the newest print" in text_of(app)


async def test_a_row_that_is_gone_stays_and_says_so() -> None:
    """What was last known of it."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        monitor_of(app).tell(update(board()[1:]))
        await settled(pilot)
        screen.follow()
        await settled(pilot)
        assert "not on the board any more" in screen_text(app).splitlines()[0]
        assert "131.25" in screen_text(app)
        await pilot.press("j")
        await settled(pilot)
        assert "Cobalt" in screen_text(app).splitlines()[0]


async def test_a_board_of_the_past_has_the_prints_of_then(past: Past) -> None:
    """As they were known, under a badge, and what changed next in words."""
    app = app_of(update((long_row(), *board()[1:])), past=past)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("left_square_bracket")
        await settled(pilot)
        await opened(pilot)
        assert "AS KNOWN ON 2026-05-20 15:35 UTC" in screen_text(app).splitlines()[0]
        assert "○" not in screen_text(app)
        assert "Next" in screen_text(app)
        check_frame(app, "index-past-120x40")


async def test_of_two_rows_of_one_label_each_has_its_own_prints(tmp_path: Path) -> None:
    """The archive tells of the first one; the other one's are not mixed with them."""
    twins = (quote("Twin", (1.0, 2.0, 3.0), every=31), quote("Twin", (50.0, 60.0), every=7))
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        keep(archive, payload(*twins))
        app = app_of(update(twins), past=Past(archive))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(pilot)
            assert "3 prints" in text_of(app)
            assert "Known since" in text_of(app)
            await pilot.press("j")
            await settled(pilot)
            assert "2 prints" in text_of(app)
            assert "60.00" in text_of(app)
            assert "From the payload's trend." in text_of(app)


async def test_clicks_and_the_wheel_move_crosshair_window_and_prints() -> None:
    """On the chart, on a print, on the footer."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        chart = app.screen.query_one(PriceChart)
        column = chart.drawing.column(date(2026, 2, 4))
        assert column is not None
        await pilot.click(PriceChart, offset=(chart.drawing.left + column, 3))
        await pilot.pause()
        assert "2026-02-04 101.25" in text_of(app)
        await pilot.hover(PriceChart, offset=(chart.drawing.left, 3))
        await pilot.pause()
        assert "implied by the change" in text_of(app)
        await pilot.click("#index-prints", offset=(8, 2))
        await pilot.pause()
        assert "2026-05-13 126.00" in text_of(app)


async def test_a_print_is_copied_as_a_sentence() -> None:
    """With its change, its base and where it comes from."""
    app = app_of()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await opened(pilot, "left", "y")
        assert app.clipboard == (
            "Lithium: 126.00 on 2026-05-13, +5.44 % against 119.50 on 2026-04-29. From the payload's trend."
        )


async def test_pages_of_prints_move_the_crosshair(past: Past) -> None:
    """The table, the window and the crosshair go together."""
    app = app_of(update((long_row(), *board()[1:])), past=past)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "w", "pagedown", "pagedown")
        page = screen.query_one(PrintTable).page
        on = date(2026, 5, 27) - timedelta(days=7 * 2 * page)
        assert f" {on.isoformat()} " in text_of(app)
        start, end = screen_text(app).splitlines()[4].split(" · ")[0].strip().split(" to ")
        assert date.fromisoformat(start) <= on <= date.fromisoformat(end)
        await pilot.press("pageup", "end")
        await settled(pilot)
        assert "the newest print" in text_of(app)


async def test_the_wheel_scrolls_the_prints_and_leaves_the_crosshair(past: Past) -> None:
    """What is far away is looked at without going there."""
    app = app_of(update((long_row(), *board()[1:])), past=past)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        table = screen.query_one(PrintTable)
        for _ in range(5):
            table.post_message(wheel(table))
        await settled(pilot)
        assert "▌" not in screen_text(app)
        assert "the newest print" in text_of(app)
        await pilot.press("left")
        await pilot.pause()
        assert "▌" in screen_text(app)


def wheel(widget: Widget) -> MouseScrollDown:
    """The wheel, turned one notch over a widget."""
    return MouseScrollDown(widget, 5, 3, 0, 1, 0, False, False, False)
