"""Words as they are searched: without case and accents, and scripts that do not part words one character a word.

What is looked for is read like what is looked through, so that nobody has to know how a text is written. Places in a
text are told as first and last but one character.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from unicodedata import combining, normalize

Phrase = tuple[str, ...]
"""Words that have to stand one after the other."""

PHRASES_LIMIT = 32
"""The most words of an input that count."""
INPUT_LIMIT = 1_000
"""The most characters of it."""

_UNPARTED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese, Korean."""

_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters that Unicode does not take apart into a plain one and an accent."""


def fold(text: str) -> str:
    """A text without case and accents; it may be longer or shorter."""
    if text.isascii():
        return text.lower()
    plain = _accents().sub("", normalize("NFKD", text.casefold()))
    return plain.lower() if plain.isascii() else normalize("NFC", plain.casefold()).translate(_STROKED)


def searchable(text: str) -> str:
    """A text as its folded words, with one space between two; each is letters and digits only."""
    folded = fold(text)
    if folded.isascii():
        return " ".join(_ASCII_WORD.findall(folded))
    return " ".join(_patterns()[1].findall(folded))


def phrases(words: str) -> tuple[Phrase, ...]:
    """What a person looks for: one phrase for each word, as "li-ion" is two; the last may go on."""
    found = [tuple(searchable(word).split()) for word in words[:INPUT_LIMIT].split()]
    once = dict.fromkeys(phrase for phrase in reversed(found) if phrase)
    return tuple(reversed(once))[-PHRASES_LIMIT:]


def occurrences(text: str, wanted: Sequence[Phrase]) -> Iterator[tuple[int, int, int]]:
    """Where phrases stand in a text, the last of them also as the beginning of something: start, end, which."""
    longest = max(map(len, wanted), default=0)
    recent: list[tuple[int, int, str]] = []
    for start, end in _words(text):
        for word in _folded(text[start:end]):
            recent.append((start, end, word))
            del recent[:-longest]
            for number, phrase in enumerate(wanted):
                if _ends_with(recent, phrase, may_go_on=number == len(wanted) - 1):
                    yield recent[-len(phrase)][0], end, number


def lit(text: str, wanted: Sequence[Phrase]) -> tuple[tuple[int, int], ...]:
    """The places of a text where phrases stand, in order, none overlapping."""
    return joined((start, end) for start, end, _ in occurrences(text, wanted))


def parts(text: str, wanted: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The places of a short text where folded pieces stand, also inside words."""
    folded, origins = _mapped(text)
    places = []
    for piece in wanted:
        at = folded.find(piece)
        while piece and at >= 0:
            places.append((origins[at], origins[at + len(piece) - 1] + 1))
            at = folded.find(piece, at + len(piece))
    return joined(sorted(places))


def joined(places: Iterator[tuple[int, int]] | Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Places with those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _ends_with(recent: Sequence[tuple[int, int, str]], phrase: Phrase, *, may_go_on: bool) -> bool:
    """Whether the latest words are the phrase; its last word may go on."""
    if len(recent) < len(phrase):
        return False
    last = recent[-1][2]
    if last != phrase[-1] and not (may_go_on and last.startswith(phrase[-1])):
        return False
    return all(word == one for (_, _, word), one in zip(recent[-len(phrase) :], phrase[:-1], strict=False))


def _mapped(text: str) -> tuple[str, Sequence[int]]:
    """A text folded character by character, and from which character each one comes."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces, origins = [], []
    for number, character in enumerate(text):
        piece = fold(character)
        pieces.append(piece)
        origins += [number] * len(piece)
    return "".join(pieces), origins


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of a text begins and ends, as it is written."""
    for found in (_ASCII_WORD if text.isascii() else _patterns()[0]).finditer(text):
        yield found.span()


@lru_cache(16_384)
def _folded(word: str) -> tuple[str, ...]:
    """The folded words of a written word: mostly one."""
    return (word.lower(),) if word.isascii() else tuple(searchable(word).split())


_ASCII_WORD = re.compile("[A-Za-z0-9]+")


@cache
def _accents() -> re.Pattern[str]:
    """What stands over or under a letter; made when it is first needed."""
    return re.compile(f"[{''.join(chr(code) for code in range(0x300, 0x10000) if combining(chr(code)))}]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word as written, with its accents, and a folded one; made when they are first needed."""
    letter = f"[^\\W_{_UNPARTED}]"
    written = re.compile(f"[{_UNPARTED}]|{letter}(?:{letter}|{_accents().pattern})*")
    return written, re.compile(f"(?:(?=[{_UNPARTED}])\\w)|{letter}+")
