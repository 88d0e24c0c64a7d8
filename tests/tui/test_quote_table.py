"""The table as a person uses it: what shows, what keys and clicks do, what it tells the screen."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult

from tests.samples import NOW, board, many_quotes, quote
from tests.tui.frames import check_frame
from tickertui.market.quote import Quote
from tickertui.tui import theme
from tickertui.tui.widgets import quote_table
from tickertui.tui.widgets.quote_table import QuoteTable
from tickertui.tui.widgets.quote_table_layout import cut
from tickertui.tui.widgets.quote_table_settings import WINDOWS, rows_in


class TableApp(App[None]):
    """A table and nothing else, in our theme; keeps what the table tells."""

    def __init__(self, rows: Sequence[Quote], **options: Any) -> None:
        """Show these rows."""
        super().__init__(**options)
        self.first_rows = tuple(rows)
        self.told: list[tuple[str, str | None]] = []
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables for the theme."""
        return theme.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The table has its rows before it is mounted."""
        yield QuoteTable(rows=self.first_rows, now=NOW)

    def on_quote_table_row_highlighted(self, message: QuoteTable.RowHighlighted) -> None:
        """Keep it."""
        self.told.append(("highlighted", message.quote.label if message.quote else None))

    def on_quote_table_row_opened(self, message: QuoteTable.RowOpened) -> None:
        """Keep it."""
        self.told.append(("opened", message.quote.label))

    def on_quote_table_folded(self, message: QuoteTable.Folded) -> None:
        """Keep it."""
        self.told.append(("folded", " ".join(sorted(message.names))))

    def on_quote_table_sort_requested(self, message: QuoteTable.SortRequested) -> None:
        """Keep it."""
        self.told.append(("sort", message.column_id))


def lines_of(app: TableApp) -> list[str]:
    """What stands on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def column_end(lines: Sequence[str], title: str) -> int:
    """Where a column ends whose title aligns right."""
    return lines[0].index(title) + len(title)


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


async def test_sparklines_share_an_axis_or_fill_their_width() -> None:
    """On the shared axis a line that stopped stops; filled, its span is printed; the axis can be shorter."""
    app = TableApp(board())
    async with app.run_test(size=(120, 10)) as pilot:
        table = app.query_one(QuoteTable)
        await pilot.pause()
        start = lines_of(app)[0].index("Trend")
        trend = slice(start, start + next(slot.width for slot in table._face.slots if slot.column.is_drawn))
        assert lines_of(app)[4][trend].endswith("▂" + " " * 7)
        table.window = timedelta(weeks=20)
        await pilot.pause()
        assert lines_of(app)[4][trend].strip() == ""
        table.fills = True
        await pilot.pause()
        assert lines_of(app)[4][trend].endswith("341 d")


async def test_narrow_tables_still_show_name_level_and_change() -> None:
    """Below 60 columns, down to 24: the level is whole, the name gives way."""
    for width in (59, 45, 34, 24):
        app = TableApp([quote("Lithium ion Batteries"), quote("Cobalt", (100.0, 98765.43), change_percent=1.0)])
        async with app.run_test(size=(width, 6)) as pilot:
            await pilot.pause()
            lines = lines_of(app)
            assert "98,765.43" in lines[2]
            assert lines[1][2:5] == "Lit"
            assert (width < 30) or "▲ +4.17" in lines[1].replace("▲  ", "▲ ").replace("▲    ", "▲ ").replace(
                "  +", " +"
            )
        app = TableApp([quote("Lithium ion Batteries"), quote("Cobalt", (100.0, 98765.43))])


async def test_the_usual_sizes_have_their_columns() -> None:
    """What an analyst needs first is there at 80; more with more room; nothing wider than the screen."""
    wanted = {
        80: ("Index", "Level", "Chg %", "Trend", "Age", "State", "YTD %"),
        120: ("Change", "Span", "YoY %"),
        200: ("Published", "Due", "Cadence"),
    }
    seen: tuple[str, ...] = ()
    for width, titles in wanted.items():
        seen += titles
        app = TableApp(board())
        async with app.run_test(size=(width, 10)) as pilot:
            await pilot.pause()
            lines = lines_of(app)
            assert all(len(line) == width for line in lines)
            assert [title for title in seen if title not in lines[0]] == []


async def test_wide_and_joined_characters_stay_aligned() -> None:
    """Han, combining marks, emoji joined to one: the level stands in the same cells, and cuts fall between clusters."""
    labels = [
        "リチウムイオン電池の価格指数（長い名前）",
        "Cafe\u0301 e\u0301le\u0301ment",
        "👩‍🔬 Lab grade",
        "Plain",
        "ｆｕｌｌ",
    ]
    app = TableApp([quote(label) for label in labels])
    async with app.run_test(size=(62, 8)) as pilot:
        await pilot.pause()
        ends = set()
        for strip in app.screen._compositor.render_strips()[1:6]:
            text = "".join(segment.text for segment in strip)
            assert cell_len(text) == 62
            ends.add(cell_len(text[: text.index("131.25")]))
        assert len(ends) == 1
    assert cut("電池電池", 5) == "電池…"
    assert cut("電池電池", 4) == "電…"
    assert cut("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert cut("👩‍🔬👩‍🔬👩‍🔬", 5) == "👩‍🔬👩‍🔬…"


async def test_decimal_points_stand_in_one_line() -> None:
    """Levels of any size and number of decimals, and dashes, align."""
    rows = [quote(str(n), (1.0, value)) for n, value in enumerate((411.01, 98765.4, 0.012345, 7.0))]
    app = TableApp([*rows, quote("none", points=())])
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        lines = lines_of(app)
        end = lines[1].index("411.01") + 3
        assert lines[2][end - 6 : end + 3] == "98,765.40"
        assert lines[3][end - 1 : end + 2] == "0.0"
        assert lines[5][end - 1] == "—"


async def test_hostile_labels_are_text() -> None:
    """Markup is shown as it is and does nothing."""
    label = "[@click=app.bell]x[/] [b]"
    app = TableApp([quote(label), quote("[/]")])
    async with app.run_test(size=(100, 6)) as pilot:
        await pilot.pause()
        assert label in lines_of(app)[1]
        assert "[/]" in lines_of(app)[2]


@pytest.mark.parametrize("count", [0, 1, 10_000])
async def test_no_row_one_row_many_rows(count: int) -> None:
    """Every key is safe; an overflow says where the cursor is; an empty table says that it is."""
    app = TableApp(many_quotes(count))
    async with app.run_test(size=(80, 12)) as pilot:
        table = app.query_one(QuoteTable)
        table.empty_text = "nothing was published"
        for key in ("j", "k", "pagedown", "pageup", "G", "enter", "g", "down"):
            await pilot.press(key)
        table.sort_by("name")
        await pilot.pause()
        lines = lines_of(app)
        if count == 0:
            assert "nothing was published" in lines[2]
            assert table.selected is None
        elif count == 1:
            assert table.selected is not None
            assert "Lithium 000000" in lines[1]
        else:
            table.sort_by(None)
            await pilot.pause()
            assert lines_of(app)[-1].strip() == "2/10,000"


async def test_one_line_of_height_and_back() -> None:
    """A table squeezed to almost nothing draws what it can, and recovers."""
    app = TableApp(many_quotes(30))
    async with app.run_test(size=(80, 12)) as pilot:
        for size in ((80, 1), (3, 3), (1, 12), (80, 2), (80, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert lines_of(app)[1].startswith("▌  Lithium 000000")


@pytest.mark.parametrize("name", ["textual-light", "ansi-dark", "ansi-light", "nord"])
async def test_every_kind_of_theme(name: str) -> None:
    """Another theme redraws every line; the cursor is marked in all of them."""
    app = TableApp(board())
    async with app.run_test(size=(80, 8)) as pilot:
        await pilot.pause()
        before = app.screen._compositor.render_strips()[1]
        app.theme = name
        await pilot.pause()
        await pilot.pause()
        after = app.screen._compositor.render_strips()[1]
        assert after.text == before.text
        assert [segment.style for segment in after] != [segment.style for segment in before]
        assert after.text.startswith("▌")


async def test_without_colour_the_cursor_and_the_direction_still_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour at all: only greys are used, and marker, arrows and signs say the rest."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = TableApp(board())
    async with app.run_test(size=(80, 8)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        assert strips[1].text.startswith("▌")
        assert "▼ -3.85" in strips[2].text
        colours = [style.color for strip in strips for _, style, _ in strip if style is not None and style.color]
        triplets = [colour.triplet for colour in colours if colour.triplet]
        assert triplets
        assert all(max(triplet) - min(triplet) <= 1 for triplet in triplets)


async def test_the_marker_is_thin_while_the_table_has_no_focus() -> None:
    """So that it shows where the keys go."""
    app = TableApp(board())
    async with app.run_test(size=(80, 8)) as pilot:
        await pilot.pause()
        app.set_focus(None)
        await pilot.pause()
        assert lines_of(app)[1].startswith("│")


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


async def test_the_past_looks_like_the_past() -> None:
    """A bar down every line and titles in reverse; gone when the present is back."""
    app = TableApp(board())
    async with app.run_test(size=(80, 10)) as pilot:
        table = app.query_one(QuoteTable)
        table.as_of_mode = True
        await pilot.pause()
        assert [line[0] for line in lines_of(app)] == [" ", "▌", *"┃" * 8]
        header = app.screen._compositor.render_strips()[0]
        assert all(segment.style is not None and segment.style.reverse for segment in header)
        table.as_of_mode = False
        await pilot.pause()
        assert {line[0] for line in lines_of(app)[2:]} == {" "}


async def test_the_axis_says_how_far_back_it_goes() -> None:
    """A quarter to all that there is, which begins with the oldest print of any row; blocks or thin lines."""
    app = TableApp([quote("Old", ends_on="2024-01-15"), quote("New")])
    async with app.run_test(size=(120, 10)) as pilot:
        table = app.query_one(QuoteTable)
        for window in WINDOWS:
            table.window = window
            await pilot.pause()
            said = "all" if window is None else f"{window.days // 7}w"
            assert f"Trend {said}" in lines_of(app)[0]
        start = lines_of(app)[0].index("Trend")
        assert lines_of(app)[1][start] != " "
        table.spark_style = "braille"
        await pilot.pause()
        assert 0x2800 < ord(lines_of(app)[1][start]) < 0x2900
        table.rows = (quote("New"),)
        await pilot.pause()
        assert lines_of(app)[1][start] != " "


async def test_chosen_columns_show_in_their_order_as_far_as_they_fit() -> None:
    """The last ones go first, and how many went is said; nothing chosen is what suits the width."""
    app = TableApp(board())
    async with app.run_test(size=(60, 10)) as pilot:
        table = app.query_one(QuoteTable)
        await pilot.pause()
        automatic = table.showing
        chosen = ("state", "volatility", "name", "range", "cadence", "published", "due")
        showing = table.preview((*chosen, "nothing"))
        await pilot.pause()
        assert 3 < len(showing) < len(chosen)
        assert showing == chosen[: len(showing)]
        assert lines_of(app)[0].split()[:4] == [f"+{len(chosen) - len(showing)}", "State", "Vol", "%"]
        table.columns = ()
        assert (table.columns, table.showing) == ((), automatic)
        table.columns = ("name", "range")
        table.sort_by("volatility", True)
        await pilot.pause()
        assert table.sorted_by == ("volatility", True)
