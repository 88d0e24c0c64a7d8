"""What a percentage is against: the value, its date, and how they were found.

A base is looked for among the dated prints: one is taken when it gives the percentage within the rounding of the
figures involved. Otherwise the base is what the percentage implies, level / (1 + percent / 100), and says so.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

from tickertui.market.calendar import declared_cadence, observed_cadence, utc_day
from tickertui.market.quote import Quote
from tickertui.market.series import Point

NEAR = 16
"""Days around the anniversary of a print within which another print can be the one of a year ago."""


class Basis(msgspec.Struct, frozen=True):
    """What one percentage is against."""

    percent: float
    value: float | None
    """The level it is against; None where there is none."""
    on: date | None
    """The day of that level; None where it is not known."""
    found: Literal["trend", "given", "implied", "none"]
    """Whether the level is a print of the trend, given without a date, follows from the percentage, or is not known."""
    year: int | None
    """The year that a year-to-date percentage belongs to; else None."""
    days: int | None
    """The days from the base to the print, where the base is dated."""
    reason: str
    """What the base is: "first print of 2026", "last print of 2025", "a year before", ..."""


def change_basis(quote: Quote) -> Basis | None:
    """What the last change is against: the print before, dated where the trend has it; None without a percentage."""
    percent = quote.change_percent
    if percent is None:
        return None
    before = _before(quote)
    if before is not None and (quote.last is None or quote.last == before.value):
        days = _days(before.on, quote.published_on)
        return Basis(percent, before.value, before.on, "trend", None, days, "the print before")
    if quote.last is not None:
        return Basis(percent, quote.last, None, "given", None, None, "the value before, which the trend does not date")
    value = _implied(quote.level, percent)
    return Basis(percent, value, None, "implied" if value is not None else "none", None, None, "the value before")


def change_days(quote: Quote) -> int | None:
    """The days that the last change spans: from the print before to the last one; None where the trend does not say."""
    before = _before(quote)
    return None if before is None else _days(before.on, quote.published_on)


def year_to_date_basis(quote: Quote) -> Basis | None:
    """What the year-to-date percentage is against; None without one.

    Some indices count from the first print of the year, others from the last print of the year before: the one
    that gives the percentage is the base. Where both do, monthly indices count from the year before.
    """
    percent = quote.year_to_date
    if percent is None:
        return None
    if quote.published_on is None:
        value = _implied(quote.level, percent)
        return Basis(percent, value, None, "implied" if value is not None else "none", None, None, "year unknown")
    year = quote.published_on.year
    matches = [
        (point, reason) for point, reason in _year_bases(quote, year) if _misses(quote.level, point.value, percent) <= 1
    ]
    if matches:
        point, reason = min(matches, key=lambda match: _misses(quote.level, match[0].value, percent))
        days = _days(point.on, quote.published_on)
        return Basis(percent, point.value, point.on, "trend", year, days, reason)
    value = _implied(quote.level, percent)
    if value is None:
        return Basis(percent, None, None, "none", year, None, f"start of {year}")
    return Basis(percent, value, None, "implied", year, None, f"start of {year}, no print of the trend")


def year_on_year_basis(quote: Quote) -> Basis | None:
    """What the year-on-year percentage is against: the level a year before the print, mostly implied."""
    percent = quote.year_on_year
    if percent is None:
        return None
    if quote.published_on is None:
        value = _implied(quote.level, percent)
        return Basis(percent, value, None, "implied" if value is not None else "none", None, None, "a year before")
    on = year_before(quote.published_on)
    near = [
        point
        for point in quote.series.points
        if on is not None and abs((point.on - on).days) <= NEAR and _misses(quote.level, point.value, percent) <= 1
    ]
    if near:
        point = min(near, key=lambda point: abs((point.on - on).days) if on else 0)
        days = _days(point.on, quote.published_on)
        return Basis(percent, point.value, point.on, "trend", None, days, "a year before")
    value = _implied(quote.level, percent)
    if value is None:
        return Basis(percent, None, on, "none", None, None, "a year before")
    return Basis(percent, value, on, "implied", None, _days(on, quote.published_on), "a year before")


def is_other_year(quote: Quote, now: datetime) -> bool:
    """Whether the row's year-to-date belongs to another year than the moment's: not to be ranked with this year's."""
    return quote.published_on is not None and quote.published_on.year != utc_day(now).year


def year_before(on: date) -> date | None:
    """The same day a year before; 28 February for a leap day."""
    if on.year == 1:
        return None
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def _before(quote: Quote) -> Point | None:
    """The newest print of the trend that is older than the row's last one."""
    on = quote.published_on
    if on is None:
        return None
    return next((point for point in reversed(quote.series.points) if point.on < on), None)


def _year_bases(quote: Quote, year: int) -> list[tuple[Point, str]]:
    """The prints that a year's percentages may count from, the likelier one first, each with what it is."""
    start = date(year, 1, 1)
    points = quote.series.points
    first = next((point for point in points if start <= point.on), None)
    last = next((point for point in reversed(points) if point.on < start), None)
    bases = []
    if first is not None and quote.published_on is not None and first.on <= quote.published_on:
        words = f"first print of {year}" if last is not None else f"earliest print of {year} in the trend"
        bases.append((first, words))
    if last is not None:
        bases.append((last, f"last print of {last.on.year}"))
    cadence = declared_cadence(quote.frequency) or observed_cadence(quote.series)
    if cadence is not None and cadence.days >= 28:
        bases.reverse()
    return bases


def _misses(level: float | None, base: float, percent: float) -> float:
    """By how many times the rounding of the figures a base misses a percentage: at most 1 for one that gives it.

    Figures count as rounded to their last written digit, at least to two decimals, and percentages to two.
    """
    if level is None or base <= 0:
        return float("inf")
    half = 0.5 * 10.0 ** -max(2, _decimals(level), _decimals(base))
    slack = 0.005 + 100 * half * (1 / base + abs(level) / base / base) + 1e-9
    return abs((level / base - 1) * 100 - percent) / slack


def _decimals(number: float) -> int:
    """The decimals that a number is written with, at most 12."""
    text = f"{number:.12f}".rstrip("0")
    return len(text) - text.index(".") - 1


def _implied(level: float | None, percent: float) -> float | None:
    """The level that a percentage implies; None where there is none."""
    factor = 1 + percent / 100
    return None if level is None or factor <= 0 else level / factor


def _days(start: date | None, end: date | None) -> int | None:
    """Days between two dates that are known."""
    return None if start is None or end is None else (end - start).days
