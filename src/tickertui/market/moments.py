"""Moments as a person writes them, at the shell and on the screen."""

import re
from datetime import UTC, date, datetime, time, timedelta

from tickertui.errors import UsageError

_FORMS = "Write a date (2026-05-01), a moment (2026-05-01T12:30Z), or how long ago: 10 days ago, 2 weeks ago."
_UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


def moment(text: str, now: datetime) -> datetime:
    """The moment a text means: the end of the UTC day, of the minute or of the second that it names.

    So what is listed as known at a minute is known at it. A time without a zone is UTC. Today is now: what is known at
    its end is not known yet.

    Raises:
        UsageError: It is none of these, or lies ahead.
    """
    words = text.strip()
    try:
        meant = _long_ago(words.lower(), now) or _written(words)
    except (ValueError, OverflowError):
        meant = None
    if meant is None:
        raise UsageError(f"“{text}” is no moment.", _FORMS)
    if meant > now:
        if meant.date() == now.astimezone(UTC).date():
            return now
        raise UsageError(f"“{text}” lies ahead: what will be known then is not known now.", _FORMS)
    return meant


def _written(words: str) -> datetime:
    """A date or a moment of ISO 8601.

    Raises:
        ValueError: It is neither.
        OverflowError: It is beyond the years that there are.
    """
    try:
        day = date.fromisoformat(words)
    except ValueError:
        at = datetime.fromisoformat(words.removesuffix(" UTC"))
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        return at + _left_of(words)
    return datetime.combine(day, time.max, UTC)


def _left_of(words: str) -> timedelta:
    """What is left of the hour, minute or second that a written moment ends with; nothing of a fraction of a second."""
    clock = re.search(r"[T ]((?:\d\d:?){1,3})([.,]\d)?", words)
    if clock is None or clock[2]:
        return timedelta(0)
    units = {2: timedelta(hours=1), 4: timedelta(minutes=1), 6: timedelta(seconds=1)}
    return units[len(clock[1].replace(":", ""))] - timedelta(microseconds=1)


def _long_ago(words: str, now: datetime) -> datetime | None:
    """A moment by how long ago it is; None for other words."""
    if words == "now":
        return now
    if words in ("today", "yesterday"):
        day = now.astimezone(UTC).date() - timedelta(days=words == "yesterday")
        return datetime.combine(day, time.max, UTC)
    match words.split():
        case [number, unit, "ago"] if number.isdecimal() and unit.removesuffix("s") in _UNITS:
            return now - int(number) * _UNITS[unit.removesuffix("s")]
    return None
