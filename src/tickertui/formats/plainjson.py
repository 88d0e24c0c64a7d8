"""Decoded values as JSON text, for programs that do not speak devalue.

Iterative: depth costs nothing. Two spellings:

- plain: what `JSON.stringify` would do, a little kinder. Dates are ISO text, sets are arrays, maps with text keys
  are objects, sparse arrays are objects by index, a site's own types
  are objects of `tag` and `value`; `undefined` and numbers JSON has no word for are null, and a
  negative zero is 0. A value that contains itself cannot be written so.
- tagged: everything is kept. What JSON has no word for is an object whose first key starts with `$`
  (`{"$undefined": true}`, `{"$number": "NaN"}`, `{"$Date": "..."}`, `{"$Set": [...]}`); a container met again is
  `{"$ref": "#/path"}`, a JSON pointer (RFC 6901) to where it stands in this text first; a key of the payload that
  starts with `$` gets one more `$` in front.
"""

import base64
import json
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from tickertui.errors import PayloadError
from tickertui.formats.javascript import (
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
from tickertui.formats.nuxt import Island, NuxtError

BUDGET = 5_000_000
"""The most values that are written: sharing can make a payload of a kilobyte endless."""


class _Made:
    """A container that only the JSON text has: no value of the payload."""

    __slots__ = ("entries", "is_object")

    def __init__(self, entries: Iterable[tuple[str, object]] | Iterable[object], is_object: bool) -> None:
        self.entries = entries
        self.is_object = is_object


class _Open:
    """A container that is being written: what is left of it, and where it stands."""

    __slots__ = ("count", "owner", "parent", "rest", "shut", "token")

    def __init__(self, made: _Made, owner: object, parent: "_Open | None", token: str) -> None:
        self.rest: Iterator[Any] = iter(made.entries)
        self.shut = "}" if made.is_object else "]"
        self.owner = owner
        self.parent = parent
        self.token = token
        self.count = 0

    def pointer(self) -> str:
        """Where it stands, as a JSON pointer."""
        tokens = []
        frame = self
        while frame.parent is not None:
            tokens.append(frame.token.replace("~", "~0").replace("/", "~1"))
            frame = frame.parent
        return "#" + "".join("/" + token for token in reversed(tokens))


def to_json(value: object, *, tagged: bool = False) -> str:
    """The value as JSON text of ASCII characters, indented by a space a level, ending in a newline.

    Raises:
        PayloadError: a value that contains itself (plain only), or more than `BUDGET` values.
    """
    return _Writer(tagged).text(value)


class _Writer:
    """Writes one value."""

    def __init__(self, tagged: bool) -> None:
        self._tagged = tagged
        self._out: list[str] = []
        self._top: _Open | None = None
        self._depth = 0
        self._places: dict[int, _Open] = {}
        self._budget = BUDGET

    def text(self, value: object) -> str:
        """The whole text."""
        self._write(value, "")
        while self._top is not None:
            top = self._top
            for entry in top.rest:
                self._step(top, entry)
                break
            else:
                self._shut(top)
        self._out.append("\n")
        return "".join(self._out)

    def _step(self, top: _Open, entry: Any) -> None:
        self._out.append((",\n" if top.count else "\n") + " " * min(self._depth, _DEEPEST))
        token = str(top.count)
        top.count += 1
        if top.shut == "}":
            token, entry = entry
            self._out.append(json.dumps(token) + ": ")
        self._write(entry, token)

    def _shut(self, top: _Open) -> None:
        self._depth -= 1
        if top.count:
            self._out.append("\n" + " " * min(self._depth, _DEEPEST))
        self._out.append(top.shut)
        if not self._tagged:
            self._places.pop(id(top.owner), None)
        self._top = top.parent

    def _write(self, value: object, token: str) -> None:
        """Write a primitive, or open a container."""
        self._spend(1)
        word = _primitive(value)
        if word is not None:
            self._out.append(word)
            return
        place = self._places.get(id(value))
        if place is not None:
            self._out.append(self._again(place))
            return
        made = value if isinstance(value, _Made) else (_tagged if self._tagged else _plain)(value)
        if isinstance(made, str):
            self._out.append(made)
            return
        self._top = _Open(made, value, self._top, token)
        self._depth += 1
        self._out.append("{" if made.is_object else "[")
        if made is not value:
            self._places[id(value)] = self._top

    def _again(self, place: _Open) -> str:
        pointer = place.pointer()
        self._spend(len(pointer) // 64)
        if self._tagged:
            return f'{{"$ref": {json.dumps(pointer)}}}'
        raise PayloadError(
            f"The value at {pointer[:200]} contains itself, which plain JSON cannot say.",
            "With --tagged it can be written.",
        )

    def _spend(self, count: int) -> None:
        self._budget -= count
        if self._budget < 0:
            raise PayloadError(
                f"The payload unfolds to more than {BUDGET:,} values.",
                "" if self._tagged else "With --tagged what is shared is written once.",
            )


_DEEPEST = 64
"""Levels that are still indented: indenting deeper ones would make the text quadratic."""


_WORDS = {math.inf: "Infinity", -math.inf: "-Infinity"}


def _primitive(value: object) -> str | None:
    """What JSON itself has a word for; None for anything else."""
    if value is None:
        return "null"
    if type(value) is str:
        return json.dumps(value)
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int:
        return _digits(value)
    if type(value) is float and math.isfinite(value) and (value or math.copysign(1, value) > 0):
        return repr(value)
    return None


def _digits(number: int) -> str:
    """The number in decimal digits; one too long for Python to write so, as text in hexadecimal."""
    try:
        return int.__repr__(number)
    except ValueError:
        return f'"{number:#x}"'


def _escaped(entries: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    return (("$" + key if key.startswith("$") else key, child) for key, child in entries)


def _named(value: dict[Any, object]) -> Iterator[tuple[str, object]]:
    return ((key if isinstance(key, str) else str(key), child) for key, child in value.items())


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: object) -> _Made | str:
    match value:
        case dict():
            return _Made(_named(value), True)
        case list() | tuple() | JSSet():
            return _Made(value, False)
        case JSMap() if all(isinstance(key, str) for key, _ in value):
            return _Made(((str(key), child) for key, child in value), True)
        case JSMap():
            return _Made((_Made(pair, False) for pair in value), False)
        case SparseArray():
            return _Made(_named(value.items), True)
        case Custom():
            return _Made((("tag", value.tag), ("value", value.value)), True)
        case NuxtError() | Island():
            return _Made(_named(value.fields), True)
        case TypedArray():
            return _Made(value.tolist(), False)
        case BigInt():
            return _digits(value)
        case float():
            return "0" if value == 0 else "null"
    return json.dumps(_as_text(value))


def _tagged(value: object) -> _Made | str:
    match value:
        case dict():
            return _Made(_escaped(_named(value)), True)
        case list() | tuple():
            return _Made(value, False)
        case JSSet():
            inside: object = _Made(value, False)
        case JSMap():
            inside = _Made((_Made(pair, False) for pair in value), False)
        case SparseArray():
            inside = _Made((("length", value.length), ("items", _Made(_named(value.items), True))), True)
        case Custom():
            inside = _Made((("tag", value.tag), ("value", value.value)), True)
        case NuxtError() | Island():
            inside = value.fields
        case TypedArray():
            fields = ("kind", value.kind), ("offset", value.offset), ("length", value.length), ("buffer", value.buffer)
            inside = _Made(fields, True)
        case JSRegExp():
            inside = _Made((("source", value.source), ("flags", value.flags)), True)
        case Temporal():
            inside = _Made((("kind", value.kind), ("text", value.text)), True)
        case float():
            inside = _WORDS.get(value, "NaN") if value else "-0"
        case _:
            inside = True if value is UNDEFINED else _as_text(value)
    return _Made(((_tag(value), inside),), True)


def _tag(value: object) -> str:
    """The key that says what a value is."""
    if value is UNDEFINED:
        return "$undefined"
    if isinstance(value, float):
        return "$number"
    name = type(value).__name__
    return {"datetime": "$Date"}.get(name, "$" + name.removeprefix("JS"))


def _as_text(value: object) -> object:
    """A scalar that JSON has no word for, as the text or number that says it best."""
    match value:
        case datetime():
            return _iso(value)
        case JSDate():
            return value.milliseconds
        case JSRegExp():
            return f"/{value.source}/{value.flags}"
        case Temporal():
            return value.text
        case URL() | URLSearchParams():
            return str(value)
        case ArrayBuffer():
            return base64.b64encode(value.data).decode("ascii")
        case BigInt():
            return _digits(value).strip('"')
    return None
