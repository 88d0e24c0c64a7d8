"""Since you last looked: which rows have a print that nobody has seen, and since when.

A row counts as seen when Enter opens it, or when its detail was on the screen while the cursor rested there for a
moment, and a person then moved on. A terminal that merely stands open sees nothing, also when somebody comes back.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.settings.remembered import Memory

REST = timedelta(seconds=1)
"""How long the cursor rests on a row whose detail shows until moving on means that it was looked at."""

AWAY = timedelta(minutes=10)
"""After so long without moving on, nobody knows whether anybody was there."""


class Seen:
    """What of the present board was seen.

    Attributes:
        unseen: The labels of rows with a print that nobody has seen.
    """

    def __init__(self, memory: Memory, changed: Callable[[], None]) -> None:
        """Go by a memory, and say when it has something new to keep."""
        self.unseen: frozenset[str] = frozenset()
        self._memory, self._changed = memory, changed
        self._prints: dict[str, date] = {}
        self._rows: tuple[Quote, ...] | None = None
        self._caught_up_at: datetime | None = None
        self._resting: tuple[str, datetime] | None = None

    @property
    def since(self) -> datetime | None:
        """When there was last nothing unseen; None where nobody knows."""
        return self._memory.state.caught_up_at

    def take(self, snapshot: Snapshot | None, now: datetime) -> None:
        """Another board: mark what is newer than what was seen. A board met for the first time has nothing new."""
        rows = snapshot.quotes if snapshot is not None and not snapshot.is_sample else ()
        if rows is self._rows:
            return
        self._rows = rows
        tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
        # A print of the future is an error of the payload: taken as seen, it would hide every real one after it.
        self._prints = {row.label: row.published_on for row in rows if row.published_on and row.published_on < tomorrow}
        known = self._memory.state.seen
        if self._prints and not any(label in known for label in self._prints):
            self.see_all(now)
            return
        is_unseen = self._memory.is_unseen
        unseen = frozenset(label for label, on in self._prints.items() if is_unseen(label, on))
        if unseen and not self.unseen and self._caught_up_at is not None:
            self._memory.catch_up(self._caught_up_at)
            self._changed()
        if unseen - self.unseen:
            self.look_anew(now)
        self.unseen = unseen
        self.tell_time(now)

    def look_anew(self, now: datetime) -> None:
        """The row of the cursor shows something else from now on."""
        if self._resting is not None:
            self._resting = (self._resting[0], now)

    def tell_time(self, now: datetime) -> None:
        """As long as nothing is unseen, one is caught up."""
        if self._prints and not self.unseen:
            self._caught_up_at = now

    def rest_on(self, label: str, now: datetime, *, was_shown: bool) -> bool:
        """The cursor is on this row now; whether the row it was on before counts as seen by that.

        Args:
            label: The row.
            now: The moment.
            was_shown: Whether the detail of the row before was on the screen.
        """
        before = self._resting
        if before is not None and before[0] == label:
            return False
        self._resting = (label, now)
        if before is None:
            return False
        return was_shown and REST <= now - before[1] <= AWAY and self.see(before[0], now)

    def see(self, label: str, now: datetime) -> bool:
        """A row was looked at; whether that is news."""
        if label not in self.unseen:
            return False
        self._memory.see({label: self._prints[label]})
        self.unseen -= {label}
        self.tell_time(now)
        self._changed()
        return True

    def see_all(self, now: datetime) -> int:
        """Everything was looked at; how many rows had something new."""
        count = len(self.unseen)
        if self._prints:
            self._memory.see(self._prints)
            self._memory.catch_up(now)
            self._changed()
        self.unseen = frozenset()
        self.tell_time(now)
        return count

    def leave(self) -> None:
        """The run ends: remember up to when nothing was unseen."""
        if self._caught_up_at is not None and not self.unseen:
            self._memory.catch_up(self._caught_up_at)
