"""Documents that nobody should send, as rich text: deep, long, wide, many, of wrong types, with control characters.

Each is made for a share of its full size: `benchmarks/stall.py` shows the full ones to the screen, tests small ones.
"""

from collections.abc import Callable
from itertools import cycle, islice

from tests.formats.rich_text import Node, cell, doc, link, mark, node, paragraph, text
from tickertui.formats.storyblok_nodes import NODES

WORDS = "Brine ponds filled slowly this season, and the spread between grades narrowed again. "
CONTROLS = (
    "\x1b]0;taken\x07\x1b[2J\x1b[31mred\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\\x9b2J\x9d0;x\x9c\x90q\x9c"
    "\x00\x07\x08\x0b\x0c\x0e\x7f\x85\u202e\u2066\u200f\ufeff\U0010eeee\U000e0041\r\n\x1b_Gi=1;AAAA\x1b\\\x1bPtmux;\x1b\\"
)
"""Everything that a terminal might obey, and what turns text round."""


def ordinary(share: float) -> Node:
    """Nothing wrong: what the same steps cost in an article as it should be."""
    del share
    return doc(*[paragraph(f"{at} needle ", text(WORDS, link(f"https://x.example/{at}"))) for at in range(60)])


def _nested(depth: int, wrap: Callable[[Node], Node]) -> Node:
    made = paragraph("last")
    for _ in range(depth):
        made = wrap(made)
    return made


def deep_lists(share: float) -> Node:
    """Ten thousand lists in each other."""
    wrapped = _nested(_of(10_000, share), lambda inner: node("bullet_list", node("list_item", paragraph("x"), inner)))
    return doc(wrapped, paragraph(WORDS))


def deep_quotes(share: float) -> Node:
    """Ten thousand quotes in each other, with a word in each."""
    return doc(_nested(_of(10_000, share), lambda inner: node("blockquote", paragraph("x needle"), inner)))


def deep_tables(share: float) -> Node:
    """Ten thousand tables, each in a cell of the one before."""
    return doc(
        _nested(
            _of(10_000, share),
            lambda inner: node("table", node("tableRow", cell(paragraph("x")), cell(inner, paragraph("y needle")))),
        )
    )


def deep_details(share: float) -> Node:
    """Ten thousand sections in each other."""
    return doc(
        _nested(
            _of(10_000, share),
            lambda inner: node(
                "details", node("detailsSummary", text("more")), node("detailsContent", paragraph("x"), inner)
            ),
        )
    )


def many_spans(share: float) -> Node:
    """A million pieces of text in one paragraph, every other one bold."""
    bold = mark("bold")
    count = _of(999_990, share)
    return doc(paragraph(*[text("needle ", bold) if at % 2 else text("and ") for at in range(count)]))


def many_marked(share: float) -> Node:
    """A paragraph of 300,000 pieces with a link and a colour each."""
    return doc(
        paragraph(
            *[
                text(f"w{at} ", link(f"https://x.example/{at % 5_000}"), mark("textStyle", color=f"#{at % 4096:03x}"))
                for at in range(_of(300_000, share))
            ]
        )
    )


def _word(glyphs: str, size: int) -> Callable[[float], Node]:
    def made(share: float) -> Node:
        count = _of(size, share)
        return doc(paragraph("before"), paragraph((glyphs * (count // len(glyphs) + 1))[:count]), paragraph("after"))

    return made


def heading_of_a_megabyte(share: float) -> Node:
    """A heading of a megabyte, and a link around another one."""
    long = WORDS * _of(12_000, share)
    return doc(node("heading", text(long), level=2), paragraph(text(long, link("https://x.example/"))))


def tall_table(share: float) -> Node:
    """A table of 100,000 rows."""
    head = node("tableRow", cell(paragraph("Grade"), header=True), cell(paragraph("Low"), header=True))
    rows = [
        node("tableRow", cell(paragraph(f"needle {at}")), cell(paragraph(f"{at}.00")))
        for at in range(_of(100_000, share))
    ]
    return doc(paragraph("before"), node("table", head, *rows), paragraph("after"))


def wide_table(share: float) -> Node:
    """A table of 2,000 columns and forty rows."""
    columns = _of(2_000, share)
    rows = [
        node("tableRow", *[cell(paragraph(f"needle {row}.{at}"), header=row == 0) for at in range(columns)])
        for row in range(40)
    ]
    return doc(paragraph("before"), node("table", *rows), paragraph("after"))


def spanned_table(share: float) -> Node:
    """A table whose cells claim a million rows and columns each."""
    huge = cell(paragraph("needle"), colspan=10**6, rowspan=10**6)
    return doc(node("table", *[node("tableRow", *[huge] * 20) for _ in range(_of(2_000, share))]))


def megabyte_cell(share: float) -> Node:
    """A table with a cell of a megabyte in its middle, and one of a single word as long."""
    long, word = WORDS * _of(12_000, share), "x" * _of(1_000_000, share)
    rows = [node("tableRow", cell(paragraph(f"row {at}")), cell(paragraph("small"))) for at in range(20)]
    huge = [
        node("tableRow", cell(paragraph("long")), cell(paragraph(long))),
        node("tableRow", cell(paragraph(word)), cell(paragraph("word"))),
    ]
    return doc(node("table", *rows, *huge, *rows), paragraph("after needle"))


def crowded_cell(share: float) -> Node:
    """A table's cell of half a million paragraphs."""
    many = [paragraph(f"needle {at}") for at in range(_of(500_000, share))]
    row = node("tableRow", cell(paragraph("small")), cell(*many), cell(paragraph("other")))
    return doc(paragraph("before"), node("table", row), paragraph("after"))


def long_code(share: float) -> Node:
    """Code of a million lines."""
    return doc(node("code_block", text("price = 1  # needle\n" * _of(1_000_000, share)), language="python"))


def wide_code(share: float) -> Node:
    """Code of one line of five megabytes."""
    return doc(node("code_block", text("x = needle + " * _of(400_000, share)), language="python"))


def empty_code(share: float) -> Node:
    """Code of five million line breaks."""
    return doc(node("code_block", text("\n" * _of(5_000_000, share)), language="nobody knows"))


def many_links(share: float) -> Node:
    """200,000 links in as many paragraphs."""
    return doc(
        *[paragraph("see ", text(f"needle {at}", link(f"https://x.example/{at}"))) for at in range(_of(200_000, share))]
    )


def one_late_link(share: float) -> Node:
    """A link after 400,000 paragraphs without one."""
    last = paragraph(text("here", link("https://x.example/")))
    return doc(*[paragraph(f"number {at}") for at in range(_of(400_000, share))], last)


def many_headings(share: float) -> Node:
    """100,000 headings, with a word under each."""
    made: list[Node] = []
    for at in range(_of(100_000, share)):
        made.append(node("heading", text(f"Heading needle {at}"), level=at % 6 + 1))
        made.append(paragraph("x"))
    return doc(*made)


def many_pictures(share: float) -> Node:
    """50,000 pictures."""
    return doc(
        *[
            paragraph(node("image", src=f"https://a.example/f/512x512/{at}.png", alt=f"needle {at}", title="caption"))
            for at in range(_of(50_000, share))
        ]
    )


def many_paragraphs(share: float) -> Node:
    """Six megabytes in 30,000 paragraphs, to be selected and copied."""
    return doc(*[paragraph(f"{at} needle " + WORDS * 2) for at in range(_of(30_000, share))])


def many_blanks(share: float) -> Node:
    """A million empty paragraphs before a word."""
    return doc(paragraph("first"), *[paragraph()] * _of(1_000_000, share), paragraph("last"))


def many_bloks(share: float) -> Node:
    """100,000 components that nobody knows, with strings and addresses each."""
    return doc(
        *[
            node(
                "blok",
                body=[{"component": f"card{at}", "title": f"needle {at}", "link": {"url": f"https://x.example/{at}"}}],
            )
            for at in range(_of(100_000, share))
        ]
    )


def shared(share: float) -> Node:
    """Forty nodes that are met 2**40 times."""
    del share
    made = paragraph("needle ", text("x", link("https://x.example/")))
    for _ in range(40):
        made = node("doc", made, made)
    return made


def wrong_types(share: float) -> Node:
    """Every node and mark with values of every wrong type in every attribute, and as its content and marks."""
    wrong: list[object] = [None, True, -1, 10**400, 1e308, float("nan"), "", "\x1b[31m", [], [[]], {}, {"a": []}, b"x"]
    made: list[object] = []
    for kind in _KINDS:
        for value in wrong:
            attrs = dict.fromkeys(_ATTRIBUTES, value)
            signs = [{"type": name, "attrs": attrs} for name in _MARKS] + [value]
            words = {"type": "text", "text": "needle", "marks": signs}
            made.append({"type": kind, "attrs": attrs, "content": [words, value], "marks": signs, "text": value})
            made.append({"type": kind, "attrs": value, "content": value, "marks": value})
            made.append({"type": value, "content": [words]})
    return doc(*islice(cycle(made), _of(20_000, share)))


def controls(share: float) -> Node:
    """Control characters in every string of every node."""
    c = CONTROLS
    marks = [
        link(f"https://x.example/{c}", title=c, custom={c: c}), link(f"java{c}script:{c}"), link(f"file:///{c}"),
        mark("highlight", color=c), mark("textStyle", color=f"red{c}"), mark("styled", **{"class": c}),
        mark("anchor", id=c), mark(c),
    ]  # fmt: skip
    made = [
        paragraph(*[text(f"needle {c}{at}", each) for at, each in enumerate(marks)]),
        node("heading", text(f"Heading{c}"), level=2),
        paragraph(node("image", src=f"https://a.example/{c}.png", alt=f"alt{c}", title=f"t{c}", source=c, copyright=c)),
        node("code_block", text(f"code{c}\nmore{c}"), language=f"py{c}"),
        node("blok", body=[{"component": f"card{c}", "title": f"x{c}", "url": f"https://x.example/{c}"}]),
        node(f"nobody{c}", title=f"x{c}"),
        node("youtube", src=f"https://video.example/{c}"),
        paragraph(node("emoji", name=f"smile{c}", emoji=c), node("mention", label=f"who{c}", id=c)),
        node("table", node("tableRow", cell(paragraph(f"cell{c}"), backgroundColor=c), cell(paragraph(c)))),
        node("details", node("detailsSummary", text(f"s{c}")), node("detailsContent", paragraph(f"d{c}"))),
        node("taskList", node("taskItem", paragraph(f"task{c}"), checked=c)),
    ]
    return doc(*made * _of(2_000, share))


_ATTRIBUTES = (
    "level", "order", "start", "src", "href", "alt", "title", "colspan", "rowspan", "colwidth", "body", "component",
    "emoji", "name", "id", "label", "anchor", "color", "linktype", "uuid", "custom", "meta_data", "language", "class",
    "checked", "open", "textAlign", "dir", "backgroundColor", "target", "copyright", "source",
)  # fmt: skip
_KINDS = (*sorted(NODES), "text", "nobody_knows")
_MARKS = ("bold", "link", "highlight", "textStyle", "styled", "anchor", "superscript", "nobody")


def _of(full: int, share: float) -> int:
    return max(int(full * share), 1)


DOCUMENTS: dict[str, Callable[[float], Node]] = {
    "nothing wrong": ordinary,
    "10,000 lists deep": deep_lists,
    "10,000 quotes deep": deep_quotes,
    "10,000 tables deep": deep_tables,
    "10,000 sections deep": deep_details,
    "a million spans": many_spans,
    "300,000 marked pieces": many_marked,
    "a word of 100,000": _word("x", 100_000),
    "a word of 5,000,000": _word("x", 5_000_000),
    "a CJK word of 5,000,000": _word("電池", 5_000_000),
    "marks of 5,000,000": _word("e\u0301\u0302\u0303", 5_000_000),
    "joined emoji of 5,000,000": _word("👨\u200d👩\u200d👧\u200d👦", 5_000_000),
    "flags of 2,000,000": _word("🇩🇪🇫🇷", 2_000_000),
    "soft hyphens, 5,000,000": _word("ab\u00ad\u200b", 5_000_000),
    "a heading of a megabyte": heading_of_a_megabyte,
    "a table of 100,000 rows": tall_table,
    "a table of 2,000 columns": wide_table,
    "a table of absurd spans": spanned_table,
    "a cell of a megabyte": megabyte_cell,
    "a cell of 500,000 paragraphs": crowded_cell,
    "code of 1,000,000 lines": long_code,
    "a line of code of 5 MB": wide_code,
    "code of 5,000,000 breaks": empty_code,
    "200,000 links": many_links,
    "a link after 400,000 paragraphs": one_late_link,
    "100,000 headings": many_headings,
    "50,000 pictures": many_pictures,
    "6 MB of paragraphs": many_paragraphs,
    "a million blanks": many_blanks,
    "100,000 components": many_bloks,
    "shared 2**40 times": shared,
    "wrong types": wrong_types,
    "control characters": controls,
}
"""Every kind by name, made for a share of its full size."""
