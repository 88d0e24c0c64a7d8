"""Words for the person at the shell: the only writer to stderr, and the exit codes.

==== ===========================================
code meaning
==== ===========================================
0    done
2    the command line or the settings are wrong
3    a source was out of reach
4    a source was not understood
5    the archive cannot be used
70   a fault of the program itself
74   standard output cannot be written
130  interrupted
141  the reader of our output went away
==== ===========================================
"""

import sys
from collections.abc import Iterable
from typing import Self

from tickertui.errors import (
    ArchiveError,
    OutputError,
    PayloadError,
    SettingsError,
    SourceError,
    TickertuiError,
    UsageError,
)
from tickertui.formats.sanitize import line

DONE = 0
FAULT = 70
INTERRUPTED = 130
READER_GONE = 141

_CODES: tuple[tuple[type[TickertuiError], int], ...] = (
    (UsageError, 2),
    (SettingsError, 2),
    (SourceError, 3),
    (PayloadError, 4),
    (ArchiveError, 5),
    (OutputError, 74),
)


def exit_code(error: TickertuiError) -> int:
    """The exit code that tells a script which branch of the error tree this is."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAULT)


def note(sentence: str) -> None:
    """One line for the person, on stderr."""
    _write(f"{_ERASE if _drawn else ''}tickertui: {line(sentence)}\n{''.join(_drawn)}")


class Progress:
    """How far a long work is: a bar on a terminal, elsewhere a line at each tenth of a long one. Erased at its end."""

    def __init__(self, doing: str) -> None:
        """Say nothing yet.

        Args:
            doing: What is done, in one word: "importing".
        """
        self._doing = doing
        self._is_bar = is_terminal(sys.stderr)
        self._share = -1 if self._is_bar else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if _drawn:
            _drawn.clear()
            _write(_ERASE)

    def step(self, done: int, total: int) -> None:
        """So many of so many are done; drawn only where the bar moves."""
        parts = 200 if self._is_bar else 10
        share = done * parts // total if total else parts
        if share == self._share:
            return
        self._share = share
        if self._is_bar:
            full = _BAR * share // parts
            _drawn[:] = [f"{self._doing} [{'#' * full}{'.' * (_BAR - full)}] {done:,} of {total:,}"]
            _write(_ERASE + _drawn[0])
        elif total >= _LONG and 0 < done < total:
            note(f"{self._doing}: {done:,} of {total:,}")


def is_terminal(stream: object) -> bool:
    """Whether a stream is a terminal; a closed one is none."""
    try:
        return bool(getattr(stream, "isatty", bool)())
    except ValueError:
        return False


_drawn: list[str] = []
"""The bar that stands on the terminal's last line, if one does: notes go above it."""

_ERASE = "\r\x1b[K"
_BAR = 30
_LONG = 100
"""From so many steps on a work is long enough for lines about it."""


def report_fault(fault: Exception) -> int:
    """Say that the program itself is at fault, with what it takes to find out why."""
    import traceback

    for text in traceback.format_exception(fault):
        for told in text.splitlines():
            _write(line(told) + "\n")
    note("this is a fault of tickertui itself, not of your data; the lines above say where")
    return FAULT


def _write(text: str) -> None:
    """Write to stderr; a closed stderr is nobody to talk to."""
    if sys.stderr is None:
        return  # it was closed before we began
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def report(error: TickertuiError, *, about: str = "") -> int:
    """Say what happened and what to do, and give the exit code."""
    note(f"{about}: {error.sentence}" if about and about not in error.sentence else error.sentence)
    if error.hint:
        note(f"  {error.hint}")
    return exit_code(error)


def report_all(errors: Iterable[tuple[str, TickertuiError]]) -> int:
    """Report every failed source by name; the code is the first one's, 0 where there was none."""
    codes = [report(error, about=about) for about, error in errors]
    return codes[0] if codes else DONE
