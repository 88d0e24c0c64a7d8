"""The columns of the board, for both front ends: what a cell says, and what a row is ordered by.

A cell's text is made for rows that are looked at; keys are cheap enough for every row of a long board.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Literal

import msgspec

from tickertui.market import measures, ordering, wording
from tickertui.market.basis import change_days, is_other_year
from tickertui.market.calendar import age_days, publication, utc_day
from tickertui.market.quote import Quote

Key = ordering.Key


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
    keys: Callable[[Sequence[Quote], datetime], Sequence[Key]] | None = None
    """The keys of many rows, where that is quicker than one by one."""
    apart: Callable[[Quote, datetime], bool] | None = None
    """Which rows are not to be ranked with the others: they come after them, in both directions."""


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


def _place(quote: Quote) -> str:
    """Where the level stands in its range, in per cent of the way up."""
    place = measures.range_key(quote, _NO_MOMENT)
    return wording.MISSING if place is None else f"{place * 100:.0f}"


_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
"""For keys that do not depend on the moment."""


COLUMNS = (
    Column("name", "Index", "left", lambda quote, _: quote.label, ordering.name_key, "The name of the index."),
    Column(
        "level",
        "Level",
        "right",
        lambda quote, _: wording.level(quote.level),
        ordering.level_key,
        "The last print.",
        keys=ordering.levels,
    ),
    Column(
        "change",
        "Change",
        "right",
        lambda quote, _: wording.signed(_change(quote)),
        ordering.change_key,
        "The last print less the one before.",
    ),
    Column(
        "change_percent",
        "Chg %",
        "right",
        lambda quote, _: wording.points(quote.change_percent),
        ordering.change_percent_key,
        "The last change in per cent of the print before; mind the days it spans.",
        is_move=True,
        keys=ordering.change_percents,
    ),
    Column(
        "span",
        "Span",
        "right",
        lambda quote, _: wording.span(change_days(quote)),
        ordering.span_key,
        "The days between the last two prints, which the change spans.",
        keys=ordering.spans,
    ),
    Column(
        "year_to_date",
        "YTD %",
        "right",
        lambda quote, now: _marked(quote.year_to_date, quote, now),
        ordering.year_to_date_key,
        "Per cent since the start of the print's year; another year than this one is named, and ranked apart.",
        is_move=True,
        keys=ordering.years_to_date,
        apart=is_other_year,
    ),
    Column(
        "year_on_year",
        "YoY %",
        "right",
        lambda quote, now: _marked(quote.year_on_year, quote, now),
        ordering.year_on_year_key,
        "Per cent in the year up to the last print; a print of another year than this one is named, and ranked apart.",
        is_move=True,
        keys=ordering.years_on_year,
        apart=is_other_year,
    ),
    Column(
        "published",
        "Published",
        "left",
        lambda quote, _: wording.day(quote.published_on),
        ordering.published_key,
        "The day of the last print.",
    ),
    Column(
        "age",
        "Age",
        "right",
        lambda quote, now: wording.age(age_days(quote, utc_day(now))),
        ordering.age_key,
        "The days since the last print.",
        keys=ordering.ages,
    ),
    Column(
        "state",
        "State",
        "left",
        lambda quote, now: wording.state(publication(quote, now)),
        ordering.state_key,
        "Fresh, due, late or dormant by its own cadence; the days are those since the next print was due.",
        keys=ordering.states,
    ),
    Column(
        "cadence",
        "Cadence",
        "left",
        lambda quote, now: wording.cadence(publication(quote, now), quote.frequency),
        ordering.cadence_key,
        "How often it prints, as declared, and as seen where that differs.",
    ),
    Column(
        "due",
        "Due",
        "left",
        lambda quote, now: wording.day(publication(quote, now).due_on),
        ordering.due_key,
        "When the next print is due, by the declared cadence, else by the observed one.",
        keys=ordering.dues,
    ),
)
"""The columns of the default board, in their order."""

EXTRA_COLUMNS = (
    Column(
        "per_30_days",
        "%/30 d",
        "right",
        lambda quote, _: wording.points(measures.pace_key(quote, _NO_MOMENT)),
        measures.pace_key,
        "The last change as it would be over 30 days at the same pace, so that cadences can be compared.",
        is_move=True,
    ),
    Column(
        "since_year_end",
        "31 Dec %",
        "right",
        lambda quote, now: wording.points(measures.year_end_key(quote, now)),
        measures.year_end_key,
        "Per cent since the print that held on 31 December of the year before: one base for every row.",
        is_move=True,
    ),
    Column(
        "range",
        "Range %",
        "right",
        lambda quote, _: _place(quote),
        measures.range_key,
        "Where the level stands between the lowest known print (0) and the highest (100).",
    ),
    Column(
        "drawdown",
        "Down %",
        "right",
        lambda quote, _: wording.points(measures.drawdown_key(quote, _NO_MOMENT)),
        measures.drawdown_key,
        "Per cent below the highest known print.",
    ),
    Column(
        "volatility",
        "Vol %",
        "right",
        lambda quote, _: wording.points(measures.volatility_key(quote, _NO_MOMENT)).removeprefix("+"),
        measures.volatility_key,
        "The standard deviation of the changes between prints, by the year and by the true days between them.",
    ),
)
"""The columns that a board shows when it is asked to."""

ALL_COLUMNS = (*COLUMNS[:7], *EXTRA_COLUMNS, *COLUMNS[7:])
"""Every column, in the order of a board that shows them all."""

_BY_ID = {one.id: one for one in ALL_COLUMNS}


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
    keys = list(map(key, quotes, repeat(now))) if by.keys is None else by.keys(quotes, now)
    start = range(len(quotes)) if previous is None else previous
    ranked = [number for number in start if keys[number] is not None]
    missing = [number for number in start if keys[number] is None] if len(ranked) < len(quotes) else []
    others: list[int] = []
    if apart is not None:
        is_apart = list(map(apart, quotes, repeat(now)))
        if True in is_apart:
            others = [number for number in ranked if is_apart[number]]
            ranked = [number for number in ranked if not is_apart[number]]
    for part in (ranked, others):
        part.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]  # no None is left in these
    return [*ranked, *others, *missing]


def sort(quotes: Sequence[Quote], by: Column, now: datetime, descending: bool = False) -> list[Quote]:
    """The rows in order of a column: see `order`."""
    return [quotes[number] for number in order(quotes, by, now, descending)]
