"""One rich text with every node and mark that sites write, under each of its names."""

from tests.formats.rich_text import Node, cell, doc, link, mark, node, paragraph, text

STORY = "The week was quiet: buyers had no hurry, and sellers held on to what stock they had."


def nodes() -> Node:
    """Every node."""
    return doc(
        node("heading", text("A heading in the middle "), level=2, textAlign="center"),
        paragraph(STORY, dir="ltr"),
        paragraph("In the middle", textAlign="center"),
        paragraph("At the right edge", textAlign="right"),
        paragraph("שוק הליתיום השבוע", dir="rtl"),
        paragraph("One line", node("hardBreak"), "and, after a hard break, another", node("hard_break"), "and a third"),
        paragraph(),
        paragraph("\xa0"),
        paragraph(
            "Smiles ",
            node("emoji", name="smile", emoji="😄"),
            " and ",
            node("emoji", name="ghost", emoji=None),
            ", told to ",
            node("mention", id="7", label="Ada Vale"),
            ".",
        ),
        *_lists(),
        node("blockquote", paragraph("Said by one."), node("blockquote", paragraph("Quoted by another."))),
        node("codeBlock", text("def level(x):\n\treturn x  # as it was\n"), **{"class": "language-python"}),
        node("code_block", text("plain code")),
        node("horizontalRule"),
        paragraph("Before ", node("image", src="https://a.example/f/800x450/inline.png", alt="A chart"), " and after."),
        node(
            "details",
            node("detailsSummary", text("How it is measured")),
            node("detailsContent", paragraph(STORY), node("bullet_list", node("list_item", paragraph("weekly")))),
        ),
        node(
            "details",
            node("detailsSummary", text("A closed one")),
            node("detailsContent", paragraph("inside")),
            open=False,
        ),
        node("youtube", src="https://video.example/watch?v=1"),
        node(
            "blok",
            id="1",
            body=[
                {
                    "component": "newsletter",
                    "_uid": "2",
                    "headline": "Our letter",
                    "link": {"url": "https://x.example/l"},
                },
                {"component": "spacer", "_uid": "3"},
            ],
        ),
        node("poll", question="Which way next?"),
        node("callout", paragraph("Text in a node that nobody has described.")),
        node("ticker_widget"),
    )


def _lists() -> tuple[Node, ...]:
    return (
        node(
            "bullet_list",
            node(
                "list_item",
                paragraph("Lithium"),
                node(
                    "bulletList",
                    node(
                        "listItem",
                        paragraph("Carbonate"),
                        node(
                            "ordered_list",
                            node("list_item", paragraph("battery grade")),
                            node("list_item", paragraph("technical grade")),
                            order=9,
                        ),
                    ),
                ),
            ),
            node("list_item", paragraph("Cobalt, " + STORY.lower())),
        ),
        node(
            "orderedList", node("listItem", paragraph("from ninety-nine")), node("listItem", paragraph("on")), start=99
        ),
        node(
            "taskList",
            node("taskItem", paragraph("done"), checked=True),
            node("taskItem", paragraph("not done"), checked=False),
        ),
        node(
            "bullet_list",
            node("list_item", paragraph("A loose item"), paragraph("with a second paragraph")),
            node("list_item", node("blockquote", paragraph("A quote in a list"))),
        ),
    )


def tables() -> Node:
    """Tables of every make."""
    head = node("tableRow", *[cell(paragraph(name), header=True) for name in ("Grade", "Low", "High", "Change")])
    prices = [
        node("table_row", *[node("table_cell", paragraph(words)) for words in row])
        for row in (("Carbonate", "9,250.00", "9,800.00", "+1.2 %"), ("Hydroxide", "8,950.00", "9,400.00", "−0.4 %"))
    ]
    spans = node(
        "table",
        node(
            "tableRow",
            cell(paragraph("Region"), header=True, rowspan=2),
            cell(paragraph("Capacity, GWh"), header=True, colspan=2),
        ),
        node("tableRow", cell(paragraph("2023"), header=True), cell(paragraph("2030"), header=True)),
        node("tableRow", cell(paragraph("China"), rowspan=2), cell(paragraph("490")), cell(paragraph("1,100"))),
        node("tableRow", cell(paragraph("of which abroad, by the plans of last year"), colspan=2)),
        node("tableRow", cell(paragraph("Europe"), backgroundColor="#ffe9b0"), cell(paragraph("14"))),
    )
    weights = node(
        "table", node("tableRow", cell(paragraph(STORY), colwidth=[400]), cell(paragraph(STORY), colwidth=[100]))
    )
    inside = node(
        "table",
        node("tableRow", cell(paragraph("What"), header=True), cell(paragraph("Said of it"), header=True)),
        node(
            "tableRow",
            cell(node("bullet_list", node("list_item", paragraph("one")), node("list_item", paragraph("two")))),
            cell(
                node("blockquote", paragraph("A quote")),
                node("code_block", text("x = 1")),
                paragraph(node("image", src="https://a.example/chart.png", alt="A chart")),
                paragraph("a ", text("link", link("https://x.example/cell"))),
            ),
        ),
    )
    wide = node(
        "table",
        node("tableRow", *[cell(paragraph(f"Column {n} of the table"), header=True) for n in range(1, 10)]),
        *[node("tableRow", *[cell(paragraph(f"{n * m * 1234.5:,.2f}")) for n in range(1, 10)]) for m in (1, 2)],
    )
    return doc(node("table", head, *prices), spans, weights, inside, wide)


def marks() -> Node:
    """Every mark, alone and together."""

    def said(name: str, *aliases: str) -> list[Node]:
        return [part for each in (name, *aliases) for part in (text(each, mark(each)), text(" "))]

    one, two = link("https://x.example/database"), link("/article/assessment", linktype="story", uuid="7")
    return doc(
        paragraph(
            *said("bold", "strong"), *said("italic", "em"), *said("strike", "s"), *said("underline"), *said("code")
        ),
        paragraph(
            text("bold italic code", mark("bold"), mark("italic"), mark("code")),
            " and ",
            text("struck link", mark("strike"), one),
        ),
        paragraph(
            "Per m",
            text("3", mark("superscript")),
            " of CO",
            text("2", mark("subscript")),
            ", note",
            text("see", mark("superscript")),
            ", x",
            text("max", mark("subscript")),
        ),
        paragraph(
            text("default tint", mark("highlight")),
            ", ",
            text("yellow", mark("highlight", color="#ffee00")),
            ", ",
            text("navy", mark("highlight", color="navy")),
            ", ",
            text("no colour", mark("highlight", color="x;y")),
        ),
        paragraph(
            text("red", mark("textStyle", color="#d33")),
            ", ",
            text("pale", mark("textStyle", color="#fffffe")),
            ", ",
            text("dark", mark("textStyle", color="#010203")),
            ", ",
            text("blue on yellow", mark("textStyle", color="blue"), mark("highlight", color="yellow")),
        ),
        paragraph(
            text("styled", mark("styled", **{"class": "lead"})),
            ", ",
            text("anchored", mark("anchor", id="here")),
            ", ",
            text("glowing", mark("glow")),
        ),
        paragraph(
            "By the ",
            text("Battery Database", one, two),
            ", ",
            text("our story ", two),
            "or ",
            text("write", link("desk@x.example", linktype="email")),
            "; ",
            text("a part", link("/a", anchor="b")),
            ", ",
            text("here", link("#here")),
            ", ",
            text("never this", link("javascript:x")),
            ", ",
            text("nor this", link("file:///etc/passwd")),
            ", ",
            text("nowhere", mark("link")),
            ". In ",
            text("m3 of 2024", one),
            ".",
        ),
        node("heading", text("A heading with a "), text("link", one), level=3),
    )
