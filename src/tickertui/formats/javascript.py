"""JavaScript's own values, for which Python has no type of the same meaning.

Two families. Those that hold other values (`JSSet`, `JSMap`, `SparseArray`, `Custom`) can be part of a cycle, so they
compare by identity, as in JavaScript, and print only what they are and how large. The others are frozen values that
compare by what they say. Nothing here recurses, whatever the graph looks like, and nothing prints without a bound.
"""

import sys
from collections.abc import Iterable, Iterator
from math import inf
from typing import Final, Literal

import msgspec

PRINTED_TEXT: Final = 60
"""How many characters of a text a `repr` here prints."""


def _quoted(text: str) -> str:
    """The text as a literal, cut to what a line can take."""
    return repr(text if len(text) <= PRINTED_TEXT else text[: PRINTED_TEXT - 3] + "...")


class Undefined:
    """The type of `UNDEFINED`."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNDEFINED"

    def __reduce__(self) -> str:
        """Copies and pickles are the one `UNDEFINED` again."""
        return "UNDEFINED"


UNDEFINED: Final = Undefined()
"""JavaScript's `undefined`, and a hole in an array: falsy, and never `None`, which is `null`."""


_Digits = dict[int, tuple[object, object]]
"""BigInts and their keys, under their ids, which are good for as long as the BigInts are kept here."""


def _same_value_zero(value: object, digits: _Digits) -> object:
    """A key that is equal for the values that JavaScript's Set and Map take for one.

    Primitives are compared by value, everything else by identity. Integers beyond 2**53 are compared as the doubles
    that JavaScript has, BigInts by their digits: neither can be made to collide as Python's hashes of integers can.

    Args:
        value: The value.
        digits: The BigInts met so far: one that comes often is written out once.
    """
    kind = type(value)
    if kind is str:
        return value
    if kind is float:
        return ("nan",) if value != value else value
    if kind is int and isinstance(value, int):
        if -(2**53) <= value <= 2**53:
            return value
        return float(value) if value.bit_length() <= 1023 else inf if value > 0 else -inf
    if kind is BigInt:
        if id(value) not in digits:
            digits[id(value)] = (value, ("n", f"{value:x}"))
        return digits[id(value)][1]
    return ("", id(value))


class JSSet:
    """A Set: its members in insertion order, without what JavaScript takes for a repeat.

    Members may be unhashable. `1` and `True` are two members, `1` and `1.0` are one, as in JavaScript.

    Attributes:
        items: The members, in order.
    """

    __slots__ = ("__weakref__", "items")
    items: list[object]

    def __init__(self, items: Iterable[object] = ()) -> None:
        """Keep the first of each member."""
        self.items = []
        self.assign(items)

    def assign(self, items: Iterable[object]) -> None:
        """Make these the members, the first of each."""
        members: dict[object, object] = {}
        digits: _Digits = {}
        for item in items:
            members.setdefault(_same_value_zero(item, digits), 0 if type(item) is float and item == 0 else item)
        self.items = list(members.values())

    def __contains__(self, item: object) -> bool:
        digits: _Digits = {}
        key = _same_value_zero(item, digits)
        return any(_same_value_zero(member, digits) == key for member in self.items)

    def __iter__(self) -> Iterator[object]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"<JSSet of {len(self.items)}>"


class JSMap:
    """A Map: pairs in insertion order, under keys of any kind.

    A later value for a key replaces the earlier one in its place.

    Attributes:
        pairs: The keys and values, in order.
    """

    __slots__ = ("__weakref__", "pairs")
    pairs: list[tuple[object, object]]

    def __init__(self, pairs: Iterable[tuple[object, object]] = ()) -> None:
        """Keep one pair for each key."""
        self.pairs = []
        self.assign(pairs)

    def assign(self, pairs: Iterable[tuple[object, object]]) -> None:
        """Make these the pairs, one for each key."""
        kept: dict[object, tuple[object, object]] = {}
        digits: _Digits = {}
        for name, value in pairs:
            key = _same_value_zero(name, digits)
            earlier = kept.get(key)
            if earlier is not None:
                name = earlier[0]
            elif type(name) is float and name == 0:
                name = 0
            kept[key] = (name, value)
        self.pairs = list(kept.values())

    def get(self, key: object, default: object = UNDEFINED) -> object:
        """The value under a key, found as JavaScript finds it (objects by identity)."""
        digits: _Digits = {}
        wanted = _same_value_zero(key, digits)
        return next((value for name, value in self.pairs if _same_value_zero(name, digits) == wanted), default)

    def to_dict(self) -> dict[str, object]:
        """The pairs whose keys are strings, as a dict."""
        return {name: value for name, value in self.pairs if isinstance(name, str)}

    def __iter__(self) -> Iterator[tuple[object, object]]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __repr__(self) -> str:
        return f"<JSMap of {len(self.pairs)}>"


class SparseArray:
    """An array that is mostly holes, as its length and the items that are there.

    It is no sequence on purpose: a length of four thousand million costs one character of a payload.

    Attributes:
        length: The length that JavaScript sees.
        items: The items that are there, under their indices.
    """

    __slots__ = ("__weakref__", "items", "length")
    length: int
    items: dict[int, object]

    def __init__(self, length: int, items: dict[int, object] | None = None) -> None:
        """Keep the length and the items that are there."""
        self.length = length
        self.items = {} if items is None else items

    def get(self, index: int) -> object:
        """The item at an index; `UNDEFINED` where there is a hole, or nothing."""
        return self.items.get(index, UNDEFINED)

    def __repr__(self) -> str:
        return f"<SparseArray of {len(self.items)} in {self.length}>"


class Custom:
    """A value of a type that the site declared itself: its tag and what is inside.

    Attributes:
        tag: The name of the type, as the payload has it.
        value: What the type is written as.
    """

    __slots__ = ("__weakref__", "tag", "value")
    __match_args__ = ("tag", "value")
    tag: str
    value: object

    def __init__(self, tag: str, value: object = UNDEFINED) -> None:
        """Keep the tag and what is inside."""
        self.tag = tag
        self.value = value

    def __repr__(self) -> str:
        return f"<Custom {_quoted(self.tag)} of {type(self.value).__name__}>"


class JSDate(msgspec.Struct, frozen=True):
    """A Date that Python's `datetime` cannot say: an invalid one, or one outside the years 1 to 9999."""

    milliseconds: int | None
    """Milliseconds since 1970 in UTC; None is JavaScript's Invalid Date."""


class JSRegExp(msgspec.Struct, frozen=True):
    """A RegExp, kept as text: its dialect is not Python's, and a stranger's pattern is never run."""

    source: str
    flags: str = ""

    def __repr__(self) -> str:
        return f"JSRegExp({_quoted(self.source)}, {_quoted(self.flags)})"


class BigInt(int):
    """A BigInt: an integer that JavaScript keeps apart from numbers."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"BigInt({int(self)})" if self.bit_length() <= 200 else f"<BigInt of {self.bit_length()} bits>"


class URL(str):
    """A URL, as its address."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"URL({_quoted(str(self))})"


class URLSearchParams(str):
    """URLSearchParams, as the query's text."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"URLSearchParams({_quoted(str(self))})"


class Temporal(msgspec.Struct, frozen=True):
    """A Temporal value: which kind, and its text with everything that Python's own types would drop."""

    kind: str
    """`Instant`, `PlainDate`, `ZonedDateTime`, ..."""
    text: str

    def __repr__(self) -> str:
        return f"Temporal({_quoted(self.kind)}, {_quoted(self.text)})"


class ArrayBuffer(msgspec.Struct, frozen=True, eq=False):
    """An ArrayBuffer; typed arrays over it share its bytes."""

    data: bytes

    def __repr__(self) -> str:
        return f"<ArrayBuffer of {len(self.data)} bytes>"


ITEM_FORMATS: Final[dict[str, tuple[str, int]]] = {
    "Int8Array": ("b", 1),
    "Uint8Array": ("B", 1),
    "Uint8ClampedArray": ("B", 1),
    "Int16Array": ("h", 2),
    "Uint16Array": ("H", 2),
    "Float16Array": ("e", 2),
    "Int32Array": ("i", 4),
    "Uint32Array": ("I", 4),
    "Float32Array": ("f", 4),
    "Float64Array": ("d", 8),
    "BigInt64Array": ("q", 8),
    "BigUint64Array": ("Q", 8),
    "DataView": ("B", 1),
}
"""The kinds of views of a buffer: each one's item as `struct` writes it, and the item's size in bytes."""


class TypedArray(msgspec.Struct, frozen=True, eq=False):
    """A typed array or DataView: a part of a buffer, read in its own way, little-endian."""

    kind: str
    """`Uint8Array`, `Float64Array`, `DataView`, ..."""
    buffer: ArrayBuffer
    offset: int
    """Where it begins in the buffer, in bytes."""
    length: int
    """How many items it has; of a DataView, how many bytes."""

    def view(self) -> memoryview:
        """Its bytes, shared with the buffer."""
        return memoryview(self.buffer.data)[self.offset : self.offset + self.length * ITEM_FORMATS[self.kind][1]]

    def tolist(self) -> list[int | float]:
        """Its items, as numbers."""
        letter, size = ITEM_FORMATS[self.kind]
        view = self.view()
        if size == 1 or (sys.byteorder == "little" and letter != "e"):
            return view.cast(letter).tolist()  # type: ignore[call-overload,no-any-return]  # the letters are all known
        import struct

        return list(struct.unpack(f"<{self.length}{letter}", view))

    def __len__(self) -> int:
        return self.length

    def __repr__(self) -> str:
        return f"<{self.kind} of {self.length}>"
