"""Questions about what was known when, answered aside so that nobody waits on the store."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tickertui.archive.records import Check, History, Hit, KeptArticle, KeptSnapshot, Neighbours, Revision
from tickertui.archive.store import Archive
from tickertui.market.article import Article
from tickertui.market.series import Series
from tickertui.market.snapshot import Snapshot
from tickertui.source.aside import aside
from tickertui.source.payload import digest_of, understood


class Past:
    """The archive, asked without holding up the event loop.

    Every question raises `ArchiveError` when the store cannot answer.
    """

    def __init__(self, archive: Archive) -> None:
        """Ask this archive."""
        self._archive = archive

    def use(self, archive: Archive) -> None:
        """Ask this one from now on: the file before was damaged and is set aside."""
        self._archive = archive

    async def board_as_of(self, moment: datetime, sources: Sequence[str] = ()) -> Snapshot | None:
        """The board as it was known at a moment, each series as long as it was known then; None before the first.

        Args:
            moment: The moment.
            sources: Whose payloads make the board; where none of them had given any yet, whoever's was the latest.
        """
        return await aside(self._whole_board, moment, sources)

    async def neighbours(self, moment: datetime) -> Neighbours:
        """The board in force at a moment, and those before and after it on which something changed."""
        return await aside(self._archive.neighbours, moment)

    async def history(self, label: str, as_of: datetime | None = None) -> History | None:
        """The whole series of an index with where each value comes from."""
        return await aside(self._archive.history, label, as_of)

    async def snapshots_of(self, identities: Iterable[int]) -> dict[int, KeptSnapshot]:
        """The snapshots that values of a history were first shown by, by their identity."""
        return await aside(self._archive.snapshots_of, identities)

    async def revisions(self, label: str | None = None) -> tuple[Revision, ...]:
        """Values that were shown otherwise later, the latest first."""
        return await aside(self._archive.revisions, None, label)

    async def snapshots(self) -> tuple[KeptSnapshot, ...]:
        """Every snapshot, the newest first."""
        return await aside(self._archive.snapshots)

    async def checks(self, limit: int = 200) -> tuple[Check, ...]:
        """The latest looks at sources, the newest first."""
        return await aside(self._archive.checks, limit)

    async def articles(self) -> tuple[KeptArticle, ...]:
        """Every article that is kept, without its text, with its versions and the minutes that reading takes."""
        return await aside(self._archive.library.articles)

    async def search(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """Articles in which every word stands, the best first; nothing typed can be wrong."""
        return await aside(self._archive.library.search, words, limit)

    async def index_missing(self, limit: int = 20) -> int:
        """Index a few articles of an older archive; how many were looked at, 0 when all are indexed."""
        return await aside(self._archive.library.index_missing, limit, decoded)

    async def article(self, uuid: str, version: str | None = None) -> Article | None:
        """A whole article, read again from the payload that is kept of it."""
        return await aside(self._archive.library.article, uuid, decoded, version)

    def _whole_board(self, moment: datetime, sources: Sequence[str]) -> Snapshot | None:
        board = self._archive.board_as_of(moment, sources) if sources else None
        if board is None:
            board = self._archive.board_as_of(moment)
        return None if board is None else with_long_series(board, self._archive, moment)


def decoded(body: bytes) -> Snapshot:
    """What a kept payload says."""
    from datetime import UTC

    return understood(body, origin=f"the archive ({digest_of(body)[:8]})", read_at=datetime.now(UTC)).snapshot


def with_long_series(board: Snapshot, archive: Archive, as_of: datetime | None) -> Snapshot:
    """The board with each series as long as the archive knew it at a moment; what the board itself shows holds."""
    import msgspec

    long = archive.long_series([quote.label for quote in board.quotes], as_of)
    rows = []
    for quote in board.quotes:
        kept = long.pop(quote.label, None)  # of two rows of one label, the archive tells the first one's
        if kept is not None and len(kept.points) > len(quote.series.points):
            quote = msgspec.structs.replace(quote, series=_joined(kept, quote.series))
        rows.append(quote)
    return msgspec.structs.replace(board, quotes=tuple(rows))


def _joined(kept: Series, shown: Series) -> Series:
    """A kept series with what a payload shows of it: the payload may be one that could not be kept."""
    import msgspec

    points = {point.on: point for point in kept.points}
    own = {point.on: point for point in shown.points}
    if not all(points.get(on) == point for on, point in own.items()):
        points |= own
    joined = tuple(points[on] for on in sorted(points)) if len(points) > len(kept.points) else tuple(points.values())
    return msgspec.structs.replace(shown, points=joined)
