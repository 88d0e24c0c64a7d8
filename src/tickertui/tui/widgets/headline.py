"""The headline: what the board shows, from when it is, and how its rows stand in time, in words."""

from datetime import UTC, datetime

from textual.geometry import Size
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.calendar import Tally, tally
from tickertui.market.snapshot import Snapshot
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, length, packed

SAMPLE = " SAMPLE DATA "


class Headline(Toned):
    """Two or three lines: the source and its moment, then how many rows are fresh, due, late and dormant."""

    DEFAULT_CSS = """
    Headline { height: auto; padding: 0 1; }
    """

    def __init__(self, snapshot: Snapshot | None, now: datetime, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._snapshot, self._now = snapshot, now
        self._tally: Tally | None = None
        self._laid: tuple[int, list[Line]] | None = None
        self._new: tuple[int, datetime | None] = (0, None)
        self._is_past = False
        self._list = ""

    def tell_list(self, name: str) -> None:
        """Say which list of rows shows; empty: all rows do."""
        if name == self._list:
            return
        before = self.lines(self.content_size.width)
        self._list, self._laid = name, None
        if self.is_mounted:
            self.refresh(layout=len(before) != len(self.lines(self.content_size.width)))

    def tell_new(self, count: int, since: datetime | None, *, is_past: bool = False) -> None:
        """Say how many rows have a print that nobody has seen, and since when somebody had seen all.

        Where the board is one of the past, ages are before its moment, not ago.
        """
        if (count, since, is_past) == (*self._new, self._is_past):
            return
        before = self.lines(self.content_size.width)
        self._new, self._is_past, self._laid = (count, since), is_past, None
        if self.is_mounted:
            self.refresh(layout=len(before) != len(self.lines(self.content_size.width)))

    def show(self, snapshot: Snapshot | None, now: datetime) -> None:
        """Tell of another snapshot or another moment."""
        if snapshot is self._snapshot and wording.moment(now) == wording.moment(self._now):
            return
        lines = self.lines(self.content_size.width)
        if snapshot is not self._snapshot or now.date() != self._now.date():
            self._tally = None
        self._snapshot, self._now, self._laid = snapshot, now, None
        changed = self.lines(self.content_size.width)
        if changed != lines:
            self.refresh(layout=len(changed) != len(lines))

    def lines(self, width: int) -> list[Line]:
        """What it says in so many cells."""
        if self._laid is None or self._laid[0] != width:
            self._laid = width, self._compose_lines(width)
        return self._laid[1]

    def _compose_lines(self, width: int) -> list[Line]:
        snapshot, now = self._snapshot, self._now
        if snapshot is None:
            return [[("tickertui", "strong")]]
        source: list[Piece] = [(SAMPLE, "badge"), (" ", "ink")] if snapshot.is_sample else []
        source.append((snapshot.origin or "tickertui", "strong"))
        rows = len(snapshot.quotes)
        moment: list[Piece] = [(f"{rows:,} {'index' if rows == 1 else 'indices'}", "ink")]
        made_at = snapshot.made_at
        if made_at is not None:
            seconds = (now - made_at).total_seconds()
            old = "just then" if self._is_past else "just now"
            if seconds >= 60:
                old = f"{_rough(seconds)} {'before' if self._is_past else 'ago'}"
            moment += [(" · made ", "quiet"), (wording.moment(made_at), "ink"), (f", {old}", "quiet")]
        if length(source) + length(moment) + 2 > width:
            source[-1] = (_last_part(source[-1][0]), "strong")
        one_line = length(source) + length(moment) + 2 <= width
        lines = [both_ends(source, moment, width)] if one_line else [source, moment]
        if self._tally is None:
            self._tally = tally(snapshot.quotes, now)
        new: list[Line] = [*([[(f"only {self._list}", "accent")]] if self._list else []), *self._news()]
        facts = packed([*new, *counts(self._tally, now)], width)
        shorter = packed([*new, *counts(self._tally, now, when=False)], width)
        return [*lines, *(shorter if len(shorter) < len(facts) else facts)]

    def _news(self) -> list[Line]:
        """How many prints are new, and since when."""
        count, since = self._new
        if not count:
            return []
        said = f" {count:,} new {'print' if count == 1 else 'prints'}"
        if since is not None:
            is_today = since.astimezone(UTC).date() == self._now.astimezone(UTC).date()
            said += f" since {since.astimezone(UTC):{'%H:%M UTC' if is_today else '%Y-%m-%d'}}"
        return [[("•", "unseen"), (said, "accent")]]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """As many lines as the width asks for."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        lines = self.lines(self.content_size.width)
        return self.strip_of(lines[y], self.content_size.width) if y < len(lines) else Strip([])


def counts(counted: Tally, now: datetime, *, when: bool = True) -> list[Line]:
    """The facts of the tally in the words that both front ends use, each state in its own tone.

    Without `when`, the next due date is not said a second time as a number of days.
    """
    facts: list[Line] = []
    for fact in wording.headline(counted, now).split(wording.SEPARATOR):
        number, _, rest = fact.partition(" ")
        state = rest.split(" ")[0]
        if number.isdecimal() and state in ("fresh", "due", "late", "dormant"):
            facts.append([(fact, state)])
        else:
            facts.append([(fact if when else fact.partition(" (")[0], "ink")])
    return facts


def _rough(seconds: float) -> str:
    """A length of time in its largest unit."""
    return " ".join(wording.duration(seconds).split(" ")[:2])


def _last_part(origin: str) -> str:
    """The last part of a path or address."""
    return origin.rstrip("/").rpartition("/")[2] or origin
