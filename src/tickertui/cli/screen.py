"""`tickertui`: the screen; the only module of the command line that knows there is one."""

import gc
import os
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tickertui.cli import diagnostics
from tickertui.cli.leaving import leave, leave_threads
from tickertui.cli.sources import begin
from tickertui.errors import UsageError
from tickertui.monitor.loop import Clock
from tickertui.settings.locations import state_file
from tickertui.settings.remembered import Memory

if TYPE_CHECKING:
    import argparse

PRINTED = "tickertui show prints the board."
"""What to do without a terminal."""


def run(parsed: "argparse.Namespace | SimpleNamespace") -> int:
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
    if sys.stdin is None:
        raise UsageError("Standard input is closed: there is nowhere for keys to come from.", PRINTED)
    started = begin(sources, clock, is_live=True)
    started.monitor.first()
    if not diagnostics.is_terminal(sys.stdin):
        _take_keys_from_the_terminal()
    if not diagnostics.is_terminal(sys.stderr):
        sys.__stderr__ = sys.stdout  # type: ignore[assignment, misc]  # what Textual draws on: never a log, or nothing
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
    """Where standard input is a payload or anything else but a terminal, keys come from the terminal itself.

    Raises:
        UsageError: There is none.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise UsageError(
            "Standard input is no terminal, and there is no other for keys to come from.", PRINTED
        ) from error
    os.dup2(terminal, 0)
    os.close(terminal)
