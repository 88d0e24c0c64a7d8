"""The board: one line per index, the selected one in detail, and in words how all of them stand."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget

from tickertui.market.article import Article
from tickertui.monitor.update import Update
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import BackToArticle, CheckNow, OpenArticles, OpenLog, OpenProblems
from tickertui.tui.screens.board.arranging import ArrangingScreen
from tickertui.tui.screens.board.ground import MEDIUM, WIDE, problem_count
from tickertui.tui.screens.board.mentions import MentionsFound, mentions_in
from tickertui.tui.screens.board.sorting import Order, clicked, stepped
from tickertui.tui.widgets.quote_table import QuoteTable

if TYPE_CHECKING:
    from tickertui.tui.widgets.filter_line import FilterLine

TALL = 32
"""From this height on the detail writes the level large."""


class BoardScreen(ArrangingScreen, inherit_bindings=False):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("board", "detail")
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (MEDIUM, "-medium"), (WIDE, "-wide")]  # noqa: RUF012  # declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012  # declared by Textual
    places: ClassVar[tuple[Place, ...]] = ("board", "table", "detail", "everywhere")

    _looked_up: tuple[Article, ...] = ()

    def expect_size(self, size: Size) -> None:
        """Begin in the arrangement for this size; without it everything would be styled and laid out twice."""
        self.set_class(size.width < MEDIUM, "-small")
        self.set_class(MEDIUM <= size.width < WIDE, "-medium")
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.height < TALL, "-low")
        self.set_class(size.height >= TALL, "-tall")

    def compose(self) -> ComposeResult:
        """Headline, table and detail, status, keys; a banner is put above them when one travels."""
        yield self._headline
        yield Widget(self._table, self._notice, self._detail, id="board-body")
        yield self._status
        yield self._keys

    def on_mount(self) -> None:
        """Let ages and countdowns go on; the detail follows when the rows stand."""
        self.call_after_refresh(self.show_detail)
        self.set_interval(1, self._tick)

    def show(self, update: Update) -> None:
        """Show what is true now; a board of the past stays, and says what came in."""
        self._update = update
        self._seen.take(update.snapshot, self._ages())
        self._problems = problem_count(update) + self._more_problems
        self._status.show(update.health, self._problems, self._clock())
        if self.is_in_the_past:
            self.tell_meanwhile(update.changes)
        else:
            self.draw()
        self.look_up_mentions()

    def select(self, label: str) -> None:
        """Put the cursor on an index of now, dropping the filter, then the list, where they hide it."""
        if self.is_in_the_past:
            self.return_to_now()
        if not self._table.select(label) and self.query("FilterLine"):
            self.action_back()
        if not self._table.select(label) and self._table.watchlist is not None:
            self.show_list()
            self._table.select(label)

    @property
    def articles(self) -> tuple[Article, ...]:
        """What there is to read."""
        return self._update.articles

    def look_up_mentions(self) -> None:
        """Find out which indices the articles name; off the loop, since rich text has to be parsed for it."""
        snapshot, articles = self._update.snapshot, self._update.articles
        if snapshot is None or articles is self._looked_up:
            return
        self._looked_up = articles
        labels = [quote.label for quote in snapshot.quotes]
        self.run_worker(
            lambda: self.post_message(MentionsFound(mentions_in(articles, labels))),
            name="mentions",
            group="mentions",
            exclusive=True,
            thread=True,
            exit_on_error=False,
        )

    def on_mentions_found(self, event: MentionsFound) -> None:
        """The detail says where to read on."""
        event.stop()
        self._mentions = event.articles
        self.show_detail()

    def on_quote_table_row_highlighted(self, event: QuoteTable.RowHighlighted) -> None:
        """The detail follows the cursor."""
        event.stop()
        if event.quote is not None:
            self.rest_on(event.quote.label)
        self.show_detail()

    def on_quote_table_row_opened(self, event: QuoteTable.RowOpened) -> None:
        """Enter, or a click on the selected row."""
        event.stop()
        is_news = self.see(event.quote.label)
        if not (is_news and self.shows_detail):
            self.action_detail()

    def on_quote_table_sort_requested(self, event: QuoteTable.SortRequested) -> None:
        """A column's title was clicked."""
        event.stop()
        self._sort(clicked(self._table.sorted_by, event.column_id))

    def action_detail(self) -> None:
        """Open or close the detail."""
        if self.is_wide:
            self.toggle_class("-detail-closed")
        else:
            self.toggle_class("-detail-open")
        self.show_detail()

    def action_article(self) -> None:
        """Read about it."""
        if not self._update.articles:
            self.notify("No article came with these prices.", markup=False)
            return
        selected = self._table.selected
        self.post_message(OpenArticles(selected.label if selected else ""))

    def action_sort(self) -> None:
        """Order by the next column."""
        self._sort(stepped(self._table.sorted_by, self._table.sortable, 1))

    def action_sort_back(self) -> None:
        """Order by the column before."""
        self._sort(stepped(self._table.sorted_by, self._table.sortable, -1))

    def action_reverse(self) -> None:
        """Turn the order round."""
        order = self._table.sorted_by
        self._sort((order[0], not order[1]) if order else ("name", True))

    def action_unsort(self) -> None:
        """As published."""
        self._sort(None)

    def action_window(self) -> None:
        """One time axis for all sparklines, or each over its own span."""
        self._table.fills = not self._table.fills

    def action_refresh(self) -> None:
        """Ask the sources now."""
        self.post_message(CheckNow())

    def action_problems(self) -> None:
        """Say what failed."""
        self.post_message(OpenProblems())

    def action_log(self) -> None:
        """List checks, changes and errors."""
        self.post_message(OpenLog())

    def action_scroll_down(self) -> None:
        """Scroll the detail down."""
        self._detail.scroll_facts(1)

    def action_scroll_up(self) -> None:
        """Scroll the detail up."""
        self._detail.scroll_facts(-1)

    async def action_filter(self) -> None:
        """Type to show only some rows."""
        from tickertui.tui.widgets.filter_line import FilterLine

        found = self.query(FilterLine)
        if not found:
            self._table.prepare_filter()
            await self.mount(FilterLine(self._table.total), before=self._status)
        self.query_one(FilterLine).focus_text()
        self._keys.place("filter")

    def action_back(self) -> None:
        """Return to now, else clear the filter, else close the detail, else go back to the article that led here."""
        filters = self.query("FilterLine")
        if self.is_in_the_past:
            self.return_to_now()
        elif filters:
            filters.remove()
            self._table.filter("")
            self._leave_filter()
        elif not self.is_wide and self.has_class("-detail-open"):
            self.remove_class("-detail-open")
        else:
            self.post_message(BackToArticle())

    def on_filter_line_changed(self, event: "FilterLine.Changed") -> None:
        """The filter's text is another one."""
        event.stop()
        event.line.tell(self._table.filter(event.text), self._table.total)

    def on_filter_line_accepted(self, event: "FilterLine.Accepted") -> None:
        """The filter stays; keys go to the table again."""
        event.stop()
        if event.text:
            self._leave_filter()
        else:
            self.action_back()

    def on_filter_line_cleared(self, event: "FilterLine.Cleared") -> None:
        """Every row again."""
        event.stop()
        self.action_back()

    def _leave_filter(self) -> None:
        self._table.focus()
        self._keys.place("board", "everywhere")

    def _sort(self, order: Order) -> None:
        """Order the rows."""
        self._table.sort_by(*(order or (None,)))

    def _tick(self) -> None:
        """Tell the time to what depends on it."""
        now = self._ages()
        self._status.show(self._update.health, self._problems, self._clock())
        self._seen.tell_time(now)
        if self.is_in_the_past:
            self.tell_banner_time(now)
            return
        self._headline.show(self._update.snapshot, now)
        if now.date() != self._table.now.date():
            self._table.now = now
            self.show_detail()
