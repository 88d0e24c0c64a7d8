"""The table as a person uses it: what keys and clicks do, sorting, filtering, new rows, what it tells the screen."""

from datetime import timedelta

import msgspec
import pytest
from textual import events

from tests.samples import NOW, board, many_quotes, quote
from tests.tui.table_stage import TableApp, column_end, lines_of
from tickertui.tui.widgets.quote_table import table as quote_table
from tickertui.tui.widgets.quote_table.table import QuoteTable


async def test_rows_are_there_with_the_first_paint() -> None:
    """Name, level, move, state, on one line each; the first is selected, and the screen is told."""
    app = TableApp(board())
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        lines = lines_of(app)
        assert lines[1].startswith("▌   Lithium")
        assert "131.25" in lines[1]
        assert "▲ +4.17" in lines[1]
        assert "fresh" in lines[1]
        assert "late 18d" in lines[3]
        assert app.told == [("highlighted", "Lithium")]


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        (["j"], "Cobalt 000001"),
        (["down", "down", "k"], "Cobalt 000001"),
        (["G"], "Copper 000099"),
        (["end", "home"], "Lithium 000000"),
        (["end", "g"], "Lithium 000000"),
        (["pagedown"], "Cathode 000005"),
        (["ctrl+d", "ctrl+d", "ctrl+u"], "Cathode 000005"),
        (["up"], "Lithium 000000"),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], label: str) -> None:
    """Arrows and vi keys, pages that keep a line of what was seen, both ends; never beyond them."""
    app = TableApp(many_quotes(100))
    async with app.run_test(size=(80, 8)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        selected = app.query_one(QuoteTable).selected
        assert selected is not None
        assert selected.label == label
        assert next(line for line in lines_of(app) if line.startswith("▌"))[3:].startswith(label)
        assert ("highlighted", label) in app.told


async def test_enter_opens_the_selected_row() -> None:
    """The screen is told which."""
    app = TableApp(board())
    async with app.run_test(size=(80, 8)) as pilot:
        await pilot.press("j", "enter")
        assert app.told[-1] == ("opened", "Cobalt")


async def test_a_click_selects_and_a_click_on_the_selected_row_opens() -> None:
    """So that a double click opens any row; titles ask for an order, the sparkline's does not, blanks do nothing."""
    app = TableApp(board())
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        await pilot.click(QuoteTable, offset=(10, 3))
        await pilot.pause()
        assert app.told[-1] == ("highlighted", "Natural Graphite")
        await pilot.click(QuoteTable, offset=(10, 3))
        await pilot.pause()
        assert app.told[-1] == ("opened", "Natural Graphite")
        await pilot.click(QuoteTable, offset=(column_end(lines_of(app), "Level") - 1, 0))
        await pilot.pause()
        assert app.told[-1] == ("sort", "level")
        told = len(app.told)
        await pilot.click(QuoteTable, offset=(lines_of(app)[0].index("Trend"), 0))
        await pilot.click(QuoteTable, offset=(10, 9))
        await pilot.pause()
        assert len(app.told) == told


async def test_the_wheel_moves_the_view_and_leaves_the_cursor() -> None:
    """The selected row may leave the view; a key brings it back."""
    app = TableApp(many_quotes(100))
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(QuoteTable)
        await pilot.pause()
        table.post_message(events.MouseScrollDown(table, 5, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert table.viewport.top == 3
        assert table.cursor == 0
        await pilot.press("j")
        assert table.viewport.top == 1
        table.post_message(events.MouseScrollUp(table, 5, 5, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert table.viewport.top == 0


async def test_sorting_shows_its_arrow_and_keeps_the_row() -> None:
    """The title of the order's column has an arrow; the cursor stays on its row; None is as published."""
    app = TableApp(board())
    async with app.run_test(size=(100, 10)) as pilot:
        table = app.query_one(QuoteTable)
        await pilot.press("j")
        table.sort_by("change_percent", True)
        await pilot.pause()
        lines = lines_of(app)
        assert "Chg %↓" in lines[0]
        sorted_by = table.sorted_by
        assert sorted_by == ("change_percent", True)
        assert [line[4:10].strip() for line in lines[1:6]] == ["Lithiu", "Natura", "Cobalt", "Cathod", "Sodium"]
        assert lines[3].startswith("▌")
        table.sort_by(None)
        await pilot.pause()
        assert "Cobalt" in lines_of(app)[2]
        assert table.sorted_by is None
        for unknown in ("nothing", "sparkline"):
            with pytest.raises(KeyError):
                table.sort_by(unknown)


async def test_other_years_rank_apart_in_both_directions() -> None:
    """A year-to-date of 2025 is never among those of 2026."""
    rows = [quote("Old", ends_on="2025-11-17", year_to_date=99.0), quote("New", year_to_date=1.0), quote("Newer")]
    app = TableApp(rows)
    async with app.run_test(size=(100, 10)):
        table = app.query_one(QuoteTable)
        for descending in (False, True):
            table.sort_by("year_to_date", descending)
            table.action_last()
            assert table.selected is rows[0]


async def test_the_filter_finds_all_words_marks_them_and_counts() -> None:
    """Case does not matter; what does not match is gone; nothing found is said in words."""
    app = TableApp(many_quotes(100))
    async with app.run_test(size=(100, 20)) as pilot:
        table = app.query_one(QuoteTable)
        assert table.filter("LITHIUM 3") == 1
        await pilot.pause()
        assert [line[4:18].rstrip() for line in lines_of(app)[1:3]] == ["Lithium 000030", ""]
        assert underlined_in(app, 1) == ["Lithium", "3"]
        assert table.filter("no such thing") == 0
        await pilot.pause()
        assert "no row matches “no such thing”" in lines_of(app)[2]
        assert app.told[-1] == ("highlighted", None)
        assert table.filter("  ") == table.matched == 100


def underlined_in(app: TableApp, y: int) -> list[str]:
    """The texts of a line that are marked as found."""
    strip = app.screen._compositor.render_strips()[y]
    return [segment.text for segment in strip if segment.style is not None and segment.style.underline]


async def test_a_few_letters_find_a_name_and_the_best_comes_first() -> None:
    """First letters of words, letters anywhere; the order says what it is, and gives way to an order asked for."""
    app = TableApp([quote("Anode Coke"), quote("NCM High-Nickel"), quote("Lithium Carbonate"), quote("Nickel")])
    async with app.run_test(size=(100, 10)) as pilot:
        table = app.query_one(QuoteTable)
        table.prepare_filter()
        assert table.filter("lc") == 1
        await pilot.pause()
        assert underlined_in(app, 1) == ["L", "C"]
        assert table.filter("nick") == 2
        await pilot.pause()
        assert [line[4:10] for line in lines_of(app)[1:3]] == ["Nickel", "NCM Hi"]
        is_best_first = [table.is_best_first]
        assert "best first" in lines_of(app)[0]
        table.sort_by("name")
        await pilot.pause()
        assert [line[4:10] for line in lines_of(app)[1:3]] == ["NCM Hi", "Nickel"]
        assert [*is_best_first, table.is_best_first] == [True, False]
        assert "best first" not in lines_of(app)[0]


async def test_many_names_are_made_ready_between_other_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slice by slice; a letter that comes before they are ready finds all the same."""
    monkeypatch.setattr(quote_table, "SLICE", 7)
    app = TableApp(many_quotes(100))
    async with app.run_test(size=(100, 10)) as pilot:
        table = app.query_one(QuoteTable)
        table.prepare_filter()
        assert table.filter("lith") == 10
        table.prepare_filter()
        await pilot.pause()
        assert table.filter("0099") == 1


async def test_new_rows_keep_cursor_order_and_filter() -> None:
    """A snapshot in which rows came and went: the same row is selected, what left gives way to its neighbour."""
    rows = many_quotes(50)
    app = TableApp(rows)
    async with app.run_test(size=(100, 20)) as pilot:
        table = app.query_one(QuoteTable)
        table.sort_by("level", True)
        table.select("Nickel 000022")
        table.rows = tuple(many_quotes(60, step=1))
        await pilot.pause()
        assert table.selected is table.rows[22]
        assert table.sorted_by == ("level", True)
        levels = [row.level for row in (table.rows[n] for n in table.lines.order.shown) if row.level is not None]
        assert levels == sorted(levels, reverse=True)
        cursor = table.cursor
        table.rows = table.rows[:22] + table.rows[23:]
        assert table.cursor == cursor
        assert not table.select("Nickel 000022")


async def test_changed_digits_flash_once_and_nothing_stays_scheduled() -> None:
    """Only what changed stands out, on and off; rows that did not change do not."""
    rows = board()
    app = TableApp(rows)
    async with app.run_test(size=(100, 10)) as pilot:
        table = app.query_one(QuoteTable)
        await pilot.pause()
        table.rows = (msgspec.structs.replace(rows[0], level=131.75), *rows[1:])
        await pilot.pause()
        assert reversed_in(app) == ["75"]
        table._end_flash()
        await pilot.pause()
        assert reversed_in(app) == []
        assert table._flash_timer is None
        app.animation_level = "none"
        table.rows = tuple(rows)
        await pilot.pause()
        assert reversed_in(app) == []


def reversed_in(app: TableApp) -> list[str]:
    """The texts that stand out."""
    strips = app.screen._compositor.render_strips()
    return [text for strip in strips for text, style, _ in strip if style is not None and style.reverse]


async def test_marks_of_rows_not_seen() -> None:
    """A dot beside the name, for those labels only."""
    app = TableApp(board())
    async with app.run_test(size=(80, 10)) as pilot:
        app.query_one(QuoteTable).unseen = frozenset({"Cobalt"})
        await pilot.pause()
        assert [line[:4] for line in lines_of(app)[1:4]] == ["▌  L", " • C", "   N"]


async def test_another_day_tells_other_ages() -> None:
    """The same rows a week later are a week older; another hour of the day changes nothing."""
    app = TableApp(board())
    async with app.run_test(size=(112, 10)) as pilot:
        table = app.query_one(QuoteTable)
        table.now = NOW + timedelta(hours=2)
        await pilot.pause()
        assert " 7 d" in lines_of(app)[1]
        table.now = NOW + timedelta(days=7)
        await pilot.pause()
        assert " 14 d" in lines_of(app)[1]
        assert "due" in lines_of(app)[1]
