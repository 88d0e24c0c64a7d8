"""The columns of the board on the screen: those of the market's board with width, priority and tone, and the sparkline.

A cell has up to three parts: a lead that stands at the column's left (an arrow, the year of a figure of another
year), the text, which aligns on its point, and nothing of markup. Tones name component classes of the table.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec

from tickertui.market import board, wording
from tickertui.market.basis import is_other_year
from tickertui.market.board import Key
from tickertui.market.calendar import standing, utc_day
from tickertui.market.quote import Quote

MOVES = {
    "up": ("flat", "up-1", "up-2", "up-3"),
    "down": ("flat", "down-1", "down-2", "down-3"),
    "flat": ("flat",),
    "none": ("quiet",),
}
"""The tone of a move by its direction and grade."""

TONES = (
    "ink", "quiet", "level", "flat", "up-1", "up-2", "up-3", "down-1", "down-2", "down-3",
    "fresh", "due", "late", "dormant", "spark", "unseen", "marker", "match", "header", "sorted", "position", "message",
)  # fmt: skip
"""Every tone; each is the component class `quote-table--TONE`."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """What one cell shows."""

    text: str
    """The text, which aligns as its column says."""
    tone: str = "ink"
    lead: str = ""
    """What stands at the left of the column, apart from the text."""
    lead_tone: str = "quiet"


class TableColumn(msgspec.Struct, frozen=True):
    """A column of the table."""

    id: str
    title: str
    priority: int
    """The columns of the lowest numbers stay the longest when the table gets narrow; 0, 1 and 2 always show."""
    align: Literal["left", "right", "point"]
    cell: Callable[[Quote, datetime], Cell]
    key: Callable[[Quote, datetime], Key] | None
    """What rows are ordered by; None where a column orders nothing."""
    usual: int
    """The cells it is thought to need until rows have been measured."""
    least: int = 0
    """The cells it can be cut to; 0 where it is never cut."""
    most: int = 0
    """The cells it grows to where there is room; 0 for no more than its content needs."""
    apart: Callable[[Quote, datetime], bool] | None = None
    """Which rows come after the others in both directions."""
    flashes: bool = False
    """Whether a change of its text is shown for a moment."""
    is_drawn: bool = False
    """Whether it holds the sparkline instead of a text."""


_text_of_change = board.column("change").text
_text_of_state = board.column("state").text
_text_of_age = board.column("age").text


def _move(value: float | None) -> str:
    """The tone of a move in per cent."""
    tones = MOVES[wording.direction(value)]
    return tones[min(wording.grade(value), len(tones) - 1)]


def _plain(id: str, tone: str) -> Callable[[Quote, datetime], Cell]:  # noqa: A002  # the word for it
    """A cell of the board's text in one tone; a dash stands back."""
    text = board.column(id).text

    def cell(quote: Quote, now: datetime) -> Cell:
        said = text(quote, now)
        return Cell(said, "quiet" if said == wording.MISSING else tone)

    return cell


def _name(quote: Quote, _now: datetime) -> Cell:
    return Cell(quote.label)


def _change(quote: Quote, now: datetime) -> Cell:
    return Cell(_text_of_change(quote, now), _move(quote.change_percent))


def _change_percent(quote: Quote, _now: datetime) -> Cell:
    value = quote.change_percent
    tone = _move(value)
    return Cell(wording.points(value), tone, wording.arrow(value), tone)


def _of_its_year(value: float | None, quote: Quote, now: datetime) -> Cell:
    """A percentage that belongs to a year; one of another year stands back behind the year's number."""
    text = wording.points(value)
    if value is None or quote.published_on is None or not is_other_year(quote, now):
        return Cell(text, _move(value))
    return Cell(text, "quiet", f"'{quote.published_on.year % 100:02}")


def _year_to_date(quote: Quote, now: datetime) -> Cell:
    return _of_its_year(quote.year_to_date, quote, now)


def _year_on_year(quote: Quote, now: datetime) -> Cell:
    return _of_its_year(quote.year_on_year, quote, now)


def _state(quote: Quote, now: datetime) -> Cell:
    state, _ = standing(quote, utc_day(now))
    return Cell(_text_of_state(quote, now), "quiet" if state == "unknown" else state)


def _age(quote: Quote, now: datetime) -> Cell:
    """The age, in the tone of the publication state once the print is late."""
    state, _ = standing(quote, utc_day(now))
    return Cell(_text_of_age(quote, now), state if state in ("late", "dormant") else "quiet")


def _nothing(_quote: Quote, _now: datetime) -> Cell:
    return Cell("")


def _column(
    id: str,  # noqa: A002  # the word for it
    priority: int,
    align: Literal["left", "right", "point"],
    cell: Callable[[Quote, datetime], Cell],
    usual: int,
    **more: object,
) -> TableColumn:
    """A column of the market's board, with what the screen adds."""
    known = board.column(id)
    fields: dict[str, object] = {"key": known.key, "apart": known.apart, **more}
    return TableColumn(id, known.title, priority, align, cell, usual=usual, **fields)  # type: ignore[arg-type]  # as declared above


COLUMNS: tuple[TableColumn, ...] = (
    _column("name", 1, "left", _name, 22, least=6, most=40),
    _column("level", 0, "point", _plain("level", "level"), 8, flashes=True),
    _column("change", 8, "point", _change, 7, flashes=True),
    _column("change_percent", 2, "point", _change_percent, 8, flashes=True),
    _column("span", 9, "right", _plain("span", "quiet"), 5),
    _column("year_to_date", 6, "point", _year_to_date, 11, flashes=True),
    _column("year_on_year", 7, "point", _year_on_year, 11, flashes=True),
    TableColumn("sparkline", "Trend", 4, "left", _nothing, None, usual=13, least=8, most=26, is_drawn=True),
    _column("published", 10, "left", _plain("published", "quiet"), 10),
    _column("age", 5, "right", _age, 5),
    _column("state", 3, "left", _state, 11),
    _column("due", 11, "left", _plain("due", "quiet"), 10),
    _column("cadence", 12, "left", _plain("cadence", "quiet"), 13),
)
"""Every column, in the order in which the widest table shows them."""
