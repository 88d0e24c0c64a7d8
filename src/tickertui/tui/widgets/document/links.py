"""Links in a flow: where they stand, and which one comes next."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from tickertui.formats.document import Code, Heading, Link, Paragraph, Span, Table
from tickertui.tui.widgets.document.card import CardLeaf, card_links
from tickertui.tui.widgets.document.flow import Flow, Leaf, Matter
from tickertui.tui.widgets.document.plain import ROW_SHIFT, cell_text, plain


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
    at = block
    while 0 <= at < len(flow):
        found = places_in(flow, at)
        if at == block:
            starts = [place.start for place in found]
            found = found[bisect_left(starts, start) :] if step > 0 else found[: bisect_left(starts, start)]
        if found:
            return found[0] if step > 0 else found[-1]
        at += step
    return None


def _linked(leaf: Leaf) -> Iterator[tuple[int, int, tuple[Link, ...]]]:
    """The linked stretches of a block."""
    if isinstance(leaf, (Paragraph, Heading, Matter, Code)):
        yield from _in_spans(leaf.spans, leaf.text)
    elif isinstance(leaf, Table):
        for number, row in enumerate(leaf.rows):
            offset = number << ROW_SHIFT
            for cell in row:
                inner = offset
                for block in cell.blocks:
                    yield from ((inner + start, inner + end, links) for start, end, links in _linked(block))
                    inner += len(plain(block)) + 1
                offset += len(cell_text(cell)) + 1
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
