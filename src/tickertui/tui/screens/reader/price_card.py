"""The card of the index under the cursor: level, change and base, age, how it moved since the article, its shape."""

from datetime import date, datetime

from textual.strip import Strip

from tickertui.market import since as movement
from tickertui.market import wording
from tickertui.market.basis import change_basis, year_to_date_basis
from tickertui.market.calendar import publication
from tickertui.market.quote import Quote
from tickertui.tui.widgets.sparkline import filled
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, fitted, length, packed

SPARK, LEAST = 24, 10
"""The most and the least cells of the sparkline."""

NARROW = 60
"""Below this width the card has no sparkline."""


class PriceCard(Toned):
    """Two lines about one index."""

    DEFAULT_CSS = """
    PriceCard { height: 2; padding: 0 1; background: $panel; display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id)
        self._quote: Quote | None = None
        self._now: datetime | None = None
        self._published_on: date | None = None

    def show(self, quote: Quote | None, now: datetime | None, published_on: date | None) -> None:
        """Show another index, or none."""
        if quote is not self._quote or now != self._now or published_on != self._published_on:
            self._quote, self._now, self._published_on = quote, now, published_on
            self.display = quote is not None
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.content_size.width
        if self._quote is None or self._now is None:
            return Strip.blank(width)
        first, has_spark = first_line(self._quote, self._now, width)
        return self.strip_of(first if y == 0 else self._second(self._quote, width, has_spark=has_spark), width)

    def _second(self, quote: Quote, width: int, *, has_spark: bool) -> Line:
        """How it moved since the article and in its year, its shape where that has no room above; what Enter does."""
        facts: list[Line] = []
        if self._published_on is not None:
            facts.append(since_article(quote, self._published_on))
        if (year := year_to_date_basis(quote)) is not None:
            against = f" vs {wording.level(year.value)}" if year.value is not None else ""
            facts.append([("YTD ", "quiet"), *_move(year.percent), (against, "quiet")])
        right: list[Piece] = [("Enter", "key"), (" its row", "ink")]
        if not has_spark and quote.series.points and width >= NARROW:
            right.insert(0, (filled(quote.series.points, LEAST) + "  ", "accent"))
        room = max(width - length(right) - 2, 8)
        left = packed(facts, room)[0] if facts else []
        return both_ends(fitted(left, room), right, width)


def first_line(quote: Quote, now: datetime, width: int) -> tuple[Line, bool]:
    """Name, level, change with its base, age and state; the shape at the right where there is room, and whether."""
    line: list[Piece] = [
        (quote.label, "strong"),
        ("  ", "quiet"),
        (wording.level(quote.level), "strong"),
        ("  ", "quiet"),
    ]
    line += _move(quote.change_percent)
    standing = publication(quote, now)
    tone = standing.state if standing.state in {"fresh", "due", "late", "dormant"} else "quiet"
    age: Line = [
        (wording.SEPARATOR, "quiet"),
        (f"{wording.age(standing.age_days)} ", "ink"),
        (wording.state(standing), tone),
    ]
    base = change_basis(quote)
    if base is not None and base.value is not None:
        against = f" vs {wording.level(base.value)}"
        dated = f"{against} on {wording.day(base.on)}" if base.on else against
        fits = length(line) + len(dated) + length(age) <= width
        line.append((dated if fits else against, "quiet"))
    line += age
    room = width - length(line) - 2
    spark = filled(quote.series.points, min(room, SPARK)) if room >= LEAST and quote.series.points else ""
    return both_ends(line, [(spark, "accent")] if spark else [], width), bool(spark)


def since_article(quote: Quote, published_on: date) -> list[Piece]:
    """How it moved since the article, or why nobody knows."""
    move = movement.since(quote, published_on)
    if move.then is None:
        first = f"only {movement.then_words(move)} on" if move.first_on else "no prints"
        return [(f"since the article: {first}", "quiet")]
    if move.percent is None:
        return [("no print since the article", "quiet")]
    return [("since the article ", "quiet"), *_move(move.percent), (f" vs {movement.then_words(move)}", "quiet")]


def _move(percent: float | None) -> list[Piece]:
    """A change with its arrow, in its colour."""
    going = wording.direction(percent)
    tone = f"{going}-{wording.grade(percent)}" if going in {"up", "down"} else "flat"
    return [(f"{wording.arrow(percent)} {wording.percent(percent)}".strip(), tone)]
