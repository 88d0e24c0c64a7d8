"""An article: what is said of it, and its rich text as it came."""

from datetime import date

import msgspec


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
