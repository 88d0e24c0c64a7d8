"""Names found by a few of their letters: "nhn" is NCM High-Nickel, "licarb" Lithium Carbonate.

A name matches when it has the letters in their order, whatever their case and accents; of several words each has to
match, in any order. Best is what stands in the name as typed, at a word's start before elsewhere; then letters that
begin words; then letters anywhere, the closer together the better. No name takes longer than its length.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

WORD_LIMIT = 60
"""The most letters of a typed word that count."""

WORDS_LIMIT = 8
"""The most typed words that count."""

_WHOLE, _BEGINS, _WORD_BEGINS, _INSIDE, _STARTS, _SCATTERED = 6_000, 5_000, 4_000, 3_000, 2_000, 1_000
"""What the ways to match are worth; a longer or wider match is worth up to 900 less."""

_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum()}
_SEPARATORS_IN_LINES = {code: " " for code in _SEPARATORS if code != ord("\n")}

_COMMON = "zqxjkvbpygfwmucldrhsnioate"
"""The letters by how common they are: a name is asked for the rarest letter of a word first; others are rarer."""

_CHUNK = 500
"""How many labels are folded at once."""


class Match(msgspec.Struct, frozen=True, gc=False):
    """That a name matches."""

    score: int
    """How well: more is better."""
    positions: tuple[int, ...] = ()
    """Which characters of the name matched, in order, for highlighting."""


class Hit(msgspec.Struct, frozen=True, gc=False):
    """One of many names that matches."""

    number: int
    """Which of the names."""
    score: int


def fold(text: str) -> str:
    """A text for comparing: without case and accents, anything but letters and digits a space; of the same length."""
    if text.isascii():
        return text.lower().translate(_SEPARATORS)
    return "".join(map(_folded, text))


@lru_cache(maxsize=4_096)
def _folded(character: str) -> str:
    """One character for comparing: exactly one again."""
    if unicodedata.combining(character):
        return character
    base = unicodedata.normalize("NFKD", character)[0].casefold()[0]
    return base if base.isalnum() else " "


def typed_words(text: str) -> tuple[str, ...]:
    """What is looked for: the words of a typed text, folded."""
    plain = "".join(character for character in fold(text[:1_000]) if not unicodedata.combining(character))
    return tuple(dict.fromkeys(word[:WORD_LIMIT] for word in plain.split()[:WORDS_LIMIT]))


def match(text: str, label: str) -> Match | None:
    """How well a typed text matches a label, and where; None where it does not. An empty text matches all."""
    name = " " + fold(label)
    score, positions = 0, set()
    for word in typed_words(text):
        found = _places(name, word)
        if found is None:
            return None
        score += _score(name, word)
        positions |= {place - 1 for place in found}
    return Match(score, tuple(sorted(positions)))


class Names:
    """Many labels, folded once."""

    def __init__(self, labels: Iterable[str] = ()) -> None:
        """Fold the labels."""
        self._names: list[str] = []
        self.add(labels)

    def add(self, labels: Iterable[str]) -> None:
        """Fold more labels, which come after those that are there."""
        known = list(labels)
        for start in range(0, len(known), _CHUNK):
            self._names += _folded_names(known[start : start + _CHUNK])

    def __len__(self) -> int:
        """How many labels there are."""
        return len(self._names)

    def search(self, text: str, within: Sequence[int] | None = None) -> list[Hit]:
        """The names that match, the best first, as they came where they match alike.

        `within` are the numbers to look at: those found by a text that this one goes on from, or a watchlist.
        """
        names = self._names
        words = typed_words(text)
        numbers = self._having(words, within)
        scores = [0] * len(numbers)
        for word in words:
            scores = [score + _score(names[number], word) for number, score in zip(numbers, scores, strict=True)]
        hits = list(map(Hit, numbers, scores))
        if words:
            hits.sort(key=_score_of, reverse=True)
        return hits

    def matching(self, text: str, within: Sequence[int] | None = None) -> Sequence[int]:
        """The numbers of the names that match, as they came: quicker than a search where how well does not matter."""
        return self._having(typed_words(text), within)

    def _having(self, words: Iterable[str], within: Sequence[int] | None) -> Sequence[int]:
        """The numbers of the names that have the letters of every word."""
        names = self._names
        numbers: Sequence[int] = range(len(names)) if within is None else within
        for word in words:
            rare = min(word, key=_COMMON.find)
            if within is None and isinstance(numbers, range):
                numbers = [number for number, name in enumerate(names) if rare in name]
            else:
                numbers = [number for number in numbers if rare in names[number]]
            if len(word) > 1:
                has_letters = _letters_in_order(word).match
                numbers = [number for number in numbers if has_letters(names[number])]
        return numbers


def _folded_names(labels: list[str]) -> list[str]:
    """Labels folded, with a space before each: at once where all of them are plain."""
    joined = " " + "\n ".join(labels)
    if joined.isascii() and joined.count("\n") == len(labels) - 1:
        return joined.lower().translate(_SEPARATORS_IN_LINES).split("\n")
    return [" " + fold(label) for label in labels]


def _score_of(hit: Hit) -> int:
    return hit.score


@lru_cache(maxsize=256)
def _letters_in_order(word: str) -> re.Pattern[str]:
    """Matches a name that has the letters of a word in their order; can never look at a character twice over."""
    return re.compile("".join(f"[^{letter}]*{letter}" for letter in map(re.escape, word)))


def _score(name: str, word: str) -> int:
    """How well a word matches a folded name that has its letters; the name begins with a space."""
    at = name.find(" " + word)
    if at >= 0:
        if at:
            return _WORD_BEGINS - min(len(name), 900)
        return _WHOLE if len(name) == len(word) + 1 else _BEGINS - min(len(name), 900)
    if word in name:
        return _INSIDE - min(len(name), 900)
    if _by_starts(name, word) is not None:
        return _STARTS - min(len(name), 900)
    return _SCATTERED - min(_width(name, word), 900)


def _width(name: str, word: str) -> int:
    """How far apart the first and last letter of a word are where `_scattered` finds them."""
    at = 0
    for letter in word:
        at = name.find(letter, at) + 1
    end = at
    for letter in reversed(word):
        at = name.rfind(letter, 0, at)
    return end - 1 - at


def _places(name: str, word: str) -> Sequence[int] | None:
    """Where the letters of a word stand in a folded name, in the best way to match it; None where it has them not."""
    at = name.find(" " + word) + 1 or name.find(word)
    if at >= 0:
        return range(at, at + len(word))
    if not _letters_in_order(word).match(name):
        return None
    return _by_starts(name, word) or _scattered(name, word)


def _by_starts(name: str, word: str) -> list[int] | None:
    """The letters as beginnings of the name's words, in their order; None where they are not."""
    places: list[int] = []
    at = 0
    for letter in word:
        if not places or name[at : at + 1] != letter:
            at = name.find(" " + letter, at) + 1
            if not at:
                return None
        places.append(at)
        at += 1
    return places


def _scattered(name: str, word: str) -> list[int]:
    """The letters where they first end, as close together before it as they can be."""
    found = _letters_in_order(word).match(name)
    at = found.end() if found else len(name)
    places = []
    for letter in reversed(word):
        at = name.rfind(letter, 0, at)
        places.append(at)
    places.reverse()
    return places
