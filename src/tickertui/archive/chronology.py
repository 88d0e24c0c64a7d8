"""When a payload counts as known, and how moments are written down.

A payload is known from the moment the site made it; where it does not say, or says something that cannot be, from
the moment it was read. A snapshot's identity is that moment with a piece of the payload's digest behind it, in one
integer: snapshots sort by what was known when, whatever the order in which they came in.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No page was made before; a payload that says so (often a zero for a date) does not say when it was made."""

MADE_AHEAD = timedelta(days=1)
"""How far the site's clock may be ahead of ours before its word on when a payload was made is not taken."""

_DIGEST_BITS = 20
_LAST_MILLISECOND = (1 << 43) - 1
"""In the year 2248; later moments count as this one, so that every identity fits SQLite's 64 bits."""


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The aware UTC moment of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=micros)


def is_dated(made_at: datetime | None, read_at: datetime) -> bool:
    """Whether a payload's own word on when it was made is taken: it has one, and it is one that can be."""
    return made_at is not None and made_at >= EARLIEST and made_at - read_at <= MADE_AHEAD


def known_at(made_at: datetime | None, read_at: datetime) -> datetime:
    """The moment from which a payload counts as known."""
    return made_at if made_at is not None and is_dated(made_at, read_at) else read_at


def snapshot_id(known: datetime, digest: str) -> int:
    """The identity of a payload (SHA-256 as hexadecimal) known from a moment: sorts by moment, then by digest."""
    return (_millisecond(known) << _DIGEST_BITS) | int(digest[:5], 16)


def last_id(moment: datetime) -> int:
    """The largest identity a snapshot known at a moment can have."""
    return (_millisecond(moment) << _DIGEST_BITS) | ((1 << _DIGEST_BITS) - 1)


def first_id(moment: datetime) -> int:
    """The smallest identity a snapshot known at a moment can have."""
    return _millisecond(moment) << _DIGEST_BITS


def moment_of(identity: int) -> datetime:
    """The moment from which a snapshot is known, to the millisecond."""
    return EPOCH + timedelta(milliseconds=identity >> _DIGEST_BITS)


def _millisecond(moment: datetime) -> int:
    """Whole milliseconds since 1970, within what an identity holds."""
    millisecond = (moment - EPOCH) // timedelta(milliseconds=1)
    return min(max(millisecond, 0), _LAST_MILLISECOND)
