"""HTML: every visible character once and in order, elements that nest, and nothing that a browser could run."""

from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.rich_text import (
    Node,
    cell,
    doc,
    greek,
    link,
    mark,
    node,
    paragraph,
    pictured_documents,
    text,
    written_in,
)
from tests.samples import article
from tickertui.formats.document import Code, Document, Picture
from tickertui.formats.storyblok import parse, to_html
from tickertui.market.export import article_html

VOID = {"img", "br", "hr", "input", "meta"}


class Page(HTMLParser):
    """HTML as it is read: its text, its addresses, and whether what is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.alts = ""
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in {"href", "src"}:
                self.addresses.append(value or "")
        if tag == "img":
            self.alts += dict(attrs).get("alt") or ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        self.text += data


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(pictured_documents)
def test_every_letter_stands_once_and_in_order(source: Node) -> None:
    """Elements nest, text is text, and every address that may be followed is a link."""
    document = parse(source)
    page = Page(to_html(document))
    if "img" not in page.tags:
        assert greek(page.text) == greek(written_in(source))
    linked = set(page.addresses)
    assert {found.href for found in document.links if found.safe and found.href} <= linked
    assert not {found.href for found in document.links if not found.safe} & linked


def items(html: str) -> str:
    """HTML in one line."""
    return "".join(html.split("\n"))


@pytest.mark.parametrize(
    ("nodes", "html"),
    [
        ([paragraph("a < b & c")], "<p>a &lt; b &amp; c</p>"),
        ([paragraph(text("x", mark("bold"), mark("italic")))], "<p><em><strong>x</strong></em></p>"),
        ([node("heading", text("Title"), level=4)], '<h1 id="title">Title</h1>'),
        (
            [
                node(
                    "bullet_list",
                    node("list_item", paragraph("a"), node("bullet_list", node("list_item", paragraph("b")))),
                    node("list_item", paragraph("c")),
                )
            ],
            "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>",
        ),
        ([node("ordered_list", node("list_item", paragraph("a")), order=3)], '<ol start="3"><li><p>a</p></li></ol>'),
        (
            [node("blockquote", paragraph("a"), paragraph("b")), paragraph("c")],
            "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>",
        ),
        (
            [node("code_block", text("a<b"), language="python")],
            '<pre><code class="language-python">a&lt;b</code></pre>',
        ),
        (
            [
                node(
                    "table", node("tableRow", cell(paragraph("h"), header=True)), node("tableRow", cell(paragraph("v")))
                )
            ],
            "<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>v</td></tr></tbody></table>",
        ),
        ([paragraph(text("a", link("javascript:alert(1)")))], "<p>a <code>javascript:alert(1)</code></p>"),
        (
            [paragraph(text("a", link("https://x.example/?a=1&b=2")))],
            '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">a</a></p>',
        ),
        (
            [
                node(
                    "details", node("detailsSummary", text("s")), node("detailsContent", paragraph("c"), paragraph("d"))
                ),
                paragraph("e"),
            ],
            "<details open><summary>s</summary><p>c</p><p>d</p></details><p>e</p>",
        ),
    ],
)
def test_each_node_is_its_element(nodes: list[Node], html: str) -> None:
    """What people expect of HTML."""
    assert items(to_html(parse(doc(*nodes)))) == html


def test_nothing_runs() -> None:
    """Colours, classes, languages, anchors and pictures cannot leave their attributes."""
    evil = '"><script>alert(1)</script>'
    document = parse(
        doc(
            paragraph(
                text("a", mark("highlight", color=evil), mark("textStyle", color="red;background:url(//x)")),
                text(
                    "b", mark("styled", **{"class": evil}), mark("anchor", id=evil), link(f"https://x.example/{evil}")
                ),
            ),
            node("code_block", text("c"), language=evil),
            node("image", src="javascript:alert(1)", alt=evil, title=evil),
            node("table", node("tableRow", cell(paragraph("d"), backgroundColor="url(x)"))),
        )
    )
    html = to_html(document)
    page = Page(html)
    assert "script" not in page.tags
    assert "url(" not in html
    assert all(address.startswith("https://") for address in page.addresses)


def test_a_line_break_at_the_start_of_code_stays() -> None:
    """Browsers drop the first line break of a <pre>."""
    assert to_html(Document((Code(text="\nx"),))) == "<pre>\n<code>\nx</code></pre>\n"


def test_a_picture_without_an_address_keeps_its_words() -> None:
    """Alt, caption and credit stand as text."""
    html = to_html(Document((Picture(src="", alt="A", title="T", source="S", copyright="C"),)))
    assert html == "<figure>▣ A<figcaption>T<br>S · © C</figcaption></figure>\n"


def test_an_article_is_a_whole_page() -> None:
    """Title, byline, date and text; its own address where it is known and safe."""
    written = article_html(article("Salt <flats>"), address="https://x.example/article/salt")
    page = Page(written)
    assert written.startswith("<!doctype html>")
    assert "<title>Salt &lt;flats&gt;</title>" in written
    for words in ("Ada Salter", "2026-05-20", "LFP cells waited"):
        assert words in page.text
    assert page.addresses == ["https://x.example/article/salt"]
    assert Page(article_html(article(), address="javascript:x")).addresses == []
