"""Sparklines: points by date on a time axis, blanks where nothing was published, and nothing that breaks them."""

from datetime import date, timedelta
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickertui.market.series import Point
from tickertui.tui.widgets.sparkline import LEVELS, MIDDLE, braille, filled, filled_braille, marks, sparkline

END = date(2026, 6, 3)


def points(*ages_and_values: tuple[int, float]) -> list[Point]:
    """Points by their age in days at the end of the axis, oldest first."""
    return [Point(END - timedelta(days=age), value) for age, value in ages_and_values]


def drawn(*ages_and_values: tuple[int, float], days: int = 10, width: int = 10) -> str:
    """A sparkline of such points on an axis of so many days."""
    return sparkline(points(*ages_and_values), END - timedelta(days=days), END, width)


def test_points_stand_where_their_dates_are() -> None:
    """One cell a day: a print of today is last, one of nine days ago first, and days without one are blank."""
    assert drawn((9, 1.0), (5, 4.5), (0, 8.0)) == "▁   ▅    █"


def test_a_line_that_stopped_visibly_stops() -> None:
    """Nothing is drawn after the last print."""
    assert drawn((9, 1.0), (8, 2.0)) == "▁█        "


def test_of_several_prints_in_a_cell_the_last_is_drawn() -> None:
    """Two days a cell: the later print of each counts."""
    assert drawn((9, 5.0), (8, 1.0), (1, 3.0), (0, 8.0), width=5) == "▁   █"


def test_what_lies_outside_the_window_is_left_out() -> None:
    """Older prints, those of the day it begins after, and those of the future; the scale is of what is seen."""
    assert drawn((30, 100.0), (10, 50.0), (5, 1.0), (3, 2.0), (-1, 70.0)) == "    ▁ █   "


def test_equal_values_are_drawn_half_high() -> None:
    """A constant line, and a single point, which is neither high nor low."""
    assert drawn((9, 3.0), (0, 3.0)) == f"{MIDDLE}        {MIDDLE}"
    assert drawn((0, 3.0)).strip() == MIDDLE


def test_what_is_no_number_is_left_out() -> None:
    """Not a number, infinity and nothing at all are blanks."""
    nothing = Point(END, None)  # type: ignore[arg-type]  # what a hostile series may hold
    line = sparkline([*points((3, nan), (2, inf), (1, 5.0)), nothing], END - timedelta(days=4), END, 4)
    assert line == f"  {MIDDLE} "
    assert filled([*points((3, nan), (2, -inf)), nothing], 3) == "   "


def test_no_points_no_window_and_no_width() -> None:
    """Empty in, blank out."""
    assert drawn() == " " * 10
    assert drawn((0, 1.0), width=0) == ""
    assert sparkline(points((0, 1.0)), END, END, 5) == ""
    assert filled([], 4) == "    "
    assert filled(points((0, 1.0)), 0) == ""


def test_filling_holds_each_value_until_the_next() -> None:
    """The first print is left, the last right, and there is no gap between."""
    assert filled(points((30, 1.0), (20, 4.5), (0, 8.0)), 7) == "▁▁▅▅▅▅█"
    assert filled(points((5, 2.0)), 4).strip() == MIDDLE


def test_values_as_far_apart_as_numbers_go() -> None:
    """The span of the values may overflow, or be next to nothing."""
    assert drawn((1, -1.7e308), (0, 1.7e308), days=2, width=2) == "▁█"
    assert drawn((1, 0.0), (0, 5e-324), days=2, width=2) == MIDDLE * 2


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(-20, 400), st.one_of(st.none(), st.floats())), max_size=20),
    st.integers(0, 40),
    st.integers(-5, 400),
)
def test_any_points_make_exactly_the_width(pairs: list[tuple[int, float | None]], width: int, days: int) -> None:
    """Whatever the values: so many cells, of blocks and blanks."""
    series = [Point(END - timedelta(days=age), value) for age, value in sorted(pairs, reverse=True, key=lambda p: p[0])]  # type: ignore[arg-type]  # None on purpose
    shared = sparkline(series, END - timedelta(days=days), END, width)
    assert len(shared) == (width if days > 0 else 0)
    assert len(filled(series, width)) == width
    assert set(shared + filled(series, width)) <= {*LEVELS, " "}


@pytest.mark.parametrize("width", [12, 26])
def test_the_highest_is_full_and_the_lowest_is_not_empty(width: int) -> None:
    """The scale runs from the lowest to the highest block."""
    line = drawn(*((day, float(100 - day)) for day in range(60, -1, -1)), days=61, width=width)
    assert line[0] == LEVELS[0]
    assert line[-1] == LEVELS[-1]
    assert list(line) == sorted(line)


def test_a_thin_line_joins_prints_and_breaks_where_one_is_missing() -> None:
    """Half a cell a day: prints that follow as usual are joined, a missing one leaves its days blank."""
    after = END - timedelta(days=12)
    assert braille(points((9, 1.0), (6, 2.0), (3, 3.0), (0, 4.0)), after, END, 6) == " ⣠⠤⠖⠚⠉"
    assert braille(points((11, 1.0), (9, 2.0), (7, 3.0), (1, 4.0)), after, END, 6)[3:5] == "  "


def test_a_thin_line_over_its_own_span() -> None:
    """From the left to the right; a single print is a dot at the right."""
    line = filled_braille(points((30, 1.0), (20, 4.5), (0, 8.0)), 7)
    assert len(line) == 7
    assert " " not in line
    assert filled_braille(points((5, 2.0)), 4).strip() == filled_braille(points((5, 2.0)), 4)[-1]
    assert filled_braille([], 3) == "   "


def test_high_low_and_last_stand_out() -> None:
    """The last print unless it is the high or the low; a line of one height has only a last print."""
    assert marks(drawn((9, 1.0), (5, 8.0), (0, 4.5))) == [(0, "low"), (4, "high"), (9, "last")]
    assert marks(drawn((9, 1.0), (0, 8.0))) == [(0, "low"), (9, "high")]
    assert marks(drawn((9, 3.0), (2, 3.0))) == [(7, "last")]
    assert marks(drawn()) == []


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(-20, 400), st.one_of(st.none(), st.floats())), max_size=20),
    st.integers(0, 40),
    st.integers(-5, 400),
)
def test_any_points_make_exactly_the_width_of_a_thin_line(
    pairs: list[tuple[int, float | None]], width: int, days: int
) -> None:
    """Whatever the values: so many cells, of dots and blanks, and marks within them."""
    series = [Point(END - timedelta(days=age), value) for age, value in sorted(pairs, reverse=True, key=lambda p: p[0])]  # type: ignore[arg-type]  # None on purpose
    shared = braille(series, END - timedelta(days=days), END, width)
    assert len(shared) == (width if days > 0 else 0)
    assert len(filled_braille(series, width)) == width
    assert all(letter == " " or 0x2800 < ord(letter) < 0x2900 for letter in shared + filled_braille(series, width))
    for line in (shared, sparkline(series, END - timedelta(days=days), END, width)):
        assert all(0 <= place < len(line) and line[place] != " " for place, _ in marks(line))
