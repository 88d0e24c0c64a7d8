"""What may be written after `tickertui`, verb by verb."""

import argparse
import os
from collections.abc import Callable

from tickertui import __version__
from tickertui.cli.verbs import VERBS

FORMATS_OF_ROWS = ("table", "json", "csv")
FORMATS_OF_TEXT = ("text", "markdown", "html", "json")

_DESCRIPTION = """\
A terminal for slow markets: price indices with their age, their base and the article that explains them.

A SOURCE is a payload file (.json, .json.gz or a saved page), a folder of them, an http(s) address of a page or a
payload, or - for standard input. Without one, the sources of the settings file are shown, else what was kept last, else
a sample that comes with tickertui.
"""

_VERBS = """\
verbs:
  tickertui [SOURCE...]          open the screen; without a terminal, print the board
  tickertui show [SOURCE...]     print the board
  tickertui read [SLUG]          print an article
  tickertui decode SOURCE        print a payload as plain JSON
  tickertui import PATH...       bring payloads that were saved before into the archive
  tickertui history INDEX        print every value of an index that was ever known, and since when
  tickertui revisions [INDEX]    print values that were shown otherwise later
  tickertui snapshots            print which payloads are kept
  tickertui archive info|verify|backup PATH
                                 look at the archive, verify it, or copy it
  tickertui keys                 print the commands of the screen and their keys

exit codes: 0 done, 2 wrong usage or settings, 3 a source out of reach, 4 a source not understood, 5 the archive cannot
be used, 70 a fault of tickertui itself, 74 the output cannot be written, 130 interrupted, 141 the
reader of the output went away

A source named like a verb is written ./show
"""


def parse(arguments: list[str]) -> argparse.Namespace:
    """The arguments as a namespace whose `verb` names the file in `tickertui.cli` that carries it out.

    Raises:
        SystemExit: 2 for arguments that make no sense, 0 after `--help` and `--version`; argparse has said why.
    """
    verb = next((word for word in arguments if not word.startswith("-") or word == "-"), None)
    if verb in _BUILDERS:
        position = arguments.index(verb)
        parsed = _BUILDERS[verb]().parse_args(arguments[:position] + arguments[position + 1 :])
        parsed.verb = VERBS[verb]
        return parsed
    return _screen().parse_args(arguments)


def _parser(name: str, description: str, epilog: str = "") -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=name, description=description, epilog=epilog, formatter_class=_Formatter)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse would load the compression libraries to find out how wide that is."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(_terminal_width(), 120) - 2)


def _terminal_width() -> int:
    """The columns that COLUMNS names, else those of the terminal; 80 where nobody says."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return os.get_terminal_size().columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


def _screen() -> argparse.ArgumentParser:
    parser = _parser("tickertui", _DESCRIPTION, _VERBS)
    parser.set_defaults(verb="screen")
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="where the prices come from")
    parser.add_argument("--version", action="version", version=f"tickertui {__version__}")
    return parser


def _show() -> argparse.ArgumentParser:
    parser = _parser("tickertui show", "Print the board: every index with its change, base, date, age and state.")
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="where the prices come from")
    parser.add_argument(
        "--as-of", metavar="DATE", help="the board as it was known then, from the archive: a date (its end, UTC), "
        "a moment like 2026-05-01T12:30Z, or 2 weeks ago; with SOURCE, only what came from there",
    )  # fmt: skip
    return _with_format(parser)


def _with_format(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser with the choice of how rows are printed."""
    parser.add_argument("--format", choices=FORMATS_OF_ROWS, default="table", help="how to print it (default: table)")
    return parser


def _read() -> argparse.ArgumentParser:
    parser = _parser("tickertui read", "Print an article; without SLUG, the only one there is.")
    parser.add_argument("slug", nargs="?", metavar="SLUG", help="the article's slug, its end, or its identifier")
    parser.add_argument(
        "--from", dest="sources", action="append", default=[], metavar="SOURCE", help="where to look; may be repeated"
    )
    parser.add_argument("--format", choices=FORMATS_OF_TEXT, default="text", help="how to print it (default: text)")
    return parser


def _decode() -> argparse.ArgumentParser:
    parser = _parser("tickertui decode", "Print a payload as plain JSON.")
    parser.add_argument("source", metavar="SOURCE", help="a payload file, a page, an address, or -")
    parser.add_argument(
        "--tagged", action="store_true", help='keep what JSON has no word for as {"$Date": ...}, {"$ref": ...}'
    )
    return parser


def _import() -> argparse.ArgumentParser:
    parser = _parser("tickertui import", "Bring payloads that were saved before into the archive.", _IMPORT)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="payload files, and folders that hold some")
    return parser


def _history() -> argparse.ArgumentParser:
    parser = _parser(
        "tickertui history", "Print every value of an index that was ever known, with the snapshot it came from."
    )
    parser.add_argument("label", metavar="INDEX", help="its name, or how only its name begins; case does not matter")
    return _with_format(parser)


def _revisions() -> argparse.ArgumentParser:
    parser = _parser("tickertui revisions", "Print values that were shown otherwise later, the latest revision first.")
    parser.add_argument("label", nargs="?", metavar="INDEX", help="only of this index")
    return _with_format(parser)


def _snapshots() -> argparse.ArgumentParser:
    return _with_format(_parser("tickertui snapshots", "Print which payloads are kept, the newest known first."))


def _archive() -> argparse.ArgumentParser:
    parser = _parser("tickertui archive", "Look at the archive, verify it, or copy it.", _ARCHIVE)
    parser.add_argument("action", choices=("info", "verify", "backup"), help="what to do")
    parser.add_argument("path", nargs="?", metavar="PATH", help="the copy's file, which must not be there yet")
    return _with_format(parser)


def _keys() -> argparse.ArgumentParser:
    return _with_format(
        _parser("tickertui keys", "Print the commands of the screen and their keys; settings name commands like this.")
    )


_IMPORT = """\
Folders are looked through with all folders in them, for files called *.json, *.json.gz, *.html; hidden ones are left
alone. Order does not matter, and what is known already is not kept twice. A payload that does not say when it was made
counts as read when its file was last written. A file that cannot be read is named, and the others are imported. What
was imported stays, also when the rest is interrupted.
"""

_ARCHIVE = """\
info    where it is, how large, and what it holds
verify  look at every payload, row and reference; exit code 5 where anything is not as it should be
backup  write a whole, compact copy to PATH, also while others write; nothing is ever overwritten
"""

_BUILDERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "show": _show,
    "read": _read,
    "decode": _decode,
    "import": _import,
    "history": _history,
    "revisions": _revisions,
    "snapshots": _snapshots,
    "archive": _archive,
    "keys": _keys,
}
"""How each verb is parsed."""
