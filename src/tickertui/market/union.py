"""One board from several payloads: each index from the newest payload that has it, each article once."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot

_BEFORE_EVERYTHING = datetime.min.replace(tzinfo=UTC)


def moment_of(snapshot: Snapshot) -> datetime:
    """The moment a payload speaks of: when the site made it or, where it does not say, when it was read."""
    return snapshot.made_at or snapshot.read_at or _BEFORE_EVERYTHING


def newest_first(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """The payloads, the newest first; of two of one moment the later in the argument wins."""
    ordered = sorted(snapshots, key=moment_of)
    ordered.reverse()
    return ordered


def union(snapshots: Sequence[Snapshot]) -> Snapshot | None:
    """One board of the newest payloads of several sources; None where no payload has rows or findings.

    Rows stand in the order of the newest payload; rows that only an older one has follow in its order.
    """
    ordered = newest_first(snapshot for snapshot in snapshots if snapshot.quotes or snapshot.findings)
    if len(ordered) < 2:
        return ordered[0] if ordered else None
    rows: list[Quote] = []
    known: set[str] = set()
    for snapshot in ordered:
        rows += (quote for quote in snapshot.quotes if quote.label not in known)
        known |= {quote.label for quote in snapshot.quotes}
    newest = ordered[0]
    return Snapshot(
        quotes=tuple(rows),
        articles=newest_articles(ordered),
        made_at=newest.made_at,
        read_at=newest.read_at,
        origin=", ".join(dict.fromkeys(snapshot.origin for snapshot in ordered)),
        is_sample=any(snapshot.is_sample for snapshot in ordered),
        findings=tuple(finding for snapshot in ordered for finding in snapshot.findings),
    )


def newest_articles(snapshots: Iterable[Snapshot]) -> tuple[Article, ...]:
    """Every article of the payloads once, from the newest payload that has it; the latest published first."""
    found: dict[str, Article] = {}
    for snapshot in newest_first(snapshots):
        for article in snapshot.articles:
            found.setdefault(article.uuid, article)
    return tuple(sorted(found.values(), key=lambda article: str(article.published_on or ""), reverse=True))
