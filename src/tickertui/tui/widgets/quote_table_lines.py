"""What each line of a table shows: titles, rows with their flags, words, the position; without a screen.

A line is described before it is drawn, so that a table repaints only lines whose description changed.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from textual.strip import Strip

from tickertui.market.quote import Quote
from tickertui.tui.widgets.quote_table_face import CURSOR, FLASH, FOCUSED, UNSEEN, Changes, TableFace, changed_part
from tickertui.tui.widgets.quote_table_order import RowOrder
from tickertui.tui.widgets.quote_table_viewport import Viewport

Kind = Literal["row", "header", "message", "position", "blank"]
Shown = tuple[Quote | None, int, Kind, str]
"""What a line shows: a row and its flags, or words of some kind."""

Place = tuple[Quote | None, int]
"""A row and its number among the rows as published."""

BLANK: Shown = (None, 0, "blank", "")

LEAST_BODY = 3
"""The rows that have to fit before one of their lines is given to the position."""


def is_same(one: Shown, other: Shown) -> bool:
    """Whether two lines look alike: the same row object, flags and words."""
    return one[0] is other[0] and one[1:] == other[1:]


class TableLines:
    """A table's rows, order, cursor and looks together, as lines."""

    def __init__(self, face: TableFace) -> None:
        """No rows yet."""
        self.face = face
        self.order = RowOrder()
        self.viewport = Viewport()
        self.unseen: frozenset[str] = frozenset()
        self.is_focused = False
        self.empty_text = "no rows"
        """What a table without rows says."""
        self.filter_text = ""
        self._flashing: dict[int, tuple[Quote, Changes]] = {}
        self._flash = 0

    @property
    def selected(self) -> Quote | None:
        """The row of the cursor."""
        return self.order.at(self.viewport.cursor)

    @property
    def place(self) -> Place:
        """The selected row and which of the rows it is, to be followed through a change."""
        return self.selected, self.order.number_at(self.viewport.cursor)

    def follow(self, place: Place) -> None:
        """Put the cursor where the row with the label of the one selected before is now, if it still shows."""
        self.fit()
        selected, number = place
        if selected is not None:
            position = self.order.position_of(selected.label, number)
            if position is None:
                position = self.viewport.cursor if not self.order.words else 0
            if position != self.viewport.cursor:
                self.viewport.move_to(position)

    def fit(self) -> None:
        """Give the viewport the rows and lines that there are."""
        body = max(0, self.face.height - 1)
        count = len(self.order.shown)
        self.viewport.fit(count, body - 1 if count > body >= LEAST_BODY else body)

    def in_view(self) -> list[Quote]:
        """The rows in view."""
        rows, view = self.order.rows, self.viewport
        return [rows[row] for row in self.order.shown[view.top : view.top + view.page]]

    def lines(self) -> list[Shown]:
        """Every line of the table, from the top."""
        view, order, height = self.viewport, self.order, self.face.height
        column = order.column
        lines: list[Shown] = [(None, order.descending, "header", column.id if column else "")]
        rows = self.in_view()
        unseen, flashing = self.unseen, self._flashing
        for position, quote in enumerate(rows, view.top):
            flags = 0
            if position == view.cursor:
                flags = CURSOR | FOCUSED if self.is_focused else CURSOR
            if quote.label in unseen:
                flags |= UNSEEN
            if id(quote) in flashing:
                flags += FLASH * self._flash
            lines.append((quote, flags, "row", ""))
        if not rows:
            lines += [BLANK, (None, 0, "message", self._empty())]
        lines += [BLANK] * (height - len(lines))
        if view.count > view.page and height > LEAST_BODY:
            lines[-1] = (None, 0, "position", f"{view.cursor + 1:,}/{view.count:,}")
        return lines[:height]

    def strip(self, shown: Shown) -> Strip:
        """A line, drawn."""
        quote, flags, kind, words = shown
        if quote is not None:
            flash = self._flashing.get(id(quote)) if flags >= FLASH else None
            return self.face.row(quote, flags, flash[1] if flash else None)
        if kind == "header":
            return self.face.header(words, bool(flags))
        if kind == "position":
            return self.face.words_line(words, "position", right=True)
        return self.face.words_line(words, "message", indent=min(3, self.face.width))

    def flash(self, before: Sequence[Shown]) -> bool:
        """Let the digits stand out in which rows in view differ from those shown before; whether there are any."""
        shown = {line[0].label: line[0] for line in before if line[0] is not None}
        self._flashing = {}
        for quote in self.in_view() if shown else ():
            old = shown.get(quote.label)
            if old is not None and old is not quote:
                changes = self._changes(old, quote)
                if changes:
                    self._flashing[id(quote)] = (quote, changes)
        self._flash += bool(self._flashing)
        return bool(self._flashing)

    def end_flash(self) -> None:
        """Nothing stands out any more."""
        self._flashing = {}

    def _changes(self, old: Quote, new: Quote) -> Mapping[int, tuple[int, int]]:
        """The characters that differ between two states of a row, by column."""
        face = self.face
        return {
            number: changed_part(before.text, after.text)
            for number, (column, before, after) in enumerate(
                zip(face.columns, face.cells_of(old), face.cells_of(new), strict=True)
            )
            if column.flashes and before.text != after.text
        }

    def _empty(self) -> str:
        """What a table says that shows no row."""
        return f"no row matches “{self.filter_text}”" if self.order.rows else self.empty_text
