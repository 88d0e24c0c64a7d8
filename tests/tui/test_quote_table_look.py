"""What the table looks like: columns, sparklines, odd text, sizes, themes, the past."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from tests.samples import board, many_quotes, quote
from tests.tui.table_stage import TableApp, lines_of
from tickertui.tui.widgets.quote_table.layout import cut
from tickertui.tui.widgets.quote_table.settings import WINDOWS
from tickertui.tui.widgets.quote_table.table import QuoteTable


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
