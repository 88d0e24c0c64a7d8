"""The tagged entries of a payload that hold no others: dates, big integers, patterns, buffers and the views of them.

Each reader is given where the entry is and its parts as the JSON parser left them, trusts nothing in them, and answers
with the value or with a `PayloadError` that names the entry.
"""

import binascii
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from tickertui.errors import PayloadError
from tickertui.formats.javascript import (
    ITEM_FORMATS,
    URL,
    ArrayBuffer,
    BigInt,
    JSDate,
    JSRegExp,
    Temporal,
    TypedArray,
    URLSearchParams,
)

DIGITS_LIMIT: Final = 4_000
"""The longest integer that is read, in digits: what Python itself reads without being asked, with some room."""

LAST_MILLISECOND: Final = 8_640_000_000_000_000
"""How far from 1970 a JavaScript Date reaches, in milliseconds, both ways."""

TEMPORAL_KINDS: Final = (
    "Duration",
    "Instant",
    "PlainDate",
    "PlainDateTime",
    "PlainMonthDay",
    "PlainTime",
    "PlainYearMonth",
    "ZonedDateTime",
)

# Patterns are compiled when the first of their entries comes, not at start-up.
_DATE: Final = r"(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?Z)?"
_INTEGER: Final = r"-?\d+"
_ABSOLUTE: Final = r"[A-Za-z][A-Za-z0-9+.\-]*:"


def wrong(index: int, what: str) -> PayloadError:
    """The error of one entry: which one it is, and what about it cannot be."""
    return PayloadError(
        f"Entry {index} of the payload {what}.",
        "The payload is damaged, or of a form that this version does not know; load it again from its site.",
    )


def quoted(text: str) -> str:
    """A foreign name for an error message: printable, and short."""
    return ascii(text if len(text) <= 40 else text[:37] + "...")


def name_of(value: object) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    names: dict[type, str] = {bool: "a boolean", str: "a text", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")


def only_text(index: int, entry: list[object]) -> str:
    """The one text that an entry consists of, apart from its tag."""
    if len(entry) == 2 and type(entry[1]) is str:
        return entry[1]
    raise wrong(index, f"is a {quoted(str(entry[0]))} without its one text")


def whole(value: object) -> int | None:
    """A JSON number that is an integer, however it is written; None for everything else.

    JavaScript cannot tell `1` from `1.0`, so neither is told here. A boolean is no number.
    """
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    return None


def _date(index: int, entry: list[object]) -> datetime | JSDate:
    text = only_text(index, entry)
    if text == "":
        return JSDate(None)
    match = re.fullmatch(_DATE, text, re.ASCII)
    if match is None or match[1] == "-000000":
        raise wrong(index, "is a date, but not of the form 2026-05-27T00:00:00.000Z")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    microsecond = int((match[7] or "")[:6].ljust(6, "0"))
    try:
        if 1 <= year <= 9999:
            return datetime(year, month, day, hour, minute, second, microsecond, UTC)
        # The calendar repeats every 400 years: the date is read in a year that Python has, and moved.
        cycles = (year - 2000) // 400
        days = date(year - cycles * 400, month, day).toordinal() - date(1970, 1, 1).toordinal() + cycles * 146_097
    except ValueError:
        raise wrong(index, "is a date that no calendar has") from None
    milliseconds = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + microsecond // 1000
    if abs(milliseconds) > LAST_MILLISECOND:
        raise wrong(index, "is a date beyond what JavaScript can say")
    return JSDate(milliseconds)


def _regexp(index: int, entry: list[object]) -> JSRegExp:
    match entry[1:]:
        case [str(source)]:
            return JSRegExp(source)
        case [str(source), str(flags)]:
            return JSRegExp(source, flags)
    raise wrong(index, "is a RegExp without the text of its pattern and flags")


def _big_integer(index: int, entry: list[object]) -> BigInt:
    if len(entry) == 2:
        text = entry[1]
        if type(text) is int:
            return BigInt(text)
        if type(text) is str and len(text) <= DIGITS_LIMIT and re.fullmatch(_INTEGER, text, re.ASCII):
            try:
                return BigInt(text)
            except ValueError:
                pass  # an interpreter that was told to read fewer digits
    raise wrong(index, f"is a BigInt, but not an integer of at most {DIGITS_LIMIT:,} digits")


def _url(index: int, entry: list[object]) -> URL:
    text = only_text(index, entry)
    if not re.match(_ABSOLUTE, text):
        raise wrong(index, "is a URL that is not absolute")
    return URL(text)


def _search_params(index: int, entry: list[object]) -> URLSearchParams:
    return URLSearchParams(only_text(index, entry))


def _temporal(index: int, entry: list[object]) -> Temporal:
    return Temporal(str(entry[0]).removeprefix("Temporal."), only_text(index, entry))


def _buffer(index: int, entry: list[object]) -> ArrayBuffer:
    text = only_text(index, entry)
    try:
        if len(text) % 4 == 0 and not text.endswith("==="):
            return ArrayBuffer(binascii.a2b_base64(text, strict_mode=True))
    except ValueError:
        pass
    raise wrong(index, "is a buffer that is not base64")


LEAVES: Final[Mapping[str, Callable[[int, list[object]], object]]] = {
    "Date": _date,
    "RegExp": _regexp,
    "BigInt": _big_integer,
    "URL": _url,
    "URLSearchParams": _search_params,
    "ArrayBuffer": _buffer,
    **{f"Temporal.{kind}": _temporal for kind in TEMPORAL_KINDS},
}
"""The reader of each tag whose entry says its whole value by itself."""


def view_of(index: int, entry: list[object], target: Callable[[object], object]) -> TypedArray:
    """A typed array or DataView, in any of its three spellings.

    `[kind, ref, offset?, length?]` with the offset in bytes is today's; `[kind, ref, begin, end]` in items is taken
    where today's reading is impossible; `[kind, base64]` is the oldest.

    Args:
        index: Which entry it is.
        entry: Its parts.
        target: What a reference refers to.
    """
    kind = str(entry[0])
    size = ITEM_FORMATS[kind][1]
    if len(entry) == 2 and type(entry[1]) is str:
        buffer = _buffer(index, entry)
    else:
        found = target(entry[1]) if len(entry) in (2, 3, 4) else None
        if type(found) is not ArrayBuffer:
            raise wrong(index, f"is a {kind} of something that is no buffer")
        buffer = found
    room = len(buffer.data)
    parts = [whole(part) for part in entry[2:]]
    offset = parts[0] if parts else 0
    if offset is not None and offset >= 0 and offset % size == 0 and offset <= room:
        if len(parts) < 2 and (room - offset) % size == 0:
            return TypedArray(kind, buffer, offset, (room - offset) // size)
        length = parts[1] if len(parts) == 2 else None
        if length is not None and length >= 0 and offset + length * size <= room:
            return TypedArray(kind, buffer, offset, length)
    if kind != "DataView" and len(parts) == 2 and None not in parts:
        begin, end = int(parts[0] or 0), int(parts[1] or 0)
        if 0 <= begin < end and end * size <= room:
            return TypedArray(kind, buffer, begin * size, end - begin)
    raise wrong(index, f"is a {kind} that does not fit its buffer")
