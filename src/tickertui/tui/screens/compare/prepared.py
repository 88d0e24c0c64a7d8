"""What the comparison shows, made ready away from the loop where it is much. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from tickertui.market.comparison import Comparison, rebased
from tickertui.market.prints import prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point
from tickertui.tui.screens.compare.starts import print_days, starts

MANY_POINTS = 2_000
"""From so many prints on, making ready takes longer than a frame may."""


class Prepared(msgspec.Struct, frozen=True):
    """A comparison with what its keys need."""

    comparison: Comparison = Comparison()
    prints: Mapping[str, tuple[Point, ...]] = {}
    """The prints of every row that has some."""
    starts: tuple[date, ...] = ()
    """The days that it can start on."""
    stops: tuple[date, ...] = ()
    """The days that the crosshair stops on."""


def is_much(quotes: Iterable[Quote]) -> bool:
    """Whether making ready is work for a thread."""
    return sum(len(quote.series.points) + 1 for quote in quotes) >= MANY_POINTS


def prepared(quotes: tuple[Quote, ...], start: date | None) -> Prepared:
    """The rows from a day on; from the latest common one where that is None."""
    comparison = rebased(quotes, start)
    prints = {quote.label: prints_of(quote) for quote in quotes}
    prints = {label: points for label, points in prints.items() if points}
    return Prepared(comparison, prints, starts(prints), print_days(comparison))
