"""Documents that nobody should send: they are read as far as that goes, and never stop the program."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.rich_text import Node, cell, doc, link, mark, node, paragraph, shown_in, text
from tickertui.formats.document import FRAME_LIMIT, Bloc, Document, Heading, Item, Paragraph, Table
from tickertui.formats.storyblok import parse, to_markdown, to_text
from tickertui.formats.storyblok_nodes import NODES

DEPTH = 10_000
TYPES = [*sorted(NODES), "text", "bold", "link", "textStyle", "highlight", "anchor", "styled", "nobody_knows", ""]
KEYS = [
    "type", "content", "attrs", "marks", "text", "level", "order", "start", "src", "href", "alt", "title", "colspan",
    "rowspan", "colwidth", "body", "component", "emoji", "name", "id", "label", "anchor", "linktype", "uuid", "custom",
    "meta_data", "language", "class", "checked", "open", "textAlign", "dir", "filename", "story", "backgroundColor",
]  # fmt: skip


class Odd:
    """An object that is no part of any document."""

    def __eq__(self, other: object) -> bool:
        """Fail to compare."""
        raise RuntimeError

    def __bool__(self) -> bool:
        """Fail to be true or false."""
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]  # neither is it a key


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.just(-(10**4000))
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["", "center", "rtl", "javascript:x", "https://a.example", "\x1b]0;x\x07", "\ud800", "▣", "1"])
    | st.builds(Odd)
    | st.binary(max_size=3)
    | st.just({1, 2})
)
keys = st.sampled_from(KEYS) | st.text(max_size=3) | st.integers(0, 3) | st.none()


def _objects(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    lists = st.lists(children, max_size=4)
    fields = st.dictionaries(keys, children, max_size=5)
    nodes = st.fixed_dictionaries(
        {"type": st.sampled_from(TYPES)},
        optional={"content": lists | children, "attrs": fields | children, "marks": lists | children, "text": scalars},
    )
    return nodes | nodes | lists | fields | lists.map(tuple)


anything = st.recursive(scalars, _objects, max_leaves=25)


def nested(kind: str, wrap: Callable[[Node], Node] = lambda inner: inner) -> Node:
    """Ten thousand nodes, each with a word and the next."""
    made = paragraph("last")
    for _ in range(DEPTH):
        made = node(kind, paragraph("x"), wrap(made))
    return made


def doubled(made: Node, times: int = 40, kind: str = "doc") -> Node:
    """A node that is met 2**40 times."""
    for _ in range(times):
        made = node(kind, made, made)
    return made


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(anything)
def test_no_object_stops_the_reader(found: object) -> None:
    """Whatever stands where, there is a document, and it can be written."""
    document = parse(found)
    assert isinstance(document, Document)
    written = to_text(document) + to_markdown(document)
    assert not any(c in written for c in "\x1b\x07\ud800\x9b\u202e")


ODD: list[object] = [None, 7, Odd(), {}, [None], {1}]
NOTHING: list[object] = [
    *(None, 1, 0.5, True, "", [], {}, (), object(), Odd(), b"bytes", {1: 2}, float("nan"), 10**5000),
    *({"type": "doc"}, {"type": Odd()}, {"type": ["doc"]}, {"type": "text"}),
    *[{"type": "doc", "content": each} for each in ODD],
    *[{"type": "text", "text": each} for each in ODD],
    {"type": "doc", "attrs": Odd()},
    [None, 1, [], [[[]]], set()],
]


@pytest.mark.parametrize("number", range(len(NOTHING)))
def test_what_is_no_document_is_an_empty_one(number: int) -> None:
    """No text, no blocks, nothing to say."""
    assert parse(NOTHING[number]) == Document()
    assert (to_text(Document()), to_markdown(Document())) == ("", "")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("plain\ntext", ["plain\ntext"]),
        (["a", "b"], ["ab"]),
        ({"text": "a"}, ["a"]),
        ({"content": [paragraph("a")]}, ["a"]),
        ({"content": paragraph("a")}, ["a"]),
        ({"type": "paragraph", "content": "a"}, ["a"]),
        ((paragraph("a"), {"content": "b"}), ["a", "b"]),
        ({"type": "text", "text": "a", "marks": 7}, ["a"]),
        ({"type": "text", "text": "a", "marks": ["bold"]}, ["a"]),
        (paragraph(text("a", {"type": ["x"]}), node("image", src=7, alt=["x"], meta_data="no")), ["a"]),
    ],
)
def test_text_is_found_where_it_should_not_be(found: object, said: list[str]) -> None:
    """A reader keeps what the official renderers throw at."""
    assert [each for each in shown_in(parse(found).blocks) if each] == said


@pytest.mark.parametrize(
    "kind", ["blockquote", "details", "detailsContent", "doc", "paragraph", "heading", "nobody_knows", "list_item"]
)
def test_depth_costs_nothing(kind: str) -> None:
    """Ten thousand containers in each other are read to the last, and their blocks carry few frames each."""
    document = parse(nested(kind))
    assert len(document.blocks) == DEPTH + 1
    assert not document.cut
    assert max(len(each.frames) for each in document.blocks) <= FRAME_LIMIT
    for written in (to_text(document), to_markdown(document)):
        assert written.count("x") == DEPTH
        assert written.rstrip().endswith("last")
        assert len(written) < 200 * DEPTH


def test_an_item_has_its_marker_at_any_depth() -> None:
    """Of many frames the outermost are kept, and the innermost."""
    document = parse(nested("list_item", lambda inner: node("bullet_list", inner)))
    last = document.blocks[-2].frames
    assert len(last) == FRAME_LIMIT
    assert isinstance(last[-1], Item)
    assert last[-1].opens
    assert last[-1].depth == DEPTH


def test_tables_in_tables_are_one_table() -> None:
    """The outermost is a table, the others give it their blocks."""
    made = nested("tableCell", lambda inner: node("table", node("tableRow", inner)))
    (table,) = parse(node("table", node("tableRow", made))).blocks
    assert isinstance(table, Table)
    assert len(table.rows[0][0].blocks) == DEPTH + 1


def test_depth_times_width_is_not_quadratic() -> None:
    """Every block in a deep place shares its frames with its neighbours."""
    made: Node = doc(*[paragraph("x") for _ in range(2_000)])
    for _ in range(DEPTH):
        made = node("blockquote", made)
    document = parse(made)
    assert {len(each.frames) for each in document.blocks} == {FRAME_LIMIT}
    assert len({id(each.frames) for each in document.blocks}) <= 2


@pytest.mark.parametrize(
    "made",
    [
        paragraph("x"),
        text("x"),
        text("x", mark("bold"), link("https://a.example")),
        node("list_item", paragraph("x")),
        node("table", node("tableRow", cell(paragraph("x")))),
        node("image", src="https://a.example/x.png"),
        node("blok", body=[{"component": "card", "text": "x"}]),
        node("nobody_knows", label="x"),
        node("heading", text("x"), level=2),
    ],
)
def test_sharing_is_bounded(made: Node) -> None:
    """Forty nodes that are met 2**40 times are read up to the budget, in words."""
    document = parse(doubled(made), node_limit=2_000)
    assert document.cut == "more than 2,000 nodes"
    assert document.blocks
    assert to_text(document)
    assert to_markdown(document)


def test_characters_are_bounded() -> None:
    """Long text, captions and addresses count, also where they are shared."""
    long = "x" * 1_000
    for made in (
        paragraph(long),
        node("image", src="https://a.example/x.png", alt=long),
        paragraph(text("x", link(f"https://a.example/{long}"))),
        node("blok", body=[{"component": "card", "text": long}]),
        node("nobody_knows", label=long),
        paragraph(text("x", link("/x", custom={"title": long}))),
    ):
        document = parse(doubled(made), text_limit=50_000)
        assert document.cut == "more than 50,000 characters"
        assert document.blocks
        assert len(to_markdown(document)) < 200_000
    assert parse("abcdef", text_limit=3).blocks == ()
    assert parse(doc(paragraph("abc", "def"), paragraph("x")), text_limit=4).blocks == (Paragraph("abcd"),)


def test_a_document_that_contains_itself_is_read_once() -> None:
    """What stands beside the circle is read, the circle is named."""
    made = doc(paragraph("a"))
    content = made["content"]
    assert isinstance(content, list)
    content += [made, paragraph("b")]
    document = parse(made)
    assert document.blocks == (Paragraph("a"), Paragraph("b"))
    assert document.cut == "it contains itself"
    itself: list[object] = [paragraph("a")]
    itself.append(itself)
    assert parse(itself) == Document((Paragraph("a"),), cut="it contains itself")
    component: Node = {"component": "card", "text": "x"}
    component["more"] = [component]
    document = parse(node("blok", body=[component]))
    assert document.blocks == (Paragraph("x", frames=(Bloc("card"),)),)
    assert document.cut == "it contains itself"


def test_a_shared_node_is_no_circle() -> None:
    """A node that is met twice is read twice."""
    shared = paragraph("a")
    document = parse(doc(shared, node("blockquote", shared), shared))
    assert len(document.blocks) == 3
    assert not document.cut


def test_the_given_document_is_not_changed() -> None:
    """Whatever it holds."""
    made = doc(
        node("blok", body=[{"component": "card", "picture": {"filename": "x.png"}, "link": {"linktype": "url"}}]),
        node("bullet_list", paragraph("x")),
        node("table", paragraph("x")),
        node("details", paragraph("x")),
    )
    before = pickle.dumps(made)
    parse(made)
    assert pickle.dumps(made) == before


def test_absurd_tables_stay_small() -> None:
    """Spans of thousands cover no more than a few slots per cell, and one long row does not make all rows long."""
    huge = cell(paragraph("x"), colspan=10**9, rowspan=10**9)
    for made in (
        [[huge] * 100] + [[huge]] * 1_000,
        [[cell(paragraph("x"))] * 2_000] + [[cell(paragraph("x"))]] * 2_000,
        [[cell(paragraph("x"), rowspan=5_000)] * 500] + [[cell(paragraph("x"))]] * 4_000,
    ):
        document = parse(node("table", *[node("tableRow", *row) for row in made]))
        cells = sum(map(len, made))
        for written in (to_text(document), to_markdown(document)):
            assert written.count("x") == cells
            assert len(written) < 200 * cells + 100_000


def test_many_spans_links_and_headings_are_linear() -> None:
    """Twenty thousand of each are read and written."""
    many = 20_000
    spans = paragraph(*[text("x", mark("bold")) if n % 2 else text("y") for n in range(many)])
    links = paragraph(*[text("x", link(f"/{n}")) for n in range(many)])
    headings = [node("heading", text("same"), level=n % 6 + 1) for n in range(many)]
    document = parse(doc(spans, links, *headings))
    assert len(document.links) == many
    assert len({each.slug for each in document.blocks if isinstance(each, Heading)}) == many
    assert f"[{many}] /{many - 1}\n" in to_text(document)
    assert f"](/{many - 1})" in to_markdown(document)
