"""Finding: where a query stands in a flow's text, searched block by block so that a long article never stalls."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from unicodedata import normalize

from tickertui.tui.widgets.document.clusters import SOFT_HYPHEN
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.plain import stretches

WINDOW = 65_536
"""How many characters are searched at once."""

HITS_LIMIT = 100_000
"""More hits than this are not counted."""

_LOOSE = {"'": "['’‘]", '"': '["“”„]', "-": "[-‐‑–—]", " ": r"[\s\xa0\u202f]+"}


_ACCENTS = "\u0300-\u036f"
_ACCENTED = re.compile(f"[\u00c0-\u024f\u1e00-\u1eff{_ACCENTS}]")


def pattern_of(query: str, *, through_hyphens: bool = False, is_accented: bool = False) -> re.Pattern[str]:
    """The expression for a query: smart case and accents, any kind of space, quote mark and dash.

    Args:
        query: What was typed; an upper-case letter makes it tell cases apart, an accent those of its letter.
        through_hyphens: Whether soft hyphens may stand between the letters.
        is_accented: Whether the text has accents, of which each may be written in two ways.
    """
    loose = _accented if is_accented else re.escape
    text = normalize("NFC", re.sub(r"\s+", " ", query))
    parts = [_LOOSE.get(character) or loose(character) for character in text]
    flags = re.NOFLAG if query != query.lower() else re.IGNORECASE
    return re.compile(("\u00ad?" if through_hyphens else "").join(parts), flags)


@cache
def _accented(character: str) -> str:
    """The expression for a letter: a plain one with any accent, one with accents in both ways to write them."""
    if not character.isascii():
        apart = normalize("NFD", character)
        return re.escape(character) if apart == character else f"(?:{re.escape(character)}|{re.escape(apart)})"
    if not character.isalpha():
        return re.escape(character)
    codes = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    alike = "".join(chr(code) for code in codes if normalize("NFD", chr(code))[0] == character)
    return f"[{character}{alike}][{_ACCENTS}]*"


class Finder:
    """The hits of one query in a flow, in order, and which of them is the current one."""

    def __init__(self, flow: Flow, query: str) -> None:
        self.query = query
        self.current = -1
        """The current hit, from 0; -1 where there is none."""
        self._flow = flow
        self._next_block = 0
        self._pattern = pattern_of(query) if query.strip() else None
        self._blocks = array("q")
        self._starts = array("q")
        self._ends = array("q")
        self._stretches: Iterator[tuple[int, str]] = iter(())
        self._text = ""
        self._offset = self._at = 0
        if self._pattern is None:
            self._next_block = len(flow)
        self._begin_block()

    def __len__(self) -> int:
        return len(self._blocks)

    @property
    def done(self) -> bool:
        """Whether the whole text was searched."""
        return self._next_block >= len(self._flow) or len(self._blocks) >= HITS_LIMIT

    def exchange(self, flow: Flow) -> None:
        """Go on in another flow of the same text, whose foot is another."""
        self._flow = flow

    def advance(self, is_over: Callable[[], bool]) -> bool:
        """Search on until time is over; whether anything is left."""
        while not self.done:
            if self._at >= len(self._text):
                stretch = next(self._stretches, None)
                if stretch is None:
                    self._next_block += 1
                    self._begin_block()
                    continue
                (self._offset, self._text), self._at = stretch, 0
            self._search_window()
            if is_over():
                break
        return not self.done

    def _begin_block(self) -> None:
        """Take up the next block."""
        self._text, self._at = "", 0
        if self._next_block < len(self._flow):
            self._stretches = stretches(self._flow[self._next_block])

    def _search_window(self) -> None:
        """Find the hits that begin in the next window of the current stretch."""
        pattern, text, offset = self._pattern, self._text, self._offset
        until = min(self._at + WINDOW, len(text))
        if pattern is None or not text:
            self._at = max(len(text), 1)
            return
        is_soft = text.find(SOFT_HYPHEN, self._at, until + len(self.query)) >= 0
        is_accented = not text.isascii() and _ACCENTED.search(text, self._at, until) is not None
        if is_soft or is_accented:
            pattern = pattern_of(self.query, through_hyphens=is_soft, is_accented=is_accented)
        past = until
        for found in pattern.finditer(text, self._at, min(until + 4 * len(self.query) + 64, len(text))):
            start, end = found.span()
            if start >= until:
                break
            if end > start:
                past = max(past, end)
                self._blocks.append(self._next_block)
                self._starts.append(offset + start)
                self._ends.append(offset + end)
                if len(self._blocks) >= HITS_LIMIT:
                    break
        self._at = past

    def hit(self, number: int) -> tuple[int, int, int]:
        """A hit as (block, start, end)."""
        return self._blocks[number], self._starts[number], self._ends[number]

    def in_block(self, block: int, start: int = 0, end: int = 1 << 62) -> list[tuple[int, int, bool]]:
        """The hits in a block, or between two offsets of it, as (start, end, whether it is the current one)."""
        low, high = bisect_left(self._blocks, block), bisect_right(self._blocks, block)
        low, high = bisect_right(self._ends, start, low, high), bisect_left(self._starts, end, low, high)
        return [(self._starts[at], self._ends[at], at == self.current) for at in range(low, high)]

    def seek(self, block: int, offset: int) -> bool:
        """Make the first hit at or after a place current, or the very first; whether there is one."""
        if not len(self):
            self.current = -1
            return False
        at = bisect_left(self._blocks, block)
        while at < len(self) and self._blocks[at] == block and self._starts[at] < offset:
            at += 1
        self.current = at if at < len(self) else 0
        return True

    def step(self, count: int) -> bool:
        """Go on by so many hits, round the ends; whether there is any."""
        if not len(self):
            return False
        self.current = (self.current + count) % len(self)
        return True
