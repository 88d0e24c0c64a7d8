"""The careful reading of a payload's JSON: slower than the schema of `devalue`, but able to say what is wrong, where.

It also reads what the fast parser refuses although it is right: lone surrogates, numbers beyond a double, references
written as `1.0`, sparse arrays.
"""

import re
from typing import Any, Final, NoReturn

from tickertui.errors import PayloadError
from tickertui.formats.tagged import name_of, whole, wrong

DEPTH_LIMIT: Final = 8
"""How deep brackets may nest: a payload needs two levels, whatever the depth of what it says."""

HINT: Final = "Give a Nuxt payload (a .json file or address that holds one), or the page that carries it."

_PIECE: Final = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]'
_BYTE_ORDER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def text_of(payload: str | bytes) -> str:
    """The payload as text, without a byte order mark and the space around it."""
    if not isinstance(payload, str):
        try:
            payload = str(payload, "utf-8")
        except UnicodeDecodeError as error:
            what = "UTF-16" if error.object.startswith(_BYTE_ORDER_MARKS) else "no text"
            sentence = f"The payload is not UTF-8 at byte {error.start}; it seems to be {what}."
            raise PayloadError(sentence, HINT) from None
    return payload.removeprefix("\ufeff").strip(" \t\r\n")


def _no_constant(name: str) -> NoReturn:
    raise PayloadError(f"The payload is not JSON: it holds a bare {name}.", HINT)


def _check_depth(text: str) -> None:
    """Refuse brackets nested deeper than any payload has them, before a recursive parser meets them."""
    depth = 0
    for token in re.finditer(_PIECE, text, re.DOTALL):
        mark = text[token.start()]
        if mark in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise PayloadError(
                    f"The payload nests brackets deeper than a payload ever does, at character {token.start()}.", HINT
                )
        elif mark != '"':
            depth -= 1


def parse(payload: str | bytes) -> Any:
    """The JSON of a payload, whatever it is, or a `PayloadError` that says why it is none."""
    import json

    text = text_of(payload)
    if not text:
        raise PayloadError("The payload is empty.", "Load it again; an empty answer is often a cut connection.")
    if text.startswith("<"):
        raise PayloadError("This is an HTML page (or XML) where a payload was expected: it begins with '<'.", HINT)
    _check_depth(text)
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        broken = error.pos >= len(text) or error.msg.startswith("Unterminated")
        what = "breaks off" if broken else "is not JSON"
        raise PayloadError(f"The payload {what} at character {error.pos} of {len(text)}: {error.msg}.", HINT) from None
    except (ValueError, RecursionError):
        raise PayloadError("The payload holds a number of more digits than can be read.", HINT) from None


def _reference(index: int, value: object, count: int, place: str) -> int:
    """The reference that a part of an entry is; sentinels are references too."""
    number = whole(value)
    if number is None:
        what = "a fraction" if type(value) is float else name_of(value)
        raise wrong(index, f"has {what} where a reference belongs, {place}")
    if number >= count:
        raise wrong(index, f"refers beyond the last of the {count} entries, {place}")
    if number < -6:
        raise wrong(index, f"has a reference that means nothing, {place}")
    return number


def check(values: list[Any]) -> None:
    """Check every reference of the plain objects and lists, and write those like `1.0` as the integers they are."""
    count = len(values)
    for index, entry in enumerate(values):
        if type(entry) is dict:
            for position, (key, value) in enumerate(entry.items()):
                entry[key] = _reference(index, value, count, f"under its key number {position + 1}")
        elif type(entry) is list and entry and type(entry[0]) is not str and whole(entry[0]) != -7:
            entry[:] = [_reference(index, value, count, f"at position {at}") for at, value in enumerate(entry)]
