"""The columns of the board and the order of rows."""

from itertools import pairwise

import pytest

from tests.samples import NOW, board, many_quotes, quote
from tickertui.market.board import COLUMNS, Column, column, order, sort
from tickertui.market.quote import Quote

IDS = [
    *("name", "level", "change", "change_percent", "span", "year_to_date", "year_on_year"),
    *("published", "age", "state", "cadence", "due"),
]


def labels(rows: list[Quote]) -> list[str]:
    """The rows' labels."""
    return [row.label for row in rows]


def test_columns_have_stable_names() -> None:
    """Settings and exports know them by id."""
    assert [one.id for one in COLUMNS] == IDS
    assert column("age").title == "Age"
    assert all(one.note.endswith(".") for one in COLUMNS)
    with pytest.raises(KeyError):
        column("colour")


def test_the_cells_of_a_row() -> None:
    """One row, as both front ends show it."""
    cells = {one.id: one.text(board()[0], NOW) for one in COLUMNS}
    assert cells == {
        "name": "Lithium",
        "level": "131.25",
        "change": "+5.25",
        "change_percent": "+4.17",
        "span": "14 d",
        "year_to_date": "+26.20",
        "year_on_year": "+25.00",
        "published": "2026-05-27",
        "age": "7 d",
        "state": "fresh",
        "cadence": "every 2 weeks",
        "due": "2026-06-10",
    }


def test_the_cells_of_an_empty_row_are_dashes() -> None:
    """Nothing known, nothing invented."""
    cells = [one.text(Quote(label="Nothing"), NOW) for one in COLUMNS]
    assert cells == ["Nothing", *["—"] * 8, "unknown", "—", "—"]


def test_percentages_of_another_year_name_it() -> None:
    """Before the figure, so that points stay aligned."""
    row = quote("LFP", ends_on="2025-09-30", year_to_date=-2.67, year_on_year=None)
    assert column("year_to_date").text(row, NOW) == "2025 -2.67"
    assert column("year_on_year").text(row, NOW) == "—"


@pytest.mark.parametrize("descending", [False, True])
def test_other_years_rank_apart_and_missing_values_last(descending: bool) -> None:
    """In both directions: this year's in order, then other years' in order, then nothing."""
    rows = [
        quote("old small", ends_on="2025-09-30", year_to_date=1.0),
        quote("none", year_to_date=None),
        quote("big", year_to_date=9.0),
        quote("old big", ends_on="2025-09-30", year_to_date=50.0),
        quote("small", year_to_date=-9.0),
    ]
    expected = ["small", "big", "old small", "old big", "none"]
    if descending:
        expected = ["big", "small", "old big", "old small", "none"]
    assert labels(sort(rows, column("year_to_date"), NOW, descending)) == expected


@pytest.mark.parametrize("one", COLUMNS, ids=IDS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_stably_both_ways(one: Column, descending: bool) -> None:
    """Ties keep their order, missing values come last, nothing is lost."""
    rows = [*many_quotes(150), *board()]
    ordered = sort(rows, one, NOW, descending)
    assert sorted(labels(ordered)) == sorted(labels(rows))
    keys = [one.key(row, NOW) for row in ordered]
    present = [key for key in keys if key is not None]
    assert keys == [*present, *[None] * (len(keys) - len(present))]
    place = {id(row): number for number, row in enumerate(rows)}
    for row, following in pairwise(ordered):
        if one.key(row, NOW) == one.key(following, NOW) and (
            one.apart is None or one.apart(row, NOW) == one.apart(following, NOW)
        ):
            assert place[id(row)] < place[id(following)]


def test_an_order_can_start_from_an_earlier_one() -> None:
    """Sorting by one column and then another keeps the first within ties."""
    rows = [quote("b", every=14), quote("a", every=14), quote("d", every=7), quote("c", every=7)]
    by_name = order(rows, column("name"), NOW)
    by_cadence = order(rows, column("cadence"), NOW, previous=by_name)
    assert labels([rows[number] for number in by_cadence]) == ["c", "d", "a", "b"]


def test_states_sort_from_fresh_to_dormant_and_by_lateness() -> None:
    """Unknown comes last."""
    ordered = sort(list(reversed(board())), column("state"), NOW)
    assert labels(ordered) == ["Lithium", "Cobalt", "Natural Graphite", "Cathode", "Sodium"]


def test_moves_are_marked_as_such() -> None:
    """Their key is the number that colour and arrow go by."""
    assert [one.id for one in COLUMNS if one.is_move] == ["change_percent", "year_to_date", "year_on_year"]
    assert column("change_percent").key(board()[1], NOW) == -3.85
