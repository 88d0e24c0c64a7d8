"""What the archive is asked: boards, series, revisions, snapshots and checks, each answered by an index."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from tickertui.archive import chronology, timeline
from tickertui.archive.database import Database
from tickertui.archive.records import (
    Check,
    History,
    KeptSnapshot,
    Neighbours,
    Observation,
    Revision,
    Shown,
)
from tickertui.archive.standing import Traits, quote_of
from tickertui.errors import ArchiveDamaged
from tickertui.market.article import Article
from tickertui.market.finding import Finding
from tickertui.market.series import Point, Series
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import union

_END_OF_TIME = 2**63 - 1
_AT_ONCE = 500
"""The identities that one question names."""

_SNAPSHOT = (
    "select snapshot.id, made_at, read_at, source, origin, digest, changed, roster"
    " from snapshot join payload on payload.id = snapshot.payload"
)


class Questions:
    """Answers through one connection."""

    def __init__(self, database: Database) -> None:
        """Begin with nothing remembered."""
        self._database = database
        self._traits = Traits(database)
        self._sizes: dict[int, int] = {}

    def board_as_of(self, moment: datetime | None, sources: Sequence[str]) -> Snapshot | None:
        """The board in force at a moment (None: the newest); of several sources, the union of each one's."""
        last = chronology.last_id(moment) if moment else _END_OF_TIME
        if not sources:
            found = self._database.row(
                "select id, roster from snapshot where roster is not null and id <= ? order by id desc limit 1", (last,)
            )
            return self._board(int(found[0]), int(found[1])) if found else None
        boards = []
        for source in sources:
            found = self._database.row(
                "select snapshot.id, roster from seen_at join snapshot on snapshot.id = seen_at.snapshot"
                " where seen_at.source = ? and seen_at.snapshot <= ? and roster is not null"
                " order by seen_at.snapshot desc limit 1",
                (source, last),
            )
            if found:
                boards.append(self._board(int(found[0]), int(found[1])))
        return union(boards)

    def _board(self, snapshot: int, roster: int) -> Snapshot:
        """One board as it was shown, its articles without their text."""
        made_at, read_at, origin, findings = self._database.required(
            "select made_at, read_at, origin, findings from snapshot where id = ?", (snapshot,)
        )
        quotes = [
            quote_of(self._label(series), standing, self._traits)
            for series, standing in timeline.standings_at(self._database, (snapshot, roster)).items()
        ]
        articles = self._database.rows(
            "select about from article_shown join article_version on article_version.id = version"
            " where snapshot = ? order by article_version.id",
            (snapshot,),
        )
        return Snapshot(
            quotes=tuple(quotes),
            articles=tuple(_article(about) for (about,) in articles),
            made_at=chronology.from_micros(made_at) if made_at is not None else None,
            read_at=chronology.from_micros(read_at),
            origin=origin,
            findings=msgspec.msgpack.decode(findings, type=tuple[Finding, ...]) if findings else (),
        )

    def _label(self, series: int) -> str:
        """The label of a series."""
        return str(self._database.required("select label from series where id = ?", (series,))[0])

    def snapshots(self, limit: int | None, since: datetime | None) -> tuple[KeptSnapshot, ...]:
        """Snapshots, the newest known first."""
        rows = self._database.rows(
            f"{_SNAPSHOT} where snapshot.id >= ? order by snapshot.id desc limit ?",
            (chronology.first_id(since) if since else 0, -1 if limit is None else limit),
        )
        return tuple(self._kept(row) for row in rows)

    def snapshots_of(self, identities: Iterable[int]) -> dict[int, KeptSnapshot]:
        """The snapshots of these identities, by identity."""
        wanted = sorted(set(identities))
        found: dict[int, KeptSnapshot] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows = self._database.rows(f"{_SNAPSHOT} where snapshot.id in ({','.join('?' * len(some))})", some)
            found |= {int(row[0]): self._kept(row) for row in rows}
        return found

    def neighbours(self, moment: datetime, *, changed_only: bool) -> Neighbours:
        """The boards before, at and after a moment."""
        last = chronology.last_id(moment)
        stands = "changed > 0" if changed_only else "roster is not null"
        turned = self._database.number(f"select max(id) from snapshot where {stands} and id <= ?", (last,))  # noqa: S608  # constants
        return Neighbours(
            before=self._one(
                f"{_SNAPSHOT} where {stands} and snapshot.id < ? order by snapshot.id desc limit 1", turned
            ),
            current=self._one(
                f"{_SNAPSHOT} where roster is not null and snapshot.id <= ? order by snapshot.id desc limit 1", last
            ),
            after=self._one(f"{_SNAPSHOT} where {stands} and snapshot.id > ? order by snapshot.id limit 1", last),
        )

    def _one(self, question: str, identity: int) -> KeptSnapshot | None:
        """The snapshot that answers a question, if any."""
        row = self._database.row(question, (identity,))
        return self._kept(row) if row else None

    def _kept(self, row: tuple[Any, ...]) -> KeptSnapshot:
        """A row of `_SNAPSHOT` as a value."""
        identity, made_at, read_at, source, origin, digest, changed, roster = row
        if roster is not None and roster not in self._sizes:
            self._sizes[roster] = len(timeline.members(self._database, roster))
        return KeptSnapshot(
            id=identity,
            known_at=chronology.moment_of(identity),
            made_at=chronology.from_micros(made_at) if made_at is not None else None,
            read_at=chronology.from_micros(read_at),
            source=source,
            origin=origin,
            digest=digest.hex(),
            rows=self._sizes[roster] if roster is not None else 0,
            changed=changed,
        )

    def labels(self) -> tuple[str, ...]:
        """Every label that was ever on a board, in alphabetical order."""
        return tuple(
            label for (label,) in self._database.rows("select label from series where occurrence = 0 order by label")
        )

    def history(self, label: str, as_of: datetime | None, occurrence: int) -> History | None:
        """The whole series of a label with its provenance; None for a label that was never on a board."""
        found = self._database.row("select id from series where label = ? and occurrence = ?", (label, occurrence))
        if found is None:
            return None
        rows = self._database.rows(
            "select day, snapshot, value from observation where series = ? and snapshot <= ? order by day, snapshot",
            (found[0], chronology.last_id(as_of) if as_of else _END_OF_TIME),
        )
        shown: dict[int, list[Shown]] = {}
        for day, snapshot, value in rows:
            shown.setdefault(day, []).append(Shown(value, chronology.moment_of(snapshot), snapshot))
        return History(label, tuple(Observation(date.fromordinal(day), tuple(values)) for day, values in shown.items()))

    def long_series(self, labels: Iterable[str] | None, as_of: datetime | None) -> dict[str, Series]:
        """The newest value of each day that was known at a moment, for each label that has any."""
        last = chronology.last_id(as_of) if as_of else _END_OF_TIME
        found = {}
        for label in self.labels() if labels is None else labels:
            rows = self._database.rows(
                "select day, value from observation where series = (select id from series where label = ?"
                " and occurrence = 0) and snapshot <= ? order by day, snapshot",
                (label, last),
            )
            newest: dict[int, float] = dict(rows)
            if newest:
                found[label] = Series(points=tuple(Point(date.fromordinal(day), v) for day, v in newest.items()))
        return found

    def revisions(self, since: datetime | None, label: str | None) -> tuple[Revision, ...]:
        """Every known value that was shown otherwise later, the latest revision first."""
        choice, values = "", [chronology.first_id(since) if since else 0]
        if label is not None:
            choice = " and series in (select id from series where label = ?)"
        rows = self._database.rows(
            "select label, day, snapshot, value, series from observation join series on series.id = series"  # noqa: S608  # constants
            f" where revises = 1 and snapshot >= ?{choice} order by snapshot desc, label, occurrence, day",
            (*values, label) if label is not None else values,
        )
        found = []
        for name, day, snapshot, value, series in list(rows):
            earlier, before = self._database.required(
                "select snapshot, value from observation where series = ? and day = ? and snapshot < ?"
                " order by snapshot desc limit 1",
                (series, day, snapshot),
            )
            found.append(
                Revision(
                    label=name,
                    on=date.fromordinal(day),
                    before=Shown(before, chronology.moment_of(earlier), earlier),
                    after=Shown(value, chronology.moment_of(snapshot), snapshot),
                )
            )
        return tuple(found)

    def payload(self, digest: str) -> bytes | None:
        """A payload as it came; None where it is not kept."""
        found = self._database.row("select body from payload where digest = ?", (bytes.fromhex(digest),))
        return inflated(found[0]) if found else None

    def checks(self, limit: int) -> tuple[Check, ...]:
        """The latest checks, newest first."""
        rows = self._database.rows(
            "select at, source, outcome, words, digest from check_log left join payload on payload.id = payload"
            " order by check_log.id desc limit ?",
            (limit,),
        )
        return tuple(
            Check(chronology.from_micros(at), source, outcome, words, digest.hex() if digest else "")
            for at, source, outcome, words, digest in rows
        )


def inflated(body: bytes) -> bytes:
    """A kept payload as it came.

    Raises:
        ArchiveDamaged: It cannot be decompressed.
    """
    import zlib

    try:
        return zlib.decompress(body)
    except (zlib.error, TypeError) as error:
        raise ArchiveDamaged(f"a kept payload cannot be read any more: {error}", "tickertui archive verify") from error


def _article(about: bytes) -> Article:
    """An article without its text."""
    return msgspec.msgpack.decode(about, type=Article)
