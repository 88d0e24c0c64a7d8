"""When to ask a source again, and why then. Pure: the moment and the dice are arguments.

The indices are printed weekly to monthly, so a source is asked seldom while nothing is due, and more often from the
day that something is, falling off the longer it does not come. A failure backs off, with full jitter so that many
readers of one host do not come back together. What a host asks for is obeyed, within reason.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from tickertui.market.calendar import publication
from tickertui.market.quote import Quote
from tickertui.market.wording import day, duration
from tickertui.source.outcome import Failed, Kind, Outcome

if TYPE_CHECKING:
    from random import Random

FLOOR = timedelta(seconds=60)
"""The shortest time between two requests that nobody asked for, whatever is set."""

REFRESH_FLOOR = timedelta(seconds=5)
"""The shortest time between two requests, whoever asks for them."""

SCAN = timedelta(seconds=1)
"""How often files and folders are looked at."""

SOON = timedelta(minutes=15)
"""The time between two checks on the day that something is due."""

SELDOM = timedelta(hours=6)
"""The time between two checks while nothing is due."""

ARTICLES = timedelta(hours=24)
"""The time between two checks of an article's page."""

BACK_OFF = timedelta(hours=1)
"""The longest that failures make us wait, where the host does not say how long."""

RETRY_AFTER = timedelta(hours=6)
"""The longest that we wait because a host says so."""


class Policy(msgspec.Struct, frozen=True):
    """How a source is to be asked."""

    kind: Kind = "address"
    interval: timedelta | None = None
    """A fixed interval, from the settings; None: by the cadence of its indices."""
    is_article: bool = False
    """Whether it is asked for an article only: seldom."""


class Plan(msgspec.Struct, frozen=True):
    """When a source is asked next."""

    at: datetime | None
    """The moment; None: never, it can have nothing new."""
    why: str
    """Why then, in words that can stand after "next check at ...": "Lithium is due since 2026-06-10"."""
    interval: timedelta = timedelta(0)
    """How long that was from the moment of planning."""

    def wait(self, now: datetime) -> timedelta | None:
        """How long to wait from this moment on: never longer than planned, though the clock be set back."""
        if self.at is None:
            return None
        return min(max(self.at - now, timedelta(0)), self.interval)


class Due(msgspec.Struct, frozen=True):
    """An index and the day that its next print is due."""

    label: str
    on: date


def next_check(
    outcome: Outcome | None,
    *,
    policy: Policy,
    now: datetime,
    rng: "Random",
    failures: int = 0,
    quotes: Sequence[Quote] = (),
) -> Plan:
    """When to ask next.

    Args:
        outcome: What the last check gave; None where none was made yet.
        policy: How the source is to be asked.
        now: The moment, aware.
        rng: The dice.
        failures: How many checks have failed in a row, the last one included.
        quotes: The source's rows, as far as they are known.
    """
    if policy.kind in ("sample", "stdin"):
        return Plan(None, "it can have nothing new")
    if policy.kind in ("file", "folder"):
        return _plan(now, SCAN, f"the {policy.kind} is watched")
    if outcome is None:
        return Plan(now, "it was not asked yet")
    if isinstance(outcome, Failed):
        return _after_failure(outcome, max(failures, 1), now, rng)
    if policy.interval is not None:
        interval = max(policy.interval, FLOOR)
        return _plan(now, interval, f"it is set to every {duration(interval.total_seconds())}")
    if policy.is_article:
        return _plan(now, _spread(ARTICLES, rng), "articles seldom change")
    return _by_cadence(dues(quotes, now), now, rng)


def dues(quotes: Iterable[Quote], now: datetime) -> tuple[Due, ...]:
    """The indices that still print and when each is due next, the earliest first."""
    found = []
    for quote in quotes:
        state = publication(quote, now)
        if state.due_on is not None and state.state in ("fresh", "due", "late"):
            found.append(Due(quote.label, state.due_on))
    return tuple(sorted(found, key=lambda due: due.on))


def refresh_at(last_asked_at: datetime | None, now: datetime) -> datetime:
    """When a refresh that a person asks for may be made: at once, or five seconds after the last request."""
    if last_asked_at is None:
        return now
    # A request in the future is one before the clock was set back.
    return max(now, min(last_asked_at, now) + REFRESH_FLOOR)


def _by_cadence(awaited: tuple[Due, ...], now: datetime, rng: "Random") -> Plan:
    """The next check by what is due: the index that came due last is the likeliest to be printed."""
    today = now.astimezone(UTC).date()
    overdue = [due for due in awaited if due.on <= today]
    coming = next((due for due in awaited if due.on > today), None)
    interval, why = SELDOM, "nothing is due"
    if overdue:
        latest = max(overdue, key=lambda due: due.on)
        # 15 minutes on the day itself, twice that with every day that passes.
        interval = min(SOON * 2 ** min((today - latest.on).days, 10), SELDOM)
        why = _due_words(latest, today)
    elif coming is not None:
        why = f"nothing is due before {coming.label} on {day(coming.on)}"
    interval = _spread(interval, rng)
    if coming is not None:
        begins_at = datetime(coming.on.year, coming.on.month, coming.on.day, tzinfo=UTC)
        if begins_at - now < interval:
            return _plan(now, max(begins_at - now, FLOOR), f"{coming.label} is due on {day(coming.on)}")
    return _plan(now, interval, why)


def _due_words(due: Due, today: date) -> str:
    """Why we ask, where something is due."""
    return f"{due.label} is due {'today' if due.on == today else 'since ' + day(due.on)}"


def _after_failure(outcome: Failed, failures: int, now: datetime, rng: "Random") -> Plan:
    """The next try after a failure: when the host says, else ever later, at a random moment of a growing span."""
    if outcome.retry_after is not None:
        interval = max(min(outcome.retry_after, RETRY_AFTER), FLOOR)
        return _plan(now, interval, f"the host asked for {duration(interval.total_seconds())}")
    span = min(FLOOR * 2 ** min(failures, 16), BACK_OFF)
    times = "the last check failed" if failures == 1 else f"the last {failures} checks failed"
    return _plan(now, FLOOR + (span - FLOOR) * rng.random(), times)


def _spread(interval: timedelta, rng: "Random") -> timedelta:
    """The interval, up to a tenth longer: readers of one host do not come in step."""
    return interval * (1 + rng.random() / 10)


def _plan(now: datetime, interval: timedelta, why: str) -> Plan:
    """A plan so far ahead."""
    return Plan(now + interval, why, interval)
