"""How long until the rows stand on the screen, and until the shell has its JSON.

    python benchmarks/first_paint.py [PAYLOAD] [--runs N]

Each start runs in a pseudo-terminal of its own that answers what Textual asks; the clock stops, and the process is
ended, when the wanted text has been drawn. The programs take turns, so that a machine that slows down slows all.
Ratios are of medians within one run; A against A says how far to trust them.

    S1  start to the payload's rows / bare Textual with one Static, CPU       at most 1.15
    S2  the same, wall                                                        at most 1.45
    S7  httpx, an ssl client, markdown_it, importlib.metadata, numpy imported before the first frame: none
    J1  `tickertui show --format json` / `python -c pass`, wall                at most 6
"""

import argparse
import compileall
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "assets" / "payloads" / "sample.payload.json"
REAL = ROOT.parent / "shared" / "payloads" / "catl-article.payload.json"
PATIENCE = 30.0
WANTED = b"NCM Mid-Nickel"
"""The last row of the payload: when it stands there, all rows do."""

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("NCM Mid-Nickel")
Bare().run()
"""

SPY = """
import sys
import textual.app
display = textual.app.App._display
def first(self, screen, renderable):
    if renderable is not None:
        __import__("pathlib").Path({path!r}).write_text("\\n".join(sys.modules))
        textual.app.App._display = display
    display(self, screen, renderable)
textual.app.App._display = first
sys.argv[0] = "tickertui"
from tickertui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""

UNWANTED = ("httpx", "markdown_it", "importlib.metadata", "numpy", "selectolax", "sqlite3", "PIL")

ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[6n": b"\x1b[1;1R"}


def start(command: Sequence[str], wanted: bytes, env: Mapping[str, str]) -> tuple[float, float, int]:
    """Run until the wanted text was drawn; wall seconds, CPU seconds and peak memory in KiB."""
    began = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        os.execvpe(command[0], list(command), dict(env))  # noqa: S606 - no shell is wanted
    seen = bytearray()
    deadline = began + PATIENCE
    while wanted not in seen:
        if time.perf_counter() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise SystemExit(f"never drawn: {wanted!r} by {command}\n{bytes(seen[-3000:])!r}")
        if select.select([fd], [], [], 0.5)[0]:
            try:
                data = os.read(fd, 1 << 16)
            except OSError:
                data = b""
            if not data:
                raise SystemExit(f"ended early: {command}\n{bytes(seen[-3000:])!r}")
            seen += data
            for question, answer in ANSWERS.items():
                if question in data:
                    os.write(fd, answer)
    wall = time.perf_counter() - began
    os.kill(pid, signal.SIGKILL)
    _, _, usage = os.wait4(pid, 0)
    os.close(fd)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def whole(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Wall seconds of a program from start to end."""
    began = time.perf_counter()
    subprocess.run(command, env=dict(env), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def environment(home: str) -> dict[str, str]:
    """A terminal of 200x50 in true colour, a home of its own, byte code kept."""
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONDONTWRITEBYTECODE", "NO_COLOR"}}
    folders = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return kept | folders | {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def verdict(name: str, value: float, budget: float) -> str:
    """One line of the report."""
    return f"{name}  {value:6.2f}   budget {budget:5.2f}   {'ok' if value <= budget else 'OVER'}"


Times = dict[str, list[float]]


def measure(programs: Mapping[str, list[str]], shells: Mapping[str, list[str]], env: Mapping[str, str], runs: int
            ) -> tuple[Times, Times, dict[str, int]]:  # fmt: skip
    """Wall seconds of all, CPU seconds and peak KiB of the programs, the first round uncounted."""
    walls: Times = {name: [] for name in (*programs, *shells)}
    cpus: Times = {name: [] for name in programs}
    peaks = dict.fromkeys(programs, 0)
    for run in range(runs + 1):
        for name, command in programs.items():
            wall, cpu, peak = start(command, WANTED, env)
            if run:
                walls[name].append(wall)
                cpus[name].append(cpu)
                peaks[name] = max(peaks[name], peak)
        for name, command in shells.items():
            seconds = whole(command, env)
            if run:
                walls[name].append(seconds)
    return walls, cpus, peaks


def imported(home: Path, payload: str, env: Mapping[str, str]) -> list[str]:
    """The unwanted modules that are there when the first frame is drawn."""
    listing, spy = home / "modules", home / "spy.py"
    spy.write_text(SPY.format(path=str(listing)))
    start([sys.executable, str(spy), payload], WANTED, env)
    loaded = set(listing.read_text().split("\n"))
    return [name for name in UNWANTED if name in loaded]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the first paint.")
    parser.add_argument("payload", nargs="?", default=str(REAL if REAL.is_file() else SAMPLE))
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    compileall.compile_dir(str(ROOT / "src"), quiet=1)
    python, ours = sys.executable, [sys.executable, "-m", "tickertui"]
    with tempfile.TemporaryDirectory() as folder:
        home, env = Path(folder), environment(folder)
        (home / "bare.py").write_text(BARE)
        bare = [python, str(home / "bare.py")]
        programs = {"bare": bare, "bare again": bare, "tickertui": [*ours, options.payload]}
        shells = {
            "python -c pass": [python, "-c", "pass"],
            "show --format json": [*ours, "show", options.payload, "--format", "json"],
        }
        walls, cpus, peaks = measure(programs, shells, env, options.runs)
        unwanted = imported(home, options.payload, env)
    wall = {name: statistics.median(values) for name, values in walls.items()}
    cpu = {name: statistics.median(values) for name, values in cpus.items()}
    print(f"{options.payload}: medians of {options.runs} interleaved runs, 200x50\n")
    for name in programs:
        memory = peaks[name] / 1024
        print(f"{name:20} wall {wall[name] * 1e3:6.0f} ms   cpu {cpu[name] * 1e3:6.0f} ms   peak {memory:5.0f} MiB")
    for name in shells:
        print(f"{name:20} wall {wall[name] * 1e3:6.0f} ms")
    print(f"\nA / A cpu {cpu['bare again'] / cpu['bare']:.2f}, wall {wall['bare again'] / wall['bare']:.2f}")
    print(verdict("S1", cpu["tickertui"] / cpu["bare"], 1.15))
    print(verdict("S2", wall["tickertui"] / wall["bare"], 1.45))
    print(f"S7  imported before the first frame: {', '.join(unwanted) or 'none'}   {'OVER' if unwanted else 'ok'}")
    print(verdict("J1", wall["show --format json"] / wall["python -c pass"], 6))


if __name__ == "__main__":
    main()
