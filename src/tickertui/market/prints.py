"""The dated prints of a row, and the one that held on a day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import isfinite
from operator import attrgetter

from tickertui.market.quote import Quote
from tickertui.market.series import Point

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
