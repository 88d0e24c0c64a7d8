"""Plain text of an article, broken into lines that a terminal shows whole."""

import re
from collections.abc import Iterator

from tickertui.cli.output import cells

_MARGIN = re.compile(r"((?:> ?| +|(?:[•☐☑▾▣]|\d+\.|\[\d+\]) )*)(.*)", re.DOTALL)
_RULE = re.compile(r"(.)\1{2,}\Z")
_CODE = "    "
_CELL = " │ "


def wrapped(text: str, width: int) -> str:
    """The text with its long lines broken at spaces, what follows standing under what precedes.

    Rows of tables, lines of code and addresses stay whole: broken they would be something else.
    """
    return "".join(part + "\n" for line in text.splitlines() for part in _broken(line, width))


def _broken(line: str, width: int) -> Iterator[str]:
    """The lines that a long line becomes."""
    if cells(line) <= width or _CELL in line:
        yield line
        return
    if _RULE.match(line.strip()):
        yield line[:width]
        return
    found = _MARGIN.match(line)
    margin, rest = (found[1], found[2]) if found else ("", line)
    if margin.replace(">", " ").endswith(_CODE) and margin.strip(" >") == "":
        yield line
        return
    hanging = "".join(">" if char == ">" else " " * cells(char) for char in margin)
    if cells(hanging) > width // 2:
        margin = hanging = ""
        rest = line.strip()
    start, current = margin, ""
    for piece in _pieces(rest, width - cells(hanging)):
        if current and cells(start + current + piece.rstrip()) > width:
            yield (start + current).rstrip()
            start, current = hanging, ""
        current += piece if current else piece.lstrip()
    if current:
        yield (start + current).rstrip()


def _pieces(text: str, room: int) -> Iterator[str]:
    """What must stay together: words with the space after them; of scripts without spaces, each character."""
    for word in re.findall(r"[^ ]+ *| +", text):
        if word.isascii() or cells(word) == len(word) or cells(word) <= room // 4:
            yield word
        else:
            yield from re.findall(r"[\x21-\x7e]+ *|. *", word)
