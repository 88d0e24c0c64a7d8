"""Whether a row agrees with itself, checked on every load: findings, never an exception, never a dropped row."""

from datetime import date, datetime, timedelta

from tickertui.market import wording
from tickertui.market.calendar import AHEAD, declared_cadence, utc_day
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot

ROUNDING = 0.005 + 1e-6
"""By how much a percentage of two decimals may differ from the one computed again."""


def findings_of(quote: Quote, now: datetime) -> tuple[Finding, ...]:
    """Everything that is not as it should be with a row: what was found when it was read, and what its figures tell."""
    return (*quote.findings, *check(quote, now))


def verdict(snapshot: Snapshot, now: datetime) -> str:
    """How many rows agree with themselves, and how much was found about the payload, in words."""
    rows = len(snapshot.quotes)
    odd = sum(bool(findings_of(quote, now)) for quote in snapshot.quotes)
    words = "no rows" if not rows else "every row checks out" if not odd else f"{odd} of {rows} rows with findings"
    about = len(snapshot.findings)
    return f"{words}, {about} finding{'s' * (about > 1)} about the payload" if about else words


def check(quote: Quote, now: datetime) -> tuple[Finding, ...]:
    """What a row's figures tell about each other; what was odd when it was read stands in `quote.findings`."""
    return (
        *_change(quote),
        *_newest_prints(quote),
        *_dates(quote, now),
        *_levels(quote),
        *_frequency(quote),
    )


def _change(quote: Quote) -> list[Finding]:
    """The change in per cent computed again from the last two values."""
    level, last, percent = quote.level, quote.last, quote.change_percent
    if level is None or last is None or percent is None:
        return []
    if last == 0:
        return [Finding("change-mismatch", f"{wording.percent(percent)} is given against a last value of zero")]
    computed = (level / last - 1) * 100
    if abs(computed - percent) <= ROUNDING:
        return []
    return [
        Finding(
            "change-mismatch",
            f"{wording.percent(percent)} is given, {wording.percent(computed)} follows from "
            f"{wording.level(last)} to {wording.level(level)}",
        )
    ]


def _newest_prints(quote: Quote) -> list[Finding]:
    """Level, last value and date against the newest two prints of the trend."""
    points = quote.series.points
    found = []
    if points and quote.level is not None and points[-1].value != quote.level:
        words = f"today is {wording.level(quote.level)}, the trend's newest print {wording.level(points[-1].value)}"
        found.append(Finding("level-mismatch", words))
    if points and quote.published_on is not None and points[-1].on != quote.published_on:
        words = f"published on {quote.published_on}, the trend's newest print is of {points[-1].on}"
        found.append(Finding("date-mismatch", words))
    if len(points) > 1 and quote.last is not None and points[-2].value != quote.last:
        words = f"last is {wording.level(quote.last)}, the trend's print before {wording.level(points[-2].value)}"
        found.append(Finding("last-mismatch", words))
    return found


def _dates(quote: Quote, now: datetime) -> list[Finding]:
    """Prints dated in the future."""
    horizon = _horizon(utc_day(now))
    found = []
    if quote.published_on is not None and quote.published_on > horizon:
        found.append(Finding("future-print", f"The last print is dated in the future: {quote.published_on}"))
    ahead = [point.on for point in quote.series.points if point.on > horizon and point.on != quote.published_on]
    if ahead:
        words = f"{len(ahead)} prints of the trend are dated in the future, the first {ahead[0]}"
        found.append(Finding("future-point", words))
    return found


def _horizon(today: date) -> date:
    """The last day that a print may be dated."""
    return today if today == date.max else today + timedelta(days=AHEAD)


def _levels(quote: Quote) -> list[Finding]:
    """Levels that no price index has; a spread may well be below zero."""
    numbers = [quote.level, quote.last, *(point.value for point in quote.series.points)]
    negative = sum(number is not None and number < 0 for number in numbers)
    if not negative:
        return []
    from tickertui.market.derived import is_derived

    return [] if is_derived(quote) else [Finding("negative-level", f"{negative} levels are below zero")]


def _frequency(quote: Quote) -> list[Finding]:
    """A declared frequency whose meaning is not known."""
    if declared_cadence(quote.frequency) is not None:
        return []
    if not quote.frequency:
        return [Finding("missing-frequency", "No update frequency is declared")]
    return [Finding("unknown-frequency", f"The update frequency is not known: {quote.frequency}")]
