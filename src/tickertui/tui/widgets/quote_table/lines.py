"""What each line of a table shows: titles, headings, rows with their flags, words, the position; without a screen.

A line is described before it is drawn, so that a table repaints only lines whose description changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from textual.strip import Strip

from tickertui.market.families import Group
from tickertui.market.quote import Quote
from tickertui.tui.widgets.quote_table.face import (
    BEST_FIRST,
    CURSOR,
    FLASH,
    FOCUSED,
    FOLDED,
    MARKED,
    STARRED,
    UNSEEN,
    Changes,
    TableFace,
    changed_part,
)
from tickertui.tui.widgets.quote_table.order import RowOrder
from tickertui.tui.widgets.viewport import Viewport

Kind = Literal["row", "header", "heading", "message", "position", "blank"]
Shown = tuple[Quote | Group | None, int, Kind, str]
"""What a line shows: a row or a group with its flags, or words of some kind."""

Place = tuple[Quote | None, int, str | None]
"""A row and its number among the rows as published, or the name of a heading's group."""

BLANK: Shown = (None, 0, "blank", "")

LEAST_BODY = 3
"""The rows that have to fit before one of their lines is given to the position."""


def is_same(one: Shown, other: Shown) -> bool:
    """Whether two lines look alike: the same row object or group, flags and words."""
    return one[0] is other[0] and one[1:] == other[1:]


class TableLines:
    """A table's rows, order, cursor and looks together, as lines."""

    def __init__(self, face: TableFace) -> None:
        """No rows yet."""
        self.face = face
        self.order = RowOrder()
        self.viewport = Viewport()
        self.unseen: frozenset[str] = frozenset()
        self.starred: frozenset[str] = frozenset()
        self.marked: frozenset[str] = frozenset()
        self.is_focused = False
        self.empty_text = "no rows"
        """What a table without rows says."""
        self.watch_text = "no row is in this list"
        """What a table says whose rows are all outside the list that it is restricted to."""
        self.filter_text = ""
        self._flashing: dict[int, tuple[Quote, Changes]] = {}
        self._flash = 0

    @property
    def selected(self) -> Quote | None:
        """The row of the cursor."""
        return self.order.at(self.viewport.cursor)

    @property
    def place(self) -> Place:
        """The selected row and which of the rows it is, or the heading, to be followed through a change."""
        cursor = self.viewport.cursor
        return self.selected, self.order.number_at(cursor), self.order.heading_at(cursor)

    def follow(self, place: Place) -> None:
        """Put the cursor where the row with the label of the one selected before is now, if it still shows.

        A row whose group was folded is followed to the heading.
        """
        self.fit()
        selected, number, heading = place
        order, position = self.order, None
        if selected is not None:
            position = order.position_of(selected.label, number)
            if position is None:
                position = 0 if order.text else self._heading_over(selected, number)
        elif heading is not None:
            position = order.groups.position_of(heading)
        if position is not None and position != self.viewport.cursor:
            self.viewport.move_to(position)

    def _heading_over(self, selected: Quote, near: int) -> int | None:
        """Where the heading is whose folded group has a row."""
        number = self.order.number_of(selected.label, near) if self.order.groups.by is not None else None
        return None if number is None else self.order.groups.position_of(self.order.groups.name_at(number))

    def fit(self) -> None:
        """Give the viewport the rows and lines that there are."""
        body = max(0, self.face.height - 1)
        count = len(self.order.shown)
        self.viewport.fit(count, body - 1 if count > body >= LEAST_BODY else body)

    def in_view(self) -> list[Quote]:
        """The rows in view."""
        rows, view = self.order.rows, self.viewport
        return [rows[row] for row in self.order.shown[view.top : view.top + view.page] if row >= 0]

    def lines(self, now: datetime) -> list[Shown]:
        """Every line of the table, from the top."""
        view, order, height = self.viewport, self.order, self.face.height
        column = order.column
        title = column.id if column else BEST_FIRST if order.is_best_first else ""
        lines: list[Shown] = [(None, order.descending, "header", title)]
        unseen, starred, marked, flashing = self.unseen, self.starred, self.marked, self._flashing
        has_signs = bool(unseen or starred or marked)
        cursor = CURSOR | FOCUSED if self.is_focused else CURSOR
        rows = order.rows
        for position, number in enumerate(order.shown[view.top : view.top + view.page], view.top):
            flags = cursor if position == view.cursor else 0
            if number < 0:
                group = order.groups.said(number, rows, now)
                lines.append((group, flags | FOLDED * (group.name in order.groups.folded), "heading", ""))
                continue
            quote = rows[number]
            if has_signs:
                label = quote.label
                flags |= UNSEEN * (label in unseen) | STARRED * (label in starred) | MARKED * (label in marked)
            if flashing and id(quote) in flashing:
                flags += FLASH * self._flash
            lines.append((quote, flags, "row", ""))
        if len(lines) == 1:
            lines += [BLANK, (None, 0, "message", self._empty())]
        lines += [BLANK] * (height - len(lines))
        if view.count > view.page and height > LEAST_BODY:
            lines[-1] = (None, 0, "position", self.position)
        return lines[:height]

    @property
    def position(self) -> str:
        """Where the cursor is, in words: "12/10,000", with the group where there are groups."""
        order = self.order
        ordinal, group = order.groups.ordinal(self.viewport.cursor)
        group = f"{group} · " if group else ""
        return f"{group}{ordinal:,}/{order.matched:,}" if ordinal else f"{group}{order.matched:,} rows"

    def strip(self, shown: Shown) -> Strip:
        """A line, drawn."""
        what, flags, kind, words = shown
        if isinstance(what, Quote):
            flash = self._flashing.get(id(what)) if flags >= FLASH else None
            return self.face.row(what, flags, flash[1] if flash else None)
        if what is not None:
            return self.face.heading(what, flags)
        if kind == "header":
            return self.face.header(words, bool(flags))
        if kind == "position":
            return self.face.words_line(words, "position", right=True)
        return self.face.words_line(words, "message", indent=min(3, self.face.width))

    def flash(self, before: Sequence[Shown]) -> bool:
        """Let the digits stand out in which rows in view differ from those shown before; whether there are any."""
        shown = {line[0].label: line[0] for line in before if isinstance(line[0], Quote)}
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
            slot.index: changed_part(before.text, after.text)
            for slot, before, after in zip(face.slots, face.cells_of(old), face.cells_of(new), strict=True)
            if slot.column.flashes and before.text != after.text
        }

    def _empty(self) -> str:
        """What a table says that shows no row."""
        if not self.order.rows:
            return self.empty_text
        return f"no row matches “{self.filter_text}”" if self.order.total else self.watch_text
