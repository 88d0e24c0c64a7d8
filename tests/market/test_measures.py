"""Pace, year, range, drawdown and volatility of a row: right where they can be said, None everywhere else."""

from datetime import UTC, date, datetime
from math import inf, isfinite, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board, many_quotes, quote
from tickertui.market.board import ALL_COLUMNS, COLUMNS, EXTRA_COLUMNS, Column, column, sort
from tickertui.market.measures import (
    deepest_fall,
    drawdown,
    drawdown_key,
    pace_key,
    per_30_days,
    range_key,
    range_of,
    since_year_end,
    volatility,
    volatility_key,
    year_end_key,
)
from tickertui.market.prints import as_of, prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series

MEASURES = ((pace_key, per_30_days), (range_key, range_of), (drawdown_key, drawdown), (volatility_key, volatility))


def test_the_pace_compounds_the_last_change_to_30_days() -> None:
    """10 % in 15 days is 21 % in 30; a change over 30 days stays what it is."""
    found = per_30_days(quote(points=[("2026-05-12", 100.0), ("2026-05-27", 110.0)]))
    assert found is not None
    assert (round(found.percent, 9), found.days) == (21.0, 15)
    assert found.sentence == "+21.00 % per 30 days, scaled from +10.00 % in 15 days"
    same = per_30_days(quote(points=[("2026-04-27", 100.0), ("2026-05-27", 110.0)]))
    assert same is not None
    assert round(same.percent, 9) == 10.0


def test_the_pace_follows_from_the_levels_where_no_percentage_is_given() -> None:
    """And is not said without the days that the change spans, or after a fall to nothing."""
    row = quote(points=[("2026-04-27", 100.0), ("2026-05-27", 110.0)], change_percent=None)
    assert round(pace_key(row, NOW) or 0, 9) == 10.0
    assert per_30_days(quote(points=[("2026-05-27", 110.0)], last=100.0, change_percent=10.0)) is None
    assert per_30_days(quote(change_percent=-100.0)) is None
    assert per_30_days(quote(points=[("2026-05-26", 1e-9), ("2026-05-27", 1e9)], change_percent=1e300)) is None


def test_the_year_counts_from_the_print_that_held_at_its_end() -> None:
    """Also where that one is older than 31 December, which is then said."""
    row = quote(points=[("2025-12-24", 200.0), ("2026-01-07", 230.0), ("2026-05-27", 300.0)])
    found = since_year_end(row, NOW)
    assert found is not None
    assert found.sentence == "+50.00 % vs 200.00 on 2025-12-24, which held on 2025-12-31"
    on_the_day = since_year_end(quote(points=[("2025-12-31", 80.0), ("2026-04-30", 60.0)]), NOW)
    assert on_the_day is not None
    assert on_the_day.sentence == "-25.00 % vs 80.00 on 2025-12-31"


@pytest.mark.parametrize(
    "row",
    [
        quote(points=[("2026-01-07", 230.0), ("2026-05-27", 300.0)]),
        quote(points=[("2024-12-31", 115.0), ("2025-09-30", 112.0)]),
        quote(points=[("2025-12-31", 0.0), ("2026-05-27", 300.0)]),
        quote(points=[("2025-12-31", 5.0), ("2026-05-27", 300.0)], level=None),
        quote(points=()),
    ],
    ids=["not reached", "of another year", "from zero", "no level", "empty"],
)
def test_no_change_since_the_year_end(row: Quote) -> None:
    """Where the prints do not reach it, the last print is of another year, or there is no base."""
    assert since_year_end(row, NOW) is None
    assert year_end_key(row, NOW) is None


def test_the_year_end_is_that_of_the_moment() -> None:
    """In January the same row has no change yet; in year 1 nothing has."""
    row = quote(points=[("2025-12-24", 200.0), ("2026-05-27", 300.0)])
    assert since_year_end(row, datetime(2027, 1, 2, tzinfo=UTC)) is None
    assert since_year_end(quote(points=[("0001-01-02", 1.0)]), datetime(1, 1, 3, tzinfo=UTC)) is None


def test_the_range_has_dates_and_the_place_of_the_level() -> None:
    """From 0 at the lowest print to 1 at the highest."""
    row = quote(points=[("2026-01-01", 100.0), ("2026-02-01", 140.0), ("2026-03-01", 90.0), ("2026-04-01", 115.0)])
    found = range_of(row)
    assert found is not None
    assert (found.low, found.high) == (Point(date(2026, 3, 1), 90.0), Point(date(2026, 2, 1), 140.0))
    assert found.place == 0.5
    assert found.sentence == (
        "90.00 on 2026-03-01 to 140.00 on 2026-02-01, the prints since 2026-01-01; "
        "the level stands at 50 % of the way up"
    )


def test_a_flat_row_has_a_range_without_a_place() -> None:
    """There is no way up; one print is no range."""
    flat = range_of(quote(values=[7.0] * 3, ends_on="2026-05-27"))
    assert flat is not None
    assert flat.place is None
    assert flat.sentence == "7.00 in every print since 2026-04-29"
    assert range_of(quote(values=[7.0])) is None


def test_a_range_too_small_to_be_halved_has_no_place() -> None:
    """The smallest numbers there are differ, and their halves do not."""
    tiny = quote(values=[0.0, 5e-324, 0.0], ends_on="2026-05-27", change_percent=None, year_to_date=None)
    found = range_of(tiny)
    assert found is not None
    assert found.place is None
    assert range_key(tiny, NOW) is None


def test_the_rows_own_level_is_one_of_its_prints() -> None:
    """Where the trend lacks the last print or differs from it, so that the place stays between 0 and 1."""
    ahead = quote(points=[("2026-01-01", 100.0), ("2026-02-01", 90.0)], level=200.0, published_on=date(2026, 3, 1))
    assert [point.value for point in prints_of(ahead)] == [100.0, 90.0, 200.0]
    assert range_key(ahead, NOW) == 1.0
    other = quote(points=[("2026-01-01", 100.0), ("2026-02-01", 90.0)], level=50.0)
    assert range_key(other, NOW) == 0.0
    between = quote(points=[("2026-01-01", 1.0), ("2026-03-01", 3.0)], level=9.0, published_on=date(2026, 2, 1))
    assert [point.value for point in prints_of(between)] == [1.0, 9.0, 3.0]
    replaced = quote(points=[("2026-01-01", 1.0), ("2026-03-01", 3.0)], level=9.0, published_on=date(2026, 1, 1))
    assert [point.value for point in prints_of(replaced)] == [9.0, 3.0]


def test_the_print_that_held_on_a_day() -> None:
    """The last one up to it."""
    points = prints_of(quote(points=[("2026-01-01", 1.0), ("2026-03-01", 3.0)]))
    held = {
        on: as_of(points, date.fromisoformat(on)) for on in ("2025-12-31", "2026-01-01", "2026-02-28", "2027-01-01")
    }
    assert {on: point.value if point else None for on, point in held.items()} == {
        "2025-12-31": None,
        "2026-01-01": 1.0,
        "2026-02-28": 1.0,
        "2027-01-01": 3.0,
    }


def test_the_drawdown_is_from_the_highest_print() -> None:
    """With its date, and said as such at the top."""
    found = drawdown(quote(points=[("2026-01-01", 100.0), ("2026-02-01", 125.0), ("2026-03-01", 100.0)]))
    assert found is not None
    assert found.percent == pytest.approx(-20.0)
    assert found.sentence == "20.00 % below 125.00 on 2026-02-01, the highest print since 2026-01-01"
    top = drawdown(quote(points=[("2026-01-01", 100.0), ("2026-02-01", 125.0)]))
    assert top is not None
    assert (top.percent, top.sentence) == (0.0, "At 125.00, the highest print since 2026-01-01")
    assert drawdown(quote(points=[("2026-01-01", -5.0), ("2026-02-01", -9.0)])) is None


def test_volatility_goes_by_true_gaps() -> None:
    """A steady climb has none, whatever its gaps; a swing has what the formula gives."""
    days = [0, 7, 14, 42, 49, 80, 81]
    steady = [(date.fromordinal(739_000 + day), 100 * 1.001**day) for day in days]
    assert volatility_key(quote(points=steady), NOW) == pytest.approx(0.0, abs=1e-4)
    swing = quote(values=[100.0, 110.0, 100.0, 110.0, 100.0, 110.0, 100.0], every=7)
    found = volatility(swing)
    assert found is not None
    assert found.percent == pytest.approx(75.39, abs=0.01)
    assert (found.changes, found.days) == (6, 42)
    assert found.sentence == "75.39 % a year, over 6 changes from 2026-04-15 to 2026-05-27 (42 days)"
    assert volatility_key(quote(values=[5.0] * 6), NOW) == 0.0


@pytest.mark.parametrize("values", [(), (1.0,), (1.0, 2.0, 3.0, 4.0, 5.0), (1.0, 2.0, 0.0, 4.0, 5.0, 6.0), (-1.0,) * 6])
def test_volatility_needs_six_prints_above_zero(values: tuple[float, ...]) -> None:
    """Otherwise it is not said."""
    assert volatility(quote(values=values, ends_on="2026-05-27")) is None


def test_volatility_survives_prints_of_one_day() -> None:
    """Though no series should hold them."""
    assert volatility(quote(points=[("2026-05-27", 5.0)] * 7)) is None


NUMBERS = st.one_of(
    st.none(), st.floats(allow_nan=True, allow_infinity=True), st.sampled_from([0.0, -1.0, 1e308, 5e-324, nan, inf])
)
DATES = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max]))


@st.composite
def hostile_rows(draw: st.DrawFn) -> Quote:
    """Rows with any numbers and dates."""
    values = st.floats(allow_nan=True, allow_infinity=True)
    points = draw(st.dictionaries(st.dates(), values, max_size=8))
    return Quote(
        label="row",
        level=draw(NUMBERS),
        last=draw(NUMBERS),
        published_on=draw(DATES),
        frequency=draw(st.sampled_from(["1wk", "monthly", "", "x"])),
        change_percent=draw(NUMBERS),
        year_to_date=draw(NUMBERS),
        year_on_year=draw(NUMBERS),
        series=Series(tuple(Point(on, points[on]) for on in sorted(points))),
    )


@settings(max_examples=150, deadline=None)
@given(hostile_rows())
def test_nothing_that_is_no_number_ever_escapes(row: Quote) -> None:
    """Neither from a measure nor from a column's key, and every cell and sentence can be written."""
    for key, measure in MEASURES:
        value, found = key(row, NOW), measure(row)
        assert value is None or isfinite(value)
        assert found is None or "nan" not in found.sentence
        assert value is None or found is not None
    assert (year_end_key(row, NOW) is None) == (since_year_end(row, NOW) is None)
    for one in ALL_COLUMNS:
        ordered_by = one.key(row, NOW)
        assert ordered_by is None or isinstance(ordered_by, str) or isfinite(ordered_by)
        assert "nan" not in one.text(row, NOW)


def test_keys_and_measures_agree() -> None:
    """The cheap key is the percentage or place of the value."""
    for row in [*many_quotes(240), *board()]:
        pace, range_, down, swing = per_30_days(row), range_of(row), drawdown(row), volatility(row)
        assert pace_key(row, NOW) == (pace and pace.percent)
        assert range_key(row, NOW) == (range_ and range_.place)
        assert drawdown_key(row, NOW) == (down and down.percent)
        assert volatility_key(row, NOW) == (swing and swing.percent)


def test_the_extra_columns() -> None:
    """They are found by id, and are no part of the default board."""
    ids = [one.id for one in EXTRA_COLUMNS]
    assert ids == ["per_30_days", "since_year_end", "range", "drawdown", "volatility"]
    assert {one.id for one in ALL_COLUMNS} == {one.id for one in (*COLUMNS, *EXTRA_COLUMNS)}
    assert not set(ids) & {one.id for one in COLUMNS}
    row = quote(values=[100.0, 110.0, 100.0, 110.0, 100.0, 110.0, 100.0], every=7)
    cells = {id_: column(id_).text(row, NOW) for id_ in ids}
    assert cells == {
        "per_30_days": "-33.53",
        "since_year_end": "—",
        "range": "0",
        "drawdown": "-9.09",
        "volatility": "75.39",
    }
    assert [column(id_).text(Quote(label="Nothing"), NOW) for id_ in ids] == ["—"] * 5


@pytest.mark.parametrize("one", EXTRA_COLUMNS, ids=lambda one: one.id)
def test_extra_columns_sort(one: Column) -> None:
    """Missing values last, nothing lost."""
    rows = [*many_quotes(150), *board()]
    ordered = sort(rows, one, NOW, descending=True)
    keys = [one.key(row, NOW) for row in ordered]
    present = [key for key in keys if key is not None]
    assert present == sorted(present, reverse=True)
    assert keys == [*present, *[None] * (len(rows) - len(present))]


def test_the_deepest_fall_is_from_a_high_to_a_later_low() -> None:
    """With the print that was as high again, if there was one; none where every print is higher than the last."""
    fall = deepest_fall(quote(values=(100.0, 80.0, 120.0, 60.0, 90.0)))
    assert fall is not None
    assert (fall.high.value, fall.low.value, fall.back) == (120.0, 60.0, None)
    assert fall.sentence == "-50.00 %, from 120.00 on 2026-04-29 to 60.00 on 2026-05-13, not made good yet"
    healed = deepest_fall(quote(values=(100.0, 80.0, 101.0)))
    assert healed is not None
    assert healed.sentence.endswith("made good on 2026-05-27")
    assert deepest_fall(quote(values=(1.0, 2.0, 3.0))) is None
    assert deepest_fall(quote(points=())) is None
    assert deepest_fall(quote(values=(-1.0, -2.0))) is None
