"""Plain text: what a block says, for finding, copying and counting; offsets everywhere in this room count in it.

A table's offsets are `row << ROW_SHIFT` plus the offset in the row's text, whose cells stand apart by tabs: so that a
huge table needs no sums over its rows.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from tickertui.formats.document import Cell, Code, Embed, Heading, Paragraph, Picture, Rule, Table, Unknown
from tickertui.tui.widgets.document.matter import Leaf, Matter

ROW_SHIFT = 24
"""How many bits of a table's offset count characters in a row."""

_ADDRESSES = 12
"""How many addresses a card names; the list of links has all of them."""

_ROW_LIMIT = (1 << ROW_SHIFT) - 1

_CROWDED = 200
"""A row of more blocks than this has its text in pieces,"""

_PIECE = 32_768
"""of about so many characters."""


def plain(leaf: Leaf) -> str:
    """A block's text; a table's cells stand apart by tabs and its rows by line breaks."""
    match leaf:
        case Paragraph(text=text) | Heading(text=text) | Code(text=text) | Matter(text=text):
            return text
        case Rule():
            return ""
        case Picture():
            return "\n".join(text for _, text in picture_lines(leaf))
        case Embed():
            return "\n".join(text for _, text in embed_lines(leaf))
        case Unknown():
            return "\n".join(text for _, text in unknown_lines(leaf))
        case Table(rows=rows):
            return "\n".join(row_text(row) for row in rows)


def stretches(leaf: Leaf) -> Iterator[tuple[int, str]]:
    """A block's text as (offset, text): one stretch, or one for each row of a table, several for a row of many blocks.

    Line breaks stand between the stretches.
    """
    if type(leaf) is Table:
        for number, row in enumerate(leaf.rows):
            if sum([len(cell.blocks) for cell in row]) <= _CROWDED:
                yield number << ROW_SHIFT, row_text(row)
            else:
                yield from _crowded(row, number << ROW_SHIFT)
    else:
        yield 0, plain(leaf)


def _crowded(row: tuple[Cell, ...], offset: int) -> Iterator[tuple[int, str]]:
    """The text of a row of many blocks, piece by piece."""
    parts: list[str] = []
    size, past = 0, offset + _ROW_LIMIT
    for number, cell in enumerate(row):
        for inner, block in enumerate(cell.blocks):
            if inner and size > _PIECE:
                yield offset, "".join(parts)[: past - offset]
                parts, offset, size = [], offset + size + 1, 0
                if offset > past:
                    return
            elif inner or number:
                parts.append("\n" if inner else "\t")
                size += 1
            parts.append(plain(block))
            size += len(parts[-1])
        if number and not cell.blocks:
            parts.append("\t")
            size += 1
    yield offset, "".join(parts)[: past - offset]


def row_text(row: tuple[Cell, ...]) -> str:
    """The text of a table's row."""
    return "\t".join(cell_text(cell) for cell in row)[:_ROW_LIMIT]


def cell_text(cell: Cell) -> str:
    """The text of a table's cell: its blocks' texts, one under the other."""
    blocks = cell.blocks
    if len(blocks) == 1 and type(blocks[0]) is Paragraph:
        return blocks[0].text
    return "\n".join(plain(block) for block in blocks)


def between(leaf: Leaf, start: int, end: int | None) -> str:
    """The text of a block between two offsets, as it should be copied."""
    found = []
    for offset, text in stretches(leaf):
        if end is not None and offset >= end and offset:
            break
        low = max(start - offset, 0)
        high = len(text) if end is None else max(end - offset, 0)
        if low <= len(text) and high > 0:
            found.append(text[low:high])
    return "\n".join(found).replace("\u00ad", "").replace("\u200b", "")


def picture_lines(picture: Picture) -> list[tuple[str, str]]:
    """What is said of a picture, as (role, text): its name, where it is, caption, credit."""
    where = place_of(picture.src)
    name = picture.alt.strip() or picture.title.strip()
    lines = [("name", name or where.rpartition("/")[2] or "picture without address")]
    if where:
        size = f" · {picture.width}×{picture.height}" if picture.width > 0 and picture.height > 0 else ""
        lines.append(("where", (where if name else where.partition("/")[0]) + size))
    caption = picture.title.strip()
    if caption and caption != name:
        lines.append(("caption", caption))
    copyright_text = picture.copyright.strip()
    if copyright_text and not copyright_text.startswith(("©", "(c)", "(C)")):
        copyright_text = "© " + copyright_text
    credit = " · ".join(part for part in (picture.source.strip(), copyright_text) if part)
    if credit:
        lines.append(("credit", credit))
    return lines


def embed_lines(embed: Embed) -> list[tuple[str, str]]:
    """What is said of an embedded video or frame, as (role, text)."""
    where = place_of(embed.src)
    return [("name", embed.kind or "embed"), *([("where", where)] if where else [])]


def unknown_lines(unknown: Unknown) -> list[tuple[str, str]]:
    """What is said of a node that nobody has described, as (role, text): its type, its text, its addresses."""
    lines = [("name", unknown.name or "unknown")]
    if unknown.text.strip():
        lines.append(("caption", unknown.text.strip()))
    lines.extend(("where", link.href) for link in unknown.links[:_ADDRESSES] if link.href)
    if len(unknown.links) > _ADDRESSES:
        lines.append(("where", f"and {len(unknown.links) - _ADDRESSES:,} more addresses"))
    return lines


def place_of(address: str) -> str:
    """Host and last part of an address, for people: `a.storyblok.com/chart.png`."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    file = parts.path.rstrip("/").rpartition("/")[2]
    host = parts.netloc.rpartition("@")[2]
    return "/".join(part for part in (host, file) if part) or address
