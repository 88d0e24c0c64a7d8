"""Rich text as plain text for people."""

import pytest

from tests.formats.rich_text import Node, cell, doc, link, mark, node, paragraph, text
from tickertui.formats.richtext_text import display_width
from tickertui.formats.storyblok import parse, to_text


def item(*content: object) -> Node:
    """A list item."""
    return node("list_item", *content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([], ""),
        ([paragraph("a", node("hard_break"), "b"), paragraph("*c*")], "a\nb\n\n*c*\n"),
        (
            [node("heading", text("Title"), level=4), node("heading", text("電池"), level=5)],
            "Title\n=====\n\n電池\n----\n",
        ),
        (
            [node("heading", text(each), level=level) for level, each in ((1, "a"), (2, "b"), (3, "c"))],
            "a\n=\n\nb\n-\n\nc\n",
        ),
        ([paragraph("CO", text("2", mark("subscript")))], "CO2\n"),
        ([node("code_block", text("a\n\tb"))], "    a\n    \tb\n"),
        ([node("horizontal_rule")], "─" * 24 + "\n"),
        ([node("blockquote", paragraph("a"), paragraph("b"))], "> a\n>\n> b\n"),
        (
            [
                node(
                    "bullet_list", item(paragraph("a"), node("bullet_list", item(paragraph("b")))), item(paragraph("c"))
                )
            ],
            "• a\n  • b\n• c\n",
        ),
        (
            [node("ordered_list", item(paragraph("a")), item(paragraph("b"), paragraph("c")), order=9)],
            " 9. a\n\n10. b\n\n    c\n",
        ),
        (
            [node("taskList", node("taskItem", paragraph("a"), checked=True), node("taskItem", paragraph("b")))],
            "☑ a\n☐ b\n",
        ),
        ([node("details", node("detailsSummary", text("s")), paragraph("c"))], "▾ s\n\n  c\n"),
        (
            [
                node("blok", body=[{"component": "card", "text": "x"}]),
                node("blok", body=[{"component": "card", "text": "y"}]),
            ],
            "▣ card\n\n  x\n\n▣ card\n\n  y\n",
        ),
        ([node("poll", question="Up?")], "▣ poll\nUp?\n"),
        (
            [node("image", src="/b/a.png", alt="a", title="t", source="s", copyright="© c")],
            "▣ a\nt\ns · © c\n/b/a.png\n",
        ),
        ([node("image", src="/b/a.png")], "▣ a.png\n/b/a.png\n"),
        ([node("youtube", src="https://youtu.be/x")], "▣ youtube[1]\n\n[1] https://youtu.be/x\n"),
    ],
)
def test_how_a_block_is_written(content: list[object], expected: str) -> None:
    """Without markup, as one would type it."""
    assert to_text(parse(doc(*content))) == expected


def test_links_are_numbered_and_listed() -> None:
    """A link has its number after its words, and the same number everywhere."""
    document = parse(
        doc(
            paragraph(
                "a ",
                text("b ", link("/1")),
                text("c ", link("/1"), mark("bold")),
                "d ",
                text("e", link("/2"), link("/1")),
                ".",
            ),
            paragraph(text("f", link("", uuid="u-1", linktype="story"))),
        )
    )
    assert to_text(document) == "a b c[1] d e[2][1].\n\nf[3]\n\n[1] /1\n[2] /2\n[3] story u-1\n"


def test_tables_line_up() -> None:
    """Numbers to the right, the head apart, long cells stick out, blocks of a cell in one line."""
    rows = [
        node(
            "tableRow",
            cell(paragraph("Name"), header=True),
            cell(paragraph("Price"), header=True),
            cell(paragraph("Note"), header=True),
        ),
        node(
            "tableRow",
            cell(paragraph("電池")),
            cell(paragraph("1,234.5")),
            cell(paragraph("a"), paragraph("b", node("hard_break"), "c")),
        ),
        node(
            "tableRow",
            cell(paragraph("x" * 50), colspan=2),
            cell(node("ordered_list", item(paragraph("p")), item(paragraph("q")))),
        ),
        node("tableRow", cell(), cell(paragraph("7"))),
    ]
    assert to_text(parse(doc(node("table", *rows)))).split("\n") == [
        "Name │ Price   │ Note",
        "─" * (4 + 7 + 11 + 6),
        "電池 │ 1,234.5 │ a / b / c",
        f"{'x' * 50} │ {' ' * 7} │ 1. p / 2. q",
        "     │       7",
        "",
    ]


def test_the_width_of_text_counts_cells() -> None:
    """Wide characters take two, marks none."""
    assert [display_width(each) for each in ("abc", "電池", "e\u0301", "")] == [3, 4, 1, 0]
