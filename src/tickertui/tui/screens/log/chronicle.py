"""The chronicle: what happened in this run, as the monitor told it."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from tickertui.market.changes import Change
from tickertui.monitor.update import Health, Update

Kind = Literal["new", "unchanged", "failed", "change", "notice"]
"""The outcome of a check, a change on the board, or news of the program itself."""

MOST = 2_000
"""Events that are kept; the oldest go first."""


class Event(msgspec.Struct, frozen=True):
    """Something that happened."""

    at: datetime
    kind: Kind
    sentence: str
    source: str = ""


class Chronicle:
    """Writes down each update; a change is put into words when somebody reads of it."""

    def __init__(self) -> None:
        """Nothing happened yet."""
        self._events: deque[Event | tuple[datetime, Change]] = deque(maxlen=MOST)
        self.forgotten = 0
        """How many of the oldest had to go."""
        self._told: set[str] = set()
        self._checked: dict[str, datetime] = {}

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, the oldest first."""
        told = tuple(
            one if isinstance(one, Event) else Event(one[0], "change", one[1].sentence) for one in self._events
        )
        self._events = deque(told, maxlen=MOST)
        return told

    def note(self, update: Update, at: datetime) -> None:
        """Write down what is new in an update."""
        for health in update.health:
            checked_at = health.checked_at
            if checked_at is not None and self._checked.get(health.origin) != checked_at:
                self._checked[health.origin] = checked_at
                self._write([Event(checked_at, _outcome(health), health.sentence, health.origin)])
        told = {health.sentence for health in update.health}
        problems = [(origin, error.sentence) for origin, error in update.problems if error.sentence not in told]
        now_told = {f"{origin} {sentence}" for origin, sentence in problems} | set(update.notices)
        self._write((at, change) for change in update.changes)
        self._write(
            Event(at, "failed", sentence, origin)
            for origin, sentence in problems
            if f"{origin} {sentence}" not in self._told
        )
        self._write(Event(at, "notice", notice) for notice in update.notices if notice not in self._told)
        self._told = now_told

    def say(self, sentence: str, at: datetime) -> None:
        """Write down news of the program itself."""
        self._write([Event(at, "notice", sentence)])

    def _write(self, events: Iterable[Event | tuple[datetime, Change]]) -> None:
        """Write events down; the oldest go where there are too many."""
        for event in events:
            self.forgotten += len(self._events) == MOST
            self._events.append(event)


def _outcome(health: Health) -> Kind:
    """What the last check of a source found."""
    if health.failures or health.state in ("failed", "offline", "stale"):
        return "failed"
    return "new" if health.changed_at is not None and health.changed_at == health.checked_at else "unchanged"
