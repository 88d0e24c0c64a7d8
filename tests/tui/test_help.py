"""The help screen: the keys of the place where it was asked for."""

from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import app_of
from tickertui.tui import commands
from tickertui.tui.screens.board.screen import BoardScreen
from tickertui.tui.screens.help.screen import HelpScreen, help_entries


async def test_help_shows_the_keys_of_the_board() -> None:
    """`?` opens it, any of its keys scrolls or closes it."""
    app = app_of()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        check_frame(app, "board-help-120x60")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)


async def test_help_scrolls_where_it_is_longer_than_the_screen() -> None:
    """The last line says how much more there is, until the end."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "more lines" in screen_text(app)
        for _ in range(10):
            await pilot.press("space")
        await pilot.pause()
        assert "more lines" not in screen_text(app)
        assert commands.named("app.quit-now").help in screen_text(app)
        await pilot.press("b", "k", "j")


def test_help_lists_every_command_of_its_places() -> None:
    """No command of a place is left out, and no other place is there."""
    entries = help_entries(("board", "everywhere"))
    sentences = [entry.text for entry in entries]
    for command in commands.at("board", "everywhere"):
        assert command.help in sentences
    assert commands.named("reader.back").help not in sentences
