"""The document's setting: every character once and in order, every node as accepted, and nothing stalls it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui import document_samples as samples
from tickertui.formats.document import (
    Block,
    Cell,
    Code,
    Document,
    Frame,
    Heading,
    Item,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Span,
    Style,
    Table,
)
from tickertui.tui.widgets.document import parting
from tickertui.tui.widgets.document.clusters import cells, clusters
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.layout import Layout
from tickertui.tui.widgets.document.matter import Matter
from tickertui.tui.widgets.document.plain import ROW_SHIFT, plain, stretches
from tickertui.tui.widgets.document.prose import Row
from tickertui.tui.widgets.document.wrap import wrap

FRAMES = Path(__file__).parent / "frames"


def laid_out(document: Document, measure: int, room: int = 0, anchor: int = 0, offset: int = 0) -> Layout:
    """A document set to its end."""
    layout = Layout(Flow(document), measure, max(room, measure), anchor, offset)
    while layout.advance(lambda: False):
        pass
    layout.publish()
    return layout


def rows_of(layout: Layout) -> list[tuple[int, Row]]:
    """Every row with its block."""
    found = []
    for number in range(layout.total):
        place = layout.locate(number)
        assert place is not None
        unit, line = place
        if line == 0:
            rows = layout.rows(unit)
            assert len(rows) == unit.height
        found.append((unit.block, rows[line]))
    return found


def drawn(layout: Layout) -> str:
    """The rows as text."""
    return "\n".join("".join(piece[0] for piece in row).rstrip() for _, row in rows_of(layout)) + "\n"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    "part",
    [
        samples.headings, samples.marks, samples.lists, samples.quotes, samples.code, samples.cards, samples.tables,
        samples.scripts,
    ],
)  # fmt: skip
def test_every_node_and_mark_is_set_as_accepted(part: Callable[[], tuple[Block, ...]], width: int) -> None:
    """Each kind of block looks as in its accepted frame, in terminals of 60, 80 and 120 cells."""
    document = Document(blocks=part(), links=samples.everything().links)
    text = drawn(laid_out(document, min(72, width - 2), width - 2))
    accepted = FRAMES / f"reader-{part.__name__}-{width}.txt"
    if os.environ.get("TICKERTUI_ACCEPT_FRAMES"):
        accepted.parent.mkdir(exist_ok=True)
        accepted.write_text(text, encoding="utf-8")
    assert text == accepted.read_text(encoding="utf-8")


def test_no_row_but_of_a_table_is_wider_than_the_column() -> None:
    """Rows keep to the measure at any width; tables keep to it or to the room, or scroll."""
    for width in (8, 20, 40, 66, 80):
        document = samples.everything()
        layout = laid_out(document, width)
        for block, row in rows_of(layout):
            if block < len(document.blocks) and not isinstance(document.blocks[block], Table):
                assert sum(cells(piece[0]) for piece in row) <= max(width, 8), (width, block, row)


def visible(text: str) -> str:
    """The characters of a text that are seen."""
    return "".join(character for character in text if not character.isspace() and character not in "\u00ad\u200b")


def shown(layout: Layout, block: int) -> str:
    """What the rows show of a block's own text, by offset; raised characters as they were written."""
    found: dict[int, str] = {}
    written = {offset + at: letter for offset, text in stretches(layout.flow[block]) for at, letter in enumerate(text)}
    for at, row in rows_of(layout):
        if at != block:
            continue
        for words, _, offset, _ in row:
            if offset < 0:
                continue
            for number, character in enumerate(words):
                if character.isspace():
                    continue
                assert offset + number not in found, (offset + number, character)
                found[offset + number] = written[offset + number]
    return "".join(found[at] for at in sorted(found))


TEXTS = st.text(
    st.sampled_from("aé z.-—/0 \xa0\u200b\u00ad中、「」国🇩👍🏽\u200d\ufe0fe\u0301\u00b2 \n" + "lithium price "),
    max_size=60,
)
MARKS: st.SearchStrategy[Mark] = st.sampled_from(
    [samples.BOLD, samples.CODE, samples.RAISED, samples.LOWERED, samples.REPORT, samples.ASSESSMENT]
)
FRAME: st.SearchStrategy[Frame] = st.sampled_from(
    [Quote(), samples.bullet(), samples.bullet(2, opens=False), Item(kind="ordered", depth=1, opens=True, number=7)]
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    """A paragraph with spans that neither overlap nor touch."""
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = tuple(
        Span(start=low, end=high, marks=tuple(draw(st.lists(MARKS, max_size=2, unique=True))))
        for low, high in zip(edges[::2], edges[1::2], strict=False)
    )
    return Paragraph(text=text, spans=spans, frames=tuple(draw(st.lists(FRAME, max_size=3))))


CELLS = st.builds(
    Cell,
    blocks=st.lists(paragraphs(), max_size=2).map(tuple),
    header=st.booleans(),
    colspan=st.integers(1, 3),
    rowspan=st.integers(1, 3),
)
TABLES = st.builds(
    Table, rows=st.lists(st.lists(CELLS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4).map(tuple)
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    paragraphs(),
    TABLES,
    st.builds(Code, text=TEXTS),
    st.builds(Heading, text=TEXTS, level=st.integers(1, 6), rank=st.integers(1, 6), slug=st.just("x")),
    st.builds(Picture, src=st.just("https://x.example/y.png"), alt=TEXTS, title=TEXTS),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(BLOCKS, max_size=3), st.integers(4, 90), st.integers(0, 4))
def test_every_visible_character_stands_once_and_in_order(blocks: list[Block], width: int, anchor: int) -> None:
    """Whatever the document, width and anchor: what is written is shown, once, in order, and nothing else."""
    layout = laid_out(Document(blocks=tuple(blocks)), width, width, anchor)
    for number, block in enumerate(blocks):
        if isinstance(block, Picture):
            continue
        assert shown(layout, number) == visible(plain(block)), number


@settings(max_examples=50, deadline=None)
@given(st.lists(BLOCKS, max_size=4), st.integers(20, 80), st.integers(0, 6))
def test_the_anchor_does_not_change_the_setting(blocks: list[Block], width: int, anchor: int) -> None:
    """Set down from the top or both ways from the middle, the rows are the same."""
    document = Document(blocks=tuple(blocks))
    assert drawn(laid_out(document, width)) == drawn(laid_out(document, width, anchor=anchor))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(2, 40))
def test_lines_fit_and_part_no_glyph(text: str, width: int) -> None:
    """No line is wider than the column (a lone glyph may be), and none begins inside of a glyph."""
    starts = {start for start, _, _ in clusters(text)}
    for low, high in wrap(text, width):
        line = text[low:high].replace("\u00ad", "").replace("\u200b", "")
        assert cells(line) <= width or len(clusters(line)) == 1
        assert low in starts or low == len(text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("490\xa0GWh of cells", 7, ["490\xa0GWh", "of", "cells"]),
        ("Donau\u00addampf\u00adschiff", 12, ["Donau\u00addampf\u00ad", "schiff"]),
        ("one\u200btwo", 4, ["one", "two"]),
        ("state-of-the-art", 9, ["state-of-", "the-art"]),
        ("2026-01-07 x", 8, ["2026-01-", "07 x"]),
        ("電池、電池。", 4, ["電", "池、", "電", "池。"]),
        ("「電池」", 4, ["「電", "池」"]),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2, ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]),
        ("a\n\nb", 4, ["a", "", "b"]),
        ("", 4, []),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    """No-break spaces hold, hyphens and CJK rules apply, glyphs stay whole."""
    assert [text[low:high] for low, high in wrap(text, width)] == lines


def test_a_table_cell_keeps_its_offsets() -> None:
    """A piece of a cell knows where it stands: row in the high bits, place in the row's text in the low ones."""
    layout = laid_out(Document(blocks=(samples.price_table(2),)), 60)
    pieces = {piece[0]: piece[2] for _, row in rows_of(layout) for piece in row if piece[2] >= 0}
    assert pieces["Low"] == len("Grade\t")
    assert pieces["110.50"] == (1 << ROW_SHIFT) + len("Grade 1\t100.00\t")


def test_narrow_rooms_make_records_of_tables() -> None:
    """A table without room for its columns becomes header and value."""
    wide = samples.tables()[3]
    text = drawn(laid_out(Document(blocks=(wide,)), 40))
    assert "Column 12  14,814.00" in text
    assert "┌" not in text


def test_links_are_numbered_after_their_text_and_before_its_spaces() -> None:
    """Two links on one text have both numbers; a number after a figure stands in brackets."""
    document = Document(
        blocks=(
            samples.para(("Database ", samples.REPORT, samples.ASSESSMENT), "says ", ("m3 of 2024", samples.REPORT)),
        ),
        links=(samples.REPORT, samples.ASSESSMENT),
    )
    assert "Database¹⁺² says m3 of 2024⁽¹⁾" in drawn(laid_out(document, 60))


def test_a_styled_link_has_one_number() -> None:
    """A link over pieces of several looks is one link."""
    document = Document(
        blocks=(samples.para(("The ", samples.REPORT), ("bold", samples.BOLD, samples.REPORT), " end"),),
        links=(samples.REPORT,),
    )
    assert "The bold¹ end" in drawn(laid_out(document, 60))


def test_marks_in_code_are_kept() -> None:
    """A link on a part of code is followed from there, and the code stays as it is."""
    code = Code(text="see\nthis file", spans=(Span(start=4, end=8, marks=(samples.REPORT,)),))
    pieces = [piece for _, row in rows_of(laid_out(Document(blocks=(code,)), 40)) for piece in row]
    assert ("this", ("code-block", "link"), 4, (samples.REPORT,)) in pieces
    assert "".join(piece[0] for piece in pieces if piece[2] >= 0) == "seethis file"


LONG: dict[str, Block] = {
    "a long paragraph": Paragraph(text="some words of text " * 4_000),
    "a long word": Paragraph(text="x" * 60_000),
    "long code": Code(text="a line of code\n" * 4_000),
    "a table": Table(rows=tuple((samples.cell(f"{n}"), samples.cell("x")) for n in range(300))),
    "a table with spans": Table(
        rows=tuple((samples.cell(f"{n}", rowspan=2 if n % 3 == 0 else 1), samples.cell("x")) for n in range(100))
    ),
    "a huge cell": Table(
        rows=(
            (samples.cell("head", header=True), samples.cell("other", header=True)),
            (samples.cell("words of a cell " * 5_000), samples.cell("small")),
            (samples.cell("after"), samples.cell("that")),
        ),
        head=1,
    ),
    "a cell of many paragraphs": Table(
        rows=((Cell(blocks=tuple(Paragraph(text=f"number {n}") for n in range(3_000))), samples.cell("z")),)
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_long_blocks_are_whole_wherever_setting_begins(name: str) -> None:
    """Set from the start, the middle or the end of a long block: the same rows, every character once."""
    document = Document(blocks=(Paragraph(text="before"), LONG[name], Paragraph(text="after")))
    whole = laid_out(document, 60)
    written = drawn(whole)
    assert shown(whole, 1) == visible(plain(LONG[name]))
    places = [stretch[0] for stretch in stretches(LONG[name])]
    for offset in (places[-1], places[len(places) // 2], 20_000, 1 << 40):
        other = laid_out(document, 60, anchor=1, offset=offset)
        assert drawn(other) == written
        for place in (0, places[-1]):
            found = other.unit_row(1, place)
            expected = whole.unit_row(1, place)
            assert found is not None
            assert expected is not None
            assert (found[0].start, found[1]) == (expected[0].start, expected[1])


def test_a_huge_cell_is_set_in_steps() -> None:
    """No unit of a table has more rows than a stretch of text fills."""
    layout = laid_out(Document(blocks=(LONG["a huge cell"],)), 60)
    heights = {id(unit): unit.height for row in range(layout.total) if (unit := layout.locate(row)[0])}  # type: ignore[index]  # every row was set
    assert len(heights) > 8
    assert max(heights.values()) < 400


@pytest.mark.parametrize(
    ("texts", "is_said"),
    [
        (("words of a cell " * 5_000, "small"), True),
        (("words of a cell " * 2_000, "words of a cell " * 2_000, "small"), True),
        (("words of a cell " * 3_000, "small"), False),
    ],
)
def test_what_is_not_shown_of_a_row_without_end_is_said(
    texts: tuple[str, ...], is_said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where offsets end; the text after the table follows."""
    monkeypatch.setattr(parting, "_ROW_LIMIT", 60_000)
    table = Table(rows=(tuple(map(samples.cell, texts)),))
    rows = drawn(laid_out(Document(blocks=(table, Paragraph(text="after"))), 60)).splitlines()
    said = [number for number, row in enumerate(rows) if "More of this row is not shown" in row]
    assert len(said) == is_said
    assert rows[-1] == "after"
    if said:
        assert said[0] > 800


HOSTILE: dict[str, Document] = {
    "one word of 100,000 characters": Document(blocks=(Paragraph(text="x" * 100_000),)),
    "one wide word of 100,000 characters": Document(blocks=(Paragraph(text="電" * 100_000),)),
    "100,000 spans in a paragraph": Document(
        blocks=(
            Paragraph(
                text="ab" * 100_000,
                spans=tuple(Span(start=at * 2, end=at * 2 + 1, marks=(Style(name="bold"),)) for at in range(100_000)),
            ),
        )
    ),
    "a table of 40,000 rows": Document(
        blocks=(Table(rows=tuple((samples.cell(f"{n}"), samples.cell("x")) for n in range(40_000))),)
    ),
    "a table of 400 columns": Document(blocks=(Table(rows=(tuple(samples.cell(f"c{n}") for n in range(400)),)),)),
    "spans that overlap the whole table": Document(
        blocks=(Table(rows=((samples.cell("a", rowspan=9999, colspan=9999),), (samples.cell("b"),), ())),)
    ),
    "code without end": Document(blocks=(Code(text="y" * 200_000 + "\n" * 5_000),)),
    "100,000 empty paragraphs": Document(blocks=(Paragraph(text=""),) * 100_000),
    "deep frames": Document(blocks=(Paragraph(text="deep", frames=(Quote(),) * 10_000),)),
    "spans out of range": Document(
        blocks=(Paragraph(text="ab", spans=(Span(start=1, end=99, marks=(samples.REPORT,)),)),)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_open_at_once_and_end(name: str) -> None:
    """The first rows of any document cost a bounded number of units; all of it can be set without an error."""
    document = HOSTILE[name]
    layout = Layout(Flow(document), 72, 100)
    layout.begin(40)
    assert layout.set_rows[1] <= 2_000
    steps = 0
    while layout.advance(lambda: True):
        steps += 1
    layout.publish()
    for row in (0, layout.total // 2, layout.total - 1):
        found = layout.locate(row)
        if found is not None:
            assert len(layout.rows(found[0])) == found[0].height <= 3_000
    assert layout.done


def test_the_list_of_links_is_made_as_far_as_it_is_asked_for() -> None:
    """The flow ends in a numbered list of every address."""
    flow = Flow(samples.everything())
    last = flow[-1]
    assert isinstance(last, Matter)
    assert last.text == samples.UNSAFE.href
    assert flow[len(flow) - len(flow.links) - 1] == Matter(text="Links", role="label", gap=2)
