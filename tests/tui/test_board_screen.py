"""The board on the screen: frames at every size, order, filter, detail, and the states without rows."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.samples import article, board, many_quotes, quote, snapshot
from tests.tui.frames import check_frame, screen_text
from tests.tui.hostile_documents import DOCUMENTS
from tests.tui.stage import ToldMonitor, app_of, update
from tickertui.errors import PayloadError, SourceUnreachable
from tickertui.market.finding import Finding
from tickertui.monitor.update import Health, Update
from tickertui.tui import commands
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.board.panes import problem_count
from tickertui.tui.screens.board.parts import ANSWERS
from tickertui.tui.screens.board.screen import BACK, BoardScreen
from tickertui.tui.screens.board.sorting import clicked, first_order, stepped
from tickertui.tui.widgets.quote_table.table import QuoteTable

SIZES = [(200, 50), (120, 40), (80, 24), (50, 20)]


async def settle(pilot: Pilot[None]) -> None:
    """Let workers and messages come to rest."""
    reading = [worker for worker in pilot.app.workers if worker.group == "mentions"]
    if reading:
        await pilot.app.workers.wait_for_complete(reading)
    await pilot.pause()
    await pilot.pause()


def table_of(app: TickerApp) -> QuoteTable:
    """The board's table."""
    return app.query_one(QuoteTable)


def labels(app: TickerApp) -> list[str]:
    """The names that the table shows, from top to bottom."""
    names = {row.label for row in table_of(app).rows}
    lines = screen_text(app).splitlines()
    return [name for line in lines for name in names if line[3 : 4 + len(name)].strip() == name]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_board(size: tuple[int, int]) -> None:
    """The board at every size, as it opens."""
    app = app_of(update(articles=[article()]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        check_frame(app, f"board-{size[0]}x{size[1]}")


async def test_the_board_opens_beside_an_article_of_ten_thousand_lists() -> None:
    """An article whose rich text is deeper than Python may recurse does no harm to the board."""
    app = app_of(update(articles=[article(rich_text=DOCUMENTS["10,000 lists deep"](1))]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert labels(app)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_enter_opens_and_closes_the_detail(size: tuple[int, int]) -> None:
    """Enter opens the detail below the table, and closes the one beside it."""
    app = app_of(update(articles=[article()]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        before = screen_text(app)
        await pilot.press("down", "enter")
        await settle(pilot)
        check_frame(app, f"board-enter-{size[0]}x{size[1]}")
        await pilot.press("up", "enter")
        await settle(pilot)
        assert screen_text(app) == before


async def test_the_detail_says_every_base_in_words() -> None:
    """Each percentage stands with what it is against, and the article that names the index is there."""
    app = app_of(update(articles=[article()]))
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        text = " ".join(screen_text(app).split())
    for words in (
        "vs 126.00 on 2026-05-13, the print before",
        "first print of 2026",
        "(implied) on 2025-05-27",
        "Salt flats",
    ):
        assert words in text


async def test_sample_data_says_so_loudly() -> None:
    """The headline begins with it."""
    sample = snapshot(board(), is_sample=True)
    app = app_of(Update(snapshot=sample, health=(Health("the sample", "static"),)))
    async with app.run_test(size=(80, 24)):
        assert screen_text(app).startswith("  SAMPLE DATA ")


async def test_keys_sort_by_every_column_in_turn_and_end_as_published() -> None:
    """`s` goes from column to column, `S` back, `r` reverses, `0` is as published."""
    app = app_of()
    async with app.run_test(size=(200, 50)) as pilot:
        table = table_of(app)
        seen = []
        for _ in table.sortable:
            await pilot.press("s")
            seen.append(table.sorted_by)
        assert [order[0] for order in seen if order] == list(table.sortable)
        await pilot.press("s")
        assert table.sorted_by is None
        await pilot.press("S")
        assert table.sorted_by == seen[-1]
        await pilot.press("r")
        assert table.sorted_by == (seen[-1][0], not seen[-1][1]) if seen[-1] else False
        await pilot.press("0")
        assert table.sorted_by is None
        assert labels(app) == [row.label for row in table.rows]


async def test_the_header_shows_the_order_and_the_rows_follow() -> None:
    """Sorting by name puts the rows in that order and an arrow into the header."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "Index↑" in screen_text(app)
        assert labels(app) == sorted(row.label for row in board())
        await pilot.press("r")
        await pilot.pause()
        assert "Index↓" in screen_text(app)
        assert labels(app) == sorted((row.label for row in board()), reverse=True)


async def test_a_click_on_a_title_sorts_and_again_reverses() -> None:
    """First by the column, then the other way, then as published."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        table = table_of(app)
        header = next(y for y, line in enumerate(screen_text(app).splitlines()) if "Index" in line)
        x = screen_text(app).splitlines()[header].index("Level") + 1
        for expected in (("level", True), ("level", False), None):
            await pilot.click(offset=(x, header))
            await pilot.pause()
            assert table.sorted_by == expected


def test_the_next_order_follows_from_the_one_before() -> None:
    """Stepping wraps through as published; a click turns the same column round once."""
    columns = ("name", "level")
    assert stepped(None, columns, 1) == ("name", False)
    assert stepped(("name", True), columns, 1) == ("level", True)
    assert stepped(("level", True), columns, 1) is None
    assert stepped(None, columns, -1) == ("level", True)
    assert stepped(("gone", True), columns, 1) == first_order("name")
    assert stepped(None, (), 1) is None
    assert clicked(("level", True), "name") == ("name", False)


async def test_the_filter_counts_and_clears() -> None:
    """`/` shows what matches as one types; Esc shows every row again and gives the keys back to the table."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", "c", "o")
        await pilot.pause()
        assert labels(app) == ["Cobalt", "Cathode"]
        check_frame(app, "board-filter-80x24")
        await pilot.press("escape")
        await pilot.pause()
        assert not app.query(Input)
        assert len(labels(app)) == len(board())
        assert app.focused is table_of(app)


async def test_the_filter_stays_while_one_moves_on_among_the_rows() -> None:
    """Enter or an arrow keeps the filter; Esc on the board clears it."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", "i", "down", "down")
        await pilot.pause()
        assert app.focused is table_of(app)
        assert "/ i" in screen_text(app)
        assert table_of(app).matched < len(board())
        await pilot.press("escape")
        await pilot.pause()
        assert table_of(app).matched == len(board())


async def test_a_filter_without_a_match_says_so() -> None:
    """No row is not an empty screen."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", "z", "z")
        await pilot.pause()
        assert labels(app) == []
        assert "0 of 5" in screen_text(app)


async def test_an_update_changes_the_rows_and_keeps_place_and_order() -> None:
    """A new snapshot keeps cursor, order and the other screens on top."""
    app = app_of()
    monitor = app._monitor
    assert isinstance(monitor, ToldMonitor)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "down")
        selected = table_of(app).selected
        assert selected
        rows = (*board()[:4], quote("Sodium", ends_on="2026-06-01", every=7), quote("Zinc"))
        monitor.tell(update(rows))
        await pilot.pause()
        await pilot.pause()
        after = table_of(app).selected
        assert after
        assert after.label == selected.label
        assert "Zinc" in screen_text(app)
        assert table_of(app).sorted_by == ("name", False)


async def test_loading_says_what_is_read() -> None:
    """Before the first answer the board names its sources."""
    app = app_of(Update(health=(Health("https://example.org/prices", "loading"),)))
    async with app.run_test(size=(80, 24)):
        check_frame(app, "board-loading-80x24")


async def test_failure_says_why_and_what_to_do() -> None:
    """Where nothing could be read, each source has its reason, and the keys that help are named."""
    errors = (
        (
            "https://example.org/prices",
            SourceUnreachable("example.org did not answer within 10 s.", "Check the network."),
        ),
        ("prices.json", PayloadError("prices.json is HTML where a payload was expected.", "Name its _payload.json.")),
    )
    health = tuple(Health(origin, "failed", error.sentence) for origin, error in errors)
    app = app_of(Update(health=health, problems=errors))
    for size in ((80, 24), (120, 40)):
        async with app_of(Update(health=health, problems=errors)).run_test(size=size) as pilot:
            check_frame(pilot.app, f"board-failed-{size[0]}x{size[1]}")
    assert problem_count(app._board._ground.update) == 2


async def test_a_payload_without_rows_says_what_it_has() -> None:
    """Articles without prices are still to be read."""
    app = app_of(update([], [article()]))
    async with app.run_test(size=(80, 24)):
        check_frame(app, "board-rowless-80x24")


async def test_part_of_the_sources_failed() -> None:
    """The rows of the others show, the status line says which failed, and a key gives the reasons."""
    bad = ("b.json", PayloadError("b.json ends in the middle of slot 12.", "Fetch it again."))
    health = (Health("a.json", "static"), Health("b.json", "failed", bad[1].sentence))
    app = app_of(update(health=health, problems=(bad,)))
    async with app.run_test(size=(120, 40)) as pilot:
        assert "Lithium" in screen_text(app)
        assert "1 of 2 sources" in screen_text(app)
        await settle(pilot)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        check_frame(app, "board-problems-120x40")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)


async def test_a_row_that_does_not_add_up_is_marked_shown_and_explained() -> None:
    """Its level carries an exclamation mark, the detail and the problems say why."""
    rows = (
        quote("Cobalt", change_percent=42.0),
        quote("Nickel", level=None, findings=(Finding("no-number", "today is “n/a”, no number"),)),
        quote("Zinc"),
    )
    app = app_of(update(rows))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        check_frame(app, "board-broken-120x40")
        await pilot.press("exclamation_mark")
        await pilot.pause()
        text = screen_text(app)
        assert "+42.00 % is given" in text
        assert "no number" in text


async def test_one_row() -> None:
    """One row is a board."""
    app = app_of(update([quote("Lithium")]))
    async with app.run_test(size=(80, 24)):
        assert "1 index" in screen_text(app)


async def test_ten_thousand_rows() -> None:
    """A long board pages, ends, and sorts."""
    app = app_of(update(many_quotes(10_000)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert "10,000" in screen_text(app)
        selected = table_of(app).selected
        assert selected
        assert selected.label.endswith("009999")
        await pilot.press("s", "g")
        await pilot.pause()
        assert labels(app)


async def test_w_switches_the_sparklines_scale() -> None:
    """Filled sparklines print the days they span."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shared = screen_text(app)
        await pilot.press("w")
        await pilot.pause()
        assert "154 d" in screen_text(app)
        await pilot.press("w")
        await pilot.pause()
        assert screen_text(app) == shared


async def test_refresh_asks_the_monitor() -> None:
    """`R` does not wait."""
    app = app_of()
    monitor = app._monitor
    assert isinstance(monitor, ToldMonitor)
    async with app.run_test() as pilot:
        await pilot.press("R")
        await pilot.pause()
        assert monitor.asked == 1


async def test_the_status_line_counts_down_and_says_why() -> None:
    """A planned check shows when and why; one that failed shows its cause."""
    from datetime import timedelta

    from tests.samples import NOW

    waiting = Health(
        "example.org", "offline", "no answer in 10 s", next_check_at=NOW + timedelta(minutes=2), why="third try"
    )
    app = app_of(update(health=(waiting,)))
    async with app.run_test(size=(120, 40)):
        line = screen_text(app).splitlines()[-2]
    assert "▲ offline" in line
    assert "no answer in 10 s" in line
    assert "next check in 2 min (third try)" in line


async def test_hostile_text_is_only_text() -> None:
    """Markup in names, origins and titles is shown as it is."""
    rows = (quote("[/] [@click=app.quit]press[/]"), quote("[b]bold"))
    app = app_of(update(rows, [article("[/] [@click=app.bell]x[/]")]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "[/] [@click=app.quit]press[/]" in text
        assert "[b]bold" in text


async def test_every_command_of_the_board_is_answered_by_one_part() -> None:
    """What is declared for the board and its detail is answered, each by the part that says so, and nothing else is."""
    declared = {command.name for command in commands.at("board", "detail")}
    assert ANSWERS.keys() | {BACK} == declared
    parts = app_of()._board._parts
    for part in set(ANSWERS.values()):
        assert parts.handlers_of(part).keys() == {command for command, by in ANSWERS.items() if by == part}


async def test_where_no_row_shows_none_is_told_of() -> None:
    """A filter that leaves nothing empties the detail beside the table; what it leaves again is told of again."""
    app = app_of(update([quote("Cobalt"), quote("Lithium")]))
    async with app.run_test(size=(130, 40)) as pilot:
        await settle(pilot)
        assert "Drawdown" in screen_text(app)
        await pilot.press("slash", *"zzz")
        await settle(pilot)
        assert "Drawdown" not in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Drawdown" in screen_text(app)
