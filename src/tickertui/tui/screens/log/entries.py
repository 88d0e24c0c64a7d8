"""What the log says: checks of the archive and events of this run together, day by day, the newest first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import TYPE_CHECKING

from tickertui.market import wording
from tickertui.tui.screens.log.chronicle import Event
from tickertui.tui.widgets.sheet import BLANK, Entry, heading

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


def together(
    events: Iterable[Event], checks: "Sequence[Check]", snapshots: "Sequence[KeptSnapshot]" = ()
) -> tuple[Event, ...]:
    """Everything, the newest first: where the archive tells of a check, the run's own word on it is left out."""
    brought = {snapshot.digest: snapshot for snapshot in snapshots}
    kept = [Event(check.at, check.outcome, _said(check, brought), check.source) for check in checks]
    moments = {(event.at.replace(microsecond=0), event.kind) for event in kept}
    own = [
        event
        for event in events
        if event.kind in ("change", "notice") or (event.at.replace(microsecond=0), event.kind) not in moments
    ]
    return tuple(sorted([*kept, *own], key=lambda event: event.at, reverse=True))


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


def matching(events: Sequence[Event], words: str) -> tuple[Event, ...]:
    """The events in which every word stands, whatever its case."""
    wanted = words.casefold().split()
    if not wanted:
        return tuple(events)
    return tuple(event for event in events if all(word in _text(event) for word in wanted))


def _text(event: Event) -> str:
    """What a word is looked for in."""
    day = event.at.astimezone(UTC)
    return f"{day:%Y-%m-%d %H:%M:%S} {SIGNS[event.kind][0]} {event.source} {event.sentence}".casefold()


def entries(events: Sequence[Event], today: date) -> list[Entry]:
    """The events as a sheet, a heading over each day."""
    sheet: list[Entry] = []
    day: date | None = None
    for event in events:
        at = event.at.astimezone(UTC)
        if at.date() != day:
            day = at.date()
            sheet += [BLANK] if sheet else []
            sheet.append(heading(f"{day}{_how_long_ago(day, today)}"))
        sign, tone = SIGNS[event.kind]
        text = " — ".join(part for part in (event.source, event.sentence) if part)
        stands_back = event.kind == "unchanged"
        sheet.append(
            Entry(
                text, f"{at:%H:%M:%S}", mark=sign.ljust(_WORD), mark_tone=tone, tone="quiet" if stands_back else "ink"
            )
        )
    return sheet


def _how_long_ago(day: date, today: date) -> str:
    """A day's distance from today."""
    days = (today - day).days
    if days <= 0:
        return ", today" if not days else ""
    return ", yesterday" if days == 1 else f", {days} days ago"
