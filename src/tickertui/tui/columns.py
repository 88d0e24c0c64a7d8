"""The columns of the board on the screen: those of the market's board with width, priority and tone, and the sparkline.

A cell has up to three parts: a lead that stands at the column's left (an arrow, the year of a figure of another
year), the text, which aligns on its point, and nothing of markup. Tones name component classes of the table.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from tickertui.market import board, measures, wording
from tickertui.market.basis import change_days, is_other_year
from tickertui.market.board import Key
from tickertui.market.calendar import Publication, publication
from tickertui.market.integrity import findings_of
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
    "fresh", "due", "late", "dormant", "spark", "spark-high", "spark-low", "spark-last", "unseen", "star", "marked",
    "as-of", "marker", "match", "header", "sorted", "group", "position", "message", "badge",
)  # fmt: skip
"""Every tone that a table uses, by its name in `tickertui.tui.tones`."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """What one cell shows."""

    text: str
    """The text, which aligns as its column says."""
    tone: str = "ink"
    lead: str = ""
    """What stands at the left of the column, apart from the text."""
    lead_tone: str = "quiet"


class Facts:
    """A row at a moment, with what several of its cells need, found out once."""

    __slots__ = ("_publication", "now", "quote", "today")

    def __init__(self, quote: Quote, now: datetime, today: date) -> None:
        """The row, the moment and its UTC day."""
        self.quote = quote
        self.now = now
        self.today = today
        self._publication: Publication | None = None

    @property
    def publication(self) -> Publication:
        """Where the row stands in its calendar."""
        if self._publication is None:
            self._publication = publication(self.quote, self.now)
        return self._publication


class TableColumn(msgspec.Struct, frozen=True):
    """A column of the table."""

    id: str
    title: str
    priority: int
    """The columns of the lowest numbers stay the longest when the table gets narrow; 0, 1 and 2 always show."""
    align: Literal["left", "right", "point"]
    cell: Callable[[Facts], Cell]
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
    keys: Callable[[Sequence[Quote], datetime], Sequence[Key]] | None = None
    """The keys of many rows, where that is quicker than one by one."""
    short: Callable[[str, int], str] | None = None
    """How a text is said in fewer cells; every text of a column is, where the column is narrower than one of them."""
    gives: int = 0
    """The cells that a column with a shorter way to say it can give up."""


_text_of_change = board.column("change").text


def move_tone(value: float | None) -> str:
    """The tone of a move in per cent."""
    tones = MOVES[wording.direction(value)]
    return tones[min(wording.grade(value), len(tones) - 1)]


def _figure(text: str, tone: str) -> Cell:
    """A figure; a dash stands back."""
    return Cell(text, "quiet" if text == wording.MISSING else tone)


def _name(row: Facts) -> Cell:
    return Cell(row.quote.label)


def _level(row: Facts) -> Cell:
    """The level; an exclamation mark before it where the row does not add up."""
    said = wording.level(row.quote.level)
    mark = "!" if findings_of(row.quote, row.now) else ""
    return Cell(said, "quiet" if said == wording.MISSING else "level", mark, "late")


def _change(row: Facts) -> Cell:
    return _figure(_text_of_change(row.quote, row.now), move_tone(row.quote.change_percent))


def _change_percent(row: Facts) -> Cell:
    value = row.quote.change_percent
    tone = move_tone(value)
    return Cell(wording.points(value), tone, wording.arrow(value).strip(), tone)


def _span(row: Facts) -> Cell:
    return Cell(wording.span(change_days(row.quote)), "quiet")


def _of_its_year(value: float | None, row: Facts) -> Cell:
    """A percentage that belongs to a year; one of another year stands back behind the year's number."""
    text = wording.points(value)
    on = row.quote.published_on
    if value is None or on is None or not is_other_year(row.quote, row.now):
        return _figure(text, move_tone(value))
    return Cell(text, "quiet", f"'{on.year % 100:02}")


def _year_to_date(row: Facts) -> Cell:
    return _of_its_year(row.quote.year_to_date, row)


def _year_on_year(row: Facts) -> Cell:
    return _of_its_year(row.quote.year_on_year, row)


def _published(row: Facts) -> Cell:
    return Cell(wording.day(row.quote.published_on), "quiet")


def _age(row: Facts) -> Cell:
    """The age, in the tone of the publication state once the print is late."""
    state = row.publication.state
    return Cell(wording.age(row.publication.age_days), state if state in ("late", "dormant") else "quiet")


def _state(row: Facts) -> Cell:
    state = row.publication.state
    return Cell(wording.state(row.publication), "quiet" if state == "unknown" else state)


def _short_days(text: str, _width: int) -> str:
    """Days in fewer cells: "14d", and "0d" for today."""
    return "0d" if text == "today" else text.replace(" d", "d")


def _short_state(text: str, width: int) -> str:
    """A state in fewer cells: its days closed up, or left out where they do not fit."""
    closed = text.replace(" d", "d")
    return closed if len(closed) <= width else closed.partition(" ")[0]


BAR = 9
"""The cells of the bar that a level's place in its range is shown on."""


def _range(row: Facts) -> Cell:
    """The level's place between the lowest and the highest print, on a bar."""
    place = measures.range_key(row.quote, row.now)
    if place is None:
        return Cell(wording.MISSING, "quiet")
    at = round(min(1.0, max(0.0, place)) * (BAR - 1))
    return Cell(f"{'─' * at}●{'─' * (BAR - 1 - at)}", "spark")


def _per_30_days(row: Facts) -> Cell:
    value = measures.pace_key(row.quote, row.now)
    return _figure(wording.points(value), move_tone(value))


def _since_year_end(row: Facts) -> Cell:
    value = measures.year_end_key(row.quote, row.now)
    return _figure(wording.points(value), move_tone(value))


def _drawdown(row: Facts) -> Cell:
    """How far it is below the top: no move of now, so without the colours of one."""
    return _figure(wording.points(measures.drawdown_key(row.quote, row.now)), "ink")


def _volatility(row: Facts) -> Cell:
    return _figure(wording.points(measures.volatility_key(row.quote, row.now)).removeprefix("+"), "ink")


def _due(row: Facts) -> Cell:
    return Cell(wording.day(row.publication.due_on), "quiet")


def _cadence(row: Facts) -> Cell:
    return Cell(wording.cadence(row.publication, row.quote.frequency), "quiet")


def _nothing(_row: Facts) -> Cell:
    return Cell("")


def _column(
    id: str,  # noqa: A002  # the word for it
    priority: int,
    align: Literal["left", "right", "point"],
    cell: Callable[[Facts], Cell],
    usual: int,
    *,
    least: int = 0,
    most: int = 0,
    flashes: bool = False,
    short: Callable[[str, int], str] | None = None,
    gives: int = 0,
    title: str = "",
) -> TableColumn:
    """A column of the market's board, with what the screen adds."""
    known = board.column(id)
    return TableColumn(
        id, title or known.title, priority, align, cell, known.key, usual, least, most, apart=known.apart,
        flashes=flashes, keys=known.keys, short=short, gives=gives,
    )  # fmt: skip


COLUMNS: tuple[TableColumn, ...] = (
    _column("name", 1, "left", _name, 22, least=4, most=40),
    _column("level", 0, "point", _level, 8, flashes=True),
    _column("change", 9, "point", _change, 7, flashes=True),
    _column("change_percent", 2, "point", _change_percent, 8, flashes=True),
    _column("span", 6, "right", _span, 5, short=_short_days, gives=1),
    _column("year_to_date", 7, "point", _year_to_date, 11, flashes=True),
    _column("year_on_year", 8, "point", _year_on_year, 11, flashes=True),
    _column("per_30_days", 11, "point", _per_30_days, 7, flashes=True),
    _column("since_year_end", 16, "point", _since_year_end, 7, flashes=True),
    _column("range", 12, "left", _range, BAR, title="Low─High"),
    _column("drawdown", 13, "point", _drawdown, 7, flashes=True),
    _column("volatility", 17, "point", _volatility, 6),
    TableColumn("sparkline", "Trend", 4, "left", _nothing, None, usual=13, least=8, most=26, is_drawn=True),
    _column("published", 10, "left", _published, 10),
    _column("age", 5, "right", _age, 5, short=_short_days, gives=1),
    _column("state", 3, "left", _state, 11, least=9, short=_short_state, gives=8),
    _column("due", 14, "left", _due, 10),
    _column("cadence", 15, "left", _cadence, 13),
)
"""Every column, in the order in which the widest table shows them."""

IDS = tuple(column.id for column in COLUMNS)
"""Their ids, as settings and messages name them."""


def known_ids(ids: Sequence[str]) -> tuple[str, ...]:
    """Those ids that name a column, each once, the name's among them; none where they choose nothing."""
    known = tuple(dict.fromkeys(name for name in ids if name in IDS))
    return known if not known or "name" in known else ("name", *known)
