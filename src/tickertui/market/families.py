"""Which family an index belongs to, by the words of its name, and rows in groups with what they have in common.

A word counts whole, whatever its case and number ("batteries" is "battery"); one that ends in * counts as a beginning.
The families are looked through in their order, so that "Black Mass NCM" is recycling before it is cells.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from math import isfinite
from typing import Literal

import msgspec

from tickertui.market import wording
from tickertui.market.calendar import declared_cadence, period_of, standing, utc_day
from tickertui.market.ordering import RANKS, spans
from tickertui.market.quote import Quote

By = Literal["family", "state", "cadence"]
"""What rows are grouped by."""

OTHER = "other"
"""The family of what has none."""

UNKNOWN = "unknown"
"""The group of rows whose state or cadence is not known."""

Families = Mapping[str, Iterable[str]]
"""The words of each family, by its name."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "lithium": ("lithium", "spodumene", "lepidolite", "petalite", "lce", "lioh", "li2co3", "brine"),
    "nickel and cobalt": ("nickel", "cobalt", "mhp", "ferronickel", "npi"),
    "graphite and anode": ("graphite", "anode", "needle coke", "petroleum coke", "pet coke", "cpc"),
    "cathode": ("cathode", "pcam", "cam", "precursor"),
    "cells": (
        *(
            "battery",
            "cell",
            "lithium ion",
            "li ion",
            "lithium iron phosphate",
            "pack",
            "lfp*",
            "lmfp*",
            "ncm*",
            "nmc*",
        ),
        *("nca*", "lco", "lmo", "lnmo", "sodium ion"),
    ),
    "recycling": ("black mass", "recycl*", "scrap", "blackmass"),
    "rare earths": (
        *("rare earth", "ree", "ndpr", "neodymium", "praseodymium", "dysprosium", "terbium", "lanthanum", "cerium"),
        *("samarium", "gadolinium", "yttrium", "scandium", "magnet"),
    ),
}
"""The families in the order in which they are shown, each with the words that make an index one of it."""

PRECEDENCE = (
    "recycling",
    "rare earths",
    "cathode",
    "cells",
    "graphite and anode",
    "nickel and cobalt",
    "lithium",
)
"""The order in which the families are looked through: a cathode of NCM is no cell, a lithium ion battery no lithium."""

_WORD = re.compile(r"[^\W_]+")

KNOWN_LIMIT = 20_000
"""The most labels whose family is remembered."""


class Group(msgspec.Struct, frozen=True):
    """Rows that have something in common, in the order in which they came."""

    name: str
    quotes: tuple[Quote, ...]
    median_change: float | None
    """The middle one of the last changes in per cent; None where no row has one."""
    spans: tuple[int, int] | None
    """The shortest and the longest time in days that those changes span, where the trends say."""

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.quotes)

    @property
    def sentence(self) -> str:
        """The group in words: "lithium: 3 rows, median change +1.20 % over 7 to 31 days"."""
        rows = "1 row" if self.count == 1 else f"{self.count:,} rows"
        if self.median_change is None:
            return f"{self.name}: {rows}"
        words = f"{self.name}: {rows}, median change {wording.percent(self.median_change)}"
        if self.spans is None:
            return words
        least, most = self.spans
        return f"{words} over {least} days" if least == most else f"{words} over {least} to {most} days"


def family_of(label: str, families: Families | None = None) -> str:
    """The family of a label; `families` are the user's own words, which come before ours and may name new families."""
    return (_own(families).family(label) if families else "") or _rules().family(label) or OTHER


def unknown(labels: Iterable[str], families: Families | None = None) -> list[str]:
    """The labels whose family is still to be found out, which takes a while for thousands."""
    rules = _own(families) if families else _rules()
    return [label for label in labels if not rules.knows(label)]


def learn(labels: Iterable[str], families: Families | None = None) -> None:
    """Find out the families of labels, so that they are known when they are asked for."""
    for label in labels:
        family_of(label, families)


def groups(quotes: Iterable[Quote], by: By, now: datetime, families: Families | None = None) -> tuple[Group, ...]:
    """The rows in groups, in a lasting order of groups; no group is empty, and every row is in one."""
    names = naming(by, now, families)
    found: dict[str, list[Quote]] = {}
    places: dict[str, float] = {}
    for quote in quotes:
        name, place = names(quote)
        found.setdefault(name, []).append(quote)
        places.setdefault(name, place)
    return tuple(group(name, found[name], now) for name in sorted(found, key=lambda name: (places[name], name)))


def naming(by: By, now: datetime, families: Families | None = None) -> Callable[[Quote], tuple[str, float]]:
    """What says a row's group, and the place of that group among the others; worth keeping while the day lasts."""
    if by == "state":
        today = utc_day(now)
        return lambda quote: _by_state(standing(quote, today)[0])
    if by == "cadence":
        return _by_cadence
    ours, own = _rules(), _own(families) if families else None
    order = dict.fromkeys((*FAMILIES, *(own.names if own else ())))
    places = {name: place for place, name in enumerate(order)} | {OTHER: len(order)}

    def by_family(quote: Quote) -> tuple[str, float]:
        name = (own and own.family(quote.label)) or ours.family(quote.label) or OTHER
        return name, places[name]

    return by_family


def _by_state(state: str) -> tuple[str, float]:
    return (state, RANKS[state]) if state in RANKS else (UNKNOWN, len(RANKS))


def _by_cadence(quote: Quote) -> tuple[str, float]:
    """The period in words; a row that only shows a rhythm is with those that declare it."""
    declared = declared_cadence(quote.frequency)
    if declared is not None:
        return declared.text, declared.days
    days = period_of(quote)
    if days is None:
        return UNKNOWN, float("inf")
    return _PERIODS.get(days, "daily" if days == 1 else f"every {days} days"), days


_PERIODS = {7: "every week", 14: "every 2 weeks", 31: "monthly"}


def group(name: str, quotes: Sequence[Quote], now: datetime) -> Group:
    """A group with what is said of it."""
    moved = [quote for quote in quotes if quote.change_percent is not None and isfinite(quote.change_percent)]
    changes = [quote.change_percent for quote in moved if quote.change_percent is not None]
    days = [int(days) for days in spans(moved, now) if days is not None]
    return Group(
        name,
        tuple(quotes),
        _median(changes),
        (min(days), max(days)) if days else None,
    )


def _median(numbers: list[float]) -> float | None:
    """The middle number; None for none."""
    if not numbers:
        return None
    from statistics import median  # a millisecond that a board without groups does not need

    middle = median(numbers)
    return middle if isfinite(middle) else None


@lru_cache(maxsize=1)
def _rules() -> "_Rules":
    """Our own families in the order in which they are looked through."""
    return _Rules({name: FAMILIES[name] for name in PRECEDENCE})


def _own(families: Families) -> "_Rules":
    """The user's families, prepared once."""
    return _prepared(tuple((name, tuple(words)) for name, words in families.items()))


@lru_cache(maxsize=4)
def _prepared(families: tuple[tuple[str, tuple[str, ...]], ...]) -> "_Rules":
    return _Rules(dict(families))


class _Rules:
    """Families prepared for looking up: phrases by their first word, so that a name is compared with few."""

    def __init__(self, families: Families) -> None:
        """Prepare the families; the first of them that fits counts, and words without a letter say nothing."""
        self.names = tuple(families)
        self._phrases: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._beginnings: list[tuple[str, int, tuple[str, ...]]] = []
        self._known: dict[str, str] = {}
        for rank, words in enumerate(families.values()):
            for phrase in filter(None, map(_words, words)):
                if phrase[0].endswith("*"):
                    self._beginnings.append((phrase[0][:-1], rank, phrase))
                else:
                    self._phrases.setdefault(phrase[0], []).append((rank, phrase))

    def family(self, label: str) -> str:
        """The first family that a label has a word of; empty for none."""
        known = self._known.get(label)
        if known is None:
            if len(self._known) >= KNOWN_LIMIT:
                self._known.clear()
            known = self._known[label] = self._found(label)
        return known

    def knows(self, label: str) -> bool:
        """Whether a label has been looked up."""
        return label in self._known

    def _found(self, label: str) -> str:
        """The family of a label that has not been looked up before."""
        words = _words(label)
        best = len(self.names)
        for start, word in enumerate(words):
            for rank, phrase in self._phrases.get(word, ()):
                if rank < best and _continues(words, start, phrase):
                    best = rank
            for beginning, rank, phrase in self._beginnings:
                if rank < best and word.startswith(beginning) and _continues(words, start, phrase):
                    best = rank
        return self.names[best] if best < len(self.names) else ""


def _words(text: str) -> tuple[str, ...]:
    """The words of a text without case and in the singular; one before a star stays a beginning."""
    text = text.casefold()
    return tuple(
        found[0] + "*" if text.startswith("*", found.end()) else _singular(found[0]) for found in _WORD.finditer(text)
    )


def _singular(word: str) -> str:
    """A word in the singular where it looks like an English plural."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _continues(words: tuple[str, ...], start: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase whose first word fits goes on word for word."""
    rest = words[start + 1 : start + len(phrase)]
    return len(rest) == len(phrase) - 1 and all(map(_is_word, rest, phrase[1:]))


def _is_word(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
