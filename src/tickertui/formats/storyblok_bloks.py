"""What a person should see of a Storyblok component (a "blok") that this program does not know: its words and links.

A component is an object of fields of the site's own choice. Text is shown, also of lists and objects in it; links and
files with their address, pictures as pictures, rich text and components in it as what they are. Not shown are
identities and settings, such as `theme: dark`.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

import msgspec

from tickertui.formats.document import Link
from tickertui.formats.storyblok_attributes import words
from tickertui.formats.storyblok_marks import Marks

TECHNICAL = frozenset(
    {"component", "id", "uid", "uuid", "fieldtype", "linktype", "plugin", "type", "mime_type", "content_type", "target"}
)
"""Fields that hold no words for a person."""

_SETTING = re.compile(
    r"theme|colou?r|align|layout|variant|size|style|position|width|height|class|slug|icon|background|spacing|margin"
    r"|padding|columns?|level|anchor|(?:^|_)(?:rel|key|lang|order|tag|date|at)$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[\w#.:%+\-/]*")
_IDENTITY = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|true|false|null|none", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)(?:[?#]|\Z)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_TITLES = ("title", "label", "caption", "name", "heading", "headline", "summary", "alt", "text", "description")


class Component(msgspec.Struct, frozen=True, eq=False):
    """A component met on the way, to be shown in a frame of its own."""

    fields: dict[object, object]


class Fields(msgspec.Struct, frozen=True, eq=False):
    """An object or list in a component's field, shown without a frame."""

    found: "dict[object, object] | list[object] | tuple[object, ...]"


class Said(msgspec.Struct, frozen=True, eq=False):
    """A component's own words, or the address of a link with the words for it."""

    text: str
    link: Link | None = None


def parts(component: dict[object, object], marks: Marks) -> Iterator[object]:
    """What to show of a component, in order: words, rich-text nodes, components, fields; None for a field without."""
    for key, value in component.items():
        yield _part(key, value, marks)


def parts_of_field(fields: Fields, marks: Marks) -> Iterator[object]:
    """What to show of an object or list in a field."""
    if isinstance(fields.found, dict):
        yield from parts(fields.found, marks)
        return
    for value in fields.found:
        yield _part("", value, marks)


def titles(attrs: dict[object, object], marks: Marks) -> Iterator[Said]:
    """The words in the attributes of a node that also has children."""
    for key in _TITLES:
        value = attrs.get(key)
        if isinstance(value, str):
            said = _said(key, value, marks)
            if said is not None:
                yield said


def leaf_words(
    node: dict[object, object], attrs: dict[object, object], marks: Marks, charge: Callable[[int], None]
) -> tuple[str, tuple[Link, ...]]:
    """The text and the links that a leaf of an unknown type shows."""
    found: list[Said] = []
    text = node.get("text")
    if isinstance(text, str):
        found.append(Said(text))
    for key, value in islice(attrs.items(), 256):
        if isinstance(value, str):
            charge(len(value))
            said = _said(key, value, marks)
            if said is not None:
                found.append(said)
    shown = [words(said.text) for said in found if said.link is None]
    return "\n".join(filter(None, shown)), tuple(dict.fromkeys(said.link for said in found if said.link is not None))


def _part(key: object, value: object, marks: Marks) -> object:
    """What to show of one field; none for what a person does not need."""
    label = key if isinstance(key, str) else ""
    if label.startswith("_") or label in TECHNICAL:
        return None
    if isinstance(value, str):
        return _said(label, value, marks)
    if isinstance(value, (list, tuple)):
        return Fields(value)
    if isinstance(value, dict):
        return _object(value, marks)
    return None


def _object(value: dict[object, object], marks: Marks) -> object:
    """What to show of an object: a node, a component, a link, a file, or its fields."""
    if isinstance(value.get("type"), str) and (
        value["type"] == "doc" or isinstance(value.get("content"), (list, tuple))
    ):
        return value
    if isinstance(value.get("component"), str):
        return Component(value)
    if isinstance(value.get("filename"), str):
        filename = str(value["filename"])
        if not filename.strip():
            return None
        if _PICTURE.search(filename):
            return {"type": "image", "attrs": {**value, "src": filename}}
        return _linked(value, {"href": filename, "linktype": "asset"}, marks)
    if isinstance(value.get("linktype"), str) or words(value.get("fieldtype")) == "multilink":
        return _linked(value, value, marks)
    return Fields(value)


def _linked(value: dict[object, object], attrs: dict[object, object], marks: Marks) -> Said | None:
    """A link with its words, or its address where it has none."""
    link = marks.link(attrs)
    if link is None:
        return None
    named = [text for key in ("title", "name", "text", "alt") if (text := words(value.get(key)))]
    return Said(named[0] if named else link.href or link.uuid, link)


def _said(key: object, value: str, marks: Marks) -> Said | None:
    """Words for a person, or an address; none for identities and settings."""
    label = key if isinstance(key, str) else ""
    text = value.strip()
    if not text or label.startswith("_") or label in TECHNICAL or (len(text) <= 40 and _IDENTITY.fullmatch(text)):
        return None
    if _ADDRESS.fullmatch(text):
        return Said(text, marks.link({"href": text}))
    if _SETTING.search(label) and len(text) <= 80 and _TOKEN.fullmatch(text):
        return None
    return Said(value)
