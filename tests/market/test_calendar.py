"""When a figure was due, and what its prints say of its cadence."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board, many_quotes, quote, series
from tickertui.market.calendar import (
    declared_cadence,
    disagree,
    observed_cadence,
    publication,
    standing,
    tally,
    utc_day,
)
from tickertui.market.series import Series

TODAY = NOW.date()


def gaps(*newest_first: int, ends_on: date = TODAY) -> Series:
    """A series whose gaps, newest first, are these."""
    on = ends_on
    dates = [on, *(on := on - timedelta(days=gap) for gap in newest_first)]
    return series(points=[(each, 1.0) for each in reversed(dates)])


@pytest.mark.parametrize(("text", "days"), [("1wk", 7), ("2wk", 14), ("monthly", 31), (" Monthly ", 31)])
def test_declared_frequencies_have_periods(text: str, days: int) -> None:
    """The three frequencies of the site are 7, 14 and 31 days."""
    cadence = declared_cadence(text)
    assert cadence is not None
    assert cadence.days == days


@pytest.mark.parametrize("text", ["", "3wk", "quarterly", "sometimes", "1wk\n2wk"])
def test_other_frequencies_are_not_guessed_at(text: str) -> None:
    """A frequency whose meaning is not known has no declared cadence."""
    assert declared_cadence(text) is None


@pytest.mark.parametrize(
    ("age", "state", "late"),
    [
        (0, "fresh", 0),
        (13, "fresh", 0),
        (14, "due", 0),
        (17, "due", 0),
        (18, "late", 4),
        (42, "late", 28),
        (43, "dormant", 29),
        (400, "dormant", 386),
    ],
)
def test_a_print_is_judged_by_its_period(age: int, state: str, late: int) -> None:
    """Two weeks: due from day 14, late after a quarter more, dormant after three periods."""
    row = quote(ends_on=TODAY - timedelta(days=age), every=14)
    found = publication(row, NOW)
    assert (found.state, found.late_days, found.age_days) == (state, late, age)
    assert found.due_on == TODAY - timedelta(days=age - 14)
    assert standing(row, TODAY) == (state, late)


def test_an_unknown_frequency_is_judged_by_the_observed_gap() -> None:
    """Where the declared text says nothing, the prints do."""
    found = publication(quote(frequency="every full moon", every=29, ends_on=TODAY - timedelta(days=30)), NOW)
    assert found.declared is None
    assert found.observed is not None
    assert (found.state, found.observed.days) == ("due", 29)


def test_without_any_cadence_the_state_is_unknown() -> None:
    """One print of an undeclared cadence says nothing about the next."""
    found = publication(quote(frequency="", points=[("2026-06-01", 1.0)]), NOW)
    assert (found.state, found.age_days, found.due_on) == ("unknown", 2, None)
    assert publication(quote(points=()), NOW).state == "unknown"


def test_a_print_of_tomorrow_is_of_today_and_a_later_one_is_not_believed() -> None:
    """East of Greenwich it is tomorrow already; a print further ahead is never shown as fresh."""
    tomorrow = publication(quote(ends_on=TODAY + timedelta(days=1)), NOW)
    assert (tomorrow.state, tomorrow.age_days) == ("fresh", 0)
    ahead = publication(quote(ends_on=TODAY + timedelta(days=2)), NOW)
    assert (ahead.state, ahead.age_days, ahead.late_days) == ("unknown", None, 0)


def test_days_are_utc_days() -> None:
    """The zone in which the moment is written does not matter."""
    evening = datetime(2026, 6, 3, 23, 0, tzinfo=timezone(timedelta(hours=-8)))
    assert utc_day(evening) == date(2026, 6, 4)
    row = quote(ends_on="2026-06-03")
    assert publication(row, evening) == publication(row, evening.astimezone(UTC))


def test_the_last_day_there_is_has_no_next() -> None:
    """A date at the end of the calendar is no error."""
    assert publication(quote(ends_on=date.max), NOW).due_on is None


@pytest.mark.parametrize(
    ("newest_first", "days", "text"),
    [
        ((14,) * 11, 14, "every 14 days since 2025-12-31"),
        ((14, 14, 14, 14, 14, 14, 15, 13, 14, 27, 31, 32), 14, "every 14 days since 2026-01-28"),
        ((28, 7, 7, 7, 7, 7, 7), 7, "every 7 days since 2026-03-25, the last after 28"),
        ((7, 14, 7, 7, 7), 7, "every 7 days since 2026-04-22"),
        ((30, 32, 28, 30, 33, 28), 31, "monthly since 2025-12-04"),
        ((35, 28, 28, 35), 31, "monthly since 2026-01-28"),
        ((28, 28, 28), 28, "every 28 days since 2026-03-11"),
        ((1, 1, 1, 3, 1), 1, "daily since 2026-05-27"),
        ((91, 92, 90), 91, "every 91 days since 2025-09-03"),
        ((31, 31, 31, 31, 14), 31, "every 31 days since 2026-01-30"),
        ((3, 40, 90), 40, "irregular, about every 40 days since 2026-04-21"),
    ],
)
def test_the_observed_cadence_is_that_of_the_recent_prints(newest_first: tuple[int, ...], days: int, text: str) -> None:
    """Holidays do not end a rhythm, a change of rhythm does; it says since when it holds."""
    found = observed_cadence(gaps(*newest_first))
    assert found is not None
    assert (found.days, found.text) == (days, text)


def test_one_gap_is_no_rhythm() -> None:
    """Fewer than three prints have no cadence."""
    assert observed_cadence(gaps()) is None
    assert observed_cadence(gaps(14)) is None
    assert observed_cadence(Series()) is None


def test_monthly_and_every_two_weeks_disagree() -> None:
    """A calendar month and 30 days do not."""
    monthly = declared_cadence("monthly")
    assert disagree(monthly, observed_cadence(gaps(14, 14, 14)))
    assert not disagree(monthly, observed_cadence(gaps(30, 31, 28)))
    assert not disagree(monthly, None)


def test_a_tally_counts_every_row_and_names_the_next_one_due() -> None:
    """The states add up to the rows; next is the first of the fresh ones to come due."""
    found = tally(board(), NOW)
    assert (found.fresh, found.due, found.late, found.dormant, found.unknown) == (1, 1, 1, 1, 1)
    assert found.overdue == 2
    assert (found.next_due_label, found.next_due_on) == ("Lithium", date(2026, 6, 10))
    assert tally((), NOW).next_due_on is None


def test_a_tally_agrees_with_the_rows_one_by_one() -> None:
    """The cheap way and the whole one say the same of every row."""
    rows = many_quotes(480)
    found = tally(rows, NOW)
    states = [publication(row, NOW).state for row in rows]
    assert {state: states.count(state) for state in ("fresh", "due", "late", "dormant", "unknown")} == {
        "fresh": found.fresh,
        "due": found.due,
        "late": found.late,
        "dormant": found.dormant,
        "unknown": found.unknown,
    }
    assert all(standing(row, TODAY)[0] == state for row, state in zip(rows, states, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 400), max_size=20))
def test_any_series_has_a_cadence_within_its_gaps(newest_first: list[int]) -> None:
    """Whatever the gaps: no error, and no beat slower than the longest of them, a calendar month apart."""
    found = observed_cadence(gaps(*newest_first))
    if len(newest_first) < 2:
        assert found is None
    else:
        assert found is not None
        assert min(newest_first) <= found.days <= max(*newest_first, 31)
        assert found.since is not None
        assert found.since < TODAY
