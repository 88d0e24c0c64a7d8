"""What the archive answers does not depend on the order in which payloads came."""

import math
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.payloads import Kept, keep, payload
from tests.samples import NOW
from tickertui.archive.store import Archive
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series

LABELS = ("Lithium", "Cobalt", "Nickel")
DAYS = [date(2026, 5, day) for day in (1, 8, 15, 22)]


def _row(label: str, values: dict[date, float], url: str) -> Quote:
    """A row with a window of the values given."""
    points = tuple(Point(on, value) for on, value in sorted(values.items()))
    return Quote(
        label=label,
        level=points[-1].value if points else None,
        published_on=points[-1].on if points else None,
        series=Series(points),
        url=url,
    )


rows = st.builds(
    _row,
    st.sampled_from(LABELS),
    st.dictionaries(st.sampled_from(DAYS), st.sampled_from([1.0, 2.0]), max_size=3),
    st.sampled_from(["/a", "/b"]),
)
boards = st.lists(rows, max_size=4).map(tuple)
dated = st.lists(st.tuples(st.integers(0, 9), boards), min_size=1, max_size=6, unique_by=lambda pair: pair[0])
undated = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), max_size=7, unique_by=lambda pair: pair[0])


def _answers(archive: Archive) -> dict[str, object]:
    """Everything that the archive says about the market."""
    moments = [NOW + timedelta(days=day / 2) for day in range(-1, 21)]
    boards_then = [archive.board_as_of(moment) for moment in moments]
    return {
        "boards": [(board.quotes, board.made_at, board.read_at) if board else None for board in boards_then],
        "snapshots": archive.snapshots(),
        "neighbours": [archive.neighbours(moment) for moment in moments],
        "histories": {label: archive.history(label) for label in archive.labels()},
        "second rows": {label: archive.history(label, occurrence=1) for label in archive.labels()},
        "revisions": archive.revisions(),
        "series": archive.long_series(),
    }


def _kept_in(folder: str, name: str, payloads: list[Kept]) -> dict[str, object]:
    """The answers of a new archive after some payloads, which has to be whole."""
    with Archive.open(Path(folder) / name, NOW) as archive:
        for kept in payloads:
            keep(archive, kept)
        assert archive.upkeep.verify() == ()
        return _answers(archive)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), described=dated)
def test_dated_payloads_in_any_order(data: st.DataObject, described: list[tuple[int, tuple[Quote, ...]]]) -> None:
    """Payloads that say when they were made give the same answers in every order, and twice as once."""
    payloads = [payload(*board, days=day, read_days=20) for day, board in sorted(described, key=lambda pair: pair[0])]
    shuffled = data.draw(st.permutations(payloads))
    with tempfile.TemporaryDirectory() as folder:
        in_order = _kept_in(folder, "in-order", payloads)
        assert _kept_in(folder, "shuffled", [*shuffled, *payloads[:2]]) == in_order


@settings(max_examples=40, deadline=None)
@given(data=st.data(), described=dated, contents=st.lists(boards, min_size=3, max_size=3), seen=undated)
def test_undated_payloads_in_any_order(
    data: st.DataObject,
    described: list[tuple[int, tuple[Quote, ...]]],
    contents: list[tuple[Quote, ...]],
    seen: list[tuple[int, int]],
) -> None:
    """Payloads that do not say when they were made, and come back, give the same answers in every order too."""
    payloads = [payload(*board, days=day + 0.25, read_days=20) for day, board in described]
    payloads += [payload(*contents[n], content=f"undated {n}", days=day, is_dated=False) for day, n in seen]
    payloads.sort(key=lambda kept: kept.snapshot.made_at or kept.snapshot.read_at or NOW)
    shuffled = data.draw(st.permutations(payloads))
    with tempfile.TemporaryDirectory() as folder:
        assert _kept_in(folder, "shuffled", shuffled) == _kept_in(folder, "in-order", payloads)


@settings(max_examples=40, deadline=None)
@given(described=dated)
def test_in_order_it_agrees_with_the_payloads(described: list[tuple[int, tuple[Quote, ...]]]) -> None:
    """The board at each moment is the newest payload's with rows, and a day's value the last one shown until then."""
    described.sort(key=lambda pair: pair[0])
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive", NOW) as archive:
        known: dict[tuple[str, date], list[float]] = {}
        for day, board in described:
            appended = keep(archive, payload(*board, days=day))
            revised = prints = 0
            first_rows = {row.label: row for row in reversed(board)}
            for row in first_rows.values():
                for point in row.series.points:
                    values = known.setdefault((row.label, point.on), [])
                    if not values or values[-1] != point.value:
                        revised, prints = revised + bool(values), prints + (not values)
                        values.append(point.value)
            if len(first_rows) == len(board):
                assert (appended.prints, appended.revisions) == (prints, revised)
        for moment in range(10):
            boards_until = [board for day, board in described if day <= moment and board]
            found = archive.board_as_of(NOW + timedelta(days=moment))
            assert (found.quotes if found else ()) == (boards_until[-1] if boards_until else ())
        for label in archive.labels():
            history = archive.history(label)
            assert history is not None
            for observation in history.observations:
                assert [shown.value for shown in observation.shown] == known[label, observation.on]


def test_a_figure_that_is_no_number_comes_back(archive: Archive) -> None:
    """Not-a-number, infinity and a negative zero do no harm, and days without a number are no observations."""
    odd = Quote(
        label="Odd",
        level=math.nan,
        last=math.inf,
        change_percent=-0.0,
        series=Series((Point(DAYS[0], math.nan), Point(DAYS[1], math.inf), Point(DAYS[2], 0.0))),
    )
    keep(archive, payload(odd))
    keep(archive, payload(odd, days=1))
    board = archive.latest_board()
    history = archive.history("Odd")
    assert board is not None
    assert history is not None
    (quote,) = board.quotes
    assert quote.level is not None
    assert math.isnan(quote.level)
    assert quote.last == math.inf
    assert [point.on for point in quote.series.points] == DAYS[:3]
    assert [(one.on, one.value) for one in history.observations] == [(DAYS[1], math.inf), (DAYS[2], 0.0)]
    assert archive.revisions() == ()
    assert archive.upkeep.verify() == ()
