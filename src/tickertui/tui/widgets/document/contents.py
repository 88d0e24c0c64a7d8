"""A list of lines to choose from: the headings of an article, or the links that lie on one text."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tickertui.tui.commands import Place, bindings
from tickertui.tui.widgets.document.clusters import cells, cut

Entry = tuple[int, str]
"""How deep a line stands (from 0), and its text."""


class EntryList(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines with a cursor, and a mark at the current one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"entries--line", "entries--deep", "entries--cursor", "entries--current"}
    DEFAULT_CSS = """
    EntryList {
        background: $surface; color: $ink; overflow-x: hidden; scrollbar-size-vertical: 1;
        & > .entries--line { color: $ink; }
        & > .entries--deep { color: $quiet; }
        & > .entries--current { color: $accent-text; text-style: bold; }
        & > .entries--cursor { background: $cursor-row; }
        &:ansi > .entries--cursor { text-style: reverse; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        entries: "EntryList"
        number: int

        @property
        def control(self) -> "EntryList":
            """The list."""
            return self.entries

    @dataclass
    class Closed(Message):
        """The reader does not want to choose."""

        entries: "EntryList"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self.cursor = 0
        self.current = -1

    def show(self, entries: list[Entry], current: int = -1) -> None:
        """Show lines with the cursor on the current one."""
        self.entries = entries
        self.current = current
        self.cursor = max(min(current, len(entries) - 1), 0)
        self.virtual_size = Size(max(self.size.width, 1), len(entries))
        self.call_after_refresh(self._reveal)
        self.refresh()

    def mark(self, current: int) -> None:
        """Mark another line as the current one; the cursor follows where the list has no focus."""
        if current == self.current:
            return
        self.current = current
        if not self.has_focus and current >= 0:
            self.cursor = current
            self._reveal()
        self.refresh()

    def action_down(self) -> None:
        """One line down."""
        self._go(self.cursor + 1)

    def action_up(self) -> None:
        """One line up."""
        self._go(self.cursor - 1)

    def action_first(self) -> None:
        """The first line."""
        self._go(0)

    def action_last(self) -> None:
        """The last line."""
        self._go(len(self.entries) - 1)

    def action_open(self) -> None:
        """Choose the line under the cursor."""
        if self.entries:
            self.post_message(self.Chosen(self, self.cursor))

    def action_close(self) -> None:
        """Choose none."""
        self.post_message(self.Closed(self))

    def _go(self, number: int) -> None:
        """Move the cursor."""
        self.cursor = max(min(number, len(self.entries) - 1), 0)
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        """Keep the cursor in view."""
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the mouse."""
        number = event.y + self.scroll_offset.y
        if 0 <= number < len(self.entries):
            self.cursor = number
            self.action_open()

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.size.width
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self.entries):
            return Strip.blank(width, self.rich_style)
        depth, text = self.entries[number]
        is_current = number == self.current
        name = "current" if is_current else "deep" if depth > 1 else "line"
        style: Style = self.rich_style + self.get_component_rich_style(f"entries--{name}", partial=True)
        if number == self.cursor and self.has_focus:
            style += self.get_component_rich_style("entries--cursor", partial=True)
        lead = ("▌ " if is_current else "  ") + "  " * min(depth, 5)
        shown = lead + cut(" ".join(text.split()), max(width - cells(lead) - 1, 1))
        return Strip([Segment(shown + " " * max(width - cells(shown), 0), style)], width)


class ContentsList(EntryList, inherit_bindings=False):
    """The headings of the article."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("contents")
    places: ClassVar[tuple[Place, ...]] = ("contents", "everywhere")


class ChoiceList(EntryList, inherit_bindings=False):
    """The links that lie on one text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("choice")

    def action_back(self) -> None:
        """Choose none."""
        self.action_close()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses its line."""
        if event.character and event.character.isdecimal() and 0 < int(event.character) <= len(self.entries):
            event.stop()
            self.cursor = int(event.character) - 1
            self.action_open()
