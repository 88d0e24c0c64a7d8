"""A list of items: moving, filtering, colours, and keeping its place when something comes."""

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.frames import screen_text
from tickertui.tui import theme as palette
from tickertui.tui.commands import bindings
from tickertui.tui.widgets.item_list import Group, Item, ItemList
from tickertui.tui.widgets.sheet import Entry


class ListApp(App[None], inherit_bindings=False):
    """A list and nothing else."""

    BINDINGS = bindings("everywhere")

    def __init__(self) -> None:
        """In our dark theme."""
        super().__init__()
        for ours in palette.OURS:
            self.register_theme(ours)
        self.theme = palette.DEFAULT
        self.list = ItemList(label_width=6)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return palette.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def on_mount(self) -> None:
        """The list has the keys."""
        self.list.focus()


def groups(*numbers: int) -> list[Group]:
    """Items of these numbers, five under a heading; every third takes two lines."""
    items = [
        Item((Entry(f"Entry {number}", f"{number}"), *([Entry("and more of it")] if number % 3 == 0 else [])))
        for number in numbers
    ]
    return [Group(f"From {start}", tuple(items[start : start + 5])) for start in range(0, len(items), 5)]


async def _selected(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    assert isinstance(pilot.app, ListApp)
    item = pilot.app.list.selected
    return item.entries[0].text if item is not None else ""


async def test_keys_move_by_item_page_and_end() -> None:
    """And never past the ends; the selected item with all its lines is always in view."""
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.show(groups(*range(40)))
        assert await _selected(pilot, "k") == "Entry 0"
        assert await _selected(pilot, "j", "down") == "Entry 2"
        assert await _selected(pilot, "G", "j") == "Entry 39"
        assert "and more of it" in screen_text(app).splitlines()[-1]
        assert await _selected(pilot, "g") == "Entry 0"
        assert "From 0" in screen_text(app)
        for _ in range(12):
            text = await _selected(pilot, "pagedown")
            assert text in screen_text(app)
        assert text == "Entry 39"
        for _ in range(12):
            text = await _selected(pilot, "pageup")
            assert text in screen_text(app)
        assert text == "Entry 0"


async def test_what_comes_leaves_cursor_and_view() -> None:
    """New items above move neither the selected one nor its line; where the top shows, they show."""
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.show(groups(*range(10, 60)))
        before = await _selected(pilot, "pagedown", "pagedown", "j")
        rows = screen_text(app).splitlines()
        at = next(number for number, row in enumerate(rows) if before in row)
        app.list.show(groups(*range(5, 60)))
        assert await _selected(pilot) == before
        assert before in screen_text(app).splitlines()[at]
        await pilot.press("g")
        app.list.show(groups(*range(60)))
        assert await _selected(pilot) == "Entry 5"


async def test_colours_tell_the_cursor_and_what_was_found() -> None:
    """The cursor's lines have a ground of their own; words that are filtered for are lit on it too."""
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.show(groups(*range(10)))
        assert app.list.filter("entry 7") == 1
        await pilot.pause()
        strip = app.list.render_line(1)
        ground = app.list.get_component_rich_style("item-list--cursor").bgcolor
        assert {segment.style.bgcolor for segment in strip if segment.style} == {ground}
        lit = [segment.text for segment in strip if segment.style and segment.style.underline]
        assert lit == ["7", "Entry", "7"]
        assert app.list.filter("nowhere") == 0
        assert "Nothing has these words." in screen_text(app) or await _selected(pilot) == ""


async def test_an_empty_list_answers_every_key() -> None:
    """With the words that were given for it."""
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.list.show([], nothing="There is nothing.")
        assert await _selected(pilot, "j", "k", "pagedown", "pageup", "g", "G") == ""
        assert "There is nothing." in screen_text(app)
