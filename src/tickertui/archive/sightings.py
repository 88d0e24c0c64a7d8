"""When payloads without a date of their own were seen, and from when on each counts.

A site that does not date its payloads may go back to an earlier content. So a run of sightings of one content, by one
source, is one snapshot, known from the run's first sighting; the log of checks remembers the others. A sighting that
comes in late may split a run, or show that one began earlier.
"""

from tickertui.archive import chronology, timeline
from tickertui.archive.database import Database


def before(database: Database, source: str, identity: int) -> tuple[int, int] | None:
    """The last sighting by a source up to an identity: the identity it had then, and the payload."""
    kept = database.row(
        "select id, payload from snapshot where source = ? and dated = 0 and id <= ? order by id desc limit 1",
        (source, identity),
    )
    logged = database.row(
        "select sighting, payload from check_log where source = ? and sighting <= ? order by sighting desc limit 1",
        (source, identity),
    )
    found = [(int(sighting[0]), int(sighting[1])) for sighting in (kept, logged) if sighting is not None]
    return max(found, default=None)


def after(database: Database, source: str, identity: int) -> tuple[int, int] | None:
    """The first sighting by a source after an identity: the identity it had then, and the payload."""
    kept = database.row(
        "select id, payload from snapshot where source = ? and dated = 0 and id > ? order by id limit 1",
        (source, identity),
    )
    logged = database.row(
        "select sighting, payload from check_log where source = ? and sighting > ? order by sighting limit 1",
        (source, identity),
    )
    found = [(int(sighting[0]), int(sighting[1])) for sighting in (kept, logged) if sighting is not None]
    return min(found, default=None)


def settle_after(database: Database, source: str, payload: int, identity: int) -> int | None:
    """See that each run begins once, after an undated payload was given its place between sightings of its source.

    Returns:
        The following sighting, where it stands at its moment again; None where nothing has to.
    """
    following = after(database, source, identity)
    if following is None:
        return None
    at, number = following
    kept = database.row("select roster from snapshot where id = ? and payload = ?", (at, number))
    if number == payload and kept is not None:
        if kept[0] is not None:
            timeline.take_out(database, at, int(kept[0]))
        for statement in (
            "delete from article_shown where snapshot = ?",
            "delete from seen_at where snapshot = ?",
            "delete from snapshot where id = ?",
        ):
            database.run(statement, (at,))
    elif number != payload and kept is None:
        _repeat(database, source, number, at)
        return at
    return None


def _repeat(database: Database, source: str, payload: int, at: int) -> None:
    """A known undated payload turns out to have come back: it stands at that moment again."""
    found = database.row(
        "select id, roster from snapshot where payload = ? and id < ? order by id desc limit 1", (payload, at)
    )
    if found is None:
        return
    earlier, roster = found
    database.run(
        "insert into snapshot (id, payload, source, origin, made_at, read_at, dated, findings)"
        " select ?, payload, ?, origin, made_at, ?, 0, findings from snapshot where id = ?",
        (at, source, chronology.to_micros(chronology.moment_of(at)), earlier),
    )
    database.run("insert into seen_at (source, snapshot) values (?, ?)", (source, at))
    database.run(
        "insert into article_shown (article, snapshot, version)"
        " select article, ?, version from article_shown where snapshot = ?",
        (at, earlier),
    )
    if roster is not None:
        timeline.put_between(database, at, timeline.standings_at(database, (int(earlier), int(roster))))
        database.run("update snapshot set roster = ? where id = ?", (roster, at))
