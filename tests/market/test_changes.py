"""What changed from one payload to the next."""

from typing import Any

import pytest

from tests.samples import article, many_quotes, quote, rich_text, snapshot
from tickertui.market.changes import (
    ArticleCame,
    ArticleChanged,
    Change,
    FlagChanged,
    NewPrint,
    Revision,
    RowCame,
    RowWent,
    changes,
    reuse_rows,
)
from tickertui.market.quote import Quote

OLD = [("2026-04-29", 90.0), ("2026-05-13", 100.0)]
NEW = [*OLD, ("2026-05-27", 110.0)]


def between(before: Quote, after: Quote) -> tuple[Change, ...]:
    """The changes of one row."""
    return changes(snapshot([before]), snapshot([after]))


def test_without_an_earlier_payload_nothing_changed() -> None:
    """And between equal ones neither."""
    assert changes(None, snapshot()) == ()
    assert changes(snapshot(), snapshot()) == ()


def test_a_new_print() -> None:
    """With its value, its date and the change."""
    (found,) = between(quote(points=OLD), quote(points=NEW))
    assert isinstance(found, NewPrint)
    assert found.sentence == "Lithium: new print 110.00 (+10.00 %) of 2026-05-27"


def test_several_prints_at_once_are_one_change() -> None:
    """After a long absence."""
    (found,) = between(quote(points=OLD[:1]), quote(points=NEW))
    assert isinstance(found, NewPrint)
    assert found.prints == 2
    assert found.sentence.endswith("the newest of 2 new prints")


def test_a_trend_that_slides_is_no_revision() -> None:
    """Old points leave the window when new ones enter it."""
    found = between(quote(points=OLD), quote(points=NEW[1:]))
    assert [type(change) for change in found] == [NewPrint]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([("2026-04-29", 91.0), OLD[1]], "Lithium: 2026-04-29 revised from 90.00 to 91.00"),
        ([OLD[0], ("2026-05-13", 99.0)], "Lithium: 2026-05-13 revised from 100.00 to 99.00"),
        ([OLD[0], ("2026-05-06", 95.0), OLD[1]], "Lithium: 95.00 put in afterwards for 2026-05-06"),
    ],
)
def test_revisions(points: Any, sentence: str) -> None:
    """An old print with another value, and one put in afterwards."""
    found = between(quote(points=OLD), quote(points=points))
    assert [change.sentence for change in found if isinstance(change, Revision)] == [sentence]


def test_a_print_that_is_gone_is_a_revision() -> None:
    """Where the trend still reaches that far back."""
    found = between(quote(points=NEW), quote(points=[NEW[0], NEW[2]]))
    assert [change.sentence for change in found] == ["Lithium: 100.00 of 2026-05-13 withdrawn"]


def test_a_level_without_a_trend_can_be_revised() -> None:
    """The row's own date and level are a print."""
    bare = quote(points=OLD, series=quote(points=()).series)
    found = between(bare, quote(points=OLD, series=bare.series, level=101.0))
    assert [change.sentence for change in found] == ["Lithium: 2026-05-13 revised from 100.00 to 101.00"]


def test_rows_that_come_and_go() -> None:
    """By label, their identity."""
    found = changes(snapshot([quote("A"), quote("B")]), snapshot([quote("B"), quote("C")]))
    assert found == (RowCame("C"), RowWent("A"))


def test_access_flags_and_declared_frequency() -> None:
    """In words."""
    found = between(quote(), quote(has_access=False, frequency="monthly", subscription="gold"))
    assert [change.sentence for change in found] == [
        "Lithium: subscription changed from none to gold",
        "Lithium: access changed from yes to no",
        "Lithium: declared frequency changed from 2wk to monthly",
    ]


def test_articles_that_come_and_change() -> None:
    """An article that is not in the next payload is not gone: each page carries its own."""
    one, two = article("One"), article("Two")
    found = changes(snapshot([], [one]), snapshot([], [two]))
    assert found == (ArticleCame(two.uuid, "Two"),)
    rewritten = article("One", "Other words.")
    assert changes(snapshot([], [one]), snapshot([], [rewritten])) == (ArticleChanged(one.uuid, "One"),)
    assert changes(snapshot([], [one]), snapshot([], [article("One")])) == ()
    opened = article("One", visibility="private")
    assert changes(snapshot([], [one]), snapshot([], [opened])) == (
        FlagChanged("One", "visibility", "public", "private"),
    )
    assert all(change.sentence for change in found)


def test_unchanged_rows_stay_the_same_objects() -> None:
    """Identity is a row's version."""
    before = snapshot([*many_quotes(50), quote("Extra")])
    after = snapshot([quote("New"), *many_quotes(50), quote("Extra", level=1.0)])
    reused = reuse_rows(before, after)
    assert [row.label for row in reused.quotes] == [row.label for row in after.quotes]
    assert all(row is earlier for row, earlier in zip(reused.quotes[1:51], before.quotes, strict=False))
    assert reused.quotes[51] is after.quotes[51]
    assert reuse_rows(None, after) is after


def test_a_rich_text_that_contains_itself_can_be_compared() -> None:
    """Payloads can be cyclic."""
    loop: dict[str, Any] = rich_text("Round and round.")
    loop["content"].append(loop)
    one, same = article("Loop", rich_text=loop), article("Loop", rich_text=loop)
    assert changes(snapshot([], [one]), snapshot([], [same])) == ()
