"""The archive as the monitor uses it: what comes is kept before it is shown, and trouble is a sentence, not an end."""

from _thread import RLock  # what threading gives, without the rest of it
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from tickertui.archive.lease import Holder
from tickertui.archive.records import Check
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveDamaged, ArchiveError
from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import union
from tickertui.monitor.past import Past, with_long_series
from tickertui.monitor.sharing import Sharing
from tickertui.source.outcome import Changed, Failed, Fetched, Outcome, Unchanged

AGAIN = timedelta(seconds=10)
"""How soon what could not be kept is tried again."""

WAITING = 50
"""The most payloads and checks that wait for a full disk to have room again; of more, the oldest are given up."""

WAITING_BYTES = 16_000_000
"""The most bytes of them."""

CHECKS = 200
"""How many of the latest checks are looked through for what others found."""

T = TypeVar("T")


class _Payload(msgspec.Struct, frozen=True, eq=False):
    """A payload to be kept."""

    fetched: Fetched
    source: str
    at: datetime

    @property
    def size(self) -> int:
        """How many bytes wait with it."""
        return len(self.fetched.body)

    def keep(self, archive: Archive) -> bool:
        """Keep it; whether it is new."""
        found = self.fetched
        appended = archive.append(found.snapshot, found.body, found.digest, source=self.source, checked_at=self.at)
        return appended.outcome == "new"


class _Look(msgspec.Struct, frozen=True, eq=False):
    """A check to be logged that brought no payload."""

    source: str
    at: datetime
    words: str = ""
    """What failed; empty where nothing did."""
    size: int = 0

    def keep(self, archive: Archive) -> bool:
        """Log it, which is nothing new."""
        archive.record_check(self.source, self.at, "failed" if self.words else "unchanged", self.words)
        return False


class Keeper:
    """One archive, with what has to be said of it. Blocking: call it aside, from one thread or several.

    Attributes:
        archive: The archive in use: another object after a damaged file was set aside.
        past: The same archive for a screen that must not wait; follows when another file is begun.
        generation: Another number when what is kept is not what it was, whoever kept it.
        begun_anew: How often another file was begun in the place of one that was damaged or moved away.
    """

    def __init__(self, archive: Archive, notices: Sequence[str] = (), *, holder: Holder | None = None) -> None:
        """Use this archive; the notices are what opening it had to say.

        Args:
            archive: Open.
            notices: Said as long as the run lasts.
            holder: Who we are to other processes; this process where none is given.
        """
        self.archive = archive
        self.past = Past(archive)
        self.generation = 0
        self.begun_anew = 0
        self._said = tuple(notices)
        self._unwritten = ""
        self._unread = ""
        self._is_closed = False
        self._waiting: deque[_Payload | _Look] = deque()
        self._tried_at: datetime | None = None
        self._latest: Snapshot | None = None
        self._lost: Snapshot | None = None
        self._checks: dict[str, Check] = {}
        self._lock = RLock()
        self._sharing = Sharing(archive, holder)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is to be said of the archive now."""
        return (*self._said, *(sentence for sentence in (self._unwritten, self._unread) if sentence))

    def keep(self, outcome: Outcome, source: str, now: datetime) -> None:
        """Keep what a source gave, or that it gave nothing; what cannot be kept is said, and tried again later."""
        if self.archive.is_read_only:
            return
        with self._lock:
            match outcome:
                case Changed():
                    self._waiting += (_Payload(fetched, source, now) for fetched in outcome.fetched)
                case Unchanged():
                    self._waiting.append(_Look(source, now))
                case Failed():
                    self._waiting.append(_Look(source, now, outcome.error.sentence))
            self._keep_waiting(now)

    def latest(self, now: datetime, sources: Sequence[str], *, whoever: bool) -> Snapshot | None:
        """The newest board that is kept; None where there is none.

        Args:
            now: The moment.
            sources: Whose newest payloads count.
            whoever: Whether the newest payload counts too, whichever source gave it.
        """

        def read(archive: Archive) -> Snapshot | None:
            boards = [archive.latest_board(sources) if sources else None, archive.latest_board() if whoever else None]
            return union([board for board in boards if board is not None])

        with self._lock:
            try:
                kept = self._use(read, now)
            except ArchiveError as error:
                self._cannot_read(error)
                return self._latest
            self._unread = ""
            self._latest = union([board for board in (self._lost, kept) if board is not None])
            return self._latest

    def lengthened(self, board: Snapshot, as_of: datetime | None, now: datetime) -> Snapshot:
        """The board with each series as long as the archive knows it."""
        with self._lock:
            try:
                return self._use(lambda archive: with_long_series(board, archive, as_of), now)
            except ArchiveError as error:
                self._cannot_read(error)
                return board

    def articles(self, now: datetime) -> tuple[Article, ...]:
        """Every article that is kept, without its text."""
        with self._lock:
            try:
                return tuple(kept.article for kept in self._use(lambda archive: archive.library.articles(), now))
            except ArchiveError as error:
                self._cannot_read(error)
                return ()

    def recall(self, now: datetime) -> None:
        """Read what the latest checks found, of this process and of others."""
        with self._lock:
            try:
                checks = self._use(lambda archive: archive.checks(CHECKS), now)
            except ArchiveError as error:
                self._cannot_read(error)
                return
            self._checks = {check.source: check for check in reversed(checks)}

    def last_check(self, source: str) -> Check | None:
        """What the last known check of a source found."""
        return self._checks.get(source)

    def look(self, now: datetime) -> bool:
        """Say that we are still here, keep what waits, and see what others did; whether they did anything."""
        with self._lock:
            try:
                if self._is_closed or self._sharing.is_moved():
                    self._reopen(now)
                wrote = self._sharing.others_wrote()
            except ArchiveError as error:
                self._cannot_read(error)
                return False
            self._sharing.stay(now)
            if self._waiting and not self._just_tried(now):
                self._keep_waiting(now)
            if not wrote:
                return False
            if self._sharing.is_other():
                self.generation += 1
            self.recall(now)
            return True

    def may_ask(self, source: str, now: datetime) -> bool:
        """Whether this process is the one that asks a source; without a lease to be had, everybody may."""
        with self._lock:
            return self._sharing.may_ask(source, now)

    def leave(self) -> None:
        """Let another process ask."""
        with self._lock:
            self._sharing.leave()

    def _keep_waiting(self, now: datetime) -> None:
        """Keep what waits, the one that came first before the others."""
        self._tried_at = now
        while self._waiting:
            try:
                is_new = self._use(self._waiting[0].keep, now)
            except ArchiveError as error:
                self._cannot_write(error)
                while len(self._waiting) > WAITING or sum(one.size for one in self._waiting) > WAITING_BYTES:
                    self._waiting.popleft()
                return
            self._waiting.popleft()
            self.generation += is_new
        self._unwritten = ""

    def _just_tried(self, now: datetime) -> bool:
        return self._tried_at is not None and timedelta(0) <= now - self._tried_at < AGAIN

    def _cannot_write(self, error: ArchiveError) -> None:
        self._unwritten = f"Nothing new is kept: {error.sentence}"

    def _cannot_read(self, error: ArchiveError) -> None:
        self._unread = f"What is kept cannot be read: {error.sentence}"

    def _use(self, work: Callable[[Archive], T], now: datetime) -> T:
        """Do something with the archive; where that shows its file to be damaged, with a new one."""
        if self._is_closed:
            self._reopen(now)
        try:
            return work(self.archive)
        except ArchiveDamaged as damage:
            self._begin_anew(damage, now)
            return work(self.archive)

    def _begin_anew(self, damage: ArchiveDamaged, now: datetime) -> None:
        """Set the damaged file aside and begin another."""
        from tickertui.archive.recovery import set_aside

        if self.archive.is_read_only:
            raise damage
        opened = self._sharing.identity
        self._close()
        notice = set_aside(self.archive.path, now, damage, opened=opened)
        self._said = (*self._said, notice.sentence)
        self._reopen(now)

    def _reopen(self, now: datetime) -> None:
        """Open the file that now stands where the archive was; what was on the board stays on it."""
        from tickertui.archive.recovery import open_or_set_aside

        self._close()
        self.archive, notice = open_or_set_aside(self.archive.path, now)
        if notice is not None:
            self._said = (*self._said, notice.sentence)
        self._lost = self._latest
        self.begun_anew += 1
        self._is_closed = False
        self._sharing.use(self.archive)
        self.past.use(self.archive)
        self.generation += 1

    def _close(self) -> None:
        """Close the file; one that cannot be closed is left."""
        self._is_closed = True
        try:
            self.archive.close()
        except ArchiveError:
            return
