"""When the next check is, and what is said about it, for every kind of outcome; and that no plan is impolite."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickertui.errors import SourceUnreachable
from tickertui.market.quote import Quote
from tickertui.source.outcome import Changed, Failed, Outcome, Unchanged
from tickertui.source.schedule import FLOOR, SELDOM, Plan, Policy, next_check, refresh_at

NOW = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)
ERROR = SourceUnreachable("example.org does not answer in time.")


class Loaded(Random):
    """Dice that always show the same."""

    def __init__(self, shown: float) -> None:
        super().__init__()
        self.shown = shown

    def random(self) -> float:
        """What the dice show."""
        return self.shown


def plan(outcome: Outcome | None, *quotes: Quote, failures: int = 0, policy: Policy | None = None,
         now: datetime = NOW, dice: float = 0.0) -> Plan:  # fmt: skip
    """The plan after an outcome, with dice that show 0 unless told."""
    return next_check(outcome, policy=policy or Policy(), now=now, rng=Loaded(dice), failures=failures, quotes=quotes)


def quote(label: str, published_on: date, frequency: str = "1wk") -> Quote:
    """A row with a last print."""
    return Quote(label, 1.0, published_on=published_on, frequency=frequency)


def test_nothing_due_is_asked_seldom() -> None:
    """Six hours while nothing is due, saying until when."""
    made = plan(Unchanged(), quote("Lithium", date(2026, 6, 7)), quote("Cobalt", date(2026, 6, 8)))
    assert made.at == NOW + SELDOM
    assert made.why == "nothing is due before Lithium on 2026-06-14"


def test_the_day_something_comes_due_is_not_missed() -> None:
    """A check falls on the first moment of a due day."""
    made = plan(Unchanged(), quote("Lithium", date(2026, 6, 2)), now=datetime(2026, 6, 8, 20, 0, tzinfo=UTC))
    assert made.at == datetime(2026, 6, 9, tzinfo=UTC)
    assert made.why == "Lithium is due on 2026-06-09"


@pytest.mark.parametrize(("days", "minutes"), [(0, 15), (1, 30), (2, 60), (3, 120), (4, 240), (5, 360), (13, 360)])
def test_what_is_due_is_asked_for_more_often_and_falling_off(days: int, minutes: int) -> None:
    """Fifteen minutes on the due day, twice that with every day."""
    made = plan(Unchanged(), quote("Lithium", date(2026, 6, 1) - timedelta(days=days)))
    assert made.at == NOW + timedelta(minutes=minutes)
    on = date(2026, 6, 8) - timedelta(days=days)
    assert made.why == ("Lithium is due today" if days == 0 else f"Lithium is due since {on}")


def test_the_latest_to_come_due_sets_the_pace() -> None:
    """An index that is late for weeks does not slow down the check for one that is due today."""
    made = plan(Changed(()), quote("Cobalt", date(2026, 5, 24)), quote("Lithium", date(2026, 6, 1)))
    assert (made.at, made.why) == (NOW + timedelta(minutes=15), "Lithium is due today")


def test_dormant_and_unknown_rows_are_not_waited_for() -> None:
    """What has not printed for three periods, or says nothing of its cadence, sets no pace."""
    made = plan(Unchanged(), quote("NCM", date(2025, 1, 1)), quote("X", date(2026, 6, 1), "sometimes"), Quote("Y"))
    assert (made.at, made.why) == (NOW + SELDOM, "nothing is due")


def test_retry_after_is_obeyed_within_reason() -> None:
    """The host's wish holds, never under the floor, never for more than six hours."""
    for wish, wait in ((5, 60), (600, 600), (86_400, 21_600)):
        made = plan(Failed(ERROR, timedelta(seconds=wish)), failures=1)
        assert made.at == NOW + timedelta(seconds=wait)
    assert made.why == "the host asked for 6 h"


def test_failures_back_off_with_full_jitter() -> None:
    """The span doubles to an hour, and the moment in it is the dice's."""
    spans = [plan(Failed(ERROR), failures=count, dice=1.0).interval for count in (1, 2, 3, 6, 7, 1000)]
    assert [span.total_seconds() / 60 for span in spans] == [2, 4, 8, 60, 60, 60]
    assert plan(Failed(ERROR), failures=7, dice=0.0).interval == FLOOR
    assert plan(Failed(ERROR), failures=1).why == "the last check failed"
    assert plan(Failed(ERROR), failures=3).why == "the last 3 checks failed"


def test_a_set_interval_holds_above_the_floor() -> None:
    """What the settings say, but never under a minute."""
    made = plan(Unchanged(), policy=Policy(interval=timedelta(minutes=30)))
    assert (made.at, made.why) == (NOW + timedelta(minutes=30), "it is set to every 30 min")
    assert plan(Unchanged(), policy=Policy(interval=timedelta(seconds=1))).interval == FLOOR


def test_local_sources_are_watched_or_done() -> None:
    """Files and folders are looked at every second, the sample and standard input never again."""
    assert plan(Failed(ERROR), policy=Policy("folder")).at == NOW + timedelta(seconds=1)
    assert plan(Unchanged(), policy=Policy("file")).why == "the file is watched"
    assert plan(Changed(()), policy=Policy("sample")).at is None
    assert plan(Failed(ERROR), policy=Policy("stdin")).wait(NOW) is None


def test_an_address_is_asked_at_once_and_an_article_daily() -> None:
    """The first check does not wait; articles are asked for seldom."""
    assert plan(None).at == NOW
    assert plan(Unchanged(), policy=Policy(is_article=True)).at == NOW + timedelta(days=1)


def test_a_clock_that_jumps_does_not_stretch_a_plan() -> None:
    """Set back by a year, the wait is the interval; set forward, it is over."""
    made = plan(Unchanged())
    assert made.wait(NOW - timedelta(days=365)) == SELDOM
    assert made.wait(NOW + timedelta(hours=1)) == SELDOM - timedelta(hours=1)
    assert made.wait(NOW + timedelta(days=365)) == timedelta(0)


def test_a_manual_refresh_has_a_floor_of_its_own() -> None:
    """Five seconds after the last request; a clock set back does not forbid it for a year."""
    assert refresh_at(None, NOW) == NOW
    assert refresh_at(NOW - timedelta(seconds=2), NOW) == NOW + timedelta(seconds=3)
    assert refresh_at(NOW - timedelta(hours=2), NOW) == NOW
    assert refresh_at(NOW + timedelta(days=365), NOW) == NOW + timedelta(seconds=5)


outcomes = st.one_of(
    st.just(Unchanged()),
    st.just(Changed(())),
    st.builds(Failed, st.just(ERROR), st.none() | st.timedeltas()),
)
rows = st.builds(
    quote, st.just("A"), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(["1wk", "2wk", "x"])
)


@settings(max_examples=150, deadline=None)
@given(outcomes, st.lists(rows, max_size=4), st.integers(0, 10_000), st.integers())
def test_no_plan_is_impolite_or_endless(outcome: Outcome, quotes: list[Quote], failures: int, seed: int) -> None:
    """Whatever happened, an address is asked in no less than a minute and no more than seven hours."""
    made = next_check(outcome, policy=Policy(), now=NOW, rng=Random(seed), failures=failures, quotes=quotes)  # noqa: S311  # dice, not secrets
    assert made.at is not None
    assert FLOOR <= made.at - NOW <= timedelta(hours=7)
    assert made.why
