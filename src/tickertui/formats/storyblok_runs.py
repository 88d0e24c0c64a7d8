"""Runs of marked text, joined into the text and the spans of one block as a browser would show them."""

import re

from tickertui.formats import sanitize
from tickertui.formats.document import Mark, Span

BLANK = " \n\t\xa0\xad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2800\u3000\u3164\ufe0e\ufe0f\uffa0" + "".join(
    map(chr, [*range(0x2000, 0x200B), 0x202F, 0x205F, 0x1680])
)
"""Characters that show nothing, alone or together."""

Marks = tuple[Mark, ...]
Composed = tuple[str, tuple[Span, ...]]

_SPACES = re.compile("  +")


def collapsed(text: str) -> str:
    """The text of a lone run: one space for many, none at the edges."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip(" ")


def exact(texts: list[str], marks: list[Marks]) -> Composed:
    """Runs joined as they are, for code."""
    texts = _bounded(texts)
    return "".join(texts), _spans(texts, marks)


def composed(texts: list[str], marks: list[Marks]) -> Composed:
    r"""Runs joined for prose: one space for many, also across runs; none at the edges of a line.

    A lone ``\n`` is a hard break. Breaks at the edges of the whole vanish, and of many in a row two are kept: a blank
    line.
    """
    kept: list[str] = []
    kept_marks: list[Marks] = []
    breaks = 2  # how many breaks stand at the end of what is kept; its beginning takes none
    ends_in_space = True
    for text, its_marks in zip(_bounded(texts), marks, strict=True):
        if text == "\n":
            _drop_last_space(kept, kept_marks)
            ends_in_space = True
            if breaks < 2:
                kept.append(text)
                kept_marks.append(its_marks)
                breaks += 1
            continue
        if "  " in text:
            text = _SPACES.sub(" ", text)
        if ends_in_space:
            text = text.lstrip(" ")
        if text:
            kept.append(text)
            kept_marks.append(its_marks)
            ends_in_space = text[-1] == " "
            breaks = 0
    _drop_last_space(kept, kept_marks)
    while kept and kept[-1] == "\n":
        kept.pop()
        kept_marks.pop()
        _drop_last_space(kept, kept_marks)
    return "".join(kept), _spans(kept, kept_marks)


def trimmed(text: str, spans: tuple[Span, ...]) -> Composed:
    """The text without blanks of any kind at its edges, and its spans moved along."""
    left = text.lstrip(BLANK)
    offset = len(text) - len(left)
    core = left.rstrip(BLANK)
    if len(core) == len(text):
        return text, spans
    moved = []
    for span in spans:
        start, end = max(0, span.start - offset), min(len(core), span.end - offset)
        if start < end:
            moved.append(Span(start, end, span.marks))
    return core, tuple(moved)


def _drop_last_space(texts: list[str], marks: list[Marks]) -> None:
    """Drop the space that what is kept ends in: there is one at most."""
    if texts and texts[-1][-1] == " ":
        texts[-1] = texts[-1][:-1]
        if not texts[-1]:
            texts.pop()
            marks.pop()


def _bounded(texts: list[str]) -> list[str]:
    """The runs; where they are clean each but not together, none begins with a mark or ends in a joiner.

    So a thousand runs of an accent each do not become one cell with a thousand accents.
    """
    joined = "".join(texts)
    if joined.isascii() or sanitize.code(joined) == joined:
        return texts
    bounded = []
    for text in texts:
        start = 0
        while start < len(text) and sanitize.takes_no_cell(text[start]):
            start += 1
        bounded.append(text[start:].rstrip("\u200d"))
    return bounded


def _spans(texts: list[str], marks: list[Marks]) -> tuple[Span, ...]:
    """The spans of joined runs; neighbours with equal marks are one."""
    spans: list[Span] = []
    position = start = 0
    current: Marks = ()
    for text, its_marks in zip(texts, marks, strict=True):
        if its_marks is not current and its_marks != current:
            if current and start < position:
                spans.append(Span(start, position, current))
            start, current = position, its_marks
        position += len(text)
    if current and start < position:
        spans.append(Span(start, position, current))
    return tuple(spans)
