"""What the keys of the site's Storyblok stories mean: from decoded values to articles.

Stories stand under `story-article/SLUG`; any other value of a story's shape is taken too, also in lists.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from tickertui.market.article import Article, Figure, Person, Related, Tag
from tickertui.market.finding import Finding
from tickertui.source import readings

STORY_PREFIX: Final = "story-article/"

STORY_KEYS: Final = frozenset(
    {"id", "uuid", "name", "slug", "full_slug", "content", "relatedArticles", "relatedVideos"}
    | {"first_published_at", "published_at"}
)
CONTENT_KEYS: Final = frozenset(
    {"date", "tags", "editor", "reporter", "content", "excerpt", "categories", "visibility", "title"}
    | {"author_company", "author_full_name", "author_job_title", "data_vis_image", "featured_image"}
    | {"formattedDate", "formattedArticleDate", "_uid", "_editable", "component"}
)
ROLES: Final = (("reporter", "Reporter"), ("editor", "Editor"))

SEARCH_LIMIT: Final = 20_000
"""The most values under one key that are looked at in search of stories."""
SEARCHED_LIMIT: Final = 500_000
"""The most values under all keys but the stories' own that are looked at in search of stories."""
SEARCH_DEPTH: Final = 3
"""How deep under a key of data a story may stand: `{story: ...}`, `[...]`, `{stories: [...]}`."""
KEYS_LIMIT: Final = 200
"""The most keys of a story's content that are searched for a rich text."""
LIST_LIMIT: Final = 500
"""The most tags, people or related stories of one article that are read."""

_UUID: Final = r"(?ai)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def articles_in(data: dict[str, Any], used: set[str], findings: list[Finding]) -> tuple[Article, ...]:
    """Every article of the fetched data, each once; the keys it is found under are added to `used`."""
    articles: dict[str, Article] = {}
    seen: dict[str, int] = {}
    left = SEARCHED_LIMIT
    for key, value in data.items():
        if key in used:
            continue
        slug = _slug_of(key)
        stories, looked_at = _stories(value, SEARCH_LIMIT if slug else min(left, SEARCH_LIMIT))
        left -= 0 if slug else looked_at
        story = readings.mapping(value)
        if not stories and slug and story is not None and _is_named(story):
            stories = [story]
        if stories or (slug and readings.is_nothing(value)):
            used.add(key)
        if slug and not stories:
            words = "is empty" if readings.is_nothing(value) else f"is no article: {readings.glimpse(value, 100)}"
            findings.append(Finding("article-missing", f"{readings.line(key, 200)} {words}"))
        for story in stories:
            article = article_from(story, slug if len(stories) == 1 else "")
            if seen.setdefault(article.uuid, id(story)) == id(story):
                articles.setdefault(article.uuid, article)
            else:
                findings.append(Finding("duplicate-article", f"A second article has the identity {article.uuid}"))
    return tuple(articles.values())


def _slug_of(key: str) -> str:
    """The slug in the key of a story; empty for other keys."""
    return readings.line(key.removeprefix(STORY_PREFIX), 500) if key.startswith(STORY_PREFIX) else ""


def _stories(value: object, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The stories in a value, each object once, and how many values were looked at."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    looked_at = 0
    level: list[object] = [value]
    for depth in range(SEARCH_DEPTH + 1):
        below: list[object] = []
        for item in level[: limit - looked_at]:
            looked_at += 1
            if id(item) in seen:
                continue
            seen.add(id(item))
            fields = readings.mapping(item)
            if fields is not None and is_story(fields):
                found.append(fields)
            elif depth < SEARCH_DEPTH and len(below) < limit:
                inside = fields.values() if fields is not None else readings.sequence(item) or ()
                below += islice(inside, limit)
        level = below
    return found, looked_at


def is_story(fields: dict[str, Any]) -> bool:
    """Whether an object has the shape of an article: a name, and content with a rich text in it."""
    content = readings.mapping(fields.get("content"))
    return content is not None and _is_named(fields) and _document_key(content) is not None


def _is_named(fields: dict[str, Any]) -> bool:
    """Whether an object carries one of the names of a story."""
    return any(isinstance(fields.get(key), str) for key in ("uuid", "slug", "full_slug", "name"))


def _document_key(content: dict[str, Any]) -> str | None:
    """The key of the rich text in a story's content; the usual one first."""
    if _is_document(content.get("content")):
        return "content"
    return next((key for key, value in islice(content.items(), KEYS_LIMIT) if _is_document(value)), None)


def _is_document(value: object) -> bool:
    """Whether a value is a rich text."""
    fields = readings.mapping(value)
    return fields is not None and fields.get("type") == "doc"


def article_from(story: dict[str, Any], key_slug: str = "") -> Article:
    """A story as an article; `key_slug` names it where it does not name itself."""
    content = readings.mapping(story.get("content")) or {}
    full_slug = readings.line(story.get("full_slug"))
    slug = readings.line(story.get("slug")) or key_slug or full_slug.rpartition("/")[2]
    titles = (story.get("name"), content.get("title"), content.get("seo_title"), slug)
    title = next((text for text in map(readings.line, titles) if text), "untitled")
    on, date_text = _dated(story, content)
    body_key, rich_text = _body(content)
    known = CONTENT_KEYS | {body_key}
    return Article(
        uuid=readings.line(story.get("uuid"), 200) or slug or title,
        slug=slug,
        title=title,
        full_slug=full_slug,
        excerpt=readings.prose(content.get("excerpt")),
        published_on=on,
        date_text=date_text,
        tags=tuple(_tags(content.get("tags"))),
        categories=tuple(_tags(content.get("categories"))),
        people=_people(content),
        visibility=readings.line(content.get("visibility")),
        featured_image=_figure(content.get("featured_image")),
        data_image=_figure(content.get("data_vis_image")),
        related=(
            *_related("article", story.get("relatedArticles")),
            *_related("video", story.get("relatedVideos")),
        ),
        extra=readings.undescribed(story, STORY_KEYS) + readings.undescribed(content, known, "content."),
        rich_text=rich_text,
    )


def _dated(story: dict[str, Any], content: dict[str, Any]) -> tuple[date | None, str]:
    """The day of publication, and the date as written where it is not understood."""
    for value in (content.get("date"), story.get("first_published_at"), story.get("published_at")):
        on = readings.day(value)
        if on is not None:
            return on, ""
    texts = (content.get("formattedArticleDate"), content.get("formattedDate"), content.get("date"))
    return None, next((text for text in map(readings.line, texts) if text), "")


def _body(content: dict[str, Any]) -> tuple[str, object]:
    """The key of the article's text, and the text as a rich-text document."""
    key = _document_key(content)
    if key is not None:
        return key, readings.mapping(content[key])
    value = content.get("content")
    if isinstance(value, str):
        paragraphs = [text for text in readings.prose(value).split("\n") if text.strip()]
        return "content", {"type": "doc", "content": [_paragraph(text) for text in paragraphs]}
    nodes = readings.sequence(value)
    if not nodes:
        return "content", None
    first = readings.mapping(nodes[0])
    if first is not None and "type" not in first:
        nodes = [{"type": "blok", "attrs": {"body": nodes}}]
    return "content", {"type": "doc", "content": nodes}


def _paragraph(text: str) -> dict[str, object]:
    """A rich-text paragraph."""
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


def _entries(value: object) -> Iterator[object]:
    """The entries of a list, or a single one, up to the limit."""
    items = readings.sequence(value)
    if items is None:
        items = [] if readings.is_nothing(value) or value == "" else [value]
    yield from items[:LIST_LIMIT]


def _tags(value: object) -> Iterator[Tag]:
    """Tags or categories: objects with a slug and a name, or plain texts."""
    for entry in _entries(value):
        fields = readings.mapping(entry)
        if fields is None:
            name = slug = readings.line(entry, 200)
        else:
            slug, name = readings.line(fields.get("slug"), 200), readings.line(fields.get("name"), 200)
        if slug or name:
            yield Tag(slug=slug or name, name=name or slug)


def _people(content: dict[str, Any]) -> tuple[Person, ...]:
    """Reporters, editors and a guest author; somebody with two roles once, with both."""
    people: dict[str, Person] = {}
    for key, role in ROLES:
        for entry in _entries(content.get(key)):
            person = _person(entry, role)
            if person is None:
                continue
            known = people.get(person.name)
            people[person.name] = _merged(known, person) if known else person
    name = readings.line(content.get("author_full_name"), 200)
    if name:
        titles = (content.get("author_job_title"), content.get("author_company"))
        job_title = ", ".join(text for text in map(readings.line, titles) if text)
        author = Person(name, ("Author",), job_title)
        people[name] = _merged(people[name], author) if name in people else author
    return tuple(people.values())


def _person(entry: object, role: str) -> Person | None:
    """One person of a list of editors or reporters; None for a reference that was not resolved, and for nothing."""
    fields = readings.mapping(entry)
    if fields is None:
        name = readings.line(entry, 200)
        return Person(name, (role,)) if name and not re.fullmatch(_UUID, name) else None
    about = readings.mapping(fields.get("content")) or fields
    name = readings.line(fields.get("name"), 200) or readings.line(about.get("name"), 200)
    name = name or readings.line(fields.get("slug"), 200)
    if not name:
        return None
    image = readings.mapping(about.get("image")) or {"filename": about.get("image")}
    return Person(
        name=name,
        roles=(role,),
        job_title=readings.line(about.get("job_title")),
        bio=readings.prose(about.get("bio")),
        portrait=readings.address(image.get("filename")),
        linkedin=readings.address(about.get("linkedin")),
    )


def _merged(one: Person, other: Person) -> Person:
    """One person from two entries: both roles in alphabetical order, and of the rest what is there first."""
    return Person(
        name=one.name,
        roles=tuple(sorted({*one.roles, *other.roles})),
        job_title=one.job_title or other.job_title,
        bio=one.bio or other.bio,
        portrait=one.portrait or other.portrait,
        linkedin=one.linkedin or other.linkedin,
    )


def _figure(value: object) -> Figure | None:
    """A picture with what is said of it; None where there is no address."""
    fields = readings.mapping(value)
    if fields is None:
        src = readings.address(value)
        return Figure(src) if src else None
    src = readings.address(fields.get("filename"))
    if not src:
        return None
    meta = readings.mapping(fields.get("meta_data")) or {}
    said = {
        name: readings.line(fields.get(name)) or readings.line(meta.get(name))
        for name in ("alt", "title", "source", "copyright")
    }
    return Figure(src=src, **said)


def _related(kind: str, value: object) -> Iterator[Related]:
    """Related articles or videos: stories, or objects with a title and an address."""
    for entry in _entries(value):
        fields = readings.mapping(entry)
        if fields is None:
            title = readings.line(entry, 500)
            if title:
                yield Related(kind, title)
            continue
        about = readings.mapping(fields.get("content")) or {}
        slug = readings.line(fields.get("slug"), 500)
        titles = (fields.get("name"), fields.get("title"), about.get("title"), slug)
        places = (fields.get("url"), fields.get("href"), fields.get("link"), about.get("url"), about.get("link"))
        title = next((text for text in map(readings.line, titles) if text), "untitled")
        yield Related(kind, title, slug, next((href for href in map(readings.address, places) if href), ""))
