"""Tables of Storyblok rich text: their names, spans, and what lost its table."""

import pytest

from tests.formats.rich_text import Node, cell, doc, node, paragraph, text
from tickertui.formats.document import (
    Block,
    Cell,
    Item,
    Paragraph,
    Table,
)
from tickertui.formats.storyblok import parse


def blocks(*content: object) -> tuple[Block, ...]:
    """The blocks of a document with this content."""
    return parse(doc(*content)).blocks


def said(*content: object) -> list[str]:
    """The text of every block."""
    return [getattr(block, "text", "") for block in blocks(*content)]


@pytest.mark.parametrize(
    "names", [("tableRow", "tableHeader", "tableCell"), ("table_row", "table_header", "table_cell")]
)
def test_tables_under_all_their_names(names: tuple[str, str, str]) -> None:
    """Rows of cells that hold blocks; leading rows of headers are the head."""
    row, header, data = names
    made = node(
        "table",
        node(row, node(header, paragraph("a")), node(header, paragraph("b"), colwidth=[120])),
        node(row, node(data, paragraph("1"), paragraph("2"), backgroundColor="#eee"), node(header, paragraph("h"))),
    )
    (table,) = blocks(made)
    assert table == Table(
        (
            (Cell((Paragraph("a"),), True), Cell((Paragraph("b"),), True, width=120)),
            (Cell((Paragraph("1"), Paragraph("2")), background="#eee"), Cell((Paragraph("h"),), True)),
        ),
        1,
    )


def spans_of(*rows: list[Node]) -> list[list[tuple[int, int]]]:
    """The column and row spans of each cell of a table."""
    (table,) = blocks(node("table", *[node("tableRow", *row) for row in rows]))
    assert isinstance(table, Table)
    return [[(each.colspan, each.rowspan) for each in row] for row in table.rows]


def test_spans_are_clamped_to_the_real_grid() -> None:
    """A span ends at the table's edge, at a taken cell, and counts no column in which nothing begins."""
    assert spans_of([cell(colspan=9)], [cell(), cell()]) == [[(2, 1)], [(1, 1), (1, 1)]]
    assert spans_of([cell(colspan=3)]) == [[(1, 1)]]
    assert spans_of([cell(rowspan=9), cell()], [cell()]) == [[(1, 2), (1, 1)], [(1, 1)]]
    assert spans_of([cell(), cell(rowspan=2)], [cell(colspan=5)]) == [[(1, 1), (1, 2)], [(1, 1)]]
    assert spans_of([cell(colspan=0, rowspan=-3), cell(colspan="x"), cell(colspan=None)]) == [[(1, 1)] * 3]
    assert spans_of([cell(colspan=2), cell()], [cell(colspan=2), cell()]) == [[(1, 1), (1, 1)]] * 2
    assert spans_of([cell()], [cell(), cell(), cell()]) == [[(1, 1)], [(1, 1)] * 3]


def test_a_table_in_a_cell_gives_its_blocks_to_the_cell() -> None:
    """A cell never holds a table."""
    inner = node("table", node("tableRow", cell(paragraph("a")), cell(paragraph("b"))))
    (table,) = blocks(node("table", node("tableRow", cell(text("x"), inner, text("y")), cell(paragraph("z")))))
    assert table == Table(((Cell(tuple(map(Paragraph, "xaby"))), Cell((Paragraph("z"),))),))


def test_what_lost_its_table_or_row_is_kept() -> None:
    """Loose cells and rows show their text; what is no row or cell has one made."""
    assert said(node("tableRow", cell(paragraph("a"))), cell(paragraph("b"))) == ["a", "b"]
    (table,) = blocks(node("table", node("tbody", node("tableRow", paragraph("a"))), paragraph("b")))
    assert table == Table(((Cell((Paragraph("a"),)),), (Cell((Paragraph("b"),)),)))
    assert blocks(node("table"), node("table", node("tableRow"))) == ()


def test_lists_in_cells_begin_their_depth_anew() -> None:
    """A cell has frames of its own, and its table stands in those around it."""
    table = node("table", node("tableRow", cell(node("bullet_list", node("list_item", paragraph("a"))))))
    (made,) = blocks(node("bullet_list", node("list_item", table)))
    assert isinstance(made, Table)
    (outer,), (inner,) = made.frames, made.rows[0][0].blocks[0].frames
    assert isinstance(outer, Item)
    assert isinstance(inner, Item)
    assert (outer.opens, outer.depth, inner.opens, inner.depth) == (True, 1, True, 1)
