"""What the log says: checks of the archive and events of this run together, day by day, the newest first."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from tickertui.market import wording
from tickertui.tui.screens.log.chronicle import Event
from tickertui.tui.widgets.item_list import Group, Item
from tickertui.tui.widgets.sheet import Entry

if TYPE_CHECKING:
    from tickertui.archive.records import Check, KeptSnapshot

SIGNS: dict[str, tuple[str, str]] = {
    "new": ("● new", "fresh"),
    "unchanged": ("○ unchanged", "quiet"),
    "failed": ("▲ failed", "late"),
    "change": ("◆ change", "accent"),
    "notice": ("! notice", "due"),
}
"""Sign, word and tone of each kind; the sign tells it where there is no colour."""

LABEL = 10
"""The cells of a time."""
_WORD = 13
"""The cells of sign and word."""


SAME = timedelta(seconds=5)
"""Within this time of each other, the archive and the run tell of the same check."""


def together(
    events: Iterable[Event], checks: "Sequence[Check]", snapshots: "Sequence[KeptSnapshot]" = ()
) -> tuple[Event, ...]:
    """Everything, the newest first: where the archive tells of a check, the run's own word on it is left out."""
    brought = {snapshot.digest: snapshot for snapshot in snapshots}
    kept = [Event(check.at, check.outcome, _said(check, brought), check.source) for check in checks]
    moments: dict[str, list[datetime]] = {}
    for event in sorted(kept, key=_moment):
        moments.setdefault(event.source, []).append(event.at)
    own = [event for event in events if event.kind in ("change", "notice") or not _is_among(event, moments)]
    return tuple(sorted([*kept, *own], key=_moment, reverse=True))


def _moment(event: Event) -> datetime:
    return event.at


def _is_among(event: Event, moments: "Mapping[str, Sequence[datetime]]") -> bool:
    """Whether the archive tells of this check too."""
    known = moments.get(event.source, ())
    at = bisect_left(known, event.at - SAME)
    return at < len(known) and known[at] <= event.at + SAME


def _said(check: "Check", brought: "Mapping[str, KeptSnapshot]") -> str:
    """What a check found, in words."""
    snapshot = brought.get(check.digest) if check.outcome == "new" else None
    if snapshot is None:
        return check.words
    made = f"made {wording.moment(snapshot.made_at)}" if snapshot.made_at else "a payload without a date"
    if not snapshot.rows:
        return f"{made}, without prices"
    noun = "row" if snapshot.changed == 1 else "rows"
    return f"{made}, {snapshot.changed} {noun} changed of {snapshot.rows}"


def groups(events: Sequence[Event], today: date) -> list[Group]:
    """The events under a heading for each day."""
    found: list[Group] = []
    for day, of_day in groupby(events, key=lambda event: event.at.astimezone(UTC).date()):
        found.append(Group(f"{day}{_how_long_ago(day, today)}", tuple(_item(event, day) for event in of_day)))
    return found


def _item(event: Event, day: date) -> Item:
    """An event: when, what kind, where and what; it is found by its day too."""
    sign, tone = SIGNS[event.kind]
    text = " — ".join(part for part in (event.source, event.sentence) if part)
    stands_back = event.kind == "unchanged"
    entry = Entry(
        text,
        f"{event.at.astimezone(UTC):%H:%M:%S}",
        mark=sign.ljust(_WORD),
        mark_tone=tone,
        tone="quiet" if stands_back else "ink",
    )
    return Item((entry,), copied(event), f"{day}")


def copied(event: Event) -> str:
    """An event as it is copied: one line with its moment."""
    kind = SIGNS[event.kind][0].partition(" ")[2]
    said = " — ".join(part for part in (event.source, event.sentence) if part)
    return f"{event.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC  {kind}: {said}"


def _how_long_ago(day: date, today: date) -> str:
    """A day's distance from today."""
    days = (today - day).days
    if days <= 0:
        return ", today" if not days else ""
    return ", yesterday" if days == 1 else f", {days} days ago"
