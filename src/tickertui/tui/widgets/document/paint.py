"""Painting: a row of pieces becomes a strip of styled cells, with what is found, focused and selected on top."""

from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tickertui.formats.document import Link
from tickertui.tui.widgets.document.clusters import clusters
from tickertui.tui.widgets.document.ink import Inks
from tickertui.tui.widgets.document.prose import Piece, Row

Lit = tuple[int, int, str]
"""Start and end in the block's text, and the look laid over it."""

_FEW = 60
"""Rows of more pieces are looked through for those that are in view."""

TERMINAL_SCHEMES = ("http://", "https://", "mailto:")
"""What a terminal is told to open: nothing else leaves as an OSC 8 link."""


@lru_cache(2_048)
def hyperlink(href: str) -> Style:
    """The OSC 8 style of an address: one identity over all its pieces; empty for what a terminal should not open."""
    from tickertui.formats.sanitize import address

    cleaned, is_safe = address(href)
    if not is_safe or cleaned != href or not href.lower().startswith(TERMINAL_SCHEMES):
        return Style()
    return Style(link=href)


def paint(row: Row, block: int, inks: Inks, width: int, indent: int, lit: list[Lit], shift: int = 0) -> Strip:
    """A row as a strip of `width` cells.

    Args:
        row: The pieces, left to right.
        block: The block's place in the flow, for what the mouse touches.
        inks: The theme's styles.
        width: The cells of the view.
        indent: Blank cells to the left.
        lit: What is laid over the text.
        shift: How many cells of the row are scrolled out to the left.
    """
    ground = inks.style(())
    segments = [Segment(" " * (indent - 1) + ("‹" if shift else " "), ground)] if indent > 0 else []
    if shift == 0 and len(row) > _FEW:
        row = _in_view(row, width - indent)
    pieces = _lit_up(row, lit) if lit else row
    for text, ink, at, links in pieces:
        style = inks.style(ink)
        if at >= 0 or links:
            meta: dict[str, object] = {}
            if at >= 0:
                meta["offset"] = (at, block)
            if links:
                meta["links"] = tuple(link.href or link.uuid for link in links)
                style = _linked(Style.from_meta(meta) + style, hyperlink(_terminal_address(links)))
            else:
                style = Style.from_meta(meta) + style
        segments.append(Segment(text, style))
    strip = Strip(segments)
    if shift:
        length = strip.cell_length
        strip = Strip.join([Strip(segments[:1]) if indent > 0 else Strip([]), strip.crop(indent + shift, length)])
    used = strip.cell_length
    if used < width:
        return Strip([*strip, Segment(" " * (width - used), ground)], width)
    if used > width:
        return Strip([*strip.crop(0, width - 1), Segment("›", inks.style(("faint",)))], width)
    return strip


def _in_view(row: Row, room: int) -> Row:
    """The pieces of a long row that begin in view, and one more, so that it is known that there are more."""
    for number, piece in enumerate(row):
        if room < 0:
            return row[: number + 1]
        room -= cell_len(piece[0])
    return row


def _linked(style: Style, link: Style) -> Style:
    """A style with an OSC 8 link; Rich gives every sum an identity of its own, so the link's is put back."""
    if link.link is None:
        return style
    linked = style + link
    linked._link_id = link.link_id
    return linked


def _terminal_address(links: tuple[Link, ...]) -> str:
    """The address that a terminal is told: the primary link's."""
    return links[0].href if links[0].safe else ""


def _lit_up(row: Row, lit: list[Lit]) -> Row:
    """The pieces, parted where something laid over them begins or ends; parted at whole glyphs only."""
    found: Row = []
    for piece in row:
        text, at = piece[0], piece[2]
        if at < 0 or not any(start < at + len(text) and end > at for start, end, _ in lit):
            found.append(piece)
            continue
        found.extend(_parted(piece, lit))
    return found


def _parted(piece: Piece, lit: list[Lit]) -> Row:
    """One piece parted by what is laid over it."""
    text, ink, at, links = piece
    end = at + len(text)
    edges = {at, end}
    for low, high, _ in lit:
        edges.update(edge for edge in (low, high) if at < edge < end)
    if len(edges) > 2 and not text.isascii():
        whole = {at + start for start, _, _ in clusters(text)}
        edges = {edge for edge in edges if edge in whole or edge == end}
    parts: Row = []
    ordered = sorted(edges)
    for low, high in pairwise(ordered):
        over = tuple(
            look for start, stop, look in lit if start < high and stop > low and not (links and look == "index")
        )
        parts.append((text[low - at : high - at], ink + over, low, links))
    return parts


def width_of(row: Row) -> int:
    """The cells that a row takes."""
    return sum(cell_len(piece[0]) for piece in row)
