"""Since you last looked: dots until a row is opened, hops between them, and what a restart remembers."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.samples import NOW, board, quote, snapshot
from tests.tui.frames import check_frame, screen_text
from tests.tui.stage import Time, app_of, monitor_of, toasts, update
from tickertui.market.quote import Quote
from tickertui.settings.remembered import Memory
from tickertui.tui.screens.board.seen import Seen
from tickertui.tui.widgets.quote_table.table import QuoteTable

YESTERDAY = NOW - timedelta(days=1)


def memory_of(tmp_path: Path, rows: tuple[Quote, ...] | None = None, *, caught_up: bool = True) -> Memory:
    """A memory to which these rows are no news."""
    memory = Memory(tmp_path / "state.json")
    memory.load(NOW)
    if rows is not None:
        memory.see({row.label: row.published_on for row in rows if row.published_on})
        if caught_up:
            memory.catch_up(YESTERDAY)
    return memory


def newer() -> tuple[Quote, ...]:
    """The board with a new print of Cobalt and of Natural Graphite."""
    rows = {row.label: row for row in board()}
    rows["Cobalt"] = quote("Cobalt", ends_on="2026-06-02", every=7)
    rows["Natural Graphite"] = quote("Natural Graphite", ends_on="2026-06-01", every=31)
    return tuple(rows.values())


def marked(pilot: Pilot[None]) -> set[str]:
    """The labels that carry a dot."""
    return set(pilot.app.query_one(QuoteTable).unseen)


async def test_on_the_first_run_nothing_is_unseen_and_everything_is_remembered(tmp_path: Path) -> None:
    """Whoever never looked has not missed anything."""
    memory = memory_of(tmp_path)
    app = app_of(memory=memory)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert marked(pilot) == set()
        assert "new print" not in screen_text(app)
    assert memory.state.seen["Cobalt"] == date(2026, 5, 26)
    assert memory.state.caught_up_at == NOW


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_rows_with_a_new_print_carry_a_dot_and_the_headline_counts_them(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Two indices have printed since yesterday."""
    app = app_of(update(newer()), memory=memory_of(tmp_path, board()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert marked(pilot) == {"Cobalt", "Natural Graphite"}
        assert "2 new prints since 2026-06-02" in screen_text(app)
        check_frame(app, f"unseen-{size[0]}x{size[1]}")


async def test_a_row_that_was_not_there_is_new_and_one_of_the_sample_never_is(tmp_path: Path) -> None:
    """A new index has something that nobody has seen; sample data are no news and are not remembered."""
    memory = memory_of(tmp_path, board())
    seen = Seen(memory, lambda: None)
    seen.take(snapshot((*board(), quote("Zinc"))), NOW)
    assert seen.unseen == {"Zinc"}
    before = dict(memory.state.seen)
    seen.take(snapshot((quote("Nobody"),), is_sample=True), NOW)
    assert seen.unseen == frozenset()
    assert memory.state.seen == before


def test_a_print_dated_in_the_future_hides_no_later_one(tmp_path: Path) -> None:
    """Its date is an error of the payload: it is neither new nor seen."""
    memory = memory_of(tmp_path, board())
    seen = Seen(memory, lambda: None)
    seen.take(snapshot((quote("Lithium", ends_on="2036-05-27"),)), NOW)
    seen.see_all(NOW)
    assert memory.state.seen["Lithium"] == date(2026, 5, 27)
    seen.take(snapshot((quote("Lithium", ends_on="2026-06-03"),)), NOW)
    assert seen.unseen == {"Lithium"}


async def test_n_hops_round_and_says_where_there_is_none(tmp_path: Path) -> None:
    """`n` and `N` go from dot to dot, past the end to the first; without a dot they say so."""
    app = app_of(update(newer()), memory=memory_of(tmp_path, board()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        table = app.query_one(QuoteTable)
        seen = []
        for key in ("n", "n", "n", "N"):
            await pilot.press(key)
            seen.append(table.selected.label if table.selected else "")
        assert seen == ["Cobalt", "Natural Graphite", "Cobalt", "Natural Graphite"]
        await pilot.press("A")
        await pilot.pause()
        assert "2 rows marked as seen." in toasts(app)
        await pilot.press("n")
        await pilot.pause()
        assert any("No row with a new print" in said for said in toasts(app))
        assert marked(pilot) == set()


async def test_enter_opens_a_row_below_and_it_is_seen(tmp_path: Path) -> None:
    """Where the detail is opened by Enter, that is the look."""
    memory = memory_of(tmp_path, board())
    app = app_of(update(newer()), memory=memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "enter")
        await pilot.pause()
        assert marked(pilot) == {"Natural Graphite"}
        assert app.screen.has_class("-detail-open")
        assert "1 new print since" in screen_text(app)
    assert memory.state.seen["Cobalt"] == date(2026, 6, 2)
    assert memory.state.caught_up_at == YESTERDAY


async def test_beside_the_table_enter_first_takes_the_row_as_seen(tmp_path: Path) -> None:
    """The detail that stands there stays; only the next Enter closes it."""
    app = app_of(update(newer()), memory=memory_of(tmp_path, board()))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("n", "enter")
        await pilot.pause()
        assert marked(pilot) == {"Natural Graphite"}
        assert not app.screen.has_class("-detail-closed")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.has_class("-detail-closed")


async def test_moving_on_after_a_rest_is_a_look_but_hurrying_through_and_coming_back_late_are_not(
    tmp_path: Path,
) -> None:
    """The detail has to have been there for a moment, and somebody before it."""
    time = Time()
    app = app_of(update(newer()), memory=memory_of(tmp_path, board()), clock=time)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("n", "j")
        await pilot.pause()
        assert marked(pilot) == {"Cobalt", "Natural Graphite"}
        time.pass_(hours=9)
        await pilot.press("k")
        await pilot.pause()
        assert marked(pilot) == {"Cobalt", "Natural Graphite"}
        time.pass_(seconds=3)
        await pilot.press("j")
        await pilot.pause()
        assert marked(pilot) == {"Natural Graphite"}


async def test_without_the_detail_moving_on_is_no_look(tmp_path: Path) -> None:
    """A row in the table alone was not opened."""
    time = Time()
    app = app_of(update(newer()), memory=memory_of(tmp_path, board()), clock=time)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        time.pass_(seconds=5)
        await pilot.press("j")
        await pilot.pause()
        assert marked(pilot) == {"Cobalt", "Natural Graphite"}


async def test_a_print_that_comes_while_one_looks_says_since_when(tmp_path: Path) -> None:
    """The moment up to which nothing was unseen is the one before it came."""
    time = Time()
    app = app_of(memory=memory_of(tmp_path), clock=time)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        time.pass_(minutes=2)
        await pilot.pause(1.1)
        time.pass_(minutes=2)
        monitor_of(app).tell(update(newer()))
        await pilot.pause()
        await pilot.pause()
        assert "2 new prints since 15:37 UTC" in screen_text(app)


async def test_a_restart_remembers_what_was_seen(tmp_path: Path) -> None:
    """The next run begins with the dots that were left."""
    memory = memory_of(tmp_path, board())
    async with app_of(update(newer()), memory=memory).run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "enter")
        await pilot.pause()
    assert memory.save(NOW) is None
    again = Memory(memory.file)
    assert again.load(NOW) is None
    async with app_of(update(newer()), memory=again).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert marked(pilot) == {"Natural Graphite"}
