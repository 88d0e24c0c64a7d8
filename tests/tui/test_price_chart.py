"""The chart: a true time axis, round numbers, gaps where nothing was published, and the right size for any input."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import series
from tickertui.market.prints import breaks
from tickertui.market.series import Point
from tickertui.tui.widgets.axes import date_ticks, value_scale
from tickertui.tui.widgets.price_drawing import Drawing, Kind, Mark, draw

TWELVE = series().points


def columns_drawn(drawing: Drawing) -> list[bool]:
    """For each column of the plot, whether anything is drawn in it."""
    return [any(cell != " " for cell in column) for column in zip(*drawing.rows, strict=True)]


def test_every_line_is_as_wide_as_asked() -> None:
    """A chart fills the cells it is given: no more, no fewer."""
    for width, height in ((16, 4), (40, 9), (61, 14), (120, 30)):
        lines = draw(TWELVE, width=width, height=height).lines()
        assert len(lines) == height
        assert {len(line) for line in lines} == {width}


def test_a_line_that_stopped_visibly_stops() -> None:
    """With an axis up to a later day, the rest of the plot is blank."""
    last = TWELVE[-1].on
    first_half = draw(TWELVE, width=60, height=10, end=last + (last - TWELVE[0].on))
    drawn = columns_drawn(first_half)
    assert all(drawn[: len(drawn) // 2 - 1])
    assert not any(drawn[len(drawn) // 2 + 1 :])


def test_a_missing_print_is_a_gap() -> None:
    """Prints more than two and a half cadences apart are not joined; closer ones are."""
    monday = date(2026, 1, 5)
    near = tuple(Point(monday + timedelta(weeks=week), 100.0 + week) for week in (0, 1, 2, 4, 5, 6))
    far = tuple(Point(monday + timedelta(weeks=week), 100.0 + week) for week in (0, 1, 2, 8, 9, 10))
    assert all(columns_drawn(draw(near, width=60, height=8)))
    drawn = columns_drawn(draw(far, width=60, height=8))
    middle = drawn[len(drawn) * 3 // 10 : len(drawn) * 7 // 10]
    assert not any(middle)


def test_points_stand_where_their_dates_belong() -> None:
    """Two prints a week apart and one much later are not drawn side by side at equal width."""
    start = date(2026, 1, 1)
    points = tuple(Point(start + timedelta(days=days), 5.0) for days in (0, 7, 100))
    drawn = columns_drawn(draw(points, width=60, height=6, cadence_days=1))
    at = [index for index, there in enumerate(drawn) if there]
    assert at[0] == 0
    assert at[-1] == len(drawn) - 1
    assert at[1] == pytest.approx(len(drawn) * 7 / 100, abs=1)


def test_the_value_axis_carries_round_numbers() -> None:
    """Labels are multiples of 1, 2, 2.5 or 5 times a power of ten, in as many decimals as they need."""
    labels = [label.strip() for label in draw(TWELVE, width=60, height=14).labels if label.strip()]
    assert labels == ["130", "120", "110", "100"]
    small = [
        label.strip()
        for label in draw((Point(date(2026, 1, 1), 0.013), Point(date(2026, 2, 1), 0.041)), width=60, height=9).labels
        if label.strip()
    ]
    assert small == ["0.04", "0.03", "0.02", "0.01"]


def test_the_time_axis_carries_calendar_dates() -> None:
    """Months are named in ISO, each below its tick; short spans name days."""
    drawing = draw(TWELVE, width=60, height=10)
    assert drawing.dates.split() == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert drawing.axis.count("┴") == 5
    assert [label for _, label in date_ticks(date(2026, 5, 30), date(2026, 6, 3), 60)] == [
        "05-30", "05-31", "06-01", "06-02", "06-03",
    ]  # fmt: skip
    assert [label for _, label in date_ticks(date(1990, 3, 1), date(2026, 6, 3), 40)][:2] == ["2000", "2010"]


def test_a_mark_stands_apart_from_the_line() -> None:
    """A level implied a year ago is a hollow mark that nothing joins."""
    before = date(2025, 5, 28)
    drawing = draw(TWELVE, width=80, height=12, marks=(Mark(before, 105.0),), cadence_days=14)
    assert [glyph for _, _, glyph in drawing.marks] == ["○"]
    drawn = columns_drawn(drawing)
    assert not any(drawn[1 : len(drawn) // 3])


def test_steps_hold_a_value_until_the_next_print() -> None:
    """A step chart has only level and upright runs."""
    points = (Point(date(2026, 1, 1), 1.0), Point(date(2026, 2, 1), 2.0))
    drawing = draw(points, width=40, height=8, kind="step", cadence_days=31)
    low = next(row for row in reversed(drawing.rows) if row.strip())
    assert len(low.strip()) == len(drawing.rows[0])


def test_a_window_shows_the_line_that_leads_out_of_it() -> None:
    """Prints outside are not drawn; the way to them is, up to the edges, unless nothing was published between."""
    points = tuple(Point(date(2026, 1, 1) + timedelta(days=14 * n), 100.0 + n) for n in range(8))
    window = draw(points, width=60, height=10, start=date(2026, 2, 1), end=date(2026, 3, 1))
    assert all(columns_drawn(window))
    lone = (*points, Point(date(2027, 1, 1), 50.0))
    assert draw(lone, width=60, height=10, start=date(2026, 2, 1), end=date(2026, 3, 1)).rows == window.rows
    later = draw(lone, width=60, height=10, start=date(2026, 4, 20), end=date(2026, 6, 1), cadence_days=14)
    assert later.is_blank
    assert later.labels


def test_a_window_between_two_prints_shows_the_line_between_them() -> None:
    """Line or step, from edge to edge."""
    points = (Point(date(2026, 1, 1), 10.0), Point(date(2026, 2, 1), 20.0))
    kinds: tuple[Kind, ...] = ("line", "step")
    for kind in kinds:
        drawing = draw(points, width=50, height=9, start=date(2026, 1, 10), end=date(2026, 1, 20), kind=kind)
        assert all(columns_drawn(drawing))
    steps = draw(points, width=50, height=9, start=date(2026, 1, 10), end=date(2026, 1, 20), kind="step")
    assert sum(bool(row.strip()) for row in steps.rows) == 1


def test_on_a_log_scale_equal_changes_take_equal_heights() -> None:
    """Ten times as much is as far up each time; labels are round; values that have no logarithm leave it linear."""
    points = tuple(Point(date(2026, 1, 1) + timedelta(days=7 * n), 10.0**n) for n in range(5))
    drawing = draw(points, width=60, height=23, is_logarithmic=True)
    assert drawing.is_logarithmic
    rows = [drawing.row(point.value) for point in points]
    heights = [before - after for before, after in pairwise(rows)]
    assert max(heights) - min(heights) <= 1
    assert [label.strip() for label in drawing.labels if label.strip()][-1] == "1"
    assert not draw((*points, Point(date(2026, 3, 1), 0.0)), width=60, height=23, is_logarithmic=True).is_logarithmic


def test_articles_are_ticks_on_the_time_axis() -> None:
    """Those in sight, each in the column of its day."""
    days = (date(2026, 2, 4), date(2026, 2, 4), date(2030, 1, 1))
    drawing = draw(TWELVE, width=80, height=10, articles=days)
    assert drawing.ticks == (drawing.column(date(2026, 2, 4)),)
    assert drawing.lines()[-2].count("▴") == 1


def test_a_series_whose_rhythm_changed_has_no_breaks_in_its_slower_years() -> None:
    """Long is what was long at the time; a dormant year is a gap all the same."""
    monthly = [Point(date(2023, 1, 1) + timedelta(days=30 * n), 1.0) for n in range(12)]
    weekly = [Point(date(2024, 1, 1) + timedelta(days=7 * n), 2.0) for n in range(30)]
    late = [Point(date(2025, 12, 1) + timedelta(days=7 * n), 3.0) for n in range(30)]
    assert breaks((*monthly, *weekly, *late), cadence_days=7) == {len(monthly) + len(weekly)}
    assert breaks(()) == breaks(monthly[:1]) == frozenset()


def test_thousands_of_prints_are_drawn_as_each_of_them_would_be() -> None:
    """What shares a column of dots is one run from its lowest to its highest value."""
    values = [100 + (n * n) % 37 + n / 50 for n in range(6_000)]
    points = tuple(Point(date(2005, 1, 1) + timedelta(days=n), value) for n, value in enumerate(values))
    drawing = draw(points, width=120, height=24, cadence_days=1)
    assert all(columns_drawn(drawing))
    for point in points[:: len(points) // 50]:
        at = drawing.column(point.on)
        assert at is not None
        assert drawing.rows[drawing.row(point.value)][at] != " "


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.dates(), st.floats()), max_size=12, unique_by=lambda pair: pair[0]),
    st.dates(), st.dates(), st.sampled_from(["line", "step"]), st.booleans(), st.lists(st.dates(), max_size=3),
)  # fmt: skip
def test_any_window_on_any_points_is_drawn(
    pairs: list[tuple[date, float]], start: date, end: date, kind: Kind, is_logarithmic: bool, days: list[date]
) -> None:
    """As large as asked, and every day of it has a column that stands for it."""
    points = tuple(Point(on, value) for on, value in sorted(pairs, key=lambda pair: pair[0]))
    drawing = draw(
        points, width=60, height=12, start=start, end=end, kind=kind, is_logarithmic=is_logarithmic, articles=days,
        marks=[Mark(start, 1.0)],
    )  # fmt: skip
    assert {len(line) for line in drawing.lines()} == {60}
    for column in range(len(drawing.rows[0])):
        first, last = drawing.days_of(column)
        assert drawing.start <= first <= last <= drawing.end
    middle = drawing.start + (drawing.end - drawing.start) / 2
    at = drawing.column(middle)
    assert at is not None
    first, last = drawing.days_of(at)
    slack = (drawing.end - drawing.start) / len(drawing.rows[0])
    assert first - slack - timedelta(days=1) <= middle <= last + slack + timedelta(days=1)


@pytest.mark.parametrize(("width", "height"), [(0, 0), (15, 20), (80, 3), (16, 4)])
def test_no_room_is_no_error(width: int, height: int) -> None:
    """Below the least size nothing is drawn."""
    drawn = draw(TWELVE, width=width, height=height)
    assert bool(drawn.rows) == (width >= 16 and height >= 4)


def test_nothing_to_draw_is_no_error() -> None:
    """No points, or none with a finite value, draw nothing."""
    assert draw((), width=60, height=10).lines() == ()
    assert draw((Point(date(2026, 1, 1), float("nan")),), width=60, height=10).lines() == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(), st.floats(allow_nan=True, allow_infinity=True)),
        max_size=20,
        unique_by=lambda pair: pair[0],
    ),
    st.integers(0, 130),
    st.integers(0, 40),
)
def test_any_points_fill_the_given_cells_or_none(pairs: list[tuple[date, float]], width: int, height: int) -> None:
    """Whatever the points, the drawing is empty or exactly as large as asked."""
    points = tuple(Point(on, value) for on, value in sorted(pairs, key=lambda pair: pair[0]))
    lines = draw(points, width=width, height=height).lines()
    assert not lines or (len(lines) == height and {len(line) for line in lines} == {width})


@given(st.floats(-1e12, 1e12, allow_nan=False), st.floats(0, 1e12, allow_nan=False), st.integers(4, 40))
def test_any_values_lie_on_their_scale(low: float, spread: float, rows: int) -> None:
    """The dots of the lowest and the highest value are on the canvas, and at least two rows have a label."""
    scale = value_scale(low, low + spread, rows)
    assert -1 <= scale.dot(low + spread) <= scale.dot(low) <= rows * 4
    assert sum(bool(scale.tick(row)) for row in range(rows)) >= 2
