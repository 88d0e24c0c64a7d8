"""Storyblok rich text, read into a `Document`: every node and mark, and what the official renderers drop.

`parse` takes any object and never raises. It walks without recursion, and each node and character counts: a document
that shares its nodes until forty of them are a billion, or that contains itself, is read as far as the budget goes,
and says so in `Document.cut`. Node types that nobody has described are kept with their text and counted.
"""

from tickertui.formats.document import Document
from tickertui.formats.richtext_html import to_html
from tickertui.formats.richtext_markdown import to_markdown
from tickertui.formats.richtext_text import to_text
from tickertui.formats.storyblok_nodes import NODES
from tickertui.formats.storyblok_walk import Walk

__all__ = ["NODE_LIMIT", "TEXT_LIMIT", "parse", "to_html", "to_markdown", "to_text"]

NODE_LIMIT = 2_000_000
"""The most nodes that are read of one document; an article has hundreds."""

TEXT_LIMIT = 64_000_000
"""The most characters that are read of one document."""


def parse(doc: object, *, node_limit: int = NODE_LIMIT, text_limit: int = TEXT_LIMIT) -> Document:
    """A Storyblok rich-text document as a `Document`; of anything else, what text is in it.

    Taken are a `doc` node, any other node, a list of nodes, and plain text. The given object is not changed.
    """
    walk = Walk(NODES, node_limit, text_limit)
    walk.walk(doc)
    flow = walk.flow
    return Document(tuple(flow.blocks), tuple(flow.links), tuple(walk.unknown.items()), "; ".join(walk.cut))
