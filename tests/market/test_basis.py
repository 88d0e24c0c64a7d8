"""What a percentage is against."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, quote
from tickertui.market import wording
from tickertui.market.basis import (
    change_basis,
    change_days,
    is_other_year,
    year_before,
    year_on_year_basis,
    year_to_date_basis,
)

POINTS = [("2025-12-17", 90.0), ("2025-12-31", 95.0), ("2026-01-14", 100.0), ("2026-01-28", 110.0)]


@pytest.mark.parametrize(
    ("percent", "fields", "sentence"),
    [
        (10.0, {}, "+10.00 % vs 100.00 on 2026-01-14, first print of 2026"),
        (15.79, {}, "+15.79 % vs 95.00 on 2025-12-31, last print of 2025"),
        (22.22, {}, "+22.22 % vs 90.00 (implied), start of 2026, no print of the trend"),
        (10.0, {"points": POINTS[2:]}, "+10.00 % vs 100.00 on 2026-01-14, earliest print of 2026 in the trend"),
        (10.0, {"points": ()}, "+10.00 %, base unknown"),
        (-100.0, {}, "-100.00 %, base unknown"),
        (10.0, {"level": None}, "+10.00 %, base unknown"),
    ],
)
def test_a_year_to_date_is_against_the_print_that_gives_it(
    percent: float, fields: dict[str, Any], sentence: str
) -> None:
    """The first print of the year, the last of the year before, or what the percentage implies."""
    values: dict[str, Any] = {"points": POINTS, "year_to_date": percent, **fields}
    row = quote("Lithium", **values)
    found = year_to_date_basis(row)
    assert found is not None
    assert wording.basis(found) == sentence


@pytest.mark.parametrize(("frequency", "reason"), [("2wk", "first print of 2026"), ("monthly", "last print of 2025")])
def test_where_both_prints_give_it_the_cadence_decides(frequency: str, reason: str) -> None:
    """Monthly indices count from the year before."""
    points = [("2025-12-31", 100.0), ("2026-01-14", 100.0), ("2026-01-28", 110.0)]
    found = year_to_date_basis(quote(points=points, frequency=frequency, year_to_date=10.0))
    assert found is not None
    assert found.reason == reason


def test_a_base_has_its_year_and_the_days_since() -> None:
    """Which year it belongs to, and how long it is."""
    found = year_to_date_basis(quote(points=POINTS, year_to_date=10.0))
    assert found is not None
    assert (found.year, found.days, found.found, found.on) == (2026, 14, "trend", date(2026, 1, 14))


def test_the_last_change_is_against_the_print_before() -> None:
    """Dated where the trend has it, with the days it spans."""
    row = quote(points=POINTS)
    found = change_basis(row)
    assert found is not None
    assert wording.basis(found) == "+10.00 % vs 100.00 on 2026-01-14, the print before"
    assert (found.days, change_days(row)) == (14, 14)


def test_a_last_value_that_the_trend_does_not_have_is_undated() -> None:
    """The payload's own last value is what the change is against, whatever the trend says."""
    found = change_basis(quote(points=POINTS, last=99.0))
    assert found is not None
    assert (found.value, found.on, found.found) == (99.0, None, "given")


def test_without_a_last_value_the_change_implies_it() -> None:
    """Nothing dated, nothing given: what the percentage says."""
    found = change_basis(quote(points=[("2026-01-28", 110.0)], change_percent=10.0))
    assert found is not None
    assert (round(found.value or 0, 6), found.found) == (100.0, "implied")


@pytest.mark.parametrize("basis", [change_basis, year_to_date_basis, year_on_year_basis])
def test_without_a_percentage_there_is_no_base(basis: Any) -> None:
    """A missing percentage is against nothing."""
    assert basis(quote(change_percent=None, year_to_date=None, year_on_year=None)) is None


def test_year_on_year_implies_the_level_a_year_before() -> None:
    """To the day a year before the print."""
    found = year_on_year_basis(quote(points=POINTS, year_on_year=25.0))
    assert found is not None
    assert wording.basis(found) == "+25.00 % vs 88.00 (implied) on 2025-01-28, a year before"
    assert found.days == 365


def test_year_on_year_takes_a_print_of_that_time_that_gives_it() -> None:
    """A long series holds the print of a year ago."""
    points = [("2025-01-30", 88.0), ("2025-08-01", 88.0), ("2026-01-28", 110.0)]
    found = year_on_year_basis(quote(points=points, year_on_year=25.0))
    assert found is not None
    assert (found.found, found.on) == ("trend", date(2025, 1, 30))


@pytest.mark.parametrize(
    ("on", "before"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2026, 5, 27), date(2025, 5, 27)),
        (date(1, 1, 1), None),
    ],
)
def test_a_year_before_a_leap_day_is_the_end_of_february(on: date, before: date | None) -> None:
    """The same day, or the last of its month."""
    assert year_before(on) == before


def test_a_year_to_date_of_another_year_is_told_apart() -> None:
    """By the print's year and the moment's."""
    assert is_other_year(quote(ends_on="2025-12-31"), NOW)
    assert not is_other_year(quote(ends_on="2026-01-01"), NOW)
    assert not is_other_year(quote(points=()), NOW)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 1e6), st.floats(-99.9, 1e4))
def test_an_implied_base_gives_the_percentage_back(level: float, percent: float) -> None:
    """What is implied is consistent with what it was implied from."""
    row = quote(points=[("2026-05-27", level)], change_percent=None, year_to_date=None, year_on_year=percent)
    found = year_on_year_basis(row)
    assert found is not None
    assert found.value is not None
    assert (level / found.value - 1) * 100 == pytest.approx(percent, abs=1e-6)


@pytest.mark.parametrize("base", [5e-324, 1e-300, 1e-160, 1e160, 1.7e308])
@pytest.mark.parametrize("level", [5e-324, 1.0, 1.7e308])
def test_a_base_of_any_size_is_no_fault(base: float, level: float) -> None:
    """Levels that no index has are still compared with their percentages."""
    row = quote(points=[("2025-12-31", base), ("2026-05-27", level)], year_to_date=10.0, year_on_year=10.0)
    for found in (year_to_date_basis(row), year_on_year_basis(row), change_basis(row)):
        assert found is None or wording.basis(found)
