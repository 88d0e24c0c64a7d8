"""The rows of the board over time, kept as differences, and put right when a snapshot arrives out of order.

A row's standing is kept at a snapshot if, and only if, it differs from the one at the board before; a day's value if,
and only if, it differs from what was known for the day. So what is kept depends on the snapshots alone, never on the
order in which they came.
"""

import msgspec

from tickertui.archive.database import Database
from tickertui.archive.standing import COLUMNS, GONE, Standing, is_gone, shown_days

Standings = dict[int, Standing]
"""The rows of one board by series."""

BOARD_BEFORE = "select id, roster from snapshot where roster is not null and id < ? order by id desc limit 1"
BOARD_AFTER = "select id, roster from snapshot where roster is not null and id > ? order by id limit 1"
STANDING = f"select {COLUMNS} from quote where series = ? and snapshot <= ? order by snapshot desc limit 1"  # noqa: S608  # a constant
KEEP_STANDING = f"insert into quote (series, snapshot, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  # a constant
KEEP_OBSERVATION = "insert into observation (series, day, snapshot, value, revises) values (?, ?, ?, ?, ?)"


def members(database: Database, roster: int) -> list[int]:
    """The series on a board, in their order."""
    found = database.row("select members from roster where id = ?", (roster,))
    return msgspec.msgpack.decode(found[0], type=list[int]) if found else []


def standings_at(database: Database, board: tuple[int, int] | None) -> Standings:
    """The rows of one board (its snapshot and roster), in their order; nothing where there is no board."""
    if board is None:
        return {}
    snapshot, roster = board
    found: Standings = {}
    for series in members(database, roster):
        standing = database.row(STANDING, (series, snapshot))
        if standing is not None:
            found[series] = standing
    return found


def board_beside(database: Database, question: str, snapshot: int) -> tuple[int, int] | None:
    """Snapshot and roster of the board before or after a snapshot."""
    found = database.row(question, (snapshot,))
    return (int(found[0]), int(found[1])) if found else None


def put_between(database: Database, snapshot: int, standings: Standings) -> tuple[int, int, int]:
    """Add a board's rows at its place in time; the snapshot itself is there already.

    Returns:
        How many rows differ from the board before, how many days had no value at all, and how many more values of
        days that had one are known now.
    """
    changed = prints = revisions = 0
    before = standings_at(database, board_beside(database, BOARD_BEFORE, snapshot))
    later = board_beside(database, BOARD_AFTER, snapshot)
    after = standings_at(database, later)
    for series in before.keys() | standings.keys() | after.keys():
        was, now, then = before.get(series), standings.get(series), after.get(series)
        if now == was:
            continue
        changed += 1
        _keep(database, series, snapshot, now)
        if later is not None and then == was:
            _keep(database, series, later[0], then)
        if now is not None:
            mended = _mend(database, series, snapshot, now, is_new=True)
            prints, revisions = prints + mended[0], revisions + mended[1]
        if later is not None and then == now:
            _drop(database, series, later[0])
    return changed, prints, revisions


def take_out(database: Database, snapshot: int, roster: int) -> None:
    """Remove a board's rows from its place in time; the snapshot itself is still there."""
    before = standings_at(database, board_beside(database, BOARD_BEFORE, snapshot))
    shown = standings_at(database, (snapshot, roster))
    later = board_beside(database, BOARD_AFTER, snapshot)
    after = standings_at(database, later)
    for series in before.keys() | shown.keys() | after.keys():
        was, now, then = before.get(series), shown.get(series), after.get(series)
        if now == was:
            continue
        if later is not None and then == now:
            _keep(database, series, later[0], then)
        if now is not None:
            _mend(database, series, snapshot, now, is_new=False)
        _drop(database, series, snapshot)
        if later is not None and then == was:
            _drop(database, series, later[0])


def _keep(database: Database, series: int, snapshot: int, standing: Standing | None) -> None:
    """Keep a row's standing at a snapshot; None says it is gone."""
    database.run(KEEP_STANDING, (series, snapshot, *(standing or GONE)))
    database.run("update snapshot set changed = changed + 1 where id = ?", (snapshot,))


def _drop(database: Database, series: int, snapshot: int) -> None:
    """Drop a row's standing at a snapshot, which says nothing new any more."""
    database.run("delete from quote where series = ? and snapshot = ?", (series, snapshot))
    database.run("update snapshot set changed = changed - 1 where id = ?", (snapshot,))


def _mend(database: Database, series: int, snapshot: int, standing: Standing, *, is_new: bool) -> tuple[int, int]:
    """Put right what is kept of the days of one board's window, which is about to count (or to count no more).

    The board after it has its own standing kept while this runs, so that the next one to show a day can be found.

    Returns:
        How many days had no value, and how many more values of other days are kept now.
    """
    prints = revisions = 0
    for day, value in shown_days(standing).items():
        found = database.row(
            "select value from observation where series = ? and day = ? and snapshot < ? order by snapshot desc"
            " limit 1",
            (series, day, snapshot),
        )
        known = found[0] if found else None
        if known == value:
            continue
        following = _next_shown(database, series, snapshot, day, is_first=is_new and known is None)
        if is_new:
            database.run(KEEP_OBSERVATION, (series, day, snapshot, value, 0))
            prints += known is None and following is None
            revisions += known is not None or following is not None
        else:
            _drop_observation(database, series, day, snapshot)
        if following is not None:
            at, shown = following
            needless, needed = (value, known) if is_new else (known, value)
            if shown == needless:
                _drop_observation(database, series, day, at)
                revisions -= 1
            elif shown == needed:
                database.run(KEEP_OBSERVATION, (series, day, at, shown, 0))
                revisions += 1
        _mark_revisions(database, series, day)
    return prints, revisions


def _drop_observation(database: Database, series: int, day: int, snapshot: int) -> None:
    """Drop what a snapshot said of a day, which says nothing new any more."""
    database.run("delete from observation where series = ? and day = ? and snapshot = ?", (series, day, snapshot))


def _next_shown(
    database: Database, series: int, snapshot: int, day: int, *, is_first: bool
) -> tuple[int, float] | None:
    """The next snapshot whose row shows a day, and its value.

    Args:
        database: The archive.
        series: The series.
        snapshot: After this one.
        day: The day.
        is_first: Nothing was known of the day before: then the next one to show it is the first that was kept.
    """
    if is_first:
        found = database.row(
            "select snapshot, value from observation where series = ? and day = ? and snapshot > ? order by snapshot"
            " limit 1",
            (series, day, snapshot),
        )
        return (int(found[0]), float(found[1])) if found else None
    later = database.rows(
        f"select snapshot, {COLUMNS} from quote where series = ? and snapshot > ? order by snapshot",  # noqa: S608  # a constant
        (series, snapshot),
    )
    for at, *standing in later:
        if is_gone(tuple(standing)):
            continue
        value = shown_days(tuple(standing)).get(day)
        if value is not None:
            return int(at), value
    return None


def _mark_revisions(database: Database, series: int, day: int) -> None:
    """Mark what revises: every value of a day but the first."""
    database.run(
        "update observation set revises = (snapshot > (select min(snapshot) from observation"
        " where series = ?1 and day = ?2)) where series = ?1 and day = ?2 and revises <> (snapshot > (select"
        " min(snapshot) from observation where series = ?1 and day = ?2))",
        (series, day),
    )
