"""Making Storyblok documents for tests, by hand and at random, and reading what is visible in them and in Markdown."""

from collections.abc import Iterator

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tickertui.formats.document import Block, Code, Document, Embed, Heading, Paragraph, Picture, Rule, Table, Unknown

Node = dict[str, object]

GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
"""Letters that no decoration uses."""

SPECIAL = "*_#`[]()<>&|~!\\-+=.:;1/\"'^$%@{} "
INVISIBLE = frozenset(" \n\t\xa0\u202f\xad\u200b\u200c\u200d\u3000")
DECORATION = frozenset("▣▾⁺¹²³⁴⁵⁶⁷⁸⁹⁰•☐☑")


def text(words: str, *marks: Node) -> Node:
    """A text node."""
    return {"type": "text", "text": words, "marks": list(marks)} if marks else {"type": "text", "text": words}


def node(kind: str, *content: object, **attrs: object) -> Node:
    """Any node."""
    made: Node = {"type": kind}
    if attrs:
        made["attrs"] = attrs
    if content:
        made["content"] = list(content)
    return made


def doc(*content: object) -> Node:
    """A document."""
    return node("doc", *content)


def paragraph(*content: object, **attrs: object) -> Node:
    """A paragraph; strings become text nodes."""
    return node("paragraph", *[text(each) if isinstance(each, str) else each for each in content], **attrs)


def mark(kind: str, **attrs: object) -> Node:
    """A mark."""
    return {"type": kind, "attrs": attrs} if attrs else {"type": kind}


def link(href: str, **attrs: object) -> Node:
    """A link mark as Storyblok writes it."""
    return mark("link", **{"href": href, "uuid": None, "anchor": None, "target": None, "linktype": "url", **attrs})


def cell(*content: object, header: bool = False, **attrs: object) -> Node:
    """A table's cell."""
    return node("tableHeader" if header else "tableCell", *content, **attrs)


def shown_in(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What blocks show, in order."""
    for block in blocks:
        if isinstance(block, (Paragraph, Heading, Code, Unknown)):
            yield block.text
        elif isinstance(block, Picture):
            yield from (block.alt, block.title, block.source, block.copyright)
        elif isinstance(block, Table):
            for row in block.rows:
                for each in row:
                    yield from shown_in(each.blocks)
        else:
            assert isinstance(block, (Rule, Embed))


def visible(words: str) -> str:
    """The visible characters of a text, without those that decorate."""
    return "".join(c for c in words if c not in INVISIBLE and c not in DECORATION)


def greek(words: str) -> str:
    """The Greek letters of a text."""
    return "".join(c for c in words if c in GREEK)


def every_block(document: Document) -> Iterator[Block]:
    """Every block, those in cells too."""
    for block in document.blocks:
        yield block
        if isinstance(block, Table):
            yield from (each for row in block.rows for one in row for each in one.blocks)


class Rendered:
    """Markdown as a renderer reads it."""

    def __init__(self, markdown: str) -> None:
        """Read it with tables and strikethrough, as GitHub does."""
        reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        self.kinds: list[str] = []
        self.addresses: list[str] = []
        pieces: list[str] = []
        for token in reader.parse(markdown):
            self.kinds.append(token.type)
            if token.type in {"fence", "code_block", "html_block"}:
                pieces.append(token.content)
            if token.type == "inline" and token.content[:3] in {"[ ]", "[x]"} and token.children:
                token.children[0].content = token.children[0].content[3:]  # a task's box is no text
            for child in token.children or ():
                self.kinds.append(child.type)
                if child.type in {"text", "code_inline"}:
                    pieces.append(child.content)
                elif child.type == "image":
                    pieces.append("".join(each.content for each in child.children or ()))
                    self.addresses.append(str(child.attrGet("src")))
                elif child.type == "link_open":
                    self.addresses.append(str(child.attrGet("href")))
            pieces.append("\n")
        self.text = "".join(pieces)
        self.normalised = reader.normalizeLink


words = st.text(st.sampled_from(GREEK * 4 + SPECIAL + "é電😀\xa0\xad\u0301"), min_size=0, max_size=12)
addresses = st.sampled_from(
    [
        "https://a.example/",
        "https://a.example/b_(c)?d=e&f=g#h*i*",
        "http://a.example/<x>|`y`",
        "/article/x",
        "mailto:a@b.example",
        "https://a.example/&copy;/\\x\"'",
        "//c.example/[x]",
    ]
)
styles = st.sampled_from(["bold", "italic", "strike", "underline", "code", "superscript", "subscript", "em", "strong"])
marks = st.lists(
    st.builds(mark, styles)
    | st.builds(link, addresses)
    | st.builds(mark, st.just("highlight"), color=st.just("#ff0"))
    | st.builds(mark, st.just("textStyle"), color=st.just("red"))
    | st.builds(mark, st.just("anchor"), id=st.sampled_from(["a", 'b"c>`|'])),
    max_size=3,
)
texts = st.builds(lambda words, marks: text(words, *marks), words, marks)
nameless = st.sampled_from("αβγ").map(lambda name: node("emoji", name=name, emoji=None))
inlines = st.lists(
    texts | st.just(node("hard_break")) | st.just(node("emoji", name="smile", emoji="😄")) | nameless, max_size=5
)
paragraphs = st.builds(lambda content: paragraph(*content), inlines)
headings = st.builds(lambda content, level: node("heading", *content, level=level), inlines, st.integers(1, 6))
codes = st.builds(
    lambda lines, language: node("code_block", text("\n".join(lines)), language=language),
    st.lists(words, max_size=4),
    st.sampled_from(["", "python", "a`b"]),
)
pictures = st.builds(
    lambda alt, title: paragraph(
        node("image", src="https://a.example/b.png", alt="α" + alt, title="β" + title, source="γ", copyright="δ")
    ),
    st.text(GREEK, max_size=3),
    st.text(GREEK, max_size=3),
)
said = st.text(GREEK, min_size=1, max_size=4)
unsafe = st.sampled_from(["javascript:x`y", "data:text/html,|", "-option", "file:///etc/passwd", "javascript&colon;x"])
strange = (
    st.builds(lambda a, b: node("blok", body=[{"component": "card", "title": a, "more": [{"label": b}]}]), said, said)
    | st.builds(lambda a: node("nobody_knows", title=a), said)
    | st.builds(lambda a, b: node("nobody_knows", paragraph(a), paragraph(b)), said, said)
    | st.builds(lambda a, b: paragraph(a, node("nobody_knows", text(b)), node("mention", label=a)), said, said)
    | st.builds(lambda a, b, c: paragraph(text(a, link(b), link(c), mark("sparkle"))), said, unsafe, addresses)
)
leaves = paragraphs | headings | codes | st.just(node("horizontal_rule"))


def _containers(children: st.SearchStrategy[Node], *, has_rich_cells: bool = False) -> st.SearchStrategy[Node]:
    """Lists, quotes, sections and tables of what is given; rich cells hold all of that too, with markers of ours."""
    blocks = st.lists(children, max_size=3)
    items = st.lists(blocks.map(lambda content: node("list_item", *content)), max_size=3)
    tasks = st.lists(st.builds(lambda b, c: node("taskItem", *b, checked=c), blocks, st.booleans()), max_size=2)
    cells = st.lists(children if has_rich_cells else paragraphs | headings | codes, max_size=2).flatmap(
        lambda content: st.builds(
            lambda header, across, down: cell(*content, header=header, colspan=across, rowspan=down),
            st.booleans(),
            st.integers(1, 3),
            st.integers(1, 3),
        )
    )
    rows = st.lists(st.lists(cells, max_size=3).map(lambda row: node("tableRow", *row)), max_size=3)
    return (
        items.map(lambda content: node("bullet_list", *content))
        | st.builds(lambda content, order: node("ordered_list", *content, order=order), items, st.integers(-3, 200))
        | tasks.map(lambda content: node("taskList", *content))
        | blocks.map(lambda content: node("blockquote", *content))
        | st.builds(
            lambda summary, content: node(
                "details", node("detailsSummary", *summary), node("detailsContent", *content)
            ),
            inlines,
            blocks,
        )
        | rows.map(lambda content: node("table", *content))
    )


blocks = st.recursive(leaves, _containers, max_leaves=8)
documents = st.lists(blocks, max_size=4).map(lambda content: doc(*content))
pictured_documents = st.lists(
    st.recursive(
        leaves | pictures | strange, lambda children: _containers(children, has_rich_cells=True), max_leaves=8
    ),
    max_size=4,
).map(lambda content: doc(*content))


def written_in(found: object) -> str:
    """What a random document says, read from the document itself, in order."""
    if isinstance(found, list):
        return "".join(map(written_in, found))
    assert isinstance(found, dict)
    attrs = found.get("attrs", {})
    if found["type"] == "text":
        return str(found["text"])
    if found["type"] == "emoji":
        return str(attrs["emoji"] or f":{attrs['name']}:")
    if found["type"] in {"mention", "nobody_knows"} and attrs:
        return str(attrs.get("label") or attrs.get("title"))
    if found["type"] == "blok":
        (component,) = attrs["body"]
        return str(component["title"] + component["more"][0]["label"])
    if found["type"] == "image":
        return "".join(str(attrs[key]) for key in ("alt", "title", "source", "copyright"))
    return written_in(found.get("content", []))
