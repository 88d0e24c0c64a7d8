"""The comparison's chart: labels that never collide, leaders that never cross, axes with round values, any input."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.samples import NOW, VALUES, board, quote
from tickertui.market.comparison import BASE, Line, rebased
from tickertui.market.series import Point
from tickertui.tui.widgets.braille import Dots
from tickertui.tui.widgets.comparison_drawing import MARKS, MOST, Picture, Traced, mark_of, picture_of, tone_of
from tickertui.tui.widgets.end_labels import leaders, spread
from tickertui.tui.widgets.log_axis import log_scale

TODAY = NOW.date()


def traced(*labels: str, values: tuple[float, ...] = VALUES) -> list[Traced]:
    """Rows of the same values as lines."""
    found = rebased([quote(label, values) for label in labels])
    return [Traced(number, line) for number, line in enumerate(found.lines)]


def drawn(lines: list[Traced], width: int = 90, height: int = 16, *, log: bool = False, selected: int = -1) -> Picture:
    """A picture of lines up to today."""
    start = min((line.line.points[0].on for line in lines), default=TODAY)
    return picture_of(
        lines, width=width, height=height, start=start, end=TODAY, is_logarithmic=log, selected=selected
    )  # fmt: skip


def test_every_line_has_its_label_even_where_all_end_on_one_value() -> None:
    """Six lines on each other have six labels, one below the other, in the order of the rows."""
    text = drawn(traced("A", "B", "C", "D", "E", "F")).text()
    rows = [
        next(row for row, line in enumerate(text) if f"{mark_of(n)} {name}" in line) for n, name in enumerate("ABCDEF")
    ]
    assert len(set(rows)) == 6
    assert rows == sorted(rows)


def test_labels_say_mark_name_and_value() -> None:
    """A label is as good as a legend, without colours too."""
    comparison = rebased(board())
    text = "\n".join(drawn([Traced(n, line) for n, line in enumerate(comparison.lines)]).text())
    assert "● Lithium          117.71" in text
    assert "◆ Cobalt            76.19" in text


def test_narrow_charts_shorten_names_and_keep_marks() -> None:
    """Names give way before the plot does."""
    lines = traced("A name that is far too long for any chart of this width", "B")
    assert "A name" in "\n".join(drawn(lines, 60).text())
    assert "A name" not in "\n".join(drawn(lines, 34).text())
    assert "●" in "\n".join(drawn(lines, 34).text())


def test_the_line_at_a_hundred_and_round_values_are_there() -> None:
    """100 is a tick of the axis, and a thin line across."""
    picture = drawn(traced("A"))
    assert "100 ┤" in "\n".join(picture.text())
    assert "┄" in picture.text()[picture.row(BASE)]


def test_a_line_that_stopped_visibly_stops() -> None:
    """Beyond its last print there are only dots that lead to its label."""
    comparison = rebased([quote("A"), quote("B", ends_on="2026-03-01", every=7)])
    picture = drawn([Traced(n, line) for n, line in enumerate(comparison.lines)], 100)
    end = picture.column(date(2026, 3, 1))
    row = picture.row(comparison.lines[1].points[-1].value)
    after = {picture.chars[row][column] for column in range(end + 1, picture.left + picture.width)}
    assert "·" in after
    assert picture.chars[row][end] == "◆"


def test_no_more_lines_are_drawn_than_can_be_told_apart() -> None:
    """The rest is counted; the selected one is always drawn, over the others."""
    lines = traced(*(f"Row {number}" for number in range(20)))
    picture = drawn(lines, 120, 40, selected=17)
    assert len(picture.drawn) == MOST
    assert picture.drawn[-1].number == 17
    assert picture.hidden == 20 - MOST


def test_every_drawn_line_has_a_mark_of_its_own() -> None:
    """Marks do not repeat among as many lines as are drawn; neither do colours beside the same mark."""
    assert len(set(MARKS)) == len(MARKS) == MOST
    assert len({(mark_of(number), tone_of(number)) for number in range(len(MARKS) * 7)}) == len(MARKS) * 7


def test_a_log_scale_gives_equal_changes_equal_heights() -> None:
    """Half and double are as far from a hundred, a hundred stands in the middle of a row."""
    scale = log_scale(50.0, 200.0, 21, BASE)
    up, middle, down = (scale.dot(value) for value in (200.0, 100.0, 50.0))
    assert middle - up == pytest.approx(down - middle, abs=1)
    labels = [scale.tick(row) for row in range(21)]
    assert {"50", "100", "200"} <= set(labels)
    assert labels[scale.anchor_row] == "100"


def test_a_log_scale_is_refused_to_what_falls_to_zero() -> None:
    """Then the axis is a plain one."""
    lines = [Traced(0, Line("A", Point(TODAY, 1.0), (Point(TODAY - timedelta(days=9), 100.0), Point(TODAY, -5.0)), ()))]
    assert drawn(lines, log=True).text() == drawn(lines).text()


def test_a_cell_belongs_to_the_line_that_drew_last() -> None:
    """Dots of two lines never mix in a cell."""
    dots = Dots(2, 1)
    dots.set(0, 0, 1)
    dots.set(1, 3, 2)
    dots.set(9, 9, 3)
    assert dots.cell(0, 0) == ("⢀", 2)
    assert dots.cell(0, 1) == (" ", -1)


@given(*[st.integers(0, 19)] * 4)
def test_a_line_is_unbroken_and_ends_where_it_should(x0: int, y0: int, x1: int, y1: int) -> None:
    """Both ends are set, there is a dot for every step, and each touches the one before."""
    dots = Dots(10, 5)
    dots.join(x0, y0, x1, y1, 0)
    lit = [(x, y) for x in range(20) for y in range(20) if _is_lit(dots, x, y)]
    assert {(x0, y0), (x1, y1)} <= set(lit)
    assert len(lit) == max(abs(x1 - x0), abs(y1 - y0)) + 1
    along = sorted(lit, key=lambda dot: (dot[0], dot[1] if (y1 >= y0) == (x1 >= x0) else -dot[1]))
    assert all(max(abs(a - c), abs(b - d)) == 1 for (a, b), (c, d) in pairwise(along))


def _is_lit(dots: Dots, x: int, y: int) -> bool:
    """Whether a dot is set, read from the character of its cell."""
    character, _ = dots.cell(y // 4, x // 2)
    alone = Dots(1, 1)
    alone.set(x % 2, y % 4, 0)
    return character != " " and bool(ord(character) & ord(alone.cell(0, 0)[0]) & 0xFF)


@given(st.lists(st.integers(0, 19), max_size=20))
def test_spread_rows_are_distinct_ordered_and_in_bounds(wanted: list[int]) -> None:
    """No two labels share a row; what fits stays where it is."""
    rows = spread(sorted(wanted), 20)
    assert list(rows) == sorted(set(rows))
    assert all(0 <= row < 20 for row in rows)
    if len(set(wanted)) == len(wanted):
        assert list(rows) == sorted(wanted)


@given(st.lists(st.integers(0, 19), max_size=14))
def test_leaders_never_run_through_each_other(wanted: list[int]) -> None:
    """Two leaders share a cell only where they begin on the same row."""
    starts = sorted(wanted)
    ways = leaders(starts, spread(starts, 20))
    lanes = max((way.lane for way in ways), default=0) + 1
    cells = []
    for way in ways:
        low, high = sorted((way.start, way.end))
        turned = {(row, way.lane) for row in range(low, high + 1)}
        across = {(way.start, lane) for lane in range(way.lane)} | {(way.end, lane) for lane in range(way.lane, lanes)}
        cells.append(turned | across)
    for (one, first), (other, second) in pairwise(zip(ways, cells, strict=True)):
        if one.start != other.start:
            assert not first & second


def test_wide_characters_take_two_cells() -> None:
    """Names in any script leave the values where they belong."""
    rows = drawn(traced("価格指数", "plain", "e\u0301")).text()
    assert {cell_len(row) for row in rows} == {90}
    assert "".join(rows).count("131.25") == 3


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.dates(date(1, 1, 3)), st.floats(1e-300, 1e300, allow_nan=False) | st.floats(-1e9, 1e9)),
            min_size=1,
            max_size=12,
            unique_by=lambda pair: pair[0],
        ),
        max_size=15,
    ),
    st.integers(0, 150),
    st.integers(0, 40),
    st.booleans(),
)
def test_any_rows_fill_the_given_cells_or_none(
    rows: list[list[tuple[date, float]]], width: int, height: int, log: bool
) -> None:
    """Whatever the prints, the drawing is empty or exactly as large as asked."""
    quotes = [quote(f"Row {number}", points=sorted(pairs)) for number, pairs in enumerate(rows)]
    lines = [Traced(number, line) for number, line in enumerate(rebased(quotes).lines)]
    text = drawn(lines, width, height, log=log, selected=2).text()
    assert not text or (len(text) == height and {len(line) for line in text} == {width})


@given(st.floats(1e-250, 1e250), st.floats(1, 1e50), st.integers(3, 40), st.floats(1e-3, 1e6))
def test_any_values_lie_on_a_log_scale(low: float, ratio: float, rows: int, anchor: float) -> None:
    """The lowest and the highest value are on the canvas, higher ones above, and the anchor has its label."""
    scale = log_scale(low, low * ratio, rows, anchor)
    assert 0 <= scale.dot(low * ratio) <= scale.dot(low) < rows * 4
    assert scale.tick(scale.anchor_row)
