"""The log screen: checks, changes and errors, the newest first."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from tickertui.errors import ArchiveError
from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.log.chronicle import Chronicle, Event
from tickertui.tui.screens.log.entries import LABEL, entries, matching, together
from tickertui.tui.widgets.filter_line import FilterLine
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.sheet import Entry, Sheet
from tickertui.tui.widgets.toned import Piece, Toned, both_ends

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
        self._told: list[Piece] = []

    def tell(self, count: int, since: datetime | None, trouble: str) -> None:
        """Say how much is listed, since when, and what is missing."""
        noun = "entry" if count == 1 else "entries"
        began = f" since {since.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if since is not None else ""
        told: list[Piece] = [("Log", "strong"), (f"  {count:,} {noun}{began}, the newest first", "quiet")]
        if trouble:
            told.append((f"  {trouble}", "late"))
        if told != self._told:
            self._told = told
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        width = self.content_size.width
        return self.strip_of(both_ends(self._told, [("times in UTC", "quiet")], width), width)


class LogScreen(Screen[None]):
    """What happened."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")
    places: ClassVar[tuple[Place, ...]] = ("log", "filter", "everywhere")

    def __init__(self, chronicle: Chronicle, past: "Past | None", clock: Callable[[], datetime]) -> None:
        """List this run's events and what the archive knows of checks."""
        super().__init__()
        self._chronicle, self._past, self._clock = chronicle, past, clock
        self._head = LogHead()
        self._sheet = Sheet(id="log-sheet", label_width=LABEL, more="j")
        self._keys = KeyLine("log", "everywhere")
        self._events: tuple[Event, ...] = ()
        self._seen: tuple[int, Event | None] | None = None
        self._words = ""
        self._trouble = ""

    def compose(self) -> ComposeResult:
        """Head, entries, keys."""
        yield self._head
        yield self._sheet
        yield self._keys

    async def on_mount(self) -> None:
        """Show what there is, and follow what comes."""
        await self._gather()
        self.set_interval(AGAIN, self._follow)

    def action_down(self) -> None:
        """One line down."""
        self._sheet.scroll_lines(1)

    def action_up(self) -> None:
        """One line up."""
        self._sheet.scroll_lines(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._sheet.scroll_pages(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._sheet.scroll_pages(-1)

    def action_first(self) -> None:
        """To the newest entry."""
        self._sheet.scroll_lines(-len(self._sheet.lines))

    def action_last(self) -> None:
        """To the oldest entry."""
        self._sheet.scroll_lines(len(self._sheet.lines))

    async def action_filter(self) -> None:
        """Type to show only some entries."""
        if not self.query(FilterLine):
            line = FilterLine(len(self._events), placeholder="words: failed, a name, a day")
            await self.mount(line, before=self._keys)
        self.query_one(FilterLine).focus_text()
        self._keys.place("filter")

    def action_back(self) -> None:
        """Clear the filter, else leave."""
        if self.query(FilterLine):
            self.query(FilterLine).remove()
            self._leave_filter()
            self._words = ""
            self._show()
        else:
            self.dismiss()

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """The filter's text is another one."""
        event.stop()
        self._words = event.text
        self._show()

    def on_filter_line_accepted(self, event: FilterLine.Accepted) -> None:
        """The filter stays; keys go to the entries again."""
        event.stop()
        if event.text.strip():
            self._leave_filter()
        else:
            self.action_back()

    def on_filter_line_cleared(self, event: FilterLine.Cleared) -> None:
        """Every entry again."""
        event.stop()
        self.action_back()

    async def _follow(self) -> None:
        """Show what has happened since."""
        events = self._chronicle.events
        if self._seen != (len(events), events[-1] if events else None):
            await self._gather()

    async def _gather(self) -> None:
        """Bring together what the run and the archive know."""
        events = list(self._chronicle.events)
        self._seen = (len(events), events[-1] if events else None)
        self._trouble = "this run only: nothing is kept" if self._past is None else ""
        try:
            checks = await self._past.checks(CHECKS) if self._past is not None else ()
            snapshots = await self._past.snapshots() if self._past is not None else ()
        except ArchiveError as error:
            checks, snapshots, self._trouble = (), (), f"this run only: {error.sentence}"
        self._events = together(events, checks, snapshots)
        self._show()

    def _show(self) -> None:
        """Show the entries that the filter leaves."""
        found = matching(self._events, self._words)
        for line in self.query(FilterLine):
            line.tell(len(found), len(self._events))
        sheet = entries(found, self._clock().astimezone(UTC).date())
        nothing = "No entry holds these words." if self._words else "Nothing has happened yet."
        self._sheet.show(sheet or [Entry(nothing, hang=0, tone="quiet")], keep_place=True)
        self._head.tell(len(self._events), self._events[-1].at if self._events else None, self._trouble)

    def _leave_filter(self) -> None:
        self.set_focus(None)
        self._keys.place("log", "everywhere")
