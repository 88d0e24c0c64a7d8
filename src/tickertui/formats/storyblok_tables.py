"""Tables of Storyblok rich text, under all the names that their parts go by."""

from collections.abc import Callable, Iterator
from itertools import islice

from tickertui.formats.document import Cell, Table
from tickertui.formats.richtext_grid import clamped
from tickertui.formats.storyblok_attributes import attributes, children, name, whole
from tickertui.formats.storyblok_walk import Entered, Node, Walk

ROWS = frozenset({"tableRow", "table_row"})
HEADERS = frozenset({"tableHeader", "table_header"})
CELLS = frozenset({"tableCell", "table_cell"}) | HEADERS
SECTIONS = frozenset({"tableHead", "table_head", "tableBody", "table_body", "thead", "tbody", "tfoot"})
PIXEL_LIMIT = 10_000
"""The widest column that is believed."""


def _table(walk: Walk, node: Node) -> Entered:
    """A table; one in a cell gives its cells' blocks to that cell."""
    if walk.is_in_cell or walk.rows is not None:
        return walk.between_blocks(children(node))
    walk.flow.flush()
    rows: list[list[Cell]] = []
    walk.rows = rows

    def close() -> None:
        walk.rows = None
        filled = [row for row in rows if row]
        if not filled:
            return
        head = 0
        while head < len(filled) and all(cell.header for cell in filled[head]):
            head += 1
        frames = walk.flow.place()
        walk.flow.blocks.append(Table(clamped(filled), head, frames))

    return _wrapped(children(node), ROWS | SECTIONS, "tableRow"), close


def _section(walk: Walk, node: Node) -> Entered:
    """A group of rows."""
    if walk.is_in_cell or walk.rows is None:
        return walk.between_blocks(children(node))
    return _wrapped(children(node), ROWS, "tableRow"), None


def _row(walk: Walk, node: Node) -> Entered:
    """A row; one that lost its table is as if it were not there."""
    if walk.is_in_cell or walk.rows is None:
        return walk.between_blocks(children(node))
    walk.rows.append([])
    return _wrapped(children(node), CELLS, "tableCell"), None


def _cell(walk: Walk, node: Node) -> Entered:
    """A cell; one that lost its table is as if it were not there."""
    rows = walk.rows
    if walk.is_in_cell or rows is None or not rows:
        return walk.between_blocks(children(node))
    attrs = attributes(node)
    widths = attrs.get("colwidth")
    pixels = islice(widths, 64) if isinstance(widths, (list, tuple)) else iter((widths,))
    width = min(PIXEL_LIMIT, sum(whole(each, 0, 0, PIXEL_LIMIT) for each in pixels))
    across = whole(attrs.get("colspan"), 1, 1, 1_000)
    down = whole(attrs.get("rowspan"), 1, 1, 65_534)
    background = name(attrs.get("backgroundColor"))
    outer, depth = walk.list, walk.depth
    walk.is_in_cell, walk.list, walk.depth = True, None, 0
    walk.flow.enter_cell()

    def close() -> None:
        blocks = walk.flow.leave_cell()
        walk.is_in_cell, walk.list, walk.depth = False, outer, depth
        rows[-1].append(Cell(blocks, name(node.get("type")) in HEADERS, across, down, width, background))

    return children(node), close


def _wrapped(nodes: list[object] | tuple[object, ...], kinds: frozenset[str], missing: str) -> Iterator[object]:
    """Children of the given kinds; any other in a parent of the missing kind."""
    for node in nodes:
        kind = node.get("type") if isinstance(node, dict) else None
        if node is None or (isinstance(kind, str) and kind in kinds):
            yield node
        else:
            yield {"type": missing, "content": [node]}


TABLES: dict[str, Callable[[Walk, Node], Entered | None]] = {
    "table": _table,
    **dict.fromkeys(SECTIONS, _section),
    **dict.fromkeys(ROWS, _row),
    **dict.fromkeys(CELLS, _cell),
}
