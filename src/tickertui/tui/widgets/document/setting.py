"""Setting: how the blocks of a flow become rows of cells in a column of a given width, and how far they stand apart."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from tickertui.formats.document import Code, Embed, Frame, Heading, Item, Paragraph, Picture, Rule, Table, Unknown
from tickertui.tui.pictures.sizing import Box, reserved
from tickertui.tui.widgets.document import code as code_setting
from tickertui.tui.widgets.document.card import card_rows, picture_rows
from tickertui.tui.widgets.document.clusters import cells, cut
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.frames import NO_MARGIN, Margin, opened_blocs, shared
from tickertui.tui.widgets.document.matter import Leaf, Matter
from tickertui.tui.widgets.document.paragraph import is_blank, look_of, paragraph_height, paragraph_rows
from tickertui.tui.widgets.document.plain import ROW_SHIFT
from tickertui.tui.widgets.document.prose import Row
from tickertui.tui.widgets.document.table import MOST_COLUMNS, SMALLEST_ROOM, Grid, Grids
from tickertui.tui.widgets.document.table_parts import part_rows
from tickertui.tui.widgets.document.table_rows import Drawing, record_rows

_NO_FRAMES: tuple[Frame, ...] = ()


class Hung(msgspec.Struct, frozen=True):
    """A picture and where in its unit it is drawn."""

    picture: Picture
    box: Box
    top: int
    """The first of its rows in the unit."""
    left: int
    """The cells of the column to its left."""


class Unit(msgspec.Struct, gc=False, eq=False):
    """What is set at once: a block, or a stretch of one that is too long.

    There may be half a million of them: the garbage collector need not look at each.
    """

    block: int
    """Its block's place in the flow."""
    start: int
    """Where it begins in the block's text, as offsets count there."""
    end: int
    gap: int = 0
    """Blank rows before it."""
    labels: int = 0
    """Rows after the gap that name the embedded components which begin here."""
    height: int = 0
    """All its rows, gap and labels included."""
    outdent: int = 0
    """How many cells it reaches out of the column on both sides together."""


def is_visible(leaf: Leaf) -> bool:
    """Whether a block shows anything: empty paragraphs are spacing, and blocks have their spacing already."""
    if isinstance(leaf, (Paragraph, Heading, Matter)):
        return not is_blank(leaf.text)
    return not (isinstance(leaf, Table) and not leaf.rows)


def gap_between(before: Leaf | None, leaf: Leaf) -> int:
    """How many blank rows stand between two blocks that show something."""
    if before is None:
        return 1
    if isinstance(leaf, Matter):
        return leaf.gap
    if isinstance(leaf, Heading):
        return 2 if leaf.rank <= 2 and not isinstance(before, Heading) and not leaf.frames else 1
    if isinstance(before, Matter) or not leaf.frames or not before.frames:
        return 1
    mine, theirs = leaf.frames[-1], before.frames[-1]
    if isinstance(mine, Item) and mine.tight and mine.opens and any(isinstance(f, Item) for f in before.frames):
        if mine.first and mine.depth == 1:
            return 1
        return 0 if isinstance(theirs, Item) and theirs.tight else 1
    return 1


class Setting:
    """Sets a flow in a column of `measure` cells, in which wide tables may grow to `room`."""

    def __init__(self, flow: Flow, measure: int, room: int, *, draws: bool = False) -> None:
        self.flow = flow
        self.draws = draws
        """Whether pictures are drawn, so that room is kept for them."""
        self.closed: Mapping[str, str] = {}
        """The addresses of pictures for which no room is kept, as they cannot be shown; each with the reason why."""
        self.measure = max(measure, 8)
        self.room = max(room, self.measure)
        self.has_wide_table = False
        """Whether a table was set whose look depends on the room."""
        self.widest_table = 0
        """The cells of the widest table that was set."""
        self._grids = Grids(flow.parting)

    def before(self, index: int) -> Leaf | None:
        """The block before the given one that shows something."""
        for at in range(index - 1, -1, -1):
            leaf = self.flow[at]
            if is_visible(leaf):
                return leaf
        return None

    def units(self, index: int, before: Leaf | None = None) -> Iterator[Unit]:
        """A block's units, not measured yet, made as they are asked for; none for one that shows nothing.

        Args:
            index: The block's place in the flow.
            before: The visible block before it, where the caller knows it.
        """
        leaf = self.flow[index]
        if not is_visible(leaf):
            return
        before = before or self.before(index)
        for number, (start, end) in enumerate(self._stretches(leaf)):
            unit = Unit(index, start, end)
            if number == 0:
                self._begin(unit, leaf, before)
            yield unit

    def units_upwards(self, index: int) -> Iterator[Unit]:
        """The same units from the last to the first."""
        leaf = self.flow[index]
        if not is_visible(leaf):
            return
        yield from self._made(index, self._stretches(leaf, upwards=True))

    def units_around(self, index: int, offset: int) -> tuple[Iterator[Unit], Iterator[Unit]]:
        """A block's units from the one that holds an offset on, and those before it, the nearest first."""
        leaf = self.flow[index]
        if not is_visible(leaf):
            return iter(()), iter(())
        if isinstance(leaf, Table):
            down, up = self._grids.of(leaf).stretches_around(offset)
        else:
            found = self.flow.parting.stretches(leaf)
            at = max(bisect_right(found, (offset, 1 << 62)) - 1, 0)
            down = (found[number] for number in range(at, len(found)))
            up = (found[number] for number in range(at - 1, -1, -1))
        return self._made(index, down), self._made(index, up)

    def _made(self, index: int, stretches: Iterable[tuple[int, int]]) -> Iterator[Unit]:
        """Units of stretches of a block."""
        leaf = self.flow[index]
        for start, end in stretches:
            unit = Unit(index, start, end)
            if start == 0:
                self._begin(unit, leaf, self.before(index))
            yield unit

    def _begin(self, unit: Unit, leaf: Leaf, before: Leaf | None) -> None:
        """Set a block's first unit apart from the block before."""
        unit.gap = gap_between(before, leaf)
        if leaf.frames:
            unit.labels = len(opened_blocs(before.frames if before else _NO_FRAMES, leaf.frames))

    def measure_unit(self, unit: Unit) -> int:
        """Find and keep a unit's height."""
        leaf = self.flow[unit.block]
        unit.height = unit.gap + unit.labels + self._height(leaf, unit, self._margin(leaf))
        return unit.height

    def _margin(self, leaf: Leaf) -> Margin:
        """What stands to the left of a block."""
        return Margin(leaf.frames, self.measure) if leaf.frames else NO_MARGIN

    def _stretches(self, leaf: Leaf, *, upwards: bool = False) -> Iterable[tuple[int, int]]:
        """Where a block is parted, from its first part to its last or the other way."""
        if isinstance(leaf, Table):
            return self._grids.of(leaf).stretches(upwards=upwards)
        found = self.flow.parting.stretches(leaf)
        return reversed(found) if upwards else found

    def _height(self, leaf: Leaf, unit: Unit, margin: Margin) -> int:
        """The rows of a unit without its gap and labels."""
        width = max(self.measure - margin.width, 1)
        if isinstance(leaf, (Paragraph, Heading, Matter)):
            rows = paragraph_height(leaf, unit.start, unit.end, width, self.flow.number)
            return rows + (isinstance(leaf, Heading) and leaf.rank == 1)
        if isinstance(leaf, Code):
            return code_setting.code_height(leaf, unit.start, unit.end, width)
        if isinstance(leaf, Rule):
            return 1
        return len(self._rows(leaf, unit, margin))

    def rows(self, unit: Unit) -> list[Row]:
        """A unit's rows from its gap on, each with its margin; as many as its height says."""
        leaf = self.flow[unit.block]
        margin = self._margin(leaf)
        rows: list[Row] = []
        if unit.gap or unit.labels:
            before = self.before(unit.block)
            common = shared(before.frames, leaf.frames) if before else _NO_FRAMES
            between = Margin(common, self.measure).rest if common else []
            rows.extend(list(between) for _ in range(unit.gap))
            if unit.labels:
                for depth, component in opened_blocs(before.frames if before else _NO_FRAMES, leaf.frames)[
                    : unit.labels
                ]:
                    outer = Margin(leaf.frames[:depth], self.measure)
                    label = cut(f"▣ {component}", max(self.measure - outer.width, 4))
                    rows.append([*outer.rest, (label, ("card-mark",), -1, ())])
        begins = unit.start == 0
        for number, row in enumerate(self._rows(leaf, unit, margin)):
            rows.append([*(margin.first if begins and number == 0 else margin.rest), *row])
        return rows[: unit.height]

    def _rows(self, leaf: Leaf, unit: Unit, margin: Margin) -> list[Row]:
        """The rows of a unit without gap, labels and margin."""
        width = max(self.measure - margin.width, 1)
        if isinstance(leaf, (Paragraph, Heading, Matter)):
            look = look_of(leaf, margin)
            rows = paragraph_rows(leaf, unit.start, unit.end, width, self.flow.number, look)
            if isinstance(leaf, Heading) and leaf.rank == 1:
                widest = max((sum(cells(piece[0]) for piece in row) for row in rows), default=0)
                rows.append([("─" * min(max(widest, width), width), ("rule",), -1, ())])
            return rows
        if isinstance(leaf, Code):
            return code_setting.code_rows(leaf, unit.start, unit.end, width)
        if isinstance(leaf, Table):
            return self._table_rows(leaf, unit, margin, width)
        if isinstance(leaf, (Picture, Embed, Unknown)):
            links = leaf.links if isinstance(leaf, (Picture, Unknown)) else ()
            numbers = [number for link in links[:8] if (number := self.flow.number(link))]
            if isinstance(leaf, Picture) and (box := self._box(leaf, margin)) is not None:
                return picture_rows(leaf, box, width, numbers)
            return card_rows(leaf, width, numbers, self.closed.get(leaf.src, "") if isinstance(leaf, Picture) else "")
        third = max(width // 3, 3)
        return [[(" " * ((width - third) // 2), (), -1, ()), ("─" * third, ("rule",), -1, ())]]

    def hung(self, unit: Unit) -> "Hung | None":
        """Where in a unit a picture is drawn; None where none is."""
        hung = self.room_of(unit)
        return None if hung is None or hung.picture.src in self.closed else hung

    def room_of(self, unit: Unit) -> "Hung | None":
        """Where in a unit a picture has its room, or would have it where that is closed."""
        leaf = self.flow[unit.block]
        if not self.draws or not isinstance(leaf, Picture) or not leaf.src:
            return None
        margin = self._margin(leaf)
        box = self._reserved(leaf, margin)
        return Hung(leaf, box, unit.gap + unit.labels, margin.width)

    def _box(self, picture: Picture, margin: Margin) -> Box | None:
        """The cells that are kept free for a picture; None where it is not drawn."""
        if not self.draws or not picture.src or picture.src in self.closed:
            return None
        return self._reserved(picture, margin)

    def _reserved(self, picture: Picture, margin: Margin) -> Box:
        """The cells that a picture takes."""
        return reserved(picture.width, picture.height, max(self.measure - margin.width, 1))

    def _table_rows(self, table: Table, unit: Unit, margin: Margin, width: int) -> list[Row]:
        """A stretch of a table: in the column, wider than it, or as records."""
        grid: Grid = self._grids.of(table)
        if (part := grid.part_at(unit.start)) is not None:
            return part_rows(part, width, self.flow.number)
        start, end = unit.start >> ROW_SHIFT, unit.end >> ROW_SHIFT
        room = width if margin.width else self.room
        widths, fits = grid.fit(width, room)
        if not fits and (grid.columns > MOST_COLUMNS or (room < SMALLEST_ROOM and not grid.spans and grid.columns > 1)):
            return record_rows(grid, start, end, width, self.flow.number)
        whole = sum(widths) + 3 * grid.columns + 1
        if whole > width:
            self.has_wide_table = True
            self.widest_table = max(self.widest_table, whole)
            unit.outdent = 0 if margin.width else min(whole, self.room) - self.measure
        return Drawing(grid, widths, start, end, self.flow.number).rows()
