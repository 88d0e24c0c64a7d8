"""The points of their own on a row's chart: the last print, the level a year ago, what was revised."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tickertui.market.basis import year_on_year_basis
from tickertui.market.prints import prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point
from tickertui.tui.widgets.facts import IMPLIED, REVISED
from tickertui.tui.widgets.price_drawing import Mark

if TYPE_CHECKING:
    from tickertui.archive.records import Observation

LAST = "●"
"""The mark of the last print."""


def marks(quote: Quote, revised: "Iterable[Observation]") -> tuple[Mark, ...]:
    """The marks: the level implied a year ago, revised prints, the last print."""
    found = []
    implied = implied_level(quote)
    if implied is not None:
        found.append(Mark(implied.on, implied.value, IMPLIED))
    found += [Mark(one.on, one.value, REVISED) for one in revised]
    last = next(reversed(prints_of(quote)), None)
    if last is not None and all(mark.on != last.on for mark in found):
        found.append(Mark(last.on, last.value, LAST))
    return tuple(found)


def implied_level(quote: Quote) -> Point | None:
    """The level a year ago, where only the row's percentage tells of it."""
    year_ago = year_on_year_basis(quote)
    if year_ago is None or year_ago.found != "implied" or year_ago.on is None or year_ago.value is None:
        return None
    return Point(year_ago.on, year_ago.value)
