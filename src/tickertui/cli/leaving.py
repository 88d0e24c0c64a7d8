"""Leaving: what is still to be written is written, and nobody who hangs is waited for."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

PATIENCE = 0.3
"""Seconds for the last work, which a hung disk must not stretch."""

THREADS = 0.1
"""Seconds that threads get to end which were told to."""


def leave(*last: Callable[[], object]) -> None:
    """Do the last work, one after the other, aside and for a moment at most; what fails is left."""

    def work() -> None:
        for step in last:
            try:
                step()
            except Exception:  # noqa: BLE001, S112  # the program ends: there is nobody left to tell
                continue

    thread = threading.Thread(target=work, name="tickertui-leaving", daemon=True)
    thread.start()
    thread.join(PATIENCE)


def leave_threads(code: int) -> None:
    """Leave at once with a code where a thread hangs for which the interpreter would wait; else go on."""
    until = monotonic() + THREADS
    for thread in threading.enumerate():
        if thread is threading.main_thread() or thread.daemon:
            continue
        thread.join(max(0.0, until - monotonic()))
        if thread.is_alive():
            for stream in (sys.stdout, sys.stderr):
                # One that is closed, or whose reader is gone, must not keep us here.
                with suppress(AttributeError, OSError, ValueError):
                    stream.flush()
            os._exit(code)
