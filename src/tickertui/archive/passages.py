"""The passage of a text to show for what was looked for: the first in which the most of it stands close together."""

import re
from collections import deque
from collections.abc import Sequence

from tickertui.formats.words import Phrase, lit, occurrences

BEFORE = 48
"""Characters shown before what was found, about."""
LENGTH = 240
"""Characters of a passage, about."""
LOOKED_AT = 2_000
"""Occurrences that are compared at most."""

_SPACES = re.compile(r"\s+")
_ELLIPSIS = "…"


def passage(text: str, wanted: Sequence[Phrase]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A piece of the text in one line, and the places in it where something stands; its beginning where nothing does.

    Returns:
        The piece, with an ellipsis where it does not begin or end with the text, and the places as start and end.
    """
    at = _densest(text, wanted)
    start = _word_start(text, (at or 0) - BEFORE)
    end = _word_end(text, start + LENGTH)
    before = _ELLIPSIS if start and text[:start].strip() else ""
    after = _ELLIPSIS if text[end:].strip() else ""
    piece = before + _SPACES.sub(" ", text[start:end]).strip() + after
    return piece, lit(piece, wanted)


def _densest(text: str, wanted: Sequence[Phrase]) -> int | None:
    """Where the first stretch begins in which the most different phrases stand; None where none stands anywhere."""
    near: deque[tuple[int, int]] = deque()
    best, most = None, 0
    for count, (start, end, number) in enumerate(occurrences(text, wanted)):
        near.append((start, number))
        while end - near[0][0] > LENGTH - BEFORE and len(near) > 1:
            near.popleft()
        different = len({which for _, which in near})
        if different > most:
            best, most = near[0][0], different
        if most == len(wanted) or count == LOOKED_AT:
            break
    return best


def _word_start(text: str, at: int) -> int:
    """The beginning of the word after a place, unless it is far."""
    if at <= 0:
        return 0
    found = _SPACES.search(text, at, at + BEFORE // 2)
    return found.end() if found else at


def _word_end(text: str, at: int) -> int:
    """The end of the word before a place, unless it is far."""
    if at >= len(text):
        return len(text)
    space = max(text.rfind(" ", at - BEFORE, at), text.rfind("\n", at - BEFORE, at))
    return space if space > 0 else at
