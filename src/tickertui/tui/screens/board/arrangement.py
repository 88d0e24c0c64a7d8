"""How the board is arranged: its columns, stars, lists, sparklines and derived rows; what is chosen is remembered."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.settings.remembered import Memory
from tickertui.tui.widgets.quote_table_settings import WINDOWS, YEAR, TableSettings

if TYPE_CHECKING:
    from tickertui.settings.config import Settings

EVERY = ""
"""What the list of all rows is called in the memory."""

STARRED = "*"
"""What the list of the starred rows is called in the memory."""


class Arrangement:
    """What the user set and chose of the board.

    Attributes:
        list_name: The list that shows: `EVERY`, `STARRED` or the name of a watchlist.
    """

    def __init__(
        self,
        memory: Memory | None = None,
        settings: "Settings | None" = None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """Go by settings and a memory, and say when the memory has something new to keep."""
        self._memory, self._changed = memory or Memory(Path()), changed
        self._watchlists: Mapping[str, tuple[str, ...]] = settings.watchlists if settings is not None else {}
        self._formulas: Mapping[str, str] = settings.derived if settings is not None else {}
        self._window = self._memory.state.window or (settings.window if settings is not None else "")
        self._published: tuple[Quote, ...] | None = None
        self._rows: tuple[Quote, ...] = ()
        self._derived: tuple[Quote, ...] = ()
        wanted = self._memory.state.watchlist or EVERY
        self.list_name = wanted if wanted in self.lists else EVERY

    @property
    def window(self) -> timedelta | None:
        """How long the sparklines' time axis is; None for all that there is."""
        known = {window_name(window): window for window in WINDOWS}
        return known.get(self._window, YEAR)

    @property
    def starred(self) -> frozenset[str]:
        """The labels of the starred rows."""
        return frozenset(label for label, is_starred in self._memory.state.starred.items() if is_starred)

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that can show, in the order in which one goes through them."""
        return EVERY, STARRED, *(name for name in self._watchlists if name not in (EVERY, STARRED))

    @property
    def list_text(self) -> str:
        """What the list that shows is called on the screen; empty for all rows."""
        return {EVERY: "", STARRED: "starred"}.get(self.list_name, self.list_name)

    def rows(self, snapshot: Snapshot | None) -> tuple[Quote, ...]:
        """The rows of a board, and after them those that are computed from them."""
        published = snapshot.quotes if snapshot is not None else ()
        if not self._formulas or not published:
            return published
        if published is not self._published:
            from tickertui.market.derived import derived_rows

            self._derived = derived_rows(self._formulas, published, before=self._derived)
            self._published, self._rows = published, (*published, *self._derived)
        return self._rows

    def restore(self, table: TableSettings) -> None:
        """Give a table what was chosen in an earlier run."""
        columns, starred = self._memory.state.columns, self.starred
        if columns:
            table.columns = columns
        if starred:
            table.starred = starred
        if self.list_name != EVERY:
            self.restrict(table)

    def restrict(self, table: TableSettings) -> None:
        """Let a table show only the rows of the list."""
        if self.list_name == EVERY:
            table.watchlist = None
            return
        is_starred = self.list_name == STARRED
        table.lines.watch_text = (
            "no row is starred" if is_starred else f"no row of the list “{self.list_name}” is on this board"
        )
        table.watchlist = self.starred if is_starred else frozenset(self._watchlists[self.list_name])

    def keep_columns(self, ids: tuple[str, ...]) -> None:
        """Remember columns; none for those that suit the width."""
        self._memory.remember(columns=ids)
        self._changed()

    def keep_window(self, window: timedelta | None) -> None:
        """Remember how long the sparklines' time axis is."""
        self._memory.remember(window=window_name(window))
        self._changed()

    def keep_list(self) -> None:
        """Remember which list shows."""
        self._memory.remember(watchlist=self.list_name)
        self._changed()

    def star(self, label: str) -> bool:
        """Star a row, or take its star away; whether it has one now."""
        is_starred = label not in self.starred
        self._memory.star(label, is_starred=is_starred)
        self._changed()
        return is_starred


def window_name(window: timedelta | None) -> str:
    """What settings call a time axis: a number of weeks, or "all"."""
    return "all" if window is None else str(window.days // 7)
