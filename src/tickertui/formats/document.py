r"""A rich-text document as plain, frozen values: a flat list of blocks, each with its text and its spans.

The list is flat: lists, quotes and details do not contain blocks, each block carries the frames it stands in,
outermost first. So depth costs nothing to walk, and a view can lay blocks out one by one. A block carries at most
`FRAME_LIMIT` frames: of deeper ones the outermost are kept and the innermost, so that an item has its marker at any
depth. One container is one frame object for all its blocks, so that `is` tells two neighbouring quotes apart; only an
`Item` is two objects, which differ in `opens`.

All text is sanitised: no control character but ``\n``, and ``\t`` in code only. Spaces are as a browser shows them:
runs of them are one, none stands at the edge of a line. What is not shown but kept: no-break spaces (U+00A0, U+202F),
soft hyphens (U+00AD, shown at a line's end only), zero-width spaces (U+200B, a place to break), ZWJ and ZWNJ. Offsets
count characters of the block's own text. No paragraph, heading or code is without something visible in it.
"""

from typing import Literal

import msgspec

FRAME_LIMIT = 16
"""The most frames that a block carries."""

Align = Literal["left", "center", "right", "justify"]
Direction = Literal["ltr", "rtl", ""]


class Style(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A plain style that takes no argument."""

    name: Literal["bold", "italic", "strike", "underline", "code", "superscript", "subscript"]


class Link(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A link; several may lie on one run, and the first is the primary one."""

    href: str
    """The address to follow, sanitised, with `mailto:` and `#anchor` put in; empty where it has none."""
    kind: str = "url"
    """Storyblok's `linktype`: url, story, email or asset; any other is kept as it came."""
    uuid: str = ""
    """The story a `story` link points to."""
    target: str = ""
    """The HTML target, kept."""
    safe: bool = True
    """Whether the scheme may be followed: http, https, mailto, tel or relative. An empty address may not."""
    custom: tuple[tuple[str, str], ...] = ()
    """Attributes of the site's own, as name and text (`rel`, `title`, ...)."""


class Highlight(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A background of the author's choice; an empty colour means the default tint."""

    color: str = ""


class TextColor(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A foreground of the author's choice, as written in the document (a CSS colour)."""

    color: str


class Styled(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A CSS class of the site's own."""

    name: str


class Anchor(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A place that `#id` links jump to."""

    id: str


class UnknownMark(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A mark of a type nobody has described, kept by name."""

    name: str


Mark = Style | Link | Highlight | TextColor | Styled | Anchor | UnknownMark


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of a block's text that carries marks; runs neither overlap nor touch with equal marks."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Quote(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A block quotation."""


class Item(msgspec.Struct, frozen=True, tag=True, gc=False):
    """One item of a list."""

    kind: Literal["bullet", "ordered", "task"]
    depth: int
    """How many lists this one stands in, counting itself: 1 for an outermost list."""
    opens: bool
    """Whether the item's marker stands before this block (true for its first visible block only)."""
    number: int = 0
    """The number of an ordered item."""
    widest: int = 1
    """The width in characters of the list's widest number, so that markers line up."""
    checked: bool = False
    """Whether a task is done."""
    tight: bool = True
    """Whether every item of the list is one paragraph, so that no blank line stands between items."""
    first: bool = False
    """Whether this is the first item of its list that shows anything (and, with `opens`, its first block)."""


class Details(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The content of a collapsible section; its summary is the paragraph before, in a `Summary` frame."""

    open: bool = True


class Summary(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The summary line of a collapsible section."""


class Bloc(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The content of an embedded component of the site's own, or of a node type nobody has described.

    A component without anything to show is an `Unknown` block instead.
    """

    component: str


Frame = Quote | Item | Details | Summary | Bloc


class Paragraph(msgspec.Struct, frozen=True, tag=True, gc=False):
    r"""Prose; ``\n`` in its text is a hard break."""

    text: str
    spans: tuple[Span, ...] = ()
    frames: tuple[Frame, ...] = ()
    align: Align = "left"
    dir: Direction = ""


class Heading(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A heading with the level it was written with and its rank in the document's outline."""

    text: str
    level: int
    """1 to 6, as written."""
    rank: int
    """1 to 6: 1 for the highest level that the document uses, and never more than one below the heading before."""
    slug: str
    """An anchor name, unique in the document."""
    spans: tuple[Span, ...] = ()
    frames: tuple[Frame, ...] = ()
    align: Align = "left"
    dir: Direction = ""


class Code(msgspec.Struct, frozen=True, tag=True, gc=False):
    r"""Preformatted text; ``\n`` ends a line and tabs stay tabs."""

    text: str
    language: str = ""
    frames: tuple[Frame, ...] = ()
    spans: tuple[Span, ...] = ()
    """Marks that the author put on parts of the code: mostly links."""


class Rule(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A horizontal rule."""

    frames: tuple[Frame, ...] = ()


class Picture(msgspec.Struct, frozen=True, tag=True, gc=False):
    """An image with everything that is said of it."""

    src: str
    """The sanitised address; empty where it has none or an unsafe one."""
    alt: str = ""
    title: str = ""
    source: str = ""
    copyright: str = ""
    width: int = 0
    """Pixels, where the address tells; else 0."""
    height: int = 0
    links: tuple[Link, ...] = ()
    frames: tuple[Frame, ...] = ()


class Embed(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A video or frame from elsewhere, shown as a link card."""

    kind: str
    src: str
    frames: tuple[Frame, ...] = ()


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a table; its blocks are never tables (a table in a cell is flattened into its blocks)."""

    blocks: "tuple[Block, ...]"
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    width: int = 0
    """The column's weight in pixels, where the author set one; else 0."""
    background: str = ""


class Table(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A table as rows of cells; spans are clamped to the grid, ragged rows are as they came."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    """How many leading rows are made of header cells only."""
    frames: tuple[Frame, ...] = ()


class Unknown(msgspec.Struct, frozen=True, tag=True, gc=False):
    r"""A leaf of a type nobody has described, with the text found in it; ``\n`` stands between its strings."""

    name: str
    text: str = ""
    links: tuple[Link, ...] = ()
    frames: tuple[Frame, ...] = ()


Block = Paragraph | Heading | Code | Rule | Picture | Embed | Table | Unknown


class Document(msgspec.Struct, frozen=True, gc=False):
    """A whole document."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    """Every distinct link in order of first appearance (pictures', embeds' and cells' too): link n is `links[n - 1]`.

    A picture's own address is not among them; an embed's is, as `Link(href=embed.src)`.
    """
    unknown: tuple[tuple[str, int], ...] = ()
    """Node and mark types nobody has described, with how often each was met."""
    cut: str = ""
    """Why the document is not whole ("more than 2,000,000 nodes"), in words; empty where it is."""
