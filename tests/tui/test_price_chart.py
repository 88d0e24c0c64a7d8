"""The chart: a true time axis, round numbers, gaps where nothing was published, and the right size for any input."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import series
from tickertui.market.series import Point
from tickertui.tui.widgets.axes import date_ticks, value_scale
from tickertui.tui.widgets.price_drawing import Drawing, Mark, draw

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
