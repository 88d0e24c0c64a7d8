"""The detail pane: one index with its level, its chart and everything that is said of it.

The pane itself is light: what it shows is loaded and put up when the first frame stands.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.market.article import Article
from tickertui.market.quote import Quote
from tickertui.tui.widgets.told import Told
from tickertui.tui.widgets.toned import Toned

if TYPE_CHECKING:
    from tickertui.archive.records import Observation
    from tickertui.tui.widgets.detail_parts import DetailParts


class Detail(Toned):
    """Caption, chart and facts, one above the other; a screen may put chart and facts side by side."""

    DEFAULT_CSS = """
    Detail {
        padding: 0 1;
        #detail-body { height: 1fr; layout: vertical; }
        &.-nothing > * { visibility: hidden; }
        #detail-chart { height: 45%; min-height: 7; max-height: 17; margin-bottom: 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._told: Told | None = None
        self._parts: DetailParts | None = None

    def on_mount(self) -> None:
        """The rows of the table come first: caption, chart and facts are put up when the first frame stands."""
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """Put up caption, chart and facts, unless the program was left meanwhile."""
        if not (self.is_attached and self.is_running):
            return
        from tickertui.tui.widgets.detail_parts import DetailParts

        parts = DetailParts()
        if self._told is not None:
            parts.show(self._told, is_same_row=False)
        self._parts = parts
        await self.mount(parts.caption, Toned(parts.chart, parts.facts, id="detail-body"))

    def show(
        self,
        quote: Quote,
        now: datetime,
        articles: Sequence[Article] = (),
        *,
        revised: "Sequence[Observation]" = (),
        coming: Sequence[str] = (),
        coming_at: datetime | None = None,
    ) -> None:
        """Show an index as it stands at a moment; nothing happens where it is shown already.

        Args:
            quote: The index.
            now: The moment.
            articles: Those that name it.
            revised: Its prints that were shown otherwise before.
            coming: What changed next in it, where the board is one of the past.
            coming_at: When that was.
        """
        before = self._told
        told = Told(quote, now, tuple(articles), tuple(revised), tuple(coming), coming_at)
        if told.is_like(before):
            return
        self._told = told
        if self._parts is not None:
            self._parts.show(told, is_same_row=before is not None and before.quote.label == quote.label)

    def scroll_facts(self, lines: int) -> None:
        """Scroll the facts."""
        if self._parts is not None:
            self._parts.facts.scroll_lines(lines)
