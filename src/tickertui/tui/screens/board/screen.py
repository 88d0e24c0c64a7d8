"""The board: one line per index, the selected one in detail, and in words how all of them stand."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot
from tickertui.monitor.update import Update
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import BackToArticle
from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.detailing import MEDIUM, WIDE
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.panes import Panes
from tickertui.tui.screens.board.parts import Parts
from tickertui.tui.screens.board.seen import Seen
from tickertui.tui.widgets.quote_table.table import QuoteTable
from tickertui.tui.widgets.toned import Toned

if TYPE_CHECKING:
    from tickertui.monitor.past import Past
    from tickertui.tui.screens.board.date_line import DateLine
    from tickertui.tui.screens.board.handlers import Handler
    from tickertui.tui.screens.board.mentions import MentionsFound
    from tickertui.tui.widgets.filter_line import FilterLine

TALL = 32
"""From this height on the detail writes the level large."""

BACK = "board.back"
"""The command that the screen answers itself."""


class BoardScreen(Screen[None], inherit_bindings=False):
    """The first screen: it hands commands and messages to the parts that answer them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("board", "detail")
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (MEDIUM, "-medium"), (WIDE, "-wide")]  # noqa: RUF012  # declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012  # declared by Textual
    places: ClassVar[tuple[Place, ...]] = ("board", "table", "detail", "everywhere")

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
        self._arrangement = arrangement = arrangement or Arrangement()
        self._ground = ground = Ground(update, clock=clock, ages=ages)
        self._seen = seen
        seen.take(update.snapshot, ages())
        self._panes = panes = Panes(self, ground, seen, arrangement, past=past, problems=problems)
        self._parts = Parts(self, ground, panes, seen, arrangement, past=past, sources=sources)
        if arrangement.grouping is not None:
            self._parts.arranging.group_few()

    @property
    def snapshot(self) -> Snapshot | None:
        """The board of now, whatever is shown."""
        return self._ground.update.snapshot

    @property
    def articles(self) -> tuple[Article, ...]:
        """What there is to read."""
        return self._ground.update.articles

    @property
    def whole(self) -> Update:
        """What is true now, with the rows that are computed from others."""
        return self._arrangement.completed(self._ground.update)

    def expect_size(self, size: Size) -> None:
        """Begin in the arrangement for this size; without it everything would be styled and laid out twice."""
        for is_so, name in (
            (size.width < MEDIUM, "-small"),
            (MEDIUM <= size.width < WIDE, "-medium"),
            (size.width >= WIDE, "-wide"),
            (size.height < TALL, "-low"),
            (size.height >= TALL, "-tall"),
        ):
            self.set_class(is_so, name, update=False)  # it is styled when it is put up

    def compose(self) -> ComposeResult:
        """Headline, table and detail, status, keys; a banner is put above them when one travels."""
        panes = self._panes
        yield panes.headline
        yield Toned(*panes.body, id="board-body")
        yield panes.status
        yield panes.keys

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its own ground, of which one line is as good as another; nearly all of it is covered."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height

    def on_mount(self) -> None:
        """Let ages and countdowns go on; the detail follows when the rows stand."""
        self.call_after_refresh(self._panes.detail.show)
        self.call_after_refresh(lambda: self._parts.arranging.begin())
        self.set_interval(1, self._tick)

    async def action_command(self, name: str) -> None:
        """Run a command of the board by its name."""
        run: Handler = self._go_back if name == BACK else self._parts.handler(name)
        done = run()
        if done is not None:
            await done

    def show(self, update: Update) -> None:
        """Show what is true now; a board of the past stays, and says what came in."""
        self._ground.update = update
        self._seen.take(update.snapshot, self._ground.ages())
        self._panes.show_status()
        if self._ground.is_past:
            self._parts.travelling.tell_meanwhile(update.changes)
        else:
            self._parts.arranging.draw()
        self.look_up_mentions()

    def select(self, label: str) -> None:
        """Put the cursor on an index of now, dropping the filter, then the list, where they hide it."""
        table = self._panes.table
        if self._ground.is_past:
            self._parts.travelling.return_to_now()
        if not table.select(label):
            self._parts.filtering.close()
        if not table.select(label) and table.watchlist is not None:
            self._parts.arranging.show_list()
            table.select(label)

    def look_up_mentions(self) -> None:
        """Find out which indices the articles name."""
        self._panes.detail.look_up_mentions()

    def on_mentions_found(self, event: "MentionsFound") -> None:
        """The detail says where to read on."""
        event.stop()
        self._panes.detail.take_mentions(event.articles)

    def on_quote_table_row_highlighted(self, event: QuoteTable.RowHighlighted) -> None:
        """The detail follows the cursor."""
        event.stop()
        if event.quote is not None:
            self._parts.catching_up.rest_on(event.quote.label)
        self._panes.detail.show()

    def on_quote_table_row_opened(self, event: QuoteTable.RowOpened) -> None:
        """Enter, or a click on the selected row: a new print beside it is first taken as seen."""
        event.stop()
        is_news = self._parts.catching_up.see(event.quote.label)
        if not (is_news and self._panes.detail.is_shown):
            self._panes.detail.toggle()

    def on_quote_table_sort_requested(self, event: QuoteTable.SortRequested) -> None:
        """A column's title was clicked."""
        event.stop()
        self._parts.sorting.click(event.column_id)

    def on_quote_table_folded(self, event: QuoteTable.Folded) -> None:
        """Groups were folded or opened."""
        event.stop()
        self._arrangement.keep_folded(event.names)

    def on_filter_line_changed(self, event: "FilterLine.Changed") -> None:
        """The filter's text is another one."""
        event.stop()
        self._parts.filtering.follow(event.text)

    def on_filter_line_accepted(self, event: "FilterLine.Accepted") -> None:
        """The filter stays."""
        event.stop()
        self._parts.filtering.keep(event.text)

    def on_filter_line_cleared(self, event: "FilterLine.Cleared") -> None:
        """Every row again."""
        event.stop()
        self._parts.filtering.close()

    def on_date_line_chosen(self, event: "DateLine.Chosen") -> None:
        """Go there."""
        event.stop()
        self._parts.travelling.close_date()
        self._parts.travelling.go_to(event.moment)

    def on_date_line_closed(self, event: "DateLine.Closed") -> None:
        """Stay."""
        event.stop()
        self._parts.travelling.close_date()

    def _go_back(self) -> None:
        """Return to now, else clear the filter, else close the detail, else go back to the article that led here."""
        if self._ground.is_past:
            self._parts.travelling.return_to_now()
        elif not self._parts.filtering.close() and not self._panes.detail.close_below():
            self.post_message(BackToArticle())

    def _tick(self) -> None:
        """Tell the time to what depends on it."""
        now = self._ground.ages()
        self._panes.show_status()
        self._seen.tell_time(now)
        if self._ground.is_past:
            self._parts.travelling.tell_time(now)
        else:
            self._panes.tell_time()
