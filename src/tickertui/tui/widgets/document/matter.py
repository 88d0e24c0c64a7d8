"""What stands before and after an article's text, and what a block of a flow can be."""

from typing import Literal

import msgspec

from tickertui.formats.document import Align, Block, Direction, Frame, Span

Role = Literal["title", "kicker", "standfirst", "byline", "note", "tags", "label", "name", "text", "address", "warning"]


class Matter(msgspec.Struct, frozen=True):
    """A paragraph of the head or foot of an article: what it is decides how it looks."""

    text: str
    role: Role
    spans: tuple[Span, ...] = ()
    frames: tuple[Frame, ...] = ()
    gap: int = 1
    """How many blank rows stand before it."""
    align: Align = "left"
    dir: Direction = ""


Leaf = Block | Matter
