"""Payloads for the archive's tests: any snapshot with bytes of its own."""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.samples import NOW
from tickertui.archive.records import Appended
from tickertui.archive.store import Archive
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot


class Kept(NamedTuple):
    """A snapshot with the payload it came in."""

    snapshot: Snapshot
    body: bytes
    source: str = "https://example.org/prices"

    @property
    def digest(self) -> str:
        """The payload's SHA-256."""
        return hashlib.sha256(self.body).hexdigest()


def payload(
    *quotes: Quote,
    content: str = "",
    days: float = 0,
    is_dated: bool = True,
    read_days: float | None = None,
    **fields: object,
) -> Kept:
    """A payload made (or, undated, read) so many days after `NOW`."""
    made_at = NOW + timedelta(days=days)
    read_at = NOW + timedelta(days=days if read_days is None else read_days)
    snapshot = Snapshot(
        quotes=quotes,
        made_at=made_at if is_dated else None,
        read_at=read_at,
        origin="payload.json",
        **fields,  # type: ignore[arg-type]  # fields of a snapshot, passed on
    )
    return Kept(snapshot, (content or f"{made_at.isoformat()} {quotes!r}").encode())


def keep(archive: Archive, kept: Kept, checked_at: datetime | None = None) -> Appended:
    """Append a payload."""
    read_at = checked_at or kept.snapshot.read_at
    assert read_at is not None
    return archive.append(kept.snapshot, kept.body, kept.digest, source=kept.source, checked_at=read_at)
