"""The help screen: the keys of the place where it was asked for, filtered by words, and run from there."""

import pytest
from textual.pilot import Pilot

from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import app_of
from tickertui.settings.config import Settings
from tickertui.tui import commands
from tickertui.tui.screens.help.screen import HelpScreen, groups_of
from tickertui.tui.widgets.quote_table.table import QuoteTable

SIZES = [(80, 24), (120, 40), (200, 50)]


def _name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


async def _help(pilot: Pilot[None], *keys: str, over: str = "") -> None:
    """Open the help, over the board or over what a key opens, and press keys there."""
    await pilot.pause(0.1)
    await pilot.press(*filter(None, [over]))
    await pilot.pause(0.1)
    await pilot.press("question_mark")
    await pilot.pause()
    assert isinstance(pilot.app.screen, HelpScreen)
    await pilot.press(*keys)
    await pilot.pause()


async def test_help_shows_the_keys_of_the_board() -> None:
    """`?` opens it, Esc closes it."""
    app = app_of()
    async with app.run_test(size=(120, 60)) as pilot:
        await _help(pilot)
        check_frame(app, "board-help-120x60")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]


@pytest.mark.parametrize("size", SIZES, ids=_name)
async def test_help_is_filtered_by_every_word(size: tuple[int, int]) -> None:
    """What is typed leaves some keys, counted and lit; Esc first clears, then closes."""
    app = app_of()
    async with app.run_test(size=size) as pilot:
        await _help(pilot, "slash", *"entr sel", over="l")
        check_frame(app, f"help-filter-{_name(size)}")
        text = screen_text(app)
        assert "Copy the selected entry." in text
        assert "One entry down." not in text
        assert any("1 of" in line and "/ entr sel" in line for line in text.splitlines())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "/ entr sel" not in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert type(app.screen).__name__ == "LogScreen"


@pytest.mark.parametrize("size", SIZES, ids=_name)
async def test_help_is_of_the_place_it_was_asked_in(size: tuple[int, int]) -> None:
    """The log's keys, those of its list, and what works everywhere."""
    app = app_of()
    async with app.run_test(size=size) as pilot:
        await _help(pilot, "down", over="l")
        check_frame(app, f"help-{_name(size)}")


async def test_nothing_found_is_said() -> None:
    """Words that stand nowhere leave nothing, and that is said; Enter with them keeps the line and runs nothing."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await _help(pilot, "slash", *"zzzz")
        assert "Nothing has these words." in screen_text(app)
        assert "0 of" in screen_text(app)
        await pilot.press("enter", "enter", "down", "pagedown", "G")
        assert isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("size", SIZES, ids=_name)
async def test_help_scrolls_where_it_is_longer_than_the_screen(size: tuple[int, int]) -> None:
    """The last line says how much more there is, until the end; the wheel scrolls as well."""
    app = app_of()
    async with app.run_test(size=size) as pilot:
        await _help(pilot)
        assert "more lines" in screen_text(app)
        await pilot.press("G")
        await pilot.pause()
        assert "more lines" not in screen_text(app)
        assert commands.named("app.quit-now").help in screen_text(app)
        for _ in range(60):
            await pilot._post_mouse_events([_wheel_up()], offset=(size[0] // 2, 12))
        await pilot.pause()
        assert "The board" in screen_text(app)
        assert commands.named("app.quit-now").help not in screen_text(app)


def _wheel_up() -> type:
    from textual.events import MouseScrollUp

    return MouseScrollUp


async def test_enter_runs_the_selected_command_where_help_was_asked_for() -> None:
    """The screen below does what its key would have done."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await _help(pilot, "slash", *"board.sort next", "enter", "enter")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]
        assert app.screen.query_one(QuoteTable).sorted_by is not None


async def test_a_click_runs_a_command_and_a_click_beside_closes() -> None:
    """A line is a button; what lies around the frame leads back."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await _help(pilot, "slash", *"board.log", "enter")
        rows = screen_text(app).splitlines()
        y = next(number for number, row in enumerate(rows) if "List checks" in row)
        await pilot.click(offset=(50, y))
        await pilot.pause()
        assert type(app.screen).__name__ == "LogScreen"
        await pilot.press("escape")
        await _help(pilot)
        await pilot.click(offset=(2, 12))
        await pilot.pause()
        assert app.screen is app.screen_stack[0]


async def test_a_key_of_the_users_is_listed_and_found() -> None:
    """The help has the keys that work, and says how the settings call the command."""
    app = app_of(settings=Settings(keys={"board.sort": ("f7",)}))
    async with app.run_test(size=(120, 40)) as pilot:
        await _help(pilot, "slash", *"f7")
        assert "F7" in screen_text(app)
        assert "in the settings: board.sort" in screen_text(app)


async def test_help_has_the_line_that_is_typed_in() -> None:
    """Where the filter's line is open, F1 tells its keys too."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("slash", "f1", "slash", *"filter.close")
        await pilot.pause()
        assert commands.PLACES["filter"] in screen_text(app)


def test_help_lists_every_command_of_its_places() -> None:
    """No command of a place is left out, and no other place is there."""
    names = [item.id for group in groups_of(("board", "everywhere")) for item in group.items]
    assert names == [command.name for command in commands.at("board", "everywhere")]
