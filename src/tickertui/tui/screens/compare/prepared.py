"""What the comparison shows, made ready away from the loop where it is much. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter

import msgspec
from rich.cells import cell_len

from tickertui.market.comparison import Comparison, Line, rebased
from tickertui.market.prints import prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point
from tickertui.tui.screens.compare.starts import print_days, starts

MANY_POINTS = 2_000
"""From so many prints on, making ready takes longer than a frame may."""
SPANS = 300
"""The spans of time of which a very long line keeps two prints each: about the columns of a wide chart."""


class Prepared(msgspec.Struct, frozen=True):
    """A comparison with what its keys need."""

    comparison: Comparison = Comparison()
    prints: Mapping[str, tuple[Point, ...]] = {}
    """The prints of every row that has some."""
    starts: tuple[date, ...] = ()
    """The days that it can start on."""
    stops: tuple[date, ...] = ()
    """The days that the crosshair stops on."""
    is_positive: bool = False
    """Whether all values are above zero, as a log scale needs."""
    longest: int = 0
    """The cells of the longest name."""
    drawn: Mapping[str, Line] = {}
    """The lines as they are drawn: long ones with fewer prints than they have."""


def is_much(quotes: Iterable[Quote]) -> bool:
    """Whether making ready is work for a thread."""
    return sum(len(quote.series.points) + 1 for quote in quotes) >= MANY_POINTS


def prepared(quotes: tuple[Quote, ...], start: date | None) -> Prepared:
    """The rows from a day on; from the latest common one where that is None."""
    comparison = rebased(quotes, start)
    prints = {quote.label: prints_of(quote) for quote in quotes}
    prints = {label: points for label, points in prints.items() if points}
    lines = comparison.lines
    return Prepared(
        comparison,
        prints,
        starts(prints),
        print_days(comparison),
        bool(lines) and all(point.value > 0 for line in lines for point in line.points),
        max((cell_len(row.label) for row in quotes), default=0),
        {line.label: thinned(line) for line in lines},
    )


def thinned(line: Line) -> Line:
    """A line with the lowest and the highest print of so many equal spans of time, where it has very many prints."""
    points = line.points
    if len(points) <= 2 * SPANS:
        return line
    first = points[0].on.toordinal()
    days = max(1, points[-1].on.toordinal() - first)
    spans: dict[int, tuple[Point, Point]] = {}
    for point in points:
        place = (point.on.toordinal() - first) * SPANS // days
        low, high = spans.get(place, (point, point))
        spans[place] = (point if point.value < low.value else low, point if point.value > high.value else high)
    kept = {point.on: point for pair in spans.values() for point in pair} | {points[0].on: points[0]}
    kept[points[-1].on] = points[-1]
    return msgspec.structs.replace(line, points=tuple(sorted(kept.values(), key=attrgetter("on"))))
