"""Rows side by side: one start, the same spans, every figure dated, and a reason for what is left out."""

from datetime import date
from math import isfinite

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import board, quote, series
from tickertui.market.comparison import SPANS, Comparison, LeftOut, rebased
from tickertui.market.quote import Quote
from tickertui.market.series import Point

FIRST = quote("First", points=[("2025-12-01", 50.0), ("2026-01-01", 80.0), ("2026-03-01", 100.0), ("2026-05-01", 60.0)])
SECOND = quote("Second", points=[("2026-01-15", 10.0), ("2026-03-15", 12.0), ("2026-04-15", 15.0)])


def test_rows_are_rebased_from_their_latest_common_start() -> None:
    """A row that has no print on that day starts with the one that held."""
    found = rebased([FIRST, SECOND])
    assert found.start_on == date(2026, 1, 15)
    first, second = found.lines
    assert first.base == Point(date(2026, 1, 1), 80.0)
    assert [(str(point.on), point.value) for point in first.points] == [
        ("2026-01-15", 100.0),
        ("2026-03-01", 125.0),
        ("2026-05-01", 75.0),
    ]
    assert [point.value for point in second.points] == [100.0, 120.0, 150.0]
    assert (first.percent, second.percent) == (-25.0, 50.0)
    assert found.sentence == "100 = 2026-01-15; spans end on 2026-04-15."


def test_a_row_of_one_print_does_not_move_the_start() -> None:
    """It has no line to begin; alone, or among its like, it starts on its day."""
    alone = quote("Alone", points=[("2026-04-10", 7.0)])
    found = rebased([FIRST, SECOND, alone])
    assert found.start_on == date(2026, 1, 15)
    assert [row.label for row in found.left_out] == ["Alone"]
    assert rebased([alone]).start_on == date(2026, 4, 10)


def test_spans_are_the_same_days_for_all() -> None:
    """They end with the oldest of the last prints, count from what held, and are not said where prints do not reach."""
    found = rebased([FIRST, SECOND])
    assert [span.days for span in found.spans] == list(SPANS)
    assert found.spans[0].sentence == "30 days from 2026-03-16 to 2026-04-15"
    first, second = (line.changes for line in found.lines)
    assert first[0] is not None
    assert first[0].sentence == "+0.00 %, 100.00 of 2026-03-01 to 100.00 of 2026-03-01".replace("+0", "0")
    assert first[1] is not None
    assert first[1].sentence == "+25.00 %, 80.00 of 2026-01-01 to 100.00 of 2026-03-01"
    assert second[0] is not None
    assert second[0].percent == 25.0
    assert [change is None for change in second] == [False, False, True, True]


def test_a_start_can_be_chosen() -> None:
    """Rows that do not reach it, or end before it, are left out with the reason."""
    found = rebased([FIRST, SECOND], date(2026, 1, 1))
    assert [line.label for line in found.lines] == ["First"]
    assert found.sentence == (
        "100 = 2026-01-01; spans end on 2026-05-01. "
        "Left out: Second: its first print is of 2026-01-15, after the start on 2026-01-01."
    )
    late = rebased([FIRST, SECOND], date(2026, 4, 20))
    assert late.left_out == (LeftOut("Second", "its last print is of 2026-04-15, before the start on 2026-04-20"),)


def test_what_cannot_be_compared_is_left_out() -> None:
    """Rows without prints, at or below zero at the start, or out of all proportion."""
    zero = quote("Zero", points=[("2026-01-01", 0.0), ("2026-05-01", 5.0)])
    huge = quote("Huge", points=[("2026-01-01", 5e-324), ("2026-05-01", 1e300)])
    found = rebased([FIRST, zero, huge, quote("Sodium", points=())])
    assert [line.label for line in found.lines] == ["First"]
    assert [row.reason for row in found.left_out] == [
        "no dated print",
        "it was not above zero on 2026-01-01",
        "its prints are too far apart for a common scale",
    ]


def test_nothing_and_one_row() -> None:
    """Nothing compares to nothing; one row is compared with itself."""
    assert rebased([]) == Comparison()
    assert rebased([]).sentence == "Nothing to compare."
    assert rebased([quote("Zero", points=[("2026-01-01", 0.0)])]).lines == ()
    (line,) = rebased([quote("One", points=[("0001-01-02", 5.0)])]).lines
    assert [point.value for point in line.points] == [100.0]
    assert line.changes == ()
    assert len(rebased([FIRST, FIRST]).lines) == 1
    assert len(rebased(board()).lines) + len(rebased(board()).left_out) == 5


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.dictionaries(st.dates(), st.floats(allow_nan=True, allow_infinity=True), max_size=6), max_size=4),
    st.one_of(st.none(), st.dates()),
)
def test_every_row_is_compared_or_left_out(rows: list[dict[date, float]], start: date | None) -> None:
    """And no figure is what is no number."""
    quotes = [Quote(label=str(number), series=series(points=sorted(row.items()))) for number, row in enumerate(rows)]
    found = rebased(quotes, start)
    assert sorted([*(line.label for line in found.lines), *(row.label for row in found.left_out)]) == sorted(
        one.label for one in quotes
    )
    assert all(isfinite(point.value) for line in found.lines for point in line.points)
    assert all(isfinite(change.percent) for line in found.lines for change in line.changes if change)
    assert "nan" not in found.sentence
