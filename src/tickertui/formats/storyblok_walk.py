"""The walk through a Storyblok document: a stack of its own instead of recursion, and a budget for all it reads."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

import msgspec

from tickertui.formats import sanitize
from tickertui.formats.document import Bloc, Cell, Link, Mark, Unknown, UnknownMark
from tickertui.formats.storyblok_attributes import attributes, children, name
from tickertui.formats.storyblok_bloks import Component, Fields, Said, leaf_words, parts, parts_of_field, titles
from tickertui.formats.storyblok_flow import Flow, Form
from tickertui.formats.storyblok_marks import Marks

Node = dict[object, object]
Entered = tuple[Iterable[object], Callable[[], object] | None]
"""The children to walk next, and what to do after them."""

PARAGRAPH = Form("paragraph")


class ListPlace(msgspec.Struct):
    """A list whose items are being read."""

    kind: str
    depth: int
    number: int = 1
    widest: int = 1
    tight: bool = True
    is_untouched: bool = True
    """Whether no item of it has shown anything yet."""


class _Full(Exception):
    """The budget is spent."""


class Walk:
    """Walks a document into a `Flow`. What each node type means is given as a table."""

    def __init__(
        self, nodes: "Mapping[str, Callable[[Walk, Node], Entered | None]]", node_limit: int, text_limit: int
    ) -> None:
        """Begin with a whole budget."""
        self.flow = Flow()
        self.unknown: dict[str, int] = {}
        self.marks = Marks(self.unknown, self.charge)
        self.cut: dict[str, None] = {}
        self.list: ListPlace | None = None
        self.depth = 0
        self.rows: list[list[Cell]] | None = None
        self.is_in_cell = False
        self.is_details_open = True
        self._nodes = nodes
        self._node_limit = self._nodes_left = node_limit
        self._text_limit = self._text_left = text_limit
        self._stack: list[tuple[Iterator[object], Callable[[], object] | None, int, object]] = []
        self._open: set[int] = set()

    def walk(self, doc: object) -> None:
        """Read the whole document, or what the budget allows."""
        try:
            self._walk(Said(doc) if isinstance(doc, str) else doc)
        except _Full as full:
            self.cut[str(full)] = None
        while self._stack:
            close = self._stack.pop()[1]
            if close is not None:
                close()
        self.flow.flush()

    def charge(self, characters: int) -> None:
        """Count characters that are about to be read."""
        self._text_left -= characters
        if self._text_left < 0:
            raise _Full(f"more than {self._text_limit:,} characters")

    def say(self, text: str, marks: tuple[Mark, ...]) -> None:
        """Collect text that goes on where text is."""
        left = self._text_left
        self._text_left = left - len(text)
        if left < len(text):
            text = text[: max(0, left)]
        clean = sanitize.code(text) if self.flow.form.kind == "code" else sanitize.line(text)
        if clean:
            self.flow.add(clean, marks)
        if self._text_left < 0:
            self.charge(0)

    def read_marks(self, node: Node) -> tuple[Mark, ...]:
        """The marks of a node."""
        found = node.get("marks")
        if found is None:
            return ()
        if isinstance(found, (list, tuple)) and len(found) > 1:
            self._nodes_left -= min(len(found), 64)
        return self.marks.read(found)

    def links_of(self, node: Node) -> tuple[Link, ...]:
        """The links on a node that is no text; they are noted as met, after those of the text before."""
        self.flow.flush()
        links = tuple(mark for mark in self.read_marks(node) if isinstance(mark, Link))
        self.flow.links.update(dict.fromkeys(links))
        return links

    def between_blocks(self, nodes: Iterable[object]) -> Entered:
        """Children that stand for themselves; text before, in and after them does not run together."""
        self.flow.flush()
        return nodes, self.flow.flush

    def component(self, fields: Node) -> Entered:
        """A component in a frame with its name."""
        return self.framed(name(fields.get("component")) or "component", parts(fields, self.marks))

    def _walk(self, doc: object) -> None:
        """Read nodes until none is left."""
        stack, is_open = self._stack, self._open
        nodes: Iterator[object] = iter((doc,))
        while True:
            for node in nodes:
                self._nodes_left -= 1
                if self._nodes_left < 0:
                    raise _Full(f"more than {self._node_limit:,} nodes")
                if type(node) is dict:
                    kind = node.get("type")
                    if type(kind) is str and kind == "text":
                        text = node.get("text")
                        if isinstance(text, str):
                            self.say(text, self.read_marks(node))
                        continue
                key = _identity(node)
                if key in is_open:
                    self.cut["it contains itself"] = None
                    continue
                entered = self._node(node) if isinstance(node, dict) else self._other(node)
                if entered is not None:
                    stack.append((nodes, entered[1], key, node))
                    is_open.add(key)
                    nodes = iter(entered[0])
                    break
            else:
                if not stack:
                    return
                nodes, close, key, _ = stack.pop()
                is_open.discard(key)
                if close is not None:
                    close()

    def _node(self, node: Node) -> Entered | None:
        """Read a node by its type, or by what it holds where it has none."""
        kind = node.get("type")
        if isinstance(kind, str) and kind:
            meaning = self._nodes.get(kind)
            return meaning(self, node) if meaning else self.unknown_node(kind, node)
        if isinstance(node.get("component"), str):
            return self.component(node)
        text = node.get("text")
        if isinstance(text, str):
            self.say(text, self.read_marks(node))
            return None
        return self.between_blocks(children(node))

    def _other(self, node: object) -> Entered | None:
        """Read what is no node: a string, a list, a component or a part of one; nothing of anything else."""
        if isinstance(node, str):
            self.say(node, ())
        elif isinstance(node, (list, tuple)):
            return self.between_blocks(node)
        elif isinstance(node, Said):
            self._paragraph(node)
        elif isinstance(node, Component):
            return self.component(node.fields)
        elif isinstance(node, Fields):
            return self.between_blocks(parts_of_field(node, self.marks))
        return None

    def _paragraph(self, said: Said) -> None:
        """Make a paragraph of a component's words; their lines are lines."""
        self.flow.begin_text(PARAGRAPH)
        marks = () if said.link is None else (said.link,)
        self.charge(len(said.text))
        for number, text in enumerate(sanitize.prose(said.text).split("\n")):
            if number:
                self.flow.add("\n", ())
            if text:
                self.flow.add(text, marks)
        self.flow.end_text()

    def unknown_node(self, kind: str, node: Node) -> Entered | None:
        """Read a node of a type that nobody has described: its children, or else its words, under its name."""
        label = name(kind) or "unknown"
        self.unknown[label] = self.unknown.get(label, 0) + 1
        attrs = attributes(node)
        nodes = children(node)
        if nodes:
            if self.flow.is_inline:
                return nodes, None
            return self.framed(label, chain(titles(attrs, self.marks), nodes))
        text, links = leaf_words(node, attrs, self.marks, self.charge)
        if self.flow.is_inline:
            marks = (*self.read_marks(node), *links, UnknownMark(label))
            self.say(text.replace("\n", " ") or f"▣ {label}", tuple(dict.fromkeys(marks)))
        else:
            self._leaf(label, text, tuple(dict.fromkeys((*self.links_of(node), *links))))
        return None

    def _leaf(self, label: str, text: str = "", links: tuple[Link, ...] = ()) -> None:
        """Make a block of something that has a name and perhaps words, but no children."""
        frames = self.flow.place()
        self.flow.links.update(dict.fromkeys(links))
        self.flow.blocks.append(Unknown(label, text, links, frames))

    def framed(self, label: str, nodes: Iterable[object]) -> Entered:
        """Children in a frame with a name; the name alone where they show nothing."""
        self.flow.enter(Bloc(label))

        def close() -> None:
            if not self.flow.leave():
                self._leaf(label)

        return nodes, close


def _identity(node: object) -> int:
    """What tells whether a node stands in itself; components and fields are met through wrappers."""
    if isinstance(node, Component):
        return id(node.fields)
    if isinstance(node, Fields):
        return id(node.found)
    return id(node)
