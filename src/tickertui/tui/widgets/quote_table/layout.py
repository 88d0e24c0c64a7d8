"""Where each column of a table stands: which ones fit a width, how wide they are, and how text is cut to cells.

Columns are as wide as what has been seen in them. The name gives way first, then whole columns by their priority;
what must not be cut never is.
"""

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len, split_graphemes

from tickertui.market.wording import MISSING
from tickertui.tui.columns import Cell, TableColumn

ALWAYS = 3
"""The columns of the lowest priorities, which show before any other gets room."""
LUXURY = 9
"""The priority from which columns show only where those before them have ample room."""
FAIR = 17
"""The cells of a cuttable column that columns after the first three have to leave it."""
AMPLE = 24
"""The cells of it that columns from `LUXURY` on have to leave it."""
NARROW, ROOMY = 60, 100
"""The widths below which the gutter is one cell narrower, and below which gaps are where that saves a column."""
WIDE_SHAPE = 5
"""The share of a wide table that its sparklines may take: one fifth."""
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
    is_short: bool = False
    """Whether its text is said in a shorter way; where one column's is, so are the others'."""

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
    whole = cells(text)
    fraction = 0
    if align == "point":
        point = text.rfind(".")
        if point >= 0:
            fraction = len(text) - point
            whole -= fraction
    return SizedCell(text, cell.tone, lead, cell.lead_tone, cells(lead) + 1 if lead else 0, whole, fraction)


def cells(text: str) -> int:
    """The cells a text takes in a terminal; for a dash alone nobody needs to load a table of all characters."""
    return len(text) if text.isascii() or text == MISSING else cell_len(text)


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


class Plan(msgspec.Struct, frozen=True):
    """Which columns are to show and in what order, before there is a width."""

    order: tuple[int, ...]
    """Numbers of columns as they stand from left to right."""
    ranks: tuple[tuple[int, int], ...]
    """The same with their priorities, the one that stays longest first."""
    is_chosen: bool = False
    """Whether a person chose them."""


def planned(columns: Sequence[TableColumn], chosen: Sequence[str] = ()) -> Plan:
    """The plan of a choice: the later a column stands in it, the sooner it goes; without one, by their priorities."""
    if not chosen:
        ranked = sorted(range(len(columns)), key=lambda index: columns[index].priority)
        return Plan(tuple(range(len(columns))), tuple((index, columns[index].priority) for index in ranked))
    numbers = {column.id: index for index, column in enumerate(columns)}
    order = tuple(numbers[name] for name in chosen)
    ranked = sorted(order, key=lambda index: columns[index].id != "name")
    return Plan(order, tuple((index, min(rank, LUXURY - 1)) for rank, index in enumerate(ranked)), is_chosen=True)


def lay_out(columns: Sequence[TableColumn], measures: Sequence[Measure], width: int, plan: Plan) -> tuple[Slot, ...]:
    """The columns of a plan that fit a width, in their order, each with its place."""
    gutter = 2 if width < NARROW else 3 if width < ROOMY else 4
    needs = [_need(column, measure) for column, measure in zip(columns, measures, strict=True)]
    leasts = [_least(column, need, measure) for column, need, measure in zip(columns, needs, measures, strict=True)]
    gap, kept = 2, _kept(columns, needs, leasts, width - gutter, 2, plan)
    if width < ROOMY:
        denser = _kept(columns, needs, leasts, width - gutter, 1, plan)
        if len(denser) > len(kept) and all(rank < LUXURY for index, rank in plan.ranks if index in denser):
            gap, kept = 1, denser
    widths, gap = _widths(columns, needs, leasts, width - gutter, gap, [index for index, _ in plan.ranks], kept)
    is_short = any(columns[index].short is not None and widths[index] < measures[index].cells for index in kept)
    slots = []
    x = gutter
    for index in plan.order:
        if index in kept:
            part, width, column = measures[index], widths[index], columns[index]
            shortened = is_short and column.short is not None
            slots.append(Slot(index, column, x, width, part.lead, part.whole, part.fraction, shortened))
            x += width + gap
    return tuple(slots)


def _widths(
    columns: Sequence[TableColumn],
    needs: Sequence[int],
    leasts: Sequence[int],
    room: int,
    gap: int,
    ranked: Sequence[int],
    kept: set[int],
) -> tuple[dict[int, int], int]:
    """How wide each column is and how far apart they stand, so that the room is used."""
    widths = {index: leasts[index] for index in kept}
    rest = room - sum(widths.values()) - gap * (len(kept) - 1)
    for index in sorted(ranked, key=lambda index: columns[index].is_drawn):
        column = columns[index]
        if index in kept and leasts[index] < (wanted := _most(column, needs[index])):
            more = max(0, min(rest, wanted - widths[index]))
            widths[index] += more
            rest -= more
    if rest < 0:
        widths = {index: max(1, cells + rest) if columns[index].least else cells for index, cells in widths.items()}
    if rest > 0 and len(kept) > 1:
        spread = min(2, rest // (len(kept) - 1))
        gap += spread
        rest -= spread * (len(kept) - 1)
        for index in kept:
            if columns[index].is_drawn and rest > 0:
                widths[index] += max(0, min(rest, room // WIDE_SHAPE - widths[index]))
    return widths, gap


def _kept(
    columns: Sequence[TableColumn], needs: Sequence[int], leasts: Sequence[int], room: int, gap: int, plan: Plan
) -> set[int]:
    """Which columns fit: each leaves those before it the room that its rank demands."""
    kept: set[int] = set()
    for number, (index, priority) in enumerate(plan.ranks):
        due = None if number < ALWAYS else AMPLE if priority >= LUXURY else FAIR
        others = sum(_due(columns[other], needs[other], leasts[other], due, room) + gap for other in kept)
        if kept and others + leasts[index] > room:
            break
        kept.add(index)
    return kept


def _due(column: TableColumn, need: int, least: int, due: int | None, room: int) -> int:
    """The cells that a column is left when another is to show beside it."""
    if due is None:
        return least
    if column.short is not None:
        return need if due == AMPLE else least
    if not column.least:
        return least
    if column.is_drawn:
        return max(column.usual, min(column.most, room // 10)) if due == AMPLE else least
    return max(least, min(due, need))


def _need(column: TableColumn, measure: Measure) -> int:
    """The cells a column needs for all that was seen in it, and for its title with the arrow of the order."""
    return max(measure.cells or column.usual, cells(column.title) + (0 if column.key is None else 1))


def _most(column: TableColumn, need: int) -> int:
    """The cells a column grows to where there is room."""
    return column.most if column.is_drawn else min(need, column.most) if column.most else need


def _least(column: TableColumn, need: int, measure: Measure) -> int:
    """The cells a column needs at least: those of its text, unless it can be cut or said in a shorter way."""
    if column.short is not None:
        return min(need, max(column.least, cells(column.title), (measure.cells or column.usual) - column.gives))
    return min(column.least, need) if column.least else need
