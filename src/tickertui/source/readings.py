"""Values of a payload, whatever they are, as text, numbers, dates and mappings: never an exception, never recursion.

What cannot be read comes back as None with the words for it; all text is sanitised and bounded.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from math import isfinite
from typing import Final

import msgspec

from tickertui.formats import sanitize
from tickertui.formats.javascript import UNDEFINED, Custom, JSDate, JSMap, JSSet, SparseArray, Temporal
from tickertui.formats.nuxt import NuxtError

LINE_LIMIT: Final = 2_000
"""The longest one-line text that is kept, in characters."""

PROSE_LIMIT: Final = 100_000
"""The longest text of several lines that is kept, in characters."""

GLIMPSE_LIMIT: Final = 400
"""The longest JSON text that a field nobody has described is kept as, in characters."""

FIELDS_LIMIT: Final = 100
"""The most fields of one object that nobody has described that are kept; further ones are counted."""

PAIRS_LIMIT: Final = 10_000
"""The most pairs of a Map that are looked at as fields: a Map may be shared, and is read anew each time."""

UNWRAPPED: Final = 8
"""How many tags of the site's own around a value are looked through."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)

_NUMBER: Final = r"(?a)[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)


def is_nothing(value: object) -> bool:
    """Whether a value is null or undefined."""
    return value is None or value is UNDEFINED


def unwrapped(value: object) -> object:
    """A value without the tags of the site's own around it, up to a bound."""
    for _ in range(UNWRAPPED):
        if not isinstance(value, Custom):
            break
        value = value.value
    return value


def mapping(value: object) -> dict[str, object] | None:
    """A value as an object with named fields; None where it is none."""
    if type(value) is dict:
        return value
    value = unwrapped(value)
    if isinstance(value, JSMap):
        return {key: item for key, item in value.pairs[:PAIRS_LIMIT] if isinstance(key, str)}
    return value if isinstance(value, dict) else None


def sequence(value: object) -> list[object] | None:
    """A value as a list; None where it is none."""
    if type(value) is list:
        return value
    value = unwrapped(value)
    if isinstance(value, JSSet):
        return value.items
    if isinstance(value, SparseArray):
        return [value.items[index] for index in sorted(value.items)]
    return list(value) if isinstance(value, list | tuple) else None


def line(value: object, limit: int = LINE_LIMIT) -> str:
    """A value as trimmed text on one line; empty where it is no text and no number."""
    if isinstance(value, str):
        text = sanitize.line(str(value[: limit + 1])).strip()
        return text if len(text) <= limit else f"{text[: limit - 1]}…"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return _scalar(value, limit)


def prose(value: object, limit: int = PROSE_LIMIT) -> str:
    """A value as trimmed text of several lines; empty where it is no text."""
    if not isinstance(value, str):
        return ""
    text = sanitize.prose(str(value[: limit + 1])).strip()
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def address(value: object) -> str:
    """A value as an address that may be followed; empty where it is none."""
    if not isinstance(value, str):
        return ""
    href, is_safe = sanitize.address(str(value))
    return href if is_safe else ""


def number(value: object) -> tuple[float | None, str]:
    """A value as a finite number, and what was odd about it ("numeric-text", "not-a-number"); empty where nothing was.

    A text that is a plain decimal number is read; one with thousands set apart is not, commas mean too many things.
    """
    if type(value) is float or type(value) is int:
        found = _float(value)
        return found, "" if found is not None else "not-a-number"
    value = unwrapped(value)
    if is_nothing(value):
        return None, ""
    if isinstance(value, str):
        text = value.strip()[:60]
        found = _float(text) if re.fullmatch(_NUMBER, text) else None
        return found, "not-a-number" if found is None else "numeric-text"
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = _float(value)
        return found, "" if found is not None else "not-a-number"
    return None, "not-a-number"


def _float(value: float | str) -> float | None:
    """A finite float; None where there is none. Negative zero is zero."""
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found + 0.0 if isfinite(found) else None


def day(value: object) -> date | None:
    """A value as a date: a Date, milliseconds since 1970, or ISO text, also with a time ("2024-06-07 00:00").

    What has a zone counts in UTC.
    """
    if type(value) is str and len(value) == 10:
        try:
            return date.fromisoformat(value) if value[4] == value[7] == "-" and value.isascii() else None
        except ValueError:
            return None
    value = unwrapped(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).date() if value.tzinfo is not None else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, JSDate | int | float):
        at = moment(value)
        return at.date() if at is not None else None
    if isinstance(value, Temporal):
        value = value.text[:10]
    if isinstance(value, str):
        return _day_of_text(value.strip()[:60])
    return None


def _day_of_text(text: str) -> date | None:
    """The date that a text names."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        if not found[2]:
            return date.fromisoformat(found[1])
        return datetime.fromisoformat(re.sub(r"\s+(?=[Z+-])", "", text)).astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None


def moment(value: object) -> datetime | None:
    """A value as a moment between 1990 and 2200: milliseconds since 1970, ISO text or a Date; else None."""
    value = unwrapped(value)
    if isinstance(value, JSDate):
        value = value.milliseconds
    at: datetime | None = None
    try:
        if isinstance(value, datetime):
            at = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            at = EPOCH + timedelta(milliseconds=value)
        elif isinstance(value, str) and len(value) <= 40:
            at = datetime.fromisoformat(value.strip())
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        at = at.astimezone(UTC) if at is not None else None
    except (ValueError, OverflowError):
        return None
    return at if at is not None and EARLIEST <= at <= LATEST else None


def undescribed(fields: dict[str, object], known: frozenset[str], prefix: str = "") -> tuple[tuple[str, str], ...]:
    """The fields that are not known, as names and glimpses; from a limit on, only how many there are."""
    if fields.keys() <= known:
        return ()
    names = islice((key for key in fields if key not in known), FIELDS_LIMIT)
    told = [(prefix + (line(key, 100) or "(empty)"), glimpse(fields[key])) for key in names]
    more = len(fields) - len(told) - sum(key in fields for key in known)
    if more:
        told.append((f"{prefix}...", f"{more} more fields"))
    return tuple(told)


class _Literal(msgspec.Struct, frozen=True):
    """A piece of JSON text as it is."""

    text: str


def glimpse(value: object, limit: int = GLIMPSE_LIMIT) -> str:
    """Any value as JSON text cut to a limit; deep, cyclic and huge values cost no more than what is shown of them."""
    pieces: list[str] = []
    room = limit
    open_parts: list[Iterator[object]] = [iter((value,))]
    while open_parts and room >= 0:
        item = next(open_parts[-1], _END)
        if item is _END:
            open_parts.pop()
            continue
        parts = None if isinstance(item, _Literal) else _parts(item, room)
        if parts is not None:
            open_parts.append(parts)
            continue
        text = item.text if isinstance(item, _Literal) else _scalar(item, room)
        pieces.append(text)
        room -= len(text)
    text = "".join(pieces)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


_END = object()


def _parts(value: object, room: int) -> Iterator[object] | None:
    """The pieces of a container's JSON text; None for a value that is no container."""
    if isinstance(value, NuxtError):
        value = value.fields
    if isinstance(value, Custom):
        return iter((_Literal(f"{_quoted(value.tag, room)}("), value.value, _Literal(")")))
    if isinstance(value, JSMap):
        return _pieces("{}", ((_key(key, room), item) for key, item in value.pairs))
    if isinstance(value, dict):
        return _pieces("{}", ((_key(key, room), item) for key, item in value.items()))
    items = sequence(value)
    return None if items is None else _pieces("[]", (("", item) for item in items))


def _key(key: object, room: int) -> str:
    """The key of a field and its colon."""
    return f"{_scalar(key, room)}:"


def _pieces(brackets: str, fields: Iterator[tuple[str, object]]) -> Iterator[object]:
    """Brackets, keys, commas and values."""
    yield _Literal(brackets[0])
    for number, (key, item) in enumerate(fields):
        yield _Literal(("," if number else "") + key)
        yield item
    yield _Literal(brackets[1])


def _scalar(value: object, room: int) -> str:
    """A value that is no container as JSON text, or the name of its type."""
    if isinstance(value, str):
        return _quoted(value, room)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return f"{int(value)}" if value.bit_length() <= 400 else f"an integer of {value.bit_length()} bits"
    if isinstance(value, float):
        return repr(value)
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return f"<{type(value).__name__}>"


def _quoted(text: str, room: int) -> str:
    """A text as JSON text, no longer than there is room for."""
    return msgspec.json.encode(sanitize.line(str(text[: max(room, 0) + 1]))).decode()
