"""A screen around one list that can be filtered by words: the log, and the sheets over the board."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from tickertui.tui.commands import Place
from tickertui.tui.screens.dialog import Dialog
from tickertui.tui.widgets.filter_line import FilterLine
from tickertui.tui.widgets.item_list import Group, ItemList
from tickertui.tui.widgets.key_line import KeyLine


class ListScreen(Screen[None], inherit_bindings=False):
    """A list, the line that filters it while somebody types, and the keys."""

    places: ClassVar[tuple[Place, ...]] = ()
    asks_for: ClassVar[str] = "words"
    """What may be typed to filter, said while nothing is."""

    def __init__(self, *, label_width: int) -> None:
        """An empty list with so many cells for labels."""
        super().__init__()
        self.list = ItemList(label_width=label_width)
        self.keys = KeyLine(*self.places)

    async def on_mount(self) -> None:
        """The list has the keys; Textual calls this besides those of the kinds of screen."""
        self.list.focus()

    def show(self, groups: Sequence[Group], *, nothing: str = "") -> None:
        """Show items; the filter stays."""
        self.list.show(groups, nothing=nothing)
        self._filter()

    async def action_filter(self) -> None:
        """Type to show only some items."""
        if not self.query(FilterLine):
            line = FilterLine(self.list.total, placeholder=self.asks_for)
            if self.list.parent is self:
                await self.mount(line, before=self.keys)
            else:
                await self.mount(line, after=self.list)
        self.query_one(FilterLine).focus_text()
        self.keys.place("filter")
        await self.list.prepare_filter()

    async def action_back(self) -> None:
        """Clear the filter, else leave."""
        if self.query(FilterLine):
            await self.query(FilterLine).remove()
            self.list.filter("")
            self._leave_line()
        else:
            self.dismiss()

    def action_copy(self) -> None:
        """Copy the selected item."""
        item = self.list.selected
        if item is not None:
            self.app.copy_to_clipboard(item.text)
            self.notify("Copied.", markup=False, timeout=2)

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """The filter's text is another one."""
        event.stop()
        self._filter()

    async def on_filter_line_accepted(self, event: FilterLine.Accepted) -> None:
        """The filter stays; keys go to the list again."""
        event.stop()
        if event.text.strip():
            self._leave_line()
        else:
            await self.action_back()

    async def on_filter_line_cleared(self, event: FilterLine.Cleared) -> None:
        """Every item again."""
        event.stop()
        await self.action_back()

    def _filter(self) -> None:
        """Show the items that the words leave, and say how many."""
        for line in self.query(FilterLine):
            line.tell(self.list.filter(line.text), self.list.total)

    def _leave_line(self) -> None:
        self.list.focus()
        self.keys.place(*self.places)


class Frame(Widget):
    """The frame of a sheet: as high as everything in its list needs, however much of it shows."""

    DEFAULT_CSS = """
    Frame {
        layout: vertical; padding: 1 1 0 1;
        background: $surface;
        border: round $rule; border-title-color: $ink; border-title-style: bold; border-subtitle-color: $quiet;
    }
    Frame FilterLine { background: $surface; padding: 0 2; }
    Frame FilterLine Input { background: $surface; }
    """

    def __init__(self, content: ItemList, width: int) -> None:
        """Around a list, so many cells wide where there is room."""
        super().__init__(content)
        self._content, self._width = content, width

    def fit(self, room: Size) -> None:
        """As high as the list needs, and one line for the one that filters it, as far as there is room."""
        gutter = self.styles.gutter
        lines = self._content.lines_at(min(self._width, room.width) - gutter.width)
        self.styles.width = min(self._width, room.width)
        self.styles.height = min(lines + 1 + gutter.height, max(1, room.height - 1))


class SheetScreen(ListScreen, Dialog[None], inherit_bindings=False):
    """A list in a frame over what lies below."""

    DEFAULT_CSS = """
    SheetScreen { align: center middle; background: $background 60%; }
    """

    def __init__(self, title: str, *, label_width: int, width: int = 84) -> None:
        """An empty sheet with a title, so many cells for labels, and so many for everything."""
        super().__init__(label_width=label_width)
        self.frame = Frame(self.list, width)
        self.frame.border_title = title

    def compose(self) -> ComposeResult:
        """The frame and the keys."""
        yield self.frame
        yield self.keys

    def show(self, groups: Sequence[Group], *, nothing: str = "") -> None:
        """Show items, in a frame of their size."""
        super().show(groups, nothing=nothing)
        self.frame.fit(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """The frame has its size by what there is, however little of it is left by the filter."""
        if not self.query(FilterLine):
            self.frame.fit(event.size)
