"""Attributes of Storyblok nodes, read as what they should be, whatever they are."""

import math
import re

from tickertui.formats import sanitize

NAME_LIMIT = 80
"""The longest type, class, colour or language name that is kept, in characters."""

_WHOLE = re.compile(r"\s*[+-]?\d{1,12}\s*")


def attributes(node: dict[object, object]) -> dict[object, object]:
    """A node's attributes; empty where it has none."""
    found = node.get("attrs")
    return found if isinstance(found, dict) else {}


def children(node: dict[object, object]) -> "list[object] | tuple[object, ...]":
    """A node's children; a lone child that is not in a list counts as one."""
    found = node.get("content")
    if isinstance(found, (list, tuple)):
        return found
    if isinstance(found, (dict, str)):
        return (found,)
    return ()


def words(value: object) -> str:
    """Text for one line without spaces at its edges; empty for what is not text."""
    return sanitize.line(value).strip() if isinstance(value, str) else ""


def first_text(attrs: dict[object, object], *keys: str) -> str:
    """The first of some attributes that is text and not blank; empty where none is."""
    for key in keys:
        value = attrs.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def name(value: object) -> str:
    """A short technical name; cut where it is not short."""
    return words(value[: 4 * NAME_LIMIT])[:NAME_LIMIT] if isinstance(value, str) else ""


def whole(value: object, default: int, low: int, high: int) -> int:
    """A whole number between two others; the default for what is no number."""
    if isinstance(value, bool):
        return default
    if isinstance(value, int):
        return max(low, min(high, int(value)))
    if isinstance(value, float):
        return int(max(low, min(high, value))) if not math.isnan(value) else default
    if isinstance(value, str) and len(value) <= 20 and value.isascii() and _WHOLE.fullmatch(value):
        return max(low, min(high, int(value)))
    return default
