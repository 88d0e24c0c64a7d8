"""Where an article's text names an index: "lithium", "LFP", "rare earth", "cobalt's".

Words are compared without case and in the singular, hyphens count as spaces, and the longest label that fits wins:
"lithium hydroxide" is that index, not lithium. Looking up takes the same time for fifteen labels as for ten thousand.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from tickertui.formats.document import Document, Heading, Paragraph
from tickertui.market.article import texts

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(f"[{_CJK}]|[^\\W_{_CJK}]+")
_JOINT = re.compile("[\\s\u00a0\u00ad\u200b\u2010-\u2015/-]*")
"""What may stand between the words of a label."""


class Mention(msgspec.Struct, frozen=True):
    """One place where the text names an index."""

    label: str
    """The label of the row."""
    block: int
    """The number of the block in the document."""
    start: int
    """Where the name begins in the block's text."""
    end: int
    """Where it ends."""


class Labels:
    """Labels prepared for looking up, once for many texts."""

    def __init__(self, labels: Iterable[str], aliases: Mapping[str, Iterable[str]] | None = None) -> None:
        """Prepare the labels; of two that read alike the first counts.

        Args:
            labels: What is looked for.
            aliases: Other names by label; a name that is itself a label means that label, and those of labels that
                are not looked for count for nothing.
        """
        self._tree: dict[str, Any] = {}
        known = list(labels)
        for label in known:
            self._add(label, label)
        if aliases:
            looked_for = set(known)
            for label, names in aliases.items():
                for name in names if label in looked_for else ():
                    self._add(name, label)

    def _add(self, name: str, label: str) -> None:
        """Prepare one name of a label."""
        words = [_singular(found[0]) for found in _WORD.finditer(name)]
        if not words:
            return
        branch = self._tree
        for word in words:
            branch = branch.setdefault(word, {})
        branch.setdefault("", label)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """The names in a text, none inside another: start, end, label."""
        words = list(_WORD.finditer(text))
        found = []
        at = 0
        while at < len(words):
            length, label = self._longest(text, words, at)
            if length:
                found.append((words[at].start(), words[at + length - 1].end(), label))
            at += length or 1
        return found

    def _longest(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, str]:
        """The longest label that begins at a word, with how many words it has; 0 for none."""
        branch, best = self._tree, (0, "")
        for number in range(at, len(words)):
            if number > at and not _JOINT.fullmatch(text, words[number - 1].end(), words[number].start()):
                break
            branch = branch.get(_singular(words[number][0]), {})
            if not branch:
                break
            if "" in branch:
                best = (number - at + 1, branch[""])
        return best


def mentions(document: Document, labels: Iterable[str] | Labels) -> tuple[Mention, ...]:
    """Every place in the document's paragraphs and headings that names an index."""
    known = labels if isinstance(labels, Labels) else Labels(labels)
    return tuple(
        Mention(label, number, start, end)
        for number, block in enumerate(document.blocks)
        if isinstance(block, Paragraph | Heading)
        for start, end, label in known.find(block.text)
    )


def mentioned(document: Document, labels: Iterable[str] | Labels) -> tuple[str, ...]:
    """The labels that the document names anywhere, tables too, in the order of their first mention."""
    known = labels if isinstance(labels, Labels) else Labels(labels)
    return tuple(dict.fromkeys(label for text in texts(document) for _, _, label in known.find(text)))


@lru_cache(maxsize=4_096)
def _singular(word: str) -> str:
    """A word without case, in the singular where it looks like an English plural."""
    word = word.casefold()
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
