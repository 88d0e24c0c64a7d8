"""The columns of the board, for both front ends: what a cell says, and what a row is ordered by.

A cell's text is made for rows that are looked at; keys are cheap enough for every row of a long board.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from tickertui.market import wording
from tickertui.market.basis import change_days, is_other_year
from tickertui.market.calendar import State, age_days, due_on, period_of, publication, standing, utc_day
from tickertui.market.quote import Quote

Key = float | str | None


class Column(msgspec.Struct, frozen=True):
    """One column of the board."""

    id: str
    """A stable name, also for settings and exports."""
    title: str
    align: Literal["left", "right"]
    text: Callable[[Quote, datetime], str]
    """What the cell says."""
    key: Callable[[Quote, datetime], Key]
    """What rows are ordered by; None for what is missing. All keys of a column are numbers, or all are texts."""
    note: str
    """What the column means, in a sentence."""
    is_move: bool = False
    """Whether the cell is a move in per cent (its key is the number), so that it has a colour and an arrow."""
    apart: Callable[[Quote, datetime], bool] | None = None
    """Which rows are not to be ranked with the others: they come after them, in both directions."""


def _name_key(quote: Quote, _now: datetime) -> Key:
    return quote.label.casefold()


def _change(quote: Quote) -> float | None:
    if quote.level is None or quote.last is None:
        return None
    return quote.level - quote.last


def _marked(value: float | None, quote: Quote, now: datetime) -> str:
    """A percentage of the year; one that belongs to another year says which, before it, so that points stay aligned."""
    text = wording.points(value)
    if value is None or quote.published_on is None or not is_other_year(quote, now):
        return text
    return f"{quote.published_on.year} {text}"


def _ordinal(days: int | None) -> Key:
    return None if days is None else float(days)


def _published_key(quote: Quote, _now: datetime) -> Key:
    return None if quote.published_on is None else float(quote.published_on.toordinal())


RANKS: dict[State, int] = {"fresh": 0, "due": 1, "late": 2, "dormant": 3}
"""The order of the states; unknown has none."""


def _state_key(quote: Quote, now: datetime) -> Key:
    state, late_days = standing(quote, utc_day(now))
    return None if state == "unknown" else RANKS[state] * 1e7 + late_days


def _due_key(quote: Quote, _now: datetime) -> Key:
    on = due_on(quote, period_of(quote))
    return None if on is None else float(on.toordinal())


COLUMNS = (
    Column("name", "Index", "left", lambda quote, _: quote.label, _name_key, "The name of the index."),
    Column(
        "level",
        "Level",
        "right",
        lambda quote, _: wording.level(quote.level),
        lambda quote, _: quote.level,
        "The last print.",
    ),
    Column(
        "change",
        "Change",
        "right",
        lambda quote, _: wording.signed(_change(quote)),
        lambda quote, _: _change(quote),
        "The last print less the one before.",
    ),
    Column(
        "change_percent",
        "Chg %",
        "right",
        lambda quote, _: wording.points(quote.change_percent),
        lambda quote, _: quote.change_percent,
        "The last change in per cent of the print before; mind the days it spans.",
        is_move=True,
    ),
    Column(
        "span",
        "Span",
        "right",
        lambda quote, _: wording.span(change_days(quote)),
        lambda quote, _: _ordinal(change_days(quote)),
        "The days between the last two prints, which the change spans.",
    ),
    Column(
        "year_to_date",
        "YTD %",
        "right",
        lambda quote, now: _marked(quote.year_to_date, quote, now),
        lambda quote, _: quote.year_to_date,
        "Per cent since the start of the print's year; another year than this one is named, and ranked apart.",
        is_move=True,
        apart=is_other_year,
    ),
    Column(
        "year_on_year",
        "YoY %",
        "right",
        lambda quote, now: _marked(quote.year_on_year, quote, now),
        lambda quote, _: quote.year_on_year,
        "Per cent in the year up to the last print; a print of another year than this one is named, and ranked apart.",
        is_move=True,
        apart=is_other_year,
    ),
    Column(
        "published",
        "Published",
        "left",
        lambda quote, _: wording.day(quote.published_on),
        _published_key,
        "The day of the last print.",
    ),
    Column(
        "age",
        "Age",
        "right",
        lambda quote, now: wording.age(age_days(quote, utc_day(now))),
        lambda quote, now: _ordinal(age_days(quote, utc_day(now))),
        "The days since the last print.",
    ),
    Column(
        "state",
        "State",
        "left",
        lambda quote, now: wording.state(publication(quote, now)),
        _state_key,
        "Fresh, due, late or dormant by its own cadence; the days are those since the next print was due.",
    ),
    Column(
        "cadence",
        "Cadence",
        "left",
        lambda quote, now: wording.cadence(publication(quote, now), quote.frequency),
        lambda quote, _: _ordinal(period_of(quote)),
        "How often it prints, as declared, and as seen where that differs.",
    ),
    Column(
        "due",
        "Due",
        "left",
        lambda quote, now: wording.day(publication(quote, now).due_on),
        _due_key,
        "When the next print is due, by the declared cadence, else by the observed one.",
    ),
)
"""Every column, in the order of a board that shows them all."""

_BY_ID = {one.id: one for one in COLUMNS}


def column(id: str) -> Column:  # noqa: A002  # the word for it
    """The column of that id; KeyError for none."""
    return _BY_ID[id]


def order(
    quotes: Sequence[Quote],
    by: Column,
    now: datetime,
    descending: bool = False,
    previous: Sequence[int] | None = None,
) -> list[int]:
    """The rows' numbers in order of a column: stable both ways, rows apart after the others, missing values last.

    `previous` is an order to start from: its ties are kept, and re-sorting an almost sorted order is quick.
    """
    key, apart = by.key, by.apart
    keys = [key(quote, now) for quote in quotes]
    start = range(len(quotes)) if previous is None else previous
    ranked, others, missing = [], [], []
    for number in start:
        if keys[number] is None:
            missing.append(number)
        elif apart is not None and apart(quotes[number], now):
            others.append(number)
        else:
            ranked.append(number)
    for part in (ranked, others):
        part.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]  # no None is left in these
    return [*ranked, *others, *missing]


def sort(quotes: Sequence[Quote], by: Column, now: datetime, descending: bool = False) -> list[Quote]:
    """The rows in order of a column: see `order`."""
    return [quotes[number] for number in order(quotes, by, now, descending)]
