"""The column chooser: shows, hides and moves columns while the table behind follows, and tells what was kept."""

import pytest
from textual.pilot import Pilot

from tests.samples import board
from tests.tui.frames import check_frame
from tests.tui.table_stage import TableApp, lines_of
from tickertui.tui.columns import IDS
from tickertui.tui.screens.columns.choice import Choice
from tickertui.tui.screens.columns.screen import ColumnChooser, ColumnsChosen
from tickertui.tui.widgets.quote_table.table import QuoteTable

FEW = ("name", "level", "age")


class ChooserApp(TableApp):
    """A table with the chooser over it; keeps what the chooser tells."""

    def __init__(self, chosen: tuple[str, ...] = ()) -> None:
        """A board of five rows."""
        super().__init__(board())
        self.chosen = chosen
        self.kept: list[tuple[str, ...] | None] = []
        self.posted: list[tuple[str, ...]] = []

    async def open(self, pilot: Pilot[None]) -> QuoteTable:
        """Open the chooser over the table."""
        await pilot.pause()
        table = self.query_one(QuoteTable)
        table.columns = self.chosen
        await self.push_screen(ColumnChooser(table.columns, table.preview), self.kept.append)
        await pilot.pause()
        return table

    def on_columns_chosen(self, message: ColumnsChosen) -> None:
        """Keep it."""
        self.posted.append(message.ids)


def chosen_in(table: QuoteTable) -> tuple[str, ...]:
    """What is chosen now."""
    return table.columns


async def test_a_column_is_hidden_shown_and_moved_while_the_table_follows() -> None:
    """Space hides and shows, J and K move; Enter keeps and tells."""
    app = ChooserApp(FEW)
    async with app.run_test(size=(80, 24)) as pilot:
        table = await app.open(pilot)
        await pilot.press("g", "j", "space")
        assert chosen_in(table) == ("name", "age")
        await pilot.press("space", "J")
        assert chosen_in(table) == FEW
        for _ in range(IDS.index("age")):
            await pilot.press("J")
        assert chosen_in(table) == ("name", "age", "level")
        await pilot.press("K", "enter")
        await pilot.pause()
        assert app.kept == [table.columns]
        assert app.posted == [table.columns]


async def test_escape_leaves_the_columns_as_they_were() -> None:
    """What was tried is taken back, and nothing is told."""
    app = ChooserApp(FEW)
    async with app.run_test(size=(80, 24)) as pilot:
        table = await app.open(pilot)
        await pilot.press("j", "space", "r", "escape")
        await pilot.pause()
        assert chosen_in(table) == FEW
        assert (app.kept, app.posted) == ([None], [])


async def test_the_columns_that_suit_the_width_are_the_beginning_and_a_key_away() -> None:
    """Nothing chosen: what shows is checked; the first change makes it a choice, `r` undoes it."""
    app = ChooserApp()
    async with app.run_test(size=(120, 40)) as pilot:
        table = await app.open(pilot)
        showing = table.showing
        assert "suit the width" in "\n".join(lines_of(app))
        await pilot.press("G", "space")
        assert chosen_in(table) == (*showing, "cadence")
        assert "chosen" in "\n".join(lines_of(app))
        await pilot.press("r")
        assert chosen_in(table) == ()
        assert table.showing == showing


async def test_a_column_without_room_says_so() -> None:
    """A choice may be wider than the terminal: the table counts what it leaves out, the chooser names it."""
    app = ChooserApp(IDS)
    async with app.run_test(size=(60, 24)) as pilot:
        table = await app.open(pilot)
        await pilot.press("end")
        await pilot.pause()
        lines = lines_of(app)
        assert any("no room at this width" in line for line in lines)
        assert lines[0].startswith(f"+{len(IDS) - len(table.showing)}")


async def test_the_name_cannot_be_hidden_and_a_click_chooses() -> None:
    """The name stays; a click on a line is as good as a key."""
    app = ChooserApp(FEW)
    async with app.run_test(size=(80, 24)) as pilot:
        table = await app.open(pilot)
        await pilot.press("space")
        assert chosen_in(table) == FEW
        await pilot.click("ColumnList", offset=(5, 2))
        await pilot.pause()
        assert chosen_in(table) == ("name", "age")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_chooser_leaves_the_titles_in_sight(size: tuple[int, int]) -> None:
    """The list stands at the bottom, the table's first rows above it, at every size."""
    app = ChooserApp()
    async with app.run_test(size=size) as pilot:
        await app.open(pilot)
        await pilot.press("j", "j")
        await pilot.pause()
        check_frame(app, f"columns-{size[0]}x{size[1]}")


@pytest.mark.parametrize("chosen", [(), FEW, ("age", "name"), tuple(reversed(IDS))])
def test_a_choice_has_every_column_once(chosen: tuple[str, ...]) -> None:
    """Whatever was chosen: all columns are there, those chosen in their order."""
    choice = Choice(chosen, FEW)
    assert sorted(choice.order) == sorted(IDS)
    assert tuple(name for name in choice.order if name in choice.shown) == (chosen or FEW)
    assert choice.ids == chosen
    assert choice.move(0, -1) == 0
    assert choice.ids == chosen


async def test_the_mouse_draws_a_column_to_another_place() -> None:
    """Down on a line, over others, up: the column is there then, and is not hidden by it."""
    app = ChooserApp(FEW)
    async with app.run_test(size=(80, 40)) as pilot:
        table = await app.open(pilot)
        last = IDS.index("age") + 1
        await pilot.mouse_down("ColumnList", offset=(5, last))
        for y in range(last - 1, 0, -1):
            await pilot.hover("ColumnList", offset=(5, y))
        await pilot.mouse_up("ColumnList", offset=(5, 1))
        await pilot.pause()
        assert chosen_in(table) == ("age", "name", "level")


async def test_a_click_beside_the_list_leaves_the_columns_as_they_were() -> None:
    """As Esc does."""
    app = ChooserApp(FEW)
    async with app.run_test(size=(80, 40)) as pilot:
        table = await app.open(pilot)
        await pilot.press("j", "space")
        await pilot.click(offset=(5, 3))
        await pilot.pause()
        assert chosen_in(table) == FEW
        assert app.kept == [None]
