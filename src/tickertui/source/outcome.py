"""What asking a source gave: something new, nothing new, or a reason why not."""

from datetime import timedelta
from typing import Literal

import msgspec

from tickertui.errors import TickertuiError
from tickertui.market.snapshot import Snapshot

Kind = Literal["sample", "file", "folder", "stdin", "address"]
"""Where a source is: shipped with the program, on disk, on standard input, or on the network."""


class Fetched(msgspec.Struct, frozen=True, eq=False):
    """One payload that was read and understood."""

    body: bytes
    """The payload's own text, JSON; what a page held is cut out of it, what was compressed is inflated."""
    digest: str
    """The SHA-256 of `body`, in hexadecimal."""
    snapshot: Snapshot


class Failure(msgspec.Struct, frozen=True):
    """One payload of a source that could not be read; the others of the source are not touched by it."""

    origin: str
    """Which one, as a person would name it."""
    error: TickertuiError


class Changed(msgspec.Struct, frozen=True, eq=False):
    """The source gave at least one payload that it had not given before."""

    fetched: tuple[Fetched, ...]
    """Oldest first: the last is the newest."""
    failures: tuple[Failure, ...] = ()
    """What cannot be read at the moment: the whole list, not only what is new in it."""


class Unchanged(msgspec.Struct, frozen=True):
    """The source was asked and has nothing new."""

    failures: tuple[Failure, ...] = ()
    """What cannot be read at the moment: the whole list, not only what is new in it."""


class Failed(msgspec.Struct, frozen=True):
    """The source gave nothing; what it gave before still holds."""

    error: TickertuiError
    retry_after: timedelta | None = None
    """How long the source asks to be left alone, where it says so."""
    failures: tuple[Failure, ...] = ()
    """What of it cannot be read, one by one, where the source has several payloads."""
    answered: bool = False
    """Whether a host did answer, and said that it has nothing for us."""


Outcome = Changed | Unchanged | Failed
