"""How fast an index is drawn on the whole screen, and how little a step of its crosshair paints anew.

    python benchmarks/chart.py

Each figure is a median of CPU time of one run, in which the works take turns; the bytes are exact.

    D1  drawing 5,000 prints / 12 prints, 200 by 50                      at most 12
    D2  drawing a window of 100 prints of 5,000 / of 100                 at most 5
    D3  drawing 5,000 prints, ms                                         aim 16
    D4  a step of the crosshair from key to paint, ms, 5,000 prints      aim 16
    D5  the bytes of such a step / those of the whole screen             at most 0.60

Of a line in which a cell changed, Textual writes everything up to that cell: a step at the right edge costs the most.
"""

import asyncio
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.samples import quote
from tests.tui.stage import app_of, update
from tests.tui.test_quote_table_terminal import EmulatedDriver
from textual.pilot import Pilot

from benchmarks.measure import Budgets, interleaved
from tickertui.market.series import Point
from tickertui.tui.screens.index.screen import IndexScreen
from tickertui.tui.widgets.price_drawing import draw

SIZE = (200, 50)
MANY, FEW, SOME = 5_000, 12, 100
ROUNDS = 15
END = date(2026, 5, 27)


def prints(count: int) -> tuple[Point, ...]:
    """A daily walk of so many prints."""
    chance, level, points = random.Random(1), 100.0, []  # noqa: S311 - repeatable, not secret
    for number in range(count):
        level *= 1 + chance.uniform(-0.03, 0.03)
        points.append(Point(END - timedelta(days=count - 1 - number), round(level, 2)))
    return tuple(points)


async def steps(count: int) -> tuple[float, float]:
    """CPU seconds of a step of the crosshair, and its bytes as a share of those of the whole screen."""
    row = quote("Many", points=[(point.on, point.value) for point in prints(count)], frequency="1wk")
    app = app_of(update((row,)))
    app.driver_class = EmulatedDriver
    found: list[tuple[float, float]] = []

    async def drive(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press("f")
        await pilot.pause(0.2)
        screen, driver = app.screen, app._driver
        if not isinstance(screen, IndexScreen) or not isinstance(driver, EmulatedDriver):
            raise SystemExit("The full view did not open.")
        driver.stream.feed = lambda _: None  # type: ignore[method-assign,assignment]  # only what is written counts
        driver.written = ""
        screen.refresh()
        await pilot.pause()
        whole, taken, written = len(driver.written), [], []
        for _ in range(ROUNDS):
            driver.written = ""
            began = time.process_time()
            await pilot.press("left")
            taken.append(time.process_time() - began)
            await pilot.pause()
            written.append(len(driver.written))
        found.append((sorted(taken)[ROUNDS // 2], sorted(written)[ROUNDS // 2] / whole))
        app.exit()

    await app.run_async(size=SIZE, auto_pilot=drive)
    return found[0]


def main() -> None:
    """Measure and print."""
    many, some, few = prints(MANY), prints(SOME), prints(FEW)
    width, height, start = SIZE[0], SIZE[1] // 2, some[0].on
    times = interleaved(
        {
            "many": lambda: draw(many, width=width, height=height, cadence_days=1),
            "window": lambda: draw(many, width=width, height=height, start=start, end=END, cadence_days=1),
            "some": lambda: draw(some, width=width, height=height, cadence_days=1),
            "few": lambda: draw(few, width=width, height=height, cadence_days=1),
        },
        ROUNDS,
    )
    step, share = asyncio.run(steps(MANY))
    budgets = Budgets()
    budgets.add("D1 5,000 prints / 12 prints", times["many"] / times["few"], 12)
    budgets.add("D2 a window of 100 of 5,000 / 100 prints", times["window"] / times["some"], 5)
    budgets.aim("D3 drawing 5,000 prints", times["many"] * 1e3, 16, "ms")
    budgets.aim("D4 a step of the crosshair, key to paint", step * 1e3, 16, "ms")
    budgets.add("D5 bytes of a step / of the whole screen", share, 0.6)
    print(budgets.verdict())


if __name__ == "__main__":
    main()
