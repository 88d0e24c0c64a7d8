"""What is true now: what the sources gave and what is kept, brought together against what was true before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import astuple

from tickertui.market.article import Article
from tickertui.market.changes import changes, reuse_rows
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import moment_of, newest_articles, union
from tickertui.market.wording import moment as in_words
from tickertui.monitor.update import Update
from tickertui.monitor.watched import View

if TYPE_CHECKING:
    from tickertui.monitor.keeping import Keeper

BELIEVED_AHEAD = timedelta(days=366)
"""How far a payload's own date may be ahead of this computer's clock and still say that the clock is behind."""

WORTH_SAYING = timedelta(hours=1)
"""How far behind a payload's date the clock must be for that to be said."""


class Settling:
    """Makes one update after another. Blocking, where there is an archive: call it aside."""

    def __init__(self, keeper: "Keeper | None", *, shows_kept: bool, whoever_kept: bool) -> None:
        """Work with what this keeper keeps; see `Monitor` for the choices."""
        self._keeper = keeper
        self._shows_kept = shows_kept
        self._said: tuple[str, ...] = ()
        self._whoever_kept = whoever_kept
        self._given: tuple[Snapshot, ...] = ()
        self._generation = -1
        self._board: Snapshot | None = None
        self._kept_articles: tuple[Article, ...] = ()

    def adopt(self, keeper: "Keeper | None", said: str = "") -> None:
        """Work with another keeper from here on, or say why there is none."""
        self._keeper = keeper
        self._said = (said,) if said else ()
        self._generation = -1

    def is_quick(self, views: Sequence[View]) -> bool:
        """Whether no archive has to be read, as there is none or the board stands as it is."""
        return self._keeper is None or self._is_settled(views)

    def _is_settled(self, views: Sequence[View]) -> bool:
        """Whether the board stands as it is."""
        given = tuple(view.newest for view in views if view.newest is not None)
        generation = self._keeper.generation if self._keeper is not None else 0
        is_same = len(given) == len(self._given) and all(map(_is_one, given, self._given))
        return is_same and generation == self._generation

    def update(self, before: Update, views: Sequence[View], keys: Sequence[str], now: datetime) -> Update:
        """What is true now.

        Args:
            before: What was true before: its rows are used again where they are equal.
            views: The sources.
            keys: What the archive calls them.
            now: The moment.
        """
        self._settle_board(before.snapshot, views, keys, now)
        board = self._board
        given = [Snapshot(articles=view.articles) for view in reversed(views)]
        notices = self._keeper.notices if self._keeper is not None else ()
        after = Update(
            snapshot=board,
            articles=newest_articles([Snapshot(articles=self._kept_articles), *given]),
            changes=changes(before.snapshot, board) if board is not None and board is not before.snapshot else (),
            health=tuple(view.health for view in views),
            problems=tuple((failure.origin, failure.error) for view in views for failure in view.failures),
            notices=(*self._said, *notices, *_clock_notice(board, now)),
        )
        if _says_the_same(before, after) and board is before.snapshot:
            return before
        return after

    def _settle_board(self, before: Snapshot | None, views: Sequence[View], keys: Sequence[str], now: datetime) -> None:
        """Put the board together anew, where anything that it is made of is another."""
        if self._is_settled(views):
            return
        given = tuple(view.newest for view in views if view.newest is not None)
        generation = self._keeper.generation if self._keeper is not None else 0
        board, articles = self._together(given, keys, now)
        if board is not None and before is not None:
            board = reuse_rows(before, board)
            if _is_same_board(before, board):
                board = before
        self._board, self._kept_articles = board, articles
        self._given, self._generation = given, generation

    def _together(
        self, given: Sequence[Snapshot], keys: Sequence[str], now: datetime
    ) -> tuple[Snapshot | None, tuple[Article, ...]]:
        """One board of the newest payloads, with long series; and the articles that are kept."""
        keeper = self._keeper
        if keeper is None:
            return union(given), ()
        kept = keeper.latest(now, keys, whoever=self._whoever_kept or not keys) if self._shows_kept else None
        board = union([kept, *given] if kept is not None else given)
        if board is None or board.is_sample:
            return board, ()
        return keeper.lengthened(board, None if self._shows_kept else moment_of(board), now), keeper.articles(now)


def evidence(board: Snapshot | None, now: datetime) -> datetime | None:
    """The moment that a board proves to be past, where it is later than the clock says; None where it is not."""
    made_at = board.made_at if board is not None else None
    is_proof = made_at is not None and timedelta(0) < made_at - now <= BELIEVED_AHEAD
    return made_at if is_proof else None


def _clock_notice(board: Snapshot | None, now: datetime) -> tuple[str, ...]:
    """What is to be said of the clock."""
    proven = evidence(board, now)
    if proven is None or proven - now < WORTH_SAYING:
        return ()
    return (f"This computer's clock is behind: the newest payload was made {in_words(proven)}; ages count from then.",)


def _is_same_board(before: Snapshot, after: Snapshot) -> bool:
    """Whether two boards show the same: the same rows in the same order, of the same payloads."""
    return (
        len(before.quotes) == len(after.quotes)
        and all(map(_is_one, before.quotes, after.quotes))
        and (before.made_at, before.origin, before.findings) == (after.made_at, after.origin, after.findings)
        and len(before.articles) == len(after.articles)
        and all(map(_is_same_article, before.articles, after.articles))
    )


def _is_one(one: object, other: object) -> bool:
    return one is other


def _says_the_same(before: Update, after: Update) -> bool:
    """Whether two updates, but for the board, tell a person the same."""
    problems = [[(name, error.sentence) for name, error in update.problems] for update in (before, after)]
    return (
        before.health == after.health
        and problems[0] == problems[1]
        and before.notices == after.notices
        and len(before.articles) == len(after.articles)
        and all(map(_is_same_article, before.articles, after.articles))
    )


def _is_same_article(one: Article, other: Article) -> bool:
    """Whether two articles say the same: one object, or both read from the archive, without text, and alike."""
    if one is other:
        return True
    if one.rich_text is not None or other.rich_text is not None:
        return False
    return astuple(one) == astuple(other)
