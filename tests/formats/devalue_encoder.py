"""An encoder of the tests' own: values and their sharing to a devalue payload, without recursion."""

import json
import math
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime

from tickertui.formats.devalue import (
    UNDEFINED,
    URL,
    ArrayBuffer,
    BigInt,
    Custom,
    JSDate,
    JSMap,
    JSRegExp,
    JSSet,
    SparseArray,
    Temporal,
    TypedArray,
    URLSearchParams,
)

HOLE = object()
"""An item of a list that is written as a hole."""


class Reference:
    """A part of an entry that stands for another value, not for itself."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        """Keep the value."""
        self.value = value


def iso_text(moment: datetime) -> str:
    """A moment as `Date.prototype.toISOString` writes it."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z".rjust(24, "0")


def sentinel(value: object) -> int | None:
    """The negative reference that a value is written as, if it is one of those."""
    if value is UNDEFINED:
        return -1
    if value is HOLE:
        return -2
    if type(value) is float:
        if math.isnan(value):
            return -3
        if math.isinf(value):
            return -4 if value > 0 else -5
        if value == 0 and math.copysign(1, value) < 0:
            return -6
    return None


def leaf(value: object) -> object:
    """The entry of a value that holds no other, or None where it holds some."""
    match value:
        case BigInt():
            return ["BigInt", str(int(value))]
        case URL():
            return ["URL", str(value)]
        case URLSearchParams():
            return ["URLSearchParams", str(value)]
        case JSRegExp(source, flags):
            return ["RegExp", source, flags] if flags else ["RegExp", source]
        case Temporal(kind, text):
            return [f"Temporal.{kind}", text]
        case ArrayBuffer(data):
            return ["ArrayBuffer", b64encode(data).decode()]
        case datetime():
            return ["Date", iso_text(value)]
        case JSDate(None):
            return ["Date", ""]
    return None


def parts_of(value: object) -> list[object]:
    """The parts of a tagged or plain list that a value is written as."""
    match value:
        case list():
            return [Reference(item) for item in value]
        case JSSet():
            return ["Set", *map(Reference, value)]
        case JSMap():
            return ["Map", *(Reference(part) for pair in value for part in pair)]
        case SparseArray():
            flat = [part for index, item in value.items.items() for part in (index, Reference(item))]
            return [-7, value.length, *flat]
        case Custom(tag, inside):
            return [tag, Reference(inside)]
        case TypedArray(kind, buffer, offset, length):
            return [kind, Reference(buffer), offset, length]
    raise TypeError(type(value))


def key_of(value: object) -> object:
    """What makes two values one entry: the value of a primitive, the identity of everything else."""
    return (type(value), value) if value is None or type(value) in (str, int, float, bool) else id(value)


def entries_of(root: object) -> list[object]:
    """The entries of a payload, in the order of the first visit."""
    entries: list[object] = []
    indices: dict[object, int] = {}
    stack: list[tuple[int, list[str] | None, Iterator[object], list[object]]] = []

    def reference(value: object) -> int:
        special = sentinel(value)
        if special is not None:
            return special
        key = key_of(value)
        if key in indices:
            return indices[key]
        index = indices[key] = len(entries)
        entries.append(None)
        if value is None or type(value) in (str, int, float, bool):
            entries[index] = value
        elif (whole := leaf(value)) is not None:
            entries[index] = whole
        elif isinstance(value, dict):
            stack.append((index, list(value), map(Reference, value.values()), []))
        else:
            stack.append((index, None, iter(parts_of(value)), []))
        return index

    reference(root)
    while stack:
        depth = len(stack)
        index, names, parts, done = stack[-1]
        for part in parts:
            done.append(reference(part.value) if isinstance(part, Reference) else part)
            if len(stack) > depth:
                break
        else:
            entries[index] = done if names is None else dict(zip(names, done, strict=True))
            stack.pop()
    return entries


def dumps(value: object) -> str:
    """JSON as devalue writes it: no spaces, and no literal `<`."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003C")


def encode(root: object) -> str:
    """The payload of a value."""
    special = sentinel(root)
    return str(special) if special is not None else dumps(entries_of(root))
