"""The crosshair's print in words: what it is, against what, from where, and which article is near. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from tickertui.market import wording
from tickertui.market.article import Article
from tickertui.market.calendar import utc_day
from tickertui.market.prints import percent_between
from tickertui.market.quote import Quote
from tickertui.market.series import Point
from tickertui.tui.screens.index.ledger import Known, Ledger
from tickertui.tui.screens.index.looks import Looks
from tickertui.tui.screens.index.sight import Sight
from tickertui.tui.screens.index.view import View
from tickertui.tui.screens.index.window import Window
from tickertui.tui.widgets.chart_marks import LAST
from tickertui.tui.widgets.facts import IMPLIED, REVISED, move_tone
from tickertui.tui.widgets.price_drawing import ARTICLE, Mark
from tickertui.tui.widgets.toned import Line, Piece

NAMES = {LAST: "last print", IMPLIED: "implied a year before", REVISED: "revised"}
"""What the marks on the chart stand for."""


def reading(known: Known, newest: Point | None) -> list[Line]:
    """The value, the change against the print before, and the newest print against it; each is kept whole."""
    facts: list[Line] = [[(wording.day(known.on), "key"), ("  ", "quiet"), (wording.level(known.value), "strong")]]
    if known.found == "implied":
        facts.append([("implied by the change of a year, no print", "quiet")])
    elif known.before is None:
        facts.append([("the first print", "quiet")])
    else:
        change = [*_change(known.percent), (f" ({wording.signed(known.value - known.before.value)})", "quiet")]
        since = f" in {wording.span(known.days)} from {wording.level(known.before.value)}"
        facts.append([*change, (since, "quiet")])
    if newest is None:
        return facts
    if newest.on == known.on:
        facts.append([("the newest print", "quiet")])
    elif newest.on > known.on:
        percent, days = percent_between(known.value, newest.value), (newest.on - known.on).days
        level = f" to the newest, {wording.level(newest.value)}, in {wording.span(days)}"
        facts.append([*_change(percent), (level, "quiet")])
    return facts


def provenance(known: Known, *, is_asked: bool) -> str:
    """Where a value comes from, in words; while the archive is asked, that it is."""
    match known.found:
        case "computed":
            return "Computed from other rows, as of their dates."
        case "implied":
            return "No print: the level that the year-on-year change implies."
        case "archive":
            return _kept(known)
    if is_asked:
        return "Asking the archive …"
    return "From the payload's trend." if known.found == "trend" else "The row's own level, which its trend lacks."


def _kept(known: Known) -> str:
    """Since when a value is known, and which payload told it."""
    if known.seen is None:
        return ""
    shown = known.seen.shown
    text = f"Known since {wording.moment(shown[-1].known_at)}"
    if known.snapshot is not None:
        text += f", payload {known.snapshot.digest[:8]} of {known.snapshot.source or known.snapshot.origin}"
    if len(shown) > 1:
        before = " → ".join(wording.level(one.value) for one in shown[:-1])
        text += f"; revised from {before}, first shown {wording.day(utc_day(shown[0].known_at))}"
    return f"{text}."


def near(articles: Sequence[Article], ledger: Ledger, known: Known) -> tuple[Article, ...]:
    """The articles whose date is nearer to this print than to any other, the nearest first."""
    found = [
        (abs((article.published_on - known.on).days), number, article)
        for number, article in enumerate(articles)
        if article.published_on is not None and nearest(ledger.days, article.published_on) == known.on
    ]
    return tuple(article for _, _, article in sorted(found, key=lambda one: one[:2]))


def article_line(found: Sequence[Article], known: Known, key: str) -> Line:
    """The nearest article's title and how far from the print it is, and the key that opens it."""
    article = found[0]
    days = (article.published_on - known.on).days if article.published_on is not None else 0
    apart = "" if not days else f", {abs(days)} d {'later' if days > 0 else 'earlier'}"
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return [
        (f"{ARTICLE} ", "accent"),
        (article.title or article.slug, "ink"),
        (f"{apart}{more} · ", "quiet"),
        (key, "key"),
        (" reads it", "quiet"),
    ]


def legend(marks: Iterable[Mark], articles: Iterable[date], window: Window) -> Line:
    """What the marks on the chart stand for; only those that are in the window."""
    pieces: list[Piece] = []
    shown = {mark.glyph for mark in marks if window.has(mark.on)}
    for glyph, name in NAMES.items():
        if glyph in shown:
            pieces += [(f"{glyph} ", "chart-mark"), (f"{name}  ", "quiet")]
    if any(window.has(on) for on in articles):
        pieces += [(f"{ARTICLE} ", "accent"), ("article  ", "quiet")]
    return [*pieces[:-1], (pieces[-1][0].rstrip(), "quiet")] if pieces else []


def shown(sight: Sight, looks: Looks, *, is_positive: bool) -> Line:
    """What the chart shows: from when to when, how many prints, and how it is drawn."""
    window, places, count = sight.window, sight.places, len(sight.ledger.points)
    line: list[Piece] = [(f"{wording.day(window.start)} to {wording.day(window.end)}", "ink")]
    if not count:
        return [("no print", "quiet")]
    noun = "print" if count == 1 else "prints"
    if window == sight.whole:
        facts = [f"{count:,} {noun}"]
    else:
        facts = [wording.span(window.days), f"{len(places):,} of {count:,} {noun}"]
    facts += ["steps"] if looks.kind == "step" else []
    if looks.is_logarithmic:
        facts.append("log" if is_positive else "no log scale: not all values are above zero")
    return [*line, ("".join(f"{wording.SEPARATOR}{fact}" for fact in facts), "quiet")]


def standing(view: View, place: int | None) -> Line:
    """Which of the rows it is, and of which moment the board is where that is an earlier one."""
    count = len(view.quotes)
    line: list[Piece] = (
        [] if view.as_of is None else [(f" AS KNOWN ON {wording.moment(view.as_of)} ", "badge"), ("  ", "quiet")]
    )
    return [*line, (f"{place + 1:,} of {count:,}" if place is not None else "not on the board any more", "quiet")]


def copied(quote: Quote, known: Known) -> str:
    """A print as a sentence to quote."""
    sentence = f"{quote.label}: {wording.level(known.value)} on {wording.day(known.on)}"
    if known.before is not None and known.percent is not None:
        against = f"{wording.level(known.before.value)} on {wording.day(known.before.on)}"
        sentence += f", {wording.percent(known.percent)} against {against}"
    return f"{sentence}. {provenance(known, is_asked=False)}"


def _change(percent: float | None) -> Line:
    """A change with its arrow, in its colour."""
    return [(f"{wording.arrow(percent)} {wording.percent(percent)}".strip(), move_tone(percent))]


def nearest(days: Sequence[date], on: date) -> date | None:
    """The day that is nearest, the later one of two."""
    place = bisect_left(days, on)
    around = days[max(0, place - 1) : place + 1]
    return min(around, key=lambda day: (abs((day - on).days), -day.toordinal()), default=None)
