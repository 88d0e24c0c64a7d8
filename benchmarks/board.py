"""The board's table beside Textual's DataTable, in one process, interleaved: ratios and the budgets they have to keep.

    python benchmarks/board.py [--quick]

Every figure is CPU time until the screen was written (200x50, true colour), the median of interleaved runs. The
machine's noise cancels out of a ratio; the first line, a table against itself, says how well.
"""

import argparse
import asyncio
import gc
import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
os.environ.pop("NO_COLOR", None)

from rich.console import Console
from rich.text import Text
from tests.samples import NOW, many_quotes, series
from textual import events
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot
from textual.renderables.sparkline import Sparkline
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable

from benchmarks import board_loop
from tickertui.market.quote import Quote
from tickertui.tui import theme
from tickertui.tui.columns import COLUMNS, Facts
from tickertui.tui.widgets.quote_table.settings import YEAR
from tickertui.tui.widgets.quote_table.table import QuoteTable
from tickertui.tui.widgets.sparkline import sparkline

SIZE = (200, 50)
SCREENFUL = SIZE[1] - 1
FULL = 9
"""The runs of a check whose verdict counts."""
QUIET = 0.03
"""Seconds without a paint after which what was asked for counts as painted."""

Step = Callable[[], object]


class CountingDriver(Driver):
    """A terminal that counts what is written to it."""

    count = 0

    def write(self, data: str) -> None:
        """Count the bytes."""
        self.count += len(data.encode())

    def start_application_mode(self) -> None:
        """Tell the size."""
        self._app.post_message(events.Resize(Size(*SIZE), Size(*SIZE)))

    def stop_application_mode(self) -> None:
        """Nothing to restore."""

    def disable_input(self) -> None:
        """Nothing to read."""


class OneLine(Widget, can_focus=True):
    """The least that can answer a key."""

    DEFAULT_CSS = "OneLine { height: 1; }"
    number = 0

    def render_line(self, y: int) -> Strip:
        """A number."""
        return Strip.blank(4) if y else Strip([*Text(f"{self.number:4}").render(self.app.console, end="")])

    def key_down(self) -> None:
        """Another number."""
        self.number += 1
        self.refresh()


class Bench(App[None]):
    """One widget on a screen, run beside others; does what it is asked and measures it."""

    def __init__(self, make: Callable[[], Widget]) -> None:
        """Show what `make` makes."""
        super().__init__(driver_class=CountingDriver)
        self.make = make
        self.asked: asyncio.Queue[tuple[Callable[[], Awaitable[Any]], asyncio.Future[Any]] | None] = asyncio.Queue()
        self.has_painted = asyncio.Event()
        self.painted_at = 0.0
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name
        self.animation_level = "full"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables."""
        return theme.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self.make()

    def post_display_hook(self) -> None:
        """Tell of a paint, and when it was."""
        self.painted_at = time.process_time()
        self.has_painted.set()

    @property
    def written(self) -> int:
        """The bytes written so far."""
        driver = self._driver
        return driver.count if isinstance(driver, CountingDriver) else 0

    async def serve(self, _pilot: Pilot[object]) -> None:
        """Do what is asked, inside the app."""
        await self.quiet()
        while (asked := await self.asked.get()) is not None:
            work, answer = asked
            try:
                answer.set_result(await work())
            except Exception as error:  # noqa: BLE001 - handed to whoever asked
                answer.set_exception(error)
        self.exit()

    async def quiet(self) -> None:
        """Wait until nothing is painted any more."""
        while True:
            self.has_painted.clear()
            try:
                await asyncio.wait_for(self.has_painted.wait(), QUIET)
            except TimeoutError:
                return

    async def ask(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Have work done inside the app."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.asked.put_nowait((work, answer))
        return await answer

    async def measure(self, step: Step) -> tuple[float, int]:
        """CPU milliseconds and bytes of a step, until the last paint that follows from it."""

        async def work() -> tuple[float, int]:
            await self.quiet()
            gc.collect()
            gc.disable()
            written = self.written
            started = time.process_time()
            step()
            self.painted_at = time.process_time()
            await self.quiet()
            spent = self.painted_at - started
            gc.enable()
            return spent * 1000, self.written - written

        result: tuple[float, int] = await self.ask(work)
        return result


async def beside(*makes: Callable[[], Widget], then: Callable[..., Awaitable[None]]) -> None:
    """Run an app per widget in one loop, and what is to be done with them."""
    apps = [Bench(make) for make in makes]
    tasks = [asyncio.create_task(app.run_async(size=SIZE, auto_pilot=app.serve)) for app in apps]
    for app in apps:
        await app.ask(app.quiet)
    gc.collect()
    gc.freeze()
    await then(*apps)
    for app in apps:
        app.asked.put_nowait(None)
    await asyncio.gather(*tasks)
    gc.unfreeze()


class Report:
    """Prints what was measured beside what it may be at most."""

    def __init__(self) -> None:
        """Nothing missed yet."""
        self.missed: list[str] = []

    def line(self, name: str, what: str, value: float, budget: float | None, detail: str = "") -> None:
        """One check."""
        verdict = "" if budget is None else f"<= {budget:<6g} {'ok' if value <= budget else 'MISSED'}"
        if budget is not None and value > budget:
            self.missed.append(name)
        print(f"{name:3} {what:58} {value:8.4g}  {verdict:18} {detail}", file=sys.__stdout__, flush=True)

    def ratio(self, name: str, what: str, ours: Sequence[float], theirs: Sequence[float], budget: float | None) -> None:
        """The ratio of two medians of milliseconds."""
        one, other = statistics.median(ours), statistics.median(theirs)
        self.line(name, what, one / other, budget, f"{one:.2f} / {other:.2f} ms")


def anew(rows: Sequence[Quote]) -> tuple[Quote, ...]:
    """The same rows as objects that no table has seen."""
    return tuple(map(copy, rows))


def table_of(rows: Sequence[Quote]) -> Callable[[], QuoteTable]:
    """Our table of these rows."""
    return lambda: QuoteTable(rows=tuple(rows), now=NOW)


def texts(quote: Quote) -> list[Text]:
    """A row's cells for the other table: the same columns, the sparkline as text."""
    row = Facts(quote, NOW, NOW.date())
    return [
        Text(sparkline(quote.series.points, NOW.date() - YEAR, NOW.date(), 26))
        if column.is_drawn
        else Text(f"{column.cell(row).lead} {column.cell(row).text}")
        for column in COLUMNS
    ]


def data_table_of(rows: Sequence[Quote]) -> Callable[[], DataTable[Text]]:
    """Textual's table of the same rows."""

    def make() -> DataTable[Text]:
        table: DataTable[Text] = DataTable(cursor_type="row")
        for column in COLUMNS:
            table.add_column(column.title, key=column.id, width=column.usual)
        for number, row in enumerate(rows):
            table.add_row(*texts(row), key=str(number))
        return table

    return make


def ticks_of(rows: Sequence[Quote], other: Sequence[Quote]) -> list[tuple[str, str, str]]:
    """Row, column and text of every cell in which the two differ."""
    return [
        (str(number), column.id, after.plain)
        for number, pair in enumerate(zip(rows, other, strict=True))
        for column, before, after in zip(COLUMNS, *map(texts, pair), strict=True)
        if before.plain != after.plain
    ]


async def all_change(report: Report, name: str, count: int, runs: int, budget: float) -> None:
    """T1, T2: every row of a snapshot changed, ours and theirs."""
    first, second = many_quotes(count), many_quotes(count, step=1)
    states = (tuple(first), tuple(second))
    ticks = (ticks_of(second, first), ticks_of(first, second))
    ours: list[float] = []
    theirs: list[float] = []

    async def then(app: Bench, other: Bench) -> None:
        table = app.query_one(QuoteTable)
        data_table: DataTable[Text] = other.query_one(DataTable)

        def update(turn: int) -> None:
            for row, key, text in ticks[turn]:
                data_table.update_cell(row, key, Text(text), update_width=False)

        for run in range(runs):
            turn = (run + 1) % 2
            ours.append((await app.measure(partial(setattr, table, "rows", anew(states[turn]))))[0])
            theirs.append((await other.measure(partial(update, turn)))[0])

    await beside(table_of(first), data_table_of(first), then=then)
    report.ratio(name, f"all of {count:,} rows change ÷ DataTable.update_cell", ours, theirs, budget)


async def large(report: Report, runs: int) -> None:
    """T3, T5, T6: 100,000 rows against a screenful; T9, T10: sort and filter against the bare work."""
    first, second = many_quotes(100_000), many_quotes(100_000, step=1)
    small, small_second = tuple(first[:SCREENFUL]), tuple(second[:SCREENFUL])
    states = (tuple(first), tuple(second))
    figures: dict[str, list[float]] = {}
    levels = [row.level or 0.0 for row in first]
    labels = [row.label for row in first]

    def bare(name: str, work: Step) -> None:
        gc.collect()
        started = time.process_time()
        work()
        figures.setdefault(name, []).append((time.process_time() - started) * 1000)

    async def then(big: Bench, screenful: Bench, paged: Bench) -> None:
        tables = [app.query_one(QuoteTable) for app in (big, screenful, paged)]

        async def take(name: str, app: Bench, step: Step) -> None:
            figures.setdefault(name, []).append((await app.measure(step))[0])

        for run in range(runs):
            turn = (run + 1) % 2
            for size, app, table, rows in (
                ("100,000", big, tables[0], states[turn]),
                ("screenful", screenful, tables[1], (small, small_second)[turn]),
            ):
                await take(f"change {size}", app, partial(setattr, table, "rows", anew(rows)))
                await app.measure(partial(setattr, table, "rows", ()))
                await take(f"load {size}", app, partial(setattr, table, "rows", anew(rows)))
                await app.measure(partial(setattr, table, "rows", rows))
            await paged.measure(partial(setattr, tables[2], "rows", states[turn][:1000]))
            for _ in range(5):
                await take("page 100,000", big, tables[0].action_page_down)
                await take("page 1,000", paged, tables[2].action_page_down)
            await big.measure(tables[0].action_first)
            await paged.measure(tables[2].action_first)
            await take("sort", big, lambda: tables[0].sort_by("level", True))
            bare("sorted", lambda: sorted(range(100_000), key=levels.__getitem__))
            one_percent = tuple(
                states[1 - turn][number] if number % 100 == 0 else row for number, row in enumerate(states[turn])
            )
            await take("re-sort", big, partial(setattr, tables[0], "rows", one_percent))
            await big.measure(lambda: tables[0].sort_by(None))
            await big.measure(tables[0].prepare_filter)
            await take("filter", big, lambda: tables[0].filter("copper"))
            bare("scan", lambda: [number for number, label in enumerate(labels) if "copper" in label.lower()])
            bare("scan", lambda: [number for number, label in enumerate(labels) if "Copper" in label])
            await take("filter on", big, lambda: tables[0].filter("copper 00"))
            await big.measure(lambda: tables[0].filter(""))

    await beside(table_of(first), table_of(small), table_of(first[:1000]), then=then)
    report.ratio(
        "T3", "all of 100,000 rows change ÷ one screenful", figures["change 100,000"], figures["change screenful"], 2
    )
    report.ratio("T5", "load 100,000 rows ÷ one screenful", figures["load 100,000"], figures["load screenful"], 2)
    report.ratio("T6", "a page of 100,000 rows ÷ of 1,000", figures["page 100,000"], figures["page 1,000"], 1.5)
    report.ratio("T9", "sort 100,000 and paint ÷ bare sorted(range(n), key)", figures["sort"], figures["sorted"], 3)
    report.ratio("", "  1 % of them changed, re-sort and paint ÷ the same", figures["re-sort"], figures["sorted"], None)
    report.ratio("T10", "filter 100,000 and paint ÷ bare list comprehension", figures["filter"], figures["scan"], 5)
    report.ratio("", "  one more word typed ÷ the same", figures["filter on"], figures["scan"], None)


async def written(report: Report) -> None:
    """T4, T8: bytes, exact."""
    first, second = many_quotes(200), many_quotes(200, step=1)
    sizes: dict[str, int] = {}

    async def then(app: Bench) -> None:
        table = app.query_one(QuoteTable)
        one = (*first[:3], second[3], *first[4:])
        for name, rows in (("same", list(first)), ("one", one), ("all", second)):
            _, sizes[name] = await app.measure(partial(setattr, table, "rows", tuple(rows)))

    await beside(table_of(first), then=then)
    detail = f"{sizes['one']:,} / {sizes['all']:,} bytes"
    report.line("T4", "a tick of one row ÷ of all rows of a screen, bytes", sizes["one"] / sizes["all"], 0.05, detail)
    report.line("T8", "an unchanged snapshot, bytes", sizes["same"], 0)


async def keys(report: Report, runs: int) -> None:
    """K1: a key until its paint, ours at 10,000 rows against a widget of one line; the same one twice as a control."""
    figures: list[list[float]] = [[], [], [], []]

    async def then(*apps: Bench) -> None:
        for _ in range(runs):
            for times, app in zip(figures, apps, strict=True):
                times.append((await app.measure(partial(app.post_message, events.Key("down", None))))[0])

    rows = many_quotes(10_000)
    await beside(table_of(rows), OneLine, OneLine, table_of(rows), then=then)
    report.ratio("A/A", "a table against itself", figures[0], figures[3], None)
    report.ratio("K1", "key to paint ÷ the same in a one-line widget", figures[0], figures[1], 1.5)


async def memory(report: Report) -> None:
    """T11: what the table holds beside the rows themselves."""
    rows = tuple(many_quotes(100_000))
    held: dict[str, float] = {}

    async def then(app: Bench) -> None:
        table = app.query_one(QuoteTable)
        gc.collect()
        tracemalloc.start()
        for name, step in (
            ("loaded", lambda: setattr(table, "rows", rows)),
            ("sorted", lambda: table.sort_by("level")),
            ("and filtered", lambda: table.filter("c")),
        ):
            await app.measure(step)
            gc.collect()
            held[name] = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.stop()

    await beside(table_of(()), then=then)
    detail = ", ".join(f"{name} {size:.1f}" for name, size in held.items())
    report.line("T11", "the table's own memory at 100,000 rows, MiB", held["loaded"], 10, detail)


async def stalls(report: Report) -> None:
    """The longest time that the event loop did nothing else, at 10,000 rows; CPU, so that neighbours do not count."""
    first, second = many_quotes(10_000), many_quotes(10_000, step=1)
    longest: dict[str, float] = {}
    half = frozenset(row.label for row in first[::2])

    async def then(app: Bench) -> None:
        table = app.query_one(QuoteTable)
        steps: tuple[tuple[str, Step], ...] = (
            ("all change", lambda: setattr(table, "rows", tuple(second))),
            ("sort by level", lambda: table.sort_by("level")),
            ("sort by state", lambda: table.sort_by("state")),
            ("all change, sorted", lambda: setattr(table, "rows", tuple(first))),
            ("open the filter", table.prepare_filter),
            ("filter", lambda: table.filter("co")),
            ("filter off", lambda: table.filter("")),
            ("group by family", lambda: setattr(table, "group_by", "family")),
            ("all change, grouped", lambda: setattr(table, "rows", tuple(second))),
            ("filter, grouped", lambda: table.filter("co")),
            ("filter off, grouped", lambda: table.filter("")),
            ("fold all", table.action_fold_all),
            ("group by state", lambda: setattr(table, "group_by", "state")),
            ("group by cadence", lambda: setattr(table, "group_by", "cadence")),
            ("no groups", lambda: setattr(table, "group_by", None)),
            ("list of half", lambda: setattr(table, "watchlist", half)),
            ("no list", lambda: setattr(table, "watchlist", None)),
            ("all time", lambda: setattr(table, "window", None)),
            ("another day", lambda: setattr(table, "now", NOW + timedelta(days=len(longest) + 1))),
            ("last row", table.action_last),
            ("page", table.action_page_up),
        )
        for _ in range(3):
            await app.measure(lambda: setattr(table, "rows", tuple(first)))
            await app.measure(lambda: table.sort_by(None))
            for name, step in steps:
                watch = asyncio.create_task(_watch())
                await app.measure(step)
                watch.cancel()
                longest[name] = min(await watch, longest.get(name, 1e9))

    await beside(table_of(first), then=then)
    name, worst = max(longest.items(), key=lambda item: item[1])
    detail = ", ".join(f"{name} {spent:.0f}" for name, spent in longest.items())
    report.line("", f"longest stall of the event loop at 10,000 rows, ms ({name})", worst, 50, detail)


async def _watch() -> float:
    """The longest CPU time between two turns of the loop, in ms, until cancelled."""
    longest = 0.0
    try:
        while True:
            started = time.process_time()
            await asyncio.sleep(0)
            longest = max(longest, time.process_time() - started)
    except asyncio.CancelledError:
        return longest * 1000


def sparklines(report: Report, runs: int) -> None:
    """P1: twelve points in twelve cells."""
    points = series().points
    until = NOW.date()
    after = until - timedelta(weeks=52)
    values = [point.value for point in points]
    console = Console(width=12, color_system="truecolor", file=None)
    options = console.options
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        for times, work in (
            (ours, lambda: sparkline(points, after, until, 12)),
            (theirs, lambda: list(Sparkline(values, width=12).__rich_console__(console, options))),
        ):
            started = time.process_time()
            for _ in range(300):
                work()
            times.append((time.process_time() - started) / 300 * 1000)
    detail = f"{statistics.median(ours) * 1000:.1f} / {statistics.median(theirs) * 1000:.1f} microseconds"
    report.line(
        "P1", "a sparkline ÷ Textual's renderable", statistics.median(ours) / statistics.median(theirs), 0.1, detail
    )


def main() -> int:
    """Run every check; 1 when a budget was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer runs: for a look, not for a verdict")
    runs = 3 if parser.parse_args().quick else FULL
    report = Report()
    asyncio.run(keys(report, runs * 5))
    asyncio.run(all_change(report, "T1", 15, runs * 3, 0.15))
    asyncio.run(all_change(report, "T2", 10_000, runs, 0.02))
    asyncio.run(written(report))
    asyncio.run(large(report, runs))
    asyncio.run(memory(report))
    asyncio.run(stalls(report))
    if runs == FULL:
        found = board_loop.measured()
        worst = max(found, key=found.__getitem__)
        report.line("", f"the real board of 10,000 rows, longest stall, ms ({worst})", found[worst], board_loop.MOST,
                    ", ".join(f"{name} {spent:.0f}" for name, spent in found.items()))  # fmt: skip
    sparklines(report, runs)
    print("missed: " + ", ".join(report.missed) if report.missed else "every budget kept", file=sys.__stdout__)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
