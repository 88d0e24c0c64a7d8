"""`tickertui show`: the board on stdout."""

import argparse
from collections.abc import Sequence
from datetime import datetime

from tickertui.cli import diagnostics, output
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.update import Update


def run(parsed: argparse.Namespace) -> int:
    """Print the board of the named sources, or as it was once known; the code tells whether every source was read."""
    if parsed.as_of is not None:
        return _print_past(parsed)
    from tickertui.cli.sources import asked_once

    return print_board(asked_once(parsed.sources, parsed.clock), parsed.format, parsed.clock())


def print_board(update: Update, form: str, moment: datetime) -> int:
    """Print the board as a table, CSV or JSON, and report on stderr what could not be read and what is odd."""
    from tickertui.cli.sources import report_problems
    from tickertui.monitor.settling import evidence

    board = update.snapshot
    # A clock that is behind must not make a figure look fresher.
    moment = evidence(board, moment) or moment
    if board is None and not update.problems:
        board = Snapshot()
    if board is not None:
        _print(board, form, moment)
        _tell_what_is_odd(board, len(update.articles), form, moment)
    return report_problems(update)


def _tell_what_is_odd(board: Snapshot, articles: int, form: str, moment: datetime) -> None:
    """Say that there are no rows, and how much was found about the others; JSON has the findings themselves."""
    if not board.quotes:
        there_are = f"there {'is' if articles == 1 else 'are'} {articles} article{'s' * (articles > 1)}: tickertui read"
        diagnostics.note(f"there are no prices in what was read{f'; {there_are}' if articles else ''}")
    if form == "json":
        return
    from tickertui.market.integrity import findings_of, verdict

    if board.findings or any(findings_of(quote, moment) for quote in board.quotes):
        diagnostics.note(f"{verdict(board, moment)}: --format json has them in words")


def _print_past(parsed: argparse.Namespace) -> int:
    """Print the board as it was known at a moment, its ages counted from then."""
    from tickertui.cli.kept import nothing_kept, opened
    from tickertui.errors import UsageError
    from tickertui.market import wording
    from tickertui.market.moments import moment
    from tickertui.market.union import moment_of
    from tickertui.monitor.past import with_long_series

    at = moment(parsed.as_of, parsed.clock())
    with opened(parsed.clock) as archive:
        if archive is None:
            raise UsageError("Nothing is kept yet, so no earlier board is known.", nothing_kept())
        board = archive.board_as_of(at, _keys(parsed.sources))
        if board is not None:
            board = with_long_series(board, archive, at)
        first_at = archive.upkeep.info().first_known_at if board is None else None
    if board is None:
        if first_at is None:
            raise UsageError("Nothing is kept yet, so no earlier board is known.", nothing_kept())
        known = f"the first payload is known since {wording.moment(first_at)}"
        if first_at <= at:
            known += ", but none with a board from these sources" if parsed.sources else ", but none with a board"
        raise UsageError(f"No board was known at {wording.moment(at)}: {known}.", "tickertui snapshots lists them.")
    _print(board, parsed.format, at)
    diagnostics.note(
        f"the board as it was known at {wording.moment(at)}, its ages counted from then: "
        f"the payload of {wording.moment(moment_of(board))} from {board.origin}"
    )
    return diagnostics.DONE


def _keys(sources: Sequence[str]) -> list[str]:
    """What the archive calls the sources."""
    if not sources:
        return []
    from tickertui.cli.sources import OneClient
    from tickertui.monitor.planning import Followed
    from tickertui.monitor.watched import Watched
    from tickertui.source.feed import feed_for

    return [Watched(Followed(feed_for(source, client=OneClient()))).key for source in sources]


def _print(board: Snapshot, form: str, moment: datetime) -> None:
    """Print a board; the table and CSV have the same cells, but for a name that a spreadsheet would run."""
    if form == "json":
        output.json(_plain(board, moment))
        return
    from tickertui.market.board import COLUMNS

    if form == "csv":
        from tickertui.market.views import to_csv, view_of

        output.write(to_csv(view_of(COLUMNS, board.quotes, moment)))
        return
    rows = [[column.text(quote, moment) for column in COLUMNS] for quote in board.quotes]
    output.rows([column.title for column in COLUMNS], rows, [column.align for column in COLUMNS], form)


def _plain(snapshot: Snapshot, moment: datetime) -> dict[str, object]:
    """The board with everything that is known of it, under stable names."""
    from tickertui.market.facts import plain_quote, plain_source

    return {**plain_source(snapshot, moment), "quotes": [plain_quote(quote, moment) for quote in snapshot.quotes]}
