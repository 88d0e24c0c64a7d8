"""The column: the scrolling widget that shows a flow, set in slices; it knows places, not what is done with them."""

import asyncio
from collections.abc import Mapping
from time import perf_counter

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tickertui.formats.document import Picture, Table
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.ink import COMPONENTS, CSS, Inks
from tickertui.tui.widgets.document.layout import Layout
from tickertui.tui.widgets.document.paint import Lit, paint, width_of
from tickertui.tui.widgets.document.prose import Row
from tickertui.tui.widgets.document.setting import Unit

SLICE = 0.006
"""Seconds that setting the rest takes from the event loop at a time."""

PATIENCE = 0.012
"""Seconds within which a jump sets all that lies on its way; for one that takes longer it begins anew at its end."""

FAR_IN = 16_384
"""Offsets from here on are far from the start of their block."""

PUBLISH_EVERY = 0.25
NARROWEST, WIDEST, USUAL = 66, 80, 72
"""The measure: cells of the column where the terminal has them."""

Position = tuple[int, int]
"""A place in the text: block (from the first of the body; the head counts down from -1) and character.

Less than 0, the character stands for so many rows into the block: those of a picture or a rule have no characters.
"""

_STRIPS = 600
_UNITS = 160


class DocumentColumn(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a flow in a centred column."""

    COMPONENT_CLASSES = COMPONENTS
    DEFAULT_CSS = CSS

    class Moved(Message):
        """Another part of the text is in view, or more of it was set."""

    def __init__(self, *, id: str | None = None, measure: int = USUAL) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id)
        self.flow: Flow | None = None
        self.layout_of_flow: Layout | None = None
        self.table_shift = 0
        """How many cells wide tables are scrolled to the left."""
        self.draws_pictures = False
        """Whether room is kept for pictures; what was set before does not change."""
        self.closed_rooms: Mapping[str, str] = {}
        """The addresses of pictures for which no room is kept, each with the reason why it cannot be shown."""
        self._measure = measure
        self._pending_place: Position | None = None
        self._held: tuple[int, Position] | None = None
        """The row that was scrolled to when the text was last set, and the place it was set for.

        That one holds until somebody scrolls: the line it now stands in may begin before it, and set at another width
        again and again the text would creep.
        """
        self._inks = Inks(lambda name: self.get_component_rich_style(name, partial=True), lambda: self.rich_style)
        self._strips: dict[tuple[int, int], Strip] = {}
        self._rows: dict[int, list[Row]] = {}

    def show(self, flow: Flow, place: Position | None = None) -> None:
        """Show a flow from a place on."""
        self.flow = flow
        self.table_shift = 0
        self._set(place or (-flow.body_from, 0))

    @property
    def columns(self) -> int:
        """The cells beside the scroll bar."""
        return self.scrollable_content_region.width

    @property
    def measure(self) -> int:
        """The cells of the column, where the terminal has them."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        cells = max(NARROWEST, min(WIDEST, cells))
        if cells != self._measure:
            place = self.place
            self._measure = cells
            self._set(place)

    @property
    def place(self) -> Position:
        """The character at the top of the view."""
        flow, layout = self.flow, self.layout_of_flow
        if flow is None or layout is None or self._pending_place is not None:
            return self._pending_place or (0, 0)
        top = self.scroll_offset.y
        if top <= 0:
            return -flow.body_from, 0
        if self._held is not None and self._held[0] == top:
            return self._held[1]
        for row in range(top, top + max(self.size.height, 1)):
            found = layout.locate(row)
            if found is None:
                continue
            unit, line = found
            rows = self._unit_rows(found[0])
            offsets = [piece[2] for piece in rows[line] if piece[2] >= 0]
            first, kind = unit.gap + unit.labels, type(flow[unit.block])
            if row == top and unit.start == 0 and line >= first and (kind is Picture or not (offsets or kind is Table)):
                return unit.block - flow.body_from, first - line
            if offsets:
                return unit.block - flow.body_from, min(offsets)
            if line >= unit.height - 1 and row > top:
                return unit.block - flow.body_from, 0
        return layout.estimated_block(top) - flow.body_from, 0

    def jump(self, place: Position, above: int = 0) -> None:
        """Bring a place to the top of the view, or `above` rows under it."""
        flow, layout = self.flow, self.layout_of_flow
        if flow is None or layout is None:
            self._pending_place = place
            return
        block = max(min(place[0] + flow.body_from, len(flow) - 1), 0)
        until = perf_counter() + PATIENCE
        offset = max(place[1], 0)
        is_near = layout.is_near(block) and layout.ensure(block, offset, lambda: perf_counter() > until)
        if not is_near and not layout.is_set(block, offset):
            self._set((block - flow.body_from, place[1]))
        row = self.row_of(block, place[1])
        if row is not None:
            self._publish()
            row = self.row_of(block, place[1])
        if row is not None:
            above = max(above, 1) if block == 0 and place[1] == 0 else above
            self.scroll_to(y=max(row - above, 0), animate=False, force=True)

    def row_of(self, block: int, offset: int) -> int | None:
        """The row at which a character of a block stands, or the row so far into it; None where it was not set."""
        layout = self.layout_of_flow
        if layout is None or (found := layout.unit_row(block, max(offset, 0))) is None:
            return None
        unit, first = found
        if unit.block != block:
            return first
        best = unit.gap + unit.labels
        if offset <= 0 and unit.start == 0:
            return first + min(best - offset, unit.height - 1)
        for number, row in enumerate(self._unit_rows(unit)):
            if any(0 <= piece[2] <= offset < piece[2] + len(piece[0]) for piece in row):
                return first + number
            if any(0 <= piece[2] <= offset for piece in row):
                best = number
        return first + best

    def _set(self, place: Position) -> None:
        """Lay the flow out anew with a place at the top."""
        flow = self.flow
        if flow is None or not self.size or not self.is_attached:
            self._pending_place = place
            return
        self._pending_place = None
        room = max(self.columns - 2, 8)
        layout = Layout(
            flow, min(self._measure, room), room, place[0] + flow.body_from, place[1] if place[1] >= FAR_IN else 0,
            draws=self.draws_pictures,
        )  # fmt: skip
        layout.setting.closed = self.closed_rooms
        self.layout_of_flow = layout
        self._clear()
        layout.begin(self.size.height)
        block = max(min(place[0] + flow.body_from, len(flow) - 1), 0) if len(flow) else 0
        if place[1] > 0 and len(flow):
            layout.ensure(block, place[1])
        layout.publish()
        self.virtual_size = Size(self.columns, max(layout.total, 1))
        row = self.row_of(block, place[1]) if len(flow) and place != (-flow.body_from, 0) else 0
        self.scroll_to(y=row or 0, animate=False, force=True)
        self._held = (self.scroll_offset.y, place) if row else None
        self._set_view()
        self.refresh()
        if not layout.done:
            self.call_after_refresh(self._begin_rest, layout)
        self.post_message(self.Moved())

    def _begin_rest(self, layout: Layout) -> None:
        """Go on setting once the first rows are drawn."""
        if layout is self.layout_of_flow:
            self.run_worker(self._set_rest(layout), group="document-layout", exclusive=True)

    async def _set_rest(self, layout: Layout) -> None:
        """Set what is left in slices."""
        published = perf_counter()
        while True:
            await asyncio.sleep(0.001)
            if layout is not self.layout_of_flow:
                return
            until = perf_counter() + SLICE
            is_left = layout.advance(lambda limit=until: perf_counter() > limit)  # type: ignore[misc]  # mypy sees no type for the default
            low, high = layout.set_rows
            if not is_left or low < 0 or high > layout.total or perf_counter() - published > PUBLISH_EVERY:
                self._publish()
                published = perf_counter()
            if not is_left:
                return

    def _publish(self) -> None:
        """Take over how many rows there are, and keep the text where it is when rows above it were counted anew."""
        layout = self.layout_of_flow
        if layout is None:
            return
        moved = layout.publish()
        top = self.scroll_offset.y
        self.virtual_size = Size(self.columns, max(layout.total, 1))
        if moved:
            is_held = self._held is not None and self._held[0] == top
            self.scroll_to(y=top + moved, animate=False, force=True)
            self._held = (self.scroll_offset.y, self._held[1]) if is_held and self._held else None
        self.post_message(self.Moved())

    def _set_view(self) -> None:
        """Set what is in view."""
        layout = self.layout_of_flow
        if layout is None or layout.done or self.flow is None:
            return
        top = self.scroll_offset.y
        if not layout.cover(top, top + self.size.height):
            self._set((layout.estimated_block(top) - self.flow.body_from, 0))
            return
        low, high = layout.set_rows
        if low < 0 or high > layout.total or layout.done:
            self._publish()

    def _clear(self) -> None:
        """Forget what was drawn."""
        self._strips.clear()
        self._rows.clear()

    def redraw(self) -> None:
        """Draw every row anew: what is laid over the text changed."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._inks.forget()
        self._strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Set what comes into view before it is drawn."""
        if round(old_value) != round(new_value):
            self._set_view()
            self.post_message(self.Moved())
        super().watch_scroll_y(old_value, new_value)

    def on_resize(self) -> None:
        """Lay out anew where the column's width changed; the place stays at the top."""
        flow, layout = self.flow, self.layout_of_flow
        if flow is None:
            return
        room = max(self.columns - 2, 8)
        if layout is None or self._pending_place is not None:
            self._set(self._pending_place or (-flow.body_from, 0))
            return
        setting = layout.setting
        if setting.measure != min(self._measure, room) or (setting.has_wide_table and setting.room != room):
            self._set(self.place)
        else:
            setting.room = room
            self._strips.clear()
            self._set_view()
            self.virtual_size = Size(self.columns, max(layout.total, 1))
        self.post_message(self.Moved())

    def visible_block(self, block: int) -> int:
        """The first block of the flow from the given one on that shows something."""
        return self.layout_of_flow.first_visible(block) if self.layout_of_flow else block

    def lit_in(self, block: int, start: int, end: int) -> list[Lit]:
        """What is laid over the text of a block between two offsets."""
        del block, start, end
        return []

    def hung_over(self, strip: Strip, unit: Unit, line: int, indent: int) -> Strip:
        """A line of a unit with the picture that hangs there."""
        del unit, line, indent
        return strip

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        width = self.columns
        layout = self.layout_of_flow
        found = layout.locate(self.scroll_offset.y + y) if layout else None
        if layout is None or found is None:
            return Strip.blank(width, self.rich_style)
        unit, line = found
        key = (id(unit), line)
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != width:
            row = self._unit_rows(unit)[line]
            indent = (width - layout.setting.measure - unit.outdent) // 2
            shift = 0
            if unit.outdent and self.table_shift:
                shift = max(min(self.table_shift, width_of(row) - layout.setting.measure - unit.outdent), 0)
            lit = self.lit_in(unit.block, *_extent(row))
            strip = paint(row, unit.block, self._inks, width, max(indent, 0), lit, shift)
            strip = self.hung_over(strip, unit, line, max(indent, 0))
            if len(self._strips) > _STRIPS:
                self._strips.clear()
            self._strips[key] = strip
        return strip

    def _unit_rows(self, unit: Unit) -> list[Row]:
        """The rows of a unit, kept for a while."""
        rows = self._rows.get(id(unit))
        if rows is None and self.layout_of_flow is not None:
            if len(self._rows) > _UNITS:
                self._rows.clear()
            rows = self._rows[id(unit)] = self.layout_of_flow.rows(unit)
        return rows or []


def _extent(row: Row) -> tuple[int, int]:
    """The offsets between which the text of a row stands."""
    placed = [(piece[2], piece[2] + len(piece[0])) for piece in row if piece[2] >= 0]
    return min((low for low, _ in placed), default=0), max((high for _, high in placed), default=0)
