"""Searching what articles say: an index of the newest version of each, and how it is asked.

The index holds words as `formats.words` folds them, so that what is found and what is lit are the same, and nothing
that a person types can be read as its query language. It does not hold the texts: those stand compressed beside it, for
the passages. An article without a row in `article_text` is still to be indexed.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from tickertui.archive.database import Access, Database
from tickertui.archive.passages import passage
from tickertui.archive.questions import inflated
from tickertui.archive.records import Hit
from tickertui.errors import TickertuiError
from tickertui.formats.words import Phrase, lit, phrases, searchable
from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot

TEXT_LIMIT = 2_000_000
"""The most characters of an article that are searched: a thousand pages."""

WEIGHTS = (10.0, 4.0, 6.0, 6.0, 1.0)
"""How much a word counts in title, excerpt, people, tags and text."""

_NEWEST = (
    "select version, article_version.digest, about from article_shown"
    " join article_version on article_version.id = version where article_shown.article = ?"
    " order by snapshot desc, article_version.digest desc limit 1"
)
_UNINDEXED = (
    " from article where not exists (select 1 from article_text where article_text.article = article.id)"
    " and exists (select 1 from article_shown where article_shown.article = article.id)"
)


class Text(msgspec.Struct, frozen=True):
    """What an article says, as it is searched."""

    body: str
    minutes: int | None
    """How long reading takes; None where the text could not be read."""


UNREADABLE = Text("", None)
"""The text of an article whose payload is not understood any more; title and people are found all the same."""


def text_of(article: Article) -> Text:
    """What an article says. An error of ours in reading it must not cost the payload: then it has no text."""
    from tickertui.formats.document import Picture
    from tickertui.market.article import document_of, minutes, texts

    try:
        document = document_of(article)
        pictures = (block for block in document.blocks if isinstance(block, Picture))
        captions = (words for one in pictures for words in (one.alt, one.title, one.source) if words)
        return Text("\n".join([*texts(document), *captions])[:TEXT_LIMIT], minutes(document))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return UNREADABLE


class Index:
    """The index of one archive."""

    def __init__(self, database: Database) -> None:
        """Nothing is read yet."""
        self._database = database

    def read(self, articles: Sequence[Article], versions: Sequence[str]) -> dict[str, Text]:
        """The text of those articles that are not indexed in these versions, by version."""
        texts: dict[str, Text] = {}
        for article, version in zip(articles, versions, strict=True):
            indexed = self._database.row(
                "select digest from article join article_text on article_text.article = article.id"
                " join article_version on article_version.id = version where uuid = ?",
                (article.uuid,),
            )
            if (indexed is None or indexed[0] != version) and version not in texts:
                texts[version] = text_of(article)
        return texts

    def settle(self, articles: Iterable[int], texts: Mapping[str, Text]) -> None:
        """Bring the index up to what is the newest version of some articles now; within a transaction.

        Args:
            articles: The articles' numbers.
            texts: The text of versions by their digest; a version that has none here is indexed later.
        """
        for number in articles:
            newest = self._database.row(_NEWEST, (number,))
            indexed = self._database.row("select version from article_text where article = ?", (number,))
            if newest is None or (indexed is not None and indexed[0] != newest[0]):
                self._drop(number)
                indexed = None
            if newest is not None and indexed is None and newest[1] in texts:
                self.put(number, newest[0], msgspec.msgpack.decode(newest[2], type=Article), texts[newest[1]])

    def put(self, number: int, version: int, article: Article, text: Text) -> None:
        """Index a version of an article that is not indexed."""
        self._database.run(
            "insert into article_text (article, version, minutes, body) values (?, ?, ?, ?)",
            (number, version, text.minutes, zlib.compress(_clean(text.body).encode(), 6)),
        )
        self._database.run(
            "insert into article_words (rowid, title, excerpt, people, tags, body) values (?, ?, ?, ?, ?, ?)",
            (number, *map(searchable, (article.title, article.excerpt, _people(article), _tags(article), text.body))),
        )

    def unindexed(self) -> int:
        """How many articles are still to be indexed."""
        return self._database.number(f"select count(*) {_UNINDEXED}")  # a constant

    def missing(self, limit: int) -> dict[int, dict[int, str]]:
        """Articles that are still to be indexed (number and uuid), by a payload that shows their newest version."""
        found: dict[int, dict[int, str]] = {}
        for number, uuid in list(
            self._database.rows(f"select id, uuid {_UNINDEXED} order by id desc limit ?", (limit,))  # a constant
        ):
            payload = self._database.number(
                "select payload from article_shown join article_version on article_version.id = version"
                " join snapshot on snapshot.id = article_shown.snapshot where article_shown.article = ?"
                " order by article_shown.snapshot desc, article_version.digest desc limit 1",
                (number,),
            )
            found.setdefault(payload, {})[int(number)] = str(uuid)
        return found

    def payload(self, number: int) -> bytes:
        """A payload as it came, by its number.

        Raises:
            ArchiveDamaged: It cannot be read.
        """
        found = self._database.row("select body from payload where id = ?", (number,))
        return inflated(found[0] if found else b"")

    def settle_rest(self, articles: Iterable[int], texts: Mapping[str, Text]) -> None:
        """Index articles whose version is not found any more; within a transaction.

        Args:
            articles: The articles' numbers.
            texts: What is there instead, by uuid; without that too, at least title and people are found.
        """
        for number in articles:
            newest = self._database.row(_NEWEST, (number,))
            indexed = self._database.row("select 1 from article_text where article = ?", (number,))
            if newest is not None and indexed is None:
                article = msgspec.msgpack.decode(newest[2], type=Article)
                self.put(number, newest[0], article, texts.get(article.uuid, UNREADABLE))

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The articles in which every word stands, the best first."""
        wanted = phrases(words)
        if not wanted:
            return ()
        weights = ", ".join(map(str, WEIGHTS))
        found = list(
            self._database.rows(
                f"select article_words.rowid, uuid, bm25(article_words, {weights}) as rank"  # noqa: S608  # constants
                " from article_words join article on article.id = article_words.rowid"
                " where article_words match ? order by rank, uuid limit ?",
                (query(wanted), max(0, limit)),
            )
        )
        return tuple(hit for number, uuid, rank in found if (hit := self._hit(number, uuid, -rank, wanted)))

    def _hit(self, number: int, uuid: str, rank: float, wanted: Sequence[Phrase]) -> Hit | None:
        """One article that was found, with the passage to show."""
        row = self._database.row(
            "select about, body from article_text join article_version on article_version.id = article_text.version"
            " where article_text.article = ?",
            (number,),
        )
        if row is None:
            return None
        article = msgspec.msgpack.decode(row[0], type=Article)
        body = inflated(row[1]).decode("utf-8", "replace")
        snippet, places = passage(body, wanted)
        if not places:
            for said in (article.excerpt, _people(article), _tags(article)):
                other, elsewhere = passage(said, wanted)
                if elsewhere or not snippet:
                    snippet, places = other, elsewhere
                if places:
                    break
        return Hit(uuid, article.title, snippet, places, rank, lit(article.title, wanted))

    def _drop(self, number: int) -> None:
        """Take an article out of the index."""
        self._database.run("delete from article_text where article = ?", (number,))
        self._database.run("delete from article_words where rowid = ?", (number,))


def index_missing(
    access: Access, limit: int, decode: Callable[[bytes], Snapshot], digest_of: Callable[[Article], str]
) -> int:
    """Index some articles that are not; how many were looked at. Nobody else waits while a text is read."""
    index = Index(access.database)
    with access.reading("looking for articles to index"):
        missing = index.missing(limit)
    for payload, numbers in missing.items():
        try:
            with access.reading("reading a payload"):
                body = index.payload(payload)
            articles = [article for article in decode(body).articles if article.uuid in numbers.values()]
        except TickertuiError:
            articles = []
        texts = [(digest_of(article), article.uuid, text_of(article)) for article in articles]
        with access.writing("indexing articles"), access.database.transaction():
            index.settle(numbers, {version: text for version, _, text in texts})
            index.settle_rest(numbers, {uuid: text for _, uuid, text in texts})
    return sum(map(len, missing.values()))


def query(wanted: Sequence[Phrase]) -> str:
    """The phrases in the index's language: all of them have to stand, the last may go on."""
    return " ".join(f'"{" ".join(phrase)}"' for phrase in wanted) + "*"


def texts_of(articles: Iterable[Article], digest_of: Callable[[Article], str]) -> dict[str, Text]:
    """The text of articles by their version's digest."""
    return {digest_of(article): text_of(article) for article in articles}


def _people(article: Article) -> str:
    """Who wrote it."""
    return ", ".join(person.name for person in article.people)


def _tags(article: Article) -> str:
    """Its tags and categories."""
    return ", ".join(dict.fromkeys(tag.name for tag in (*article.tags, *article.categories)))


def _clean(text: str) -> str:
    """Text that can be written down: without halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode()
