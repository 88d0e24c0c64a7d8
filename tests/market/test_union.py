"""One board from several payloads."""

from datetime import UTC, date, datetime

from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import newest_articles, union

EARLY = datetime(2026, 5, 1, tzinfo=UTC)
LATE = datetime(2026, 6, 1, tzinfo=UTC)


def test_nothing_gives_no_board() -> None:
    """Without a payload, and with payloads that hold articles only, there is no board."""
    assert union([]) is None
    assert union([Snapshot(articles=(Article(uuid="a", slug="a", title="A"),))]) is None


def test_one_payload_is_the_board_itself() -> None:
    """A single payload is handed on as it is, the same object."""
    only = Snapshot(quotes=(Quote(label="Lithium"),), made_at=EARLY)
    assert union([only]) is only


def test_each_index_comes_from_the_newest_payload_that_has_it() -> None:
    """The newest payload gives the order; rows that only an older one has follow."""
    old = Snapshot(quotes=(Quote(label="Cobalt", level=1.0), Quote(label="Nickel", level=2.0)), made_at=EARLY)
    new = Snapshot(quotes=(Quote(label="Lithium", level=9.0), Quote(label="Nickel", level=3.0)), made_at=LATE)
    board = union([new, old])
    assert board is not None
    assert [(quote.label, quote.level) for quote in board.quotes] == [
        ("Lithium", 9.0),
        ("Nickel", 3.0),
        ("Cobalt", 1.0),
    ]
    assert board.made_at == LATE


def test_rows_of_one_payload_that_share_a_label_all_stay() -> None:
    """A repeated label is a finding, never a reason to drop a row."""
    twins = Snapshot(quotes=(Quote(label="LFP", level=1.0), Quote(label="LFP", level=2.0)), made_at=LATE)
    board = union([twins, Snapshot(quotes=(Quote(label="LFP", level=0.0),), made_at=EARLY)])
    assert board is not None
    assert [quote.level for quote in board.quotes] == [1.0, 2.0]


def test_of_two_payloads_of_one_moment_the_later_named_wins() -> None:
    """Sources are named from general to special."""
    first = Snapshot(quotes=(Quote(label="LFP", level=1.0),), made_at=LATE)
    second = Snapshot(quotes=(Quote(label="LFP", level=2.0),), made_at=LATE)
    board = union([first, second])
    assert board is not None
    assert board.quotes[0].level == 2.0


def test_a_payload_without_a_moment_counts_from_when_it_was_read() -> None:
    """`prerenderedAt` may be missing."""
    undated = Snapshot(quotes=(Quote(label="LFP", level=1.0),), read_at=LATE)
    dated = Snapshot(quotes=(Quote(label="LFP", level=2.0),), made_at=EARLY, read_at=LATE)
    board = union([undated, dated])
    assert board is not None
    assert board.quotes[0].level == 1.0


def test_articles_of_all_payloads_count_once_newest_version_first() -> None:
    """An article is taken from the newest payload that has it; the latest published stands first."""
    draft = Article(uuid="a", slug="a", title="Draft", published_on=date(2026, 1, 1))
    final = Article(uuid="a", slug="a", title="Final", published_on=date(2026, 1, 1))
    other = Article(uuid="b", slug="b", title="Other", published_on=date(2026, 2, 1))
    undated = Article(uuid="c", slug="c", title="Undated")
    found = newest_articles(
        [Snapshot(articles=(draft, other), made_at=EARLY), Snapshot(articles=(final, undated), made_at=LATE)]
    )
    assert [article.title for article in found] == ["Other", "Final", "Undated"]
