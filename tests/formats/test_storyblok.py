"""Every node, mark and alias of Storyblok rich text, and the values they become."""

import pytest

from tests.formats.rich_text import Node, cell, doc, link, mark, node, paragraph, text
from tickertui.formats.document import (
    Anchor,
    Block,
    Code,
    Embed,
    Frame,
    Heading,
    Highlight,
    Item,
    Link,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Style,
    Styled,
    TextColor,
    Unknown,
    UnknownMark,
)
from tickertui.formats.storyblok import parse


def blocks(*content: object) -> tuple[Block, ...]:
    """The blocks of a document with this content."""
    return parse(doc(*content)).blocks


def items(*content: object) -> list[tuple[str, Item]]:
    """The text and the innermost item of every block."""
    found = []
    for block in blocks(*content):
        assert isinstance(block, (Paragraph, Heading, Code))
        frame = block.frames[-1]
        assert isinstance(frame, Item)
        found.append((block.text, frame))
    return found


def said(*content: object) -> list[str]:
    """The text of every block."""
    return [getattr(block, "text", "") for block in blocks(*content)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (paragraph("words"), Paragraph("words")),
        (paragraph("words", textAlign="center"), Paragraph("words", align="center")),
        (paragraph("words", textAlign="right", dir="rtl"), Paragraph("words", align="right", dir="rtl")),
        (paragraph("words", textAlign="justify", dir="ltr"), Paragraph("words", align="justify", dir="ltr")),
        (paragraph("words", textAlign="left"), Paragraph("words")),
        (paragraph("words", textAlign="nonsense", dir=7), Paragraph("words")),
        (text("loose"), Paragraph("loose")),
        (node("heading", text(" What? "), level=4), Heading("What?", 4, 1, "what")),
        (node("heading", text("x"), level=99, textAlign="center"), Heading("x", 6, 1, "x", align="center")),
        (node("heading", text("x"), level="two", dir="rtl"), Heading("x", 1, 1, "x", dir="rtl")),
        (
            node("code_block", text("a\n\tb ", mark("bold")), **{"class": "language-py"}),
            Code("a\n\tb ", "py", spans=(Span(0, 5, (Style("bold"),)),)),
        ),
        (node("codeBlock", text("x"), language="go"), Code("x", "go")),
        (node("code_block", text("a"), node("hard_break"), text("b")), Code("a\nb")),
        (node("horizontal_rule"), Rule()),
        (node("horizontalRule"), Rule()),
        (paragraph("a", node("hard_break", marks=[mark("bold")]), "b"), Paragraph("a\nb")),
        (paragraph("a", node("hardBreak"), "b"), Paragraph("a\nb")),
        (paragraph(node("emoji", name="smile", emoji="😄", fallbackImage="x")), Paragraph("😄")),
        (paragraph(node("emoji", name="smile", emoji=None)), Paragraph(":smile:")),
        (paragraph("by ", node("mention", id="7", label="Ann")), Paragraph("by @Ann")),
        (node("youtube", src="https://youtu.be/x"), Embed("youtube", "https://youtu.be/x")),
        (node("iframe", src="https://a.example/x"), Embed("iframe", "https://a.example/x")),
        (node("iframe", src="javascript:x"), Unknown("iframe", "javascript:x")),
        (node("blockquote", paragraph("q")), Paragraph("q", frames=(Quote(),))),
        (node("blockquote", paragraph("q"), dir="rtl"), Paragraph("q", frames=(Quote(),), dir="rtl")),
        (node("doc", paragraph("inner")), Paragraph("inner")),
        (node("chart_embed", data="x^2"), Unknown("chart_embed", "x^2")),
        (node("chart_embed"), Unknown("chart_embed")),
        (node("blok"), Unknown("blok")),
    ],
)
def test_a_node_becomes_its_block(source: Node, expected: Block) -> None:
    """Each node, under each of its names, is one block."""
    assert blocks(source) == (expected,)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (mark("bold"), Style("bold")),
        (mark("strong"), Style("bold")),
        (mark("italic"), Style("italic")),
        (mark("em"), Style("italic")),
        (mark("strike"), Style("strike")),
        (mark("s"), Style("strike")),
        (mark("underline"), Style("underline")),
        (mark("code"), Style("code")),
        (mark("superscript"), Style("superscript")),
        (mark("subscript"), Style("subscript")),
        (mark("highlight", color="#ff0"), Highlight("#ff0")),
        (mark("highlight", color=None), Highlight("")),
        (mark("highlight"), Highlight("")),
        (mark("textStyle", color="red"), TextColor("red")),
        (mark("textStyle", color=None, **{"class": "lead"}), Styled("lead")),
        (mark("textStyle", id="x"), Anchor("x")),
        (mark("styled", **{"class": "lead"}), Styled("lead")),
        (mark("anchor", id="part"), Anchor("part")),
        (mark("sparkle"), UnknownMark("sparkle")),
        (link("https://a.example"), Link("https://a.example")),
    ],
)
def test_a_mark_becomes_its_value(source: Node, expected: Mark) -> None:
    """Each mark, under each of its names, lies on its run and nowhere else."""
    made = blocks(paragraph("a ", text("b", source), " c"))
    assert made == (Paragraph("a b c", (Span(2, 3, (expected,)),)),)


@pytest.mark.parametrize(
    "empty", [mark("textStyle", color=None), mark("styled"), mark("anchor", id=None), mark("link"), {}, None, 7, []]
)
def test_a_mark_that_says_nothing_is_none(empty: object) -> None:
    """The text stays."""
    assert blocks(paragraph({"type": "text", "text": "a", "marks": [empty]})) == (Paragraph("a"),)


@pytest.mark.parametrize(
    ("attrs", "expected"),
    [
        ({"href": "https://a.example", "linktype": "url"}, Link("https://a.example")),
        ({"href": "https://a.example", "anchor": "x", "linktype": "url"}, Link("https://a.example#x")),
        ({"href": "https://a.example#x", "anchor": "x"}, Link("https://a.example#x")),
        ({"href": "/s", "anchor": "x", "linktype": "story", "uuid": "u"}, Link("/s#x", "story", "u")),
        ({"href": "", "anchor": "#x"}, Link("#x")),
        ({"href": "a@b.example", "linktype": "email"}, Link("mailto:a@b.example", "email")),
        ({"href": "MailTo:a@b.example", "linktype": "email"}, Link("MailTo:a@b.example", "email")),
        ({"href": "a@b.example", "linktype": "email", "anchor": "x"}, Link("mailto:a@b.example", "email")),
        ({"href": None, "linktype": "story", "uuid": "u"}, Link("", "story", "u", safe=False)),
        ({"href": "", "linktype": "story", "story": {"full_slug": "news/x"}}, Link("/news/x", "story")),
        ({"href": "", "linktype": "story", "cached_url": "news/x"}, Link("news/x", "story")),
        ({"href": "/f.pdf", "linktype": "asset", "target": "_blank"}, Link("/f.pdf", "asset", target="_blank")),
        ({"href": "javascript:alert(1)"}, Link("javascript:alert(1)", safe=False)),
        ({"href": " java\nscript&colon;x"}, Link("javascript&colon;x", safe=False)),
        ({"href": "/x", "custom": {"rel": "nofollow", "n": 1}}, Link("/x", custom=(("rel", "nofollow"),))),
        ({"href": "https://a.example/\x1b]0;x\x07"}, Link("https://a.example/]0;x")),
    ],
)
def test_where_a_link_leads(attrs: Node, expected: Link) -> None:
    """Addresses as Storyblok's newest renderer resolves them, and what it drops."""
    document = parse(doc(paragraph(text("x", {"type": "link", "attrs": attrs}))))
    assert document.blocks == (Paragraph("x", (Span(0, 1, (expected,)),)),)
    assert document.links == (expected,)


def test_all_links_of_a_run_are_kept_in_their_order() -> None:
    """The first is the primary one; equal ones count once."""
    first, second = link("https://a.example/1"), link("https://a.example/2")
    document = parse(doc(paragraph(text("x", second, mark("bold"), first, second)), paragraph(text("y", first))))
    assert document.links == (Link("https://a.example/2"), Link("https://a.example/1"))
    first_block = document.blocks[0]
    assert isinstance(first_block, Paragraph)
    (span,) = first_block.spans
    assert span.marks == (document.links[0], Style("bold"), document.links[1])


def test_neighbours_with_equal_marks_are_one_span() -> None:
    """A link in pieces is one link, also where its attributes are other objects."""
    pieces = [text(each, link("https://a.example")) for each in ("a", "b ", " c")]
    assert blocks(paragraph(*pieces)) == (Paragraph("ab c", (Span(0, 4, (Link("https://a.example"),)),)),)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (["  a  ", "  b  "], "a b"),
        (["CO", text("2", mark("subscript")), "!"], "CO2!"),
        (["490\u00a0GWh"], "490\u00a0GWh"),
        (["a\u202fb\u200bc\u00add"], "a\u202fb\u200bc\u00add"),
        (["\ufeffa\u2060b"], "ab"),
        (["a\r\nb\u2028c\x85d\te"], "a b c d e"),
        (["a ", node("hard_break"), " b"], "a\nb"),
        ([node("hard_break"), "a", node("hard_break"), node("hard_break")], "a"),
        (["a", *[node("hard_break")] * 9, "b"], "a\n\nb"),
        (["a", " ", text(" ", mark("bold")), text(" b", mark("bold"))], "a b"),
        (["[@click=app.quit]x[/nope] *x* &amp;"], "[@click=app.quit]x[/nope] *x* &amp;"),
        (["\x1b]52;c;x\x07\u202e\x9b"], "]52;c;x"),
        (["e" + "\u0301" * 99], "e" + "\u0301" * 8),
        (["e", *["\u0301"] * 99, "f"], "ef"),
    ],
)
def test_spaces_are_as_a_browser_shows_them(content: list[object], expected: str) -> None:
    """Runs of spaces are one, also across nodes; glued pieces stay glued; nothing dangerous is left."""
    assert said(paragraph(*content)) == [expected]


def test_spans_follow_their_text_through_collapsed_spaces() -> None:
    """The first of two spaces stays, and offsets count what is left."""
    (block,) = blocks(paragraph("  a  ", text("  b  ", mark("bold")), "  c"))
    assert block == Paragraph("a b c", (Span(2, 4, (Style("bold"),)),))
    (heading,) = blocks(node("heading", text("\u00a0\u00a0"), text("x", mark("bold")), level=1))
    assert heading == Heading("x", 1, 1, "x", (Span(0, 1, (Style("bold"),)),))


@pytest.mark.parametrize(
    "empty", [[], [""], ["  "], ["\u00a0"], ["\u200b\u00ad"], [node("hard_break")], [text(" ", mark("bold"))]]
)
def test_empty_paragraphs_are_spacing(empty: list[object]) -> None:
    """What shows nothing is no block, and takes no marker from an item."""
    assert said(paragraph("a"), paragraph(*empty), node("heading", *empty, level=2), paragraph("b")) == ["a", "b"]
    ((words, item),) = items(node("bullet_list", node("list_item", paragraph(*empty), paragraph("x"))))
    assert (words, item.opens) == ("x", True)


def test_an_outline_is_normalised_whatever_its_levels() -> None:
    """Ranks begin at 1, never jump, and siblings have the same; names are unique."""
    levels = [4, 6, 6, 5, 4, 2, 4, 3, 1, 6]
    made = [
        each for each in blocks(*[node("heading", text("A b!"), level=n) for n in levels]) if isinstance(each, Heading)
    ]
    assert [each.rank for each in made] == [1, 2, 2, 2, 1, 1, 2, 2, 1, 2]
    assert [each.level for each in made] == levels
    assert [each.slug for each in made] == ["a-b", *[f"a-b-{n}" for n in range(1, 10)]]
    assert [
        getattr(each, "slug", "") for each in blocks(*[node("heading", text(t)) for t in ("x", "x", "x-1", "…")])
    ] == ["x", "x-1", "x-1-1", "section"]


def test_a_picture_keeps_all_that_is_said_of_it() -> None:
    """Alt, title, source, copyright, its size where the address tells, and its links."""
    made = node(
        "image", src="https://a.storyblok.com/f/1/800x600/x/y.png", alt=" a ", title="t", source="s", copyright="c"
    )
    made["marks"] = [link("https://a.example")]
    document = parse(doc(paragraph("before ", made, " after")))
    picture = Picture(
        "https://a.storyblok.com/f/1/800x600/x/y.png", "a", "t", "s", "c", 800, 600, (Link("https://a.example"),)
    )
    assert document.blocks == (Paragraph("before"), picture, Paragraph("after"))
    assert document.links == (Link("https://a.example"),)


def test_a_picture_asks_its_file_for_what_it_does_not_say() -> None:
    """`meta_data` fills what is empty or missing; an unsafe address is none."""
    made = node(
        "image",
        src="file:///x",
        alt="",
        title=None,
        source="s",
        meta_data={"alt": "a", "title": "t", "source": "no", "copyright": "c"},
    )
    assert blocks(made) == (Picture("", "a", "t", "s", "c"),)


def test_links_are_listed_in_reading_order() -> None:
    """Those of prose, pictures, cells and embeds, each once."""
    picture = node("image", src="https://a.example/p.png")
    picture["marks"] = [link("/2")]
    document = parse(
        doc(
            paragraph(text("a", link("/1")), picture, text("b", link("/3"), link("/1"))),
            node("table", node("tableRow", cell(paragraph(text("c", link("/4")))))),
            node("youtube", src="https://youtu.be/5"),
            paragraph(text("d", link("/3"))),
        )
    )
    assert [each.href for each in document.links] == ["/1", "/2", "/3", "/4", "https://youtu.be/5"]


def test_blocks_in_paragraphs_split_them() -> None:
    """Whatever stands in a paragraph keeps its place, and the paragraph goes on after it with its attributes."""
    made = blocks(paragraph("a", node("bullet_list", node("list_item", paragraph("b"))), "c", textAlign="right"))
    frames: tuple[Frame, ...] = made[1].frames
    assert [getattr(each, "text", "") for each in made] == ["a", "b", "c"]
    assert [getattr(each, "align", "") for each in made] == ["right", "left", "right"]
    assert isinstance(frames[0], Item)
