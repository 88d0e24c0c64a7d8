"""A list of items under headings: each a few entries of a sheet, one of them selected, and words to filter by."""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

import msgspec
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tickertui.formats.words import fold, parts
from tickertui.tui.widgets.list_keys import ListKeys
from tickertui.tui.widgets.sheet import Entry, lay
from tickertui.tui.widgets.toned import Line, Piece

MARGIN = 2
"""Cells before every line: the cursor's mark and a space."""
WHEEL = 3
"""Lines per notch of the wheel."""
SLICE = 200
"""Items that are read at a time."""


class Item(msgspec.Struct, frozen=True):
    """What is selected as one: its entries, and what else it is found by."""

    entries: tuple[Entry, ...]
    id: str = ""
    """What it stands for, to whoever made it."""
    words: str = ""
    """Words that it is found by besides those that show."""

    @property
    def text(self) -> str:
        """Everything that shows, to be copied."""
        return "\n".join(" ".join(filter(None, (e.label, (e.mark + e.text).strip()))) for e in self.entries)


class Group(msgspec.Struct, frozen=True):
    """Items under a heading."""

    title: str
    items: tuple[Item, ...]


class ItemList(ListKeys):
    """Items in lines; those that are in no line in view cost nothing once they are laid out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"item-list--cursor"}
    DEFAULT_CSS = """
    ItemList { width: 1fr; height: 1fr; }
    ItemList > .item-list--cursor { background: $cursor-row; }
    ItemList:nocolor > .item-list--cursor { text-style: reverse; }
    """

    @dataclass
    class Moved(Message):
        """Another item is selected."""

        item: Item | None

    @dataclass
    class Clicked(Message):
        """An item was clicked; it is selected now."""

        item: Item
        again: bool
        """Whether it was selected already."""

    def __init__(self, *, label_width: int, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty list with so many cells for the labels."""
        super().__init__(id=id)
        self._label_width = label_width
        self._groups: Sequence[Group] = ()
        self._haystacks: dict[Item, str] = {}
        self._words: tuple[str, ...] = ()
        self._nothing = ""
        self._shown: list[tuple[str, Item]] = []
        """The items that show, each with the heading above it; empty where it stands further up."""
        self._laid: dict[Item, list[Line]] = {}
        self._laid_for = -1
        self._starts: list[int] | None = None
        """The first line of every item, its heading with it; and the number of lines after them."""
        self._cursor = self._top = 0

    def show(self, groups: Sequence[Group], *, nothing: str = "") -> None:
        """Show other items, through the same filter; the cursor stays on its item where it is still there.

        Args:
            groups: The items under their headings.
            nothing: What is said where there are none.
        """
        kept = self.selected
        self._groups, self._nothing = groups, nothing
        self._haystacks, self._laid = {}, {}
        self._choose(kept)

    def filter(self, text: str) -> int:
        """Show only the items that have every word; how many."""
        words = tuple(fold(text).split())
        if words != self._words:
            self._words = words
            self._choose(self.selected)
        return len(self._shown)

    async def prepare_filter(self) -> None:
        """Read what is filtered by, a few items at a time, so that the first key typed need not."""
        items = [item for group in self._groups for item in group.items]
        for number, item in enumerate(items, 1):
            self._haystack(item)
            if number % SLICE == 0:
                await asyncio.sleep(0)

    @property
    def total(self) -> int:
        """How many items there are, whether they show or not."""
        return sum(len(group.items) for group in self._groups)

    @property
    def selected(self) -> Item | None:
        """The item of the cursor; None where none shows."""
        return self._shown[self._cursor][1] if self._cursor < len(self._shown) else None

    def lines_at(self, width: int) -> int:
        """How many lines all items that show take in so many cells."""
        return self._lay(width)[-1]

    def move_to(self, number: int) -> None:
        """Select another item, or the nearest there is."""
        number = max(0, min(number, len(self._shown) - 1))
        if number != self._cursor:
            self._cursor = number
            self.post_message(self.Moved(self.selected))
        self._reveal()
        self.refresh()

    def step(self, count: int) -> None:
        """Select the item so many further on."""
        self.move_to(self._cursor + count)

    def render_line(self, y: int) -> Strip:
        """One line; the last one that shows tells of those below it."""
        width, height = self.content_size
        if not self._shown:
            text = "Nothing has these words." if self._words else self._nothing
            return self.strip_of([(" " * MARGIN + text, "quiet")], width) if y == 0 else Strip([])
        starts = self._lay(width)
        top = self._clamped(self._top)
        below = starts[-1] - top - height
        if below > 0 and y == height - 1:
            return self.strip_of([(" " * MARGIN + f"▼ {below + 1} more lines", "accent")], width)
        number = self._item_at(top + y)
        if number is None:
            return Strip([])
        return self._drawn(number, top + y - starts[number], width)

    def on_resize(self) -> None:
        """Another size keeps the cursor in view."""
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked."""
        event.stop()
        line = self._clamped(self._top) + event.y - self.styles.padding.top
        number = self._item_at(line)
        if number is None or line - self._lay(self.content_size.width)[number] < self._above(number):
            return
        again = number == self._cursor
        self.move_to(number)
        self.post_message(self.Clicked(self._shown[number][1], again))

    def _choose(self, keep: Item | None) -> None:
        """Show the items that the words leave; the cursor stays on its item, and that on its line."""
        line = self._starts[self._cursor] - self._top if self._starts is not None and self._top and keep else None
        self._shown = []
        for group in self._groups:
            items = [item for item in group.items if self._has_words(item)]
            self._shown += [(group.title if at == 0 else "", item) for at, item in enumerate(items)]
        same = (at for at, (_, item) in enumerate(self._shown) if item is keep)
        alike = (at for at, (_, item) in enumerate(self._shown) if item == keep)
        found = next(same, next(alike, 0))
        self._cursor, self._starts = found, None
        if found == 0:
            self._top = 0
        elif line is not None:
            self._top = self._clamped(self._lay(self.content_size.width)[found] - line)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.selected))

    def _has_words(self, item: Item) -> bool:
        """Whether every word stands somewhere in an item."""
        return not self._words or all(word in self._haystack(item) for word in self._words)

    def _haystack(self, item: Item) -> str:
        """What words are looked for in; read once."""
        text = self._haystacks.get(item)
        if text is None:
            text = self._haystacks[item] = fold(f"{item.text}\n{item.words}")
        return text

    def _lay(self, width: int) -> list[int]:
        """The first line of every item at a width, and the number of lines after them."""
        room = max(1, width - MARGIN)
        if self._laid_for != room:
            self._laid, self._laid_for, self._starts = {}, room, None
        if self._starts is None:
            for _, item in self._shown:
                if item not in self._laid:
                    self._laid[item] = lay(item.entries, room, self._label_width)
            sizes = (self._above(at) + len(self._laid[item]) for at, (_, item) in enumerate(self._shown))
            self._starts = [0, *accumulate(sizes)]
        return self._starts

    def _above(self, number: int) -> int:
        """The lines of an item's heading: one, and a blank line before it but for the first."""
        return (2 if number else 1) if self._shown[number][0] else 0

    def _item_at(self, line: int) -> int | None:
        """The item that a line belongs to; None after the last."""
        starts = self._lay(self.content_size.width)
        return bisect_right(starts, line) - 1 if 0 <= line < starts[-1] else None

    def _drawn(self, number: int, within: int, width: int) -> Strip:
        """One line of an item or of its heading."""
        title, item = self._shown[number]
        above = self._above(number)
        if within < above:
            return (
                self.strip_of([(" " * MARGIN, "quiet"), (title, "strong")], width) if within + 1 == above else Strip([])
            )
        line = [piece for found in self._laid[item][within - above] for piece in _lit(found, self._words)]
        if number != self._cursor:
            return self.strip_of([(" " * MARGIN, "quiet"), *line], width)
        mark = "▌ " if self.has_focus else "│ "
        strip = self.strip_of([(mark, "marker"), *line], width).extend_cell_length(width, self.tone("ink"))
        cursor = self.get_component_rich_style("item-list--cursor")
        ground = Style(bgcolor=cursor.bgcolor, reverse=cursor.reverse or None)
        return Strip([Segment(text, (style or Style()) + ground) for text, style, _ in strip], width)

    def page(self, count: int) -> None:
        """Select the item a page of lines away."""
        if not self._shown:
            return
        starts = self._lay(self.content_size.width)
        step = max(1, self.content_size.height - 3)
        to = self._item_at(max(0, min(starts[self._cursor] + self._above(self._cursor) + count * step, starts[-1] - 1)))
        if to is not None:
            self.move_to(to if to != self._cursor else self._cursor + count)

    def wheel(self, notches: int) -> None:
        """Move the view and leave the cursor."""
        top = self._clamped(self._clamped(self._top) + notches * WHEEL)
        if top != self._top:
            self._top = top
            self.refresh()

    def _clamped(self, top: int) -> int:
        """A first line with as many lines below it as fit."""
        return max(0, min(top, self._lay(self.content_size.width)[-1] - self.content_size.height))

    def _reveal(self) -> None:
        """Bring the cursor's item into view, with the heading above it."""
        height = self.content_size.height
        if not self._shown or not height:
            return
        starts = self._lay(self.content_size.width)
        first, end = starts[self._cursor], starts[self._cursor + 1]
        top = self._clamped(self._top)
        if end > top + height - (1 if starts[-1] > top + height else 0):
            top = end - height + (1 if starts[-1] > end else 0)
        self._top = self._clamped(min(top, first))


def _lit(piece: Piece, words: Sequence[str]) -> list[Piece]:
    """A piece of text with the words in it lit."""
    text, tone = piece
    pieces: list[Piece] = []
    at = 0
    for start, end in parts(text, words) if words else ():
        pieces += [(text[at:start], tone), (text[start:end], "match")]
        at = end
    pieces.append((text[at:], tone))
    return [one for one in pieces if one[0]]
