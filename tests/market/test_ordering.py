"""The keys that rows are ordered by say what the calendar and the bases say, at the least expense."""

from datetime import UTC, datetime, timedelta
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board, many_quotes, quote
from tickertui.market.basis import change_days
from tickertui.market.board import ALL_COLUMNS, COLUMNS, Column, column, sort
from tickertui.market.calendar import age_days, due_on, period_of, standing, utc_day
from tickertui.market.ordering import RANKS, age_key, cadence_key, due_key, span_key, state_key
from tickertui.market.quote import Quote

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive


def rows() -> list[Quote]:
    """Rows of every kind: declared, observed and unknown cadences, gaps between the trend and the row, no prints."""
    return [
        *many_quotes(240),
        *board(),
        quote("observed", every=9),
        quote("spaced", frequency=" MONTHLY "),
        quote("behind", published_on=NOW.date()),
        quote("ahead", published_on=NOW.date() + timedelta(days=9)),
        quote("before", published_on=NOW.date() - timedelta(days=60)),
        quote("undated", published_on=None),
        quote("last day", points=[("9999-12-31", 1.0)], frequency="1wk"),
        quote("first day", points=[("0001-01-01", 1.0)], frequency="1wk"),
    ]


@settings(max_examples=25, deadline=None)
@given(MOMENTS)
def test_keys_agree_with_the_calendar(now: datetime) -> None:
    """State and lateness, age, period, due date and span."""
    today = utc_day(now)
    for row in rows():
        state, late_days = standing(row, today)
        due = due_on(row, period_of(row))
        assert state_key(row, now) == (None if state == "unknown" else RANKS[state] * 10_000_000 + late_days)
        assert age_key(row, now) == age_days(row, today)
        assert cadence_key(row, now) == period_of(row)
        assert due_key(row, now) == (due and due.toordinal())
        assert span_key(row, now) == change_days(row)


@pytest.mark.parametrize("one", ALL_COLUMNS, ids=lambda one: one.id)
def test_keys_of_many_rows_are_those_of_each(one: Column) -> None:
    """At any moment, and for no rows."""
    for moment in (NOW, NOW + timedelta(days=40)):
        together = [] if one.keys is None else one.keys(rows(), moment)
        assert together == ([] if one.keys is None else [one.key(row, moment) for row in rows()])
    assert one.keys is None or one.keys([], NOW) == []


@pytest.mark.parametrize("id_", ["level", "change", "change_percent", "year_to_date", "year_on_year"])
def test_what_is_no_number_orders_as_missing(id_: str) -> None:
    """It would make any order of the rest."""
    odd = [quote(str(x), level=x, last=x, change_percent=x, year_to_date=x, year_on_year=x) for x in (nan, inf, -inf)]
    usual = [quote("b"), quote("a", [3.0, 1.0], year_on_year=-1.0)]
    ordered = sort([*odd, *usual], column(id_), NOW)
    assert [row.label for row in ordered] == ["a", "b", "nan", "inf", "-inf"]


def test_keys_do_not_depend_on_the_zone_of_the_moment() -> None:
    """Days are UTC days."""
    there = NOW.astimezone(datetime.fromisoformat("2026-06-04T00:00:00+14:00").tzinfo)
    for one in COLUMNS:
        assert [one.key(row, there) for row in board()] == [one.key(row, NOW) for row in board()]
