"""The selected index in detail: whether it shows, what it says, and what the archive and the articles know of it."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import WorkType

from tickertui.market.article import Article
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.detail import Detail
from tickertui.tui.widgets.quote_table.table import QuoteTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tickertui.monitor.past import Past
    from tickertui.tui.screens.board.mentions import Mentions
    from tickertui.tui.screens.board.provenance import Provenance

MEDIUM, WIDE = 76, 120
"""From these widths on chart and facts stand side by side, and the detail stands beside the table."""


class Detailing:
    """The detail pane, which follows the table's cursor.

    Attributes:
        pane: The widget.
    """

    def __init__(
        self,
        screen: Screen[None],
        table: QuoteTable,
        ground: Ground,
        past: "Callable[[], Past | None]",
        aliases: "Mapping[str, Sequence[str]] | None" = None,
    ) -> None:
        """Tell of the rows of a table.

        Args:
            screen: Where it stands.
            table: Whose selected row it tells of.
            ground: The board of which moment.
            past: Gives what was known when, once the archive is open.
            aliases: Other names of indices, by label: articles may name them so.
        """
        self.pane = Detail(id="board-detail")
        self._screen, self._table, self._ground = screen, table, ground
        self._past, self._aliases = past, aliases
        self._mentions: dict[str, tuple[Article, ...]] = {}
        self._looked_up: tuple[tuple[Article, ...], list[str]] = ((), [])

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {
            "board.detail": self.toggle,
            "detail.scroll-down": partial(self.pane.scroll_facts, 1),
            "detail.scroll-up": partial(self.pane.scroll_facts, -1),
        }

    @cached_property
    def _provenance(self) -> "Provenance":
        """Which figures were revised; loaded with the first row that is told of."""
        from tickertui.tui.screens.board.provenance import Provenance

        return Provenance(self._past)

    @cached_property
    def _finding(self) -> "Mentions":
        """Which articles name which index; loaded when that is first asked."""
        from tickertui.tui.screens.board.mentions import Mentions

        return Mentions(self._past, self._aliases)

    @property
    def is_shown(self) -> bool:
        """Whether the detail is on the screen."""
        if self.is_beside:
            return not self._screen.has_class("-detail-closed")
        return self._screen.has_class("-detail-open")

    @property
    def is_beside(self) -> bool:
        """Whether the detail stands beside the table, where there is room, instead of below it."""
        return self._screen.size.width >= WIDE

    @property
    def mentions(self) -> "Mapping[str, tuple[Article, ...]]":
        """The articles that name an index, by its label."""
        return self._mentions

    def toggle(self) -> None:
        """Open or close the detail."""
        self._screen.toggle_class("-detail-closed" if self.is_beside else "-detail-open")
        self.show()

    def close_below(self) -> bool:
        """Close the detail where it covers rows; whether it did."""
        if self.is_beside or not self.is_shown:
            return False
        self._screen.remove_class("-detail-open")
        return True

    def show(self) -> None:
        """Tell of the selected index, where that is to be seen."""
        self.pane.set_class(not self._table.viewport.count, "-nothing")  # no row shows, so none is told of
        quote, known = self._table.selected, self._ground.known
        if quote is None or not self.is_shown:
            return
        as_of = known.moment if known is not None else None
        self.pane.show(
            quote,
            self._ground.moment,
            self._mentions.get(quote.label, ()),
            revised=self._provenance.known(quote, as_of),
            coming=known.next_of(quote.label) if known is not None else (),
            coming_at=known.next_at if known is not None else None,
        )
        if self._provenance.is_unknown(quote, as_of):
            find: WorkType[None] = partial(self._look_up, quote.label)
            self._screen.run_worker(find, name="provenance", group="provenance", exclusive=True, exit_on_error=False)

    def look_up_mentions(self) -> None:
        """Find out which indices the articles name; off the loop, since rich text has to be parsed for it."""
        snapshot, articles = self._ground.update.snapshot, self._ground.update.articles
        labels = [quote.label for quote in snapshot.quotes] if snapshot is not None else []
        if snapshot is None or (articles is self._looked_up[0] and labels == self._looked_up[1]):
            return
        self._looked_up = articles, labels
        find: WorkType[None] = partial(self._find_mentions, articles, labels)
        self._screen.run_worker(
            find, name="mentions", group="mentions", description="mentions", exclusive=True, exit_on_error=False
        )  # without a description the articles would be written out whole for one

    async def _find_mentions(self, articles: tuple[Article, ...], labels: list[str]) -> None:
        """Tell the screen what was found, as far as it was."""
        from tickertui.tui.screens.board.mentions import MentionsFound

        async for found in self._finding.find(articles, labels):
            self._screen.post_message(MentionsFound(found))

    def take_mentions(self, articles: dict[str, tuple[Article, ...]]) -> None:
        """The articles by the label of the index that they name: say where to read on."""
        self._mentions = articles
        self.show()

    async def _look_up(self, label: str) -> None:
        """Find out which of an index's figures were revised, and show it if it is still the selected one."""
        self.pane.set_class(not self._table.viewport.count, "-nothing")  # no row shows, so none is told of
        quote, known = self._table.selected, self._ground.known
        if quote is None or quote.label != label:
            return
        is_alone = sum(row.label == label for row in self._table.rows) <= 1
        if await self._provenance.find(quote, known.moment if known is not None else None, is_alone=is_alone):
            self.show()
