"""The ledger of an index: every print that is known of it, with where it comes from. Pure; made when looked at."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

import msgspec

from tickertui.market.derived import is_derived
from tickertui.market.prints import percent_between, prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point
from tickertui.tui.widgets.chart_marks import implied_level

if TYPE_CHECKING:
    from tickertui.archive.records import History, KeptSnapshot, Observation

Found = Literal["archive", "trend", "row", "computed", "implied"]
"""Where a value is from: kept in the archive, the payload's trend, the row's own level, other rows, a percentage."""


class Known(msgspec.Struct, frozen=True):
    """One print as far as it is known."""

    on: date
    value: float
    found: Found
    before: Point | None = None
    """The print before it."""
    seen: "Observation | None" = None
    """What the archive has of that day."""
    snapshot: "KeptSnapshot | None" = None
    """What first showed the value, where the archive tells it."""

    @property
    def percent(self) -> float | None:
        """The change against the print before."""
        return percent_between(self.before.value, self.value) if self.before is not None else None

    @property
    def days(self) -> int | None:
        """The days since the print before."""
        return (self.on - self.before.on).days if self.before is not None else None

    @property
    def earlier(self) -> tuple[float, ...]:
        """The values that were known before this one, oldest first."""
        return tuple(shown.value for shown in self.seen.shown[:-1]) if self.seen is not None else ()


class Ledger:
    """The prints of an index in the order of their days, and the level a year ago where only a percentage tells of it.

    Attributes:
        days: The day of every entry, oldest first.
        points: The prints.
        is_positive: Whether all values are above zero, as a log scale needs.
    """

    def __init__(
        self,
        quote: Quote,
        history: "History | None" = None,
        snapshots: "Mapping[int, KeptSnapshot] | None" = None,
    ) -> None:
        """The ledger of a row, with what the archive knows of it, once it answered."""
        self._quote, self._snapshots = quote, snapshots or {}
        self._seen: dict[date, Observation] = {one.on: one for one in history.observations} if history else {}
        self.points = _joined(prints_of(quote), self._seen)
        self.days = [point.on for point in self.points]
        self._is_computed = is_derived(quote)
        self._trend = {point.on: point.value for point in quote.series.points}
        implied = implied_level(quote)
        self._implied = implied if implied is not None and not self._has(implied.on) else None
        values = [point.value for point in (*self.points, *([self._implied] if self._implied else []))]
        self.is_positive = bool(values) and min(values) > 0
        self._at = bisect_left(self.days, self._implied.on) if self._implied is not None else -1
        if self._implied is not None:
            self.days.insert(self._at, self._implied.on)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.days)

    def __getitem__(self, place: int) -> Known:
        """The entry at a place, counted from the oldest."""
        if place == self._at and self._implied is not None:
            return Known(self._implied.on, self._implied.value, "implied")
        number = place - (0 <= self._at < place)
        point = self.points[number]
        seen = self._seen.get(point.on)
        is_kept = seen is not None and seen.value == point.value
        return Known(
            point.on,
            point.value,
            self._found(point, is_kept=is_kept),
            self.points[number - 1] if number else None,
            seen if is_kept else None,
            self._snapshots.get(seen.shown[-1].snapshot_id) if is_kept and seen is not None else None,
        )

    @property
    def is_kept(self) -> bool:
        """Whether the archive has prints of it."""
        return bool(self._seen)

    @property
    def newest(self) -> Point | None:
        """The last print."""
        return self.points[-1] if self.points else None

    @property
    def revised(self) -> "tuple[Observation, ...]":
        """The prints that were shown otherwise before, oldest first."""
        return tuple(one for one in self._seen.values() if one.is_revised)

    def place_of(self, on: date) -> int:
        """The place of the print that held on a day; the first one before all of them."""
        return max(0, bisect_right(self.days, on) - 1)

    def _has(self, on: date) -> bool:
        """Whether there is a print of that day."""
        place = bisect_left(self.days, on)
        return place < len(self.days) and self.days[place] == on

    def _found(self, point: Point, *, is_kept: bool) -> Found:
        """Where a print is from."""
        if self._is_computed:
            return "computed"
        if is_kept:
            return "archive"
        return "trend" if self._trend.get(point.on) == point.value else "row"


def tells_of(history: "History", quote: Quote) -> bool:
    """Whether a history has the prints that a row shows."""
    kept = {one.on: one.value for one in history.observations}
    return all(kept.get(point.on) == point.value for point in quote.series.points)


def _joined(points: tuple[Point, ...], seen: "Mapping[date, Observation]") -> tuple[Point, ...]:
    """The row's prints with those that only the archive has."""
    own = {point.on for point in points}
    more = [Point(one.on, one.value) for on, one in seen.items() if on not in own]
    return tuple(sorted((*points, *more), key=lambda point: point.on)) if more else points
