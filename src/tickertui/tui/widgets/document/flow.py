"""The flow: an article's head, text and foot as one sequence of blocks, with numbered links."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, overload

import msgspec

from tickertui.formats.document import Block, Document, Heading, Item, Link, Picture, Span
from tickertui.tui.widgets.document.matter import Leaf, Matter

if TYPE_CHECKING:
    from tickertui.tui.widgets.document.parting import Parting


class Name(msgspec.Struct, frozen=True, order=True):
    """A place in a flow that names something which is known by its label."""

    block: int
    start: int
    end: int
    label: str


class Names:
    """The names in a flow, in order; looking one up takes the same time however many there are."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._names = sorted(names)

    def __len__(self) -> int:
        return len(self._names)

    def in_block(self, block: int, start: int = 0, end: int = 1 << 62) -> Sequence[Name]:
        """The names in a block, or between two offsets of it."""
        low = bisect_left(self._names, (block, start), key=_place_of)
        high = bisect_left(self._names, (block, end), lo=low, key=_place_of)
        while low and self._names[low - 1].block == block and self._names[low - 1].end > start:
            low -= 1
        return self._names[low:high]

    def next(self, block: int, start: int, step: int) -> Name | None:
        """The nearest name from a position on (step 1) or before it (step -1)."""
        at = bisect_left(self._names, (block, start), key=_place_of)
        if step < 0:
            at -= 1
        return self._names[at] if 0 <= at < len(self._names) else None


def _place_of(name: Name) -> tuple[int, int]:
    return name.block, name.start


class Flow(Sequence[Leaf]):
    """Head, body, foot and the list of links, in reading order; the list is made only as far as it is asked for."""

    def __init__(
        self, document: Document, head: Iterable[Leaf] = (), foot: Iterable[Leaf] = (), *, list_links: bool = True
    ) -> None:
        self.document = document
        self.names = Names()
        """What the text names; it may be found after the flow was made."""
        self.head: tuple[Leaf, ...] = tuple(head)
        self.body: tuple[Block, ...] = document.blocks
        self.foot: tuple[Leaf, ...] = tuple(foot)
        self.body_from = len(self.head)
        self.foot_from = self.body_from + len(self.body)
        self._numbers: dict[str, int] = {}
        links: list[Link] = []
        for link in [*document.links, *(link for leaf in (*self.head, *self.foot) for link in links_of(leaf))]:
            key = link.href or link.uuid
            if key and key not in self._numbers:
                links.append(link)
                self._numbers[key] = len(links)
        self._headings: list[tuple[int, Heading]] | None = None
        self._parting: Parting | None = None
        self.links: tuple[Link, ...] = tuple(links)
        """Every target once; link n is `links[n - 1]`."""
        self.links_from = self.foot_from + len(self.foot)
        """Where the list of links begins."""
        self._length = self.links_from + (len(links) + 1 if list_links and links else 0)

    @property
    def headings(self) -> list[tuple[int, Heading]]:
        """The headings with their places; looked up once."""
        if self._headings is None:
            first = self.body_from
            self._headings = [(first + at, leaf) for at, leaf in enumerate(self.body) if type(leaf) is Heading]
        return self._headings

    def prepared(self) -> "Flow":
        """The flow with all known that is looked up once: in a long one that is better done off the loop."""
        self._headings = self.headings
        self.parting.prepare(self.body)
        return self

    @property
    def parting(self) -> "Parting":
        """Where its long blocks are parted."""
        if self._parting is None:
            from tickertui.tui.widgets.document.parting import Parting

            self._parting = Parting()
        return self._parting

    def number(self, link: Link) -> int:
        """The number of a link in the list; 0 for one that leads nowhere."""
        return self._numbers.get(link.href or link.uuid, 0)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Leaf: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Leaf]: ...
    def __getitem__(self, index: int | slice) -> Leaf | Sequence[Leaf]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if self.body_from <= index < self.foot_from:
            return self.body[index - self.body_from]
        if 0 <= index < self.body_from:
            return self.head[index]
        if self.foot_from <= index < self.links_from:
            return self.foot[index - self.foot_from]
        if self.links_from <= index < self._length:
            return self._row_of_links(index - self.links_from)
        raise IndexError(index)

    def _row_of_links(self, number: int) -> Matter:
        """A line of the list of links; the first is its title."""
        if number == 0:
            return Matter(text="Links", role="label", gap=2)
        link = self.links[number - 1]
        address = link.href or link.uuid
        item = Item(kind="ordered", depth=1, opens=True, number=number, widest=len(str(len(self.links))))
        span = Span(start=0, end=len(address), marks=(link,))
        return Matter(text=address, role="address", spans=(span,), frames=(item,), gap=1 if number == 1 else 0)


def links_of(leaf: Leaf) -> Iterable[Link]:
    """The links on a leaf of the head or foot."""
    if isinstance(leaf, Picture):
        return leaf.links
    if isinstance(leaf, Matter):
        return [mark for span in leaf.spans for mark in span.marks if isinstance(mark, Link)]
    return ()
