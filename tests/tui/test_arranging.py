"""Arranging the board: columns, marks, stars, lists, groups, time axes and derived rows, and what is remembered."""

import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from tests.samples import board, many_quotes, quote
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, monitor_of, toasts, update
from tickertui.market import families
from tickertui.settings.config import Settings
from tickertui.settings.remembered import Memory, Order
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.agenda.screen import AgendaScreen
from tickertui.tui.screens.columns.screen import ColumnChooser
from tickertui.tui.screens.compare.screen import CompareScreen
from tickertui.tui.widgets.quote_table.table import QuoteTable


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A memory of its own."""
    return Memory(tmp_path / "state.json")


def table_of(app: TickerApp) -> QuoteTable:
    """The board's table, whatever screen is on top."""
    return app._board.query_one(QuoteTable)


def labels(app: TickerApp) -> list[str]:
    """The labels of the rows that show, in their order."""
    order = table_of(app).lines.order
    return [quote.label for at in range(table_of(app).matched) if (quote := order.at(at)) is not None]


def is_on_board(app: TickerApp) -> bool:
    """Whether no other screen is on top."""
    return app.screen is app._board


async def test_chosen_columns_are_kept_and_restored(memory: Memory) -> None:
    """Columns kept in the chooser show, are remembered, and are those of the next run."""
    app = app_of(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        assert isinstance(app.screen, ColumnChooser)
        await pilot.press("down", "space", "enter")
        await pilot.pause()
        chosen = table_of(app).columns
        assert chosen
        assert memory.state.columns == chosen
    again = app_of(memory=memory)
    async with again.run_test(size=(120, 40)) as pilot:
        assert table_of(again).columns == chosen
        await pilot.press("c", "r", "enter")
        await pilot.pause()
        assert table_of(again).columns == ()
        assert memory.state.columns == ()


async def test_leaving_the_chooser_changes_nothing(memory: Memory) -> None:
    """Esc in the chooser leaves columns and memory as they were."""
    app = app_of(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "down", "space", "escape")
        await pilot.pause()
        assert table_of(app).columns == ()
        assert memory.state.columns is None


async def test_marked_rows_are_compared_in_board_order() -> None:
    """Marks go on and off, and the comparison leads to a row of the board."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "x", "k", "x", "G", "x", "x")
        assert table_of(app).marked == {"Lithium", "Cobalt"}
        await pilot.press("C")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        text = screen_text(app)
        assert text.index("Lithium") < text.index("Cobalt")
        assert not toasts(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        selected = table_of(app).selected
        assert is_on_board(app)
        assert selected is not None
        assert selected.label == "Cobalt"


async def test_without_marks_the_selected_row_is_compared_and_words_say_how_to_mark() -> None:
    """Nothing marked: the chart has the selected row."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("C")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert screen_text(app).count("1 index") == 1
        assert "x marks" in toasts(app)[0]


async def test_the_calendar_opens_and_leads_back() -> None:
    """The calendar lists the board's rows; Esc leads back."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, AgendaScreen)
        text = screen_text(app)
        assert "Cobalt" in text
        assert text.count("Calendar") == 1
        await pilot.press("escape")
        await pilot.pause()
        assert is_on_board(app)


async def test_stars_and_lists_are_remembered(memory: Memory) -> None:
    """Lists take turns, and the one that showed last shows in the next run, named in the headline."""
    settings = Settings(watchlists={"cathode": ("Cathode", "Cobalt"), "empty": ("Nothing",)})
    app = app_of(memory=memory, settings=settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert labels(app) == []
        assert "no row is starred; * stars one, v shows the next list" in screen_text(app)
        await pilot.press("v", "v", "v", "asterisk", "v")
        await pilot.pause()
        assert labels(app) == ["Lithium"]
        assert memory.state.starred == {"Lithium": True}
        await pilot.press("v")
        await pilot.pause()
        assert labels(app) == ["Cobalt", "Cathode"]
        assert memory.state.watchlist == "cathode"
        assert "only cathode" in screen_text(app)
    again = app_of(memory=memory, settings=settings)
    async with again.run_test(size=(120, 40)) as pilot:
        assert labels(again) == ["Cobalt", "Cathode"]
        assert "only cathode" in screen_text(again)
        assert table_of(again).starred == {"Lithium"}
        await pilot.press("slash", *"cath")
        await pilot.pause()
        assert "1 of 2" in screen_text(again)
        again._board.select("Sodium")
        await pilot.pause()
        selected = table_of(again).selected
        assert selected is not None
        assert selected.label == "Sodium"
        assert len(labels(again)) == len(board())


async def test_taking_a_star_away_takes_the_row_from_the_starred_ones(memory: Memory) -> None:
    """The list of the starred rows follows the stars."""
    memory.star("Cobalt", is_starred=True)
    app = app_of(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert labels(app) == ["Cobalt"]
        await pilot.press("asterisk")
        await pilot.pause()
        assert labels(app) == []
        assert memory.state.starred == {"Cobalt": False}


async def test_groups_take_turns() -> None:
    """None, family, state, cadence, none."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        met = []
        for _ in range(4):
            await pilot.press("o")
            met.append(table_of(app).group_by)
        assert met == ["family", "state", "cadence", None]


async def test_a_derived_row_is_a_row_of_the_board_and_follows_it() -> None:
    """Formulas give rows after the others; one that cannot be read says so; equal rows stay the same objects."""
    settings = Settings(derived={"Premium": "Lithium - Cobalt", "Bad": "Lithium -"})
    app = app_of(settings=settings)
    async with app.run_test(size=(120, 40)) as pilot:
        rows = table_of(app).rows
        assert [row.label for row in rows[-2:]] == ["Premium", "Bad"]
        assert rows[-2].level is not None
        assert rows[-1].findings
        monitor_of(app).tell(update(board()))
        await pilot.pause()
        await pilot.pause()
        assert table_of(app).rows is not rows
        assert table_of(app).rows[-2] is rows[-2]


async def test_the_time_axis_of_sparklines_is_set_and_chosen(memory: Memory) -> None:
    """The setting holds until another is chosen, which is remembered."""
    app = app_of(memory=memory, settings=Settings(window="104"))
    async with app.run_test(size=(120, 40)) as pilot:
        assert table_of(app).window == timedelta(weeks=104)
        await pilot.press("W")
        assert table_of(app).window is None
        assert memory.state.window == "all"
        await pilot.press("W")
        assert table_of(app).window == timedelta(weeks=13)
    again = app_of(memory=memory, settings=Settings(window="104"))
    async with again.run_test(size=(120, 40)):
        assert table_of(again).window == timedelta(weeks=13)


async def test_a_sparkline_fills_its_width_until_an_axis_is_chosen() -> None:
    """The words say which of the two holds."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("w")
        assert table_of(app).fills
        await pilot.press("W")
        assert not table_of(app).fills
        await pilot.press("w", "w")
        assert toasts(app)[-1] == "Sparklines share one axis: 104 weeks."


async def test_a_row_is_copied_as_a_sentence() -> None:
    """The clipboard has label, date and source, and a notice says so."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("y")
        assert app.clipboard.startswith("Lithium: ")
        assert "2026-05-27" in app.clipboard
        assert toasts(app) == [f"Copied: {app.clipboard}"]


async def test_new_prints_are_hopped_to_under_headings_too(memory: Memory) -> None:
    """Headings are passed over, and the last row is reached although they take lines."""
    app = app_of(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("o", "o", "home")
        order = table_of(app).lines.order
        last = order.at(table_of(app).viewport.count - 1)
        assert last is not None
        table_of(app).unseen = frozenset({last.label})
        await pilot.press("n")
        selected = table_of(app).selected
        assert selected is not None
        assert selected.label == last.label


async def test_order_groups_and_folds_are_remembered(memory: Memory) -> None:
    """The next run begins with the same lines; back to as published is remembered too."""
    app = app_of(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "r", "o", "home", "z")
        await pilot.pause()
        assert memory.state.order == Order("name", descending=True)
        assert (memory.state.group, memory.state.folded) == ("family", ("lithium",))
        shown = [line[:78] for line in screen_text(app).splitlines()[2:-2]]
    again = app_of(memory=memory)
    async with again.run_test(size=(120, 40)) as pilot:
        assert table_of(again).sorted_by == ("name", True)
        assert table_of(again).folded == {"lithium"}
        await pilot.press("home")
        assert [line[:78] for line in screen_text(again).splitlines()[2:-2]] == shown
        await pilot.press("0", "o", "o", "o")
    last = app_of(memory=memory)
    async with last.run_test(size=(120, 40)):
        assert (table_of(last).sorted_by, table_of(last).group_by) == (None, None)


async def test_an_order_by_a_column_that_there_is_not_is_forgotten(memory: Memory) -> None:
    """A memory of another version does no harm."""
    memory.remember(order=Order("moon"), group="colour")
    app = app_of(memory=memory)
    async with app.run_test(size=(80, 24)):
        assert (table_of(app).sorted_by, table_of(app).group_by) == (None, None)


async def test_families_of_thousands_of_new_names_are_found_out_in_slices(memory: Memory) -> None:
    """The rows show at once, and under headings when these are known; so do those of a later update."""
    memory.remember(group="family")
    rows = tuple(msgspec.structs.replace(row, label=f"{row.label} of the slices") for row in many_quotes(3_000))
    app = app_of(update(rows[:1_500]), memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await learned(pilot)
        assert table_of(app).group_by == "family"
        monitor_of(app).tell(update(rows))
        await pilot.pause()
        await learned(pilot)
        assert table_of(app).total == 3_000
        assert families.unknown(row.label for row in rows) == []


async def learned(pilot: Pilot[None]) -> None:
    """Wait until families are known."""
    await pilot.pause()
    if learning := [one for one in pilot.app.workers if one.group == "families"]:
        await pilot.app.workers.wait_for_complete(learning)
    await pilot.pause()


async def test_families_can_be_set() -> None:
    """The user's words come before ours, and name families of their own."""
    settings = Settings(families={"mine": ("cobal*",)})
    app = app_of(settings=settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        text = screen_text(app)
        assert "mine" in text
        assert "nickel and cobalt" not in text


async def test_sparklines_are_blocks_or_braille(memory: Memory) -> None:
    """The setting holds until the other style is chosen, which is remembered."""
    braille = re.compile("[\u2801-\u28ff]")
    app = app_of(memory=memory, settings=Settings(sparklines="braille"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        assert braille.search(screen_text(app))
        await pilot.press("t")
        assert table_of(app).spark_style == "blocks"
    again = app_of(memory=memory, settings=Settings(sparklines="braille"))
    async with again.run_test(size=(120, 40)):
        assert table_of(again).spark_style == "blocks"


async def test_what_a_derived_row_lacks_is_counted_and_listed() -> None:
    """The status line counts it, `!` says what is missing."""
    app = app_of(settings=Settings(derived={"Bad": "Lithium - Unobtainium"}))
    async with app.run_test(size=(120, 40)) as pilot:
        assert "1 problem" in screen_text(app)
        await pilot.press("exclamation_mark")
        await pilot.pause(0.1)
        text = screen_text(app)
        assert "Bad" in text
        assert "Unobtainium" in text


async def test_lists_are_made_on_the_screen_and_remembered(memory: Memory) -> None:
    """A new name makes a list, the next row goes on it by its name, and a second time takes it off."""
    app = app_of(memory=memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert "There is no list of yours yet." in screen_text(app)
        await pilot.press(*"mine")
        await pilot.pause()
        assert "a new list" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert toasts(app)[-1] == "Lithium is on the list “mine” now (1 index); v shows it."
        await pilot.press("j", "m", "down", "enter")
        await pilot.pause()
        assert memory.state.lists == {"mine": ("Lithium", "Cobalt")}
        await pilot.press("v", "v")
        assert labels(app) == ["Lithium", "Cobalt"]
        await pilot.press("m")
        await pilot.pause()
        text = screen_text(app)
        assert "✓" in text
        assert "mine  2 indices" in text
        await pilot.press("down", "enter")
        await pilot.pause()
        assert labels(app) == ["Cobalt"]
    again = app_of(memory=memory)
    async with again.run_test(size=(80, 24)) as pilot:
        assert labels(again) == ["Cobalt"]
        await pilot.press("m", "down", "enter")
        await pilot.pause()
        assert memory.state.lists == {"mine": ()}
        assert len(labels(again)) == len(board())
        await pilot.press("v")
        assert labels(again) == []


async def test_lists_of_the_settings_grow_but_do_not_shrink_on_the_screen(memory: Memory) -> None:
    """What the settings say is the user's file's; Esc, no name and a name that is taken change nothing."""
    app = app_of(memory=memory, settings=Settings(watchlists={"two": ("Lithium",)}))
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["m", "down", "enter"], ["m", "*", "enter"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert toasts(app)[-1].endswith("nothing was changed.")
        await pilot.press("m", "x", "escape", "m", "enter")
        await pilot.pause()
        assert memory.state.lists == {}
        await pilot.press("j", "m", "up", "enter", "v", "v")
        await pilot.pause()
        assert labels(app) == ["Lithium", "Cobalt"]


async def test_a_hostile_name_is_shown_as_it_is_when_its_row_is_listed() -> None:
    """Nothing of it is taken for markup, and nothing of it makes the dialog wider."""
    app = app_of(update([quote("[bold]Li[/bold] " + "碳酸锂" * 40)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *"[b]x[/b]", "enter")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        text = screen_text(app)
        assert "Put on a list: [bold]Li[/bold] " in text
        assert "[b]x[/b]  1 index" in text


async def test_words_on_a_choice_take_the_place_of_those_before() -> None:
    """Going through the lists leaves one notice, the last; others stay."""
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        app.notify("Something else.", timeout=60)
        await pilot.press("o", "o", "W", "v", "v")
        await pilot.pause()
        assert toasts(app) == ["Something else.", "All rows show."]


async def test_a_derived_row_says_how_it_is_computed_and_that_newer_prints_wait() -> None:
    """That legs print on other days is no problem; the detail says as of when the row is."""
    app = app_of(settings=Settings(derived={"Spread": "Lithium - Cobalt"}))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("G")
        await pilot.pause(0.1)
        text = " ".join(line[80:].strip() for line in screen_text(app).splitlines())
        assert "Formula    Lithium - Cobalt" in text
        assert "As of 2026-05-26, the last print of Cobalt" in text
        assert "Newer prints wait: Lithium (2026-05-27)." in text
        assert "problem" not in screen_text(app)
