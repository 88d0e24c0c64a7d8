"""The widgets of the board, and drawing on them the board that is to be shown."""

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widget import Widget

from tickertui.monitor.update import Update
from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.detailing import Detailing
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.saying import Saying
from tickertui.tui.screens.board.seen import Seen
from tickertui.tui.widgets.feed_status import FeedStatus
from tickertui.tui.widgets.headline import Headline
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.quote_table.table import QuoteTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tickertui.monitor.past import Past
    from tickertui.tui.widgets.sheet import Sheet


class Panes:
    """Headline, table, detail, the words in place of rows, status and keys.

    Attributes:
        detail: The selected index in detail.
        saying: Words on what was just chosen.
    """

    def __init__(
        self,
        screen: Screen[None],
        ground: Ground,
        seen: Seen,
        arrangement: Arrangement,
        *,
        past: "Callable[[], Past | None]",
        problems: int,
    ) -> None:
        """The panes as they are before the first frame.

        Args:
            screen: Where they are.
            ground: Which board they show.
            seen: What was seen of it.
            arrangement: How it is arranged.
            past: Gives what was known when, once the archive is open.
            problems: How many more problems there are than the update has.
        """
        self._screen, self._ground, self._seen, self._arrangement = screen, ground, seen, arrangement
        self._more_problems = problems
        self.saying = Saying(screen)
        self._counted: tuple[Update, int] | None = None
        now, snapshot = ground.moment, ground.shown
        rows, window = arrangement.rows(snapshot), arrangement.window
        self.table = QuoteTable(rows=rows, now=now, window=window, id="board-table")
        arrangement.restore(self.table)
        self.table.unseen = seen.unseen
        self.headline = Headline(snapshot, now, id="board-headline")
        self.headline.tell_new(len(seen.unseen), seen.since)
        self.headline.tell_list(arrangement.list_text)
        self.detail = Detailing(screen, self.table, ground, past, arrangement.aliases)
        self._notice: Sheet | None = None
        self.status = FeedStatus(ground.update.health, self._problems, ground.clock(), id="board-status")
        self.keys = KeyLine("board", "everywhere")
        self._show_notice()

    @property
    def body(self) -> tuple[Widget, ...]:
        """What stands between headline and status."""
        return self.table, *((self._notice,) if self._notice is not None else ()), self.detail.pane

    def draw(self) -> None:
        """Show the board that is to be shown."""
        now, snapshot = self._ground.moment, self._ground.shown
        self.headline.show(snapshot, now)
        self.table.now = now
        self.table.as_of_mode = self._ground.is_past
        rows = self._arrangement.rows(snapshot)
        if snapshot is not None and rows is not self.table.rows:
            self.table.rows = rows
        self.mark_rows()
        self._show_notice()
        self.detail.show()

    def mark_rows(self) -> None:
        """Dots: before rows with an unseen print or, in the past, before those that changed next."""
        known = self._ground.known
        if known is not None:
            self.table.unseen = known.changed_next
            self.headline.tell_new(0, None, is_past=True)
        else:
            self.table.unseen = self._seen.unseen
            self.headline.tell_new(len(self._seen.unseen), self._seen.since)

    def show_status(self) -> None:
        """How the sources do, by the moment that it is now."""
        self.status.show(self._ground.update.health, self._problems, self._ground.clock())

    def tell_time(self) -> None:
        """It is later than before; ages change with the day."""
        now = self._ground.ages()
        self.headline.show(self._ground.update.snapshot, now)
        if now.date() != self.table.now.date():
            self.table.now = now
            self.detail.show()

    def rest(self) -> None:
        """Keys go to the table again, as nothing is typed any more."""
        self.table.focus()
        self.keys.place("board", "everywhere")

    @property
    def _problems(self) -> int:
        """How many problems there are to be told."""
        update = self._ground.update
        if self._counted is None or self._counted[0] is not update:
            self._counted = update, problem_count(self._arrangement.completed(update))
        return self._counted[1] + self._more_problems

    def _show_notice(self) -> None:
        """Words instead of rows, where there are none; loaded then, as most boards have some."""
        snapshot = self._ground.update.snapshot
        is_empty = not self._ground.is_past and not (snapshot is not None and snapshot.quotes)
        self._screen.set_class(is_empty, "-empty")
        if not is_empty:
            return
        from tickertui.tui.screens.board.notice import notice
        from tickertui.tui.widgets.sheet import Sheet

        if self._notice is None:
            self._notice = Sheet(id="board-notice", label_width=6)
            if self._screen.is_mounted:
                self._screen.query_one("#board-body").mount(self._notice, after=self.table)
        self._notice.show(notice(self._ground.update), keep_place=True)


def problem_count(update: Update) -> int:
    """How many things failed or were found odd while reading; what rows tell of themselves is marked in them."""
    snapshot = update.snapshot
    count = len(update.problems) + len(update.notices)
    if snapshot is None:
        return count
    return count + len(snapshot.findings) + sum(len(quote.findings) for quote in snapshot.quotes)
