"""Reading in the app: from a word to its row and back, and what is kept of it."""

from datetime import date
from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot

from tests.samples import NOW, article, rich_text
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import ToldMonitor, now, update
from tickertui.market.article import Person
from tickertui.settings.remembered import Memory, Place
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.board.screen import BoardScreen
from tickertui.tui.screens.reader.screen import ReaderScreen
from tickertui.tui.widgets.document.ink import contrast

PARAGRAPHS = [f"Paragraph {number} tells of cobalt and of nothing else." for number in range(40)]
STORY = article("Salt flats", rich_text=rich_text(*PARAGRAPHS))


def app_with(memory: Memory | None = None) -> TickerApp:
    """The app over one article."""
    return TickerApp(ToldMonitor(update(articles=[STORY])), clock=now, memory=memory)


def top_of(app: TickerApp) -> str:
    """The first line of text on the screen: a blank one above it is no place."""
    return next(line.strip() for line in screen_text(app).splitlines() if "Paragraph" in line)


async def opened(pilot: Pilot[None]) -> ReaderScreen:
    """The reader, once its text is shown."""
    await pilot.press("a")
    for _ in range(100):
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, ReaderScreen) and screen.is_shown:
            await pilot.pause()
            return screen
    raise AssertionError("the reader did not open")


@pytest.mark.parametrize("key", ["escape", "a"])
async def test_a_word_leads_to_its_row_and_the_way_back_to_the_word(key: str) -> None:
    """Enter on a name selects its row; Esc or `a` there shows the article as it was left, with the name's card."""
    app = app_with()
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await opened(pilot)
        await pilot.press("space", "space", "i", "i")
        await pilot.pause()
        before = screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        board = app.screen
        assert isinstance(board, BoardScreen)
        assert any(line.startswith("▌") and "Cobalt" in line for line in screen_text(app).splitlines())
        await pilot.press("j", key)
        await pilot.pause()
        await pilot.pause()
        assert screen_text(app) == before
        assert app.screen_stack[-1] is reader
        for _ in range(3):
            await pilot.press("escape")
            await pilot.pause()
        assert app.screen_stack == [board]


async def test_the_place_lasts_as_long_as_the_app_without_a_memory() -> None:
    """Opened again, the article stands where it was left."""
    app = app_with()
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await pilot.press("space", "space", "j")
        await pilot.pause()
        top = top_of(app)
        await pilot.press("escape")
        await pilot.pause()
        await opened(pilot)
        assert top_of(app) == top


async def test_place_and_measure_are_remembered(tmp_path: Path) -> None:
    """Kept when the reader is left, and when the app ends with it open."""
    file = tmp_path / "state.json"
    memory = Memory(file)
    memory.load(NOW)
    app = app_with(memory)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await pilot.press("plus", "space", "space")
        await pilot.pause()
        top = top_of(app)
    assert memory.save(NOW) is None
    again = Memory(file)
    again.load(NOW)
    assert again.state.measure == 74
    place = again.state.places[STORY.uuid]
    assert isinstance(place, Place)
    assert place.block > 5
    assert place.kept_at == NOW
    app = app_with(again)
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await opened(pilot)
        assert reader.measure == 74
        assert top_of(app) == top


@pytest.mark.parametrize("theme", ["tickertui-dark", "tickertui-light", "dracula", "solarized-light", "gruvbox"])
async def test_names_and_code_can_be_read_in_every_theme(theme: str) -> None:
    """Their colours keep 4.5:1 against what they stand on."""
    app = app_with()
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await opened(pilot)
        app.theme = theme
        await pilot.pause()
        view = reader.query_one("#reader-view")
        inks = view._inks  # type: ignore[attr-defined]  # the view's own styles
        looks = [
            ("index",),
            *(
                ("code-block", f"code-{name}")
                for name in ("comment", "keyword", "string", "number", "name", "attribute")
            ),
        ]
        for look in looks:
            style = inks.style(look)
            assert style.color is not None
            assert style.bgcolor is not None
            assert contrast(Color(*style.color.triplet), Color(*style.bgcolor.triplet)) >= 4.5, (theme, look)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("view", "keys"), [("card", ["i", "i"]), ("box", ["G"]), ("export", ["e"]), ("authors", ["a"]), ("contents", ["t"])]
)
async def test_the_readers_views_look_as_accepted(view: str, keys: list[str], size: tuple[int, int]) -> None:
    """The card, the box of indices, the chooser of formats, the authors and the contents, at three sizes."""
    heading = {"type": "heading", "attrs": {"level": 4}, "content": [{"type": "text", "text": "Where brine is slow"}]}
    words = rich_text("Lithium rose, and so did natural graphite.", "Cathode was not printed.", "Cobalt fell.")
    words["content"].insert(1, heading)
    author = Person(
        "Ada Salter", ("Editor", "Reporter"), "Editor - Salts", "Writes on brine.", "", "https://x.example/ada"
    )
    story = article("Salt flats", rich_text=words, people=(author,), published_on=date(2026, 3, 20))
    app = TickerApp(ToldMonitor(update(articles=[story])), clock=now)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause()
        await pilot.pause()
        check_frame(app, f"reader-{view}-{size[0]}x{size[1]}")
