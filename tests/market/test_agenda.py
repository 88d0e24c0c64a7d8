"""What was printed, is due, and is late: day by day around a moment."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board, many_quotes, quote
from tickertui.market.agenda import Day, agenda
from tickertui.market.quote import Quote


def sentences(days: tuple[Day, ...]) -> dict[str, list[str]]:
    """What is said of each day; under "late" what is late."""
    return {str(day.on or "late"): [entry.sentence for entry in day.entries] for day in days}


def test_an_agenda_in_order() -> None:
    """What is late first, then the days with prints made, due and expected, and today in any case."""
    rows = [
        quote("Fresh", [100.0, 110.0], ends_on="2026-05-27", every=14),
        quote("Due", [100.0, 90.0], ends_on="2026-05-26", every=7),
        quote("Late", [100.0, 90.0], ends_on="2026-04-15", every=31),
        quote("Dormant", [100.0], ends_on="2025-12-15", every=31),
    ]
    assert sentences(agenda(rows, NOW, weeks_ahead=4, weeks_back=2)) == {
        "late": ["Dormant: dormant, late 139 d, due 2026-01-15, monthly", "Late: late 18 d, due 2026-05-16, monthly"],
        "2026-05-26": ["Due: 90.00 (-10.00 %) of 2026-05-26"],
        "2026-05-27": ["Fresh: 110.00 (+10.00 %) of 2026-05-27"],
        "2026-06-02": ["Due: due since 2026-06-02, every week"],
        "2026-06-03": [],
        "2026-06-09": ["Due: expected 2026-06-09, every week"],
        "2026-06-10": ["Fresh: expected 2026-06-10, every 2 weeks"],
        "2026-06-16": ["Due: expected 2026-06-16, every week"],
        "2026-06-23": ["Due: expected 2026-06-23, every week"],
        "2026-06-24": ["Fresh: expected 2026-06-24, every 2 weeks"],
        "2026-06-30": ["Due: expected 2026-06-30, every week"],
    }


def test_days_say_which_is_today_and_what_is_late() -> None:
    """Once each."""
    days = agenda(board(), NOW)
    assert [day.on for day in days if day.is_today] == [NOW.date()]
    assert [day.is_late for day in days] == [True, *[False] * (len(days) - 1)]


def test_the_observed_cadence_counts_where_it_contradicts_the_declared_one() -> None:
    """A row that says monthly and prints every 14 days is expected after 14, and is late by what it says."""
    row = quote("Rare Earths", ends_on="2026-05-27", every=14, frequency="monthly")
    found = sentences(agenda([row], NOW, weeks_ahead=4, weeks_back=0))
    words = "printed every 14 days since 2025-12-24"
    assert found == {
        "2026-06-03": [],
        "2026-06-10": [f"Rare Earths: expected 2026-06-10, {words}"],
        "2026-06-24": [f"Rare Earths: expected 2026-06-24, {words}"],
    }
    overdue = quote("Rare Earths", ends_on="2026-04-02", every=14, frequency="monthly")
    late = sentences(agenda([overdue], NOW, weeks_ahead=4, weeks_back=0))
    since = overdue.series.points[0].on
    assert late == {
        "late": [f"Rare Earths: late 31 d, due 2026-05-03, monthly, but printed every 14 days since {since}"],
        "2026-06-03": [],
    }


def test_late_by_its_word_but_on_time_by_its_habit() -> None:
    """It stands among the late, and is still expected when it uses to come."""
    row = quote("Slow", ends_on="2026-05-20", every=28, frequency="1wk")
    found = sentences(agenda([row], NOW, weeks_ahead=4, weeks_back=0))
    assert found["late"][0].startswith("Slow: late 7 d, due 2026-05-27, every week, but printed every 28 days")
    assert [on for on in found if on != "late"] == ["2026-06-03", "2026-06-17"]


def test_what_is_due_shows_however_short_the_look_back() -> None:
    """It is not over."""
    row = quote("Due", ends_on="2026-05-26", every=7)
    days = agenda([row], NOW, weeks_ahead=0, weeks_back=0)
    assert [(str(day.on), [entry.kind for entry in day.entries]) for day in days] == [
        ("2026-06-02", ["due"]),
        ("2026-06-03", []),
    ]


def test_nothing_is_expected_of_what_has_no_rhythm() -> None:
    """No prints, no cadence, or a print dated in the future, which is still shown on its day."""
    ahead = quote("Ahead", [1.0, 2.0], ends_on="2026-06-20", every=7)
    days = agenda([quote("Sodium", points=()), quote("Once", [1.0], frequency=""), ahead, Quote(label="")], NOW)
    kinds = {entry.kind for day in days for entry in day.entries}
    assert kinds == {"printed"}
    assert [(day.on, day.entries) for day in agenda([], NOW)] == [(NOW.date(), ())]


def test_an_agenda_is_bounded() -> None:
    """Whatever is asked for, at the edges of the calendar too."""
    daily = quote("Daily", [1.0] * 5, ends_on="2026-06-03", every=1)
    assert sum(len(day.entries) for day in agenda([daily], NOW, 10**9, 10**9)) == 5 + 60
    first, last = quote("First", points=[(date.min, 1.0)]), quote("Last", points=[(date.max, 1.0)], frequency="1wk")
    assert agenda([first, last], datetime(1, 1, 2, tzinfo=UTC))
    assert agenda([first, last], datetime(9999, 12, 31, tzinfo=UTC))


@settings(max_examples=60, deadline=None)
@given(st.datetimes(timezones=st.just(UTC)), st.integers(-10, 100), st.integers(-10, 100))
def test_days_are_in_order_and_have_entries(now: datetime, ahead: int, back: int) -> None:
    """All but today."""
    days = agenda([*many_quotes(60), *board()], now, ahead, back)
    dated = [day.on for day in days if day.on is not None]
    assert dated == sorted(set(dated))
    assert all(day.entries or day.is_today for day in days)
