"""Links in a flow: where they stand, and which one comes next."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from tickertui.formats.document import Anchor, Code, Heading, Link, Paragraph, Span, Table
from tickertui.tui.widgets.document.card import CardLeaf, card_links
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.matter import Leaf, Matter
from tickertui.tui.widgets.document.plain import ROW_SHIFT, plain

if TYPE_CHECKING:
    from tickertui.tui.widgets.document.parting import LongRow


class Place(msgspec.Struct, frozen=True, order=True):
    """A stretch of a block's text that links lie on."""

    block: int
    start: int
    end: int
    links: tuple[Link, ...] = ()


def places_in(flow: Flow, block: int) -> list[Place]:
    """The links of a block in reading order; neighbouring runs with one target are one place."""
    leaf = flow[block]
    return [Place(block=block, start=start, end=end, links=links) for start, end, links in _linked(leaf)]


def next_place(flow: Flow, block: int, start: int, step: int) -> Place | None:
    """The nearest link after a position (step 1) or before it (step -1)."""
    return next((found for found in search_place(flow, block, start, step) if found is not None), None)


def search_place(flow: Flow, block: int, start: int, step: int) -> Iterator[Place | None]:
    """The nearest link as `next_place` finds it, in small steps: None while nothing was found yet."""
    at = block
    while 0 <= at < len(flow):
        limit = (start if step > 0 else start - 1) if at == block else (0 if step > 0 else _END)
        for stretch in _searched(flow, flow[at], limit, step):
            if stretch is None:
                yield None
                continue
            low, high, links = stretch
            if at != block or (low >= start if step > 0 else low < start):
                yield Place(block=at, start=low, end=high, links=links)
                return
        yield None
        at += step


def walk(flow: Flow) -> Iterator[Place | None]:
    """Every link of head, text and foot in order, in small steps: None in between."""
    for at in range(flow.links_from):
        for stretch in _searched(flow, flow[at], 0, 1):
            yield None if stretch is None else Place(at, *stretch)
        yield None


_END = 1 << 60
_SPANS = 2_000


def _searched(flow: Flow, leaf: Leaf, limit: int, step: int) -> Iterator[tuple[int, int, tuple[Link, ...]] | None]:
    """The linked stretches of a block from an offset on, or down from it; None from time to time."""
    if isinstance(leaf, Table):
        last = len(leaf.rows) - 1
        row = min(limit >> ROW_SHIFT, last)
        while 0 <= row <= last:
            row_at = row << ROW_SHIFT
            if (long := flow.parting.long_row(leaf.rows[row])) is None:
                yield from _in_row(leaf, row, step)
            else:
                yield from _in_long_row(long, row_at, limit - row_at, step)
            row += step
        return
    spans: tuple[Span, ...] = getattr(leaf, "spans", ())
    if len(spans) <= _SPANS:
        found = list(_linked(leaf))
        yield from found if step > 0 else reversed(found)
        return
    middle = bisect_left(spans, min(limit, len(plain(leaf))), key=_start_of)
    chunks = range(max(middle - 2, 0), len(spans), _SPANS) if step > 0 else range(middle + 1, 0, -_SPANS)
    for chunk in chunks:
        low, high = (chunk, chunk + _SPANS) if step > 0 else (max(chunk - _SPANS, 0), chunk)
        found = list(_in_spans(spans[low:high], plain(leaf)))
        yield from found if step > 0 else reversed(found)
        yield None


def _start_of(span: Span) -> int:
    return span.start


def _in_row(table: Table, number: int, step: int = 1) -> Iterator[tuple[int, int, tuple[Link, ...]] | None]:
    """The linked stretches of a table's row, or the same from the last to the first; None after every block."""
    blocks = list(_blocks_of_row(table, number))
    for at, placed in blocks if step > 0 else reversed(blocks):
        found = ((at + start, at + end, links) for start, end, links in _linked(placed))
        yield from found if step > 0 else reversed(list(found))
        yield None


def _blocks_of_row(table: Table, number: int) -> Iterator[tuple[int, Leaf]]:
    """The blocks in the cells of a row, with the offsets at which they begin in the table."""
    offset = number << ROW_SHIFT
    for cell in table.rows[number]:
        inner = offset
        for block in cell.blocks:
            yield inner, block
            inner += len(plain(block)) + 1
        offset = max(inner, offset + 1)


def _in_long_row(
    long: "LongRow", row_at: int, limit: int, step: int
) -> Iterator[tuple[int, int, tuple[Link, ...]] | None]:
    """The same in a huge row, from an offset on or down from it."""
    number = long.at(max(limit, 0))
    for at in range(number, len(long.blocks)) if step > 0 else range(number, -1, -1):
        offset = row_at + long.starts[at]
        found = ((offset + start, offset + end, links) for start, end, links in _linked(long.blocks[at]))
        yield from found if step > 0 else reversed(list(found))
        if at % 64 == 0:
            yield None


def search_anchor(flow: Flow, name: str) -> Iterator[tuple[int, int] | None]:
    """The place (block of the body, character) of a heading or an anchor, in small steps: None until it was found."""
    for at, leaf in enumerate(flow.body):
        for offset in _anchored(leaf, name):
            yield None if offset is None else (at, offset)
            if offset is not None:
                return
        yield None


def _anchored(leaf: Leaf, name: str) -> Iterator[int | None]:
    """The offset in a block at which a heading or an anchor of that name stands, after None for every step to it."""
    if isinstance(leaf, Heading) and leaf.slug == name:
        yield 0
    if isinstance(leaf, (Paragraph, Heading)):
        for number, span in enumerate(leaf.spans):
            if any(isinstance(mark, Anchor) and mark.id == name for mark in span.marks):
                yield span.start
            if number % _SPANS == 0:
                yield None
    elif isinstance(leaf, Table):
        for row in range(len(leaf.rows)):
            for start, block in _blocks_of_row(leaf, row):
                for offset in _anchored(block, name):
                    yield None if offset is None else start + offset
            yield None


def _linked(leaf: Leaf) -> Iterator[tuple[int, int, tuple[Link, ...]]]:
    """The linked stretches of a block."""
    if isinstance(leaf, (Paragraph, Heading, Matter, Code)):
        yield from _in_spans(leaf.spans, leaf.text)
    elif isinstance(leaf, Table):
        for number in range(len(leaf.rows)):
            yield from (found for found in _in_row(leaf, number) if found is not None)
    elif isinstance(leaf, CardLeaf) and (links := card_links(leaf)):
        yield 0, len(plain(leaf)), links


def _in_spans(spans: Sequence[Span], text: str) -> Iterator[tuple[int, int, tuple[Link, ...]]]:
    """The linked stretches among spans, without the spaces at their edges."""
    start = end = 0
    pending: tuple[Link, ...] = ()
    for span in spans:
        links = tuple([mark for mark in span.marks if type(mark) is Link])
        if pending and links == pending and span.start == end:
            end = span.end
            continue
        if pending:
            yield _trimmed(text, start, end, pending)
        start, end, pending = span.start, span.end, links
    if pending:
        yield _trimmed(text, start, end, pending)


def _trimmed(text: str, start: int, end: int, links: tuple[Link, ...]) -> tuple[int, int, tuple[Link, ...]]:
    """A stretch without the spaces at its edges; a blank one stays as it is."""
    words = text[start:end]
    if not words.strip():
        return start, end, links
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())), links
