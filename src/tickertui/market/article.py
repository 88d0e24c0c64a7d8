"""An article: what is said of it, its rich text as it came, and what follows from both."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tickertui.formats.document import Block, Document, Link

WORDS_PER_MINUTE = 230
CHARACTERS_PER_MINUTE = 500
"""Reading speeds: words, and characters of scripts that do not part words."""

DIGEST_LIMIT = 500_000
"""The most values of a rich text that a digest looks at."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"


class Person(msgspec.Struct, frozen=True):
    """Somebody who wrote or edited; a person with two roles stands once with both."""

    name: str
    roles: tuple[str, ...] = ()
    """"Editor", "Reporter"."""
    job_title: str = ""
    bio: str = ""
    portrait: str = ""
    """The address of a picture."""
    linkedin: str = ""


class Tag(msgspec.Struct, frozen=True):
    """A tag or category."""

    slug: str
    name: str


class Figure(msgspec.Struct, frozen=True):
    """A picture that belongs to the article but stands outside its text."""

    src: str
    alt: str = ""
    title: str = ""
    source: str = ""
    copyright: str = ""


class Related(msgspec.Struct, frozen=True):
    """A related article or video."""

    kind: str
    title: str
    slug: str = ""
    href: str = ""


class Article(msgspec.Struct, frozen=True, eq=False):
    """An article. Its rich text is parsed when it is opened: see `tickertui.market.article.document_of`."""

    uuid: str
    """The site's identity of the article; its slug where the site gives none."""
    slug: str
    title: str
    full_slug: str = ""
    excerpt: str = ""
    published_on: date | None = None
    date_text: str = ""
    """The date as the site writes it, where it is not understood."""
    tags: tuple[Tag, ...] = ()
    categories: tuple[Tag, ...] = ()
    people: tuple[Person, ...] = ()
    visibility: str = ""
    featured_image: Figure | None = None
    data_image: Figure | None = None
    """The data visualisation shown after the text."""
    related: tuple[Related, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    """Fields nobody has described, as name and bounded JSON text."""
    rich_text: object = None
    """The Storyblok document as decoded, not yet parsed; may share nodes or be cyclic."""


def document_of(article: Article) -> "Document":
    """The article's rich text, parsed."""
    from tickertui.formats import storyblok

    return storyblok.parse(article.rich_text)


def texts(document: "Document") -> Iterator[str]:
    """The text of every block that has some, in order; of a table, that of its cells."""
    from tickertui.formats.document import Embed, Picture, Rule, Table

    pending: list[Block] = list(reversed(document.blocks))
    while pending:
        block = pending.pop()
        if isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            pending += [inner for cell in reversed(cells) for inner in reversed(cell.blocks)]
        elif not isinstance(block, Picture | Embed | Rule) and block.text:
            yield block.text


_WINDOW = 32_768


def _windows(document: "Document") -> Iterator[str]:
    """The same, long texts in pieces: a step over megabytes would keep other threads from running meanwhile."""
    for text in texts(document):
        if len(text) <= _WINDOW:
            yield text
        else:
            yield from (text[low : low + _WINDOW] for low in range(0, len(text), _WINDOW))


def minutes(document: "Document") -> int:
    """The minutes that reading takes, at least one."""
    word, unparted = _words()
    words = characters = 0
    for text in _windows(document):
        # Counted one by one: a list of a million words would keep other threads from running until it is made.
        words += sum(1 for _ in word.finditer(text))
        characters += 0 if text.isascii() else sum(1 for _ in unparted.finditer(text))
    return max(1, round(words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE))


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word, and a character of a script that does not part words; compiled when they are first needed."""
    return re.compile(f"[^\\W_{_CJK}][^\\s{_CJK}]*"), re.compile(f"[{_CJK}]")


def job_of(person: Person) -> str:
    """What one is: the job title ("Editor, Energy Transition & Economics"), else the roles ("Editor and reporter")."""
    if person.job_title:
        return re.sub(r"\s+[-–—|]\s+", ", ", person.job_title)
    return " and ".join(person.roles).capitalize()


def byline(article: Article) -> str:
    """Who wrote it, each with what they are: "Didi Bostock — Editor, Energy Transition & Economics"; may be empty."""
    people = ((person.name, job_of(person)) for person in article.people)
    return "; ".join(f"{name} — {job}" if job else name for name, job in people)


def excerpt_of(article: Article, document: "Document") -> str:
    """The excerpt where it says something of its own; empty where it only is the start of the text."""
    said = _letters(re.sub(r"\s*(?:\[(?:…|\.{3})\]|…|\.{3})\s*\Z", "", article.excerpt))
    start = ""
    for text in _windows(document):
        if len(start) >= len(said):
            break
        start += _letters(text)
    return "" if start.startswith(said) else article.excerpt


def standfirst_of(article: Article, document: "Document") -> str:
    """The excerpt where it says something of its own, as it is shown: an ellipsis where the site cut it."""
    return without_brackets(excerpt_of(article, document))


def without_brackets(excerpt: str) -> str:
    """An excerpt that the site cut with "[...]" ends in a plain ellipsis."""
    return re.sub(r"\s*\[(?:…|\.{3})\]\Z", " …", excerpt.strip())


def link_of(related: Related) -> "Link | None":
    """The link to a related article or video; None where there is no address."""
    from tickertui.formats.document import Link
    from tickertui.formats.sanitize import address

    href, is_safe = address(related.href)
    if href:
        return Link(href=href, safe=is_safe)
    return Link(href=f"/article/{related.slug}", kind="story") if related.slug else None


def shows(document: "Document", figure: Figure) -> bool:
    """Whether the text shows a picture itself."""
    from tickertui.formats.document import Picture

    return any(isinstance(block, Picture) and block.src == figure.src for block in document.blocks)


def _letters(text: str) -> str:
    """A text's letters and digits, without case, for comparing."""
    return "".join(character for character in text.casefold() if character.isalnum())


def digest(article: Article) -> str:
    """A SHA-256 over everything that is said of the article and in it: another one means another version."""
    from tickertui.formats.checksum import summing

    hasher = summing(msgspec.json.encode(msgspec.structs.replace(article, rich_text=None)))
    for piece in _pieces(article.rich_text):
        hasher.update(piece.encode(errors="surrogatepass"))
    return hasher.hexdigest()


_CLOSE = object()


def _pieces(value: object) -> Iterator[str]:
    """A decoded value as unambiguous text, keys in order, up to a limit; where it contains itself, that is said."""
    pending: list[object] = [value]
    open_ids: list[int] = []
    inside: set[int] = set()
    for _ in range(DIGEST_LIMIT):
        if not pending:
            return
        item = pending.pop()
        if item is _CLOSE:
            inside.discard(open_ids.pop())
            yield "]"
        elif isinstance(item, dict | list):
            if id(item) in inside:
                yield "cycle"
                continue
            inside.add(id(item))
            open_ids.append(id(item))
            pending.append(_CLOSE)
            if isinstance(item, dict):
                pending += [part for key in sorted(item, key=str, reverse=True) for part in (item[key], key)]
                yield "{"
            else:
                pending += reversed(item)
                yield "["
        elif isinstance(item, str):
            yield f"{len(item)}:{item}"
        elif item is None or isinstance(item, bool | float):
            yield f"{item};"
        elif isinstance(item, int):
            yield f"{item:x};"
        else:
            yield f"<{type(item).__name__}>"
