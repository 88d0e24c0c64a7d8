"""`tickertui`: find the verb, carry it out, and turn whatever happens into an exit code."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module

from tickertui.cli import diagnostics
from tickertui.cli.output import ReaderGone
from tickertui.cli.parser import parse
from tickertui.errors import TickertuiError


def system_clock() -> datetime:
    """The moment, by the system's clock."""
    return datetime.now(UTC)


def main(arguments: list[str] | None = None, *, clock: Callable[[], datetime] = system_clock) -> int:
    """Run the command line and give the exit code; see `tickertui.cli.diagnostics` for what each means.

    Args:
        arguments: What stands after the program's name; by default what the shell gave.
        clock: Gives the moment, aware UTC, by which ages are counted.
    """
    try:
        parsed = parse(sys.argv[1:] if arguments is None else arguments)
        parsed.clock = clock
        verb = import_module(f"tickertui.cli.{parsed.verb}")
        code: int = verb.run(parsed)
    except TickertuiError as error:
        return diagnostics.report(error)
    except ReaderGone:
        _leave_stdout_quietly()
        return diagnostics.READER_GONE
    except KeyboardInterrupt:
        return diagnostics.INTERRUPTED
    return code


def _leave_stdout_quietly() -> None:
    """Keep the interpreter from flushing into a closed pipe on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
