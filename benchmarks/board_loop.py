"""The real board of 10,000 rows and some derived ones: how long its event loop did nothing else, step by step.

    python benchmarks/board_loop.py

Everything that can be asked of the board is asked, by its keys and commands, while a heart beats on every turn of the
loop. What the process computed between two beats (its threads' work too, for what holds the interpreter holds the
loop) is what a key would have waited for; it is counted in CPU time, so that a busy machine does not count. Each step
is taken in two runs, of which the better counts.

    the longest stall at 10,000 rows, ms     at most 50
"""

import asyncio
import contextlib
import gc
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
os.environ.pop("NO_COLOR", None)

from tests.samples import many_quotes
from tests.tui.stage import ToldMonitor, now, update
from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot

from tickertui.settings.config import Settings
from tickertui.tui.app import TickerApp
from tickertui.tui.widgets.quote_table.table import QuoteTable

COUNT = 10_000
SIZE = Size(200, 50)
RUNS = 2
MOST = 50.0
QUIET = 0.05
"""Seconds without a paint or a worker after which a step counts as over."""

Step = tuple[str, Callable[[], Awaitable[object]]]


class Silent(Driver):
    """A terminal that takes what is written, notes when, and says nothing but its size."""

    written_at = 0.0

    def write(self, _data: str) -> None:
        """Take it."""
        Silent.written_at = time.monotonic()

    def start_application_mode(self) -> None:
        """Tell the size."""
        self._app.post_message(events.Resize(SIZE, SIZE))

    def stop_application_mode(self) -> None:
        """Nothing to restore."""

    def disable_input(self) -> None:
        """Nothing to read."""


async def longest_stall(app: TickerApp, step: Callable[[], Awaitable[object]]) -> float:
    """The longest CPU time between two turns of the loop, in ms, while a step is taken and what follows from it."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        started = time.process_time()
        while True:
            await asyncio.sleep(0)
            beaten = time.process_time()
            longest = max(longest, beaten - started)
            started = beaten

    heart = asyncio.create_task(beat())
    await step()
    acted_at = time.monotonic()
    while time.monotonic() - max(acted_at, Silent.written_at) < QUIET or any(  # noqa: ASYNC110  # nothing tells that nothing more will come
        not worker.is_finished and worker.name != "monitor" for worker in app.workers
    ):
        await asyncio.sleep(0.01)
    heart.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await heart
    return longest * 1000


def steps_of(app: TickerApp, pilot: Pilot[object], monitor: ToldMonitor) -> list[Step]:
    """Everything there is to do, by name."""
    rows = [update(many_quotes(COUNT, step=step)) for step in (1, 2, 3)]
    table = app.query_one(QuoteTable)
    shown = table.columns

    def keys(*pressed: str) -> Callable[[], Awaitable[object]]:
        return lambda: pilot.press(*pressed)

    async def tell(turn: int) -> None:
        monitor.tell(rows[turn])

    async def sort(column_id: str) -> None:
        table.post_message(QuoteTable.SortRequested(column_id))

    async def choose(*ids: str) -> None:
        table.columns = ids

    return [
        ("all rows change", lambda: tell(0)),
        *((f"sort by {column_id}", lambda column_id=column_id: sort(column_id)) for column_id in table.sortable),
        ("all rows change, sorted", lambda: tell(1)),
        ("as published", keys("0")),
        ("open the filter", keys("slash")),
        *((f"type {letter!r}", keys(letter)) for letter in "cop"),
        ("leave the filter", keys("escape")),
        *((f"group by {by}", keys("o")) for by in ("family", "state", "cadence")),
        ("all rows change, grouped", lambda: tell(2)),
        ("fold all", keys("Z")),
        ("open all", keys("Z")),
        ("no groups", keys("o")),
        ("star", keys("g", "asterisk")),
        ("starred rows", keys("v")),
        ("all rows", keys("v")),
        *((f"time axis {number}", keys("W")) for number in range(5)),
        ("fill the width", keys("w")),
        ("share an axis", keys("w")),
        ("braille", keys("t")),
        ("blocks", keys("t")),
        ("three columns", lambda: choose("name", "level", "volatility")),
        ("usual columns", lambda: choose(*shown)),
        ("choose columns", keys("c")),
        ("leave columns", keys("escape")),
        ("mark", keys("x")),
        ("copy the row", keys("y")),
        ("copy the view", keys("Y")),
        ("open the export", keys("e")),
        ("export", keys("enter")),
        ("leave the export", keys("escape")),
        ("another theme", keys("L")),
        ("theme before", keys("L")),
        ("other colours", keys("U")),
        ("last row", keys("G")),
        ("page up", keys("pageup")),
        ("calendar", keys("d")),
        ("leave calendar", keys("escape")),
        ("problems", keys("exclamation_mark")),
        ("leave problems", keys("escape")),
        ("full view", keys("f")),
        ("leave full view", keys("escape")),
    ]  # fmt: skip


async def stalls() -> dict[str, float]:
    """The longest stall of each step, the best of the runs."""
    found: dict[str, float] = {}
    for _ in range(RUNS):
        monitor = ToldMonitor(update(many_quotes(COUNT)))
        labels = [quote.label for quote in many_quotes(2)]
        derived = {"Spread": f'"{labels[0]}" - "{labels[1]}"', "Ratio": f'"{labels[0]}" / "{labels[1]}"'}
        app = TickerApp(monitor, clock=now, settings=Settings(derived=derived))
        app.driver_class = Silent

        async def take(pilot: Pilot[object], app: TickerApp = app, monitor: ToldMonitor = monitor) -> None:
            await asyncio.sleep(0.5)
            gc.collect()
            for name, step in steps_of(app, pilot, monitor):
                found[name] = min(found.get(name, 1e9), await longest_stall(app, step))
            app.exit()

        await app.run_async(size=SIZE, auto_pilot=take)
        gc.unfreeze()
    return found


def measured() -> dict[str, float]:
    """The same, from a folder of its own: files are written."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return asyncio.run(stalls())
        finally:
            os.chdir(before)


def main() -> int:
    """Measure and print; 1 when a step held the loop for too long."""
    found = measured()
    for name, spent in found.items():
        print(f"{name:28} {spent:7.1f} ms  {'' if spent <= MOST else 'OVER'}", file=sys.__stdout__)
    worst = max(found, key=found.__getitem__)
    print(f"longest stall at {COUNT:,} rows: {found[worst]:.0f} ms ({worst}), budget {MOST:g}", file=sys.__stdout__)
    return 1 if found[worst] > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
