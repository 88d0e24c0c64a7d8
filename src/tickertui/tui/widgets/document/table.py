"""Tables as rows of cells: box drawing, bold heads, numbers to the right, spans; as records where columns have no room.

A table is set in stretches of a few rows, so that a huge one costs what is seen of it. The widths of its columns come
from all rows of a small table and from a sample of a large one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import overload

from tickertui.formats.document import Cell, Link, Table
from tickertui.tui.widgets.document.clusters import cells
from tickertui.tui.widgets.document.parting import Part, Parting
from tickertui.tui.widgets.document.plain import ROW_SHIFT, cell_text, plain

SMALLEST_ROOM = 56
"""Below this width a table that does not fit is set as records, header and value; above it scrolls sideways."""

_SAMPLE = 160
_WIDE_TABLE = 40

MOST_COLUMNS = 48
"""A table of more columns is set as records at any width: nobody reads it across."""

_LOOKED_AT = 2_000
_SPANS_LIMIT = 15_000
_GROUP_CELLS = 240
_GROUP_TEXT = 6_000
_TALLEST_SPAN = 48
_WIDEST_WORD = 24
_BLOCKS = 200
_NUMBER = re.compile(r"[-+−±~≈<>≤≥]?\s*[$€£¥]?\s*\d[\d\s.,'’]*\s*(?:%|‰|[a-zA-Z$€£¥/µ°²³]{1,8})?")

Owner = tuple[int, int]
"""The row and column (of the grid) at which a cell begins."""


def start_of_cell(cell: Cell) -> str:
    """The start of a cell's text: enough to see how wide it is."""
    text = ""
    for block in cell.blocks:
        text += plain(block)[: _LOOKED_AT - len(text)] + "\n"
        if len(text) >= _LOOKED_AT:
            break
    return text[:_LOOKED_AT]


class _Groups(Sequence[tuple[int, int]]):
    """Rows in groups of one size, however many."""

    def __init__(self, rows: int, size: int) -> None:
        self._rows, self._size = rows, size

    def __len__(self) -> int:
        return -(-self._rows // self._size)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return index * self._size, min((index + 1) * self._size, self._rows)


def _moved(stretches: Iterable[tuple[int, int]], by: int) -> Iterator[tuple[int, int]]:
    return ((low + by, high + by) for low, high in stretches)


def _first(stretch: tuple[int, int]) -> int:
    return stretch[0]


class Grid:
    """A table's cells on a grid: which cell owns which place, how wide the columns are, how they are aligned."""

    def __init__(self, table: Table, parting: Parting) -> None:
        self.table = table
        self._parting = parting
        rows = table.rows
        count = sum(len(row) for row in rows[:_SAMPLE]) * max(len(rows) // _SAMPLE, 1)
        self.spans = count <= _SPANS_LIMIT and any(cell.colspan > 1 or cell.rowspan > 1 for row in rows for cell in row)
        """Whether any cell spans several columns or rows."""
        self._owners: list[list[Owner | None]] = []
        self._cells: dict[Owner, tuple[Cell, int, int]] = {}
        if self.spans:
            self._place_spans()
            self.columns = max((len(row) for row in self._owners), default=0)
        else:
            self.columns = max((len(row) for row in rows), default=0)
        self.columns = max(self.columns, 1)
        self._measure()

    def _place_spans(self) -> None:
        """Give every place of the grid its owner."""
        owners = self._owners
        for number, row in enumerate(self.table.rows):
            while len(owners) <= number:
                owners.append([])
            column = 0
            for index, cell in enumerate(row):
                while column < len(owners[number]) and owners[number][column] is not None:
                    column += 1
                width = min(max(cell.colspan, 1), 64)
                height = min(
                    max(cell.rowspan, 1), len(self.table.rows) - number, _TALLEST_SPAN - number % _TALLEST_SPAN
                )
                for below in range(number, number + height):
                    while len(owners) <= below:
                        owners.append([])
                    line = owners[below]
                    line.extend([None] * (column + width - len(line)))
                    for place in range(column, column + width):
                        if line[place] is None:
                            line[place] = (number, column)
                self._cells[number, column] = (cell, number, index)
                column += width

    def owner(self, row: int, column: int) -> Owner | None:
        """The cell that owns a place; None outside the table."""
        if not 0 <= row < len(self.table.rows) or not 0 <= column < self.columns:
            return None
        if not self.spans:
            return (row, column)
        line = self._owners[row]
        return (line[column] if column < len(line) else None) or (row, column)

    def cell(self, owner: Owner) -> tuple[Cell, int, int] | None:
        """A cell with its row and its place in that row; None for a place that no cell fills."""
        if self.spans:
            return self._cells.get(owner)
        row, column = owner
        cells_of_row = self.table.rows[row]
        return (cells_of_row[column], row, column) if column < len(cells_of_row) else None

    def offsets(self, row: int) -> list[int]:
        """Where the text of each cell of a row begins in the table's text."""
        lengths = (len(cell_text(cell)) + 1 for cell in self.table.rows[row])
        return list(accumulate(lengths, initial=row << ROW_SHIFT))

    def stretches(self, *, upwards: bool = False) -> Iterator[tuple[int, int]]:
        """The stretches in which the table is set, as offsets in its text: a few rows, or a part of a huge one.

        They are made as they are asked for, from the first to the last or the other way: a table may have a million
        rows. Where cells span rows there are few enough to know all stretches first.
        """
        groups = self._groups()
        for at in reversed(range(len(groups))) if upwards else range(len(groups)):
            yield from self._parted(*groups[at], upwards=upwards)

    def stretches_around(self, offset: int) -> tuple[Iterator[tuple[int, int]], Iterator[tuple[int, int]]]:
        """The stretches from the one that holds an offset on, and those before it, the nearest first."""
        groups = self._groups()
        row = min(offset >> ROW_SHIFT, len(self.table.rows) - 1)
        at = max(bisect_right(groups, row, key=_first) - 1, 0)
        first, last = groups[at]
        middle = next((low for low, high in self._runs(first, last) if low <= row < high), first)
        long, row_at = self._parting.long_row(self.table.rows[middle]), middle << ROW_SHIFT
        within = min(offset - row_at, (1 << ROW_SHIFT) - 1)

        def down() -> Iterator[tuple[int, int]]:
            if long is not None:
                yield from _moved(long.down(within), row_at)
            yield from self._parted(middle + (long is not None), last)
            for group in range(at + 1, len(groups)):
                yield from self._parted(*groups[group])

        def up() -> Iterator[tuple[int, int]]:
            if long is not None:
                yield from _moved(long.up(within), row_at)
            yield from self._parted(first, middle, upwards=True)
            for group in reversed(range(at)):
                yield from self._parted(*groups[group], upwards=True)

        return down(), up()

    def _groups(self) -> Sequence[tuple[int, int]]:
        """The groups of rows that are set together, as first row and past the last."""
        return list(self._spanned_groups()) if self.spans else _Groups(len(self.table.rows), self._group_rows)

    def _runs(self, start: int, end: int) -> list[tuple[int, int]]:
        """A group of rows parted at its huge rows, each of which stands alone."""
        runs = []
        begin = start
        for row in range(start, end):
            if self._parting.long_row(self.table.rows[row]) is not None:
                runs += [(begin, row), (row, row + 1)] if begin < row else [(row, row + 1)]
                begin = row + 1
        return [*runs, (begin, end)] if begin < end else runs

    def _parted(self, start: int, end: int, *, upwards: bool = False) -> Iterator[tuple[int, int]]:
        """A group of rows in stretches: a huge row is parted."""
        runs = self._runs(start, end)
        for low, high in reversed(runs) if upwards else runs:
            long = self._parting.long_row(self.table.rows[low])
            if long is None:
                yield low << ROW_SHIFT, high << ROW_SHIFT
            else:
                yield from _moved(long.up() if upwards else long.down(), low << ROW_SHIFT)

    def part_at(self, offset: int) -> Part | None:
        """The part of a huge row that begins at an offset; None where rows are set whole."""
        row = offset >> ROW_SHIFT
        long = self._parting.long_row(self.table.rows[row])
        return long.part(offset - (row << ROW_SHIFT), row << ROW_SHIFT) if long is not None else None

    def _spanned_groups(self) -> Iterator[tuple[int, int]]:
        """Groups of rows that no cell reaches out of."""
        start = 0
        while start < len(self.table.rows):
            end = self._group_end(start)
            yield start, end
            start = end

    def _group_end(self, start: int) -> int:
        """The end of the stretch of rows that begins at a row: a few rows, more where cells span them.

        Cells span no more than the rows between two multiples of `_TALLEST_SPAN`, so that a stretch stays short.
        """
        end = min(start + self._group_rows, len(self.table.rows))
        if self.spans:
            while end < len(self.table.rows) and any(
                self.owner(end - 1, column) == self.owner(end, column) for column in range(self.columns)
            ):
                end += 1
        return end

    def _sampled_rows(self) -> list[int]:
        """The rows that are looked at for widths."""
        count = len(self.table.rows)
        if self.columns > _WIDE_TABLE:
            return list(range(min(count, max(_SAMPLE * _WIDE_TABLE // self.columns, 2))))
        if count <= 2 * _SAMPLE:
            return list(range(count))
        return [*range(_SAMPLE), *range(_SAMPLE, count, max(count // _SAMPLE, 1))]

    def _measure(self) -> None:
        """Find each column's natural and smallest width, the author's weight, and whether it holds numbers."""
        self.natural = [1] * self.columns
        self.smallest = [1] * self.columns
        self.weights = [0] * self.columns
        figures = [0] * self.columns
        texts = [0] * self.columns
        spanning: list[tuple[int, int, int]] = []
        sampled = self._sampled_rows()
        heaviest = 1
        for row in sampled:
            heaviest = max(heaviest, sum(len(start_of_cell(cell)) for cell in self.table.rows[row]))
            for column in range(self.columns):
                owner = self.owner(row, column)
                if owner != (row, column) or owner is None or (found := self.cell(owner)) is None:
                    continue
                cell = found[0]
                text = start_of_cell(cell)
                widest = max((cells(line) for line in text.split("\n")), default=0) + self._extra(cell)
                if cell.colspan > 1:
                    spanning.append((column, min(column + cell.colspan, self.columns), widest))
                    continue
                self.natural[column] = max(self.natural[column], widest)
                word = max((cells(part) for part in text.split()), default=0)
                self.smallest[column] = max(self.smallest[column], min(word, _WIDEST_WORD))
                self.weights[column] = max(self.weights[column], cell.width)
                if text.strip() and row >= self.table.head and not cell.header:
                    is_figure = _NUMBER.fullmatch(text.strip()) is not None or text.strip() in {"—", "-", "–", "n/a"}
                    figures[column] += is_figure
                    texts[column] += not is_figure
        for low, high, widest in spanning:
            missing = widest - sum(self.natural[low:high]) - 3 * (high - low - 1)
            for at in range(low, high):
                self.natural[at] += max(-(-missing // (high - low)), 0)
        self._group_rows = max(1, min(8, _GROUP_CELLS // self.columns, _GROUP_TEXT // heaviest))
        self.numeric = [figures[at] > texts[at] * 4 and figures[at] > 0 for at in range(self.columns)]

    @staticmethod
    def _extra(cell: Cell) -> int:
        """Room for the link numbers and list markers in a cell."""
        room = 0
        for block in cell.blocks[:_BLOCKS]:
            room += 3 * sum(
                1 for span in getattr(block, "spans", ())[:_BLOCKS] for mark in span.marks if type(mark) is Link
            )
            room += 2 * len(block.frames)
        return room

    def fit(self, measure: int, room: int) -> tuple[list[int], bool]:
        """The columns' widths, and whether all of them together fit into the room.

        The table keeps to the measure where its columns have room there, and may grow to the room where they do not.
        """
        borders = 3 * self.columns + 1
        for available in (measure, room):
            if sum(self.natural) + borders <= available:
                return list(self.natural), True
        for available in (measure, room):
            if sum(self.smallest) + borders <= available:
                return self._shared(available - borders), True
        return [min(max(low, 6), high) for low, high in zip(self.smallest, self.natural, strict=True)], False

    def _shared(self, available: int) -> list[int]:
        """The smallest widths, and what is left shared out by the authors' weights or by what the texts would take."""
        widths = list(self.smallest)
        wanted = [high - low for high, low in zip(self.natural, self.smallest, strict=True)]
        left = available - sum(widths)
        shares = self.weights if all(self.weights) else wanted
        total = sum(shares)
        if total <= 0:
            return widths
        for at, share in enumerate(shares):
            widths[at] += min(left * share // total, wanted[at])
        rest = available - sum(widths)
        for at in sorted(range(self.columns), key=lambda column: widths[column] - self.natural[column]):
            more = min(rest, self.natural[at] - widths[at])
            if more > 0:
                widths[at] += more
                rest -= more
        return widths


class Grids:
    """The grids of the tables that were last set, by identity: measuring a table twice would be a waste."""

    def __init__(self, parting: Parting) -> None:
        self._of = lru_cache(64)(lambda key: Grid(self._tables[key], parting))
        self._tables: dict[int, Table] = {}

    def of(self, table: Table) -> Grid:
        """The grid of a table."""
        self._tables[id(table)] = table
        return self._of(id(table))
