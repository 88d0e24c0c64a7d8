"""The board at every size: without rows, with one, with odd ones and with ten thousand; grouped, sorted and marked."""

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from tests.samples import board, many_quotes, quote
from tests.tui.frames import check_frame
from tests.tui.stage import app_of, update
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote
from tickertui.tui.widgets.quote_table.table import QuoteTable

SIZES = [(80, 24), (120, 40), (200, 50)]


def broken() -> tuple[Quote, ...]:
    """Rows that are odd, each in its own way."""
    return (
        quote("Nothing", points=()),
        quote("Nickel", level=None, findings=(Finding("no-number", "today is “n/a”, no number"),)),
        quote("Cobalt", change_percent=42.0),
        quote("From the future", ends_on="2026-06-10"),
        quote("Not a number", (1.0, float("nan"))),
        quote("Once", (5.0,), frequency=""),
        quote("Below zero", (-5.0, 4.0, -3.25)),
        quote("Huge", (1e15, 2.5e15)),
        quote("Tiny", (0.000_12, 0.000_11)),
        quote("名前が長い価格指数" * 4, ends_on="2026-05-20"),
        quote("A name without end, " * 6),
        quote("👩‍👩‍👧 e\u0301 ﷽"),
    )


def rows_of(name: str) -> Sequence[Quote]:
    """The rows of a frame."""
    match name:
        case "one":
            return board()[:1]
        case "odd":
            return broken()
        case "many":
            return many_quotes(10_000)
        case _:
            return ()


async def at_rest(pilot: Pilot[None]) -> None:
    """The detail stands, and nothing is under way."""
    await pilot.pause()
    looking = [one for one in pilot.app.workers if one.group in {"mentions", "provenance"} and not one.is_finished]
    for worker in looking:
        await worker.wait()
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["empty", "one", "odd", "many"])
async def test_frames_of_any_rows(name: str, size: tuple[int, int]) -> None:
    """Every kind of data at every size, with the detail of the row in the middle."""
    app = app_of(update(rows_of(name)))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        table = app.screen.query_one(QuoteTable)
        table.cursor = table.viewport.count // 2
        await at_rest(pilot)
        check_frame(app, f"board-{name}-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frames_of_an_arranged_board(size: tuple[int, int]) -> None:
    """Grouped by state, sorted, a row starred and two marked, with sparklines that fill their width."""
    app = app_of()
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        await pilot.press("asterisk", "x", "j", "x", "o", "o", "s", "s", "w")
        await at_rest(pilot)
        app.clear_notifications()
        await at_rest(pilot)
        check_frame(app, f"board-arranged-{size[0]}x{size[1]}")
