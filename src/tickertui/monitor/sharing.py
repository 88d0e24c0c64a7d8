"""One archive and several processes: who asks which source, and whether another has written."""

from datetime import UTC, datetime, timedelta

from tickertui.archive.lease import Holder, Lease, this_process
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError

LEASE = timedelta(seconds=90)
"""How long we may ask without saying that we still do."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Identity = tuple[int, int]
"""Which file it is, whatever its name."""


class Sharing:
    """What one process knows of the others. Blocking, and for one thread at a time."""

    def __init__(self, archive: Archive, holder: Holder | None = None) -> None:
        """Hold nothing yet."""
        self._holder = holder or this_process()
        self._held: dict[str, datetime] = {}
        self.use(archive)

    def use(self, archive: Archive) -> None:
        """Go on with this archive; the sources that were ours are asked for again."""
        self._archive = archive
        self.identity = _identity(archive)
        self._leases: dict[str, Lease] = {}
        self._version = -1
        self._contents = (-1, -1)
        self._held = dict.fromkeys(self._held, _LONG_AGO)

    def is_moved(self) -> bool:
        """Whether another file stands where ours was: another process has set it aside."""
        return not self._archive.is_read_only and self.identity != _identity(self._archive)

    def others_wrote(self) -> bool:
        """Whether another process has written since this was last asked."""
        version = self._archive.data_version()
        before, self._version = self._version, version
        return version != before

    def is_other(self) -> bool:
        """Whether other payloads are kept than when this was last asked."""
        contents = self._archive.contents()
        before, self._contents = self._contents, contents
        return contents != before

    def may_ask(self, source: str, now: datetime) -> bool:
        """Whether this process is the one that asks a source; without a lease to be had, everybody may."""
        try:
            lease = self._leases.setdefault(source, self._archive.lease_of(f"ask {source}"))
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
                self._archive.lease_of(f"ask {source}").release(self._holder)
            except ArchiveError:
                return


def _identity(archive: Archive) -> Identity:
    """The file that has the archive's name now; of one that is not there nothing can be said."""
    try:
        status = archive.path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
