"""The archive as its users see it: what was known when, and who may poll.

Everything here blocks: call it from a thread. An `Archive` may be used from several threads; its calls wait for each
other, so a screen that must not wait for an import opens an archive of its own. Processes share the file.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tickertui.archive import schema
from tickertui.archive.database import Access, Database, translated
from tickertui.archive.lease import Lease
from tickertui.archive.library import Library
from tickertui.archive.questions import Questions
from tickertui.archive.records import (
    Appended,
    Check,
    History,
    KeptSnapshot,
    Neighbours,
    Outcome,
    Revision,
)
from tickertui.errors import ArchiveDamaged, ArchiveError
from tickertui.market.article import Article
from tickertui.market.series import Series
from tickertui.market.snapshot import Snapshot

if TYPE_CHECKING:
    from tickertui.archive.upkeep import Upkeep
    from tickertui.archive.writing import Writer

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100


class Archive:
    """One open archive: see `Archive.open`, and `recovery.open_or_set_aside` for a run that damage must not stop."""

    def __init__(self, database: Database, path: Path, *, is_read_only: bool, copied_to: Path | None = None) -> None:
        """Use `open` or `open_read_only`."""
        self.path = path
        self.is_read_only = is_read_only
        self.copied_to = copied_to
        """The copy that was made before the file was brought to a newer schema, where that was needed."""
        self._database = database
        self._access = Access(database, path, is_read_only=is_read_only)
        self._begun_writer: Writer | None = None
        self._questions = Questions(database)
        self.library = Library(self._access, _digest_of)
        """The articles."""
        self.lease = Lease(self._access)
        """Who may poll."""

    @classmethod
    def open(cls, path: Path, now: datetime, migrations: Sequence[str] = schema.MIGRATIONS) -> "Archive":
        """Open an archive to read and write; the file and its folder are made where they are missing.

        Raises:
            ArchiveTooNew: A newer tickertui wrote it; the file is untouched.
            ArchiveDamaged: The file is no readable archive; it is untouched.
            ArchiveError: The file cannot be made or written, or is another program's.
        """
        with translated(path, "opening it"):
            path.parent.mkdir(parents=True, exist_ok=True)
            _look_at_header(path, len(migrations))
            database = Database(path, "write")
            try:
                schema.refuse_foreign(database, path, len(migrations))
                database.prepare_writing()
                copied_to = schema.migrate(database, path, now, migrations)
                _probe(database)
            except BaseException:
                database.close()
                raise
        return cls(database, path, is_read_only=False, copied_to=copied_to)

    @classmethod
    def open_read_only(cls, path: Path) -> "Archive":
        """Open an archive only to read it, also where its folder cannot be written.

        Raises:
            ArchiveTooNew: A newer tickertui wrote it.
            ArchiveDamaged: The file is no readable archive.
            ArchiveError: There is no such file, or it is no archive of this version.
        """
        with translated(path, "looking for it"):
            is_there = path.is_file()
        if not is_there:
            raise ArchiveError(f"there is no archive at {path}")
        _look_at_header(path, len(schema.MIGRATIONS))
        try:
            with translated(path, "opening it"):
                database = _reading(path, is_immutable=False)
        except ArchiveDamaged:
            raise
        except ArchiveError:
            log = path.with_name(path.name + "-wal")
            if log.exists() and log.stat().st_size > 0:
                raise
            with translated(path, "opening it"):
                database = _reading(path, is_immutable=True)
        return cls(database, path, is_read_only=True)

    def close(self) -> None:
        """Close the file; twice is no error."""
        with self._access.alone("closing it"):
            self._database.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, snapshot: Snapshot, body: bytes, digest: str, *, source: str, checked_at: datetime) -> Appended:
        """Keep a payload and what it says, in one transaction; what was kept is safe when this returns.

        The same payload again adds only the check. Payloads may come in any order. Sample data is never kept.

        Args:
            snapshot: What the payload says.
            body: The payload as it came.
            digest: Its SHA-256, hexadecimal.
            source: The configured source, or the file that was imported.
            checked_at: When it was read, where the snapshot does not say.

        Raises:
            ArchiveError: It could not be kept (a full disk, a file that cannot be written); nothing of it was.
        """
        if snapshot.is_sample:
            return Appended(outcome="sample")
        with self._access.writing("keeping a payload"):
            return self._writer().append(snapshot, body, digest, source, checked_at)

    def record_check(self, source: str, at: datetime, outcome: Outcome, words: str = "", digest: str = "") -> None:
        """Keep a check that brought no payload: a failure in words, or "unchanged" (and the known digest)."""
        with self._access.writing("logging a check"):
            self._writer().record_check(source, at, outcome, words, digest)

    def latest_board(self, sources: Sequence[str] = ()) -> Snapshot | None:
        """The newest board, whole; articles stand without their text. None where nothing is kept.

        Args:
            sources: Only payloads of these, one board of the newest of each; of everything where none is named.
        """
        with self._access.reading("reading the latest board"):
            return self._questions.board_as_of(None, sources)

    def board_as_of(self, moment: datetime, sources: Sequence[str] = ()) -> Snapshot | None:
        """The board as it was known at a moment, whole; None before the first."""
        with self._access.reading("reading a board"):
            return self._questions.board_as_of(moment, sources)

    def snapshots(self, limit: int | None = None, since: datetime | None = None) -> tuple[KeptSnapshot, ...]:
        """Snapshots, the newest known first."""
        with self._access.reading("listing snapshots"):
            return self._questions.snapshots(limit, since)

    def snapshots_of(self, identities: Iterable[int]) -> dict[int, KeptSnapshot]:
        """The snapshots that values were first shown by, by the identity that `Shown` has of them."""
        with self._access.reading("looking up snapshots"):
            return self._questions.snapshots_of(identities)

    def neighbours(self, moment: datetime, *, changed_only: bool = True) -> Neighbours:
        """The board in force at a moment, and those to step to: by default only boards on which something changed."""
        with self._access.reading("stepping through time"):
            return self._questions.neighbours(moment, changed_only=changed_only)

    def labels(self) -> tuple[str, ...]:
        """Every label that was ever on a board."""
        with self._access.reading("listing labels"):
            return self._questions.labels()

    def history(self, label: str, as_of: datetime | None = None, *, occurrence: int = 0) -> History | None:
        """The whole long series of a label with the provenance of each value; None for an unknown label.

        Args:
            label: The index.
            as_of: Only what was known then.
            occurrence: 1 for the second row of that label on one board, and so on.
        """
        with self._access.reading(f"reading the history of {label}"):
            return self._questions.history(label, as_of, occurrence)

    def long_series(self, labels: Iterable[str] | None = None, as_of: datetime | None = None) -> dict[str, Series]:
        """The newest value of each day known at a moment, by label (None: all labels)."""
        with self._access.reading("reading long series"):
            return self._questions.long_series(labels, as_of)

    def revisions(self, since: datetime | None = None, label: str | None = None) -> tuple[Revision, ...]:
        """Values that were shown otherwise later, the latest revision first."""
        with self._access.reading("listing revisions"):
            return self._questions.revisions(since, label)

    def payload(self, digest: str) -> bytes | None:
        """A payload as it came, by its SHA-256; None where it is not kept."""
        with self._access.reading("reading a payload"):
            return self._questions.payload(digest)

    def checks(self, limit: int = 200) -> tuple[Check, ...]:
        """The latest checks, newest first; the log holds the last ten thousand."""
        with self._access.reading("reading the log"):
            return self._questions.checks(limit)

    def lease_of(self, name: str) -> Lease:
        """The lease of one thing that only one process is to do: asking a source, by its name."""
        return Lease(self._access, name)

    def data_version(self) -> int:
        """A number that changes when another connection has written, and not when this one has."""
        with self._access.alone("asking for changes"):
            return self._database.number("pragma data_version")

    def contents(self) -> tuple[int, int]:
        """Two numbers, at least one of which changes when a payload comes in or what is newest does."""
        with self._access.reading("asking for changes"):
            newest = self._database.number("select max(id) from snapshot")
            return self._database.number("select max(id) from payload"), newest

    @property
    def upkeep(self) -> "Upkeep":
        """What looks after the file: verifies, copies and measures it; imported when it is asked for."""
        from tickertui.archive.upkeep import Upkeep

        return Upkeep(self._access, self.path)

    def _writer(self) -> "Writer":
        """What writes, imported with the first write: a screen's first frame only reads."""
        if self._begun_writer is None:
            from tickertui.archive.writing import Writer

            self._begun_writer = Writer(self._database, _digest_of)
        return self._begun_writer


def _digest_of(article: Article) -> str:
    """The version of an article; what it takes is imported when an article is kept or read."""
    from tickertui.market.article import digest

    return digest(article)


def _look_at_header(path: Path, versions: int) -> None:
    """Refuse a file by its first bytes, before SQLite touches it."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}") from error
    if not header:
        return
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise ArchiveDamaged(f"{path} is not an archive, or not any more: its first bytes are not a database's")
    found = int.from_bytes(header[60:64], "big")
    mark = int.from_bytes(header[68:72], "big")
    if mark == schema.APPLICATION_ID and found > versions:
        raise schema.too_new(path, found, versions)


def _reading(path: Path, *, is_immutable: bool) -> Database:
    """A connection that only reads, to a file that has our schema."""
    database = Database(path, "immutable" if is_immutable else "read")
    try:
        schema.refuse_foreign(database, path)
        found = database.number("pragma user_version")
        if found != len(schema.MIGRATIONS):
            raise ArchiveError(
                f"{path} has schema {found}, not {len(schema.MIGRATIONS)}, and cannot be brought up to date while it"
                " can only be read"
            )
        _probe(database)
    except BaseException:
        database.close()
        raise
    return database


def _probe(database: Database) -> None:
    """Read the first row of every table, so that a file that is damaged there is found at the start."""
    for (name,) in list(database.rows("select name from sqlite_schema where type = 'table'")):
        with suppress(UnicodeDecodeError):  # SQLite can read it, which is what is asked here
            database.row(f'select * from "{name}" limit 1')  # noqa: S608  # a name from our own schema
    database.row("select id from snapshot order by id desc limit 1")
