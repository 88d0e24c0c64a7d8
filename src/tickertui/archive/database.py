"""One connection to the archive's file: how it is opened, how a transaction is made, and what its errors mean.

The only file that imports apsw, and only when a connection is opened.
"""

from _thread import RLock  # what threading gives, without the rest of it
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tickertui.errors import ArchiveDamaged, ArchiveError

if TYPE_CHECKING:
    import apsw

BUSY_MILLISECONDS = 5_000
"""How long a connection waits for another process that writes."""

_LOG_LIMIT = 16 * 1024 * 1024
"""The write-ahead log is cut back to this many bytes after a checkpoint."""

_CACHE_KIBIBYTES = 16 * 1024
"""Pages that stay in memory at most: an import touches the same ones again and again."""

_CHECKPOINT_PAGES = 4_000
"""The log is written back to the file when it has so many pages (16 MB)."""

Mode = Literal["write", "read", "immutable"]


class Database:
    """A connection. Not for two threads at once: `Archive` puts a lock around it."""

    def __init__(self, path: Path, mode: Mode) -> None:
        """Open the file; nothing is written yet.

        Args:
            path: The file.
            mode: "write" makes the file where it is missing; "immutable" reads a file that nobody can write, from
                a folder in which not even the reader's lock files can be made.
        """
        import apsw

        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE if mode == "write" else apsw.SQLITE_OPEN_READONLY
        if mode == "immutable":
            self._connection = apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags | apsw.SQLITE_OPEN_URI)
        else:
            self._connection = apsw.Connection(str(path.absolute()), flags)
        self._connection.set_busy_timeout(BUSY_MILLISECONDS)
        self._connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        self._connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)

    def prepare_writing(self) -> None:
        """Turn on the write-ahead log and what goes with it; the first thing that writes to the file."""
        self._turn_on_log()
        self.run("pragma synchronous = normal")
        self.run(f"pragma journal_size_limit = {_LOG_LIMIT}")
        self.run(f"pragma cache_size = -{_CACHE_KIBIBYTES}")
        self.run(f"pragma wal_autocheckpoint = {_CHECKPOINT_PAGES}")

    def _turn_on_log(self) -> None:
        """Turn on the write-ahead log; SQLite itself does not wait where two processes do so in a new file at once."""
        import time

        import apsw

        patience_ends = time.monotonic() + BUSY_MILLISECONDS / 1000
        while True:
            try:
                self.run("pragma journal_mode = wal")
            except apsw.BusyError:
                if time.monotonic() > patience_ends:
                    raise
                time.sleep(0.02)
            else:
                return

    def close(self) -> None:
        """Close the connection; twice is no error."""
        self._connection.close()

    def run(self, statements: str, values: Sequence[Any] = ()) -> None:
        """Run one or more statements that answer nothing."""
        self._connection.execute(statements, values)

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once for each row of values."""
        self._connection.executemany(statement, rows)

    def rows(self, question: str, values: Sequence[Any] = ()) -> "Iterator[tuple[Any, ...]]":
        """The rows that answer a question, one by one."""
        cursor: apsw.Cursor = self._connection.execute(question, values)
        return iter(cursor)

    def row(self, question: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row that answers a question, or None."""
        for row in self.rows(question, values):
            return row
        return None

    def required(self, question: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The first row that answers a question, where there has to be one.

        Raises:
            ArchiveDamaged: There is none.
        """
        found = self.row(question, values)
        if found is None:
            raise ArchiveDamaged("the archive refers to something that it does not hold", "tickertui archive verify")
        return found

    def number(self, question: str, values: Sequence[Any] = ()) -> int:
        """The one number that answers a question; 0 where there is none."""
        row = self.row(question, values)
        return int(row[0]) if row is not None and row[0] is not None else 0

    def number_of(self, table: str, column: str, value: object) -> int:
        """The number of the row that has a value in a column, which is added where it is missing."""
        found = self.row(f"select id from {table} where {column} = ?", (value,))  # noqa: S608  # the callers' constants
        if found is not None:
            return int(found[0])
        self.run(f"insert into {table} ({column}) values (?)", (value,))  # noqa: S608  # the callers' constants
        return self.added()

    def added(self) -> int:
        """The row identity of the last insertion."""
        return self._connection.last_insert_rowid()

    def rows_written(self) -> int:
        """How many rows this connection has inserted, changed or deleted since it was opened."""
        return self._connection.total_changes()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction that holds the right to write from its start; undone as a whole when anything fails."""
        self._connection.execute("begin immediate")
        try:
            yield
            self._connection.execute("commit")
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        """Undo the transaction, unless SQLite did so itself."""
        if self._connection.in_transaction:
            self._connection.execute("rollback")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging view of the file for several questions; within a transaction, that one's."""
        is_inner = self._connection.in_transaction
        if not is_inner:
            self._connection.execute("begin")
        try:
            yield
        finally:
            if not is_inner:
                self._end()

    def _end(self) -> None:
        """End a view of the file, unless an error did."""
        if self._connection.in_transaction:
            self._connection.execute("commit")


class Access:
    """Who may use a connection when: one thread at a time, with SQLite's errors in our words."""

    def __init__(self, database: Database, path: Path, *, is_read_only: bool) -> None:
        """Guard a connection to a file."""
        self.database = database
        self._path = path
        self.is_read_only = is_read_only
        self._lock = RLock()

    @contextmanager
    def alone(self, doing: str, path: Path | None = None) -> Iterator[None]:
        """The connection for this thread; errors are said of the archive's file, or of another one."""
        with self._lock, translated(path or self._path, doing):
            yield

    @contextmanager
    def reading(self, doing: str) -> Iterator[None]:
        """One unchanging view of the file for this thread."""
        with self._lock, translated(self._path, doing), legible(doing), self.database.reading():
            yield

    @contextmanager
    def writing(self, doing: str) -> Iterator[None]:
        """The right to write for this thread.

        Raises:
            ArchiveError: The archive was opened only to be read.
        """
        if self.is_read_only:
            raise ArchiveError(
                f"{self._path} can only be read: nothing is kept", "check that its folder may be written"
            )
        with self._lock, translated(self._path, doing):
            yield


@contextmanager
def legible(doing: str) -> Iterator[None]:
    """What is read out of the file and cannot be what was written there, in our words.

    SQLite sees to its own pages, not to what a failing disk or another program puts in them. The file is not called
    damaged as a whole for it: the rest of it may well be right.

    Raises:
        ArchiveError: A value is not what it has to be.
    """
    import struct

    import msgspec

    try:
        yield
    except (msgspec.MsgspecError, struct.error, ValueError, TypeError, OverflowError, AttributeError) as error:
        raise ArchiveError(
            f"the archive holds something that is not understood while {doing} ({type(error).__name__})",
            "tickertui archive verify says where",
        ) from error


@contextmanager
def translated(path: Path, doing: str) -> Iterator[None]:
    """What SQLite says, in our words.

    Raises:
        ArchiveDamaged: The file is no readable database.
        ArchiveError: Anything else: a full disk, a folder that cannot be written, a file that stays busy.
    """
    import apsw

    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise ArchiveDamaged(
            f"{path} is damaged: while {doing}, SQLite said: {error}",
            "the file is set aside at the next start and a new archive begun; tickertui archive verify says more",
        ) from error
    except apsw.FullError as error:
        raise ArchiveError(
            f"there is no room to write {path}: nothing was kept while {doing}", "free some space on that disk"
        ) from error
    except apsw.BusyError as error:
        raise ArchiveError(
            f"{path} was busy for {BUSY_MILLISECONDS // 1000} s while {doing}: another process writes",
            "try again when it has finished",
        ) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError, apsw.AuthError) as error:
        raise ArchiveError(
            f"{path} cannot be {'opened' if doing == 'opening it' else 'written'} while {doing}: {error}",
            "check that the folder exists and may be written, or name another file for the archive",
        ) from error
    except UnicodeEncodeError as error:
        raise ArchiveError(
            f"{path} cannot be used: its name is not text in UTF-8", "name another file for the archive: TICKERTUI_DATA"
        ) from error
    except apsw.Error as error:
        raise ArchiveError(f"{path} failed while {doing}: {type(error).__name__}: {error}") from error
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be used: while {doing}, the system said: {error.strerror or error}",
            "check that the folder exists and may be written, or name another file for the archive",
        ) from error
