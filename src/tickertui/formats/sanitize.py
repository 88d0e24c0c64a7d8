r"""What text from outside may hold, once it is inside: no control characters, no invisible direction marks.

Every string of a payload goes through here where it enters, so that nothing of it can reach a terminal as a
control sequence or change the order of what stands beside it. Dropped are C0, DEL and C1 controls, direction marks,
embeddings and isolates, invisible operators, interlinear annotation marks, U+10EEEE (a picture's placeholder to
some terminals), halves of surrogate pairs, and tag characters outside a flag. Runs of marks that take no cell of
their own are cut after `MARK_LIMIT`: a cell with three thousand accents stalls terminals. What is kept and may
surprise: no-break spaces, U+00AD (a soft hyphen), U+200B (a place to break), ZWJ and ZWNJ, variation selectors.

Each function is idempotent, and returns the very object that it was given where nothing had to be done.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import msgspec

MARK_LIMIT = 8
"""The longest run of characters without a width of their own that is kept (Hebrew and Tibetan need six)."""

JOIN_LIMIT = 9
"""The most ZWJ in one chain of joined characters: the longest emoji in use have three."""

ADDRESS_LIMIT = 8_192
"""The longest address that is kept, in bytes of UTF-8."""

WINDOW = 65_536
"""Longer text is looked at in parts of about this many characters: no step may keep other threads waiting for long."""

_REACH = 256
"""How far a part may reach to end where nothing is parted."""

_JOINER = "\u200d"

_PLAIN = " -~\\xa0-\\xac\\xae-\\xff\\u2010-\\u2027"
_CLEAN_LINE = re.compile(f"[{_PLAIN}]*")
_TAG = "\\U000e0000-\\U000e007f"
_DROPPED = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb"
    "\\ud800-\\udfff\\U0010eeee"
)
_NO_WORD = "^\\w\\x00-\\xac\\xae-\\u02ff"
_VOWELS = "\\u1160-\\u11ff\\ud7b0-\\ud7ff"
_SCHEME = re.compile("([^/?#:]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def line(text: str) -> str:
    """Text for one line: line breaks and tabs become spaces. Edges are not trimmed."""
    if len(text) > WINDOW:
        return _by_parts(text, line)
    if _CLEAN_LINE.fullmatch(text):
        return text
    return _cleaned(text, " ", " ")


def prose(text: str) -> str:
    r"""Text of several lines: every kind of line break becomes ``\n``, tabs become spaces."""
    if len(text) > WINDOW:
        return _by_parts(text, prose)
    if _clean("\n").fullmatch(text):
        return text
    return _cleaned(text, "\n", " ")


def code(text: str) -> str:
    r"""Preformatted text: every kind of line break becomes ``\n``, and tabs stay."""
    if len(text) > WINDOW:
        return _by_parts(text, code)
    if _clean("\n\t").fullmatch(text):
        return text
    return _cleaned(text, "\n", "\t")


def address(href: str) -> tuple[str, bool]:
    """An address without controls and spaces, and whether it may be followed.

    Line breaks, tabs and spaces at the edges vanish, as in a browser; other spaces are percent-encoded. Followed may
    be http, https, mailto, tel and relative addresses; not what starts like a command's option (`-`) or with a
    backslash, nor anything whose scheme only appears once character references are resolved (`javascript&colon;`).
    An address over `ADDRESS_LIMIT` is cut, and then not followed: it would lead elsewhere. An empty one is not either.
    """
    cleaned = _cleaned(href[: 2 * ADDRESS_LIMIT], "", "").strip()
    if " " in cleaned or not cleaned.isascii():
        cleaned = re.sub("[\\s\\xad\\u200b-\\u200d]", _percent_encoded, cleaned)
        is_short = len(cleaned.encode()) <= ADDRESS_LIMIT
    else:
        is_short = len(cleaned) <= ADDRESS_LIMIT
    if not is_short or len(href) > 2 * ADDRESS_LIMIT:
        return cleaned.encode()[:ADDRESS_LIMIT].decode(errors="ignore"), False
    return cleaned, _may_be_followed(cleaned)


def real_host(href: str) -> str:
    """The host that an address with a user part (`https://good.example@evil.example/`) leads to; else empty."""
    found = re.match(r"(?:https?:[/\\]*|[^/?#:\\]*:?[/\\]{2,})([^/?#\\]*)", href, re.IGNORECASE)
    if not found or "@" not in found[1]:
        return ""
    host = found[1].rpartition("@")[2]
    return re.sub(r":\d*\Z", "", host).lower()


@lru_cache(8_192)
def takes_no_cell(character: str) -> bool:
    """Whether a character stands on or in the cell before it: marks, selectors, joiners, vowels of Hangul."""
    from unicodedata import category

    return (
        category(character) in {"Mn", "Me", "Mc", "Cf"}
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7ff"
    )


def _by_parts(text: str, clean: Callable[[str], str]) -> str:
    """Long text cleaned part by part, the very object where nothing had to be done."""
    parts: list[str] = []
    is_clean = True
    past = 0
    for low, high in parts_of(text, WINDOW - _REACH):
        part = text[low:high]
        cleaned = clean(part)
        is_clean = is_clean and cleaned is part and low == past
        parts.append(cleaned)
        past = high
    return text if is_clean else "".join(parts)


def parts_of(text: str, size: int) -> Iterator[tuple[int, int]]:
    """The parts of a text, of about `size` characters each: none begins inside of a glyph or a line break.

    Where there is no such place for long, what joins the two parts lies between them and belongs to neither: it is
    more than may stand in a row.
    """
    low, length = 0, len(text)
    while low < length:
        high = min(low + size, length)
        last = min(high + _REACH, length)
        while high < last and (text[high - 1 : high + 1] == "\r\n" or text[high - 1] == _JOINER or _joins(text[high])):
            high += 1
        yield low, high
        low = high
        if high == last < length:
            while low < length and _joins(text[low]):
                low += 1


def _joins(character: str) -> bool:
    """Whether a character joins what stands before it."""
    return character > "\xac" and takes_no_cell(character)


def _may_be_followed(href: str) -> bool:
    """Whether a cleaned address has a scheme that may be followed, or none."""
    if not href or href[0] in "-\\":
        return False
    if "&" in href:
        import html

        resolved = re.sub(r"[\x00-\x20\x7f-\x9f]", "", html.unescape(html.unescape(href)))
        scheme = _SCHEME.match(resolved)
        if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
            return False
    scheme = _SCHEME.match(href)
    return scheme is None or scheme[1].lower() in _SAFE_SCHEMES


def _percent_encoded(found: re.Match[str]) -> str:
    """A space of any kind, percent-encoded."""
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


@cache
def _clean(breaks: str) -> re.Pattern[str]:
    """What needs no work at all, where the given breaks may stay."""
    return re.compile(f"[{_PLAIN}{breaks}]*")


class _Patterns(msgspec.Struct, frozen=True):
    """What has to be looked for in text that is not plainly clean."""

    suspect: re.Pattern[str]
    """Any character that another pattern drops, replaces or counts, except for runs of marks."""
    breaks: re.Pattern[str]
    dropped: re.Pattern[str]
    tag: re.Pattern[str]
    tag_outside_flag: re.Pattern[str]
    long_run: re.Pattern[str]
    vowel: re.Pattern[str]
    long_run_with_vowels: re.Pattern[str]
    long_chain: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns of the slow path, compiled when first needed.

    Marks and format characters are no word characters to `re`, and neither is punctuation: a run that may be one of
    marks is found in C, and only then looked at closely. The medial and final letters of Hangul take no cell either.
    """
    return _Patterns(
        suspect=re.compile(f"[{_DROPPED}\\t\\n\\u200d{_TAG}]"),
        breaks=re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]"),
        dropped=re.compile(f"[{_DROPPED}]"),
        tag=re.compile(f"[{_TAG}]"),
        tag_outside_flag=re.compile(
            f"(\\U0001f3f4[\\U000e0030-\\U000e0039\\U000e0061-\\U000e007a]{{3,6}}\\U000e007f)|[{_TAG}]"
        ),
        long_run=re.compile(f"[{_NO_WORD}]{{{MARK_LIMIT + 1},}}"),
        vowel=re.compile(f"[{_VOWELS}]"),
        long_run_with_vowels=re.compile(f"(?:[{_NO_WORD}]|[{_VOWELS}]){{{MARK_LIMIT + 1},}}"),
        long_chain=re.compile(
            f"((?:[^\\u200d][\\ufe0f\\U0001f3fb-\\U0001f3ff]?\\u200d){{{JOIN_LIMIT}}}[^\\u200d])\\u200d"
        ),
    )


def _cleaned(text: str, newline: str, tab: str) -> str:
    """The text with its breaks and tabs replaced and everything else dropped or cut that must not stay."""
    patterns = _patterns()
    if not patterns.suspect.search(text):
        return text if text.isascii() else _without_long_runs(text)
    if newline != "\n" or not text.isascii() or "\r" in text or "\v" in text or "\f" in text:
        text = patterns.breaks.sub(newline, text)
    if tab != "\t":
        text = text.replace("\t", tab)
    text = patterns.dropped.sub("", text)
    if text.isascii():
        return text
    if patterns.tag.search(text):
        text = patterns.tag_outside_flag.sub(lambda found: found[1] or "", text)
    text = _without_long_runs(text)
    if "\u200d" in text:
        text = patterns.long_chain.sub("\\1", text)
    return text


def _without_long_runs(text: str) -> str:
    """The text with its runs of marks cut; a longer pattern is only searched where there are vowels of Hangul."""
    patterns = _patterns()
    long_run = patterns.long_run_with_vowels if patterns.vowel.search(text) else patterns.long_run
    return long_run.sub(_cut_runs, text) if long_run.search(text) else text


def _cut_runs(found: re.Match[str]) -> str:
    """A run of marks and punctuation with no more than `MARK_LIMIT` marks in a row."""
    kept = []
    marks = 0
    for character in found[0]:
        marks = marks + 1 if takes_no_cell(character) else 0
        if marks <= MARK_LIMIT:
            kept.append(character)
    return "".join(kept)
