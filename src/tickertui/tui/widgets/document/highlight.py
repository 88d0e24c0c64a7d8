"""Highlighting code: what each stretch of it is, in the words of our looks; Pygments is imported when it is needed."""

from bisect import bisect_right

from tickertui.tui.widgets.document.prose import Row

Token = tuple[int, int, str]
"""Start and end in the code's text, and its look."""

LONGEST = 100_000
"""Longer code is shown plain."""

LONGEST_LINE = 2_000
"""Code with a longer line is data, not written by a person: plain, for a pattern may take very long on it."""

_LOOKS = (
    ("Token.Comment", "code-comment"),
    ("Token.Keyword", "code-keyword"),
    ("Token.Operator.Word", "code-keyword"),
    ("Token.Literal.String", "code-string"),
    ("Token.Literal.Number", "code-number"),
    ("Token.Name.Function", "code-name"),
    ("Token.Name.Class", "code-name"),
    ("Token.Name.Tag", "code-name"),
    ("Token.Name.Decorator", "code-name"),
    ("Token.Name.Attribute", "code-attribute"),
    ("Token.Name.Builtin", "code-attribute"),
    ("Token.Generic.Inserted", "code-string"),
    ("Token.Generic.Deleted", "code-number"),
    ("Token.Generic.Heading", "code-name"),
    ("Token.Generic.Subheading", "code-name"),
)


def may_highlight(text: str, language: str) -> bool:
    """Whether it is worth asking."""
    return bool(language) and 0 < len(text) <= LONGEST and _has_short_lines(text)


def _has_short_lines(text: str) -> bool:
    start = 0
    while (end := text.find("\n", start, start + LONGEST_LINE + 1)) >= 0:
        start = end + 1
    return len(text) - start <= LONGEST_LINE


def tokens_of(text: str, language: str) -> tuple[Token, ...]:
    """The stretches of code that have a look of their own, in order; none for a language that nobody knows."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # Pygments ships no types
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # the same

    try:
        lexer = get_lexer_by_name(language.strip().casefold())
    except ClassNotFound:
        return ()
    found: list[Token] = []
    for start, kind, words in lexer.get_tokens_unprocessed(text):
        look = _look_of(str(kind))
        if look and words.strip():
            if found and found[-1][1] == start and found[-1][2] == look:
                found[-1] = (found[-1][0], start + len(words), look)
            else:
                found.append((start, start + len(words), look))
    return tuple(found)


def _look_of(kind: str) -> str:
    """The look of a kind of token; empty for plain text."""
    return next((look for name, look in _LOOKS if kind == name or kind.startswith(name + ".")), "")


def coloured(row: Row, tokens: tuple[Token, ...]) -> Row:
    """The pieces of a row of code, parted where a token begins or ends; marks of the author's own come on top."""
    parted: Row = []
    for text, ink, at, links in row:
        if at < 0:
            parted.append((text, ink, at, links))
            continue
        end, begin = at + len(text), at
        for index in range(max(bisect_right(tokens, at, key=_start_of) - 1, 0), len(tokens)):
            start, stop, look = tokens[index]
            if start >= end:
                break
            low, high = max(start, begin), min(stop, end)
            if low >= high:
                continue
            if low > begin:
                parted.append((text[begin - at : low - at], ink, begin, links))
            parted.append((text[low - at : high - at], (*ink[:1], look, *ink[1:]), low, links))
            begin = high
        if begin < end:
            parted.append((text[begin - at :], ink, begin, links))
    return parted


def _start_of(token: Token) -> int:
    return token[0]
