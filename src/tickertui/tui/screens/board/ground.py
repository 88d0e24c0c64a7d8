"""What every part of the board's screen stands on: its widgets, and which board of which moment they show."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import WorkType

from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.update import Update
from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.notice import notice
from tickertui.tui.screens.board.provenance import Provenance
from tickertui.tui.screens.board.seen import Seen
from tickertui.tui.widgets.detail import Detail
from tickertui.tui.widgets.feed_status import FeedStatus
from tickertui.tui.widgets.headline import Headline
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.quote_table import QuoteTable
from tickertui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from tickertui.monitor.past import Past
    from tickertui.tui.screens.board.banner import Banner
    from tickertui.tui.screens.board.journey import Known

MEDIUM, WIDE = 76, 120
"""From these widths on chart and facts stand side by side, and the detail stands beside the table."""


class BoardGround(Screen[None], inherit_bindings=False):
    """A screen with a board of now or, while one travels, of an earlier moment."""

    def __init__(
        self,
        update: Update,
        clock: Callable[[], datetime],
        *,
        ages: Callable[[], datetime],
        seen: Seen,
        past: "Callable[[], Past | None]" = lambda: None,
        sources: Callable[[], Sequence[str]] = tuple,
        problems: int = 0,
        arrangement: Arrangement | None = None,
    ) -> None:
        """A board that shows an update at once.

        Args:
            update: What is true now.
            clock: Gives the moment, for countdowns.
            ages: Gives the moment that ages are counted to, never earlier than what the newest payload proves.
            seen: What was seen of it.
            past: Gives what was known when, once the archive is open.
            sources: Gives what the archive calls the sources that are followed.
            problems: How many more problems there are than the update has.
            arrangement: What the user set and chose of it; without it nothing is remembered.
        """
        super().__init__()
        self._update, self._clock, self._ages = update, clock, ages
        self._seen, self._past, self._sources = seen, past, sources
        self._provenance = Provenance(past)
        self._known: Known | None = None
        self._banner: Banner | None = None
        self._mentions: dict[str, tuple[Article, ...]] = {}
        self._more_problems = problems
        self._problems = problem_count(update) + problems
        now, snapshot = ages(), update.snapshot
        seen.take(snapshot, now)
        self._arrangement = arrangement or Arrangement()
        rows, window = self._arrangement.rows(snapshot), self._arrangement.window
        self._table = QuoteTable(rows=rows, now=now, window=window, id="board-table")
        self._arrangement.restore(self._table)
        self._table.unseen = seen.unseen
        self._headline = Headline(snapshot, now, id="board-headline")
        self._headline.tell_new(len(seen.unseen), seen.since)
        self._headline.tell_list(self._arrangement.list_text)
        self._detail = Detail(id="board-detail")
        self._notice = Sheet(id="board-notice", label_width=6)
        self._status = FeedStatus(update.health, self._problems, clock(), id="board-status")
        self._keys = KeyLine("board", "everywhere")
        self._show_notice()

    @property
    def snapshot(self) -> Snapshot | None:
        """The board of now, whatever is shown."""
        return self._update.snapshot

    @property
    def shown(self) -> Snapshot | None:
        """The board that is shown: of now, or of the moment that one travelled to."""
        return self._known.board if self._known is not None else self._update.snapshot

    @property
    def moment(self) -> datetime:
        """The moment that ages and states are counted to."""
        return self._known.moment if self._known is not None else self._ages()

    def draw(self) -> None:
        """Show the board that is to be shown."""
        now, snapshot = self.moment, self.shown
        self._headline.show(snapshot, now)
        self._table.now = now
        rows = self._arrangement.rows(snapshot)
        if snapshot is not None and rows is not self._table.rows:
            self._table.rows = rows
        self.mark_rows()
        self._show_notice()
        self.show_detail()

    def mark_rows(self) -> None:
        """Dots: before rows with an unseen print or, in the past, before those that changed next."""
        if self._known is not None:
            self._table.unseen = self._known.changed_next
            self._headline.tell_new(0, None, is_past=True)
        else:
            self._table.unseen = self._seen.unseen
            self._headline.tell_new(len(self._seen.unseen), self._seen.since)

    def show_detail(self) -> None:
        """The selected index, where the detail is to be seen."""
        quote = self._table.selected
        if quote is None or not self.shows_detail:
            return
        as_of = self._known.moment if self._known is not None else None
        self._detail.show(
            quote,
            self.moment,
            self._mentions.get(quote.label, ()),
            revised=self._provenance.known(quote, as_of),
            coming=self._known.next_of(quote.label) if self._known is not None else (),
            coming_at=self._known.next_at if self._known is not None else None,
        )
        if self._provenance.is_unknown(quote, as_of):
            find: WorkType[None] = partial(self._look_up, quote.label)
            self.run_worker(find, name="provenance", group="provenance", exclusive=True, exit_on_error=False)

    @property
    def shows_detail(self) -> bool:
        """Whether the detail is on the screen."""
        if self.is_wide:
            return not self.has_class("-detail-closed")
        return self.has_class("-detail-open")

    @property
    def is_wide(self) -> bool:
        """Whether the detail stands beside the table."""
        return self.size.width >= WIDE

    async def _look_up(self, label: str) -> None:
        """Find out which of an index's figures were revised, and show it if it is still the selected one."""
        quote = self._table.selected
        if quote is None or quote.label != label:
            return
        if await self._provenance.find(quote, self._known.moment if self._known is not None else None):
            self.show_detail()

    def _show_notice(self) -> None:
        """Words instead of rows, where there are none."""
        entries = notice(self._update) if self._known is None else []
        self._notice.show(entries, keep_place=True)
        self.set_class(bool(entries), "-empty")


def problem_count(update: Update) -> int:
    """How many things failed or were found odd while reading; what rows tell of themselves is marked in them."""
    snapshot = update.snapshot
    count = len(update.problems) + len(update.notices)
    if snapshot is None:
        return count
    return count + len(snapshot.findings) + sum(len(quote.findings) for quote in snapshot.quotes)
