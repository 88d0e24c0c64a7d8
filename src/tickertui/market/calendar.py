"""When a figure was due: declared and observed cadence, age, and whether a print is fresh, due, late or dormant.

Days are UTC days and the moment is an argument. A period has a quarter of itself as grace before a print counts
as late; its days late are then those since it was due. After three periods it is dormant.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from tickertui.market.quote import Quote
from tickertui.market.series import Series

State = Literal["fresh", "due", "late", "dormant", "unknown"]

GRACE = 0.25
"""The part of a period that a print may be overdue before it is late."""

DORMANT_AFTER = 3
"""Periods without a print after which an index is dormant."""

AHEAD = 1
"""Days by which a print may be dated ahead of the UTC day: east of Greenwich it is tomorrow already."""


class Cadence(msgspec.Struct, frozen=True):
    """How often an index prints."""

    days: int
    """The period in days."""
    text: str
    """In words: "every 2 weeks", "every 14 days since 2025-11-27"."""
    since: date | None = None
    """The print from which an observed cadence holds; None for a declared one."""


DECLARED = {
    "1wk": Cadence(7, "every week"),
    "2wk": Cadence(14, "every 2 weeks"),
    "monthly": Cadence(31, "monthly"),
}
"""The frequencies whose meaning is known, by the text that declares them."""


class Publication(msgspec.Struct, frozen=True):
    """Where an index stands in its calendar at a moment."""

    state: State
    age_days: int | None
    """Days since the last print; None without one, and for a print dated in the future."""
    late_days: int = 0
    """Days since the next print was due, once the grace is over; else 0."""
    due_on: date | None = None
    """When the next print is due."""
    declared: Cadence | None = None
    observed: Cadence | None = None


class Tally(msgspec.Struct, frozen=True):
    """How many rows are in each state, and which one comes due next."""

    fresh: int = 0
    due: int = 0
    late: int = 0
    dormant: int = 0
    unknown: int = 0
    next_due_label: str = ""
    """The first of the fresh rows to come due; empty where none will."""
    next_due_on: date | None = None

    @property
    def overdue(self) -> int:
        """How many rows are past their grace: the late and the dormant ones."""
        return self.late + self.dormant


@lru_cache(maxsize=16)
def utc_day(now: datetime) -> date:
    """The UTC day of a moment; remembered, as it is asked for every row of a board."""
    return now.astimezone(UTC).date()


def declared_cadence(frequency: str) -> Cadence | None:
    """The cadence that a declared frequency stands for; None for a text whose meaning is not known."""
    return DECLARED.get(frequency) or DECLARED.get(frequency.strip().lower())


def observed_cadence(series: Series) -> Cadence | None:
    """The cadence that the newest prints keep, with the print from which it holds; None for fewer than three prints.

    The median of the five newest gaps is the beat. It holds back to where two gaps in a row are off it by more than
    a quarter, so that one holiday does not end it, and a change of rhythm does.
    """
    points = series.points
    if len(points) < 3:
        return None
    gaps = [(later.on - earlier.on).days for earlier, later in zip(points[-2::-1], points[:0:-1], strict=True)]
    beat = _middle(gaps[:5])
    slack = max(2.0, beat * GRACE)
    length = misses = 0
    for number, gap in enumerate(gaps, start=1):
        if abs(gap - beat) <= slack:
            length, misses = number, 0
        else:
            misses += 1
            if misses == 2 and length:
                break
    kept = gaps[:length]
    on_beat = [gap for gap in kept if abs(gap - beat) <= slack]
    return _cadence(kept, on_beat, points[-1 - length].on)


def _middle(numbers: list[int]) -> int:
    """The lower median."""
    return sorted(numbers)[(len(numbers) - 1) // 2]


def _cadence(gaps: list[int], on_beat: list[int], since: date) -> Cadence:
    """Put a rhythm into words: gaps newest first, and those of them that keep the beat."""
    days = _middle(on_beat)
    if 2 * len(on_beat) <= len(gaps) or len(on_beat) < 2:
        return Cadence(days, f"irregular, about every {days} days since {since}", since)
    if 28 <= days <= 35 and len(set(on_beat)) > 1:
        days, words = 31, "monthly"
    else:
        words = "daily" if days == 1 else f"every {days} days"
    last = "" if gaps[0] in on_beat else f", the last after {gaps[0]}"
    return Cadence(days, f"{words} since {since}{last}", since)


def disagree(declared: Cadence | None, observed: Cadence | None) -> bool:
    """Whether the observed cadence is off the declared one by more than the grace."""
    if declared is None or observed is None:
        return False
    return abs(observed.days - declared.days) > declared.days * GRACE


def age_days(quote: Quote, today: date) -> int | None:
    """Days since the last print, 0 for one of tomorrow; None without a print and for one dated further ahead."""
    if quote.published_on is None:
        return None
    age = (today - quote.published_on).days
    return max(0, age) if age >= -AHEAD else None


def period_of(quote: Quote) -> int | None:
    """The period in days by which a row is judged: the declared one, else the observed one."""
    cadence = declared_cadence(quote.frequency) or observed_cadence(quote.series)
    return cadence.days if cadence else None


def standing(quote: Quote, today: date) -> tuple[State, int]:
    """The publication state and the days late: what `publication` says, cheap enough for every row of a long board."""
    age = age_days(quote, today)
    if age is None:
        return "unknown", 0
    period = period_of(quote)
    return ("unknown", 0) if period is None else _judge(age, period)


def _judge(age: int, period: int) -> tuple[State, int]:
    """The state and the days late of a print so many days old, by a period."""
    if age < period:
        return "fresh", 0
    if age <= period * (1 + GRACE):
        return "due", 0
    return ("late" if age <= period * DORMANT_AFTER else "dormant"), age - period


def due_on(quote: Quote, period: int | None) -> date | None:
    """When the print after the last one is due; None where that cannot be said."""
    if quote.published_on is None or period is None:
        return None
    try:
        return quote.published_on + timedelta(days=period)
    except OverflowError:
        return None


def publication(quote: Quote, now: datetime) -> Publication:
    """Where a row stands in its calendar at a moment. For rows that are looked at: see `standing` for all of them."""
    declared, observed = declared_cadence(quote.frequency), observed_cadence(quote.series)
    judge = declared or observed
    age = age_days(quote, utc_day(now))
    state: State = "unknown"
    late_days = 0
    if age is not None and judge is not None:
        state, late_days = _judge(age, judge.days)
    return Publication(state, age, late_days, due_on(quote, judge.days if judge else None), declared, observed)


def tally(quotes: Iterable[Quote], now: datetime) -> Tally:
    """How many rows are in each state, and the first of the fresh ones to come due."""
    today = utc_day(now)
    counts = {"fresh": 0, "due": 0, "late": 0, "dormant": 0, "unknown": 0}
    next_label, next_on = "", None
    for quote in quotes:
        age, period = age_days(quote, today), period_of(quote)
        if age is None or period is None:
            counts["unknown"] += 1
            continue
        state, _ = _judge(age, period)
        counts[state] += 1
        if state == "fresh":
            on = due_on(quote, period)
            if on is not None and (next_on is None or on < next_on):
                next_label, next_on = quote.label, on
    return Tally(**counts, next_due_label=next_label, next_due_on=next_on)
