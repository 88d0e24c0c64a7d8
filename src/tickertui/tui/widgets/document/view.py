"""The document view: a column that is read: moved through, searched, followed and copied from."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from tickertui.formats.document import Link
from tickertui.tui.commands import bindings
from tickertui.tui.widgets.document.column import SLICE, USUAL, Position
from tickertui.tui.widgets.document.find import Finder
from tickertui.tui.widgets.document.flow import Flow, Name
from tickertui.tui.widgets.document.links import Place, search_anchor, search_place
from tickertui.tui.widgets.document.moves import DocumentMoves
from tickertui.tui.widgets.document.paint import Lit
from tickertui.tui.widgets.document.selection import selected

T = TypeVar("T")

_CONTEXT = 3

_ROOM_BELOW = 5
"""Rows that stay free under a focused name: its card takes some of them."""


class DocumentView(DocumentMoves, inherit_bindings=False):
    """An article's text to read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("text")

    class LinkFollowed(Message):
        """The reader wants to go where a link leads."""

        def __init__(self, link: Link) -> None:
            super().__init__()
            self.link = link

    class LinksOffered(Message):
        """Several links lie on the text that the reader wants to follow: one has to be chosen."""

        def __init__(self, links: tuple[Link, ...]) -> None:
            super().__init__()
            self.links = links

    class NameFollowed(Message):
        """The reader wants to go where a name leads."""

        def __init__(self, label: str) -> None:
            super().__init__()
            self.label = label

    def __init__(self, *, id: str | None = None, measure: int = USUAL) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id, measure=measure)
        self.finder: Finder | None = None
        self.focused_link: Place | None = None
        self.focused_name: Name | None = None

    def show(self, flow: Flow, place: Position | None = None) -> None:
        """Show a flow from a place on."""
        self.finder = None
        self.focused_link = None
        self.focused_name = None
        super().show(flow, place)

    def exchange(self, flow: Flow) -> None:
        """Show the same text with another foot: place, focus and hits stay as they are."""
        place = self.place
        if self.finder is not None:
            self.finder.exchange(flow)
        self.flow = flow
        self._set(place)

    def find(self, query: str) -> None:
        """Light up every hit of a query and go to the first one from the top of the view on."""
        if self.flow is None:
            return
        place = self.place
        self.finder = Finder(self.flow, query)
        until = perf_counter() + SLICE
        is_left = self.finder.advance(lambda: perf_counter() > until)
        if self.finder.seek(place[0] + self.flow.body_from, place[1]):
            self._show_hit()
        if is_left:
            self.run_worker(self._find_rest(self.finder, place), group="document-find", exclusive=True)
        self.redraw()
        self.post_message(self.Moved())

    async def _find_rest(self, finder: Finder, place: Position) -> None:
        """Search the rest in slices."""
        import asyncio

        is_left = True
        was_behind = True
        while is_left and finder is self.finder and self.flow:
            await asyncio.sleep(0.001)
            until = perf_counter() + SLICE
            is_left = finder.advance(lambda limit=until: perf_counter() > limit)  # type: ignore[misc]  # mypy sees no type for the default
            block = place[0] + self.flow.body_from
            if was_behind and len(finder) and finder.hit(len(finder) - 1)[0] >= block:
                was_behind = False
                if finder.seek(block, place[1]):
                    self._show_hit()
        if finder is self.finder:
            self.redraw()
            self.post_message(self.Moved())

    def step_hit(self, step: int) -> bool:
        """Go to the next or the last hit, round the ends; whether there is one."""
        if self.finder is None or not self.finder.step(step):
            return False
        self._show_hit()
        return True

    def clear_find(self) -> None:
        """Put out the hits."""
        if self.finder is not None:
            self.finder = None
            self.redraw()
            self.post_message(self.Moved())

    def _show_hit(self) -> None:
        """Bring the current hit into view."""
        if self.finder is not None and self.flow is not None and self.finder.current >= 0:
            block, start, _ = self.finder.hit(self.finder.current)
            self.reveal(block, start)
            self.redraw()
            self.post_message(self.Moved())

    def reveal(self, block: int, offset: int, *, below: int = 1) -> None:
        """Bring a character into view; the text stays where it is when the character is in view already.

        Args:
            block: The character's block.
            offset: Its place in the block.
            below: How many rows of the view are to stay free under it.
        """
        if self.flow is None:
            return
        row = self.row_of(block, offset)
        top = self.scroll_offset.y
        if row is not None and top + _CONTEXT - 2 <= row < top + self.size.height - below:
            return
        self.jump((block - self.flow.body_from, offset), above=max(self.size.height // 3, 1))

    def step_link(self, step: int) -> None:
        """Focus the next or the last link: from the focused one where it is in view, else from the edge of the view."""
        flow = self.flow
        if flow is None:
            return
        focused = self.focused_link
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        row = self.row_of(focused.block, focused.start) if focused else None
        if focused is not None and row is not None and top <= row < bottom:
            block, start = focused.block, focused.start + (step > 0)
        else:
            place = self.place
            block, start = place[0] + flow.body_from, max(place[1], 0)
        self._pursue(search_place(flow, block, start, step), self.focus_link)

    def focus_link(self, found: Place | None) -> None:
        """Focus a link that was found, and bring it into view."""
        if found is not None:
            self.focused_link, self.focused_name = found, None
            self.reveal(found.block, found.start)
            self.redraw()
        self.post_message(self.Moved())

    def _pursue(self, steps: Iterator[T | None], then: Callable[[T | None], None]) -> None:
        """Search in small steps: at once where that is quick, else in slices; what is found, or None, is handed on."""
        until = perf_counter() + SLICE
        for found in steps:
            if found is not None:
                then(found)
                return
            if perf_counter() > until:
                self.run_worker(self._pursue_rest(self.flow, steps, then), group="document-search", exclusive=True)
                return
        then(None)

    async def _pursue_rest(
        self, flow: Flow | None, steps: Iterator[T | None], then: Callable[[T | None], None]
    ) -> None:
        """Search on in slices, unless another text is shown meanwhile."""
        import asyncio

        until = perf_counter() + SLICE
        for found in steps:
            if found is not None:
                then(found)
                return
            if perf_counter() > until:
                await asyncio.sleep(0.001)
                if flow is not self.flow:
                    return
                until = perf_counter() + SLICE
        then(None)

    def step_name(self, step: int) -> bool:
        """Focus the next or the last name, as `step_link` does with links; whether there is any that way."""
        flow = self.flow
        if flow is None:
            return False
        focused = self.focused_name
        if focused is not None and self.is_in_view(focused.block, focused.start):
            block, start = focused.block, focused.start + (step > 0)
        else:
            place = self.place
            block, start = place[0] + flow.body_from, max(place[1], 0)
        found = flow.names.next(block, start, step)
        if found is not None:
            self.focus_name(found)
        return found is not None

    def focus_name(self, name: Name) -> None:
        """Focus a name and bring it into view, with room under it for what is told of it."""
        self.focused_link, self.focused_name = None, name
        self.reveal(name.block, name.start, below=_ROOM_BELOW)
        self.redraw()
        self.post_message(self.Moved())

    def is_in_view(self, block: int, offset: int) -> bool:
        """Whether a character is to be seen."""
        row = self.row_of(block, offset)
        top = self.scroll_offset.y
        return row is not None and top <= row < top + self.size.height

    def drop_focus(self) -> bool:
        """Take the focus from the link or name; whether one had it."""
        had = self.focused_link is not None or self.focused_name is not None
        self.focused_link = self.focused_name = None
        if had:
            self.redraw()
            self.post_message(self.Moved())
        return had

    def follow(self, links: tuple[Link, ...] = ()) -> bool:
        """Follow the focused link or name, or the given links; whether there is any."""
        links = links or (self.focused_link.links if self.focused_link else ())
        if not links:
            if self.focused_name is not None:
                self.post_message(self.NameFollowed(self.focused_name.label))
            return self.focused_name is not None
        self.post_message(self.LinkFollowed(links[0]) if len(links) == 1 else self.LinksOffered(links))
        return True

    def to_anchor(self, name: str, then: Callable[[bool], None]) -> None:
        """Go to a heading or an anchor by its name; `then` is told whether there is one."""

        def go(place: Position | None) -> None:
            then(place is not None)
            if place is not None:
                self.jump(place, above=1)

        if self.flow:
            self._pursue(search_anchor(self.flow, name), go)
        else:
            then(False)

    def lit_in(self, block: int, start: int, end: int) -> list[Lit]:
        """Names, hits, what is focused and the selection, in the order in which they are laid over the text."""
        lit: list[Lit] = []
        if self.flow is not None and len(self.flow.names):
            lit.extend((name.start, name.end, "index") for name in self.flow.names.in_block(block, start, end))
        if self.finder is not None:
            lit.extend(
                (low, high, "hit-current" if is_current else "hit")
                for low, high, is_current in self.finder.in_block(block, start, end)
            )
        focused = self.focused_link
        stops = (stop for stop in (focused, self.focused_name) if stop is not None and stop.block == block)
        lit.extend((stop.start, stop.end, "focus") for stop in stops)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(block)) is not None:
            low, high = span
            lit.append((low, 1 << 60 if high == -1 else high, "selected"))
        return lit

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text: paragraphs as they were written, a blank line between blocks."""
        flow = self.flow
        if flow is None:
            return None
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(1 << 60, len(flow) - 1)
        first, last = max(start.y, 0), min(end.y, len(flow) - 1)
        if first > last:
            return "", "\n"
        return selected(flow, first, start.x if first == start.y else 0, last, end.x if last == end.y else None), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse; go to a name, and follow it with the second click."""
        if self.flow is None or self.text_selection is not None:
            return
        meta = event.style.meta if event.style else {}
        keys = meta.get("links")
        if not keys:
            at, block = meta.get("offset", (-1, -1))
            for name in self.flow.names.in_block(block):
                if name.start <= at < name.end:
                    event.stop()
                    if self.focused_name == name:
                        self.follow()
                    else:
                        self.focus_name(name)
            return
        links = tuple(self._link_of(str(key)) for key in keys)
        event.stop()
        self.follow(links)

    def _link_of(self, key: str) -> Link:
        """The link with an address or identity."""
        number = self.flow.number(Link(href=key)) if self.flow else 0
        return self.flow.links[number - 1] if self.flow and number else Link(href=key, kind="asset")
