"""The indices that the article names: gone to by key, told of on a card, followed to their rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.tui.messages import IndexFollowed
from tickertui.tui.screens.reader.copying import CopyingScreen
from tickertui.tui.screens.reader.naming import Prices, prices_of
from tickertui.tui.screens.reader.price_card import PriceCard
from tickertui.tui.widgets.document.view import DocumentView


class PricingScreen(CopyingScreen, inherit_bindings=False):
    """A screen whose text tells of prices."""

    _prices: Prices | None = None
    _aliases: Mapping[str, Sequence[str]] | None = None

    def __init__(self, article: Article, measure: int) -> None:
        super().__init__(article, measure)
        self._card = PriceCard(id="reader-price")

    @property
    def quotes(self) -> Iterable[Quote]:
        """The rows of the board."""
        return self._prices.quotes.values() if self._prices else ()

    def quote_of(self, label: str) -> tuple[Quote, datetime] | None:
        """A row and the moment; None for a label that is no row."""
        quote = self._prices.quotes.get(label) if self._prices else None
        return (quote, self._prices.now) if quote and self._prices else None

    def show_prices(self, quotes: Sequence[Quote], now: datetime) -> None:
        """Take newer rows: the card shows them at once; names and box follow where they say something else now."""
        before, self._prices = self._prices, prices_of(quotes, now, self._aliases, self._prices)
        self.tell_price()
        if (self._prices is None) != (before is None) or (self._prices and not self._prices.says_what(before)):
            self.name_anew()

    def name_anew(self) -> None:
        """Look up again what the text names."""

    def tell_price(self) -> None:
        """Show the card of the index that has the focus, or none."""
        name = self._view.focused_name
        quote, now = (self.quote_of(name.label) if name else None) or (None, None)
        self._card.show(quote, now, self.article.published_on)

    def on_document_view_name_followed(self, event: DocumentView.NameFollowed) -> None:
        """Leave for its row."""
        event.stop()
        self.to_row(event.label)

    def to_row(self, label: str) -> None:
        """Leave for the row of an index."""
        self.post_message(IndexFollowed(label))

    def action_next_name(self) -> None:
        """The next index that the text names."""
        self._step_name(1)

    def action_last_name(self) -> None:
        """The index named before."""
        self._step_name(-1)

    def _step_name(self, step: int) -> None:
        flow = self._view.flow
        if self._view.step_name(step):
            return
        if flow is None or not len(flow.names):
            self.say("This article names no index of the board.")
        else:
            self.say(f"No index is named {'after' if step > 0 else 'before'} this place.")
