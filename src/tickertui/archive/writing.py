"""Adding payloads and checks to the archive: one snapshot, one transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from tickertui.archive import chronology, sightings
from tickertui.archive.boards import BoardWriter
from tickertui.archive.database import Database
from tickertui.archive.records import Appended, Outcome
from tickertui.errors import ArchiveError
from tickertui.formats.checksum import sha256
from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot

if TYPE_CHECKING:
    from tickertui.archive.searching import Index, Text

CHECKS_KEPT = 10_000
"""How many checks the log holds before the oldest go."""

_WORDS_LIMIT = 500
_QUICK_LIMIT = 1_000_000
"""Payloads over so many bytes are compressed faster and a little less well."""


class Payload(msgspec.Struct, frozen=True):
    """A payload about to be kept, with what places it in time."""

    snapshot: Snapshot
    number: int
    digest: str
    source: str
    read_at: datetime
    is_dated: bool
    versions: tuple[str, ...]
    """The digests of its articles; none for a payload that was known."""
    texts: "dict[str, Text]"
    """The text of those versions that are to be indexed."""


class Writer:
    """Writes through one connection."""

    def __init__(self, database: Database, digest_of: Callable[[Article], str]) -> None:
        """Begin with nothing remembered."""
        self._database = database
        self._boards = BoardWriter(database)
        self._digest_of = digest_of
        self._begun_index: Index | None = None

    def append(self, snapshot: Snapshot, body: bytes, digest: str, source: str, checked_at: datetime) -> Appended:
        """Keep one payload and the check that found it, in one transaction."""
        read_at = snapshot.read_at or checked_at
        versions, texts = self._read_articles(snapshot, digest)
        try:
            with self._database.transaction():
                known = self._database.row("select id from payload where digest = ?", (bytes.fromhex(digest),))
                payload = Payload(
                    snapshot=snapshot,
                    number=int(known[0]) if known else self._keep_body(body, digest),
                    digest=digest,
                    source=_text(source),
                    read_at=read_at,
                    is_dated=chronology.is_dated(snapshot.made_at, read_at),
                    versions=versions,
                    texts=texts,
                )
                return self._place(payload, checked_at)
        except BaseException:
            self._boards.forget()
            raise

    def record_check(self, source: str, at: datetime, outcome: Outcome, words: str, digest: str) -> None:
        """Keep one check that brought no payload."""
        number = sighting = None
        with self._database.transaction():
            if digest:
                found = self._database.row(
                    "select payload.id, max(snapshot.dated) from payload left join snapshot on payload = payload.id"
                    " where digest = ?",
                    (bytes.fromhex(digest),),
                )
                if found and found[0] is not None:
                    number = int(found[0])
                    sighting = None if found[1] else chronology.snapshot_id(at, digest)
            self._log(at, _text(source), outcome, words, number, sighting)

    def _place(self, payload: Payload, checked_at: datetime) -> Appended:
        """Give the payload its place in time, unless it has it, and log the check."""
        made_at = payload.snapshot.made_at if payload.is_dated else None
        known_at = chronology.known_at(made_at, payload.read_at)
        identity = chronology.snapshot_id(known_at, payload.digest)
        identity, is_known = self._free_identity(identity, payload.number)
        runs_on = False
        if not payload.is_dated:
            before = sightings.before(self._database, payload.source, identity)
            runs_on = before is not None and before[1] == payload.number
        if is_known or runs_on:
            if is_known:
                self._see_again(identity, payload)
            self._log(checked_at, payload.source, "unchanged", "", payload.number, self._sighted(payload, identity))
            kept_as = identity if is_known else self._run_start(payload.number, identity)
            return Appended(outcome="unchanged", snapshot_id=kept_as)
        appended = self._keep(payload, identity)
        if not payload.is_dated:
            moved = sightings.settle_after(self._database, payload.source, payload.number, identity)
            self._settle_articles(payload, identity, moved)
            self._boards.forget()
        else:
            self._settle_articles(payload, identity)
        self._log(checked_at, payload.source, "new", "", payload.number, self._sighted(payload, identity))
        return appended

    def _sighted(self, payload: Payload, identity: int) -> int | None:
        """What the log says of when an undated payload was seen; nothing for a dated one."""
        return None if payload.is_dated else identity

    def _free_identity(self, identity: int, number: int) -> tuple[int, bool]:
        """An identity for the payload's snapshot, and whether the snapshot is there already."""
        while True:
            found = self._database.row("select payload from snapshot where id = ?", (identity,))
            if found is None or found[0] == number:
                return identity, found is not None
            identity += 1

    def _run_start(self, number: int, identity: int) -> int:
        """The snapshot that an undated payload seen again belongs to."""
        return self._database.number("select max(id) from snapshot where payload = ? and id <= ?", (number, identity))

    def _see_again(self, identity: int, payload: Payload) -> None:
        """A known snapshot was read: note a source that is new to it, and a reading earlier than the one known."""
        read_at = chronology.to_micros(payload.read_at)
        found = self._database.row(
            "select read_at, exists (select 1 from seen_at where seen_at.source = ?1 and snapshot = ?2) from snapshot"
            " where id = ?2",
            (payload.source, identity),
        )
        if found and read_at < found[0]:
            self._database.run(
                "update snapshot set read_at = ?, origin = ?, source = ? where id = ?",
                (read_at, _text(payload.snapshot.origin), payload.source, identity),
            )
        if found and not found[1]:
            self._database.run("insert into seen_at (source, snapshot) values (?, ?)", (payload.source, identity))

    def _keep_body(self, body: bytes, digest: str) -> int:
        """Keep a payload as it came, compressed.

        Raises:
            ArchiveError: The digest is another payload's.
        """
        import zlib

        if sha256(body) != digest:
            raise ArchiveError(f"a payload of {len(body):,} bytes does not have the digest {digest}; it was not kept")
        self._database.run(
            "insert into payload (digest, size, body) values (?, ?, ?)",
            (bytes.fromhex(digest), len(body), zlib.compress(body, 6 if len(body) <= _QUICK_LIMIT else 2)),
        )
        return self._database.added()

    def _keep(self, payload: Payload, identity: int) -> Appended:
        """Keep a snapshot with its rows and articles."""
        snapshot = payload.snapshot
        self._database.run(
            "insert into snapshot (id, payload, source, origin, made_at, read_at, dated, findings)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                identity,
                payload.number,
                payload.source,
                _text(snapshot.origin),
                chronology.to_micros(snapshot.made_at) if snapshot.made_at else None,
                chronology.to_micros(payload.read_at),
                int(payload.is_dated),
                msgspec.msgpack.encode(snapshot.findings) if snapshot.findings else None,
            ),
        )
        self._database.run("insert into seen_at (source, snapshot) values (?, ?)", (payload.source, identity))
        digests = payload.versions or map(self._digest_of, snapshot.articles)
        versions = sum(
            self._keep_article(article, version, identity)
            for article, version in zip(snapshot.articles, digests, strict=True)
        )
        changed = prints = revisions = 0
        if snapshot.quotes:
            changed, prints, revisions = self._boards.keep(snapshot.quotes, identity)
        return Appended(
            outcome="new",
            snapshot_id=identity,
            rows_changed=changed,
            prints=prints,
            revisions=revisions,
            article_versions=versions,
        )

    def _read_articles(self, snapshot: Snapshot, digest: str) -> "tuple[tuple[str, ...], dict[str, Text]]":
        """The versions of a new payload's articles, and the text of those not indexed; no transaction yet."""
        if self._database.row("select 1 from payload where digest = ?", (bytes.fromhex(digest),)) is not None:
            return (), {}
        versions = tuple(map(self._digest_of, snapshot.articles))
        return versions, self._index().read(snapshot.articles, versions)

    def _settle_articles(self, payload: Payload, *snapshots: int | None) -> None:
        """Bring the index up to the articles of the snapshots that were kept or moved."""
        shown = {
            int(article)
            for identity in snapshots
            for (article,) in self._database.rows("select article from article_shown where snapshot = ?", (identity,))
        }
        if not shown:
            return
        from tickertui.archive.searching import texts_of

        is_new = bool(payload.versions)
        texts = payload.texts if is_new else texts_of(payload.snapshot.articles, self._digest_of)
        self._index().settle(sorted(shown), texts)

    def _index(self) -> "Index":
        """The index of what articles say, imported with the first payload that is new."""
        if self._begun_index is None:
            from tickertui.archive.searching import Index

            self._begun_index = Index(self._database)
        return self._begun_index

    def _keep_article(self, article: Article, digest: str, identity: int) -> bool:
        """Keep that a snapshot shows a version of an article, and the version where it is new; whether it was."""
        number = self._database.number_of("article", "uuid", article.uuid)
        found = self._database.row("select id from article_version where article = ? and digest = ?", (number, digest))
        if found is None:
            about = msgspec.msgpack.encode(msgspec.structs.replace(article, rich_text=None))
            self._database.run(
                "insert into article_version (article, digest, title, about) values (?, ?, ?, ?)",
                (number, digest, article.title, about),
            )
        version = int(found[0]) if found else self._database.added()
        self._database.run(
            "insert or ignore into article_shown (article, snapshot, version) values (?, ?, ?)",
            (number, identity, version),
        )
        return found is None

    def _log(
        self, at: datetime, source: str, outcome: Outcome, words: str, payload: int | None, sighting: int | None
    ) -> None:
        """Add a check to the log, and cut the log now and then."""
        self._database.run(
            "insert into check_log (at, source, outcome, words, payload, sighting) values (?, ?, ?, ?, ?, ?)",
            (chronology.to_micros(at), source, outcome, _text(words)[:_WORDS_LIMIT], payload, sighting),
        )
        number = self._database.added()
        if number % (CHECKS_KEPT // 10) == 0:
            self._database.run("delete from check_log where id <= ?", (number - CHECKS_KEPT,))


def _text(text: str) -> str:
    """Text that a database takes: halves of surrogate pairs (from odd file names) are written out."""
    return text.encode("utf-8", "backslashreplace").decode()
