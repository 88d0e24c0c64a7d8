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
130  interrupted
141  the reader of our output went away
==== ===========================================
"""

import sys
from collections.abc import Iterable

from tickertui.errors import ArchiveError, PayloadError, SettingsError, SourceError, TickertuiError, UsageError
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
)


def exit_code(error: TickertuiError) -> int:
    """The exit code that tells a script which branch of the error tree this is."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAULT)


def note(sentence: str) -> None:
    """One line for the person, on stderr; a closed stderr is nobody to talk to."""
    try:
        sys.stderr.write(f"tickertui: {line(sentence)}\n")
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
