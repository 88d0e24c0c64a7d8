"""Prices, changes and ages as text."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board, quote
from tickertui.market import wording
from tickertui.market.calendar import Tally, publication, tally


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (411.01, "411.01"),
        (324, "324.00"),
        (12345.678, "12,345.68"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (0.5, "0.50"),
        (0.123456, "0.1235"),
        (0.0012, "0.0012"),
        (0.99999, "1.00"),
        (-0.0012, "-0.0012"),
        (1e-12, "1.000e-12"),
        (1e20, "1.000e+20"),
        (-1234.5, "-1,234.50"),
        (None, "—"),
        (float("nan"), "—"),
        (float("inf"), "—"),
    ],
)
def test_levels(x: float | None, text: str) -> None:
    """Two decimals, thousands set apart, small ones with four significant digits."""
    assert wording.level(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [(2.5, "+2.50"), (-8.0, "-8.00"), (0.0, "0.00"), (None, "—"), (411.01 - 408.51, "+2.50"), (1e-17, "0.00")],
)
def test_changes_have_a_sign(x: float | None, text: str) -> None:
    """And no change has none; the noise of floating point does not show."""
    assert wording.signed(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (75.85, "+75.85 %"),
        (-3.17, "-3.17 %"),
        (0, "0.00 %"),
        (-0.001, "0.00 %"),
        (12345.6, "+12,345.60 %"),
        (None, "—"),
        (float("-inf"), "—"),
    ],
)
def test_percentages_have_a_sign_and_two_decimals(x: float | None, text: str) -> None:
    """Never a negative zero."""
    assert wording.percent(x) == text


@pytest.mark.parametrize(
    ("x", "direction", "arrow", "grade"),
    [
        (0.61, "up", "▲", 1),
        (-1.0, "down", "▼", 2),
        (5.0, "up", "▲", 3),
        (-13.59, "down", "▼", 3),
        (0.0, "flat", "=", 0),
        (-0.004, "flat", "=", 0),
        (None, "none", " ", 0),
        (float("nan"), "none", " ", 0),
    ],
)
def test_moves_have_a_direction_an_arrow_and_a_grade(x: float | None, direction: str, arrow: str, grade: int) -> None:
    """What prints as 0.00 is flat."""
    assert (wording.direction(x), wording.arrow(x), wording.grade(x)) == (direction, arrow, grade)


def test_ages_spans_days_and_moments() -> None:
    """Short, ISO, and a dash for what is missing."""
    assert [wording.age(days) for days in (0, 1, 429, None)] == ["today", "1 d", "429 d", "—"]
    assert [wording.span(days) for days in (0, 28, None)] == ["0 d", "28 d", "—"]
    assert wording.day(date(2026, 6, 10)) == "2026-06-10"
    assert wording.day(None) == "—"
    assert wording.moment(NOW) == "2026-06-03 15:35 UTC"
    assert wording.moment(None) == "—"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (-5, "0 s"),
        (45.4, "45 s"),
        (60, "1 min"),
        (250, "4 min 10 s"),
        (12_000, "3 h 20 min"),
        (187_200, "2 d 4 h"),
    ],
)
def test_durations_name_their_two_largest_units(seconds: float, text: str) -> None:
    """As in a countdown."""
    assert wording.duration(seconds) == text


def test_states_in_a_cell_and_alone() -> None:
    """A cell is short; alone, dormant says how late."""
    standings = [publication(row, NOW) for row in board()]
    assert [wording.state(each) for each in standings] == ["fresh", "due", "late 18 d", "dormant 139 d", "unknown"]
    assert wording.publication(standings[3]) == "dormant, late 139 d"
    assert wording.publication(standings[2]) == "late 18 d"
    assert wording.publication_sentence(standings[0]) == "Fresh: next print due 2026-06-10."
    assert "late 139 d" in wording.publication_sentence(standings[3]).lower()
    assert all(wording.publication_sentence(each).endswith(".") for each in standings)


def test_cadences_tell_what_is_declared_and_what_is_seen() -> None:
    """The observed cadence shows where it differs, or where nothing known is declared."""
    agreed = publication(quote(every=14), NOW)
    assert wording.cadence(agreed, "2wk") == "every 2 weeks"
    differing = publication(quote(every=14, frequency="monthly"), NOW)
    assert wording.cadence(differing, "monthly") == "monthly, seen 14 d"
    assert "but printed every 14 days since" in wording.cadence_sentence(differing, "monthly")
    unknown = publication(quote(every=14, frequency="3wk"), NOW)
    assert wording.cadence(unknown, "3wk") == "3wk, seen 14 d"
    nothing = publication(quote(points=(), frequency=""), NOW)
    assert wording.cadence(nothing, "") == "—"
    assert "too few prints" in wording.cadence_sentence(nothing, "")


def test_the_headline_says_in_words_what_matters() -> None:
    """Counts of what there is, and the next one due."""
    assert wording.headline(tally(board(), NOW), NOW) == (
        "1 fresh · 1 due · 2 late (1 dormant) · 1 unknown · next due Lithium 2026-06-10 (in 7 d)"
    )
    tomorrow = Tally(fresh=1, next_due_label="Cobalt", next_due_on=date(2026, 6, 4))
    assert wording.headline(tomorrow, NOW) == "1 fresh · next due Cobalt 2026-06-04 (tomorrow)"
    assert wording.headline(Tally(), NOW) == "no rows"


def test_a_row_can_be_quoted_in_a_sentence() -> None:
    """With its date, age, change, bases and source."""
    assert wording.quotable(board()[0], NOW, "prices.example") == (
        "Lithium: 131.25 on 2026-05-27 (7 days old); up 5.25 (+4.17 %) in 14 days; "
        "year to date +26.20 % vs 104.00 on 2026-01-07, first print of 2026; "
        "year on year +25.00 % vs 105.00 (implied) on 2025-05-27, a year before. "
        "Source: prices.example, as of 2026-06-03."
    )
    assert wording.quotable(board()[4], NOW) == "Sodium: no level. As of 2026-06-03."
    assert "late 18 d" in wording.quotable(board()[2], NOW)


def test_a_change_is_spoken_without_doubled_signs() -> None:
    """Up and down take the place of the sign; flat has no amount."""
    assert wording.change_sentence(quote(values=(100.0, 90.0))) == "down 10.00 (-10.00 %) in 14 days"
    assert wording.change_sentence(quote(values=(90.0, 90.0))) == "unchanged (0.00 %) in 14 days"
    assert wording.change_sentence(quote(points=())) == ""
    assert wording.change_sentence(quote(values=(90.0, 99.0), change_percent=None)) == "up 9.00 in 14 days"


@settings(max_examples=100, deadline=None)
@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_prints_a_negative_zero_or_too_much(x: float) -> None:
    """Whatever the number: bounded text, and no sign before nothing."""
    for text in (wording.level(x), wording.signed(x), wording.percent(x)):
        assert len(text) <= 30
        if text.startswith(("-", "+")):
            assert any(digit in text for digit in "123456789")


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 10**8))
def test_a_duration_is_never_longer_than_it_was(seconds: float) -> None:
    """Two units, no more."""
    assert len(wording.duration(seconds).split()) in (2, 4)


def test_moments_are_said_in_utc() -> None:
    """Whatever zone they were given in."""
    assert wording.moment(NOW.astimezone(UTC) + timedelta(hours=1)) == "2026-06-03 16:35 UTC"
    assert wording.moment(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01 00:00 UTC"
