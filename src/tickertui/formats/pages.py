"""The few tags of an HTML page that a reader of payloads needs, found in linear time.

A whole parser builds the whole tree, and a hostile page makes that quadratic: a megabyte of nested `<div>` takes
minutes. So the page is only cut into tags, text and raw text, by one pattern that never goes back, and the HTML parser
is given nothing but the tags that matter, one at a time and none of them long.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

TAG_LIMIT: Final = 16_384
"""The longest tag that is read, in characters; a longer one is passed over."""

TAGS_LIMIT: Final = 64
"""How many of the tags that matter are read; a page has a handful."""

_ATTRIBUTES: Final = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"""
_NAME_END: Final = r"(?=[\s/>])"
_RAW: Final = "|".join(
    rf"<{name}{_NAME_END}{_ATTRIBUTES}(?s:.*?)(?:(?=</{name}{_NAME_END})|\Z)"
    for name in ("style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
)
"""Elements whose text is no markup, each spelt out: a capturing group in the possessive loop below is a SystemError
in Python 3.11."""

_PASSED_OVER = re.compile(
    rf"""(?:
        [^<]++
      | <!--(?:-?>|(?s:.*?)(?:--!?>|\Z))
      | {_RAW}
      | <(?!(?:script|link){_NAME_END})[a-z/!?]{_ATTRIBUTES}
      | <(?![a-z/!?])
    )*+""",
    re.IGNORECASE | re.VERBOSE,
)
_KEPT = re.compile(
    rf"""(?P<script><script{_NAME_END}{_ATTRIBUTES})(?P<body>(?s:.*?))(?:</script{_NAME_END}[^>]*+>|\Z)
      | (?P<link><link{_NAME_END}{_ATTRIBUTES})""",
    re.IGNORECASE | re.VERBOSE,
)


class Tag(NamedTuple):
    """One script or link of a page."""

    name: str
    """`script` or `link`."""
    attributes: dict[str, str]
    """Its attributes, entities decoded, names in lower case."""
    body: str
    """The text of a script, as it stands: entities mean nothing there."""


def tags(html: str, *, containing: tuple[str, ...]) -> Iterator[Tag]:
    """The scripts and links of a page whose tag contains one of some texts, in order.

    Args:
        html: The page.
        containing: Lower-case texts, one of which the tag has to contain; others are passed over unread.
    """
    position = found = 0
    while position < len(html) and found < TAGS_LIMIT:
        passed = _PASSED_OVER.match(html, position)
        position = passed.end() if passed else position
        kept = _KEPT.match(html, position)
        if kept is None:
            return
        position = kept.end()
        tag = kept["script"] or kept["link"]
        if len(tag) <= TAG_LIMIT and any(text in tag.lower() for text in containing):
            found += 1
            yield Tag("script" if kept["script"] else "link", _attributes(tag), kept["body"] or "")


def _attributes(tag: str) -> dict[str, str]:
    """The attributes of one tag."""
    from selectolax.lexbor import LexborHTMLParser

    node = LexborHTMLParser(tag.encode(errors="replace")).css_first("script, link")
    return {name.lower(): value or "" for name, value in node.attributes.items()} if node else {}
