"""The calendar on the screen: frames at every size, moving by line, day and part, and what nothing is known of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from textual.pilot import Pilot

from tests.samples import NOW, board, many_quotes, quote
from tests.tui.bare import BareApp
from tests.tui.frames import check_frame, screen_text
from tickertui.market.quote import Quote
from tickertui.tui.screens.agenda.grid import Grid
from tickertui.tui.screens.agenda.listing import Listing
from tickertui.tui.screens.agenda.plan import MANY_ROWS, distance, plan
from tickertui.tui.screens.agenda.screen import AgendaScreen

SIZES = [(200, 50), (120, 40), (80, 24)]


def broken() -> tuple[Quote, ...]:
    """Rows that are odd, each in its own way."""
    return (
        quote("Nothing", points=()),
        quote("From the future", ends_on="2026-06-10", every=14),
        quote("Not a number", (1.0, float("nan"))),
        quote("Once", (5.0,), frequency=""),
        quote("名前が長い価格指数" * 4, ends_on="2026-05-20"),
        quote("Daily", ends_on="2026-06-02", every=1, frequency="daily"),
        quote("Says weekly", ends_on="2026-05-01", every=28, frequency="1wk"),
    )


async def opened(pilot: Pilot[None], quotes: tuple[Quote, ...], now: datetime = NOW) -> AgendaScreen:
    """The screen on rows, at rest."""
    screen = AgendaScreen(quotes, now)
    await pilot.app.push_screen(screen)
    await pilot.app.workers.wait_for_complete([worker for worker in pilot.app.workers if worker.group == "agenda"])
    await pilot.pause()
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["board", "one", "broken", "empty", "many"])
async def test_frames(name: str, size: tuple[int, int]) -> None:
    """Every kind of data at every size."""
    rows = {"board": board(), "one": board()[:1], "broken": broken(), "empty": ()}.get(name)
    app = BareApp()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, tuple(many_quotes(1_000)) if rows is None else rows)
        check_frame(app, f"agenda-{name}-{size[0]}x{size[1]}")


def selected(app: BareApp) -> str:
    """What the line above the keys says of the selected print."""
    return screen_text(app).splitlines()[-2].strip()


async def test_what_is_late_stands_first_and_t_leads_to_what_is_coming() -> None:
    """The longest late one is selected; the parts follow each other by Tab."""
    app = BareApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, board())
        assert selected(app) == "Cathode: dormant, late 139 d, due 2026-01-15, monthly"
        await pilot.press("t")
        await pilot.pause()
        assert selected(app).startswith("Cobalt: due since 2026-06-02")
        await pilot.press("tab")
        await pilot.pause()
        assert selected(app) == "Lithium: 131.25 (+4.17 %) of 2026-05-27"
        await pilot.press("tab")
        await pilot.pause()
        assert selected(app).startswith("Sodium: ")
        await pilot.press("tab", "shift+tab", "shift+tab", "shift+tab")
        await pilot.pause()
        assert selected(app).startswith("Cobalt: due since")


async def test_keys_move_by_line_day_and_page() -> None:
    """And never past the ends."""
    app = BareApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, tuple(board()))
        listing = screen.query_one(Listing)
        await pilot.press("up")
        assert listing._cursor == 0
        await pilot.press("down", "k", "right", "l")
        assert listing._cursor == 2
        await pilot.press("left", "h", "h")
        assert listing._cursor == 0
        await pilot.press("pagedown")
        assert listing._cursor == listing.content_size.height - 3
        await pilot.press("G", "down")
        assert listing.selected is not None
        assert listing.selected.label == "Sodium"
        await pilot.press("pageup", "g")
        assert listing._cursor == 0


async def test_the_part_of_the_first_line_stays_in_sight() -> None:
    """However far down the list."""
    app = BareApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, tuple(many_quotes(60)))
        await pilot.press("tab", *["pagedown"] * 2)
        await pilot.pause()
        lines = screen_text(app).splitlines()
        assert lines[1].startswith(" Coming")
        assert any(line.startswith(" ▌") for line in lines)
        assert screen.query_one(Listing).selected is not None


async def test_enter_wants_the_row_and_escape_leads_back() -> None:
    """Also of a row that nothing is expected of."""
    app = BareApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, board())
        await pilot.press("enter", "G", "enter")
        await pilot.pause()
        assert app.wanted == ["Cathode", "Sodium"]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not screen


async def test_a_click_on_a_day_leads_to_its_first_print() -> None:
    """And a click on a line selects it, another goes to the row."""
    app = BareApp()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, board())
        screen.query_one(Grid).post_message(Grid.DayChosen(date(2026, 6, 10)))
        await pilot.pause()
        await pilot.pause()
        assert selected(app) == "Lithium: expected 2026-06-10, every 2 weeks"
        screen.query_one(Grid).post_message(Grid.DayChosen(date(2026, 6, 11)))
        row = next(y for y, line in enumerate(screen_text(app).splitlines()) if "! Natural" in line)
        await pilot.click(offset=(30, row))
        await pilot.pause()
        assert selected(app).startswith("Natural Graphite: late 18 d")
        await pilot.click(offset=(30, row))
        await pilot.pause()
        assert app.wanted == ["Natural Graphite"]


async def test_the_weeks_light_the_selected_day() -> None:
    """In reverse, so that it shows without colours too."""
    app = BareApp()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, board())
        await pilot.press("t")
        await pilot.pause()
        grid = screen.query_one(Grid)
        lit = [
            segment.text
            for y in range(grid.size.height)
            for segment in grid.render_line(y)
            if segment.style is not None and segment.style.reverse
        ]
        assert lit == [" 2"]


@pytest.mark.parametrize("now", [datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)])
async def test_the_ends_of_the_calendar_are_no_error(now: datetime) -> None:
    """Weeks that do not exist are left out."""
    app = BareApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, board(), now)
        assert "Calendar" in screen_text(app)


def test_nothing_is_dropped() -> None:
    """Every row is in one part at least, and every entry is counted on its day."""
    rows = [*board(), *many_quotes(MANY_ROWS)]
    made = plan(rows, NOW)
    seen = {item.label for part in made.parts for item in part.items}
    assert seen == {row.label for row in rows}
    dated = sum(len(part.items) for part in made.parts if part.title != "Not expected")
    assert sum(count.total for count in made.days.values()) == dated


def test_distances_are_said_as_people_say_them() -> None:
    """Yesterday and tomorrow have names."""
    today = date(2026, 6, 3)
    said = [distance(today + timedelta(days=days), today) for days in (-9, -1, 0, 1, 9)]
    assert said == ["9 d ago", "yesterday", "today", "tomorrow", "in 9 d"]


async def test_the_list_is_copied_under_its_headings() -> None:
    """A sentence for each print, what is late first; with nothing to copy, nothing is."""
    app = BareApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, ())
        await pilot.press("y")
        assert app.clipboard == ""
        await opened(pilot, tuple(board()))
        await pilot.press("y")
        lines = app.clipboard.splitlines()
        assert lines[:2] == ["Late", "- Cathode: dormant, late 139 d, due 2026-01-15, monthly"]
        assert "- Lithium: expected 2026-06-10, every 2 weeks" in lines
        assert "- Lithium: 131.25 (+4.17 %) of 2026-05-27" in lines


async def test_weeks_have_their_numbers_and_today_its_mark() -> None:
    """The number is that of ISO 8601, also around the new year."""
    app = BareApp()
    async with app.run_test(size=(160, 50)) as pilot:
        await opened(pilot, tuple(board()), datetime(2026, 12, 30, 12, tzinfo=UTC))
        rows = screen_text(app).splitlines()
        assert any("W53" in row and "30◂" in row for row in rows)
        assert any("2027-01 W53" in row or "W01" in row for row in rows)
