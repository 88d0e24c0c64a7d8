"""Make the pictures of the README and the tour from the program itself: `make pictures`.

The clock stands at the afternoon when the sample was made, so that ages are what they were then.
"""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed
from tickertui.source.feed import SAMPLE, feed_for
from tickertui.tui.app import TickerApp

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "screenshots"
MOMENT = datetime(2026, 6, 3, 15, 40, tzinfo=UTC)

LIGHT = "tickertui-light"

PICTURES: dict[str, tuple[tuple[int, int], str, Sequence[str]]] = {
    "board": ((132, 34), "", ()),
    "narrow": ((80, 24), "", ()),
    "light": ((132, 34), LIGHT, ("j", "j")),
    "groups": ((132, 34), "", ("o",)),
    "index": ((132, 40), "", ("j", "j", "f", *["left"] * 5)),
    "compare": ((132, 34), "", ("x", "j", "x", "j", "x", "j", "x", "C", *["right"] * 8)),
    "calendar": ((132, 34), "", ("d",)),
    "reader": ((132, 34), "", ("a", "t", "enter")),
    "price": ((132, 34), LIGHT, ("a", "i", "i", "i")),
    "library": ((80, 24), "", ("B",)),
    "export": ((80, 24), "", ("e",)),
}
"""Name, size in cells, theme, and the keys that lead there."""


async def take(name: str, size: tuple[int, int], theme: str, keys: Sequence[str]) -> None:
    """Run the program without a terminal, press the keys, and keep the screen."""
    monitor = Monitor([Followed(feed_for(SAMPLE))], clock=lambda: MOMENT)
    app = TickerApp(monitor, clock=lambda: MOMENT, theme=theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.3)
        app.clear_notifications()
        await pilot.pause(0.3)
        svg = app.export_screenshot(title="tickertui")
    # The font is named, not fetched: a picture asks nobody for anything.
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    (FOLDER / f"{name}.svg").write_text(svg + "\n")


async def main() -> None:
    """All pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (size, theme, keys) in PICTURES.items():
        await take(name, size, theme, keys)


if __name__ == "__main__":
    asyncio.run(main())
