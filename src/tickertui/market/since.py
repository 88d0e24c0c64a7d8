"""How an index has moved since a day, such as the date of an article, where its prints reach back to it."""

from datetime import date

import msgspec

from tickertui.market import wording
from tickertui.market.prints import as_of, percent_between, prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point


class Since(msgspec.Struct, frozen=True):
    """What an index was on a day, and what became of it."""

    on: date
    """The day."""
    then: Point | None
    """The print that held on the day; None where none is known that is so old."""
    percent: float | None
    """The change from then to the last print; None without the one or the other."""
    first_on: date | None
    """The first print that is known."""

    @property
    def is_unmoved(self) -> bool:
        """Whether nothing was printed after the day, so that there is nothing to compare."""
        return self.then is not None and self.percent is None


def since(quote: Quote, on: date) -> Since:
    """How a row has moved since a day: from the print that held on it to the last one."""
    prints = prints_of(quote)
    then = as_of(prints, on)
    last_on = quote.published_on or (prints[-1].on if prints else None)
    level = quote.level if quote.level is not None or not prints else prints[-1].value
    has_moved = then is not None and last_on is not None and last_on > then.on
    percent = percent_between(then.value, level) if then is not None and has_moved else None
    return Since(on, then, percent, prints[0].on if prints else None)


def then_words(move: Since) -> str:
    """What it was then: "374.10 on 2024-06-05"; or from when on it is known."""
    if move.then is not None:
        return f"{wording.level(move.then.value)} on {wording.day(move.then.on)}"
    return f"known from {wording.day(move.first_on)}" if move.first_on else "no prints"


def change_words(move: Since) -> str:
    """The change with its arrow: "▲ +12.30 %"; a dash where there is none to tell."""
    if move.percent is None:
        return "no print since" if move.is_unmoved else wording.MISSING
    return f"{wording.arrow(move.percent)} {wording.percent(move.percent)}"
