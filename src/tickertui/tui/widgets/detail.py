"""The detail pane: one index with its level, its chart and everything that is said of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from tickertui.market import wording
from tickertui.market.article import Article
from tickertui.market.basis import change_days, year_on_year_basis
from tickertui.market.calendar import publication, utc_day
from tickertui.market.integrity import findings_of
from tickertui.market.quote import Quote
from tickertui.tui.widgets.facts import IMPLIED, REVISED, facts, move_tone
from tickertui.tui.widgets.figures import large
from tickertui.tui.widgets.price_chart import Mark, PriceChart
from tickertui.tui.widgets.sheet import BLANK, Entry, Sheet
from tickertui.tui.widgets.toned import Line, Piece, Toned, length

if TYPE_CHECKING:
    from tickertui.archive.records import Observation

LAST = "●"
"""The mark of the last print."""

ROOMY = 4
"""From this height on, a caption writes its level large."""


class Caption(Toned):
    """The index's name, its level and its last change."""

    DEFAULT_CSS = """
    Caption { height: 3; }
    """

    def __init__(self) -> None:
        """Nothing to caption yet."""
        super().__init__()
        self._quote: Quote | None = None
        self._now: datetime | None = None

    def show(self, quote: Quote, now: datetime) -> None:
        """Caption an index."""
        self._quote, self._now = quote, now
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: name, then level and change, then a blank one."""
        width = self.content_size.width
        lines = self._lines(width)
        return self.strip_of(lines[y], width) if y < len(lines) else Strip([])

    def _lines(self, width: int) -> list[Line]:
        if self._quote is None or self._now is None:
            return []
        quote = self._quote
        written = wording.level(quote.level)
        title: Line = [(quote.label, "strong")]
        beside = self._change(quote, self._now)
        figure = large(written) if self.content_size.height >= ROOMY else None
        if figure is not None and len(figure[0]) + 3 + max(map(length, beside)) <= width:
            return [
                title,
                *([(row, "strong"), ("   ", "ink"), *said] for row, said in zip(figure, beside, strict=True)),
            ]
        moved, spanned, _ = beside
        return [title, [(written, "strong"), ("  ", "ink"), *moved, ("  ", "ink"), *spanned]]

    def _change(self, quote: Quote, now: datetime) -> tuple[Line, Line, Line]:
        """The last change in per cent, the change itself with the days it spans, and how the print stands."""
        change = quote.level - quote.last if quote.level is not None and quote.last is not None else None
        tone = move_tone(quote.change_percent)
        moved: Line = [(f"{wording.arrow(quote.change_percent)} {wording.percent(quote.change_percent)}", tone)]
        spanned: list[Piece] = [] if change is None else [(wording.signed(change), tone)]
        days = change_days(quote)
        if days is not None:
            spanned.append((f" in {wording.span(days)}", "quiet"))
        standing = publication(quote, now)
        stands: Line = [(wording.state(standing), "quiet" if standing.state == "unknown" else standing.state)]
        return moved, spanned, stands


class Detail(Widget):
    """Caption, chart and facts, one above the other; a screen may put chart and facts side by side."""

    DEFAULT_CSS = """
    Detail {
        padding: 0 1;
        #detail-body { height: 1fr; layout: vertical; }
        #detail-chart { height: 45%; min-height: 7; max-height: 17; margin-bottom: 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._caption = Caption()
        self._chart = PriceChart(id="detail-chart")
        self._facts = Sheet(id="detail-facts", more="J")
        self._shown: tuple[Quote, *tuple[object, ...]] | None = None

    def render(self) -> str:
        """Nothing of its own."""
        return ""

    def on_mount(self) -> None:
        """The rows of the table come first: caption, chart and facts are put up when the first frame stands."""
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """Put up caption, chart and facts, unless the program was left meanwhile."""
        if self.is_attached and self.is_running:
            await self.mount(self._caption, Widget(self._chart, self._facts, id="detail-body"))

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
        day = utc_day(now)
        shown = (quote, day, tuple(articles), tuple(revised), tuple(coming))
        before, self._shown = self._shown, shown
        if before is not None and before[0] is quote and before[1:] == shown[1:]:
            return
        standing = publication(quote, now)
        cadence = standing.observed or standing.declared
        self._caption.show(quote, now)
        self._chart.show(
            quote.series.points, end=day, cadence_days=cadence.days if cadence else None, marks=marks(quote, revised)
        )
        same_row = before is not None and before[0].label == quote.label
        entries = facts(quote, now, findings=findings_of(quote, now), articles=articles, revised=revised)
        self._facts.show([*_coming(coming, coming_at), *entries], keep_place=same_row)

    def scroll_facts(self, lines: int) -> None:
        """Scroll the facts."""
        self._facts.scroll_lines(lines)


def marks(quote: Quote, revised: "Sequence[Observation]") -> tuple[Mark, ...]:
    """The points of their own on a row's chart: the level implied a year ago, revised prints, the last print."""
    found = []
    year_ago = year_on_year_basis(quote)
    if year_ago is not None and year_ago.found == "implied" and year_ago.on and year_ago.value is not None:
        found.append(Mark(year_ago.on, year_ago.value, IMPLIED))
    found += [Mark(one.on, one.value, REVISED) for one in revised]
    last = quote.series.points[-1] if quote.series.points else None
    if last is not None and all(mark.on != last.on for mark in found):
        found.append(Mark(last.on, last.value, LAST))
    return tuple(found)


def _coming(sentences: Sequence[str], at: datetime | None) -> list[Entry]:
    """What changed next in a row of the past."""
    if not sentences:
        return []
    return [
        Entry(f"{wording.moment(at)}", "Next", mark="• ", mark_tone="unseen"),
        *(Entry(sentence, tone="accent") for sentence in sentences),
        BLANK,
    ]
