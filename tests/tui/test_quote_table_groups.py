"""Rows of the table under headings, with signs, and of lists."""

import pytest

from tests.samples import board, quote
from tests.tui.frames import check_frame
from tests.tui.table_stage import TableApp, lines_of
from tickertui.tui.widgets.quote_table.settings import rows_in
from tickertui.tui.widgets.quote_table.table import QuoteTable


def starts_of(app: TableApp) -> list[str]:
    """The beginnings of the lines that are not blank, without the titles."""
    return [line[:14].rstrip(" !") for line in lines_of(app)[1:] if line.strip()]


async def test_rows_stand_under_headings_that_fold() -> None:
    """A heading has the rows' number and their middle change; z, Enter, space and a click fold it; rows stay theirs."""
    app = TableApp([quote("Lithium"), quote("Cobalt", change_percent=-1.0), quote("Nickel", change_percent=3.0)])
    async with app.run_test(size=(100, 12)) as pilot:
        table = app.query_one(QuoteTable)
        table.group_by = "family"
        await pilot.pause()
        assert starts_of(app) == [
            " ▾  lithium  1",
            "▌   Lithium",
            " ▾  nickel and",
            "    Cobalt",
            "    Nickel",
        ]
        assert "2 rows" in lines_of(app)[3]
        assert "+1.00 over 14 d" in lines_of(app)[3]
        await pilot.press("G", "z")
        assert starts_of(app)[2:] == ["▌▸  nickel and"]
        assert sorted(app.told[-2:]) == [("folded", "nickel and cobalt"), ("highlighted", None)]
        assert (table.selected, table.selected_group, table.matched) == (None, "nickel and cobalt", 3)
        await pilot.press("enter")
        assert len(starts_of(app)) == 5
        await pilot.press("space")
        assert table.folded == {"nickel and cobalt"}
        assert table.select("Nickel")
        assert table.selected is table.rows[2]
        assert table.folded == frozenset()
        await pilot.click(QuoteTable, offset=(10, 1))
        assert table.folded == {"lithium"}
        await pilot.press("Z")
        assert table.folded == {"lithium", "nickel and cobalt"}
        await pilot.press("Z")
        assert table.folded == frozenset()


async def test_what_is_looked_for_is_never_folded_away() -> None:
    """A filter opens the groups; clearing it folds them again."""
    app = TableApp(board())
    async with app.run_test(size=(100, 20)) as pilot:
        table = app.query_one(QuoteTable)
        table.group_by = "state"
        table.folded = frozenset({"fresh", "due"})
        assert [row.label for row in rows_in(table)] == ["Natural Graphite", "Cathode", "Sodium"]
        assert table.filter("lithium") == 1
        await pilot.pause()
        assert "    Lithium" in starts_of(app)[1].replace("▌", " ")
        await pilot.press("z")
        assert table.folded == {"fresh", "due"}
        table.filter("")
        assert [row.label for row in rows_in(table)] == ["Natural Graphite", "Cathode", "Sodium"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_table_of_groups_and_signs(size: tuple[int, int]) -> None:
    """The table with headings, a folded group, stars, marks and dots, as it looks."""
    app = TableApp(board())
    async with app.run_test(size=size) as pilot:
        table = app.query_one(QuoteTable)
        table.group_by = "state"
        table.folded = frozenset({"due"})
        table.starred = table.unseen = frozenset({"Lithium", "Natural Graphite"})
        table.marked = frozenset({"Natural Graphite", "Cathode"})
        await pilot.pause()
        check_frame(app, f"table-groups-{size[0]}x{size[1]}")


async def test_rows_sort_within_their_groups_and_the_users_families_come_first() -> None:
    """Headings keep their order whatever the rows are sorted by; own words make own families."""
    app = TableApp(board())
    async with app.run_test(size=(100, 20)):
        table = app.query_one(QuoteTable)
        table.families = {"mine": ["sodium", "lithium"]}
        table.group_by = "family"
        table.sort_by("name", True)
        assert [row.label for row in rows_in(table)] == ["Cobalt", "Natural Graphite", "Cathode", "Sodium", "Lithium"]


async def test_two_signs_fit_beside_the_cursor() -> None:
    """A star, and a dot or a mark or both in one; no column moves."""
    app = TableApp(board())
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(QuoteTable)
        await pilot.pause()
        before = [line[3:] for line in lines_of(app)]
        table.starred = frozenset({"Lithium", "Cobalt"})
        table.unseen = frozenset({"Cobalt", "Natural Graphite"})
        table.marked = frozenset({"Lithium", "Natural Graphite", "Cathode"})
        await pilot.pause()
        assert [line[:3] for line in lines_of(app)[1:6]] == ["▌◆★", " •★", " ◈ ", " ◆ ", "   "]
        assert [line[3:] for line in lines_of(app)] == before


async def test_a_list_shows_only_its_rows_and_says_when_it_has_none() -> None:
    """The cursor stays on its row; the filter looks through the list only."""
    app = TableApp(board())
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(QuoteTable)
        table.select("Cathode")
        table.watchlist = frozenset({"Cathode", "Lithium"})
        assert (table.total, table.cursor) == (2, 1)
        assert table.filter("cobalt") == 0
        table.filter("")
        table.watchlist = frozenset({"elsewhere"})
        await pilot.pause()
        assert "no row is in this list" in lines_of(app)[2]
