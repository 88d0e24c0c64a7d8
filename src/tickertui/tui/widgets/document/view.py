"""The document view: a column that is read: moved through, searched, followed and copied from."""

from time import perf_counter
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from tickertui.formats.document import Anchor as AnchorMark
from tickertui.formats.document import Heading, Link, Paragraph
from tickertui.tui.commands import bindings
from tickertui.tui.widgets.document.column import SLICE, USUAL, Position
from tickertui.tui.widgets.document.find import Finder
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.links import Place, next_place
from tickertui.tui.widgets.document.moves import DocumentMoves
from tickertui.tui.widgets.document.paint import Lit
from tickertui.tui.widgets.document.plain import between

_CONTEXT = 3


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

    def __init__(self, *, id: str | None = None, measure: int = USUAL) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id, measure=measure)
        self.finder: Finder | None = None
        self.focused_link: Place | None = None

    def show(self, flow: Flow, place: Position | None = None) -> None:
        """Show a flow from a place on."""
        self.finder = None
        self.focused_link = None
        super().show(flow, place)

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

    def reveal(self, block: int, offset: int) -> None:
        """Bring a character into view; the text stays where it is when the character is in view already."""
        if self.flow is None:
            return
        row = self.row_of(block, offset)
        top = self.scroll_offset.y
        if row is not None and top + _CONTEXT - 2 <= row < top + self.size.height - 1:
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
            block, start = place[0] + flow.body_from, place[1]
        found = next_place(flow, block, start, step)
        if found is not None:
            self.focused_link = found
            self.reveal(found.block, found.start)
            self.redraw()
        self.post_message(self.Moved())

    def drop_link(self) -> bool:
        """Take the focus from the link; whether one had it."""
        had = self.focused_link is not None
        self.focused_link = None
        if had:
            self.redraw()
            self.post_message(self.Moved())
        return had

    def follow(self, links: tuple[Link, ...] = ()) -> bool:
        """Follow the focused link, or the given ones; whether there is any."""
        links = links or (self.focused_link.links if self.focused_link else ())
        if not links:
            return False
        self.post_message(self.LinkFollowed(links[0]) if len(links) == 1 else self.LinksOffered(links))
        return True

    def to_anchor(self, name: str) -> bool:
        """Go to a heading or an anchor by its name; whether there is one."""
        if not self.flow:
            return False
        for at, leaf in enumerate(self.flow.body):
            if isinstance(leaf, Heading) and leaf.slug == name:
                self.jump((at, 0), above=1)
                return True
            if isinstance(leaf, (Paragraph, Heading)):
                for span in leaf.spans:
                    if any(isinstance(mark, AnchorMark) and mark.id == name for mark in span.marks):
                        self.jump((at, span.start), above=1)
                        return True
        return False

    def lit_in(self, block: int) -> list[Lit]:
        """Hits, the focused link and the selection, in the order in which they are laid over the text."""
        lit: list[Lit] = []
        if self.finder is not None:
            lit.extend(
                (start, end, "hit-current" if is_current else "hit")
                for start, end, is_current in self.finder.in_block(block)
            )
        focused = self.focused_link
        if focused is not None and focused.block == block:
            lit.append((focused.start, focused.end, "focus"))
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(block)) is not None:
            start, end = span
            lit.append((start, 1 << 60 if end == -1 else end, "selected"))
        return lit

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text: paragraphs as they were written, a blank line between blocks."""
        flow = self.flow
        if flow is None:
            return None
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(1 << 60, len(flow) - 1)
        parts = []
        for block in range(max(start.y, 0), min(end.y, len(flow) - 1) + 1):
            low = start.x if block == start.y else 0
            text = between(flow[block], low, end.x if block == end.y else None)
            if text.strip():
                parts.append(text)
        return "\n\n".join(parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        if self.flow is None or self.text_selection is not None:
            return
        keys = event.style.meta.get("links") if event.style else None
        if not keys:
            return
        links = tuple(self._link_of(str(key)) for key in keys)
        event.stop()
        self.follow(links)

    def _link_of(self, key: str) -> Link:
        """The link with an address or identity."""
        number = self.flow.number(Link(href=key)) if self.flow else 0
        return self.flow.links[number - 1] if self.flow and number else Link(href=key, kind="asset")
