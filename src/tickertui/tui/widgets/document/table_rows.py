"""A table's rows of cells: drawn with borders on a grid, or as records of header and value."""

from collections.abc import Callable

from tickertui.formats.document import Block, Cell, Code, Heading, Link, Paragraph, Rule
from tickertui.tui.widgets.document.clusters import cells
from tickertui.tui.widgets.document.frames import Margin
from tickertui.tui.widgets.document.paragraph import is_blank, look_of, paragraph_rows
from tickertui.tui.widgets.document.plain import cell_text, plain
from tickertui.tui.widgets.document.prose import Ink, Row, without_invisible
from tickertui.tui.widgets.document.table import Grid, Owner
from tickertui.tui.widgets.document.wrap import wrap

Numbering = Callable[[Link], int]

_JUNCTIONS = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
"""By which arms meet: 1 up, 2 down, 4 left, 8 right."""


def cell_rows(cell: Cell, offset: int, width: int, number_of: Numbering, look: Ink) -> list[Row]:
    """The rows of what stands in a cell, with offsets counted in the table's text."""
    rows: list[Row] = []
    for block in cell.blocks:
        rows.extend(_block_rows(block, width, number_of, look, offset))
        offset += len(plain(block)) + 1
    if cell.background:
        rows = [[(text, (f"bg:{cell.background}", *ink), at, links) for text, ink, at, links in row] for row in rows]
    return rows


def _block_rows(block: Block, width: int, number_of: Numbering, look: Ink, offset: int) -> list[Row]:
    """The rows of one block in a cell: prose as prose, anything else as its plain text."""
    margin = Margin(block.frames, width)
    column = max(width - margin.width, 1)
    if isinstance(block, (Paragraph, Heading)):
        if is_blank(block.text):
            return []
        own = look_of(block, margin) if isinstance(block, Paragraph) else ("bold",)
        rows = paragraph_rows(block, 0, len(block.text), column, number_of, look + own)
    elif isinstance(block, Rule):
        return [[("─" * max(min(width, 6), 1), ("rule",), -1, ())]]
    else:
        text = plain(block)
        ink: Ink = ("code",) if isinstance(block, Code) else ("caption",)
        lead = "" if isinstance(block, Code) else "▣ "
        rows = []
        for number, (low, high) in enumerate(wrap(text, max(column - len(lead), 2))):
            row: Row = [(lead if number == 0 else "  ", ("faint",), -1, ())] if lead else []
            rows.append(without_invisible([*row, (text[low:high].replace("\t", " "), look + ink, low, ())]))
    placed = []
    for number, row in enumerate(rows):
        shifted = [(text, ink, at + offset if at >= 0 else -1, links) for text, ink, at, links in row]
        placed.append([*(margin.first if number == 0 else margin.rest), *shifted])
    return placed


class Drawing:
    """A stretch of a table's rows drawn on its grid."""

    def __init__(self, grid: Grid, widths: list[int], start: int, end: int, number_of: Numbering) -> None:
        self.grid = grid
        self.widths = widths
        self.start = start
        self.end = end
        self._number_of = number_of
        self._content: dict[Owner, list[Row]] = {}
        self._heights = self._fill()
        self._is_ruled = self._wants_rules()

    def _span(self, owner: Owner) -> tuple[int, int]:
        """The last column and row (exclusive) of a cell."""
        row, column = owner
        right, bottom = column + 1, row + 1
        while right < self.grid.columns and self.grid.owner(row, right) == owner:
            right += 1
        while bottom < self.end and self.grid.owner(bottom, column) == owner:
            bottom += 1
        return right, bottom

    def _width(self, owner: Owner) -> int:
        """The cells inside a cell, over all its columns."""
        right = self._span(owner)[0]
        return sum(self.widths[owner[1] : right]) + 3 * (right - owner[1] - 1)

    def _fill(self) -> list[int]:
        """Set every cell's content; the rows' heights."""
        heights = [1] * (self.end - self.start)
        spanning: list[tuple[Owner, int]] = []
        for row in range(self.start, self.end):
            offsets = self.grid.offsets(row)
            for column in range(self.grid.columns):
                owner = self.grid.owner(row, column)
                if owner != (row, column) or owner is None or (found := self.grid.cell(owner)) is None:
                    continue
                cell, _, index = found
                look: Ink = ("table-head",) if cell.header else ()
                content = cell_rows(cell, offsets[index], max(self._width(owner), 1), self._number_of, look)
                self._content[owner] = content
                bottom = self._span(owner)[1] if self.grid.spans else row + 1
                if bottom == row + 1:
                    heights[row - self.start] = max(heights[row - self.start], len(content))
                else:
                    spanning.append((owner, bottom))
        for owner, bottom in spanning:
            low, high = owner[0] - self.start, bottom - self.start
            missing = len(self._content[owner]) - sum(heights[low:high])
            if missing > 0:
                heights[high - 1] += missing
        return heights

    def _wants_rules(self) -> bool:
        """Whether lines between the rows help: where a row takes several lines, or cells span rows."""
        return self.grid.spans or any(height > 1 for height in self._heights)

    def rows(self) -> list[Row]:
        """The stretch's rows, with the border above each that has one, and the table's last border."""
        table = self.grid.table
        rows: list[Row] = []
        shown: dict[Owner, int] = {}
        for row in range(self.start, self.end):
            if row == 0 or row == table.head or self._is_ruled:
                rows.append(self._border(row, shown))
            rows.extend(self._line(row, shown) for _ in range(self._heights[row - self.start]))
        if self.end == len(table.rows):
            rows.append(self._border(self.end, shown))
        return rows

    def _line(self, row: int, shown: dict[Owner, int]) -> Row:
        """One line of a row of the table."""
        pieces: Row = [("│", ("rule",), -1, ())]
        column = 0
        while column < self.grid.columns:
            owner = self.grid.owner(row, column) or (row, column)
            right = column + 1
            while right < self.grid.columns and self.grid.owner(row, right) == owner:
                right += 1
            width = sum(self.widths[column:right]) + 3 * (right - column - 1)
            pieces.extend(self._part(owner, column, width, shown))
            pieces.append(("│", ("rule",), -1, ()))
            column = right
        return pieces

    def _part(self, owner: Owner, column: int, width: int, shown: dict[Owner, int]) -> Row:
        """The next line of a cell's content, padded to its width and aligned."""
        content = self._content.get(owner, [])
        at = shown.get(owner, 0)
        shown[owner] = at + 1
        found = self.grid.cell(owner)
        ground: Ink = (f"bg:{found[0].background}",) if found and found[0].background else ()
        line = content[at] if at < len(content) else []
        slack = max(width - sum(cells(piece[0]) for piece in line), 0)
        is_right = self.grid.numeric[column] and width == self.widths[column]
        lead, tail = (slack, 0) if is_right else (0, slack)
        return [(" " * (lead + 1), ground, -1, ()), *line, (" " * (tail + 1), ground, -1, ())]

    def _border(self, row: int, shown: dict[Owner, int]) -> Row:
        """The border above a row; a cell that spans it goes on in it."""
        grid = self.grid
        pieces: Row = []
        drawn = ""
        column = 0
        ink: Ink = ("rule",)
        while column < grid.columns:
            above, below = grid.owner(row - 1, column), grid.owner(row, column)
            drawn += self._junction(row, column)
            if above is not None and above == below:
                right = column + 1
                while right < grid.columns and grid.owner(row, right) == above:
                    right += 1
                width = sum(self.widths[column:right]) + 3 * (right - column - 1)
                pieces.append((drawn, ink, -1, ()))
                drawn = ""
                pieces.extend(self._part(above, column, width, shown))
                column = right
            else:
                drawn += "─" * (self.widths[column] + 2)
                column += 1
        pieces.append((drawn + self._junction(row, grid.columns), ink, -1, ()))
        return pieces

    def _junction(self, row: int, column: int) -> str:
        """The character where the border above a row and the border before a column meet."""
        owner = self.grid.owner
        above_left, above_right = owner(row - 1, column - 1), owner(row - 1, column)
        below_left, below_right = owner(row, column - 1), owner(row, column)
        arms = (
            (above_left != above_right)
            + 2 * (below_left != below_right)
            + 4 * (above_left != below_left)
            + 8 * (above_right != below_right)
        )
        return _JUNCTIONS[arms]


def record_rows(grid: Grid, start: int, end: int, width: int, number_of: Numbering) -> list[Row]:
    """A stretch of a table as records: for each row its values, each after its column's header.

    The headers of the first record are those that were written, so that they are found and copied there; the others
    repeat them. What of the head is no header of a value stands above.
    """
    table = grid.table
    first = table.head if table.head < len(table.rows) else 0
    heads = _heads(grid, first)
    label_width = min(max((cells(text) for text, _ in heads), default=0), width // 3)
    rows: list[Row] = []
    for row in range(start, end):
        placed = list(zip(table.rows[row], grid.offsets(row), strict=False))
        if row < first:
            said = {offset for _, offset in heads[: len(table.rows[first])]}
            for cell, offset in placed:
                if offset not in said:
                    rows.extend(cell_rows(cell, offset, width, number_of, ("table-head",)))
            continue
        if rows or row > first:
            rows.append([("┄" * width, ("rule",), -1, ())])
        for index, (cell, offset) in enumerate(placed):
            label, label_at = heads[index] if index < len(heads) else ("", -1)
            if row > first or (0 < index < len(heads) and label_at == heads[index - 1][1]):
                label_at = -1
            room = max(width - label_width - 2, 4) if label_width else width
            content = cell_rows(cell, offset, room, number_of, ("table-head",) if cell.header else ())
            rows.extend(_labelled(content, label, label_at, label_width))
    return rows


def _labelled(content: list[Row], label: str, at: int, width: int) -> list[Row]:
    """The rows of a value after its header, of which nothing is cut."""
    if not width:
        return content or [[]]
    labels = [
        without_invisible([(label[low:high], ("record-label",), at + low if at >= 0 else -1, ())])
        for low, high in wrap(label, width)
    ]
    rows = []
    for line in range(max(len(content), len(labels), 1)):
        lead = labels[line] if line < len(labels) else []
        fill = " " * (width + 2 - sum(cells(piece[0]) for piece in lead))
        rows.append([*lead, (fill, (), -1, ()), *(content[line] if line < len(content) else [])])
    return rows


def _heads(grid: Grid, first: int) -> list[tuple[str, int]]:
    """The text over each column and where it stands, taken from the last row of the head."""
    heads: list[tuple[str, int]] = []
    if first:
        row = grid.table.rows[first - 1]
        for cell, offset in zip(row, grid.offsets(first - 1), strict=False):
            text = cell_text(cell).replace("\n", " ")
            heads.extend([(text, offset)] * max(min(cell.colspan, grid.columns), 1))
    return heads
