"""The articles that are kept: which there are, their text, and where words stand in them."""

from collections.abc import Callable

import msgspec

from tickertui.archive import chronology
from tickertui.archive.database import Access
from tickertui.archive.questions import inflated
from tickertui.archive.records import ArticleVersion, Hit, KeptArticle
from tickertui.errors import ArchiveError
from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot


class Library:
    """Every article of every payload, through one connection."""

    def __init__(self, access: Access, digest_of: Callable[[Article], str]) -> None:
        """Ask through this connection; `digest_of` gives the version of an article."""
        self._access = access
        self._database = access.database
        self._digest_of = digest_of

    def articles(self) -> tuple[KeptArticle, ...]:
        """Every article without its text and with its versions, the latest published first."""
        with self._access.reading("listing articles"):
            rows = self._database.rows(
                "select article_shown.article, digest, title, min(snapshot), max(snapshot), version from article_shown"
                " join article_version on article_version.id = version group by article_shown.article, version"
            )
            versions: dict[int, list[tuple[int, int, str, str, int]]] = {}
            for article, digest, title, first, last, version in rows:
                versions.setdefault(article, []).append((first, last, digest, title, version))
            kept = [self._kept_article(found) for found in versions.values()]
            return tuple(
                sorted(kept, key=lambda one: (str(one.article.published_on or ""), one.article.uuid), reverse=True)
            )

    def article(self, uuid: str, decode: Callable[[bytes], Snapshot], version: str | None = None) -> Article | None:
        """A whole article, its text read again from the payload that is kept of it; None for one that is not known.

        Args:
            uuid: The article.
            decode: Reads a payload, as when it was fetched.
            version: A version's digest; the version shown last where none is named.
        """
        with self._access.reading("reading an article"):
            place = self._place(uuid, version)
        if place is None:
            return None
        digest, body = place
        return self._found_in(decode(body), uuid, digest)

    def search(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Articles in whose newest version every word stands, the best first; nothing typed can be wrong.

        Case and accents do not count, the last word may go on. Articles that are not indexed yet are not found.
        """
        from tickertui.archive.searching import Index

        with self._access.reading("searching"):
            return Index(self._database).search(words, limit)

    def index_missing(self, limit: int, decode: Callable[[bytes], Snapshot]) -> int:
        """Index some articles of an archive that was begun before articles were indexed.

        Args:
            limit: How many at most.
            decode: Reads a payload, as when it was fetched.

        Returns:
            How many were looked at; 0 when there is nothing more to do, or the archive can only be read.
        """
        from tickertui.archive import searching

        if self._access.is_read_only:
            return 0
        return searching.index_missing(self._access, limit, decode, self._digest_of)

    def unindexed(self) -> int:
        """How many articles `search` does not find yet."""
        from tickertui.archive.searching import Index

        with self._access.reading("counting"):
            return Index(self._database).unindexed()

    def _kept_article(self, found: list[tuple[int, int, str, str, int]]) -> KeptArticle:
        """One article with its versions."""
        newest = max(found, key=lambda version: (version[1], version[2]))
        about, minutes = self._database.required(
            "select about, minutes from article_version left join article_text on version = article_version.id"
            " and article_text.article = article_version.article where article_version.id = ?",
            (newest[4],),
        )
        return KeptArticle(
            article=msgspec.msgpack.decode(about, type=Article),
            versions=tuple(
                ArticleVersion(digest, title, chronology.moment_of(first), chronology.moment_of(last))
                for first, last, digest, title, _ in sorted(found)
            ),
            minutes=minutes,
        )

    def _place(self, uuid: str, version: str | None) -> tuple[str, bytes] | None:
        """The digest of an article's version (None: the newest), and a payload that shows it."""
        found = self._database.row(
            "select article_version.digest, body from article"  # noqa: S608  # constants
            " join article_shown on article_shown.article = article.id"
            " join article_version on article_version.id = version"
            " join snapshot on snapshot.id = article_shown.snapshot"
            " join payload on payload.id = snapshot.payload where uuid = ?"
            f"{'' if version is None else ' and article_version.digest = ?'} order by snapshot.id desc limit 1",
            (uuid,) if version is None else (uuid, version),
        )
        return (str(found[0]), inflated(found[1])) if found else None

    def _found_in(self, snapshot: Snapshot, uuid: str, digest: str) -> Article:
        """The version of an article out of a payload read again.

        Raises:
            ArchiveError: It is not in there.
        """
        candidates = [article for article in snapshot.articles if article.uuid == uuid]
        for article in candidates:
            if self._digest_of(article) == digest:
                return article
        if candidates:
            return candidates[-1]
        raise ArchiveError(f"the article {uuid} is not found any more in the payload that is kept of it")
