"""`tickertui`: the screen; the only module of the command line that knows there is one."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from tickertui.cli import diagnostics
from tickertui.cli.leaving import leave, leave_threads
from tickertui.cli.sources import begin
from tickertui.monitor.loop import Clock
from tickertui.settings.locations import state_file
from tickertui.settings.remembered import Memory


def run(parsed: argparse.Namespace) -> int:
    """Open the screen; without a terminal on stdout, print the board instead."""
    if not diagnostics.is_terminal(sys.stdout):
        from tickertui.cli.show import print_board
        from tickertui.cli.sources import asked_once

        return print_board(asked_once(parsed.sources, parsed.clock), "table", parsed.clock())
    return open_screen(parsed.sources, parsed.clock)


def open_screen(sources: Sequence[str], clock: Clock) -> int:
    """Read what is here and small, and run the app until it is left; its exit code."""
    # A collection walks every object that imports make, and frees none: off until the first frame stands.
    gc.disable()
    started = begin(sources, clock, is_live=True)
    started.monitor.first()
    if "-" in sources:
        _take_keys_from_the_terminal()
    memory = Memory(state_file())
    memory.load(clock())
    from tickertui.tui import app as screen

    app = screen.TickerApp(
        started.monitor, clock=clock, theme=started.settings.theme, memory=memory, settings=started.settings,
        client=started.client,
    )  # fmt: skip
    try:
        code = screen.run(app, started.client.close) or diagnostics.DONE
    finally:
        leave(lambda: memory.save(clock()), started.monitor.close)
    leave_threads(code)
    return code


def _take_keys_from_the_terminal() -> None:
    """After a payload came through standard input, keys come from the terminal itself."""
    terminal = os.open("/dev/tty", os.O_RDWR)
    os.dup2(terminal, 0)
    os.close(terminal)
