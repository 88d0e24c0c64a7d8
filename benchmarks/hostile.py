"""What a host that does everything wrong costs the screen: memory, the keys' answers, and leaving.

    python benchmarks/hostile.py [NAME...]

The real program in a pseudo-terminal shows a good board from a host on loopback; then it is asked to refresh, and the
host does one thing wrong. Meanwhile keys are pressed, and at the end the program is left, with the host still at it.

    M1  memory at its peak above that of the idle screen, MiB                  at most 64
    K2  from a key to the next byte drawn, the slowest of all, ms              at most 100
    Q1  from the key that leaves to the end of the process, ms                 at most 500
"""

import argparse
import asyncio
import contextlib
import gzip
import os
import select
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.source.origin import Answer, Origin, answer, running_origin
from tests.source.payloads import START_PAGE, devalue

from benchmarks.first_paint import environment
from benchmarks.idle import PATIENCE, Program, watch
from benchmarks.measure import Budgets

PATH = "/prices/_payload.json"
FLOOR = 5.5
"""Seconds between two requests of one who presses refresh."""
WATCHED = 6.0
"""Seconds that keys are pressed while the host does wrong."""
BOMB = gzip.compress(bytes(30_000_000), 9) * 40
"""1.2 GB of zeros."""


def board(tick: int = 0, filler: int = 0) -> bytes:
    """A payload of 15 rows, and something large beside them that nobody knows."""
    rows = [
        {"label": f"Index {row}", "today": 100.0 + row + tick, "last": 99.0, "publishedDate": "2026-06-03",
         "updateFrequency": "1wk", "oneYearIndexTrend": [{"date": "2026-06-03", "value": 100.0 + row + tick}]}
        for row in range(15)
    ]  # fmt: skip
    made_at = 1_780_500_949_256 + tick
    return devalue({"data": {"ticker-data": rows, "other": ["x" * 90] * filler}, "prerenderedAt": made_at})


async def hang(_: asyncio.StreamWriter) -> None:
    """Take the request and say nothing."""
    await asyncio.Event().wait()


async def drip(writer: asyncio.StreamWriter) -> None:
    """Say a little, now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n")
    while True:
        writer.write(b" " * 100)
        await writer.drain()
        await asyncio.sleep(0.01)


async def flood(writer: asyncio.StreamWriter) -> None:
    """Say very much, as fast as it goes."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"[" * 65_536)
        await writer.drain()


WRONG: dict[str, Callable[[], Answer]] = {
    "nothing wrong, unchanged": lambda: answer(304),
    "hang": lambda: hang,
    "slow drip": lambda: drip,
    "flood": lambda: flood,
    "gzip bomb": lambda: answer(200, BOMB, Content_Encoding="gzip"),
    "truncated": lambda: answer(200, board(1)[:500], Content_Length="9000"),
    "HTML": lambda: answer(200, START_PAGE),
    "500": lambda: answer(500),
    "429": lambda: answer(429, Retry_After="600"),
    "endless redirect": lambda: answer(302, Location=PATH),
    "a large payload (10 MB)": lambda: answer(200, board(2, filler=100_000)),
}


class Host:
    """The host, in a thread of its own."""

    def __init__(self) -> None:
        """Begin to serve."""
        self.origin: Origin | None = None
        self._ready, self._end = threading.Event(), asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        self._ready.wait()

    async def _serve(self) -> None:
        async with running_origin() as self.origin:
            self._ready.set()
            await self._end.wait()

    def close(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(5)


def memory(program: Program, field: str) -> float:
    """MiB of a process: VmRSS now, VmHWM at its peak."""
    for line in Path(f"/proc/{program.pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"no {field}")


def wait_for(program: Program, condition: Callable[[], object], what: str) -> None:
    """Read until something is the case."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        watch({"": program}, 0.05)
        if time.monotonic() > deadline:
            raise SystemExit(f"never: {what}\n{bytes(program.seen[-3000:])!r}")


def key_answers(program: Program, seconds: float) -> list[float]:
    """How long each of many keys waited for something to be drawn, in seconds."""
    taken: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        watch({"": program}, 0.12)
        began = time.perf_counter()
        os.write(program.fd, b"\x1b[B" if len(taken) % 20 < 10 else b"\x1b[A")
        if not select.select([program.fd], [], [], 2)[0]:
            taken.append(2.0)
            continue
        taken.append(time.perf_counter() - began)
        program.read()
    return taken


def leaving(program: Program) -> float:
    """Seconds from the key that leaves to the end of the process."""
    began = time.perf_counter()
    os.write(program.fd, b"q")
    while time.perf_counter() - began < PATIENCE:
        if select.select([program.fd], [], [], 0.005)[0]:
            with contextlib.suppress(OSError):
                program.read()
        if os.waitpid(program.pid, os.WNOHANG)[0]:
            os.close(program.fd)
            return time.perf_counter() - began
    raise SystemExit("it never ended")


def tried(name: str, wrong: Answer) -> tuple[float, float, float]:
    """MiB above idle, the slowest key and the leaving, in seconds, with a host that does one thing wrong."""
    host = Host()
    assert host.origin is not None
    host.origin.on(PATH, answer(200, board(), ETag='"a"'), wrong)
    with tempfile.TemporaryDirectory() as folder:
        program = Program([sys.executable, "-m", "tickertui", host.origin.address + PATH], environment(folder))
        wait_for(program, lambda: b"Index 14" in program.seen, "the board")
        watch({"": program}, FLOOR)
        idle = memory(program, "VmRSS")
        Path(f"/proc/{program.pid}/clear_refs").write_text("5")
        os.write(program.fd, b"R")
        asked = len(host.origin.requests)
        keys = key_answers(program, WATCHED)
        assert len(host.origin.requests) > asked, f"{name}: nobody asked again"
        peak = memory(program, "VmHWM") - idle
        took = leaving(program)
    host.close()
    slow = f"{len(keys)} keys, median {statistics.median(keys) * 1e3:4.1f} ms, slowest {max(keys) * 1e3:5.1f} ms"
    print(f"{name:26} idle {idle:5.1f} MiB, peak +{peak:5.1f} MiB   {slow}   left in {took * 1e3:4.0f} ms")
    return peak, max(keys), took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what a hostile host costs.")
    parser.add_argument("names", nargs="*", help=f"of: {', '.join(WRONG)}")
    options = parser.parse_args()
    names = [name for name in WRONG if not options.names or any(part in name for part in options.names)]
    found = [tried(name, WRONG[name]()) for name in names]
    print()
    budgets = Budgets()
    budgets.add("M1  peak above the idle screen", max(peak for peak, _, _ in found), 64, " M")
    budgets.add("K2  the slowest key", max(key for _, key, _ in found) * 1e3, 100, "ms")
    budgets.add("Q1  leaving", max(took for _, _, took in found) * 1e3, 500, "ms")
    print(budgets.verdict())


if __name__ == "__main__":
    main()
