"""Every command runs: something declares it and answers to it, in its place, whatever its keys are."""

from importlib import import_module

import pytest
from textual.dom import DOMNode

from tests.samples import article
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import app_of, update
from tickertui.settings.config import Settings
from tickertui.tui import commands
from tickertui.tui.commands import BY_NAME, COMMANDS, PLACES, Place
from tickertui.tui.running import owner_of, places_of, run
from tickertui.tui.screens.help.screen import groups_of

OWNERS: dict[Place, tuple[str, ...]] = {
    "everywhere": ("app:TickerApp",),
    "board": ("screens.board.screen:BoardScreen",),
    "table": ("widgets.quote_table.table:QuoteTable",),
    "list": (
        "widgets.item_list:ItemList",
        "screens.agenda.listing:Listing",
        "screens.articles.article_list:ArticleList",
    ),
    "detail": ("screens.board.screen:BoardScreen",),
    "filter": ("widgets.filter_line:FilterLine",),
    "date": ("screens.board.date_line:DateLine",),
    "listing": ("screens.listing.screen:ListingScreen",),
    "log": ("screens.log.screen:LogScreen",),
    "compare": ("screens.compare.screen:CompareScreen",),
    "agenda": ("screens.agenda.screen:AgendaScreen",),
    "articles": ("screens.articles.screen:ArticlesScreen",),
    "reader": ("screens.reader.screen:ReaderScreen",),
    "text": ("widgets.document.view:DocumentView",),
    "contents": ("widgets.document.contents:ContentsList",),
    "find": ("screens.reader.find_line:FindLine",),
    "choice": ("widgets.document.contents:ChoiceList",),
    "columns": ("screens.columns.screen:ColumnChooser",),
    "authors": ("screens.reader.authors:AuthorsScreen",),
    "index": ("screens.index.screen:IndexScreen",),
    "links": ("screens.reader.links:LinksScreen",),
    "export": ("screens.export.screen:ExportList",),
    "picture": ("screens.picture.screen:PictureScreen",),
    "help": ("screens.help.screen:HelpScreen",),
    "problems": ("screens.problems.screen:ProblemsScreen",),
}
"""What declares the commands of a place."""

SCREENS = {"board": "", "log": "l", "agenda": "d", "compare": "C", "help": "question_mark", "problems": "!",
           "columns": "c", "reader": "a", "library": "B"}  # fmt: skip
"""Keys that lead from the board to screens."""


def test_every_place_is_looked_at() -> None:
    """No place is forgotten below."""
    assert OWNERS.keys() == PLACES.keys()


@pytest.mark.parametrize("place", OWNERS)
def test_every_command_has_something_that_answers(place: Place) -> None:
    """The class that declares a place's commands has the action of each."""
    for owner in OWNERS[place]:
        module, _, name = owner.partition(":")
        kind: type[DOMNode] = getattr(import_module(f"tickertui.tui.{module}"), name)
        for command in commands.at(place):
            action = "command" if place in BY_NAME else command.runs.partition("(")[0]
            assert hasattr(kind, f"action_{action}"), f"{name} does not answer to {command.name}"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("keys", [{}, {"board.sort": ("f7",), "list.down": ("f8", "n"), "table.down": ("f8",)}])
async def test_help_and_palette_have_all_that_works_here(screen: str, keys: dict[str, tuple[str, ...]]) -> None:
    """Whatever a screen declares stands in its help, and runs from there and from the palette: also with other keys."""
    from tickertui.tui.palette import CommandProvider

    app = app_of(update(articles=[article()]), settings=Settings(keys=keys))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.1)
        await pilot.press(*filter(None, [SCREENS[screen]]))
        await pilot.pause(0.1)
        top = app.screen
        assert screen == "board" or top is not app.screen_stack[0]
        nodes = [top, *top.walk_children()]
        declared = {b.id for node in nodes for group in node._bindings.key_to_bindings.values() for b in group}
        listed = {item.id for group in groups_of(places_of(top)) for item in group.items}
        here = {command.name: command for command in COMMANDS if command.name in declared}
        assert here.keys() <= listed
        offered = CommandProvider(top)._offered()
        assert len(offered) == len(set(offered))
        assert {command.name for command in offered} >= {name for name in here if here[name].palette}
        for command in offered:
            assert owner_of(command, top) is not None


async def test_a_command_runs_where_it_is_declared() -> None:
    """Also while a line is typed in, whose own actions have the same names; one that is not there runs nothing."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("slash", *"co")
        await pilot.pause()
        assert await run(commands.named("board.copy"), app.screen)
        await pilot.pause()
        assert "Cobalt" in app.clipboard
        assert not await run(commands.named("log.copy"), app.screen)


async def test_the_key_line_is_a_row_of_buttons() -> None:
    """Also of the line that is typed in: a click on Esc clears it."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("slash", *"co")
        await pilot.pause()
        assert "/ co" in screen_text(app)
        keys = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(keys.index("Esc"), 23))
        await pilot.pause(0.1)
        assert "/ co" not in screen_text(app)


async def test_a_narrow_key_line_keeps_help_and_the_way_out() -> None:
    """What does not fit goes; Esc and ? stay."""
    app = app_of(update(articles=[article()]))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause(0.1)
        for key in ("B", "enter"):
            await pilot.press(key)
            await pilot.pause(0.3)
            keys = screen_text(app).splitlines()[-1]
            assert "Esc Back" in keys, key
            assert "? Help" in keys, key


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_palette_finds_and_runs(size: tuple[int, int]) -> None:
    """Each command stands there once with its key; Enter runs it."""
    app = app_of(settings=Settings(keys={"log.copy": ("f7",)}))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        await pilot.press("l")
        await pilot.pause(0.3)
        await pilot.press("ctrl+p")
        await pilot.pause(0.5)
        await pilot.press(*"entr")
        await pilot.pause(0.5)
        check_frame(app, f"palette-{size[0]}x{size[1]}")
        text = screen_text(app)
        assert text.count("Copy  (F7)") == 1
        await pilot.press("down", "enter")
        await pilot.pause(0.5)
        assert app.clipboard.startswith("2026-06-03")


@pytest.mark.parametrize("key", ["question_mark", "exclamation_mark", "c", "e"])
async def test_a_click_beside_a_dialog_closes_it(key: str) -> None:
    """As Esc does."""
    app = app_of()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause(0.1)
        await pilot.press(key)
        await pilot.pause(0.1)
        assert app.screen.is_modal
        await pilot.click(offset=(3, 2))
        await pilot.pause(0.1)
        assert app.screen is app.screen_stack[0]
