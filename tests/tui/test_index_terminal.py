"""The full view in terminals: what was painted in parts is the whole, after any keys; and a walk by keyboard."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import settings
from textual.pilot import Pilot

from tests.conftest import REPOSITORY
from tests.samples import board
from tests.terminal import Terminal, tickertui
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, update
from tests.tui.test_index_screen import NAMED, long_row, opened, settled
from tests.tui.test_quote_table_terminal import EmulatedDriver
from tickertui.tui.screens.index.screen import IndexScreen

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"
KEYS = (
    *("left", "left", "right", "home", "end", "pagedown", "pageup", "less_than_sign", "greater_than_sign"),
    *("plus", "minus", "0", "w", "l", "s", "j", "k", "J", "K", "tab"),
)


@pytest.mark.parametrize("seed", range(20 if settings.get_current_profile_name() == "explore" else 2))
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_is_painted_in_parts_is_the_whole(
    seed: int, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell of the terminal is what the screen would be if it were painted anew."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    app = app_of(update((long_row(), *board()[1:]), articles=NAMED))
    app.driver_class = EmulatedDriver

    async def drive(pilot: Pilot[object]) -> None:
        """Press keys, and compare now and then."""
        await opened(pilot)
        driver = app._driver
        assert isinstance(driver, EmulatedDriver)
        for _ in range(12):
            pressed = [chance.choice(KEYS) for _ in range(chance.randrange(1, 4))]
            await pilot.press(*pressed)
            for _ in range(20):
                await settled(pilot)
                seen = "\n".join(line.rstrip() for line in driver.screen.display) + "\n"
                if seen == screen_text(app):
                    break
            assert isinstance(app.screen, IndexScreen)
            assert seen == screen_text(app), pressed
        app.exit()

    await app.run_async(size=size, auto_pilot=drive)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_walk_through_the_full_view_by_keyboard(tmp_path: Path) -> None:
    """Opened, looked through, zoomed, leafed, an article read from it and left, and back to the row on the board."""
    with Terminal(tickertui(str(SAMPLE)), columns=80, rows=24, directory=tmp_path) as terminal:
        terminal.wait_for("Help")
        terminal.send("f")
        terminal.wait_for("the newest print")
        terminal.wait_for("payload")
        terminal.send("\x1b[D")
        terminal.wait_for("to the newest")
        terminal.send("+")
        terminal.wait_for(" of ")
        terminal.send("ls")
        terminal.wait_for("steps · log")
        terminal.send("?")
        terminal.wait_for("An index on the whole screen")
        terminal.send("\x1b")
        terminal.wait_for("steps · log")
        first = terminal.text().splitlines()[0].split("  ")[0]
        terminal.send("j")
        terminal.wait_for(lambda screen: " 2 of " in screen.splitlines()[0])
        second = terminal.text().splitlines()[0].split("  ")[0]
        assert first != second
        terminal.send("\x1b")
        board_again = terminal.wait_for("Filter")
        assert f"▌  {second.strip()}" in board_again
        terminal.send("q")
        assert terminal.wait() == 0
