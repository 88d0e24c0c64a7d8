"""The ledger of an index and what is said of its prints."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.samples import NOW, article, quote
from tickertui.archive.records import History, KeptSnapshot, Observation, Shown
from tickertui.market.derived import derived_rows
from tickertui.market.quote import Quote
from tickertui.tui.screens.index.ledger import Ledger
from tickertui.tui.screens.index.words import copied, near, provenance, reading

EARLY, LATE = NOW - timedelta(days=14), NOW
ROW = quote("Lithium", (10.0, 12.0, 9.0), year_on_year=None)
HISTORY = History(
    "Lithium",
    (
        Observation(date(2026, 4, 1), (Shown(8.0, EARLY, 1),)),
        Observation(date(2026, 4, 29), (Shown(10.0, EARLY, 1),)),
        Observation(date(2026, 5, 13), (Shown(11.0, EARLY, 1), Shown(12.0, LATE, 2))),
    ),
)
SNAPSHOTS = {2: KeptSnapshot(2, LATE, LATE, LATE, "example.org", "example.org", "ab" * 32, 5, 1)}


def words_of(row: Quote, place: int) -> str:
    """What the crosshair says of a print of a row."""
    ledger = Ledger(row)
    return " | ".join("".join(text for text, _ in line) for line in reading(ledger[place], ledger.newest))


def test_the_archive_adds_prints_and_tells_where_values_come_from() -> None:
    """A print that only the archive has is there too; one that it lacks is the trend's."""
    ledger = Ledger(ROW, HISTORY, SNAPSHOTS)
    assert [entry.found for entry in map(ledger.__getitem__, range(len(ledger)))] == [
        "archive", "archive", "archive", "trend",
    ]  # fmt: skip
    revised = ledger[2]
    assert revised.earlier == (11.0,)
    assert provenance(revised, is_asked=False) == (
        "Known since 2026-06-03 15:35 UTC, payload abababab of example.org; revised from 11.00, first shown 2026-05-20."
    )
    assert provenance(ledger[3], is_asked=False) == "From the payload's trend."
    assert provenance(ledger[3], is_asked=True) == "Asking the archive …"
    assert [one.on for one in ledger.revised] == [date(2026, 5, 13)]


def test_what_the_row_shows_holds_where_the_archive_knows_otherwise() -> None:
    """A payload that could not be kept is told as the trend's."""
    other = History("Lithium", (Observation(date(2026, 5, 27), (Shown(99.0, EARLY, 1),)),))
    newest = Ledger(ROW, other)[2]
    assert (newest.value, newest.found, newest.earlier) == (9.0, "trend", ())


def test_rows_without_a_trend_implied_levels_and_computed_rows_say_so() -> None:
    """Each kind of value has its own words."""
    bare = Quote("Bare", level=5.0, published_on=date(2026, 5, 1))
    assert provenance(Ledger(bare)[0], is_asked=False).startswith("The row's own level")
    implied = Ledger(quote("Lithium"))
    assert implied[0].found == "implied"
    assert implied[0].percent is None
    assert implied[1].before is None
    computed = derived_rows({"Spread": "A - B"}, (quote("A"), quote("B", (1.0, 2.0, 3.0))))[0]
    assert {Ledger(computed)[place].found for place in range(len(Ledger(computed)))} <= {"computed", "implied"}


def test_a_print_is_read_against_the_one_before_and_the_newest() -> None:
    """In facts that stay whole; the first and the newest say that they are."""
    assert words_of(ROW, 1) == (
        "2026-05-13  12.00 | ▲ +20.00 % (+2.00) in 14 d from 10.00 | ▼ -25.00 % to the newest, 9.00, in 14 d"
    )
    assert words_of(ROW, 0).startswith("2026-04-29  10.00 | the first print")
    assert words_of(ROW, 2).endswith("the newest print")


def test_a_copied_print_is_a_sentence() -> None:
    """With what it is against."""
    said = copied(ROW, Ledger(ROW)[2])
    assert said == "Lithium: 9.00 on 2026-05-27, -25.00 % against 12.00 on 2026-05-13. From the payload's trend."


def test_an_article_belongs_to_the_print_nearest_to_its_date() -> None:
    """Each to exactly one; the nearest first; one without a date to none."""
    ledger = Ledger(ROW)
    articles = [article(f"A{n}", published_on=on) for n, on in enumerate((date(2026, 5, 10), date(2026, 5, 12), None))]
    assert [one.title for one in near(articles, ledger, ledger[1])] == ["A1", "A0"]
    assert near(articles, ledger, ledger[0]) == ()


@given(
    st.lists(st.tuples(st.dates(), st.floats()), max_size=8, unique_by=lambda pair: pair[0]),
    st.none() | st.floats(-1e6, 1e6),
    st.dates(),
)
def test_any_row_has_a_ledger_in_the_order_of_days(
    pairs: list[tuple[date, float]], change: float | None, on: date
) -> None:
    """Each entry can be read, and each day is found again."""
    row = quote("Any", points=sorted(pairs), year_on_year=change)
    ledger = Ledger(row)
    assert ledger.days == sorted(set(ledger.days))
    for place, day in enumerate(ledger.days):
        entry = ledger[place]
        assert entry.on == day
        assert reading(entry, ledger.newest)
        assert provenance(entry, is_asked=False)
        assert ledger.place_of(day) == place
    assert 0 <= ledger.place_of(on) <= max(0, len(ledger) - 1)
