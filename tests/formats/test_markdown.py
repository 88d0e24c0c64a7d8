"""Rich text as Markdown: how each block and mark is written."""

import pytest

from tests.formats.rich_text import Node, Rendered, cell, doc, link, mark, node, paragraph, text
from tickertui.formats.document import Document, Item, Paragraph, Quote
from tickertui.formats.storyblok import parse, to_markdown


def markdown(*content: object) -> str:
    """The Markdown of a document with this content."""
    return to_markdown(parse(doc(*content)))


def item(*content: object) -> Node:
    """A list item."""
    return node("list_item", *content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([paragraph("a"), paragraph("b")], "a\n\nb\n"),
        ([paragraph("a", node("hard_break"), "b")], "a\\\nb\n"),
        ([node("heading", text("A"), level=4), node("heading", text("B"), level=6)], "# A\n\n## B\n"),
        ([node("heading", text("C #"), node("hard_break"), text("##"), level=1)], "# C # \\##\n"),
        ([node("code_block", text("a\n```\nb"), language="py")], "````py\na\n```\nb\n````\n"),
        ([node("code_block", text("x"), language="not `one` word")], "```\nx\n```\n"),
        ([node("horizontal_rule")], "___\n"),
        ([node("blockquote", paragraph("a"), paragraph("b"))], "> a\n>\n> b\n"),
        ([node("blockquote", paragraph("a")), node("blockquote", paragraph("b"))], "> a\n\n> b\n"),
        ([node("blockquote", node("blockquote", paragraph("a")), paragraph("b"))], "> > a\n>\n> b\n"),
        ([node("bullet_list", item(paragraph("a")), item(paragraph("b")))], "- a\n- b\n"),
        ([node("bullet_list", item(paragraph("a"), paragraph("b")), item(paragraph("c")))], "- a\n\n  b\n\n- c\n"),
        ([node("ordered_list", item(paragraph("a")), item(paragraph("b")), order=9)], "9. a\n10. b\n"),
        ([node("bullet_list", item(paragraph("a"), node("bullet_list", item(paragraph("b")))))], "- a\n  - b\n"),
        (
            [node("bullet_list", item(paragraph("a"), node("ordered_list", item(paragraph("b")), order=5)))],
            "- a\n\n  5. b\n",
        ),
        ([node("bullet_list", item(node("bullet_list", item(paragraph("a")))))], "- - a\n"),
        ([node("bullet_list", item(node("code_block", text("a\nb"))))], "- ```\n  a\n  b\n  ```\n"),
        (
            [node("bullet_list", item(paragraph("a"))), node("bullet_list", item(paragraph("b")))],
            "- a\n\n* b\n",
        ),
        (
            [node("ordered_list", item(paragraph("a"))), node("ordered_list", item(paragraph("b")))],
            "1. a\n\n1) b\n",
        ),
        (
            [node("taskList", node("taskItem", paragraph("a"), checked=True), node("taskItem", paragraph("b")))],
            "- [x] a\n- [ ] b\n",
        ),
        ([node("details", node("detailsSummary", text("s")), paragraph("c"))], "▾ s\n\n> c\n"),
        ([node("blok", body=[{"component": "my_card", "text": "x"}])], "> ▣ my\\_card\n>\n> x\n"),
        ([node("blok", body=[{"component": "spacer"}])], "▣ spacer\n"),
        ([node("poll", question="Up?", url="https://a.example")], "[▣ poll](https://a.example)\\\nUp?\n"),
        ([node("youtube", src="https://youtu.be/x")], "[▣ youtube](https://youtu.be/x)\n"),
        ([node("image", src="/a.png", alt="x*y")], "![x\\*y](/a.png)\n"),
        (
            [node("image", src="/a.png", alt="a", title="t", source="s", copyright="c")],
            "![a](/a.png)\\\nt\\\ns · © c\n",
        ),
        ([node("image", src="/b/a.png?x")], "![a.png](/b/a.png?x)\n"),
        ([node("image", src="data:x", alt="a")], "▣ a\n"),
        ([{"type": "image", "attrs": {"src": "/a.png", "alt": "a"}, "marks": [link("/x")]}], "[![a](/a.png)](/x)\n"),
        ([], ""),
    ],
)
def test_how_a_block_is_written(content: list[object], expected: str) -> None:
    """In the plainest form that renders as what it is."""
    assert markdown(*content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (["a ", text("b", mark("bold")), " c"], "a **b** c"),
        ([text("b", mark("italic"))], "*b*"),
        ([text("b", mark("bold"), mark("em"), mark("s"))], "~~***b***~~"),
        (["a", text("b", mark("bold")), "c"], "a**b**c"),
        (["a", text("b.", mark("bold")), "c"], "a<strong>b.</strong>c"),
        ([text("a", mark("bold")), text("b", mark("italic"))], "**a**<em>b</em>"),
        ([text(" a ", mark("bold")), "b"], "**a** b"),
        (["CO", text("2", mark("subscript"))], "CO<sub>2</sub>"),
        (["m", text("3", mark("superscript"))], "m<sup>3</sup>"),
        ([text("a", mark("underline"), mark("highlight", color="red"))], "<u><mark>a</mark></u>"),
        ([text("a", mark("textStyle", color="red"), mark("sparkle"))], "a"),
        ([text("a", mark("anchor", id='x"y'))], '<a id="x&#34;y"></a>a'),
        ([text("a`b", mark("code"))], "``a`b``"),
        ([text("`a", mark("code"))], "`` `a ``"),
        ([text("*a*", mark("code"), mark("bold"))], "**`*a*`**"),
        ([text("a", mark("code")), text("b", mark("code"), mark("textStyle", color="red"))], "`a`<code>b</code>"),
        ([text("a", link("/x"))], "[a](/x)"),
        ([text("a", link("/x")), text("b", mark("bold"), link("/x")), "c"], "[a**b**](/x)c"),
        ([text(" a ", link("/x")), "b"], "[a](/x) b"),
        ([text("a", link("/x"), link("/y"), link("/z"))], "[a](/x)[⁺¹](/y)[⁺²](/z)"),
        ([text("a", link("javascript:x`y"))], "a (``javascript:x`y``)"),
        ([text("a", link("javascript:x"), link("/y"))], "a (`javascript:x`)[⁺¹](/y)"),
        ([text("a", link("https://a.example/b_(c)"))], "[a](<https://a.example/b_(c)>)"),
        ([text("a", link("https://a.example/&copy;<>"))], "[a](<https://a.example/\\&copy;\\<\\>>)"),
        (["x!", text("a", link("/x"))], "x\\![a](/x)"),
        (["a", text(" ", link("/x")), "b"], "a [⁺](/x)b"),
        (["*a* _b_ [c](d) <e> `f` ~g~ \\h |i|"], "\\*a\\* \\_b\\_ \\[c\\](d) \\<e> \\`f\\` \\~g\\~ \\\\h \\|i\\|"),
        (["&amp; AT&T &", text("lt;", mark("sparkle"))], "\\&amp; AT&T \\&lt;"),
        (["1. a", node("hard_break"), "- b", node("hard_break"), "# c"], "1\\. a\\\n\\- b\\\n\\# c"),
        (["2024. was"], "2024\\. was"),
        (["1.5 kg, C# and 3 > 2 = yes - no"], "1.5 kg, C# and 3 > 2 = yes - no"),
        (["---"], "\\---"),
        (["> a"], "\\> a"),
    ],
)
def test_how_text_is_written(content: list[object], expected: str) -> None:
    """Emphasis as asterisks where they are sure to be read so; escaped is what would be markup, and little else."""
    assert markdown(paragraph(*content)) == expected + "\n"


def test_tables_are_those_of_github() -> None:
    """A head, empty where there is none; bars and breaks in cells are no borders; merged cells are empty ones."""
    head = node("tableRow", cell(paragraph("a|b"), header=True, colspan=2), cell(paragraph("c"), header=True))
    body = node(
        "tableRow",
        cell(paragraph("x"), paragraph(text("y|z", mark("code")))),
        cell(node("bullet_list", item(paragraph("p")), item(paragraph("q"))), rowspan=2),
        cell(node("code_block", text("1\n\n2"))),
    )
    last = node("tableRow", cell(paragraph(node("image", src="/i.png", alt="i"))), cell(paragraph("end")))
    expected = (
        "| a\\|b |  | c |\n| --- | --- | --- |\n| x<br>`y\\|z` | • p<br>• q | `1`<br>`2` |\n| ![i](/i.png) |  | end |\n"
    )
    assert markdown(node("table", head, body, last)) == expected
    rendered = Rendered(expected)
    assert rendered.kinds.count("tr_open") == 3
    assert rendered.kinds.count("th_open") == 3
    assert markdown(node("table", node("tableRow", cell(paragraph("x"))))) == "|  |\n| --- |\n| x |\n"


def test_tables_stand_in_lists_and_quotes() -> None:
    """Every line of a table has its margin."""
    table = node("table", node("tableRow", cell(paragraph("x"), header=True)))
    assert markdown(node("bullet_list", item(table))) == "- | x |\n  | --- |\n"
    assert markdown(node("blockquote", table)) == "> | x |\n> | --- |\n"


def test_blocks_after_each_other_do_not_run_together() -> None:
    """A paragraph after a list is not in it, and one after a quote is no part of it."""
    written = markdown(
        node("bullet_list", item(paragraph("a"))), paragraph("b"), node("blockquote", paragraph("c")), paragraph("d")
    )
    assert written == "- a\n\nb\n\n> c\n\nd\n"


def test_headings_begin_at_the_level_asked_for() -> None:
    """Under a title of level 1 the article's headings begin at 2, and end at 6."""
    document = parse(doc(*[node("heading", text("x"), level=level) for level in range(1, 7)]))
    assert to_markdown(document, top=2).split() == [
        "##",
        "x",
        "###",
        "x",
        "####",
        "x",
        "#####",
        "x",
        "######",
        "x",
        "######",
        "x",
    ]


def test_documents_made_by_hand_are_written_too() -> None:
    """A block in an item that nobody opened is a plain block."""
    closed = Item("bullet", 1, opens=False)
    document = Document((Paragraph("a", frames=(closed,)), Paragraph("b", frames=(Quote(), closed))))
    assert to_markdown(document) == "a\n\n> b\n"


def test_a_link_on_a_trimmed_space_keeps_its_address() -> None:
    """Spaces at a line's edge are not kept; the address that lay on them is."""
    nothing = {"type": "text", "text": "\xa0", "marks": [{"type": "link", "attrs": {"href": "https://a.example/x"}}]}
    heading = {"type": "heading", "attrs": {"level": 1}, "content": [{"type": "text", "text": "Title"}, nothing]}
    assert to_markdown(parse({"type": "doc", "content": [heading]})) == "# Title\n\n[⁺](https://a.example/x)\n"


def test_a_break_before_a_blank_line_leaves_no_backslash() -> None:
    """A hard break needs a line after it."""
    content = [{"type": "text", "text": "1"}, {"type": "hard_break"}, {"type": "text", "text": "\xa0"}]
    assert to_markdown(parse({"type": "doc", "content": [{"type": "paragraph", "content": content}]})) == "1\n"
