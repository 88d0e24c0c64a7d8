"""What stands in the library and in which order: articles, what is known of each, how they are marked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from tickertui.archive.records import Hit, KeptArticle
from tickertui.formats.words import fold
from tickertui.market.article import Article
from tickertui.settings.remembered import Reading, Remembered

Standing = Literal["unread", "changed", "read"]
"""changed: read, but in another version than the newest."""

Key = Callable[["Shelf", Article], object]


class Order(msgspec.Struct, frozen=True):
    """A way to order the library."""

    id: str
    key: Key
    """What is compared; None where an article has nothing to compare, which puts it last either way."""
    words: str
    """How the order is called."""
    reversed_words: str
    descends: bool = False
    """Whether it begins with the greatest."""


class Card(msgspec.Struct, frozen=True):
    """One article as the list shows it."""

    article: Article
    standing: Standing
    is_bookmarked: bool
    minutes: int | None = None
    hit: Hit | None = None
    words: tuple[str, ...] = ()
    """What is filtered for, folded."""


def author(article: Article) -> str:
    """Who wrote it, in one line."""
    return ", ".join(person.name for person in article.people)


def tags(article: Article) -> str:
    """Its tags and categories, in one line."""
    return ", ".join(dict.fromkeys(tag.name for tag in (*article.tags, *article.categories)))


ORDERS = (
    Order("date", lambda _, one: one.published_on, "newest first", "oldest first", descends=True),
    Order("title", lambda shelf, one: shelf.folded(one).title or None, "by title", "by title, from the end"),
    Order("author", lambda shelf, one: shelf.folded(one).author or None, "by author", "by author, from the end"),
    Order("unread", lambda shelf, one: shelf.standing(one) == "read", "unread first", "read first"),
    Order("bookmark", lambda shelf, one: not shelf.is_bookmarked(one), "bookmarked first", "bookmarked last"),
)
BEST = Order("best", lambda _, __: 0, "best first", "best first")
"""As a search answers; its articles can be put into any other order too."""


class Folded(msgspec.Struct, frozen=True):
    """What an article is filtered and ordered by, folded once."""

    article: Article
    title: str
    author: str
    tags: str
    all: str
    """Title, author, tags and date."""


def _folded(article: Article) -> Folded:
    """Fold what is looked at of an article."""
    on = article.published_on.isoformat() if article.published_on else article.date_text
    title, who, about = fold(article.title), fold(author(article)), fold(tags(article))
    return Folded(article, title, who, about, "\n".join((title, who, about, fold(on))))


class Shelf:
    """Every article, and what is known of each."""

    def __init__(self) -> None:
        """An empty one."""
        self.articles: tuple[Article, ...] = ()
        self._kept: dict[str, KeptArticle] = {}
        self._minutes: dict[str, int] = {}
        self._remembered = Remembered()
        self._read: dict[str, bool] = {}
        self._bookmarked: dict[str, bool] = {}
        self._folded: dict[str, Folded] = {}
        self._counts: tuple[int, int] | None = None

    def take(self, articles: Iterable[Article]) -> None:
        """Put these on the shelf, each once, and after them those that only the archive has."""
        found = {article.uuid: article for article in articles}
        for uuid, kept in self._kept.items():
            found.setdefault(uuid, kept.article)
        self.articles = tuple(found.values())
        self._counts = None

    def learn(self, kept: Sequence[KeptArticle]) -> None:
        """Learn versions and minutes from the archive."""
        self._kept = {one.article.uuid: one for one in kept}
        self.take(self.articles)

    def learn_minutes(self, minutes: Mapping[str, int]) -> None:
        """Learn how long reading takes, by uuid."""
        self._minutes.update(minutes)

    def remember(self, remembered: Remembered) -> None:
        """Take the marks that are remembered in the place of those made here."""
        self._remembered = remembered
        self._read.clear()
        self._bookmarked.clear()
        self._counts = None

    def mark_read(self, article: Article, *, is_read: bool) -> None:
        """Mark an article until the marks that are remembered are taken again."""
        self._read[article.uuid] = is_read
        self._counts = None

    def bookmark(self, article: Article, *, is_bookmarked: bool) -> None:
        """Bookmark an article until the marks that are remembered are taken again."""
        self._bookmarked[article.uuid] = is_bookmarked
        self._counts = None

    def standing(self, article: Article) -> Standing:
        """Whether it was read."""
        here = self._read.get(article.uuid)
        if here is not None:
            return "read" if here else "unread"
        reading: Reading | None = self._remembered.read.get(article.uuid)
        if reading is None or not reading.is_read:
            return "unread"
        newest = self.version(article)
        return "changed" if reading.version and newest and reading.version != newest else "read"

    def is_bookmarked(self, article: Article) -> bool:
        """Whether it is to be found again."""
        return self._bookmarked.get(article.uuid, self._remembered.bookmarked.get(article.uuid, False))

    def version(self, article: Article) -> str:
        """The digest of its newest version; empty where the archive does not have it."""
        kept = self._kept.get(article.uuid)
        return max(kept.versions, key=lambda one: (one.last_known_at, one.digest)).digest if kept else ""

    def minutes(self, article: Article) -> int | None:
        """How long reading takes, where it is known."""
        kept = self._kept.get(article.uuid)
        known = kept.minutes if kept else None
        return known if known is not None else self._minutes.get(article.uuid)

    def without_minutes(self, most: int) -> list[Article]:
        """Articles whose text is here and not measured."""
        return [one for one in self.articles if one.rich_text is not None and self.minutes(one) is None][:most]

    @property
    def unread(self) -> int:
        """How many were not read, or not in their newest version."""
        return self._counted()[0]

    @property
    def bookmarks(self) -> int:
        """How many are bookmarked."""
        return self._counted()[1]

    def _counted(self) -> tuple[int, int]:
        """How many are unread and bookmarked, counted once for each change."""
        if self._counts is None:
            unread = sum(self.standing(article) != "read" for article in self.articles)
            self._counts = unread, sum(map(self.is_bookmarked, self.articles))
        return self._counts

    def card(self, article: Article, hit: Hit | None, words: tuple[str, ...]) -> Card:
        """What the list shows of an article."""
        marks = self.standing(article), self.is_bookmarked(article)
        return Card(article, *marks, self.minutes(article), hit, words)

    def ordered(self, articles: Iterable[Article], order: Order, *, is_reversed: bool) -> list[Article]:
        """Articles in an order; what has nothing to compare stands last either way, equals as they came."""
        if order is BEST:
            return list(articles)
        keyed = [(order.key(self, article), article) for article in articles]
        there = [pair for pair in keyed if pair[0] is not None]
        there.sort(key=lambda pair: pair[0], reverse=order.descends != is_reversed)  # type: ignore[arg-type,return-value]  # keys of one order compare
        return [article for _, article in there] + [article for key, article in keyed if key is None]

    def filtered(self, words: Sequence[str]) -> list[Article]:
        """Articles that have every word somewhere in title, author, tags or date; "#word" in a tag."""
        anywhere = [word for word in words if not word.startswith("#")]
        tagged = [word[1:] for word in words if word.startswith("#")]
        found = list(self.articles)
        if anywhere:
            found = [one for one in found if all(word in self.folded(one).all for word in anywhere)]
        if tagged:
            found = [one for one in found if all(word in self.folded(one).tags for word in tagged)]
        return found

    def found(self, hits: Iterable[Hit]) -> list[Article]:
        """The articles of a search; one that is nowhere else stands with its title."""
        known = {article.uuid: article for article in self.articles}
        return [known.get(hit.uuid) or Article(hit.uuid, "", hit.title) for hit in hits]

    def first_about(self, label: str, most: int = 200) -> Article | None:
        """The first of the newest articles that names an index in title or tags."""
        wanted = fold(label)
        newest = self.ordered(self.articles, ORDERS[0], is_reversed=False)[:most]
        return next((one for one in newest if wanted and wanted in self.folded(one).all), None)

    def folded(self, article: Article) -> Folded:
        """What an article is filtered and ordered by."""
        known = self._folded.get(article.uuid)
        if known is None or known.article is not article:
            known = self._folded[article.uuid] = _folded(article)
        return known
