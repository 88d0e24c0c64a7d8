"""Components and nodes that nobody has described: what of them is shown, and under which name."""

from tests.formats.rich_text import doc, mark, node, paragraph, text
from tickertui.formats.document import (
    Bloc,
    Block,
    Link,
    Paragraph,
    Picture,
    Span,
    Style,
    Unknown,
    UnknownMark,
)
from tickertui.formats.storyblok import parse


def blocks(*content: object) -> tuple[Block, ...]:
    """The blocks of a document with this content."""
    return parse(doc(*content)).blocks


def test_components_show_their_words_links_and_rich_text() -> None:
    """Text of fields, lists and objects, links, files, pictures, components; no settings, no identities."""
    component = {
        "_uid": "123e4567-e89b-12d3-a456-426614174000",
        "component": "promo_card",
        "_editable": "<!--#storyblok#-->",
        "theme": "dark",
        "headline": "Cells\nand packs",
        "button": {"fieldtype": "multilink", "linktype": "url", "url": "https://a.example/b", "title": "More"},
        "address": "https://a.example/c",
        "file": {"fieldtype": "asset", "filename": "https://a.example/report.pdf", "title": "Report"},
        "picture": {"fieldtype": "asset", "filename": "https://a.example/p.png", "alt": "A picture"},
        "body": doc(paragraph("rich ", text("text", mark("bold")))),
        "points": [{"component": "point", "label": "One"}, {"label": "Two"}, "Three", 4, None],
        "empty": "",
        "is_wide": "true",
    }
    document = parse(doc(node("blok", id="x", body=[component])))
    card, point = (Bloc("promo_card"),), (Bloc("promo_card"), Bloc("point"))
    more, c, report = (
        Link("https://a.example/b"),
        Link("https://a.example/c"),
        Link("https://a.example/report.pdf", "asset"),
    )
    assert document.blocks == (
        Paragraph("Cells\nand packs", frames=card),
        Paragraph("More", (Span(0, 4, (more,)),), card),
        Paragraph("https://a.example/c", (Span(0, 19, (c,)),), card),
        Paragraph("Report", (Span(0, 6, (report,)),), card),
        Picture("https://a.example/p.png", "A picture", frames=card),
        Paragraph("rich text", (Span(5, 9, (Style("bold"),)),), card),
        Paragraph("One", frames=point),
        Paragraph("Two", frames=card),
        Paragraph("Three", frames=card),
    )
    assert document.links == (more, c, report)
    assert document.unknown == ()


def test_a_component_without_words_is_named() -> None:
    """A spacer is a label, not a hole."""
    assert blocks(node("blok", body=[{"component": "spacer", "_uid": "1", "size": "xl"}])) == (Unknown("spacer"),)
    assert blocks({"component": "bare", "text": "words"}) == (Paragraph("words", frames=(Bloc("bare"),)),)


def test_unknown_nodes_keep_their_children_under_a_label() -> None:
    """Counted each time, framed where they are blocks, in the flow where they are in a line."""
    document = parse(
        doc(
            node("callout", paragraph("a"), title="Note"),
            paragraph("b", node("tooltip", text("c")), "d"),
            node("callout"),
        )
    )
    assert document.blocks == (
        Paragraph("Note", frames=(Bloc("callout"),)),
        Paragraph("a", frames=(Bloc("callout"),)),
        Paragraph("bcd"),
        Unknown("callout"),
    )
    assert document.unknown == (("callout", 2), ("tooltip", 1))


def test_unknown_leaves_show_what_they_say() -> None:
    """As a block of their own, or in their line; with their links, and by name where they say nothing."""
    document = parse(doc(node("poll", question="Up or down?", url="https://a.example/poll", id="7")))
    assert document.blocks == (Unknown("poll", "Up or down?", (Link("https://a.example/poll"),)),)
    assert document.links == (Link("https://a.example/poll"),)
    inline = parse(doc(paragraph("a ", node("math", latex="x^2"), " b ", node("widget"))))
    assert inline.blocks == (
        Paragraph("a x^2 b ▣ widget", (Span(2, 5, (UnknownMark("math"),)), Span(8, 16, (UnknownMark("widget"),)))),
    )


def test_unknown_marks_are_counted() -> None:
    """Node and mark types are counted together, in order of appearance."""
    document = parse(doc(paragraph(text("a", mark("sparkle"))), node("odd"), paragraph(text("a", mark("sparkle")))))
    assert document.unknown == (("sparkle", 2), ("odd", 1))
