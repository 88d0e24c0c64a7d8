"""The problems: what failed, what is odd, each to be found, copied and gone to."""

import pytest
from textual.app import App

from tests.samples import NOW, board, many_quotes, quote
from tests.tui.bare import BareApp
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import app_of, update
from tickertui.errors import PayloadError
from tickertui.market.finding import Finding
from tickertui.monitor.update import Update
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.problems.screen import MOST_ROWS, ProblemsScreen
from tickertui.tui.widgets.quote_table.table import QuoteTable

SIZES = [(80, 24), (120, 40), (200, 50)]
BAD = quote("Cobalt", change_percent=50.0, findings=(Finding("not-a-date", "date is no date: “soon”"),))


def _updates() -> dict[str, Update]:
    """Nothing wrong, one thing, and much."""
    files = tuple((f"prices/{number}.json", PayloadError(f"{number}.json ends in the middle.")) for number in range(3))
    return {
        "none": update(),
        "one": update([BAD]),
        "broken": update([BAD, *board()], problems=files, notices=("A copy was made of the damaged archive.",)),
        "many": update([quote(f"Index {number}", change_percent=50.0) for number in range(MOST_ROWS + 200)]),
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["none", "one", "broken", "many"])
async def test_problems_are_listed(name: str, size: tuple[int, int]) -> None:
    """Every reason stands under its source, the payload or its row; that nothing is wrong is said."""
    app = BareApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(ProblemsScreen(_updates()[name], NOW))
        await _looked(app)
        await pilot.pause()
        check_frame(app, f"problems-{name}-{size[0]}x{size[1]}")


async def _looked(app: App[None]) -> None:
    """The rows were looked at."""
    for worker in [one for one in app.workers if one.group == "problems"]:
        await worker.wait()


async def _problems(app: TickerApp, press: object) -> None:
    """Open them."""
    app.screen.query_one("#board-table")
    await press("exclamation_mark")  # type: ignore[operator]  # the pilot's
    assert isinstance(app.screen, ProblemsScreen)


async def test_a_row_with_a_problem_is_gone_to() -> None:
    """Enter shows the row on the board; on a problem of no row it does nothing."""
    app = app_of(_updates()["broken"])
    async with app.run_test(size=(120, 40)) as pilot:
        await _problems(app, pilot.press)
        await pilot.press("enter")
        assert isinstance(app.screen, ProblemsScreen)
        await pilot.press("G", "enter")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]
        selected = app.screen.query_one(QuoteTable).selected
        assert selected is not None
        assert selected.label == "Sodium"


async def test_problems_are_filtered_and_copied() -> None:
    """Words leave some; `y` copies the selected one with all its sentences; `!` leads back."""
    app = app_of(_updates()["broken"])
    async with app.run_test(size=(120, 40)) as pilot:
        await _problems(app, pilot.press)
        await pilot.press("slash", *"soon", "enter", "y")
        assert "1 of" in screen_text(app)
        assert app.clipboard.startswith("Cobalt\n! ")
        assert "date is no date: “soon”" in app.clipboard
        await pilot.press("escape", "exclamation_mark")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]


async def test_ten_thousand_rows_are_looked_at_aside() -> None:
    """The sheet opens at once and says what it does; what is not listed is counted."""
    app = app_of(update(many_quotes(10_000)))
    async with app.run_test(size=(120, 40)) as pilot:
        await _problems(app, pilot.press)
        await _looked(app)
        await pilot.pause()
        assert "Looking at" not in screen_text(app)
