"""What the monitor says: what is true now, and how each source does."""

from datetime import datetime
from typing import Literal

import msgspec

from tickertui.errors import TickertuiError
from tickertui.market.article import Article
from tickertui.market.changes import Change
from tickertui.market.snapshot import Snapshot
from tickertui.source.outcome import Kind

State = Literal["loading", "static", "live", "unchanged", "followed", "stale", "offline", "failed"]


class Health(msgspec.Struct, frozen=True):
    """How one source does."""

    origin: str
    """Where it is, as a person would name it."""
    state: State
    """loading: has not answered yet; static: was read and is not asked again; live: the last check brought
    something new, or it is watched; unchanged: the check brought nothing new; followed: another tickertui asks it and
    we see what it keeps, and what its last check found; stale: the last check failed though there was an answer, older
    data is shown; offline: the same, and no answer came; failed: it never gave anything."""
    sentence: str = ""
    """The cause in words, where something failed."""
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    next_check_at: datetime | None = None
    """None also where it is watched, or another tickertui asks it."""
    why: str = ""
    """Why the next check is when it is, or why there is none to wait for."""
    failures: int = 0
    """How often in a row it has failed."""
    kind: Kind = "address"


class Update(msgspec.Struct, frozen=True, eq=False):
    """What is true now. A later update replaces an earlier one."""

    snapshot: Snapshot | None = None
    """The board: each index from the newest payload that has it, its series as long as the archive knows it; None
    while nothing was read."""
    articles: tuple[Article, ...] = ()
    """Every article of every payload, the latest published first, each once; one that only the archive has stands
    without its rich text: `Past.article` gives the whole."""
    changes: tuple[Change, ...] = ()
    """What this update changed against the one before."""
    health: tuple[Health, ...] = ()
    problems: tuple[tuple[str, TickertuiError], ...] = ()
    """What could not be read, by name: a source, or one payload of a source."""
    notices: tuple[str, ...] = ()
    """What is to be said of the archive, in sentences: that it is new, was set aside, or keeps nothing."""
