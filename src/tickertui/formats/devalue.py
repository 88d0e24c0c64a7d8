"""Devalue payloads: a JSON table of entries that refer to each other, turned into the values that they stand for.

The C parser has already built every dict and list of the graph; only their contents are still references. So
nothing is copied: tagged entries become objects in their place in the table, then the references in every container are
replaced by what they refer to. Sharing and cycles are right by construction, depth does not matter, memory is that of
the parse.

A schema lets the parser itself refuse what is no reference. Whatever it refuses is read again by `entries`, which takes
the rare right forms and says of the wrong ones where and what they are. `PayloadError` is the only exception.

What a result is made of: dict, list, str, int, float, bool, None, aware `datetime`, and the types of `javascript`.
Texts are as the payload has them, lone surrogates included (`sanitize` sees to those). A result may be deep and cyclic:
whoever walks it keeps a stack of their own.
"""

import gc
from collections.abc import Callable, Collection, Mapping
from functools import cache
from math import inf, nan
from typing import Annotated, Any, Final

import msgspec

from tickertui.errors import PayloadError
from tickertui.formats import entries
from tickertui.formats.javascript import (
    ITEM_FORMATS,
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
    Undefined,
    URLSearchParams,
)
from tickertui.formats.reviving import Pending, is_complete, revive
from tickertui.formats.tagged import LEAVES, name_of, quoted, view_of, whole, wrong

__all__ = [
    "UNDEFINED",
    "URL",
    "ArrayBuffer",
    "BigInt",
    "Custom",
    "JSDate",
    "JSMap",
    "JSRegExp",
    "JSSet",
    "Reviver",
    "SparseArray",
    "Temporal",
    "TypedArray",
    "URLSearchParams",
    "Undefined",
    "decode",
]

Reviver = Callable[[object], object]
"""Makes the value of a custom type from what is inside it."""

LARGE: Final = 256 * 1024
"""From how many characters on the garbage collector rests while a payload is decoded: it would find nothing."""

LONGEST_ARRAY: Final = 2**32 - 1
"""The longest array that JavaScript has."""

SPARSE: Final = -7
"""The first item of an entry that is a sparse array."""

# A negative reference stands for a value that JSON lacks; this is indexed by it: -6, -5, ... -1.
_SENTINELS: Final[list[Any]] = [-0.0, -inf, inf, nan, UNDEFINED, UNDEFINED]


class _Unsure(Exception):
    """A reference does not fit the table; the careful reading says which."""


@cache
def _schema() -> "msgspec.json.Decoder[list[Any]]":
    """The parser that takes only entries whose references are integers, none below the last sentinel."""
    reference = Annotated[int, msgspec.Meta(ge=-6)]
    entry = dict[str, reference] | list[reference | str] | str | int | float | bool | None
    return msgspec.json.Decoder(list[entry])


def decode(
    text: str | bytes, *, revivers: Mapping[str, Reviver] | None = None, transparent: Collection[str] = ()
) -> Any:
    """The value that a payload stands for.

    Args:
        text: The payload, as text or as UTF-8.
        revivers: For each tag that they name, what makes its value of what is inside: called once for each entry, from
            the inside out. They come before the tags that are built in, and should do nothing else: a damaged payload
            may call them before it is found out. What they raise passes through.
        transparent: Tags whose value is what is inside them.

    Raises:
        PayloadError: Where the payload is not one; its message says where in it, and what.
    """
    is_resting = len(text) >= LARGE and gc.isenabled()
    if is_resting:
        gc.disable()
    try:
        return _decode(text, revivers or {}, transparent)
    finally:
        if is_resting:
            gc.enable()


def _decode(text: str | bytes, revivers: Mapping[str, Reviver], transparent: Collection[str]) -> Any:
    """The value of a payload: by the fast reading if that is sure of it, else by the careful one."""
    try:
        # Given a str, the parser would leave its UTF-8 attached to it; this copy is gone before the table grows.
        values = _schema().decode(text if isinstance(text, bytes) or text.isascii() else text.encode())
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        values = []
    if values:
        try:
            return _Table(values, revivers, transparent).value()
        except _Unsure:
            del values
    values = entries.parse(text)
    if type(values) is not list:
        return _lone_sentinel(values)
    if not values:
        raise PayloadError("The payload is an empty list: it has no entry to begin with.", entries.HINT)
    entries.check(values)
    return _Table(values, revivers, transparent).value()


def _lone_sentinel(root: object) -> object:
    """The value of a payload that is no table: one of the values that JSON lacks."""
    number = whole(root)
    if number is None:
        raise PayloadError(f"The payload is {name_of(root)}, not a list of entries.", entries.HINT)
    if number in (-1, -3, -4, -5, -6):
        return _SENTINELS[number]
    raise PayloadError("The payload is a lone number that means nothing.", entries.HINT)


class _Table:
    """The entries of one payload on their way to what they stand for."""

    __slots__ = ("dicts", "fills", "inside", "lists", "pending", "revivers", "transparent", "values")

    def __init__(self, values: list[Any], revivers: Mapping[str, Reviver], transparent: Collection[str]) -> None:
        """Take over the parsed entries, which are changed in place."""
        self.values = values
        self.revivers = revivers
        self.transparent = transparent
        self.dicts: list[dict[str, Any]] = []
        """The entries that are plain objects."""
        self.lists: list[list[Any]] = []
        """The entries that are plain lists."""
        self.fills: list[tuple[Callable[[list[Any]], object], list[int]]] = []
        """What completes each tagged container, and the references that it is given."""
        self.inside: dict[int, tuple[str, int]] = {}
        """For the index of each custom entry its tag and the reference to what is inside."""
        self.pending = False
        """Whether a reviver has to wait until the graph is complete."""

    def value(self) -> Any:
        """The value of the first entry, with everything in it."""
        self._read_tagged(self._sort())
        self._open()
        self._fill()
        root = self.values[0]
        return revive(root) if self.pending else root

    def _sort(self) -> list[int]:
        """Tell the plain objects and lists from the tagged entries, whose indices are given back."""
        tagged = []
        add_dict, add_list = self.dicts.append, self.lists.append
        for index, entry in enumerate(self.values):
            kind = type(entry)
            if kind is dict:
                if "__proto__" in entry:
                    raise wrong(index, "is an object with a key named __proto__")
                add_dict(entry)
            elif kind is list and entry:
                first = entry[0]
                if type(first) is str or first == SPARSE:
                    tagged.append(index)
                else:
                    add_list(entry)
        return tagged

    def _read_tagged(self, tagged: list[int]) -> None:
        """Put the objects that the tagged entries stand for in their places; containers are still empty."""
        values, revivers, transparent = self.values, self.revivers, self.transparent
        later: list[int] = []
        for index in tagged:
            entry = values[index]
            tag = entry[0]
            if tag in transparent or tag in revivers:
                self._read_custom(index, tag, entry)
            elif tag in LEAVES:
                values[index] = LEAVES[tag](index, entry)
            elif tag in _CONTAINERS:
                _CONTAINERS[tag](self, index, entry)
            elif tag == "Object" or tag in ITEM_FORMATS:
                later.append(index)
            else:
                self._read_custom(index, tag, entry)
        # These look at what other entries have become, and must not see each other.
        read = [self._read_dependent(index, values[index]) for index in later]
        for index, value in zip(later, read, strict=True):
            values[index] = value

    def _read_custom(self, index: int, tag: str, entry: list[Any]) -> None:
        """Note what is inside an entry of a custom type; a reviver may also be given a literal."""
        if len(entry) != 2:
            raise wrong(index, f"is a {quoted(tag)} with {len(entry) - 1} parts, not one")
        if whole(entry[1]) is None and tag in self.revivers and type(entry[1]) is not float:
            self.values[index] = self.revivers[tag](entry[1])
        else:
            self.inside[index] = (tag, self._reference(index, entry[1]))

    def _read_dependent(self, index: int, entry: list[Any]) -> object:
        """The value of an entry that looks into another: a boxed primitive, or a view of a buffer."""
        if entry[0] != "Object":
            return view_of(index, entry, lambda part: self._target(index, part))
        boxed = entry[1] if len(entry) == 2 else None
        if type(boxed) in (str, bool):
            return boxed
        number = whole(boxed)
        if number is None and type(boxed) is float:
            return boxed
        if number not in (None, -1, -2):
            boxed = self._target(index, number)
            if type(boxed) in (str, bool, int, float, BigInt):
                return boxed
        raise wrong(index, "is a boxed value of something that is no primitive")

    def _read_set(self, index: int, entry: list[Any]) -> None:
        members = JSSet()
        self.values[index] = members
        self.fills.append((members.assign, self._references(index, entry[1:])))

    def _read_map(self, index: int, entry: list[Any]) -> None:
        if len(entry) % 2 == 0:
            raise wrong(index, "is a Map whose last key has no value")
        pairs = JSMap()
        self.values[index] = pairs
        references = self._references(index, entry[1:])
        self.fills.append((lambda parts: pairs.assign(zip(parts[::2], parts[1::2], strict=True)), references))

    def _read_bare_object(self, index: int, entry: list[Any]) -> None:
        """An object without a prototype: its keys are literal."""
        keys = entry[1::2]
        if len(entry) % 2 == 0:
            raise wrong(index, "is an object whose last key has no value")
        if not all(type(key) is str for key in keys):
            raise wrong(index, "is an object with a key that is no text")
        if "__proto__" in keys:
            raise wrong(index, "is an object with a key named __proto__")
        items: dict[str, object] = {}
        self.values[index] = items
        references = self._references(index, entry[2::2])
        self.fills.append((lambda parts: items.update(zip(keys, parts, strict=True)), references))

    def _read_sparse(self, index: int, entry: list[Any]) -> None:
        length = whole(entry[1]) if len(entry) % 2 == 0 else None
        if length is None or not 0 <= length <= LONGEST_ARRAY:
            raise wrong(index, "is a sparse array without a possible length, or whose last item has no value")
        places = [whole(place) for place in entry[2::2]]
        if not all(place is not None and 0 <= place < length for place in places):
            raise wrong(index, "is a sparse array with an item outside its length")
        array = SparseArray(length)
        self.values[index] = array
        references = self._references(index, entry[3::2])
        self.fills.append((lambda parts: array.items.update(zip(places, parts, strict=True)), references))  # type: ignore[arg-type]  # no place is None

    def _reference(self, index: int, part: object) -> int:
        """A part of an entry as a reference into this table, or a sentinel."""
        number = whole(part)
        if number is None or not -6 <= number < len(self.values):
            raise wrong(index, f"has {name_of(part)} that refers to no entry")
        return number

    def _references(self, index: int, parts: list[Any]) -> list[int]:
        """The parts of an entry as references, each one checked."""
        count = len(self.values)
        return [part if type(part) is int and -6 <= part < count else self._reference(index, part) for part in parts]

    def _at(self, reference: int) -> Any:
        """What a checked reference refers to."""
        return self.values[reference] if reference >= 0 else _SENTINELS[reference]

    def _target(self, index: int, part: object) -> Any:
        """What a part of an entry refers to."""
        return self._at(self._reference(index, part))

    def _open(self) -> None:
        """Replace the custom entries by their values, each one after the custom entry inside it."""
        inside = self.inside
        is_done: dict[int, bool] = {}
        for start in inside:
            chain = []
            index = start
            while index in inside and index not in is_done:
                is_done[index] = False
                chain.append(index)
                index = inside[index][1]
            if is_done.get(index) is False:
                raise wrong(index, f"is a {quoted(inside[index][0])} that has only itself inside")
            for link in reversed(chain):
                self.values[link] = self._custom(*inside[link])
                is_done[link] = True

    def _custom(self, tag: str, reference: int) -> object:
        """The value of a custom entry whose inside is known, if not yet complete."""
        value = self._at(reference)
        if tag in self.revivers:
            if is_complete(value):
                return self.revivers[tag](value)
            self.pending = True
            return Pending(self.revivers[tag], value)
        return value if tag in self.transparent else Custom(tag, value)

    def _fill(self) -> None:
        """Replace the references in every container by what they refer to."""
        values, sentinels = self.values, _SENTINELS
        get = values.__getitem__
        try:
            for items in self.dicts:
                for key, reference in items.items():
                    items[key] = values[reference] if reference >= 0 else sentinels[reference]
            for parts in self.lists:
                if min(parts) >= 0:
                    parts[:] = map(get, parts)
                else:
                    parts[:] = [values[part] if part >= 0 else sentinels[part] for part in parts]
        except (IndexError, TypeError):
            raise _Unsure from None
        for fill, references in self.fills:
            fill([values[part] if part >= 0 else sentinels[part] for part in references])


_CONTAINERS: Final[dict[object, Callable[[_Table, int, list[Any]], None]]] = {
    "Set": _Table._read_set,
    "Map": _Table._read_map,
    "null": _Table._read_bare_object,
    SPARSE: _Table._read_sparse,
}
"""The reader of each tag whose entry holds others."""
