"""What each node of Storyblok rich text means, under all the names it goes by."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from tickertui.formats import sanitize
from tickertui.formats.document import (
    Align,
    Details,
    Direction,
    Embed,
    Item,
    Link,
    Picture,
    Quote,
    Rule,
    Summary,
)
from tickertui.formats.storyblok_attributes import attributes, children, first_text, name, whole, words
from tickertui.formats.storyblok_bloks import Component, Fields
from tickertui.formats.storyblok_flow import Form
from tickertui.formats.storyblok_tables import TABLES
from tickertui.formats.storyblok_walk import PARAGRAPH, Entered, ListPlace, Node, Walk

LISTS: dict[str, str] = {
    "bullet_list": "bullet",
    "bulletList": "bullet",
    "ordered_list": "ordered",
    "orderedList": "ordered",
    "task_list": "task",
    "taskList": "task",
}
ITEMS = frozenset({"list_item", "listItem", "task_item", "taskItem"})
SUMMARIES = frozenset({"detailsSummary", "details_summary"})
CONTENTS = frozenset({"detailsContent", "details_content"})
NUMBER_LIMIT = 999_999_999
"""The largest number of an item, as in Markdown."""

_PARAGRAPHS = frozenset({"paragraph", "heading"})
_INLINE = frozenset({"text", "hard_break", "hardBreak", "emoji", "mention"})
_SIZE = re.compile(r"/(\d{1,5})x(\d{1,5})/")
_LANGUAGE = re.compile(r"(?:\A|\s)lang(?:uage)?-(\S+)")


def _align(attrs: Node) -> Align:
    """How a paragraph is aligned."""
    found = name(attrs.get("textAlign"))
    if found == "center":
        return "center"
    if found == "right":
        return "right"
    return "justify" if found == "justify" else "left"


def _direction(attrs: Node) -> Direction:
    """Which way a node is written; empty where it does not say."""
    found = name(attrs.get("dir"))
    if found == "rtl":
        return "rtl"
    return "ltr" if found == "ltr" else ""


def _document(walk: Walk, node: Node) -> Entered:
    """A document, also one in another."""
    return walk.between_blocks(children(node))


def _paragraph(walk: Walk, node: Node) -> Entered:
    """A paragraph."""
    attrs = node.get("attrs")
    form = PARAGRAPH
    if isinstance(attrs, dict) and (attrs.get("textAlign") is not None or attrs.get("dir") is not None):
        form = Form("paragraph", _align(attrs), _direction(attrs))
    walk.flow.begin_text(form)
    return children(node), walk.flow.end_text


def _heading(walk: Walk, node: Node) -> Entered:
    """A heading."""
    attrs = attributes(node)
    level = whole(attrs.get("level"), 1, 1, 6)
    walk.flow.begin_text(Form("heading", _align(attrs), _direction(attrs), level))
    return children(node), walk.flow.end_text


def _code(walk: Walk, node: Node) -> Entered:
    """A code block, whose language stands in a class or has an attribute of its own."""
    attrs = attributes(node)
    written = _LANGUAGE.search(name(attrs.get("class")))
    language = written[1] if written else name(attrs.get("language")) or name(attrs.get("params"))
    walk.flow.begin_text(Form("code", language=language))
    return children(node), walk.flow.end_text


def _break(walk: Walk, _: Node) -> None:
    """A hard break."""
    walk.flow.add("\n", ())


def _rule(walk: Walk, _: Node) -> None:
    """A horizontal rule."""
    frames = walk.flow.place()
    walk.flow.blocks.append(Rule(frames))


def _emoji(walk: Walk, node: Node) -> None:
    """An emoji, or its name where the character is missing."""
    attrs = attributes(node)
    emoji = words(attrs.get("emoji"))
    label = name(attrs.get("name"))
    walk.say(emoji or (f":{label}:" if label else ""), walk.read_marks(node))


def _mention(walk: Walk, node: Node) -> None:
    """A mention of somebody."""
    attrs = attributes(node)
    label = words(attrs.get("label")) or words(attrs.get("id"))
    walk.say(label if label.startswith("@") or not label else f"@{label}", walk.read_marks(node))


def _image(walk: Walk, node: Node) -> None:
    """A picture with all that is said of it, in its own attributes or in those of its file."""
    attrs = attributes(node)
    meta = attrs.get("meta_data")
    said = []
    for key in ("alt", "title", "source", "copyright"):
        value = attrs.get(key)
        text = value if isinstance(value, str) else ""
        if not text.strip() and isinstance(meta, dict):
            value = meta.get(key)
            text = value if isinstance(value, str) else ""
        walk.charge(len(text))
        said.append(words(text))
    src = first_text(attrs, "src", "filename")
    address, safe = "", False
    if src:
        walk.charge(min(len(src), 2 * sanitize.ADDRESS_LIMIT))
        address, safe = sanitize.address(src)
    size = _SIZE.search(address)
    width, height = (int(size[1]), int(size[2])) if size else (0, 0)
    links = walk.links_of(node)
    frames = walk.flow.place()
    address = address if safe else ""
    walk.flow.blocks.append(Picture(address, said[0], said[1], said[2], said[3], width, height, links, frames))


def _embed(walk: Walk, node: Node) -> Entered | None:
    """A video or frame from elsewhere; one whose address may not be followed is shown like an unknown node."""
    attrs = attributes(node)
    src = first_text(attrs, "src", "url", "href")
    kind = _kind(node)
    if src:
        walk.charge(min(len(src), 2 * sanitize.ADDRESS_LIMIT))
        address, safe = sanitize.address(src)
        if safe:
            frames = walk.flow.place()
            walk.flow.links[Link(address)] = None
            walk.flow.links.update(dict.fromkeys(walk.links_of(node)))
            walk.flow.blocks.append(Embed(kind, address, frames))
            return None
    return walk.unknown_node(kind, node)


def _list(walk: Walk, node: Node) -> Entered:
    """A list; whatever stands in it without an item has one of its own."""
    attrs = attributes(node)
    content = children(node)
    kind = LISTS[str(node["type"])]
    start = attrs.get("order")
    number = whole(attrs.get("start") if start is None else start, 1, -NUMBER_LIMIT, NUMBER_LIMIT)
    widest = max(len(str(number)), len(str(number + max(0, len(content) - 1)))) if kind == "ordered" else 1
    outer = walk.list
    walk.depth += 1
    walk.list = ListPlace(kind, walk.depth, number, widest, _is_tight(content))

    def close() -> None:
        walk.list = outer
        walk.depth -= 1

    return _as_items(content), close


def _as_items(content: list[object] | tuple[object, ...]) -> Iterator[object]:
    """The items of a list."""
    for child in content:
        if child is None or (isinstance(child, dict) and _kind(child) in ITEMS):
            yield child
        else:
            yield {"type": "list_item", "content": [child]}


def _kind(node: Node) -> str:
    """A node's type; empty where it has none."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def _is_tight(content: list[object] | tuple[object, ...]) -> bool:
    """Whether every item is one paragraph, and perhaps lists under it."""
    for item in content:
        if not isinstance(item, dict):
            continue
        blocks = 0
        was_inline = False
        nodes = children(item)
        for node in islice(nodes, 8):
            kind = _kind(node) if isinstance(node, dict) else "text"
            is_inline = kind in _INLINE
            if kind in LISTS or (kind == "paragraph" and isinstance(node, dict) and not children(node)):
                continue
            if not is_inline and kind not in _PARAGRAPHS:
                return False
            blocks += not (is_inline and was_inline)
            was_inline = is_inline
        if blocks > 1 or len(nodes) > 8:
            return False
    return True


def _item(walk: Walk, node: Node) -> Entered:
    """An item of a list, or one that lost its list."""
    attrs = attributes(node)
    outer = walk.list
    place = outer or ListPlace("bullet", walk.depth + 1)
    kind = "task" if _kind(node) in {"task_item", "taskItem"} or place.kind == "task" else place.kind
    number = place.number if kind == "ordered" else 0
    place.number += 1
    checked = kind == "task" and (attrs.get("checked") is True or name(attrs.get("checked")) == "true")

    def look(opens: bool) -> Item:
        if kind == "ordered":
            return Item("ordered", place.depth, opens, number, place.widest, False, place.tight, place.is_untouched)
        if kind == "task":
            return Item("task", place.depth, opens, 0, 1, checked, place.tight, place.is_untouched)
        return Item("bullet", place.depth, opens, 0, 1, False, place.tight, place.is_untouched)

    walk.list = None
    if outer is None:
        walk.depth += 1
    walk.flow.enter(look(True), look(False), _direction(attrs))

    def close() -> None:
        walk.list = outer
        if outer is None:
            walk.depth -= 1
        if walk.flow.leave():
            place.is_untouched = False

    return children(node), close


def _quote(walk: Walk, node: Node) -> Entered:
    """A block quotation."""
    walk.flow.enter(Quote(), direction=_direction(attributes(node)))
    return children(node), walk.flow.leave


def _details(walk: Walk, node: Node) -> Entered:
    """A collapsible section."""
    was_open = walk.is_details_open
    walk.is_details_open = attributes(node).get("open") is not False
    is_open = walk.is_details_open

    def close() -> None:
        walk.is_details_open = was_open

    def parts() -> Iterator[object]:
        for child in children(node):
            walk.is_details_open = is_open
            if isinstance(child, dict) and (_kind(child) in SUMMARIES or _kind(child) in CONTENTS):
                yield child
            elif child is not None:
                yield {"type": "detailsContent", "content": [child]}

    walk.flow.flush()
    return parts(), close


def _summary(walk: Walk, node: Node) -> Entered:
    """The line that stays when a section is closed."""
    walk.flow.enter(Summary())
    return children(node), walk.flow.leave


def _contents(walk: Walk, node: Node) -> Entered:
    """What a section opens to."""
    walk.flow.enter(Details(walk.is_details_open))
    return children(node), walk.flow.leave


def _blok(walk: Walk, node: Node) -> Entered:
    """Components of the site's own."""
    body = attributes(node).get("body")
    if body is None:
        body = node.get("body")
    if isinstance(body, (dict, str)):
        body = [body]
    nodes = body if isinstance(body, (list, tuple)) and body else children(node)
    if nodes:
        return walk.between_blocks(map(_in_body, nodes))
    return walk.component(node) if isinstance(node.get("component"), str) else walk.framed("blok", ())


def _in_body(found: object) -> object:
    """A component, a node, or an object that is neither."""
    if not isinstance(found, dict):
        return found
    if isinstance(found.get("component"), str):
        return Component(found)
    return found if _kind(found) else Fields(found)


NODES: dict[str, Callable[[Walk, Node], Entered | None]] = {
    "doc": _document,
    "paragraph": _paragraph,
    "heading": _heading,
    "code_block": _code,
    "codeBlock": _code,
    "hard_break": _break,
    "hardBreak": _break,
    "horizontal_rule": _rule,
    "horizontalRule": _rule,
    "image": _image,
    "emoji": _emoji,
    "mention": _mention,
    "blockquote": _quote,
    "details": _details,
    "blok": _blok,
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(ITEMS, _item),
    **dict.fromkeys(SUMMARIES, _summary),
    **dict.fromkeys(CONTENTS, _contents),
    **dict.fromkeys(("youtube", "iframe", "video", "vimeo", "embed", "audio"), _embed),
    **TABLES,
}
