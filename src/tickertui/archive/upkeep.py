"""Looking after the archive: is it whole, how large is it, and a copy of it elsewhere."""

import hashlib
import os
import struct
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from tickertui.archive import chronology
from tickertui.archive.database import Access, Database, legible, translated
from tickertui.archive.questions import inflated
from tickertui.archive.records import Info
from tickertui.archive.searching import query
from tickertui.archive.standing import COLUMNS, Standing, is_gone, shown_days, unpacked
from tickertui.errors import ArchiveDamaged, ArchiveError
from tickertui.formats.words import searchable
from tickertui.market.article import Article
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote

_FINDINGS_LIMIT = 100
_OWN_WORDS = 200
"""Characters of an article's text by which the index has to find it."""

_DAYS = (1, date.max.toordinal())
"""The first and the last day that there is."""

_MOMENTS = (
    chronology.to_micros(datetime.min.replace(tzinfo=UTC)),
    chronology.to_micros(datetime.max.replace(tzinfo=UTC)),
)
"""The first and the last moment that there is."""

Progress = Callable[[int, int], None]
"""Told how many payloads of how many have been looked at."""


class Upkeep:
    """Looks after one archive."""

    def __init__(self, access: Access, path: Path) -> None:
        """Look after the file at a path, through this connection."""
        self._access = access
        self._database = access.database
        self._path = path

    def verify(self, progress: Progress | None = None) -> tuple[Finding, ...]:
        """Everything that is not as it should be; nothing for an archive that is whole. At most 100 findings.

        SQLite's own check, every payload against its digest, every reference, every packed value, every row's window
        against the observations, and every mark of a revision.
        """
        found: list[Finding] = []
        with self._access.reading("verifying it"):
            for finding in _findings(self._database, self._path, progress):
                found.append(finding)
                if len(found) == _FINDINGS_LIMIT:
                    found.append(Finding("more", f"more than {_FINDINGS_LIMIT} findings; the rest are not listed"))
                    break
        return tuple(found)

    def backup(self, target: Path) -> None:
        """Write a whole, compact copy to a new file; other processes may go on writing meanwhile.

        Raises:
            ArchiveError: The file is there already, or cannot be written.
        """
        with self._access.alone("writing the copy", target):
            _back_up(self._database, target)

    def info(self) -> Info:
        """How large the archive is and what it holds."""
        with self._access.reading("counting"):
            return _info(self._database, self._path, is_read_only=self._access.is_read_only)


def _findings(database: Database, path: Path, progress: Progress | None) -> Iterator[Finding]:
    """The findings of one check after the other; one that cannot go on is a finding, and the next is made."""
    checks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("looking at its pages", lambda: _pages(database)),
        ("following its references", lambda: _references(database)),
        ("reading the payloads", lambda: _payloads(database, progress)),
        ("reading what is kept of the rows", lambda: _values(database)),
        ("comparing the rows with their history", lambda: _windows(database)),
        ("looking at the revisions", lambda: _revision_marks(database)),
        ("looking at the index of articles", lambda: _article_index(database)),
    )
    for doing, check in checks:
        try:
            with translated(path, doing), legible(doing):
                yield from check()
        except ArchiveError as error:
            yield Finding("damaged", f"the file cannot be read to its end: {error.sentence}")


def _pages(database: Database) -> Iterator[Finding]:
    """What SQLite itself finds."""
    for (words,) in database.rows("pragma integrity_check(20)"):
        if words != "ok":
            yield Finding("damaged", f"SQLite's integrity check: {words}")


def _references(database: Database) -> Iterator[Finding]:
    """References that lead nowhere."""
    for table, _, parent, _ in database.rows("pragma foreign_key_check"):
        yield Finding("reference", f"a row of {table} refers to a {parent} that is not there")
    for (snapshot,) in database.rows(
        "select id from snapshot where roster is not null and not exists"
        " (select 1 from roster where roster.id = snapshot.roster)"
    ):
        yield Finding("reference", f"snapshot {snapshot} refers to a board that is not there")


def _payloads(database: Database, progress: Progress | None) -> Iterator[Finding]:
    """Payloads that are not what their digest says."""
    total = database.number("select count(*) from payload")
    for number, (digest, size, body) in enumerate(database.rows("select digest, size, body from payload"), start=1):
        try:
            content = inflated(body)
        except ArchiveDamaged as error:
            yield Finding("payload", f"payload {digest.hex()[:12]}: {error.sentence}")
            continue
        if hashlib.sha256(content).digest() != digest or len(content) != size:
            yield Finding("payload", f"payload {digest.hex()[:12]} is not what was kept: its digest differs")
        if progress is not None:
            progress(number, total)


def _values(database: Database) -> Iterator[Finding]:
    """Values that are not what they have to be: what is packed does not open, or a day is none."""
    for packed, name, kind in (
        ("trait", "content", Quote),
        ("roster", "members", list[int]),
        ("snapshot", "findings", tuple[Finding, ...]),
        ("article_version", "about", Article),
    ):
        decoder = msgspec.msgpack.Decoder(kind)
        for number, content in database.rows(f"select id, {name} from {packed} where {name} is not null"):  # noqa: S608  # constants
            try:
                decoder.decode(content)
            except (msgspec.MsgspecError, ValueError, TypeError) as error:
                yield Finding("value", f"{name} of {packed} {number} is not understood ({type(error).__name__})")
    for table, column, least, most in (
        ("quote", "published_on", *_DAYS),
        ("observation", "day", *_DAYS),
        ("snapshot", "made_at", *_MOMENTS),
        ("snapshot", "read_at", *_MOMENTS),
        ("check_log", "at", *_MOMENTS),
    ):
        odd = database.number(
            f"select count(*) from {table} where {column} not between ? and ?",  # noqa: S608  # constants
            (least, most),
        )
        if odd:
            yield Finding("value", f"{column} of {table} is none that there is, {odd} times")


def _windows(database: Database) -> Iterator[Finding]:
    """Rows that show another value of a day than what was known of it then."""
    rows = database.rows(f"select label, series, snapshot, {COLUMNS} from quote join series on series.id = series")  # noqa: S608  # a constant
    for label, series, snapshot, *columns in rows:
        standing: Standing = tuple(columns)
        if is_gone(standing):
            continue
        try:
            days = shown_days(standing)
            for day, _ in unpacked(standing[7] or b""):
                date.fromordinal(day)
        except (struct.error, TypeError, ValueError, OverflowError):
            yield Finding("window", f"the points of {label} at snapshot {snapshot} are not understood")
            continue
        if not days:
            continue
        known = dict(
            database.rows(
                "select day, value from observation where series = ? and day between ? and ? and snapshot <= ?"
                " order by day, snapshot",
                (series, min(days), max(days), snapshot),
            )
        )
        if any(known.get(day) != value for day, value in days.items()):
            moment = chronology.moment_of(snapshot)
            yield Finding("window", f"{label} as of {moment:%Y-%m-%d %H:%M} shows a print that is not in its history")


def _revision_marks(database: Database) -> Iterator[Finding]:
    """Observations that say of themselves that they revise, or do not, wrongly."""
    for label, count in database.rows(
        "select label, count(*) from observation as one join series on series.id = one.series where revises <>"
        " exists (select 1 from observation as other where other.series = one.series and other.day = one.day"
        " and other.snapshot < one.snapshot) group by one.series"
    ):
        yield Finding("revision", f"{count} observations of {label} are marked wrongly as revisions or first prints")


def _article_index(database: Database) -> Iterator[Finding]:
    """Articles that are indexed in another version than the newest, or are not found by their own words."""
    for (number,) in database.rows(
        "select rowid from article_words where rowid not in (select article from article_text)"
    ):
        yield Finding("search", f"the index has an article {number} that is not there")
    for uuid, number, words, newest in database.rows(
        "select uuid, article, body, version = (select version from article_shown as shown"
        " join article_version on article_version.id = shown.version where shown.article = article_text.article"
        " order by snapshot desc, digest desc limit 1) from article_text join article on article.id = article"
    ):
        if not newest:
            yield Finding("search", f"the article {uuid} is indexed in a version that is not the newest")
        try:
            text = inflated(words).decode("utf-8", "replace")
        except ArchiveDamaged as error:
            yield Finding("search", f"the text of the article {uuid}: {error.sentence}")
            continue
        own = tuple(searchable(text[:_OWN_WORDS]).split())[:-1]
        question = (
            "select 1 from article_words where article_words match ? and rowid = ?"
            if own
            else ("select 1 from article_words where ? is not null and rowid = ?")
        )
        if database.row(question, (f"body : {query([own])}", number)) is None:
            yield Finding("search", f"the article {uuid} is not found by its own words")


def _back_up(database: Database, target: Path) -> None:
    """Write a copy under another name first, so that a half one never has the name that was asked for."""
    if target.exists():
        raise ArchiveError(f"{target} is there already and was left as it is", "name a new file for the copy")
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    partial.unlink(missing_ok=True)
    try:
        database.run("vacuum into ?", (str(partial.absolute()),))
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        try:
            os.link(partial, target)
        except FileExistsError:
            raise ArchiveError(f"{target} is there already and was left as it is", "name a new file") from None
        except OSError:
            partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def _info(database: Database, path: Path, *, is_read_only: bool) -> Info:
    """The counts and sizes of what an archive holds."""
    with database.reading():
        counts = [
            database.number(f"select count(*) from {table}")  # noqa: S608  # constants
            for table in (
                "payload",
                "snapshot",
                "series",
                "observation",
                "observation where revises = 1",
                "article",
                "article_version",
                "check_log",
            )
        ]
        sizes = database.row("select sum(size), sum(length(body)) from payload")
        first = database.row("select min(id) from snapshot")
        last = database.row("select max(id) from snapshot")
        schema = database.number("pragma user_version")
    payloads, snapshots, series, observations, revisions, articles, versions, checks = counts
    return Info(
        path=path,
        schema=schema,
        file_bytes=_size(path),
        log_bytes=_size(path.with_name(path.name + "-wal")),
        payloads=payloads,
        payload_bytes=int(sizes[0] or 0) if sizes else 0,
        compressed_bytes=int(sizes[1] or 0) if sizes else 0,
        snapshots=snapshots,
        series=series,
        observations=observations,
        revisions=revisions,
        articles=articles,
        article_versions=versions,
        checks=checks,
        first_known_at=chronology.moment_of(first[0]) if first and first[0] is not None else None,
        last_known_at=chronology.moment_of(last[0]) if last and last[0] is not None else None,
        is_read_only=is_read_only,
    )


def _size(path: Path) -> int:
    """A file's bytes; 0 where it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
