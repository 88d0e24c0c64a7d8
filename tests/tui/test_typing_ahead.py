"""Who types fast: keys that come before the screen has answered the last one go where they were meant to."""

import pytest
from textual import events
from textual.pilot import Pilot

from tests.samples import article
from tests.tui.stage import app_of, update
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.board.date_line import DateLine
from tickertui.tui.widgets.text_line import TextLine

KEYS = {"/": "slash", "@": "at"}
"""Keys that Textual calls otherwise than what they type."""


async def all_answered(app: TickerApp, pilot: Pilot[None]) -> None:
    """Wait until no key is under way."""
    await pilot.pause()
    while not app._key_order.is_at_rest:
        await pilot.pause(0.01)


@pytest.mark.parametrize(
    ("way", "sign"),
    [("", "/"), ("B", "/"), ("l", "/"), ("exclamation_mark", "/"), ("question_mark", "/"), ("a", "/")],
    ids=["board", "library", "log", "problems", "help", "reader"],
)
async def test_what_is_typed_at_once_after_a_line_was_asked_for_is_typed_into_it(way: str, sign: str) -> None:
    """Letters that are commands elsewhere are text, also when all of them arrive in one go."""
    app = app_of(update(articles=(article(),)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        if way:
            await pilot.press(way)
            await pilot.pause(0.1)
        screen = app.screen
        for character in f"{sign}lq[y":
            app.post_message(events.Key(KEYS.get(character, character), character))
        await all_answered(app, pilot)
        assert app.screen is screen
        assert screen.query_one(TextLine).text == "lq[y"


async def test_a_date_typed_at_once_is_typed_into_its_line() -> None:
    """The whole of it arrives."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for character in "@2026-06-03":
            app.post_message(events.Key(KEYS.get(character, character), character))
        await all_answered(app, pilot)
        assert app.screen.query_one(DateLine).text == "2026-06-03"
