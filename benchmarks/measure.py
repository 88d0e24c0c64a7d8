"""How the benchmarks measure: interleaved medians of CPU time, peak memory of a fresh process, figures beside budgets.

Absolute times of a shared machine mean little: what is compared runs in turns within one run, and only ratios count.
"""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Where /proc is, the peak is read there: `ru_maxrss` begins with that of the process that started this one.
_PEAK = """
import re, resource, sys
from pathlib import Path

def memory(now):
    status = Path("/proc/self/status")
    if status.exists():
        field = "VmRSS" if now else "VmHWM"
        return int(re.search(field + r":\\s*(\\d+) kB", status.read_text())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

{setup}
before = memory(now=True)
result = {work}
print(memory(now=False) - before)
"""


def interleaved(
    works: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.process_time
) -> dict[str, float]:
    """The median time of each work in seconds, all of them run in turns; what they return is dropped untimed."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            start = clock()
            result = work()
            taken[name].append(clock() - start)
            del result
    return {name: statistics.median(times) for name, times in taken.items()}


def peak_memory(setup: str, work: str, *arguments: str) -> int:
    """The bytes that an expression needs at its peak, above what its set-up holds, in a fresh process.

    Args:
        setup: Statements that make ready; `sys.argv[1:]` has the arguments.
        work: The expression that is measured.
        arguments: What the set-up is told.
    """
    program = _PEAK.format(setup=setup, work=work)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return int(done.stdout)


class Budgets:
    """The figures of one run beside what they may be, printed as they come."""

    def __init__(self) -> None:
        """Begin without figures."""
        self.met = 0
        self.broken: list[str] = []

    def add(self, name: str, measured: float, budget: float, unit: str = "x") -> None:
        """Print one figure, and note whether it keeps to its budget."""
        is_met = measured <= budget
        if is_met:
            self.met += 1
        else:
            self.broken.append(name)
        print(f"  {name:<58} {measured:8.2f}{unit:<2}  budget {budget:5.2f}{unit:<2}  {'ok' if is_met else 'OVER'}")

    def aim(self, name: str, measured: float, aim: float, unit: str = "x") -> None:
        """Print one figure beside what it had better be, which no verdict depends on."""
        words = "within it" if measured <= aim else "beyond it"
        print(f"  {name:<58} {measured:8.2f}{unit:<2}     aim {aim:5.2f}{unit:<2}  {words}")

    def verdict(self) -> str:
        """One line that says how the run went."""
        if not self.broken:
            return f"All {self.met} budgets are kept."
        return f"{len(self.broken)} of {self.met + len(self.broken)} budgets are broken: {'; '.join(self.broken)}."
