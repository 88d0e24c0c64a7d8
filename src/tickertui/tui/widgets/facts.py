"""What is said of one index beside its chart: the base of every percentage, its range, its calendar, its faults."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.market import wording
from tickertui.market.article import Article
from tickertui.market.basis import Basis, change_basis, is_other_year, year_on_year_basis, year_to_date_basis
from tickertui.market.calendar import Publication, publication, utc_day
from tickertui.market.finding import Finding
from tickertui.market.measures import (
    Fall,
    Pace,
    YearEndMove,
    deepest_fall,
    drawdown,
    per_30_days,
    range_of,
    since_year_end,
    volatility,
)
from tickertui.market.prints import prints_of
from tickertui.market.quote import Quote
from tickertui.tui.widgets.sheet import BLANK, Entry

if TYPE_CHECKING:
    from tickertui.archive.records import Observation

IMPLIED, REVISED = "◇", "○"
"""The marks on the chart of a level that a percentage implies, and of a revised print."""

MOST_REVISIONS = 5
"""Revisions that are listed; of more it is said how many."""


def facts(
    quote: Quote,
    now: datetime,
    *,
    findings: Sequence[Finding] = (),
    articles: Sequence[Article] = (),
    revised: "Sequence[Observation]" = (),
    is_full: bool = False,
) -> list[Entry]:
    """The facts of an index as entries of a sheet, what matters most first.

    Args:
        quote: The index.
        now: The moment.
        findings: What does not add up in it.
        articles: Those that name it.
        revised: Its prints that were shown otherwise before.
        is_full: Whether there is room for every measure.
    """
    standing = publication(quote, now)
    measures = _measures(quote, now) if is_full else _range(quote)
    computed = _computed(quote)
    entries = [*_faults(findings), *computed, *_bases(quote, now), *measures]
    entries += [BLANK, *_calendar(quote, standing)]
    entries += _revisions(revised)
    reading = [Entry(_named(article, dated=is_full), "Read" if not at else "") for at, article in enumerate(articles)]
    if reading:
        entries += [BLANK, *reading]
    more = [*_access(quote), *([] if computed else [Entry(value, name) for name, value in quote.extra])]
    return [*entries, BLANK, *more] if more else entries


def _faults(findings: Sequence[Finding]) -> list[Entry]:
    """What does not add up in the row."""
    faults = [Entry(finding.sentence, "Check", mark="! ", mark_tone="alarm", tone="ink") for finding in findings]
    return [*faults, BLANK] if faults else []


def _computed(quote: Quote) -> list[Entry]:
    """How a row is computed from others, as of which of them, and what waits; nothing for any other row."""
    if not quote.extra:
        return []
    from tickertui.market.derived import alignment_of, formula_of, waiting_of

    formula, dated = formula_of(quote), " ".join(filter(None, (alignment_of(quote), waiting_of(quote))))
    return [Entry(formula, "Formula"), *([Entry(dated)] if dated else []), BLANK] if formula else []


def _bases(quote: Quote, now: datetime) -> list[Entry]:
    """Each percentage with what it is against."""
    other = is_other_year(quote, now)
    year = f"YTD {quote.published_on.year}" if other and quote.published_on else "YTD"
    entries = []
    for label, basis in (
        ("Change", change_basis(quote)),
        (year, year_to_date_basis(quote)),
        ("YoY", year_on_year_basis(quote)),
    ):
        if basis is None:
            entries.append(Entry("not given", label, tone="quiet"))
            continue
        entries.append(_basis(label, basis, stands_back=other and label == year))
    return entries


def _basis(label: str, basis: Basis, *, stands_back: bool) -> Entry:
    """A percentage in its colour, its base after it; one of another year stands back."""
    mark = wording.percent(basis.percent)
    said = wording.basis(basis)
    days = f" ({basis.days} d)" if label == "Change" and basis.days is not None else ""
    tone = "quiet" if stands_back else move_tone(basis.percent)
    shown = f", {IMPLIED} on the chart" if basis.found == "implied" and label == "YoY" else ""
    if not said.startswith(mark):
        return Entry(said + days + shown, label)
    return Entry(said[len(mark) :] + days + shown, label, mark=mark, mark_tone=tone)


def _range(quote: Quote) -> list[Entry]:
    """Lowest and highest print, and how far below the highest the level is."""
    between, below = range_of(quote), drawdown(quote)
    if between is None:
        return []
    points = prints_of(quote)
    low, high = between.low, between.high
    days = (points[-1].on - points[0].on).days
    entries = [
        Entry(
            f"{wording.level(low.value)} on {wording.day(low.on)} to {wording.level(high.value)} on"
            f" {wording.day(high.on)}; {len(points)} prints over {days} days",
            "Range",
        )
    ]
    if below is not None:
        said = (
            "at the highest print" if below.percent >= 0 else f"{wording.percent(below.percent)} from the highest print"
        )
        entries.append(Entry(said, "Drawdown"))
    return entries


def _measures(quote: Quote, now: datetime) -> list[Entry]:
    """Everything that the prints come to, each with what it was computed from."""
    said = (
        ("This year", since_year_end(quote, now)),
        ("Per 30 d", per_30_days(quote)),
        ("Range", range_of(quote)),
        ("Drawdown", drawdown(quote)),
        ("Deepest", deepest_fall(quote)),
        ("Volatility", volatility(quote)),
    )
    entries = []
    for label, measure in said:
        if measure is None:
            continue
        mark = wording.percent(measure.percent) if isinstance(measure, YearEndMove | Pace | Fall) else ""
        tone = move_tone(measure.percent) if isinstance(measure, YearEndMove | Pace | Fall) else "ink"
        entries.append(Entry(measure.sentence.removeprefix(mark), label, mark=mark, mark_tone=tone))
    points = prints_of(quote)
    if points:
        days = (points[-1].on - points[0].on).days
        over = f" over {days} days, the first on {wording.day(points[0].on)}" if days else ""
        entries.append(Entry(f"{len(points):,}{over}", "Prints"))
    if not any(label == "Volatility" for label, measure in said if measure is not None) and points:
        entries.append(Entry("not said: too few prints, or some not above zero", "Volatility", tone="quiet"))
    return entries


def _named(article: Article, *, dated: bool) -> str:
    """An article by its title, behind its date where there is room."""
    title = article.title or article.slug
    return f"{wording.day(article.published_on)}  {title}" if dated and article.published_on is not None else title


def _calendar(quote: Quote, standing: Publication) -> list[Entry]:
    """When it was published, how that stands against its cadence, and what the cadence is."""
    old = "" if standing.age_days is None else f", {wording.age(standing.age_days)}"
    if standing.age_days:
        old += " old"
    sentence = wording.publication_sentence(standing)
    word, _, rest = sentence.partition(" ")
    tone = "quiet" if standing.state == "unknown" else standing.state
    return [
        Entry(f"{wording.day(quote.published_on)}{old}", "Published"),
        Entry(f" {rest}", "State", mark=word, mark_tone=tone),
        Entry(wording.cadence_sentence(standing, quote.frequency), "Cadence"),
    ]


def _revisions(revised: "Sequence[Observation]") -> list[Entry]:
    """The prints that were shown otherwise before, the latest revision first, each with when it was first shown."""
    latest = latest_revised(revised)
    entries = [
        Entry(
            f"{wording.day(one.on)}: {' → '.join(wording.level(shown.value) for shown in one.shown)},"
            f" since {wording.day(utc_day(one.shown[-1].known_at))}",
            "" if at else "Revised",
            mark=f"{REVISED} ",
            mark_tone="chart-mark",
        )
        for at, one in enumerate(latest)
    ]
    more = len(revised) - len(entries)
    if more:
        noun = "revision" if more == 1 else "revisions"
        entries.append(Entry(f"and {more} more {noun}: tickertui revisions", tone="quiet"))
    return entries


def latest_revised(revised: "Iterable[Observation]") -> "list[Observation]":
    """The prints that were revised last, the latest first: as many as are listed."""
    return sorted(revised, key=lambda one: one.shown[-1].known_at, reverse=True)[:MOST_REVISIONS]


def _access(quote: Quote) -> list[Entry]:
    """Who may read it, where the source says so."""
    said = []
    if quote.subscription:
        said.append(f"subscription {quote.subscription}")
    if quote.is_protected:
        said.append("protected")
    if quote.has_access is False:
        said.append("no access")
    return [Entry(", ".join(said), "Access")] if said else []


def move_tone(percent: float | None) -> str:
    """The tone of a move by its direction and size."""
    direction = wording.direction(percent)
    if direction == "none":
        return "quiet"
    return "flat" if direction == "flat" else f"{direction}-{wording.grade(percent)}"


def coming(sentences: Sequence[str], at: datetime | None) -> list[Entry]:
    """What changed next in a row of the past."""
    if not sentences:
        return []
    return [
        Entry(f"{wording.moment(at)}", "Next", mark="• ", mark_tone="unseen"),
        *(Entry(sentence, tone="accent") for sentence in sentences),
        BLANK,
    ]
