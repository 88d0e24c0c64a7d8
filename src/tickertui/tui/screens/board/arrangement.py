"""How the board is arranged: columns, order, groups, stars, lists, sparklines, derived rows; choices are remembered."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tickertui.market.families import By
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.settings.remembered import Memory, Order
from tickertui.tui.columns import COLUMNS
from tickertui.tui.commands import keys_of, named
from tickertui.tui.widgets.quote_table.settings import WINDOWS, YEAR, TableSettings

if TYPE_CHECKING:
    from tickertui.monitor.update import Update
    from tickertui.settings.config import Settings
    from tickertui.tui.widgets.quote_table.table import QuoteTable

EVERY = ""
"""What the list of all rows is called in the memory."""

STARRED = "*"
"""What the list of the starred rows is called in the memory."""

GROUPINGS: tuple[By | None, ...] = (None, "family", "state", "cadence")
"""What rows can be grouped by, in the order in which one goes through it."""


class Arrangement:
    """What the user set and chose of the board.

    Attributes:
        list_name: The list that shows: `EVERY`, `STARRED` or the name of a watchlist.
        families: The user's own words for families.
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
        self._sparklines = self._memory.state.sparklines or (settings.sparklines if settings is not None else "")
        self.families: Mapping[str, tuple[str, ...]] = settings.families if settings is not None else {}
        self.aliases: Mapping[str, tuple[str, ...]] = settings.aliases if settings is not None else {}
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
    def grouping(self) -> By | None:
        """What the rows are grouped by; None for nothing."""
        return next((by for by in GROUPINGS if by == self._memory.state.group), None)

    @property
    def starred(self) -> frozenset[str]:
        """The labels of the starred rows."""
        return frozenset(label for label, is_starred in self._memory.state.starred.items() if is_starred)

    @property
    def named_lists(self) -> tuple[str, ...]:
        """The lists that have a name: those of the settings, then those that were made on the screen."""
        made = (name for name, labels in self._memory.state.lists.items() if labels)
        return tuple(name for name in dict.fromkeys((*self._watchlists, *made)) if name not in (EVERY, STARRED))

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that can show, in the order in which one goes through them."""
        return EVERY, STARRED, *self.named_lists

    def members(self, name: str) -> frozenset[str]:
        """The labels of a list that has a name."""
        return frozenset((*self._watchlists.get(name, ()), *self._memory.state.lists.get(name, ())))

    def is_set(self, name: str, label: str) -> bool:
        """Whether a label is on a list by the settings."""
        return label in self._watchlists.get(name, ())

    def put(self, name: str, label: str) -> bool:
        """Put a label on a list, or take it off; whether it is on it now."""
        listed = self._memory.state.lists.get(name, ())
        is_on = label not in listed
        self._memory.list_labels(name, (*listed, label) if is_on else tuple(one for one in listed if one != label))
        self._changed()
        return is_on

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

    def completed(self, update: "Update") -> "Update":
        """An update with the rows that are computed from its own."""
        snapshot = update.snapshot
        if snapshot is None or (rows := self.rows(snapshot)) is snapshot.quotes:
            return update
        return msgspec.structs.replace(update, snapshot=msgspec.structs.replace(snapshot, quotes=rows))

    def restore(self, table: "QuoteTable") -> None:
        """Give a table what was set, and chosen in an earlier run; but for the groups, which may take a while."""
        state, starred = self._memory.state, self.starred
        if state.columns:
            table.columns = state.columns
        if starred:
            table.starred = starred
        if self._sparklines == "braille":
            table.spark_style = "braille"
        if self.families:
            table.families = self.families
        if state.order is not None and any(one.id == state.order.column and one.key for one in COLUMNS):
            table.sort_by(state.order.column, state.order.descending)
        if self.list_name != EVERY:
            self.restrict(table)

    def restrict(self, table: TableSettings) -> None:
        """Let a table show only the rows of the list."""
        if self.list_name == EVERY:
            table.watchlist = None
            return
        is_starred = self.list_name == STARRED
        nothing = f"no row of the list “{self.list_name}” is on this board"
        if is_starred:
            nothing = f"no row is starred; {_key('board.star')} stars one"
        table.lines.watch_text = f"{nothing}, {_key('board.watchlist')} shows the next list"
        table.watchlist = self.starred if is_starred else self.members(self.list_name)

    def group(self, table: TableSettings) -> None:
        """Put a table's rows under the headings that were chosen, folded as they were."""
        if table.group_by == self.grouping:
            return
        table.group_by = self.grouping
        if table.group_by is not None and self._memory.state.folded:
            table.folded = frozenset(self._memory.state.folded)

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

    def keep_order(self, order: tuple[str, bool] | None) -> None:
        """Remember by which column the rows are ordered, and whether it descends; None for as published."""
        self._memory.remember(order=Order(*(order or ("",))))
        self._changed()

    def keep_grouping(self, by: By | None) -> None:
        """Remember what the rows are grouped by; all groups are open at first."""
        self._memory.remember(group=by or "", folded=())
        self._changed()

    def keep_folded(self, names: frozenset[str]) -> None:
        """Remember which groups are folded."""
        self._memory.remember(folded=tuple(sorted(names)))
        self._changed()

    def keep_sparklines(self, style: str) -> None:
        """Remember what sparklines are drawn with."""
        self._memory.remember(sparklines=style)
        self._changed()

    def star(self, label: str) -> bool:
        """Star a row, or take its star away; whether it has one now."""
        is_starred = label not in self.starred
        self._memory.star(label, is_starred=is_starred)
        self._changed()
        return is_starred


def _key(name: str) -> str:
    """The key of a command, as a person calls it."""
    return keys_of(named(name))[0]


def window_name(window: timedelta | None) -> str:
    """What settings call a time axis: a number of weeks, or "all"."""
    return "all" if window is None else str(window.days // 7)
