"""How long a host asks to be left alone: the `Retry-After` of its answer."""

from datetime import UTC, datetime, timedelta

CAP = timedelta(hours=24)
"""The longest that a host can make us wait: what asks for more is a mistake."""


def retry_after(text: str, now: datetime | None) -> timedelta | None:
    """The wait that a `Retry-After` header asks for, in seconds or as a date; None where it says nothing usable."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return CAP if len(text) > 9 else min(timedelta(seconds=int(text)), CAP)
    if not text or now is None or len(text) > 100:
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return max(timedelta(0), min(wait, CAP))
