"""`tickertui`: find the verb, carry it out, and turn whatever happens into an exit code."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def system_clock() -> datetime:
    """The moment, by the system's clock."""
    return datetime.now(UTC)


def main(arguments: list[str] | None = None, *, clock: Callable[[], datetime] = system_clock) -> int:
    """Run the command line and give the exit code; see `tickertui.cli.diagnostics` for what each means.

    Args:
        arguments: What stands after the program's name; by default what the shell gave.
        clock: Gives the moment, aware UTC, by which ages are counted.
    """
    # Collections walk every object that imports make, and free none.
    gc.disable()
    try:
        return _carry_out(sys.argv[1:] if arguments is None else arguments, clock)
    except KeyboardInterrupt:
        from tickertui.cli.diagnostics import INTERRUPTED

        return INTERRUPTED
    finally:
        gc.enable()
        if arguments is None:
            # The program is over: the collections that Python ends with need not look at what it leaves.
            gc.freeze()


def _carry_out(arguments: list[str], clock: Callable[[], datetime]) -> int:
    """Carry out what is asked; whatever fails has its words and its exit code."""
    _load_msgspec()
    from tickertui.cli import diagnostics
    from tickertui.cli.output import ReaderGone
    from tickertui.errors import TickertuiError

    try:
        parsed = _parsed(arguments)
        parsed.clock = clock
        verb = import_module(f"tickertui.cli.{parsed.verb}")
        code: int = verb.run(parsed)
    except TickertuiError as error:
        return diagnostics.report(error)
    except ReaderGone:
        _leave_stdout_quietly()
        return diagnostics.READER_GONE
    except Exception as fault:  # noqa: BLE001  # the one place where the shell's verbs meet what nobody foresaw
        return diagnostics.report_fault(fault)
    return code


def _parsed(arguments: list[str]) -> "argparse.Namespace | SimpleNamespace":
    """What is asked; without verb and options it is said here: loading a parser would be a part of the start."""
    from tickertui.cli.verbs import are_only_sources

    if are_only_sources(arguments):
        return SimpleNamespace(verb="screen", sources=arguments)
    from tickertui.cli.parser import parse

    return parse(arguments)


def _load_msgspec() -> None:
    """Load msgspec without `typing_extensions`, which takes longer than the rest of it.

    It asks there first for what Python has had since 3.11, and then in `typing`.
    """
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # Python's own way to say that it is not there
    try:
        import_module("msgspec")
    finally:
        del sys.modules["typing_extensions"]


def _leave_stdout_quietly() -> None:
    """Keep the interpreter from flushing into a closed pipe on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
