"""What a row's prints come to: its pace, its year, its range, its way down from the top, how much it swings.

Each measure is a value with its facts and a sentence; the keys beside them are cheap enough for every row of a long
board. What cannot be said is None, whatever the prints hold: none, one, zeros, negatives, or what is no number.
"""

from datetime import date, datetime
from math import isfinite, log, sqrt
from operator import attrgetter, mul, sub, truediv

import msgspec

from tickertui.market import wording
from tickertui.market.basis import change_days
from tickertui.market.calendar import utc_day
from tickertui.market.ordering import span_key
from tickertui.market.prints import as_of, finite, percent_between, prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point

PACE_DAYS = 30
"""The days that changes of different spans are scaled to."""

YEAR_DAYS = 365
"""The days of a year, for what is said by the year."""

FEWEST = 6
"""The prints that a volatility needs."""

_value = attrgetter("value")


class Pace(msgspec.Struct, frozen=True):
    """The last change as it would be over 30 days at the same pace, which makes cadences comparable."""

    percent: float
    change_percent: float
    """The change that it was scaled from."""
    days: int
    """The days that that change spans."""

    @property
    def sentence(self) -> str:
        """The pace in words."""
        days = "1 day" if self.days == 1 else f"{self.days} days"
        return (
            f"{wording.percent(self.percent)} per 30 days, scaled from {wording.percent(self.change_percent)} in {days}"
        )


class YearEndMove(msgspec.Struct, frozen=True):
    """The change since the end of the year before: for every row from the print that held on 31 December."""

    percent: float
    base: Point
    """The print that held on 31 December."""
    print: Point
    """The last print."""
    year_end: date

    @property
    def sentence(self) -> str:
        """The change in words."""
        held = f"{wording.level(self.base.value)} on {wording.day(self.base.on)}"
        if self.base.on == self.year_end:
            return f"{wording.percent(self.percent)} vs {held}"
        return f"{wording.percent(self.percent)} vs {held}, which held on {wording.day(self.year_end)}"


class Range(msgspec.Struct, frozen=True):
    """Between which prints a row has moved, and where it stands."""

    low: Point
    """The lowest print, the last of several."""
    high: Point
    """The highest print, the last of several."""
    level: float
    place: float | None
    """Where the level stands: 0 at the lowest print, 1 at the highest; None where they are the same."""
    since: date
    """The first of the prints looked at."""

    @property
    def sentence(self) -> str:
        """The range in words."""
        since = f"since {wording.day(self.since)}"
        if self.place is None:
            return f"{wording.level(self.level)} in every print {since}"
        low = f"{wording.level(self.low.value)} on {wording.day(self.low.on)}"
        high = f"{wording.level(self.high.value)} on {wording.day(self.high.on)}"
        return f"{low} to {high}, the prints {since}; the level stands at {self.place * 100:.0f} % of the way up"


class Drawdown(msgspec.Struct, frozen=True):
    """How far a row is below its highest print."""

    percent: float
    """0 at the highest print, below zero elsewhere."""
    high: Point
    """The highest print, the last of several."""
    level: float
    since: date
    """The first of the prints looked at."""

    @property
    def sentence(self) -> str:
        """The drawdown in words."""
        highest = f"the highest print since {wording.day(self.since)}"
        if self.percent == 0:
            return f"At {wording.level(self.level)}, {highest}"
        high = f"{wording.level(self.high.value)} on {wording.day(self.high.on)}"
        return f"{wording.unsigned(-self.percent)} below {high}, {highest}"


class Fall(msgspec.Struct, frozen=True):
    """The deepest fall from a print to a later one."""

    percent: float
    high: Point
    low: Point
    back: Point | None
    """The first later print that was as high again; None where there is none yet."""

    @property
    def sentence(self) -> str:
        """The fall in words."""
        high = f"{wording.level(self.high.value)} on {wording.day(self.high.on)}"
        low = f"{wording.level(self.low.value)} on {wording.day(self.low.on)}"
        after = "not made good yet" if self.back is None else f"made good on {wording.day(self.back.on)}"
        return f"{wording.percent(self.percent)}, from {high} to {low}, {after}"


class Volatility(msgspec.Struct, frozen=True):
    """How much a row swings: the annualised standard deviation of its changes."""

    percent: float
    changes: int
    """How many changes it was computed from."""
    start_on: date
    end_on: date

    @property
    def days(self) -> int:
        """The days that the changes span."""
        return (self.end_on - self.start_on).days

    @property
    def sentence(self) -> str:
        """The volatility in words."""
        over = f"{self.changes} changes from {wording.day(self.start_on)} to {wording.day(self.end_on)}"
        return f"{wording.unsigned(self.percent)} a year, over {over} ({self.days} days)"


def per_30_days(quote: Quote) -> Pace | None:
    """The last change scaled to 30 days, compounding; None without a change or the days that it spans."""
    percent, days = _last_change(quote), change_days(quote)
    if percent is None or days is None:
        return None
    pace = _scaled(percent, days)
    return None if pace is None else Pace(pace, percent, days)


def pace_key(quote: Quote, now: datetime) -> float | None:
    """The percentage of `per_30_days`."""
    percent, days = _last_change(quote), span_key(quote, now)
    return None if percent is None or days is None else _scaled(percent, days)


def _last_change(quote: Quote) -> float | None:
    """The last change in per cent, as given, else as it follows from the last two levels."""
    percent = quote.change_percent
    if percent is None:
        return percent_between(quote.last, quote.level)
    return percent if isfinite(percent) else None


def _scaled(percent: float, days: float) -> float | None:
    """A change over some days as it would be over 30 of them."""
    factor = 1 + percent / 100
    if factor <= 0 or days <= 0:
        return None
    try:
        return finite((factor ** (PACE_DAYS / days) - 1) * 100)
    except OverflowError:
        return None


def since_year_end(quote: Quote, now: datetime) -> YearEndMove | None:
    """The change since 31 December of the year before the moment, from the last print up to that day.

    None where the prints do not reach back to it, and where the last print is not of the moment's year.
    """
    ends = _year_ends(quote, now)
    if ends is None:
        return None
    base, print_, year_end = ends
    percent = percent_between(base.value, print_.value)
    return None if percent is None else YearEndMove(percent, base, print_, year_end)


def year_end_key(quote: Quote, now: datetime) -> float | None:
    """The percentage of `since_year_end`."""
    ends = _year_ends(quote, now)
    return None if ends is None else percent_between(ends[0].value, ends[1].value)


def _year_ends(quote: Quote, now: datetime) -> tuple[Point, Point, date] | None:
    """The print that held at the end of the year before, the last print, and that end."""
    on, level, year = quote.published_on, quote.level, utc_day(now).year
    if on is None or on.year != year or year == 1 or level is None or not isfinite(level):
        return None
    year_end = date(year - 1, 12, 31)
    base = as_of(prints_of(quote), year_end)
    return None if base is None else (base, Point(on, level), year_end)


def range_of(quote: Quote) -> Range | None:
    """The lowest and the highest print and where the level stands between them; None with fewer than two prints."""
    prints = prints_of(quote)
    if len(prints) < 2:
        return None
    level = _level(quote, prints)
    low, high = min(reversed(prints), key=_value), max(reversed(prints), key=_value)
    return Range(low, high, level, _place(level, low.value, high.value), prints[0].on)


def range_key(quote: Quote, _now: datetime) -> float | None:
    """The place of `range_of`."""
    prints = prints_of(quote)
    if len(prints) < 2:
        return None
    values = list(map(_value, prints))
    return _place(_level(quote, prints), min(values), max(values))


def _level(quote: Quote, prints: tuple[Point, ...]) -> float:
    """The row's level, which is one of the prints where it is dated; else the last print."""
    level = quote.level
    return prints[-1].value if level is None or quote.published_on is None or not isfinite(level) else level


def _place(level: float, low: float, high: float) -> float | None:
    """Where a level stands between two others."""
    if high / 2 == low / 2:
        return None
    return finite((level / 2 - low / 2) / (high / 2 - low / 2))


def drawdown(quote: Quote) -> Drawdown | None:
    """How far the level is below the highest print; None with fewer than two prints, or where none is above zero."""
    prints = prints_of(quote)
    if len(prints) < 2:
        return None
    level, high = _level(quote, prints), max(reversed(prints), key=_value)
    percent = percent_between(high.value, level)
    return None if percent is None else Drawdown(percent, high, level, prints[0].on)


def drawdown_key(quote: Quote, _now: datetime) -> float | None:
    """The percentage of `drawdown`."""
    prints = prints_of(quote)
    if len(prints) < 2:
        return None
    return percent_between(max(map(_value, prints)), _level(quote, prints))


def deepest_fall(quote: Quote) -> Fall | None:
    """The deepest fall from a high, in per cent, the first of several; None where no print is below one before it."""
    prints = prints_of(quote)
    best: tuple[float, int, int] | None = None
    top = 0
    for place, point in enumerate(prints):
        if point.value >= prints[top].value:
            top = place
            continue
        percent = percent_between(prints[top].value, point.value)
        if percent is not None and (best is None or percent < best[0]):
            best = percent, top, place
    if best is None:
        return None
    percent, high, low = best
    back = next((point for point in prints[low:] if point.value >= prints[high].value), None)
    return Fall(percent, prints[high], prints[low], back)


def volatility(quote: Quote) -> Volatility | None:
    """How much the row swings by the year; None with fewer than six prints, or where one is not above zero.

    Changes are logarithmic, less what a steady drift would give, and each counts by the true days of its gap, so that
    a change of cadence or a missing print is no swing.
    """
    prints = prints_of(quote)
    percent = _swing(prints)
    return None if percent is None else Volatility(percent, len(prints) - 1, prints[0].on, prints[-1].on)


def volatility_key(quote: Quote, _now: datetime) -> float | None:
    """The percentage of `volatility`."""
    return _swing(prints_of(quote))


def _swing(prints: tuple[Point, ...]) -> float | None:
    """The annualised standard deviation of the changes between prints, in per cent.

    With changes r over gaps of d days, and drift m = sum(r) / sum(d), the variance by the day is
    sum((r - m d)² / d) / (n - 1), which is (sum(r² / d) - m sum(r)) / (n - 1).
    """
    count = len(prints)
    if count < FEWEST:
        return None
    try:
        logs = list(map(log, map(_value, prints)))
        days = [point.on.toordinal() for point in prints]
        steps = list(map(sub, logs[1:], logs))
        squares = sum(map(truediv, map(mul, steps, steps), map(sub, days[1:], days)))
        total = logs[-1] - logs[0]
        variance = (squares - total * total / (days[-1] - days[0])) / (count - 2)
        return 0.0 if variance <= squares * 1e-13 else finite(sqrt(variance * YEAR_DAYS) * 100)
    except (ValueError, ZeroDivisionError):
        return None
