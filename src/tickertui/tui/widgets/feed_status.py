"""The status line: how each source does, why, and when it is asked again."""

from collections.abc import Sequence
from datetime import datetime

from textual.geometry import Region
from textual.strip import Strip

from tickertui.market import wording
from tickertui.monitor.update import Health, State
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, length

SIGNS: dict[State, tuple[str, str]] = {
    "loading": ("◌ loading", "quiet"),
    "static": ("■ read once", "quiet"),
    "live": ("● live", "fresh"),
    "unchanged": ("● unchanged", "fresh"),
    "stale": ("▲ stale", "late"),
    "offline": ("▲ offline", "late"),
    "failed": ("▲ failed", "alarm"),
}
"""Sign, word and tone of each state; the sign tells the kind where there is no colour."""

_WORST_FIRST: tuple[State, ...] = ("failed", "offline", "stale", "loading", "live", "unchanged", "static")


class FeedStatus(Toned):
    """One line; only the countdown is drawn anew as time goes by."""

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
        before, after = _text(self._drawn), _text(self.line())
        if before == after:
            return
        same = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
        self.refresh(Region(same + 1, 0, max(len(before), len(after)) - same, 1))

    def line(self) -> Line:
        """What it says now, in the present width."""
        width = self.content_size.width
        right = self._countdown()
        problems: list[Piece] = []
        if self._problems:
            noun = "problem" if self._problems == 1 else "problems"
            problems = [(f"{self._problems} {noun}: !", "accent")]
        left = self._left()
        ends: list[Piece] = [*right, ("   ", "quiet"), *problems] if right and problems else right or problems
        if length(left) + length(ends) + 2 > width and problems:
            ends = problems
        room = width - length(ends) - 2
        if length(left) > room >= 16:
            from tickertui.tui.widgets.toned import fitted

            left = list(fitted(left, room))
        return both_ends(left, ends, width)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        self._drawn = self.line()
        return self.strip_of(self._drawn, self.content_size.width)

    def _left(self) -> list[Piece]:
        """The worst state among the sources, and its cause."""
        if not self._health:
            return [("no source", "quiet")]
        worst = min(self._health, key=lambda health: _WORST_FIRST.index(health.state))
        sign, tone = SIGNS[worst.state]
        line: list[Piece] = [(sign, tone)]
        if len(self._health) > 1:
            alike = sum(health.state == worst.state for health in self._health)
            line.append((f" {alike} of {len(self._health)} sources", "ink"))
            if worst.state in ("failed", "offline", "stale"):
                line.append((f" {worst.origin}", "ink"))
        if worst.sentence:
            line.append((f"  {worst.sentence}", "ink" if tone in ("late", "alarm") else "quiet"))
        elif worst.checked_at is not None:
            line.append((f"  checked {wording.moment(worst.checked_at)}", "quiet"))
        return line

    def _countdown(self) -> list[Piece]:
        """When the next check is, and why then."""
        planned = [health for health in self._health if health.next_check_at is not None]
        if not planned:
            return []
        soonest = min(planned, key=lambda health: health.next_check_at or self._now)
        seconds = ((soonest.next_check_at or self._now) - self._now).total_seconds()
        when = "checking now" if seconds <= 0 else f"next check in {wording.duration(seconds)}"
        return [(f"{when} ({soonest.why})" if soonest.why else when, "quiet")]


def _text(line: Line) -> str:
    return "".join(text for text, _ in line)
