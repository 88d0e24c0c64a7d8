"""The agenda as a list: what is late, what is coming, what was printed, and what nothing is known of. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

import msgspec
from rich.cells import cell_len

from tickertui.market import wording
from tickertui.market.agenda import Entry, agenda
from tickertui.market.calendar import publication, tally, utc_day
from tickertui.market.quote import Quote

WEEKS = 8
"""The weeks that are shown either way."""

MANY_ROWS = 300
"""From so many rows on, laying out the calendar takes longer than a frame may."""

Mark = Literal["late", "dormant", "due", "expected", "printed"]


class Item(msgspec.Struct, frozen=True, gc=False):
    """A line of the list that can be selected."""

    label: str
    entry: Entry | None = None
    """What is known; None for a row without a cadence or a date."""
    reason: str = ""
    """Why nothing is known."""
    begins_day: bool = False
    """Whether the entry before it, in its part, is of another day."""

    @property
    def on(self) -> date | None:
        """The day that it belongs to."""
        return self.entry.on if self.entry else None

    @property
    def sentence(self) -> str:
        """What it is, in words."""
        return self.entry.sentence if self.entry else f"{self.label}: {self.reason}"


class Part(msgspec.Struct, frozen=True):
    """One part of the list."""

    title: str
    note: str
    items: tuple[Item, ...]


class DayCount(msgspec.Struct):
    """What a day of the grid holds."""

    printed: int = 0
    due: int = 0
    expected: int = 0
    late: int = 0
    dormant: int = 0
    label: str = ""
    """The first of the rows."""

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        mark = mark_of(entry)
        setattr(self, mark, getattr(self, mark) + 1)
        self.label = self.label or entry.label

    @property
    def total(self) -> int:
        """All entries."""
        return self.printed + self.due + self.expected + self.late + self.dormant


class Plan(msgspec.Struct, frozen=True):
    """Everything that the calendar shows."""

    today: date
    headline: str = ""
    parts: tuple[Part, ...] = ()
    days: dict[date, DayCount] = {}
    longest: int = 0
    """The cells of the longest name."""
    first_coming: int = 0
    """The number of the first item that is to come."""

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(part.items) for part in self.parts)

    @property
    def text(self) -> str:
        """The whole list as text: every part under its heading, a sentence for each print."""
        parts = (f"{part.title}\n" + "".join(f"- {item.sentence}\n" for item in part.items) for part in self.parts)
        return "\n".join(parts)


def mark_of(entry: Entry) -> Mark:
    """What an entry is."""
    return "dormant" if entry.is_dormant else entry.kind


def plan(quotes: Sequence[Quote], now: datetime) -> Plan:
    """The calendar of the rows."""
    today = utc_day(now)
    late: list[Entry] = []
    coming: list[Entry] = []
    printed: list[Entry] = []
    days: dict[date, DayCount] = {}
    for day in agenda(quotes, now, WEEKS, WEEKS):
        for entry in day.entries:
            (late if entry.kind == "late" else printed if entry.kind == "printed" else coming).append(entry)
            days.setdefault(entry.on, DayCount()).add(entry)
    printed.sort(key=lambda entry: entry.on, reverse=True)
    unknown = []
    for quote in quotes:
        standing = publication(quote, now)
        if standing.state == "unknown":
            unknown.append(Item(quote.label, reason=wording.publication_sentence(standing).removeprefix("Unknown: ")))
    parts = (
        Part("Late", "longest first", _items(late)),
        Part("Coming", f"{WEEKS} weeks ahead", _items(coming)),
        Part("Printed", f"{WEEKS} weeks back", _items(printed)),
        Part("Not expected", "no cadence or no date", tuple(unknown)),
    )
    return Plan(
        today,
        wording.headline(tally(quotes, now), now),
        tuple(part for part in parts if part.items),
        days,
        max((cell_len(quote.label) for quote in quotes), default=0),
        len(late) if coming else 0,
    )


def _items(entries: Sequence[Entry]) -> tuple[Item, ...]:
    """Entries as items; the first of a day knows that it is."""
    return tuple(
        Item(entry.label, entry, begins_day=number == 0 or entries[number - 1].on != entry.on)
        for number, entry in enumerate(entries)
    )


def distance(on: date, today: date) -> str:
    """How far a day is from today, in words."""
    days = (on - today).days
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    return f"in {days} d" if days > 0 else f"{-days} d ago"
