"""The archive as the monitor uses it: what comes is kept before it is shown, and trouble is a sentence, not an end."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tickertui.archive.lease import Lease, this_process
from tickertui.archive.records import Appended
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError
from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.past import with_long_series
from tickertui.source.outcome import Changed, Failed, Outcome, Unchanged

LEASE = timedelta(seconds=90)
"""How long we may poll without saying that we still do."""


class Keeper:
    """One archive, with what has to be said of it. Blocking: call it aside."""

    def __init__(self, archive: Archive, notices: Sequence[str] = ()) -> None:
        """Use this archive; the notices are what opening it had to say."""
        self.archive = archive
        self._said = tuple(notices)
        self._trouble = ""
        self._holder = this_process()
        self._seen_version = -1
        self._leases: dict[str, Lease] = {}
        self._held: dict[str, datetime] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """What is to be said of the archive now."""
        return (*self._said, self._trouble) if self._trouble else self._said

    def keep(self, outcome: Outcome, source: str, now: datetime) -> None:
        """Keep what a source gave, or that it gave nothing; what cannot be kept is said and does not stop the run."""
        try:
            match outcome:
                case Changed():
                    for fetched in outcome.fetched:
                        self._append(fetched.snapshot, fetched.body, fetched.digest, source, now)
                case Unchanged():
                    self.archive.record_check(source, now, "unchanged")
                case Failed():
                    self.archive.record_check(source, now, "failed", outcome.error.sentence)
        except ArchiveError as error:
            self._trouble = f"Nothing new is kept: {error.sentence}"
        else:
            self._trouble = ""

    def latest(self) -> Snapshot | None:
        """The newest board that is kept, each series in full length; None where there is none."""
        try:
            board = self.archive.latest_board()
            return None if board is None else with_long_series(board, self.archive, None)
        except ArchiveError as error:
            self._trouble = f"What is kept cannot be read: {error.sentence}"
            return None

    def lengthened(self, board: Snapshot, as_of: datetime | None) -> Snapshot:
        """The board with each series as long as the archive knows it."""
        try:
            return with_long_series(board, self.archive, as_of)
        except ArchiveError as error:
            self._trouble = f"What is kept cannot be read: {error.sentence}"
            return board

    def articles(self) -> tuple[Article, ...]:
        """Every article that is kept, without its text."""
        try:
            return tuple(kept.article for kept in self.archive.articles())
        except ArchiveError:
            return ()

    def has_news(self) -> bool:
        """Whether another process has kept something since this was last asked."""
        try:
            version = self.archive.data_version()
        except ArchiveError:
            return False
        is_new = self._seen_version not in (-1, version)
        self._seen_version = version
        return is_new

    def may_ask(self, source: str, now: datetime) -> bool:
        """Whether this process is the one that asks a source; without a lease to be had, everybody may."""
        lease = self._leases.setdefault(source, self.archive.lease_of(f"ask {source}"))
        try:
            is_ours = lease.acquire(self._holder, now, LEASE)
        except ArchiveError:
            return True
        if is_ours:
            self._held[source] = now
        else:
            self._held.pop(source, None)
        return is_ours

    def stay(self, now: datetime) -> None:
        """Say of the sources that we ask that we still do."""
        for source, renewed_at in list(self._held.items()):
            if not timedelta(0) <= now - renewed_at < LEASE / 3:
                self.may_ask(source, now)

    def leave(self) -> None:
        """Let another process ask."""
        held, self._held = self._held, {}
        for source in held:
            try:
                self._leases[source].release(self._holder)
            except ArchiveError:
                return

    def _append(self, snapshot: Snapshot, body: bytes, digest: str, source: str, now: datetime) -> Appended:
        return self.archive.append(snapshot, body, digest, source=source, checked_at=now)
