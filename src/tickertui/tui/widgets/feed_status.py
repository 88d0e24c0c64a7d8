"""The status line: how the sources do, why, and when they are asked again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from textual.geometry import Region
from textual.strip import Strip

from tickertui.market import wording
from tickertui.monitor.update import Health, State
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, fitted, length

SIGNS: dict[State, tuple[str, str]] = {
    "failed": ("▲ failed", "alarm"),
    "offline": ("▲ offline", "late"),
    "stale": ("▲ stale", "late"),
    "loading": ("◌ loading", "quiet"),
    "live": ("● live", "fresh"),
    "unchanged": ("● unchanged", "fresh"),
    "followed": ("● followed", "fresh"),
    "static": ("■ read once", "quiet"),
}
"""Sign, word and tone of each state, the worst first; the sign tells the kind where there is no colour."""

_WORST_FIRST = tuple(SIGNS)
_LEAST_CAUSE = 24
"""Cells that the cause of a failure keeps before the reason for the next try gives way to it."""


class FeedStatus(Toned):
    """One line; as time goes by, only the digits of the countdown that change are drawn anew."""

    DEFAULT_CSS = """
    FeedStatus { height: 1; padding: 0 1; }
    """

    def __init__(self, health: Sequence[Health], problems: int, now: datetime, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._health, self._problems, self._now = tuple(health), problems, now
        self._drawn: Line = ()

    def show(self, health: Sequence[Health], problems: int, now: datetime) -> None:
        """Tell of another moment or other states; `problems` is how many things the problems screen lists."""
        self._health, self._problems, self._now = tuple(health), problems, now
        start, end = difference(self._drawn, self.line())
        if end > start:
            self.refresh(Region(start, 0, end - start, 1))

    def line(self) -> Line:
        """What it says now, in the present width."""
        width = self.content_size.width
        problems: list[Piece] = []
        if self._problems:
            noun = "problem" if self._problems == 1 else "problems"
            problems = [(f"{self._problems} {noun}: !", "accent")]
        left = self._left()
        # What gives way where there is little room: first the reason for the next try, then the whole countdown.
        for right in (self._countdown(), self._countdown(with_why=False), []):
            ends: list[Piece] = [*right, ("   ", "quiet"), *problems] if right and problems else [*right, *problems]
            room = width - length(ends) - 2
            if length(left) <= room or (room >= _LEAST_CAUSE + length(left[:1]) and not right[1:]):
                break
        return both_ends(fitted(left, room) if room >= 16 else left, ends, width)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        self._drawn = self.line()
        return self.strip_of(self._drawn, self.content_size.width)

    def _left(self) -> list[Piece]:
        """The worst state among the sources, how many share it, and its cause."""
        if not self._health:
            return [("no source", "quiet")]
        worst = min(self._health, key=lambda health: _WORST_FIRST.index(health.state))
        sign, tone = SIGNS[worst.state]
        is_bad = tone in ("late", "alarm") or bool(worst.failures)
        line: list[Piece] = [(sign, "late" if is_bad and tone == "fresh" else tone)]
        if len(self._health) > 1:
            alike = sum(health.state == worst.state for health in self._health)
            line.append((f" {alike} of {len(self._health)} sources", "ink"))
            if is_bad:
                line.append((f" {worst.origin}", "ink"))
        if worst.sentence:
            line.append((f"  {worst.sentence}", "ink" if is_bad else "quiet"))
        elif worst.state == "followed":
            line.append((f"  another tickertui asks it, last {wording.moment(worst.checked_at)}", "quiet"))
        elif worst.checked_at is not None:
            line.append((f"  {_checked(worst)}", "quiet"))
        return line

    def _countdown(self, *, with_why: bool = True) -> list[Piece]:
        """When the next check is, and, as a piece of its own, why then."""
        planned = [health for health in self._health if health.next_check_at is not None]
        if not planned:
            watched = next((health.why for health in self._health if health.why and health.state != "followed"), "")
            return [(watched, "quiet")] if watched and with_why else []
        soonest = min(planned, key=lambda health: health.next_check_at or self._now)
        seconds = ((soonest.next_check_at or self._now) - self._now).total_seconds()
        verb = "next try" if soonest.failures else "next check"
        when = "checking now" if seconds <= 0 else f"{verb} in {wording.duration(seconds)}"
        why = [(f" ({soonest.why})", "quiet")] if soonest.why and with_why else []
        return [(when, "quiet"), *why]


def _checked(health: Health) -> str:
    """When a source was last looked at and, where that brought nothing, when it last did."""
    checked = f"checked {wording.moment(health.checked_at)}"
    changed_at = health.changed_at
    if health.state != "unchanged" or changed_at is None or health.checked_at is None:
        return checked
    if health.checked_at - changed_at < timedelta(minutes=1):
        return checked
    return f"{checked}, last change {wording.moment(changed_at)}"


def difference(before: Line, after: Line) -> tuple[int, int]:
    """The cells from the first to the last that differ; of lines of unlike length all from the first one on."""
    same = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    skipped = length(after[:same])
    old, new = _cells(before[same:]), _cells(after[same:])
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if len(old) != len(new):
        return skipped + start, skipped + max(len(old), len(new))
    end = next((at for at in range(len(new), start, -1) if old[at - 1] != new[at - 1]), start)
    return skipped + start, skipped + end


def _cells(line: Line) -> list[tuple[str, str]]:
    """What stands in each cell, with its tone; a wide character stands in its first and leaves the next one empty."""
    from rich.cells import cell_len

    cells: list[tuple[str, str]] = []
    for text, tone in line:
        for character in text:
            cells += [(character, tone), ("", tone)][: cell_len(character)]
    return cells
