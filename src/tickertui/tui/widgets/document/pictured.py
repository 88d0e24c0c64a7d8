"""Pictures in the column: their rows in the room that was kept for them, and which of them are near."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tickertui.formats.document import Picture
from tickertui.tui.pictures.strips import strip_of
from tickertui.tui.widgets.document.card import said_rows
from tickertui.tui.widgets.document.column import Position
from tickertui.tui.widgets.document.highlighting import HighlightedColumn
from tickertui.tui.widgets.document.paint import paint
from tickertui.tui.widgets.document.setting import Hung, Unit

if TYPE_CHECKING:
    from tickertui.tui.pictures.gallery import Gallery, Wanted

LONGEST = 2_000
"""The most blocks of a text that is set anew when the room of a picture closes or opens."""


class PicturedColumn(HighlightedColumn):
    """A column in which a gallery's pictures hang."""

    _gallery: "Gallery | None" = None

    def hang(self, gallery: "Gallery | None") -> None:
        """Take pictures from a gallery, or show boxes that say what they are; before a flow is shown."""
        self._gallery = gallery
        self.closed_rooms = {}
        self.draws_pictures = gallery is not None and gallery.way.is_drawn

    def rehang(self, gallery: "Gallery | None", place: Position) -> None:
        """The same for the flow that is shown: it is set anew, from a place on."""
        self.hang(gallery)
        self._set(place)

    def want_pictures(self) -> None:
        """Ask the gallery for what is in view, then for about a screen around it, the nearest first."""
        if self._gallery is None:
            return
        top, height = self.scroll_offset.y, self.size.height
        near: dict[Wanted, int] = {}
        self._fit_rooms()
        for row, unit, hung in self._hung_between(top - height, top + 2 * height):
            away = max(row - (top + height - 1), top - (row + unit.height - 1), 0)
            key = (hung.picture.src, hung.box)
            near[key] = min(away, near.get(key, away))
        self._gallery.want(sorted(near, key=lambda key: near[key]))

    def picture_in_view(self) -> Picture | None:
        """The picture of which most is in view, the upper one of several; drawn or as a box."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        best: Picture | None = None
        most = 0
        for row, unit in self._units_between(top, bottom):
            leaf = self.flow[unit.block] if self.flow is not None else None
            seen = min(row + unit.height, bottom) - max(row + unit.gap, top)
            if isinstance(leaf, Picture) and seen > most:
                best, most = leaf, seen
        return best

    def picture_arrived(self, src: str) -> None:
        """A picture was drawn, or has failed: paint its lines anew; nothing that is read moves."""
        self._fit_rooms()
        top = self.scroll_offset.y
        units = {
            id(unit) for _, unit, hung in self._hung_between(top, top + self.size.height) if hung.picture.src == src
        }
        if not units:  # it may still lie in a strip that is not in view
            self._strips.clear()
            return
        for key in [key for key in self._strips if key[0] in units]:
            del self._strips[key]
        self.refresh()

    def hung_over(self, strip: Strip, unit: Unit, line: int, indent: int) -> Strip:
        """A line of a unit with the picture that hangs there, or why it does not."""
        layout, gallery = self.layout_of_flow, self._gallery
        hung = layout.setting.hung(unit) if layout is not None and gallery is not None else None
        if hung is None or gallery is None or not hung.top <= line < hung.top + hung.box.rows:
            return strip
        src, box, at = hung.picture.src, hung.box, line - hung.top
        ground = self._inks.style(())
        if (rows := gallery.rows(src, box)) is not None:
            over = strip_of(rows[at], ground)
        elif (error := gallery.error(src)) is not None:
            said = said_rows(box, error.sentence, ("caption",), is_framed=True)
            over = paint(said[at], unit.block, self._inks, box.columns, 0, [])
        else:
            return strip
        return _laid_over(strip, over, indent + hung.left, ground)

    def _fit_rooms(self) -> None:
        """Close the rooms of pictures that failed, and open those of pictures that came after all.

        Only where nothing that is in view moves: for a room out of view, or with nothing under it in view.
        """
        layout, gallery, flow = self.layout_of_flow, self._gallery, self.flow
        if layout is None or gallery is None or flow is None or len(flow) > LONGEST or self._pending_place is not None:
            return
        top, height = self.scroll_offset.y, self.size.height
        closed, staying, shrink = dict(self.closed_rooms), set[str](), 0
        for row, unit, hung in self._hung_between(top - height, top + 2 * height):
            src = hung.picture.src
            error = gallery.error(src)
            end = row + (unit.height if src in self.closed_rooms else hung.top + hung.box.rows)
            if row + unit.height > top and row < top + height and end < top + height:
                staying.add(src)
            elif error is not None and src not in closed:
                closed[src] = error.sentence
                shrink += hung.box.rows if row + unit.height > top else 0
            elif error is None and gallery.rows(src, hung.box) is not None:
                closed.pop(src, None)
        for src in staying:
            closed.pop(src, None)
            if src in self.closed_rooms:
                closed[src] = self.closed_rooms[src]
        is_room = layout.total - shrink >= top + height or top <= 0
        if closed != self.closed_rooms and is_room:
            self._set_rooms(closed)

    def _set_rooms(self, closed: dict[str, str]) -> None:
        """Set the text with other rooms closed; the row at the top of the view stays there."""
        layout, place = self.layout_of_flow, self.place
        found = layout.locate(self.scroll_offset.y) if layout is not None else None
        self.closed_rooms = closed
        self._set(place)
        after = self.layout_of_flow
        if found is None or after is None or self.flow is None or place == (-self.flow.body_from, 0):
            return
        unit, line = found
        if (again := after.unit_row(unit.block, unit.start)) is not None and again[0].block == unit.block:
            self.scroll_to(y=again[1] + min(line, again[0].height - 1), animate=False, force=True)

    def _hung_between(self, first: int, last: int) -> Iterator[tuple[int, Unit, Hung]]:
        """The pictures that have a room between two rows, open or closed, with the rows at which their units begin."""
        layout = self.layout_of_flow
        if layout is not None and self.draws_pictures:
            for row, unit in self._units_between(first, last):
                if (hung := layout.setting.room_of(unit)) is not None:
                    yield row, unit, hung

    def _units_between(self, first: int, last: int) -> Iterator[tuple[int, Unit]]:
        """The units that were set between two rows, with the rows at which they begin."""
        layout = self.layout_of_flow
        row = max(first, layout.set_rows[0]) if layout is not None else last
        while layout is not None and row < last:
            found = layout.locate(row)
            if found is None:
                return
            unit, line = found
            yield row - line, unit
            row += max(unit.height - line, 1)


def _laid_over(strip: Strip, over: Strip, left: int, ground: Style) -> Strip:
    """A strip with another one on it, as far as it has room."""
    width = strip.cell_length
    room = width - left
    if room <= 0:
        return strip
    if over.cell_length > room:
        over = over.crop(0, room)
    rest = room - over.cell_length
    after = [Segment(" " * rest, ground)] if rest else []
    return Strip([*strip.crop(0, left), *over, *after], width)
