"""Through time: the board as it was known at an earlier moment, and what changed next."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from tickertui.errors import ArchiveError
from tickertui.market import wording
from tickertui.market.snapshot import Snapshot

if TYPE_CHECKING:
    from tickertui.market.changes import Change
    from tickertui.monitor.past import Past

MOST = 500
"""Steps that are passed over at a time because nothing on this board changed with them."""


class Known(msgspec.Struct, frozen=True, eq=False):
    """The board as it was known at a moment, and the next thing that changed on it."""

    moment: datetime
    """Ages and states are counted to it."""
    board: Snapshot
    next_at: datetime | None = None
    """When the next change came; None where none is known."""
    next_changes: "tuple[Change, ...]" = ()

    @property
    def changed_next(self) -> frozenset[str]:
        """The labels of the rows that changed next."""
        return frozenset(label for change in self.next_changes if (label := getattr(change, "label", "")))

    def on(self, board: Snapshot) -> "Known":
        """The same on a board whose rows are other objects."""
        return msgspec.structs.replace(self, board=board)

    def next_of(self, label: str) -> tuple[str, ...]:
        """What changed next in a row, in sentences without its name."""
        return tuple(
            change.sentence.removeprefix(f"{label}: ")
            for change in self.next_changes
            if getattr(change, "label", "") == label
        )


class Journey:
    """Finds the boards of earlier moments; every question raises `ArchiveError` with words where there is none."""

    def __init__(self, past: "Callable[[], Past | None]", sources: Callable[[], Sequence[str]]) -> None:
        """Ask what `past` gives, which may open late, for the boards of these sources."""
        self._past, self._sources = past, sources

    async def before(self, moment: datetime, shown: Snapshot | None) -> Known:
        """The board before the last change that led to the one shown at a moment."""
        for _ in range(MOST):
            around = await self._open().neighbours(moment)
            if around.before is None:
                raise ArchiveError("No earlier board is kept.")
            moment = around.before.known_at
            known = await self._known(moment)
            if known is not None and _differs(known.board, shown):
                return known
        raise ArchiveError("No earlier board that differs was found near.")

    async def after(self, moment: datetime, shown: Snapshot | None) -> Known | None:
        """The board after the next change; None where that is the present one."""
        for _ in range(MOST):
            around = await self._open().neighbours(moment)
            if around.after is None:
                return None
            moment = around.after.known_at
            known = await self._known(moment)
            if known is not None and _differs(known.board, shown):
                return known if known.next_at is not None else None
        return None

    async def at(self, moment: datetime) -> Known:
        """The board as it was known at any moment."""
        known = await self._known(moment)
        if known is not None:
            return known
        first = (await self._open().neighbours(moment)).after
        begins = f": what is kept begins {wording.moment(first.known_at)}" if first is not None else ""
        raise ArchiveError(f"No board of {wording.moment(moment)} is kept{begins}.")

    def _open(self) -> "Past":
        past = self._past()
        if past is None:
            raise ArchiveError("No earlier board is kept: there is no archive.")
        return past

    async def _known(self, moment: datetime) -> Known | None:
        """The board of a moment with what changed next on it; None where there was none."""
        past, sources = self._open(), self._sources()
        board = await past.board_as_of(moment, sources)
        if board is None:
            return None
        from tickertui.market.changes import changes

        later = moment
        for _ in range(MOST):
            after = (await past.neighbours(later)).after
            if after is None:
                break
            later = after.known_at
            following = await past.board_as_of(later, sources)
            found = changes(board, following) if following is not None else ()
            if any(hasattr(change, "label") for change in found):
                return Known(moment, board, later, found)
        return Known(moment, board)


def _differs(one: Snapshot, other: Snapshot | None) -> bool:
    """Whether two boards say something else of any row."""
    return other is None or {row.label: row for row in one.quotes} != {row.label: row for row in other.quotes}


def in_short(found: "Sequence[Change]") -> str:
    """Changes by their number: "4 new prints, 1 revision"."""
    words = {
        "NewPrint": ("new print", "new prints"),
        "Revision": ("revision", "revisions"),
        "RowCame": ("row came", "rows came"),
        "RowWent": ("row went", "rows went"),
        "FlagChanged": ("other change", "other changes"),
        "ArticleCame": ("new article", "new articles"),
        "ArticleChanged": ("changed article", "changed articles"),
    }
    counted = Counter(type(change).__name__ for change in found)
    return ", ".join(f"{counted[kind]} {said[counted[kind] > 1]}" for kind, said in words.items() if counted[kind])
