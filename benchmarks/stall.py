"""How long hostile documents keep the screen from answering: the longest step of the event loop, action by action.

    python benchmarks/stall.py [--share 0.1] [--where] [NAME...]

The real app shows an article of each kind of `tests/tui/hostile_documents.py`, each in a process of its own; it is
opened, read, searched, resized, followed, selected and copied. Meanwhile a heart beats on the event loop every few
milliseconds. What the process computed between two beats (its threads' work too, for what holds the interpreter holds
the loop) is what a key would have waited for; it is counted in CPU time, so that a busy machine does not count.

    L1  the longest time between two beats, of any document and action, ms     at most 100
    M1  the process's memory at its peak, above that of the open board and the decoded article, MiB   at most 1,024
"""

import argparse
import asyncio
import gc
import json
import subprocess
import sys
import sysconfig
import threading
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.samples import article
from tests.tui.hostile_documents import DOCUMENTS
from tests.tui.stage import app_of, update
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot
from textual.selection import Selection

from benchmarks.measure import Budgets
from tickertui.market.article import Article
from tickertui.tui.messages import OpenArticle

BEAT = 0.004
LIMIT = 0.1
PATIENCE = 1.0
"""Seconds that an action may go on in slices before the next one begins, with it still under way."""

STANDARD = sysconfig.get_path("stdlib")
SUSPECT = 0.07
"""Seconds without a beat from which on `--where` looks at what runs."""


class SilentDriver(HeadlessDriver):
    """A terminal of no glass: what is drawn is rendered whole, and dropped."""

    @property
    def is_headless(self) -> bool:
        """Everything is rendered as for a real terminal."""
        return False

    def write(self, data: str) -> None:
        """Drop it."""


class Heart:
    """Beats on the loop, and knows the longest time between two beats."""

    def __init__(self, *, is_watched: bool) -> None:
        """Ready to beat; `is_watched` tells what ran while it did not."""
        self.longest = 0.0
        self.last = 0.0
        self.quiet = 0
        """How many beats in a row found nothing to do."""
        self.seen: Counter[str] = Counter()
        self._is_watched = is_watched
        self._collects_from = 0.0

    async def beat(self) -> None:
        """Beat until cancelled."""
        self.last = time.process_time()
        if self._is_watched:
            threading.Thread(target=self._watch, args=(threading.get_ident(),), daemon=True).start()
        while True:
            await asyncio.sleep(BEAT)
            now = time.process_time()
            taken, self.last = now - self.last, now
            self.longest = max(self.longest, taken)
            self.quiet = self.quiet + 1 if taken < BEAT / 2 else 0

    def collecting(self, phase: str, told: dict[str, int]) -> None:
        """Note how long collecting garbage took."""
        if phase == "start":
            self._collects_from = time.process_time()
        elif (taken := time.process_time() - self._collects_from) > SUSPECT / 2:
            self.seen[f"collecting garbage of generation {told['generation']}: {taken * 1e3:.0f} ms"] += 100

    async def rest(self) -> None:
        """Wait until nothing is under way, or patience is over."""
        until = time.monotonic() + PATIENCE
        self.quiet = 0
        while self.quiet < 8 and time.monotonic() < until:  # noqa: ASYNC110  # the heart beats on this very loop
            await asyncio.sleep(BEAT)

    def _watch(self, loop_thread: int) -> None:
        """Note what the loop's thread does while there is no beat."""
        while True:
            time.sleep(0.003)
            if time.process_time() - self.last < SUSPECT:
                continue
            for number, frame in sys._current_frames().items():
                if number == threading.get_ident():
                    continue
                stack = traceback.extract_stack(frame)
                own = [
                    f"{Path(at.filename).name}:{at.lineno} {at.name}"
                    for at in stack[-14:]
                    if not at.filename.startswith((STANDARD, "<frozen")) or "site-packages" in at.filename
                ]
                if own:
                    kind = "loop " if number == loop_thread else "other"
                    self.seen[f"{kind} {' < '.join(reversed(own[-6:]))}"] += 1


Act = Callable[[Pilot[Any]], Awaitable[object]]


def keys(*pressed: str) -> Act:
    """Press keys."""
    return lambda pilot: pilot._app._press_keys(pressed)


async def select_all(pilot: Pilot[Any]) -> None:
    """Select the text from its first character to its last, as a long drag of the mouse would."""
    view = pilot.app.screen.query_one("#reader-view")
    pilot.app.screen.selections = {view: Selection(None, None)}


async def drag(pilot: Pilot[Any]) -> None:
    """Select with the mouse."""
    await pilot.mouse_down("#reader-view", offset=(30, 4))
    await pilot.hover("#reader-view", offset=(60, 20))
    await pilot.mouse_up("#reader-view", offset=(60, 20))


def opened(one: Article) -> Act:
    """Open an article."""

    async def act(pilot: Pilot[Any]) -> None:
        pilot.app.post_message(OpenArticle(one))

    return act


async def leave(pilot: Pilot[Any]) -> None:
    """Back to the board."""
    while len(pilot.app.screen_stack) > 1:
        await pilot._app._press_keys(["escape"])
        await asyncio.sleep(0.05)


def resized(columns: int, rows: int) -> Act:
    """Give the terminal another size."""

    async def act(pilot: Pilot[Any]) -> None:
        size = Size(columns, rows)
        pilot.app.post_message(events.Resize(size, size))

    return act


ACTIONS: tuple[tuple[str, Act], ...] = (
    ("page", keys("space", "space", "space", "b")),
    ("end", keys("G")),
    ("up", keys("b", "b", "k", "u")),
    ("start", keys("g")),
    ("half", keys("5", "0", "%", "space")),
    ("next heading", keys("}", "}", "{")),
    ("find", keys("slash", "n", "e", "e", "d", "l", "e", "enter", "n", "n", "N")),
    ("put out", keys("escape")),
    ("find e", keys("slash", "e", "enter", "G", "N")),
    ("put out", keys("escape", "g")),
    ("tab", keys("tab", "tab", "shift+tab", "shift+tab", "shift+tab", "G", "shift+tab")),
    ("resize", resized(70, 30)),
    ("resize", resized(200, 50)),
    ("measure", keys("plus", "minus", "minus")),
    ("theme", keys("L")),
    ("contents", keys("t", "G", "k", "enter")),
    ("contents away", keys("t")),
    ("drag", drag),
    ("copy", keys("y")),
    ("select all", select_all),
    ("copy all", keys("y")),
    ("index", keys("i", "I")),
    ("help", keys("question_mark", "escape")),
    ("leave", leave),
)  # fmt: skip


def peak() -> float:
    """MiB of this process at its peak."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


async def shown(name: str, share: float, *, is_watched: bool) -> dict[str, object]:
    """The longest time between two beats of each action on one document, in seconds."""
    plain, hostile = article("Salt flats"), article("Salt flats fill up", rich_text=DOCUMENTS[name](share))
    app = app_of(update(articles=[plain, hostile]))
    app.driver_class = SilentDriver
    heart = Heart(is_watched=is_watched)
    longest: dict[str, float] = {}
    where: list[str] = []

    async def drive(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await heart.rest()
        for one in (plain, hostile):
            await read(pilot, one)
        app.exit()

    async def read(pilot: Pilot[Any], one: Article) -> None:
        """Read an article in every way; what was noted of the one before is forgotten."""
        longest.clear()
        where.clear()
        for step, act in (("open", opened(one)), *ACTIONS):
            heart.longest = 0.0
            heart.seen.clear()
            await act(pilot)
            await heart.rest()
            longest[step] = max(longest.get(step, 0.0), heart.longest)
            if heart.longest > SUSPECT:
                where.extend(
                    f"{step} {heart.longest * 1e3:.0f} ms: {count} {stack}"
                    for stack, count in heart.seen.most_common(3)
                )

    before = peak()
    gc.callbacks.append(heart.collecting)
    beating = asyncio.create_task(heart.beat())
    await app.run_async(size=(120, 40), auto_pilot=drive)
    beating.cancel()
    return {"longest": longest, "memory": peak() - before, "where": where}


def alone(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """The same in a process of its own."""
    command = [
        sys.executable,
        __file__,
        "--one",
        "--share",
        str(options.share),
        *(["--where"] if options.where else []),
        name,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode or not done.stdout.strip():
        raise SystemExit(f"{name}: it ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-6000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how long hostile documents keep the screen from answering.")
    parser.add_argument("names", nargs="*", help=f"parts of: {', '.join(DOCUMENTS)}")
    parser.add_argument("--share", type=float, default=1.0, help="the share of their full size")
    parser.add_argument("--where", action="store_true", help="print what ran when the loop was kept")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asyncio.run(shown(options.names[0], options.share, is_watched=options.where))))
        return
    names = [name for name in DOCUMENTS if not options.names or any(part in name for part in options.names)]
    worst = memory = 0.0
    for name in names:
        found = alone(name, options)
        steps = sorted(found["longest"].items(), key=lambda pair: -pair[1])
        worst, memory = max(worst, steps[0][1]), max(memory, found["memory"])
        said = "  ".join(f"{step} {taken * 1e3:.0f}" for step, taken in steps[:5])
        print(f"{name:32}{steps[0][1] * 1e3:7.0f} ms {found['memory']:6.0f} MiB   {said}", flush=True)
        for line in found["where"]:
            print(f"    {line}")
    print()
    budgets = Budgets()
    budgets.add("L1  the longest time between two beats", worst * 1e3, LIMIT * 1e3, "ms")
    budgets.add("M1  memory above the board and the decoded article", memory, 1_024, " M")
    print(budgets.verdict())


if __name__ == "__main__":
    main()
