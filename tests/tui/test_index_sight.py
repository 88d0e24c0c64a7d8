"""Where one looks: windows that zoom, pan and follow the crosshair, on any series."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.samples import NOW, quote
from tickertui.tui.screens.index.ledger import Ledger
from tickertui.tui.screens.index.looks import Looks
from tickertui.tui.screens.index.sight import Sight
from tickertui.tui.screens.index.window import (
    LEAST_DAYS,
    RANGES,
    Lens,
    Window,
    closer,
    next_range,
    panned,
    resolved,
    revealing,
    wider,
)

TODAY = NOW.date()
DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))
WINDOWS = st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Window(*sorted(pair)))
LENSES = st.builds(Lens, st.none() | st.integers(1, 20_000), st.none() | DAYS)


@given(LENSES, WINDOWS, DAYS, st.integers(-9, 9))
def test_no_window_leaves_what_there_is(lens: Lens, whole: Window, at: date, steps: int) -> None:
    """However one zooms, pans and looks; and every one of them is as long as it was to be."""
    for found in (lens, closer(lens, whole, at), wider(lens, whole, at), panned(lens, whole, steps)):
        window = resolved(found, whole)
        assert whole.start <= window.start < window.end <= whole.end
        assert found.days is None or window.days == min(found.days, whole.days)
    assert resolved(revealing(lens, whole, at), whole).has(at) or not whole.has(at)


@given(LENSES, WINDOWS, DAYS)
def test_a_day_in_sight_stays_in_sight_and_in_its_place(lens: Lens, whole: Window, at: date) -> None:
    """Closer and wider; its place changes only where the window would leave what there is."""
    before = resolved(lens, whole)
    if not before.has(at):
        return
    for zoomed in (closer(lens, whole, at), wider(lens, whole, at)):
        after = resolved(zoomed, whole)
        assert after.has(at)
        is_inside = whole.start < after.start and after.end < whole.end
        if is_inside:
            share = (at - before.start).days / before.days
            assert abs((at - after.start).days - share * after.days) <= 1


@given(LENSES, WINDOWS, DAYS)
def test_closer_again_and_again_ends_with_a_week_and_wider_with_everything(lens: Lens, whole: Window, at: date) -> None:
    """Nothing is ever shorter than a week, unless there is not more."""
    near = far = lens
    for _ in range(25):
        near, far = closer(near, whole, at), wider(far, whole, at)
    assert resolved(near, whole).days <= max(LEAST_DAYS, lens.days or 0)
    assert resolved(far, whole) == whole


@given(WINDOWS)
def test_ranges_go_round(whole: Window) -> None:
    """From the shortest to everything, all of them up to the end; those that are not shorter are left out."""
    lens, seen = Lens(), []
    for _ in RANGES:
        lens = next_range(lens, whole)
        seen.append(lens.days)
        assert resolved(lens, whole).end == whole.end
        if lens.days is None:
            break
    assert [days for days in seen if days] == [days for days in RANGES if days < whole.days][: len(seen)]


def test_panning_stops_at_the_ends_and_is_nothing_where_all_shows() -> None:
    """A quarter of the window for every step."""
    whole = Window(date(2026, 1, 1), date(2026, 12, 31))
    assert panned(Lens(), whole, -1) == Lens()
    assert resolved(panned(Lens(100), whole, -1), whole).end == whole.end - timedelta(days=25)
    assert resolved(panned(Lens(100), whole, -50), whole).start == whole.start
    assert panned(Lens(100, date(2026, 6, 1)), whole, 50) == Lens(100)


def test_the_crosshair_goes_through_the_prints_and_takes_the_window_along() -> None:
    """Beyond the last print it stays on the newest one, also when another comes."""
    looks = Looks()
    sight = Sight(Ledger(quote()), TODAY, looks)
    assert sight.at == date(2026, 5, 27)
    looks.lens = Lens(30)
    for _ in range(5):
        sight.step(-1)
    assert sight.at == date(2026, 3, 18)
    assert sight.window.has(date(2026, 3, 18))
    sight.step(99)
    assert looks.at is None
    sight.take(Ledger(quote(ends_on="2026-06-03")), TODAY)
    assert sight.at == date(2026, 6, 3)


def test_a_crosshair_that_would_be_left_behind_moves_with_the_window() -> None:
    """To the nearest print in it; where there is none, it stays where it is."""
    looks = Looks()
    sight = Sight(Ledger(quote(year_on_year=None)), TODAY, looks)
    looks.lens = Lens(40)
    sight.pan(-3)
    assert sight.window.has(sight.at or TODAY)
    assert sight.at != date(2026, 5, 27)
    old = Sight(Ledger(quote(ends_on="2024-01-01", year_on_year=None)), TODAY, Looks())
    old.next_range()
    assert not old.places
    assert old.at == date(2024, 1, 1)


def test_without_prints_there_is_nothing_to_look_at_and_nothing_breaks() -> None:
    """Every command can be given."""
    sight = Sight(Ledger(quote(points=())), TODAY, Looks())
    for run in sight.handlers.values():
        run()
    assert sight.at is None
    assert sight.known is None
    assert not sight.places
