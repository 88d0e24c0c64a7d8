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


class PicturedColumn(HighlightedColumn):
    """A column in which a gallery's pictures hang."""

    _gallery: "Gallery | None" = None

    def hang(self, gallery: "Gallery | None") -> None:
        """Take pictures from a gallery, or show boxes that say what they are; before a flow is shown."""
        self._gallery = gallery
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
        """A picture was drawn, or has failed: paint its lines anew; nothing moves."""
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

    def _hung_between(self, first: int, last: int) -> Iterator[tuple[int, Unit, Hung]]:
        """The pictures that are drawn between two rows, with the rows at which their units begin."""
        layout = self.layout_of_flow
        if layout is not None and self.draws_pictures:
            for row, unit in self._units_between(first, last):
                if (hung := layout.setting.hung(unit)) is not None:
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
