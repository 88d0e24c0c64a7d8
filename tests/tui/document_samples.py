"""Sample documents for the reader: every node and mark, and generated ones of any length."""

from collections.abc import Iterator

from tickertui.formats.document import (
    Anchor,
    Bloc,
    Block,
    Cell,
    Code,
    Details,
    Document,
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
    Summary,
    Table,
    TextColor,
    Unknown,
    UnknownMark,
)

BOLD, ITALIC, STRIKE = Style(name="bold"), Style(name="italic"), Style(name="strike")
UNDERLINE, CODE = Style(name="underline"), Style(name="code")
RAISED, LOWERED = Style(name="superscript"), Style(name="subscript")
REPORT = Link(href="https://prices.example/reports/database")
ASSESSMENT = Link(href="https://prices.example/assessments/capacity")
STORY = Link(href="/article/one-third-of-cells", kind="story", uuid="5f0c")
MAIL = Link(href="mailto:desk@prices.example", kind="email")
UNSAFE = Link(href="javascript:alert(1)", safe=False)

LOREM = (
    "The market for lithium carbonate moved sideways in the week, with buyers in no hurry and sellers holding on to "
    "what stock they had; converters spoke of thin margins, and the spread between grades stayed where it had been "
    "since the spring."
)


def rich(*parts: str | tuple[str, *tuple[Mark, ...]]) -> tuple[str, tuple[Span, ...]]:
    """Text and spans from parts: a string, or a string with its marks."""
    text = ""
    spans = []
    for part in parts:
        if isinstance(part, str):
            text += part
        else:
            words, *marks = part
            spans.append(Span(start=len(text), end=len(text) + len(words), marks=tuple(marks)))
            text += words
    return text, tuple(spans)


def para(*parts: str | tuple[str, *tuple[Mark, ...]], frames: tuple[Frame, ...] = ()) -> Paragraph:
    """A paragraph from parts."""
    text, spans = rich(*parts)
    return Paragraph(text=text, spans=spans, frames=frames)


def cell(text: str, *, header: bool = False, colspan: int = 1, rowspan: int = 1) -> Cell:
    """A cell of one paragraph."""
    return Cell(blocks=(Paragraph(text=text),), header=header, colspan=colspan, rowspan=rowspan)


def bullet(depth: int = 1, *, opens: bool = True, first: bool = False, tight: bool = True) -> Item:
    """An item of a bullet list."""
    return Item(kind="bullet", depth=depth, opens=opens, first=first, tight=tight)


def numbered(number: int, widest: int, *, first: bool = False) -> Item:
    """An item of an ordered list."""
    return Item(kind="ordered", depth=1, opens=True, number=number, widest=widest, first=first)


def headings() -> tuple[Block, ...]:
    """A heading of each rank with a paragraph after it."""
    names = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    blocks: list[Block] = []
    for rank, name in enumerate(names, 1):
        blocks.append(Heading(text=f"{name} rank of heading", level=rank, rank=rank, slug=name.lower()))
        blocks.append(Paragraph(text=f"What stands under the {name.lower()}."))
    return tuple(blocks)


def marks() -> tuple[Block, ...]:
    """Paragraphs with every mark."""
    return (
        para(
            "Plain, ", ("bold", BOLD), ", ", ("italic", ITALIC), ", ", ("both", BOLD, ITALIC), ", ",
            ("struck", STRIKE), ", ", ("underlined", UNDERLINE), " and ", ("price_of(x)", CODE), ".",
        ),
        para("Per m", ("3", RAISED), " of CO", ("2", LOWERED), ", a note", ("see", RAISED), ", x", ("max", LOWERED)),
        para(("tinted", Highlight()), " and ", ("tinted by the author", Highlight(color="#ffee00")), " and ",
             ("coloured", TextColor(color="#d33")), ", ", ("styled", Styled(name="lead")), ", ",
             ("anchored", Anchor(id="here")), ", ", ("strange", UnknownMark(name="glow"))),
        para("According to the ", ("Battery Database", REPORT, ASSESSMENT), ", see ", ("our story ", STORY), "or ",
             ("write to us", MAIL), "; ", ("never this", UNSAFE), ". Volume in ", ("m3 of 2024", REPORT), "."),
        Paragraph(text="In the middle", align="center"),
        Paragraph(text="To the right", align="right"),
        Paragraph(text=LOREM, align="justify"),
        Paragraph(text="One line\nand, after a hard break, another"),
    )  # fmt: skip


def lists() -> tuple[Block, ...]:
    """Lists of every kind, nested, tight and loose."""
    return (
        Paragraph(text=LOREM[:112], frames=(bullet(first=True),)),
        Paragraph(text="Lithium", frames=(bullet(),)),
        Paragraph(text="Carbonate", frames=(bullet(opens=False), bullet(2, first=True))),
        Paragraph(text="Battery grade", frames=(bullet(opens=False), bullet(2, opens=False), bullet(3, first=True))),
        Paragraph(text="Cobalt", frames=(bullet(),)),
        Paragraph(text="The ninth of the reasons, which takes more than one line to give: " + LOREM[:60],
                  frames=(numbered(9, 2, first=True),)),
        Paragraph(text="The tenth", frames=(numbered(10, 2),)),
        Paragraph(text="Read the payload", frames=(Item(kind="task", depth=1, opens=True, checked=True, first=True),)),
        Paragraph(text="Read the article", frames=(Item(kind="task", depth=1, opens=True),)),
        Paragraph(text="A loose item", frames=(bullet(first=True, tight=False),)),
        Paragraph(text="with a second paragraph", frames=(bullet(opens=False, tight=False),)),
        Paragraph(text="and a neighbour", frames=(bullet(tight=False),)),
    )  # fmt: skip


def quotes() -> tuple[Block, ...]:
    """Quotes, nested, with a list in them; a section and an embedded component."""
    quote = Quote()
    bloc = Bloc(component="newsletter_form")
    return (
        Paragraph(text=LOREM[:120], frames=(quote,)),
        Paragraph(text="A second paragraph of the quote.", frames=(quote,)),
        Paragraph(text="And a quote in it.", frames=(quote, Quote())),
        Paragraph(text="With a list", frames=(quote, bullet(first=True))),
        Paragraph(text="How it is measured", frames=(Summary(),)),
        Paragraph(text=LOREM[:100], frames=(Details(),)),
        Paragraph(text="Subscribe to our letter", frames=(bloc,)),
        Paragraph(text="Every Friday", frames=(bloc,)),
    )


def code() -> tuple[Block, ...]:
    """Code with and without a language, with tabs and a long line."""
    return (
        Code(text="def level(x):\n\treturn f'{x:,.2f}'\n", language="python"),
        Code(text="a line that is a good deal longer than any column that a reader would wish for " * 2),
        Rule(),
    )


def cards() -> tuple[Block, ...]:
    """Pictures with and without words, a video, and a node that nobody knows."""
    return (
        Picture(src="https://pictures.example/f/512x512/capacity.png"),
        Picture(src="https://pictures.example/f/chart.png", alt="Capacity by region", title="China leads, for now",
                source="Company reports", copyright="Prices Ltd", width=1200, height=750, links=(REPORT,)),
        Embed(kind="youtube", src="https://video.example/watch?v=1"),
        Unknown(name="poll", text="Which way next?", links=(ASSESSMENT,)),
        Paragraph(text=""),
        Paragraph(text="\xa0"),
    )  # fmt: skip


def price_table(rows: int = 4) -> Table:
    """A table of prices with a head and numbers."""
    head = tuple(cell(name, header=True) for name in ("Grade", "Low", "High", "Change"))
    body = tuple(
        (cell(f"Grade {number}"), cell(f"{number * 100:,}.00"), cell(f"{number * 110:,}.50"), cell(f"-{number}.25 %"))
        for number in range(1, rows + 1)
    )
    return Table(rows=(head, *body), head=1)


def tables() -> tuple[Block, ...]:
    """Tables: plain, with long text, with spans, and with more columns than fit."""
    spans = Table(
        rows=(
            (cell("Region", header=True, rowspan=2), cell("Capacity, GWh", header=True, colspan=2)),
            (cell("2023", header=True), cell("2030", header=True)),
            (cell("China", rowspan=2), cell("490"), cell("1,100")),
            (cell("of which abroad", colspan=2),),
            (cell("Europe"), cell("14")),
        ),
        head=2,
    )
    words = Table(
        rows=(
            (cell("Who", header=True), cell("What they say", header=True)),
            (cell("Buyers"), cell(LOREM)),
            (cell("Sellers"), Cell(blocks=(Paragraph(text="Two"), Paragraph(text="paragraphs")))),
        ),
        head=1,
    )
    wide = Table(
        rows=(
            tuple(cell(f"Column {n}", header=True) for n in range(1, 13)),
            tuple(cell(f"{n * 1234.5:,.2f}") for n in range(1, 13)),
        ),
        head=1,
    )
    return (price_table(), words, spans, wide)


def scripts() -> tuple[Block, ...]:
    """Wide, joint, combining and invisible characters."""
    return (
        Paragraph(text="中国のリチウム電池市場は、2026年に大きく成長した。「価格」は（前年比）上昇した。" * 2),
        Paragraph(text="Families 👨‍👩‍👧‍👦, flags 🇩🇪🇫🇷, keycaps 1️⃣, thumbs 👍🏽, and e\u0301 with an accent. " * 2),
        Paragraph(text="Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft " * 4 + "490\xa0GWh " * 6),
        Paragraph(text="long\u200bwords\u200bthat\u200bmay\u200bpart " * 5),
        Paragraph(text="שוק הליתיום", dir="rtl"),
        Paragraph(text="https://prices.example/a/very/long/address?with=many&parts=" + "x" * 120),
        Paragraph(text="Literal [@click=app.quit] [/nope] *x* &amp; stays."),
    )


def everything() -> Document:
    """One document with every node and mark."""
    blocks = (
        *headings(), *marks(), *lists(), *quotes(), *code(), *cards(), *tables(), *scripts(), Paragraph(text=LOREM)
    )  # fmt: skip
    return Document(blocks=blocks, links=(REPORT, ASSESSMENT, STORY, MAIL, UNSAFE))


def long_document(count: int) -> Document:
    """A document of so many blocks, mixed as an article is: prose with links, headings, lists, quotes, tables, code."""
    links = tuple(Link(href=f"https://prices.example/{number}") for number in range(max(count // 8, 1)))
    return Document(blocks=tuple(_mixed(count, links)), links=links)


def _mixed(count: int, links: tuple[Link, ...]) -> Iterator[Block]:
    quote = Quote()
    for number in range(count):
        kind = number % 50
        words = LOREM[: 90 + number * 37 % 130] + f" Block {number} says so."
        if kind % 16 == 0:
            yield Heading(text=f"Heading {number}", level=4, rank=1 + (kind > 0), slug=f"h{number}")
        elif kind in {7, 8, 9, 10}:
            yield Paragraph(text=words[:60], frames=(bullet(first=kind == 7),))
        elif kind in {20, 21}:
            yield Paragraph(text=words, frames=(quote,))
        elif kind == 30:
            yield price_table(3)
        elif kind == 35:
            yield Code(text=f"price = {number}\nprint(price)", language="python")
        elif kind == 40:
            yield Picture(src=f"https://pictures.example/{number}.png", alt=f"Picture {number}")
        else:
            link = links[number % len(links)]
            yield para(words[:30], ("strong", BOLD), words[30:80], ("a source", link), words[80:])
