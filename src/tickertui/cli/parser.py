"""What may be written after `tickertui`, verb by verb."""

import argparse

from tickertui import __version__

FORMATS_OF_ROWS = ("table", "json", "csv")
FORMATS_OF_TEXT = ("text", "markdown", "json")

_DESCRIPTION = """\
A terminal for slow markets: price indices with their age, their base and the article that explains them.

A SOURCE is a payload file (.json, .json.gz or a saved page), a folder of them, an http(s) address of a page or a
payload, or - for standard input. Without one, the sample that comes with tickertui is shown.
"""

_VERBS = """\
verbs:
  tickertui [SOURCE...]          open the screen; without a terminal, print the board
  tickertui show [SOURCE...]     print the board
  tickertui read [SLUG]          print an article
  tickertui decode SOURCE        print a payload as plain JSON

exit codes: 0 done, 2 wrong usage, 3 a source out of reach, 4 a source not understood, 130 interrupted

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
        parser = _BUILDERS[verb]()
        parsed = parser.parse_args(arguments[:position] + arguments[position + 1 :])
        parsed.verb = verb
        return parsed
    return _screen().parse_args(arguments)


def _parser(name: str, description: str, epilog: str = "") -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=name, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def _screen() -> argparse.ArgumentParser:
    parser = _parser("tickertui", _DESCRIPTION, _VERBS)
    parser.set_defaults(verb="screen")
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="where the prices come from")
    parser.add_argument("--version", action="version", version=f"tickertui {__version__}")
    return parser


def _show() -> argparse.ArgumentParser:
    parser = _parser("tickertui show", "Print the board: every index with its change, base, date, age and state.")
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="where the prices come from")
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


_BUILDERS = {"show": _show, "read": _read, "decode": _decode}
