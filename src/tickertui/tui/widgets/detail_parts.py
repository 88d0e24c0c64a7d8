"""What stands in the detail pane: caption, chart and facts of one index."""

from tickertui.market.calendar import publication, utc_day
from tickertui.market.integrity import findings_of
from tickertui.market.prints import prints_of
from tickertui.tui.commands import keys_of, named
from tickertui.tui.widgets.caption import Caption
from tickertui.tui.widgets.chart_marks import marks
from tickertui.tui.widgets.facts import coming, facts, latest_revised
from tickertui.tui.widgets.price_chart import PriceChart, Traced
from tickertui.tui.widgets.sheet import Sheet
from tickertui.tui.widgets.told import Told


class DetailParts:
    """The widgets of the pane, and what they say.

    Attributes:
        caption: The name, the level and its change.
        chart: The prints.
        facts: Everything in words.
    """

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.caption = Caption()
        self.chart = PriceChart(id="detail-chart")
        on, full = (keys_of(named(name))[0] for name in ("detail.scroll-down", "board.full"))
        self.facts = Sheet(id="detail-facts", more=f"{on} · {full} full view")

    def show(self, told: Told, *, is_same_row: bool) -> None:
        """Say what is told; the facts of the same row stay where they were scrolled to."""
        quote, now = told.quote, told.now
        self.caption.show(quote, now)
        standing = publication(quote, now)
        cadence = standing.observed or standing.declared
        self.chart.show(
            Traced(
                prints_of(quote),
                end=utc_day(now),
                cadence_days=cadence.days if cadence else None,
                marks=marks(quote, latest_revised(told.revised)),
                articles=tuple(article.published_on for article in told.articles if article.published_on is not None),
            )
        )
        entries = facts(quote, now, findings=findings_of(quote, now), articles=told.articles, revised=told.revised)
        self.facts.show([*coming(told.coming, told.coming_at), *entries], keep_place=is_same_row)
