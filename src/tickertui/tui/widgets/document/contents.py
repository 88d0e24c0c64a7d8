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
from tickertui.tui.widgets.document.wrap import wrap

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
        self._rows: list[tuple[int, str]] = []
        self._firsts: list[int] = []

    def show(self, entries: list[Entry], current: int = -1) -> None:
        """Show lines with the cursor on the current one."""
        self.entries = entries
        self.current = current
        self.cursor = max(min(current, len(entries) - 1), 0)
        self._wrap()
        self.call_after_refresh(self._reveal)

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._wrap()
        self._reveal()

    def _wrap(self) -> None:
        """Break long lines; every row knows its line."""
        self._rows = []
        self._firsts = []
        for number, (depth, text) in enumerate(self.entries):
            lead = "  " * min(depth, 5)
            words = " ".join(text.split())
            self._firsts.append(len(self._rows))
            for low, high in wrap(words, max(self.size.width - 3 - len(lead), 8))[:3] or [(0, 0)]:
                self._rows.append((number, lead + words[low:high]))
        self.virtual_size = Size(max(self.size.width, 1), len(self._rows))
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
        if self.cursor < len(self._firsts):
            self.scroll_to_region(Region(0, self._firsts[self.cursor], 1, 3), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the mouse."""
        row = event.y + self.scroll_offset.y - self.gutter.top
        if 0 <= row < len(self._rows):
            self.cursor = self._rows[row][0]
            self.action_open()

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width = self.size.width
        row = y + self.scroll_offset.y
        if not 0 <= row < len(self._rows):
            return Strip.blank(width, self.rich_style)
        number, text = self._rows[row]
        is_current = number == self.current
        name = "current" if is_current else "deep" if self.entries[number][0] > 1 else "line"
        style: Style = self.rich_style + self.get_component_rich_style(f"entries--{name}", partial=True)
        if number == self.cursor and self.has_focus:
            style += self.get_component_rich_style("entries--cursor", partial=True)
        shown = cut(("▌ " if is_current else "  ") + text, width)
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
