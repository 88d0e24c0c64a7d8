"""A price index over time: dated points, oldest first."""

from datetime import date

import msgspec


class Point(msgspec.Struct, frozen=True):
    """One print."""

    on: date
    value: float


class Series(msgspec.Struct, frozen=True):
    """The prints of one index, oldest first, one per date (the later entry of a repeated date wins)."""

    points: tuple[Point, ...] = ()
    rejected: tuple[str, ...] = ()
    """Trend entries that are no dated number, each as bounded text; counted and shown, never dropped in silence."""
