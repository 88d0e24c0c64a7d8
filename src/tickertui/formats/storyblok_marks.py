"""The marks of Storyblok text: styles, colours, anchors and links, read into values.

Links follow Storyblok's own renderer, and keep what it drops: every link mark of a run, and an anchor of any link.
"""

from collections.abc import Callable
from itertools import islice

from tickertui.formats import sanitize
from tickertui.formats.document import Anchor, Highlight, Link, Mark, Style, Styled, TextColor, UnknownMark
from tickertui.formats.storyblok_attributes import attributes, first_text, name, words

MARK_LIMIT = 64
"""The most marks that one run keeps."""

PLAIN: dict[str, Mark] = {
    "bold": Style("bold"),
    "strong": Style("bold"),
    "italic": Style("italic"),
    "em": Style("italic"),
    "strike": Style("strike"),
    "s": Style("strike"),
    "underline": Style("underline"),
    "code": Style("code"),
    "superscript": Style("superscript"),
    "subscript": Style("subscript"),
}


class Marks:
    """Reads marks; equal ones become the same object, and unknown ones are counted."""

    def __init__(self, unknown: dict[str, int], charge: Callable[[int], None]) -> None:
        """Count unknown marks where unknown nodes are counted, and characters where those of text are."""
        self._unknown = unknown
        self._charge = charge
        self._links: dict[tuple[str, ...], Link] = {}

    def read(self, found: object) -> tuple[Mark, ...]:
        """The marks of a run in their order, each once."""
        if isinstance(found, dict):
            found = (found,)
        if not isinstance(found, (list, tuple)):
            return ()
        if len(found) == 1:
            mark = self._mark(found[0])
            return () if mark is None else (mark,)
        marks: dict[Mark, None] = {}
        for each in found[:MARK_LIMIT]:
            mark = self._mark(each)
            if mark is not None:
                marks[mark] = None
        return tuple(marks)

    def _mark(self, found: object) -> Mark | None:
        """One mark; none for one that says nothing."""
        if isinstance(found, str):
            found = {"type": found}
        if not isinstance(found, dict):
            return None
        kind = found.get("type")
        if not isinstance(kind, str):
            return None
        plain = PLAIN.get(kind)
        if plain is not None:
            return plain
        if kind == "link":
            link = self.link(attributes(found))
            if link is not None:
                self._charge(len(link.href))
            return link
        return self._described(kind, attributes(found))

    def _described(self, kind: str, attrs: dict[object, object]) -> Mark | None:
        """A mark with an argument, or one that nobody has described."""
        if kind == "highlight":
            return Highlight(name(attrs.get("color")))
        if kind in {"textStyle", "text_style"}:
            color = name(attrs.get("color"))
            return TextColor(color) if color else _class_or_anchor(attrs)
        if kind == "styled":
            return _class_or_anchor(attrs)
        if kind == "anchor":
            identity = name(attrs.get("id"))
            return Anchor(identity) if identity else None
        label = name(kind)
        if not label:
            return None
        self._unknown[label] = self._unknown.get(label, 0) + 1
        return UnknownMark(label)

    def link(self, attrs: dict[object, object]) -> Link | None:
        """A link as Storyblok writes it; none for one that leads nowhere."""
        custom = attrs.get("custom")
        if isinstance(custom, dict) and custom:
            return self._new_link(attrs, custom)
        key = tuple(
            [
                value if isinstance(value := attrs.get(each), str) else ""
                for each in ("href", "uuid", "anchor", "linktype")
            ]
        )
        if not key[0]:
            return self._new_link(attrs, {})
        target = attrs.get("target")
        key = (*key, target if isinstance(target, str) else "")
        known = self._links.get(key)
        if known is None:
            known = self._new_link(attrs, {})
            if known is not None:
                self._links[key] = known
        return known

    def _new_link(self, attrs: dict[object, object], custom: dict[object, object]) -> Link | None:
        """A link not met before, its characters counted."""
        for found in (attrs, custom):
            self._charge(sum(len(each) for each in islice(found.values(), 64) if isinstance(each, str)))
        return _link(attrs, custom)


def _class_or_anchor(attrs: dict[object, object]) -> Mark | None:
    """What a style without a colour says: a class, or a place to jump to."""
    label = name(attrs.get("class"))
    if label:
        return Styled(label)
    identity = name(attrs.get("id"))
    return Anchor(identity) if identity else None


def _link(attrs: dict[object, object], custom: dict[object, object]) -> Link | None:
    """A link from its attributes."""
    kind = name(attrs.get("linktype")) or "url"
    href = _written_address(attrs)
    anchor = words(attrs.get("anchor")).lstrip("#")
    if kind == "email":
        lowered = href.lstrip().lower()
        if lowered and not lowered.startswith(("mailto:", "http:", "https:")):
            href = "mailto:" + href.strip()
    elif anchor and "#" not in href:
        href = f"{href}#{anchor}"
    href, safe = sanitize.address(href)
    uuid = name(attrs.get("uuid"))
    if not href and not uuid:
        return None
    shown = islice(custom.items(), 64)
    more = tuple((name(key), words(value)) for key, value in shown if name(key) and isinstance(value, str))
    return Link(href=href, kind=kind, uuid=uuid, target=name(attrs.get("target")), safe=safe, custom=more)


def _written_address(attrs: dict[object, object]) -> str:
    """The address a link was written with: its own, or that of the story or file it points to."""
    written = first_text(attrs, "href", "url", "cached_url", "email", "filename", "src")
    story = attrs.get("story")
    if written or not isinstance(story, dict):
        return written
    url, slug = first_text(story, "url"), first_text(story, "full_slug").strip()
    return url or (f"/{slug.lstrip('/')}" if slug else "")
