"""Where each column of a table stands: which ones fit a width, how wide they are, and how text is cut to cells.

Columns are as wide as what has been seen in them. The name gives way first, then whole columns by their priority;
what must not be cut never is.
"""

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len, split_graphemes

from tickertui.tui.columns import Cell, TableColumn

ALWAYS = 3
"""The columns of the lowest priorities, which show before any other gets room."""
LUXURY = 8
"""The priority from which columns show only where those before them have ample room."""
FAIR = 17
"""The cells of a cuttable column that columns after the first three have to leave it."""
AMPLE = 24
"""The cells of it that columns from `LUXURY` on have to leave it."""
NARROW, ROOMY = 60, 100
"""The widths below which the gutter is one cell narrower, and below which gaps are where that saves a column."""
ELLIPSIS = "…"


class Slot(msgspec.Struct, frozen=True):
    """A column's place in a line."""

    index: int
    """Which of the table's columns it is."""
    column: TableColumn
    x: int
    """The first cell."""
    width: int
    lead: int = 0
    """Cells of the lead, with the space after it."""
    whole: int = 0
    """Cells of the text up to its point."""
    fraction: int = 0
    """Cells of the text from its point on."""

    @property
    def end(self) -> int:
        """The first cell after the column."""
        return self.x + self.width


class Measure(msgspec.Struct):
    """The cells that a column's parts have needed so far."""

    lead: int = 0
    whole: int = 0
    fraction: int = 0

    @property
    def cells(self) -> int:
        """All of them together."""
        return self.lead + self.whole + self.fraction

    def grow(self, cell: "SizedCell") -> bool:
        """Take note of a cell; whether it needs more than any before."""
        lead, whole, fraction = cell.lead_cells, cell.whole, cell.fraction
        if lead <= self.lead and whole <= self.whole and fraction <= self.fraction:
            return False
        self.lead = max(lead, self.lead)
        self.whole = max(whole, self.whole)
        self.fraction = max(fraction, self.fraction)
        return True


class SizedCell(msgspec.Struct, frozen=True, gc=False):
    """A cell and the cells of the terminal that its parts take."""

    text: str
    tone: str
    lead: str
    lead_tone: str
    lead_cells: int
    """Those of the lead, with the space after it."""
    whole: int
    """Those of the text up to its point."""
    fraction: int
    """Those of the text from its point on; all are before it where the column has no point."""


def sized(cell: Cell, align: str) -> SizedCell:
    """The cell with its sizes."""
    text, lead = cell.text, cell.lead
    whole, fraction = cells(text), 0
    if align == "point":
        point = text.rfind(".")
        if point >= 0:
            fraction = len(text) - point
            whole -= fraction
    return SizedCell(text, cell.tone, lead, cell.lead_tone, cells(lead) + 1 if lead else 0, whole, fraction)


def cells(text: str) -> int:
    """The cells a text takes in a terminal."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """The text in at most so many cells, cut between clusters, an ellipsis for what is gone."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    if text.isascii():
        return text[: width - 1].rstrip() + ELLIPSIS
    end = taken = 0
    for _start, stop, size in split_graphemes(text)[0]:
        if taken + size > width - 1:
            break
        end, taken = stop, taken + size
    return text[:end].rstrip() + ELLIPSIS


def lay_out(columns: Sequence[TableColumn], measures: Sequence[Measure], width: int) -> tuple[Slot, ...]:
    """The columns that fit a width, in their order, each with its place."""
    gutter = 3 if width >= NARROW else 2
    needs = [_need(column, measure) for column, measure in zip(columns, measures, strict=True)]
    gap, kept = 2, _kept(columns, needs, width - gutter, 2)
    if width < ROOMY:
        denser = _kept(columns, needs, width - gutter, 1)
        if len(denser) > len(kept) and all(columns[index].priority < LUXURY for index in denser):
            gap, kept = 1, denser
    widths = {index: _least(columns[index], needs[index]) for index in kept}
    rest = width - gutter - sum(widths.values()) - gap * (len(kept) - 1)
    for index in sorted(kept, key=lambda index: columns[index].priority):
        column = columns[index]
        wanted = min(needs[index], column.most) if not column.is_drawn else column.most
        more = min(rest, wanted - widths[index]) if column.least else 0
        if more > 0:
            widths[index] += more
            rest -= more
    if rest < 0:
        widths = {index: max(1, cells + rest) if columns[index].least else cells for index, cells in widths.items()}
    if rest > 0 and len(kept) > 1:
        gap += min(2, rest // (len(kept) - 1))
    slots = []
    x = gutter
    for index in kept:
        measure = measures[index]
        slots.append(Slot(index, columns[index], x, widths[index], measure.lead, measure.whole, measure.fraction))
        x += widths[index] + gap
    return tuple(slots)


def _kept(columns: Sequence[TableColumn], needs: Sequence[int], room: int, gap: int) -> list[int]:
    """Which columns fit, in their order: each leaves those before it the room that its rank demands."""
    by_priority = sorted(range(len(columns)), key=lambda index: columns[index].priority)
    kept: list[int] = []
    for number, index in enumerate(by_priority):
        priority = columns[index].priority
        due = None if number < ALWAYS else AMPLE if priority >= LUXURY else FAIR
        others = sum(_due(columns[other], needs[other], due) + gap for other in kept)
        if kept and others + _least(columns[index], needs[index]) > room:
            break
        kept.append(index)
    return sorted(kept)


def _due(column: TableColumn, need: int, due: int | None) -> int:
    """The cells that a column is left when another is to show beside it."""
    least = _least(column, need)
    if due is None or not column.least:
        return least
    if column.is_drawn:
        return column.usual if due == AMPLE else least
    return max(least, min(due, need))


def _need(column: TableColumn, measure: Measure) -> int:
    """The cells a column needs for all that was seen in it, and for its title with the arrow of the order."""
    return max(measure.cells or column.usual, cells(column.title) + (0 if column.key is None else 1))


def _least(column: TableColumn, need: int) -> int:
    """The cells a column needs at least."""
    return min(column.least, need) if column.least else need
