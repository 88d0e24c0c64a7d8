"""What rows are ordered by, flat and without a value made on the way: a long board is ordered while a key is down."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from math import inf
from operator import attrgetter

from tickertui.market.calendar import AHEAD, DORMANT_AFTER, GRACE, State, declared_cadence, observed_cadence, utc_day
from tickertui.market.quote import Quote

Key = float | str | None
"""None for what is missing; otherwise all keys of a column are numbers, or all are texts."""

RANKS: dict[State, int] = {"fresh": 0, "due": 1, "late": 2, "dormant": 3}
"""The order of the states; unknown has none."""

_RANK = 10_000_000
"""More than the days that a print can be late."""

_level, _change_percent = attrgetter("level"), attrgetter("change_percent")
_year_to_date, _year_on_year = attrgetter("year_to_date"), attrgetter("year_on_year")

_LAST_DAY = date.max.toordinal()


@lru_cache(maxsize=8)
def _today(now: datetime) -> int:
    """The number of a moment's UTC day."""
    return utc_day(now).toordinal()


@lru_cache(maxsize=1_024)
def _declared_days(frequency: str) -> int:
    """The period that a frequency declares; 0 where its meaning is not known."""
    cadence = declared_cadence(frequency)
    return cadence.days if cadence else 0


def _observed_days(quote: Quote) -> int:
    """The period that a row keeps; 0 for one without a rhythm."""
    cadence = observed_cadence(quote.series)
    return cadence.days if cadence else 0


def name_key(quote: Quote, _now: datetime) -> Key:
    """The name, whatever its case."""
    return quote.label.casefold()


def level_key(quote: Quote, _now: datetime) -> Key:
    """The level."""
    level = quote.level
    return level if level is not None and -inf < level < inf else None


def change_key(quote: Quote, _now: datetime) -> Key:
    """The last change in absolute terms."""
    level, last = quote.level, quote.last
    if level is None or last is None:
        return None
    change = level - last
    return change if -inf < change < inf else None


def change_percent_key(quote: Quote, _now: datetime) -> Key:
    """The last change in per cent."""
    percent = quote.change_percent
    return percent if percent is not None and -inf < percent < inf else None


def span_key(quote: Quote, _now: datetime) -> float | None:
    """The days that the last change spans."""
    on, points = quote.published_on, quote.series.points
    if on is None:
        return None
    if len(points) > 1 and points[-1].on == on:
        return (on - points[-2].on).days
    return next(((on - point.on).days for point in reversed(points) if point.on < on), None)


def year_to_date_key(quote: Quote, _now: datetime) -> Key:
    """The change since the start of the year in per cent."""
    percent = quote.year_to_date
    return percent if percent is not None and -inf < percent < inf else None


def year_on_year_key(quote: Quote, _now: datetime) -> Key:
    """The change in a year in per cent."""
    percent = quote.year_on_year
    return percent if percent is not None and -inf < percent < inf else None


def published_key(quote: Quote, _now: datetime) -> Key:
    """The day of the last print."""
    on = quote.published_on
    return None if on is None else on.toordinal()


def age_key(quote: Quote, now: datetime) -> Key:
    """The days since the last print."""
    on = quote.published_on
    if on is None:
        return None
    age = _today(now) - on.toordinal()
    return age if age > 0 else 0 if age >= -AHEAD else None


def state_key(quote: Quote, now: datetime) -> Key:
    """The publication state from fresh to dormant, and within it the days late: what `calendar.standing` says."""
    on = quote.published_on
    period = _declared_days(quote.frequency) or _observed_days(quote)
    if on is None or not period:
        return None
    age = _today(now) - on.toordinal()
    if age < period:
        return 0 if age >= -AHEAD else None
    if age <= period * (1 + GRACE):
        return _RANK
    return (2 if age <= period * DORMANT_AFTER else 3) * _RANK + age - period


def cadence_key(quote: Quote, _now: datetime) -> Key:
    """The period in days."""
    return _declared_days(quote.frequency) or _observed_days(quote) or None


def due_key(quote: Quote, _now: datetime) -> Key:
    """The day on which the next print is due."""
    on = quote.published_on
    if on is None:
        return None
    period = _declared_days(quote.frequency) or _observed_days(quote)
    due = on.toordinal() + period
    return due if period and due <= _LAST_DAY else None


def states(quotes: Sequence[Quote], now: datetime) -> list[Key]:
    """The `state_key` of many rows."""
    return _by_calendar(quotes, now, state_key)


def dues(quotes: Sequence[Quote], now: datetime) -> list[Key]:
    """The `due_key` of many rows."""
    return _by_calendar(quotes, now, due_key)


def ages(quotes: Sequence[Quote], now: datetime) -> list[Key]:
    """The `age_key` of many rows."""
    known = _Days("", now, age_key)
    return [known[quote.published_on] for quote in quotes]


def levels(quotes: Sequence[Quote], _now: datetime) -> list[Key]:
    """The `level_key` of many rows."""
    return _finite(map(_level, quotes))


def change_percents(quotes: Sequence[Quote], _now: datetime) -> list[Key]:
    """The `change_percent_key` of many rows."""
    return _finite(map(_change_percent, quotes))


def years_to_date(quotes: Sequence[Quote], _now: datetime) -> list[Key]:
    """The `year_to_date_key` of many rows."""
    return _finite(map(_year_to_date, quotes))


def years_on_year(quotes: Sequence[Quote], _now: datetime) -> list[Key]:
    """The `year_on_year_key` of many rows."""
    return _finite(map(_year_on_year, quotes))


def _finite(values: Iterable[float | None]) -> list[Key]:
    """The values; None for what is no number."""
    return [value if value is not None and -inf < value < inf else None for value in values]


def spans(quotes: Sequence[Quote], now: datetime) -> list[float | None]:
    """The `span_key` of many rows."""
    return [
        (on - points[-2].on).days
        if len(points := quote.series.points) > 1 and points[-1].on == (on := quote.published_on)
        else span_key(quote, now)
        for quote in quotes
    ]


_Keying = Callable[[Quote, datetime], Key]


def _by_calendar(quotes: Sequence[Quote], now: datetime, key: _Keying) -> list[Key]:
    """Keys that follow from frequency and day alone where the frequency declares a period: found out once for each."""
    known = _Frequencies(now, key)
    return [
        days[quote.published_on] if (days := known[quote.frequency]) is not None else key(quote, now)
        for quote in quotes
    ]


class _Days(dict[date | None, Key]):
    """The key of a row that declares a frequency, by the day of its last print."""

    def __init__(self, frequency: str, now: datetime, key: _Keying) -> None:
        """Know nothing yet."""
        self._frequency, self._now, self._key = frequency, now, key

    def __missing__(self, on: date | None) -> Key:
        """Find out the key of a day."""
        found = self[on] = self._key(Quote("", published_on=on, frequency=self._frequency), self._now)
        return found


class _Frequencies(dict[str, _Days | None]):
    """The keys by day of each frequency; None for one that declares no period."""

    def __init__(self, now: datetime, key: _Keying) -> None:
        """Know nothing yet."""
        self._now, self._key = now, key

    def __missing__(self, frequency: str) -> _Days | None:
        """Make room for a frequency."""
        found = self[frequency] = _Days(frequency, self._now, self._key) if _declared_days(frequency) else None
        return found
