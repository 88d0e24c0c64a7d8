"""The calendar of prints: what is late, what is coming in eight weeks, what was printed in the last eight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tickertui.market import wording
from tickertui.market.calendar import utc_day
from tickertui.market.quote import Quote
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import RowWanted
from tickertui.tui.screens.agenda.grid import Grid
from tickertui.tui.screens.agenda.listing import Listing
from tickertui.tui.screens.agenda.plan import MANY_ROWS, Plan, plan
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.toned import Toned

MOST_COPIED = 74_994
"""The bytes that terminals take at least when a program sets the clipboard."""

WIDE = 116
"""From this width on, the weeks stand beside the list."""


class AgendaCaption(Toned):
    """Today, and how the rows stand; the last facts give way where there is no room."""

    DEFAULT_CSS = """
    AgendaCaption { height: 1; }
    """

    def __init__(self, facts: Sequence[str]) -> None:
        """Say facts."""
        super().__init__()
        self._facts = facts

    def show(self, facts: Sequence[str]) -> None:
        """Say other facts."""
        self._facts = facts
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        width, facts = self.content_size.width, list(self._facts)
        while len(facts) > 1 and len(wording.SEPARATOR.join(facts)) + len("Calendar   ") > width:
            facts.pop()
        return self.strip_of([("Calendar", "strong"), (f"   {wording.SEPARATOR.join(facts)}", "quiet")], width)


class Saying(Toned):
    """The selected print in words."""

    DEFAULT_CSS = """
    Saying { height: 1; }
    """

    def __init__(self) -> None:
        """Nothing is selected yet."""
        super().__init__()
        self._words = ""

    def show(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        return self.strip_of([(self._words, "quiet")], self.content_size.width)


class AgendaScreen(Screen[None]):
    """List and weeks."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("agenda")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012  # declared by Textual
    places: ClassVar[tuple[Place, ...]] = ("agenda", "list", "everywhere")

    @dataclass
    class Ready(Message):
        """A plan that was made in a thread."""

        plan: Plan

    def __init__(self, quotes: tuple[Quote, ...], now: datetime) -> None:
        """The calendar of these rows at a moment."""
        super().__init__()
        self._quotes, self._now = quotes, now
        self._plan = Plan(utc_day(now))
        self._caption = AgendaCaption([f"today {wording.day(utc_day(now))}"])
        self._saying = Saying()
        self._list = Listing(id="agenda-list")
        self._grid = Grid(id="agenda-grid")

    def compose(self) -> ComposeResult:
        """Caption, list and weeks, keys."""
        yield self._caption
        yield Widget(self._list, self._grid, id="agenda-body")
        yield self._saying
        yield KeyLine("agenda", "everywhere")

    def on_mount(self) -> None:
        """Lay out the calendar, in a thread where there are many rows."""
        self._list.focus()
        quotes, now = self._quotes, self._now
        if len(quotes) < MANY_ROWS:
            self._show(plan(quotes, now))
            return
        self._list.say("Laying out the calendar …")
        self.run_worker(
            lambda: self.post_message(self.Ready(plan(quotes, now))),
            name="agenda",
            group="agenda",
            exclusive=True,
            thread=True,
        )

    def on_agenda_screen_ready(self, event: Ready) -> None:
        """Show what is ready."""
        event.stop()
        self._show(event.plan)

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """The weeks follow the cursor."""
        event.stop()
        selected = self._list.selected
        self._grid.select(selected.on if selected else None)
        self._saying.show(selected.sentence if selected else "")

    def on_listing_opened(self, event: Listing.Opened) -> None:
        """The selected item was clicked."""
        event.stop()
        self.action_row()

    def on_grid_day_chosen(self, event: Grid.DayChosen) -> None:
        """The first item of the day that was clicked."""
        event.stop()
        items = [item for part in self._plan.parts for item in part.items]
        found = next((number for number, item in enumerate(items) if item.on == event.on), None)
        if found is not None:
            self._list.move(found)

    def action_row(self) -> None:
        """Go to the selected row."""
        selected = self._list.selected
        if selected is not None:
            self.post_message(RowWanted(selected.label))

    def action_next_part(self) -> None:
        """The next part."""
        self._list.move_part(1)

    def action_last_part(self) -> None:
        """The part before."""
        self._list.move_part(-1)

    def action_today(self) -> None:
        """The first that is to come."""
        self._list.move(self._plan.first_coming)

    def action_next_day(self) -> None:
        """The next day of the list."""
        self._list.move_day(1)

    def action_last_day(self) -> None:
        """The day before in the list."""
        self._list.move_day(-1)

    def action_copy(self) -> None:
        """Copy the list: its parts with their headings, a line for each print."""
        text = self._plan.text
        if len(text.encode(errors="replace")) > MOST_COPIED:
            self.notify("The list is more than terminals take from a program.", severity="warning", markup=False)
        elif text:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied: {self._plan.count:,} lines.", markup=False, timeout=3)

    def action_back(self) -> None:
        """Back to the board."""
        self.dismiss()

    def _show(self, made: Plan) -> None:
        """Show a plan."""
        self._plan = made
        self._caption.show([f"today {wording.day(made.today)}", *made.headline.split(wording.SEPARATOR)])
        self._list.show(made)
        self._grid.show(made)
