"""What the screen costs while nobody touches it: the clock, figures that change, and garbage.

    python benchmarks/idle.py [--seconds N] [--rounds N]

Every program runs in a pseudo-terminal of its own, all of them at the same time, so that a machine that slows down
slows all; what counts is the CPU time that each takes once its screen stands. Ratios are of medians over the rounds.

    I1  the board of 15 rows from a watched file, nothing new / a bare app with a clock in a Static, CPU    at most 1.3
    I2  all 15 rows change each second / the same in a DataTable, CPU                                       at most 0.35
        (the whole board: table with sparklines and flash, detail with its chart, status, monitor and log)
    I3  the same in our table alone, with its sparklines and flash / in a DataTable, CPU                    at most 0.35
    G1  a full collection after the start / the same before what the start made was frozen, wall           at most 0.05
"""

import argparse
import compileall
import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.first_paint import ANSWERS, ROOT, environment
from benchmarks.measure import Budgets

PATIENCE = 30.0
SENTINEL = b"Index 14"
"""The last row: when it stands there, all rows do."""

CLOCK = """
from datetime import datetime
from textual.app import App
from textual.widgets import Static
class Clock(App):
    def compose(self):
        yield Static("Index 14", id="clock")
    def on_mount(self):
        self.set_interval(1, self.tick)
    def tick(self):
        self.query_one("#clock").update(f"Index 14 {datetime.now():%H:%M:%S}")
Clock().run()
"""

ROWS = """
import sys
from datetime import UTC, datetime, timedelta
sys.path.insert(0, {root!r})
from tests.samples import quote
from tickertui.market.board import COLUMNS
from tickertui.market.snapshot import Snapshot

def snapshot(tick):
    now = datetime.now(UTC)
    values = [[100 + (tick * 7 + row * 3 + n) % 50 + 0.25 for n in range(12)] for row in range(15)]
    return Snapshot(
        quotes=tuple(quote(f"Index {{row}}", values[row], ends_on=now.date()) for row in range(15)),
        made_at=now - timedelta(hours=1) + timedelta(milliseconds=tick), read_at=now, origin="benchmark")
"""

CHANGING = (
    ROWS
    + """
from random import Random
from tickertui.monitor.loop import Monitor
from tickertui.monitor.planning import Followed
from tickertui.source.outcome import Changed, Fetched
from tickertui.source.schedule import Plan
from tickertui.tui.app import TickerApp

class Feed:
    kind, origin, tick = "file", "benchmark", 0
    def forget(self): ...
    def read(self, now):
        self.tick += 1
        return Changed((Fetched(b"", str(self.tick), snapshot(self.tick)),))
    async def check(self, now):
        return self.read(now)

def plan(outcome, failures, newest, now):
    return Plan(now + timedelta(seconds=1), "each second", timedelta(seconds=1))

def clock():
    return datetime.now(UTC)

TickerApp(Monitor([Followed(Feed(), plan)], clock=clock, light=lambda *_: True), clock=clock).run()
"""
)

TABLE = (
    ROWS
    + """
from textual.app import App
from textual.widgets import DataTable
class Table(App):
    tick = 0
    def compose(self):
        yield DataTable()
    def on_mount(self):
        self.table = self.query_one(DataTable)
        self.table.add_columns(*((column.title, column.id) for column in COLUMNS))
        for cells in self.cells():
            self.table.add_row(*cells, key=cells[0])
        self.set_interval(1, self.change)
    def cells(self):
        self.tick += 1
        now = datetime.now(UTC)
        return [[column.text(row, now) for column in COLUMNS] for row in snapshot(self.tick).quotes]
    def change(self):
        for cells in self.cells():
            for column, cell in zip(COLUMNS, cells):
                if self.table.get_cell(cells[0], column.id) != cell:
                    self.table.update_cell(cells[0], column.id, cell)
Table().run()
"""
)

ALONE = (
    ROWS
    + """
from textual.app import App
from tickertui.tui import theme
from tickertui.tui.widgets.quote_table.table import QuoteTable
class Alone(App):
    tick = 0
    def __init__(self):
        super().__init__()
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name
    def get_theme_variable_defaults(self):
        return theme.variables_of(self.current_theme)
    def compose(self):
        self.table = QuoteTable(rows=snapshot(0).quotes, now=datetime.now(UTC))
        yield self.table
    def on_mount(self):
        self.set_interval(1, self.change)
    def change(self):
        self.tick += 1
        self.table.rows = snapshot(self.tick).quotes
Alone().run()
"""
)

GARBAGE = """
import gc, sys, time
from tickertui.tui.app import TickerApp
after = TickerApp._after_first_frame
def taken():
    began = time.perf_counter()
    gc.collect()
    return time.perf_counter() - began
def spy(self):
    taken()
    before = min(taken() for _ in range(3))
    after(self)
    open({path!r}, "w").write(f"{{before}} {{min(taken() for _ in range(3))}}")
TickerApp._after_first_frame = spy
sys.argv = ["tickertui", {payload!r}]
from tickertui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


class Program:
    """One program in a pseudo-terminal, whose CPU time can be asked for."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        """Start it."""
        self.seen = bytearray()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, env)  # noqa: S606  # no shell is wanted
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))

    def read(self) -> None:
        """Read what it has drawn, and answer what it asks of a terminal."""
        data = os.read(self.fd, 1 << 16)
        self.seen += data
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.fd, answer)

    def cpu(self) -> float:
        """The CPU seconds that its threads have taken so far."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def end(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def watch(programs: dict[str, Program], seconds: float) -> None:
    """Read from all programs for so long."""
    until = time.monotonic() + seconds
    by_fd = {program.fd: program for program in programs.values()}
    while (left := until - time.monotonic()) > 0:
        for fd in select.select(list(by_fd), [], [], left)[0]:
            by_fd[fd].read()


def measured(commands: dict[str, list[str]], env: dict[str, str], seconds: float, rounds: int) -> dict[str, float]:
    """The median CPU seconds per second of each program, all running at the same time."""
    programs = {name: Program(command, env) for name, command in commands.items()}
    try:
        deadline = time.monotonic() + PATIENCE
        while not all(SENTINEL in program.seen for program in programs.values()):
            watch(programs, 0.2)
            if time.monotonic() > deadline:
                missing = [name for name, program in programs.items() if SENTINEL not in program.seen]
                raise SystemExit(f"never drawn by {missing}: {bytes(programs[missing[0]].seen[-2000:])!r}")
        watch(programs, 3)
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(rounds):
            before = {name: program.cpu() for name, program in programs.items()}
            sizes = {name: len(program.seen) for name, program in programs.items()}
            watch(programs, seconds)
            for name, program in programs.items():
                taken[name].append((program.cpu() - before[name]) / seconds)
        for name, program in programs.items():
            drawn = (len(program.seen) - sizes[name]) / seconds
            print(f"{name:28} cpu {statistics.median(taken[name]) * 100:5.2f} %   {drawn:7.0f} bytes drawn a second")
    finally:
        for program in programs.values():
            program.end()
    return {name: statistics.median(values) for name, values in taken.items()}


def collections(home: Path, payload: str, env: dict[str, str]) -> tuple[float, float]:
    """Seconds of a full collection before and after the first frame's end."""
    told, script = home / "collections", home / "garbage.py"
    script.write_text(GARBAGE.format(path=str(told), payload=payload))
    program = Program([sys.executable, str(script)], env)
    try:
        deadline = time.monotonic() + PATIENCE
        while not told.is_file() or not told.read_text():
            watch({"": program}, 0.2)
            if time.monotonic() > deadline:
                raise SystemExit(f"never collected: {bytes(program.seen[-2000:])!r}")
        before, after = told.read_text().split()
    finally:
        program.end()
    return float(before), float(after)


def payload_in(folder: Path) -> str:
    """A payload file of 15 rows."""
    sys.path.insert(0, str(ROOT))
    from datetime import UTC, datetime

    from tests.source.payloads import devalue

    today = datetime.now(UTC).date().isoformat()
    rows = [
        {"label": f"Index {row}", "today": 100.0 + row, "last": 99.0 + row, "publishedDate": today,
         "updateFrequency": "1wk", "percentageChange": 1.0,
         "oneYearIndexTrend": [{"date": f"2026-0{month}-01", "value": 90.0 + month + row} for month in range(1, 7)]}
        for row in range(15)
    ]  # fmt: skip
    made_at = int(time.time() * 1000)
    (folder / "board.json").write_bytes(devalue({"data": {"ticker-data": rows}, "prerenderedAt": made_at}))
    return str(folder / "board.json")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what an idle screen costs.")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    compileall.compile_dir(str(ROOT / "src"), quiet=1)
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        home, env = Path(folder), environment(folder)
        payload = payload_in(home)
        for name, text in {"clock": CLOCK, "changing": CHANGING, "alone": ALONE, "table": TABLE}.items():
            (home / f"{name}.py").write_text(text.format(root=str(ROOT)) if "{root" in text else text)
        clock = [python, str(home / "clock.py")]
        commands = {
            "a clock in a Static": clock,
            "the same again": clock,
            "tickertui, nothing new": [python, "-m", "tickertui", payload],
            "tickertui, 15 rows change": [python, str(home / "changing.py")],
            "our table, 15 rows change": [python, str(home / "alone.py")],
            "DataTable, 15 rows change": [python, str(home / "table.py")],
        }
        print(f"medians of {options.rounds} rounds of {options.seconds:g} s, 200x50, all at the same time\n")
        cpu = measured(commands, env, options.seconds, options.rounds)
        before, after = collections(home, payload, env)
    print(f"\nA / A {cpu['the same again'] / cpu['a clock in a Static']:.2f}")
    print(
        f"a full collection: {before * 1e3:.2f} ms before what the start made was frozen, {after * 1e3:.3f} ms after\n"
    )
    budgets = Budgets()
    budgets.add(
        "I1  idle / a bare app with a clock, CPU", cpu["tickertui, nothing new"] / cpu["a clock in a Static"], 1.3
    )
    changing = cpu["tickertui, 15 rows change"] / cpu["DataTable, 15 rows change"]
    budgets.add("I2  15 rows change each second / DataTable, CPU", changing, 0.35)
    alone = cpu["our table, 15 rows change"] / cpu["DataTable, 15 rows change"]
    budgets.add("I3  our table alone, 15 rows change / DataTable, CPU", alone, 0.35)
    budgets.add("G1  collection after the start / before the freeze", after / before, 0.05)
    print(budgets.verdict())


if __name__ == "__main__":
    main()
