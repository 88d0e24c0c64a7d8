"""The dated prints of a row, the one that held on a day, and where nothing was published."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import isfinite
from operator import attrgetter, sub

from tickertui.market.quote import Quote
from tickertui.market.series import Point

BREAK = 2.5
"""Prints that are further apart than so many of their usual gaps have nothing between them."""

NEAR = 4
"""The gaps before one and after it that tell what was usual at its time."""

_on = attrgetter("on")
_value = attrgetter("value")


def prints_of(quote: Quote) -> tuple[Point, ...]:
    """The row's dated prints, oldest first, the last one too where the trend lacks it; none that is no number.

    Of a date that the trend and the row give different levels for, the row's level counts: it is the one that shows.
    """
    points, on, level = quote.series.points, quote.published_on, quote.level
    if points and not isfinite(sum(map(_value, points))):
        points = tuple(point for point in points if isfinite(point.value))
    if on is None or level is None or not isfinite(level):
        return points
    if points and points[-1].on == on:
        return points if points[-1].value == level else (*points[:-1], Point(on, level))
    place = bisect_right(points, on, key=_on)
    if place and points[place - 1].on == on:
        return (*points[: place - 1], Point(on, level), *points[place:])
    return (*points[:place], Point(on, level), *points[place:])


def as_of(points: Sequence[Point], on: date) -> Point | None:
    """The print that held on a day: the last one up to it; None before the first."""
    place = bisect_right(points, on, key=_on)
    return points[place - 1] if place else None


def percent_between(before: float | None, after: float | None) -> float | None:
    """The change from one level to another in per cent; None where either is missing or the first is not above zero."""
    if before is None or after is None or not before > 0:
        return None
    return finite((after / before - 1) * 100)


def finite(number: float) -> float | None:
    """The number; None for one that is none."""
    return number if isfinite(number) else None


def usual_gap(points: Sequence[Point]) -> int:
    """The usual number of days between prints; a year where there are too few to tell."""
    gaps = sorted(_gaps(points))
    return max(1, gaps[len(gaps) // 2]) if gaps else 365


def breaks(points: Sequence[Point], cadence_days: int | None = None) -> frozenset[int]:
    """The places of the prints before which nothing was published for long.

    Long is measured by the cadence (the usual gap where it is None) and, where there are enough prints to tell, by what
    was usual at the time: a series that was monthly and is weekly now has no breaks in its monthly years.
    """
    gaps = _gaps(points)
    allowed = BREAK * (cadence_days or usual_gap(points))
    return frozenset(
        place + 1 for place, gap in enumerate(gaps) if gap > allowed and gap > BREAK * _usual_then(gaps, place)
    )


def _gaps(points: Sequence[Point]) -> list[int]:
    """The days from each print to the next."""
    days = [point.on.toordinal() for point in points]
    return list(map(sub, days[1:], days))


def _usual_then(gaps: Sequence[int], place: int) -> int:
    """What gaps are usual around one; 0 where there are too few to tell."""
    around = sorted(gaps[max(0, place - NEAR) : place + NEAR + 1])
    return around[(len(around) - 1) // 2] if len(around) > NEAR else 0
