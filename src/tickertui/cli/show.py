"""`tickertui show`: the board on stdout."""

import argparse
from datetime import datetime

from tickertui.cli import output
from tickertui.cli.sources import asked_once, report_problems
from tickertui.market.board import COLUMNS
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.update import Update


def run(parsed: argparse.Namespace) -> int:
    """Print the board of the named sources; the code tells whether every source was read."""
    return print_board(asked_once(parsed.sources, parsed.clock), parsed.format, parsed.clock())


def print_board(update: Update, form: str, moment: datetime) -> int:
    """Print the board as a table, CSV or JSON, and report what could not be read on stderr."""
    if update.snapshot is not None:
        if form == "json":
            output.json(_plain(update.snapshot, moment))
        else:
            _rows(update.snapshot, moment, form)
    return report_problems(update)


def _rows(snapshot: Snapshot, moment: datetime, form: str) -> None:
    """Print the same cells as a table or as CSV."""
    header = [column.title for column in COLUMNS]
    rows = [[column.text(quote, moment) for column in COLUMNS] for quote in snapshot.quotes]
    if form == "csv":
        output.csv(header, rows)
    else:
        output.table(header, rows, [column.align for column in COLUMNS])


def _plain(snapshot: Snapshot, moment: datetime) -> dict[str, object]:
    """The board with everything that is known of it, under stable names."""
    from tickertui.market.export import plain_quote

    return {
        "made_at": snapshot.made_at,
        "read_at": snapshot.read_at,
        "as_of": moment,
        "origin": snapshot.origin,
        "is_sample": snapshot.is_sample,
        "findings": snapshot.findings,
        "quotes": [plain_quote(quote, moment) for quote in snapshot.quotes],
    }
