"""What was printed, what is due next and what is late, day by day.

Prints are expected by the declared cadence, or by the observed one where that contradicts it. What is late says so by
the same rule as the board, stands first, and is not expected anew: nobody knows when it will come.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

import msgspec

from tickertui.market import wording
from tickertui.market.calendar import Publication, disagree, publication, utc_day
from tickertui.market.prints import percent_between, prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point

WEEKS_LIMIT = 520
"""The most weeks that an agenda looks either way."""

EXPECTED_LIMIT = 60
"""The most prints that are expected of one row."""

Kind = Literal["late", "printed", "due", "expected"]
"""A print that is late; one that came; one that is due by today, within its grace; one that is to come."""

_ORDER: dict[Kind, int] = {"late": 0, "printed": 1, "due": 2, "expected": 3}


class Entry(msgspec.Struct, frozen=True):
    """One print of one row: made, due or expected."""

    label: str
    kind: Kind
    on: date
    """The day of the print, or the day on which it was or is due."""
    level: float | None = None
    """The level of a print that came."""
    change_percent: float | None = None
    """Its change against the print before."""
    late_days: int = 0
    """The days since a late print was due."""
    is_dormant: bool = False
    """Whether it has been late for so long that the index counts as dormant."""
    cadence: str = ""
    """The cadence that it is expected by, in words."""

    @property
    def sentence(self) -> str:
        """The entry in words."""
        if self.kind == "printed":
            change = "" if self.change_percent is None else f" ({wording.percent(self.change_percent)})"
            return f"{self.label}: {wording.level(self.level)}{change} of {wording.day(self.on)}"
        by = f", {self.cadence}" if self.cadence else ""
        if self.kind == "late":
            state = "dormant, late" if self.is_dormant else "late"
            return f"{self.label}: {state} {wording.span(self.late_days)}, due {wording.day(self.on)}{by}"
        verb = "due since" if self.kind == "due" else "expected"
        return f"{self.label}: {verb} {wording.day(self.on)}{by}"


class Day(msgspec.Struct, frozen=True):
    """One day with its entries; the first "day" of an agenda holds what is late, whenever it was due."""

    on: date | None
    """The day; None for what is late."""
    entries: tuple[Entry, ...]
    is_today: bool = False

    @property
    def is_late(self) -> bool:
        """Whether this is what is late."""
        return self.on is None


def agenda(quotes: Iterable[Quote], now: datetime, weeks_ahead: int = 8, weeks_back: int = 8) -> tuple[Day, ...]:
    """What is late, the latest first; then every day with an entry from so many weeks back to so many ahead, and today.

    Rows of a day stand in the order in which they came, what was printed before what is due.
    """
    today = utc_day(now)
    start, end = _shifted(today, -weeks_back), _shifted(today, weeks_ahead)
    late: list[Entry] = []
    days: dict[date, list[Entry]] = {today: []}
    for quote in quotes:
        standing = publication(quote, now)
        for entry in (*_printed(quote, start, end), *_coming(quote, standing, today, end)):
            if entry.kind == "late":
                late.append(entry)
            else:
                days.setdefault(entry.on, []).append(entry)
    late.sort(key=lambda entry: -entry.late_days)
    dated = (
        Day(on, tuple(sorted(days[on], key=lambda entry: _ORDER[entry.kind])), is_today=on == today)
        for on in sorted(days)
    )
    return ((Day(None, tuple(late)),) if late else ()) + tuple(dated)


def _shifted(today: date, weeks: int) -> date:
    """The day so many weeks away, as far as the calendar goes."""
    weeks = max(-WEEKS_LIMIT, min(WEEKS_LIMIT, weeks))
    return date.fromordinal(max(1, min(date.max.toordinal(), today.toordinal() + 7 * weeks)))


def _printed(quote: Quote, start: date, end: date) -> Iterator[Entry]:
    """The prints within the days, each with its change."""
    prints = prints_of(quote)
    if not prints or prints[-1].on < start:
        return
    pairs: Iterable[tuple[Point | None, Point]] = ((None, prints[0]), *pairwise(prints))
    for before, point in pairs:
        if start <= point.on <= end:
            change = percent_between(before.value, point.value) if before else None
            yield Entry(quote.label, "printed", point.on, point.value, change)


def _coming(quote: Quote, standing: Publication, today: date, end: date) -> Iterator[Entry]:
    """What is late, due or expected of a row."""
    on, age, declared = quote.published_on, standing.age_days, standing.declared
    is_contradicted = disagree(declared, standing.observed)
    cadence = standing.observed if is_contradicted or declared is None else declared
    if on is None or age is None or cadence is None or cadence.days < 1:
        return
    if standing.state in ("late", "dormant") and standing.due_on is not None:
        judge = declared or cadence
        words = f"{judge.text}, but printed {cadence.text}" if is_contradicted else judge.text
        is_dormant = standing.state == "dormant"
        yield Entry(
            quote.label, "late", standing.due_on, late_days=standing.late_days, is_dormant=is_dormant, cadence=words
        )
        if not is_contradicted or age >= cadence.days:
            return
    words = f"printed {cadence.text}" if is_contradicted else cadence.text
    last = on.toordinal()
    for number in range(1, EXPECTED_LIMIT + 1):
        ordinal = last + number * cadence.days
        if ordinal > end.toordinal():
            return
        expected = date.fromordinal(ordinal)
        if expected > today or number == 1:
            yield Entry(quote.label, "expected" if expected > today else "due", expected, cadence=words)
