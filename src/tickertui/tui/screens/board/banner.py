"""The banner over a board of the past: when it is from, what changed next, and the way back to now."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.strip import Strip

from tickertui.market import wording
from tickertui.tui.commands import keys_of, named
from tickertui.tui.screens.board.journey import Known, in_short
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, length, packed

if TYPE_CHECKING:
    from tickertui.market.changes import Change

DAY = 86_400


class Banner(Toned):
    """A bar in reverse that cannot be missed, and a line on what came next; nothing while the board is of now."""

    DEFAULT_CSS = """
    Banner { height: auto; display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._known: Known | None = None
        self._now: datetime | None = None
        self._meanwhile: Sequence[Change] = ()

    def show(self, known: Known | None, now: datetime, meanwhile: "Sequence[Change]" = ()) -> None:
        """Tell of a moment, and of what came in while one was there; None for now."""
        before = self.lines(self.content_size.width) if self.display else None
        self._known, self._now, self._meanwhile = known, now, meanwhile
        self.display = known is not None
        after = self.lines(self.content_size.width)
        if before != after:
            self.refresh(layout=before is None or len(before) != len(after))

    def lines(self, width: int) -> list[Line]:
        """What it says in so many cells."""
        known, now = self._known, self._now
        if known is None or now is None:
            return []
        bar: list[Piece] = [(f" AS KNOWN ON {wording.moment(known.moment)}", "badge")]
        ago: list[Piece] = [(f", {_before(now, known.moment)} before now ", "badge")]
        back: list[Piece] = [(f" {_key('board.back')}: back to now ", "badge")]
        if length(bar) + length(ago) <= width:
            bar += ago
        whole = both_ends(bar, back, width)
        filled = [(text, "badge") for text, _ in whole]
        rest = width - length(filled)
        return [[*filled, (" " * max(0, rest), "badge")], *([(" ", "ink"), *line] for line in self._below(width - 2))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """As many lines as the width asks for."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        lines = self.lines(self.content_size.width)
        return self.strip_of(lines[y], self.content_size.width) if y < len(lines) else Strip([])

    def _below(self, width: int) -> list[list[Piece]]:
        """What changed next, what came in meanwhile, and the keys that lead on."""
        facts: list[Line] = []
        known = self._known
        if known is not None and known.next_at is not None:
            said = in_short([change for change in known.next_changes if hasattr(change, "label")])
            facts.append([("•", "unseen"), (f" changed next, on {wording.moment(known.next_at)}: {said}", "ink")])
        else:
            facts.append([("no later change is kept", "quiet")])
        if self._meanwhile:
            facts.append([(f"meanwhile {in_short(self._meanwhile)}", "accent")])
        facts.append(
            [
                (_key("board.step-back"), "key"), (" earlier  ", "quiet"),
                (_key("board.step-forward"), "key"), (" later  ", "quiet"),
                (_key("board.go-to-date"), "key"), (" a date", "quiet"),
            ]
        )  # fmt: skip
        return packed(facts, width)


def _key(name: str) -> str:
    """The key of a command."""
    return keys_of(named(name))[0]


def _before(now: datetime, moment: datetime) -> str:
    """How long before now, in whole days from two days on."""
    seconds = max(0.0, (now - moment).total_seconds())
    return wording.span(int(seconds // DAY)) if seconds >= 2 * DAY else wording.duration(seconds)
