"""Parting: where blocks are parted that are too long to be set at once, found once for each of them.

Looking through megabytes for places to part them takes longer than a key may wait: a flow has it done off the loop, and
every layout of the flow asks here.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from tickertui.formats.document import Block, Cell, Code, Paragraph, Table
from tickertui.tui.widgets.document import code as code_setting
from tickertui.tui.widgets.document.matter import Leaf
from tickertui.tui.widgets.document.paragraph import TextLeaf, stretches_of
from tickertui.tui.widgets.document.plain import ROW_SHIFT, plain

HUGE = 20_000
"""A table's row of more characters is set in parts, cell after cell."""

LONG = 100_000
"""Where a text of more characters is parted is kept."""

_ROW_LIMIT = (1 << ROW_SHIFT) - 2
_ROW_END = 1 << ROW_SHIFT

Stretch = tuple[int, int]
"""Start and end in a block's text."""


class Part(msgspec.Struct, frozen=True):
    """A stretch of a block in a cell of a huge row."""

    block: Block
    at: int
    """Where the block begins in the table's text."""
    start: int
    """Where the stretch begins in the block's text."""
    end: int
    is_header: bool
    is_cut: bool = False
    """Whether the row has more text than can be shown, and this is the last of what is."""


class LongRow:
    """A huge row of a table: its cells' blocks one after the other, and where each begins in the row's text."""

    def __init__(self, row: tuple[Cell, ...]) -> None:
        self.blocks: list[Block] = []
        self.starts = array("q")
        self._headers: list[bool] = []
        self._cut_at = -1
        """Where the last stretch begins that is shown, if more would follow; else -1."""
        offset = 0
        for cell in row:
            for block in cell.blocks or (Paragraph(text=""),):
                if offset > _ROW_LIMIT:
                    self._cut_at = self.begins(len(self.blocks) - 1)[-1]
                    return  # offsets have no room for more
                self.blocks.append(block)
                self.starts.append(offset)
                self._headers.append(cell.header)
                offset += len(plain(block)) + 1
        if offset > _ROW_LIMIT:
            begins = self.begins(len(self.blocks) - 1)
            self._cut_at = begins[-1] if len(begins) < len(_stretches_of(self.blocks[-1])) else -1

    def at(self, offset: int) -> int:
        """The number of the block that holds an offset in the row's text."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def begins(self, number: int) -> list[int]:
        """Where the stretches of one block begin, in the row's text."""
        start = self.starts[number]
        return [start + low for low, _ in _stretches_of(self.blocks[number]) if start + low <= _ROW_LIMIT]

    def down(self, offset: int = 0) -> Iterator[Stretch]:
        """The parts of the row, from the one that holds an offset on."""
        first = self.at(offset)
        begins = self.begins(first)
        del begins[: max(bisect_right(begins, offset) - 1, 0)]
        begin = begins[0]
        for following in chain(begins[1:], chain.from_iterable(map(self.begins, range(first + 1, len(self.blocks))))):
            yield begin, following
            begin = following
        yield begin, _ROW_END

    def up(self, offset: int = _ROW_END) -> Iterator[Stretch]:
        """The parts before the one that holds an offset, the nearest first; by default all of them."""
        first = self.at(offset)
        begins = self.begins(first)
        end = offset
        if offset < _ROW_END:
            del begins[bisect_right(begins, offset) :]
            end = begins.pop()
        for begin in chain(reversed(begins), chain.from_iterable(map(self._upwards, range(first - 1, -1, -1)))):
            yield begin, end
            end = begin

    def _upwards(self, number: int) -> list[int]:
        return self.begins(number)[::-1]

    def part(self, offset: int, row_at: int) -> Part:
        """The part that begins at an offset; `row_at` is where the row begins in the table's text."""
        number = self.at(offset)
        block, start = self.blocks[number], self.starts[number]
        stretches = _stretches_of(block)
        low, high = stretches[max(bisect_right(stretches, (offset - start, 1 << 62)) - 1, 0)]
        return Part(block, row_at + start, low, high, self._headers[number], start + low == self._cut_at)


def _stretches_of(block: Block) -> list[Stretch]:
    return stretches_of(plain(block), getattr(block, "spans", ()))


class Parting:
    """What is known of a flow's long blocks."""

    def __init__(self) -> None:
        self._texts: dict[int, Sequence[Stretch]] = {}
        self._rows: dict[int, LongRow] = {}

    def prepare(self, leaves: Sequence[Leaf]) -> None:
        """Look through all that is long."""
        for leaf in leaves:
            if isinstance(leaf, Table):
                for row in leaf.rows:
                    self.long_row(row)
            elif len(getattr(leaf, "text", "")) > LONG and not isinstance(leaf, Table):
                self.stretches(leaf)

    def stretches(self, leaf: Leaf) -> Sequence[Stretch]:
        """Where a block's text is parted."""
        text = getattr(leaf, "text", "")
        found = self._texts.get(id(leaf)) if len(text) > LONG else None
        if found is None:
            if isinstance(leaf, Code):
                found = code_setting.stretches_of(leaf.text)
            elif isinstance(leaf, TextLeaf):
                found = stretches_of(leaf.text, leaf.spans)
            else:
                found = ((0, 0),)
            if len(text) > LONG:
                self._texts[id(leaf)] = found
        return found

    def long_row(self, row: tuple[Cell, ...]) -> LongRow | None:
        """A row as a huge one; None where it can be set at once."""
        found = self._rows.get(id(row))
        if found is None and is_huge(row):
            found = self._rows[id(row)] = LongRow(row)
        return found


def is_huge(row: tuple[Cell, ...]) -> bool:
    """Whether a row has too much text to be set at once; looked at no further than is needed."""
    size = 0
    for cell in row:
        for block in cell.blocks:
            size += 1 + len(plain(block))
            if size > HUGE:
                return True
    return False
