"""What the real payload says, to the day and the cent, at the moment it was made."""

from datetime import UTC, date, datetime

import pytest

from tickertui.formats.nuxt import decode_payload
from tickertui.market import wording
from tickertui.market.article import document_of, excerpt_of, job_of, minutes
from tickertui.market.basis import (
    Basis,
    change_basis,
    change_days,
    is_other_year,
    year_on_year_basis,
    year_to_date_basis,
)
from tickertui.market.board import COLUMNS, column, sort
from tickertui.market.calendar import Publication, publication, tally
from tickertui.market.integrity import findings_of
from tickertui.market.mentions import mentioned
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.source.extract import snapshot_from

MADE_AT = datetime(2026, 6, 3, 15, 35, 49, tzinfo=UTC)

AGES = {
    "Lithium": 7,
    "Lithium Carbonate": 7,
    "Lithium Hydroxide": 7,
    "Cobalt": 35,
    "Nickel": 14,
    "Natural Graphite": 34,
    "Anode Coke": 34,
    "Anode": 198,
    "Cathode": 139,
    "Lithium ion Batteries": 429,
    "Black Mass": 13,
    "Rare Earths": 76,
    "LFP": 246,
    "NCM High-Nickel": 246,
    "NCM Mid-Nickel": 246,
}
LATE = {
    "Cobalt": 28,
    "Rare Earths": 45,
    "Cathode": 108,
    "Anode": 167,
    "LFP": 215,
    "NCM High-Nickel": 215,
    "NCM Mid-Nickel": 215,
    "Lithium ion Batteries": 398,
}
YEAR_BASES = {
    "Lithium": "+75.85 % vs 233.73 on 2026-01-07, first print of 2026",
    "Lithium Carbonate": "+77.12 % vs 253.98 on 2026-01-07, first print of 2026",
    "Lithium Hydroxide": "+76.32 % vs 203.24 on 2026-01-07, first print of 2026",
    "Cobalt": "+3.99 % vs 235.22 (implied), start of 2026, no print of the trend",
    "Nickel": "+12.50 % vs 120.74 on 2026-01-14, first print of 2026",
    "Natural Graphite": "+1.66 % vs 81.58 on 2025-12-31, last print of 2025",
    "Anode Coke": "+12.86 % vs 74.44 on 2025-12-31, last print of 2025",
    "Anode": "-1.93 % vs 79.32 on 2024-12-16, last print of 2024",
    "Cathode": "+13.59 % vs 64.08 on 2025-12-15, last print of 2025",
    "Lithium ion Batteries": "-1.60 % vs 75.74 on 2024-12-31, last print of 2024",
    "Black Mass": "+25.50 % vs 43.15 on 2026-01-15, first print of 2026",
    "Rare Earths": "+20.73 % vs 142.69 on 2025-12-24, last print of 2025",
    "LFP": "-2.67 % vs 115.00 on 2024-12-31, last print of 2024",
    "NCM High-Nickel": "+2.37 % vs 97.13 on 2024-12-31, last print of 2024",
    "NCM Mid-Nickel": "+13.78 % vs 90.96 on 2024-12-31, last print of 2024",
}
YEAR_AGO = {
    "Lithium": (149.15, date(2025, 5, 27)),
    "Cobalt": (123.72, date(2025, 4, 29)),
    "Natural Graphite": (83.66, date(2025, 4, 30)),
    "Lithium ion Batteries": (94.20, date(2024, 3, 31)),
    "Rare Earths": (111.51, date(2025, 3, 19)),
}


@pytest.fixture(scope="module")
def real(real_payload: bytes) -> Snapshot:
    """The real payload, read."""
    return snapshot_from(decode_payload(real_payload), origin="real", read_at=MADE_AT)


@pytest.fixture(scope="module")
def rows(real: Snapshot) -> dict[str, Quote]:
    """Its rows, by label."""
    return {quote.label: quote for quote in real.quotes}


def at_that_moment(row: Quote) -> Publication:
    """Where a row stood when the payload was made."""
    return publication(row, MADE_AT)


def known(basis: Basis | None) -> Basis:
    """A base that is there."""
    assert basis is not None
    return basis


def test_it_holds_fifteen_rows_and_an_article(real: Snapshot) -> None:
    """And the moment it was made; nothing about it is odd."""
    assert len(real.quotes) == 15
    assert len(real.articles) == 1
    assert real.made_at is not None
    assert real.made_at.replace(microsecond=0) == MADE_AT
    assert real.findings == ()


def test_ages_to_the_day(rows: dict[str, Quote]) -> None:
    """From 7 to 429."""
    assert {label: at_that_moment(row).age_days for label, row in rows.items()} == AGES


def test_eight_are_late_by_so_many_days(rows: dict[str, Quote]) -> None:
    """By their own frequency, with a quarter of a period's grace."""
    late = {label: at_that_moment(row).late_days for label, row in rows.items()}
    assert {label: days for label, days in late.items() if days} == LATE


def test_the_headline(real: Snapshot) -> None:
    """Seven of the eight are dormant; Black Mass is the next to come due."""
    found = tally(real.quotes, MADE_AT)
    assert (found.fresh, found.due, found.late, found.dormant, found.unknown) == (4, 3, 1, 7, 0)
    assert wording.headline(found, MADE_AT) == (
        "4 fresh · 3 due · 8 late (7 dormant) · next due Black Mass 2026-06-04 (tomorrow)"
    )


def test_trends_span_98_to_336_days(rows: dict[str, Quote]) -> None:
    """Twelve points each."""
    spans = [(row.series.points[-1].on - row.series.points[0].on).days for row in rows.values()]
    assert (min(spans), max(spans)) == (98, 336)
    assert {len(row.series.points) for row in rows.values()} == {12}


def test_every_row_agrees_with_itself(rows: dict[str, Quote]) -> None:
    """Changes recompute, and the trend's first two points are today and last."""
    assert [findings_of(row, MADE_AT) for row in rows.values()] == [()] * 15
    for row in rows.values():
        assert row.series.points[-1].value == row.level
        assert row.series.points[-2].value == row.last
        assert row.series.points[-1].on == row.published_on


def test_the_base_of_every_year_to_date(rows: dict[str, Quote]) -> None:
    """Biweekly rows from the first print of the year, monthly rows from the last of the year before."""
    found = {label: wording.basis(known(year_to_date_basis(row))) for label, row in rows.items()}
    assert found == YEAR_BASES


def test_five_rows_show_the_year_to_date_of_2025(rows: dict[str, Quote]) -> None:
    """And are ranked apart, in both directions."""
    others = {label for label, row in rows.items() if is_other_year(row, MADE_AT)}
    assert others == {"Anode", "Lithium ion Batteries", "LFP", "NCM High-Nickel", "NCM Mid-Nickel"}
    assert {known(year_to_date_basis(rows[label])).year for label in others} == {2025}
    for descending in (False, True):
        ordered = sort(list(rows.values()), column("year_to_date"), MADE_AT, descending)
        assert {row.label for row in ordered[10:]} == others


def test_year_on_year_implies_the_level_a_year_ago(rows: dict[str, Quote]) -> None:
    """A point that the twelve do not hold."""
    for label, (value, on) in YEAR_AGO.items():
        found = known(year_on_year_basis(rows[label]))
        assert (round(found.value or 0, 2), found.on, found.found) == (value, on, "implied")


def test_rare_earths_declares_monthly_and_prints_every_two_weeks(rows: dict[str, Quote]) -> None:
    """Since 2025-11-27."""
    standing = at_that_moment(rows["Rare Earths"])
    assert standing.declared is not None
    assert standing.observed is not None
    assert (standing.declared.text, standing.observed.text) == ("monthly", "every 14 days since 2025-11-27")
    assert wording.cadence(standing) == "monthly, seen 14 d"


def test_only_rare_earths_is_not_true_to_its_word(rows: dict[str, Quote]) -> None:
    """Every other row keeps the cadence that it declares."""
    seen = [label for label, row in rows.items() if "seen" in wording.cadence(at_that_moment(row))]
    assert seen == ["Rare Earths"]


def test_the_last_step_of_cobalt_spans_28_days(rows: dict[str, Quote]) -> None:
    """-3.17 %, declared weekly."""
    cobalt = rows["Cobalt"]
    assert change_days(cobalt) == 28
    assert wording.change_sentence(cobalt) == "down 8.00 (-3.17 %) in 28 days"
    assert wording.basis(known(change_basis(cobalt))) == "-3.17 % vs 252.61 on 2026-04-01, the print before"
    assert at_that_moment(cobalt).due_on == date(2026, 5, 6)


def test_addresses_are_shared_and_labels_are_not(rows: dict[str, Quote]) -> None:
    """Labels are the identity."""
    assert len({row.url for row in rows.values()}) < len(rows) == 15
    assert {(row.subscription, row.is_protected, row.has_access) for row in rows.values()} == {(None, False, True)}


def test_the_article_and_its_people(real: Snapshot) -> None:
    """One person with both roles, a date, tags, pictures, and no field lost."""
    (article,) = real.articles
    (person,) = article.people
    assert person.roles == ("Editor", "Reporter")
    assert person.job_title
    assert person.bio
    assert person.portrait.startswith("https://")
    assert person.linkedin.startswith("https://")
    assert article.published_on == date(2024, 6, 7)
    assert (len(article.tags), len(article.categories), article.visibility) == (3, 2, "private")
    assert article.featured_image is not None
    assert article.data_image is not None
    assert article.data_image.alt == ""


def test_the_article_read(real: Snapshot) -> None:
    """Three minutes, an excerpt that only repeats the start, and the indices that its text names."""
    (article,) = real.articles
    document = document_of(article)
    assert minutes(document) == 3
    assert excerpt_of(article, document) == ""
    assert job_of(article.people[0]) == "Editor, Energy Transition & Economics"
    assert mentioned(document, [row.label for row in real.quotes]) == ("Lithium ion Batteries", "LFP")


def test_every_cell_says_something(rows: dict[str, Quote]) -> None:
    """No dash on the whole board."""
    assert not [
        (label, one.id)
        for label, row in rows.items()
        for one in COLUMNS
        if one.text(row, MADE_AT) in ("", wording.MISSING)
    ]
