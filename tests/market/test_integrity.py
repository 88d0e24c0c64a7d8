"""What a row's figures tell about each other."""

from typing import Any

import pytest

from tests.samples import NOW, board, many_quotes, quote, series, snapshot
from tickertui.market.finding import Finding
from tickertui.market.integrity import check, findings_of, verdict
from tickertui.market.quote import Quote

LATER = [("2026-05-27", 100.0), ("2026-06-24", 110.0)]


def codes(row: Quote) -> list[str]:
    """The codes of what is found."""
    return [finding.code for finding in check(row, NOW)]


def test_rows_that_agree_with_themselves_have_no_findings() -> None:
    """Late and dormant rows too: age is no fault of the data."""
    assert [codes(row) for row in board()[:4]] == [[], [], [], []]
    assert not any(codes(row) for row in many_quotes(480) if row.level is not None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"change_percent": 4.18}, "change-mismatch"),
        ({"change_percent": -4.17}, "change-mismatch"),
        ({"level": 131.26, "change_percent": 4.17}, "level-mismatch"),
        ({"last": 126.5, "change_percent": 3.75}, "last-mismatch"),
        ({"published_on": None}, None),
        ({"series": series(ends_on="2026-05-26")}, "date-mismatch"),
        ({"frequency": "3wk"}, "unknown-frequency"),
        ({"frequency": ""}, "missing-frequency"),
        ({"level": None, "last": None, "change_percent": None}, None),
        ({"series": series([])}, None),
    ],
)
def test_what_does_not_agree_is_found(fields: dict[str, Any], code: str | None) -> None:
    """One thing wrong, one finding; what is missing was said when it was read."""
    found = check(quote("Lithium", **fields), NOW)
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.sentence for finding in found)


def test_a_change_against_zero_cannot_be_right() -> None:
    """Nothing divides by it."""
    assert "change-mismatch" in codes(quote(values=(0.0, 10.0), change_percent=0.0))


def test_negative_levels_are_found() -> None:
    """A price index has none."""
    assert codes(quote(values=(-4.0, -5.0), change_percent=25.0)) == ["negative-level"]


def test_prints_of_the_future_are_found() -> None:
    """Of the row and of its trend."""
    assert codes(quote(points=LATER)) == ["future-print"]
    row = quote(points=LATER, published_on="2026-05-27", level=100.0, last=None, change_percent=None)
    assert "future-point" in codes(quote(points=LATER, published_on=row.series.points[0].on))


def test_what_was_found_while_reading_comes_first() -> None:
    """All findings of a row in one place."""
    odd = Finding("numeric-text", "today is written as text")
    row = quote("Lithium", frequency="3wk", findings=(odd,))
    assert [finding.code for finding in findings_of(row, NOW)] == ["numeric-text", "unknown-frequency"]


def test_a_payload_has_a_verdict() -> None:
    """In one line."""
    odd = Finding("unknown-key", "The payload has a key that is not known: x")
    assert verdict(snapshot(board()[:4]), NOW) == "every row checks out"
    assert verdict(snapshot([quote(change_percent=1.0), quote("B")]), NOW) == "1 of 2 rows with findings"
    assert verdict(snapshot([quote()], findings=(odd,)), NOW) == "every row checks out, 1 finding about the payload"
    assert verdict(snapshot([]), NOW) == "no rows"
