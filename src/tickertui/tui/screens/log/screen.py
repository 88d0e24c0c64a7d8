"""The log screen: checks, changes and errors, the newest first."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from tickertui.errors import ArchiveError
from tickertui.market import wording
from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.listed import ListScreen
from tickertui.tui.screens.log.chronicle import Chronicle, Event
from tickertui.tui.screens.log.entries import LABEL, groups, together
from tickertui.tui.widgets.toned import Piece, Toned, both_ends, length

if TYPE_CHECKING:
    from tickertui.monitor.past import Past

CHECKS = 500
"""The latest checks of the archive that are listed."""

AGAIN = 2.0
"""Seconds until it is looked whether more has happened."""


class LogHead(Toned):
    """What is listed, and from where."""

    def __init__(self) -> None:
        """Nothing is listed yet."""
        super().__init__(id="log-head")
        self._told: tuple[list[str], str] = ([], "")

    def tell(self, facts: list[str], trouble: str) -> None:
        """Say what is listed, the most important first, and what is missing."""
        if (facts, trouble) != self._told:
            self._told = facts, trouble
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line; where there is little room, the last facts give way to what is missing."""
        width = self.content_size.width
        facts, trouble = list(self._told[0]), self._told[1]
        while len(facts) > 1 and length(_said(facts, trouble)) > width:
            facts.pop()
        return self.strip_of(both_ends(_said(facts, trouble), [("times in UTC", "quiet")], width), width)


def _said(facts: list[str], trouble: str) -> list[Piece]:
    """The name of the place, the facts, and what is missing."""
    line: list[Piece] = [("Log", "strong"), (f"  {wording.SEPARATOR.join(facts)}", "quiet")]
    return [*line, (f"  {trouble}", "late")] if trouble else line


class LogScreen(ListScreen, inherit_bindings=False):
    """What happened."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")
    places: ClassVar[tuple[Place, ...]] = ("log", "list", "everywhere")
    asks_for: ClassVar[str] = "words: failed, a name, a day"

    def __init__(self, chronicle: Chronicle, past: "Past | None", clock: Callable[[], datetime]) -> None:
        """List this run's events and what the archive knows of checks."""
        super().__init__(label_width=LABEL)
        self._chronicle, self._past, self._clock = chronicle, past, clock
        self._head = LogHead()
        self._seen: tuple[int, Event | None] | None = None

    def compose(self) -> ComposeResult:
        """Head, entries, keys."""
        yield self._head
        yield self.list
        yield self.keys

    async def on_mount(self) -> None:
        """Show what there is, and follow what comes."""
        await self._gather()
        self.set_interval(AGAIN, self._follow)

    def action_copy(self) -> None:
        """Copy the selected entry, with its day."""
        item = self.list.selected
        if item is not None:
            self.app.copy_to_clipboard(item.id)
            self.notify(f"Copied: {item.id}", markup=False, timeout=3)

    async def _follow(self) -> None:
        """Show what has happened since."""
        events = self._chronicle.events
        if self._seen != (len(events), events[-1] if events else None):
            await self._gather()

    async def _gather(self) -> None:
        """Bring together what the run and the archive know."""
        known = list(self._chronicle.events)
        self._seen = (len(known), known[-1] if known else None)
        trouble = "this run only: nothing is kept" if self._past is None else ""
        try:
            checks = await self._past.checks(CHECKS) if self._past is not None else ()
            snapshots = await self._past.snapshots() if self._past is not None else ()
        except ArchiveError as error:
            checks, snapshots, trouble = (), (), f"this run only: {error.sentence}"
        events = together(known, checks, snapshots)
        self.show(groups(events, self._clock().astimezone(UTC).date()), nothing="Nothing has happened yet.")
        facts = [f"{len(events):,} {'entry' if len(events) == 1 else 'entries'}"]
        facts += [f"{self._chronicle.forgotten:,} older ones of this run are gone"] if self._chronicle.forgotten else []
        facts += [f"the latest {CHECKS} checks"] if len(checks) == CHECKS else []
        facts += [f"since {events[-1].at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", "the newest first"] if events else []
        self._head.tell(facts, trouble)
