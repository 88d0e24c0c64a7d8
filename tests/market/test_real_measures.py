"""What the measures, groups, derived rows, comparison and agenda make of the real payload."""

from datetime import UTC, date, datetime

import pytest

from tickertui.formats.nuxt import decode_payload
from tickertui.market.agenda import agenda
from tickertui.market.comparison import rebased
from tickertui.market.derived import alignment_of, derived_rows
from tickertui.market.families import groups
from tickertui.market.measures import drawdown, per_30_days, range_of, since_year_end, volatility
from tickertui.market.quote import Quote
from tickertui.source.extract import snapshot_from

MADE_AT = datetime(2026, 6, 3, 15, 35, 49, tzinfo=UTC)


@pytest.fixture(scope="module")
def rows(real_payload: bytes) -> dict[str, Quote]:
    """The rows by their label."""
    snapshot = snapshot_from(decode_payload(real_payload), origin="the real payload", read_at=MADE_AT)
    return {quote.label: quote for quote in snapshot.quotes}


def test_measures_of_a_row(rows: dict[str, Quote]) -> None:
    """Each with its facts."""
    lithium, cobalt = rows["Lithium"], rows["Cobalt"]
    year, pace = since_year_end(lithium, MADE_AT), per_30_days(cobalt)
    assert year is not None
    assert year.sentence == "+101.68 % vs 203.79 on 2025-12-24, which held on 2025-12-31"
    assert pace is not None
    assert pace.sentence == "-3.39 % per 30 days, scaled from -3.17 % in 28 days"
    top, low = drawdown(lithium), range_of(cobalt)
    assert top is not None
    assert top.sentence == "At 411.01, the highest print since 2025-12-24"
    assert low is not None
    assert low.low.value == 241.15
    swing = volatility(rows["LFP"])
    assert swing is not None
    assert (swing.changes, swing.days) == (11, 334)


def test_only_rows_of_this_year_that_reach_back_have_a_change_since_its_start(rows: dict[str, Quote]) -> None:
    """Cobalt's trend begins in January; five rows have not printed this year."""
    without = [label for label, row in rows.items() if since_year_end(row, MADE_AT) is None]
    assert without == ["Cobalt", "Anode", "Lithium ion Batteries", "LFP", "NCM High-Nickel", "NCM Mid-Nickel"]


def test_families(rows: dict[str, Quote]) -> None:
    """Every row has one."""
    found = {group.name: [row.label for row in group.quotes] for group in groups(rows.values(), "family", MADE_AT)}
    assert found == {
        "lithium": ["Lithium", "Lithium Carbonate", "Lithium Hydroxide"],
        "nickel and cobalt": ["Cobalt", "Nickel"],
        "graphite and anode": ["Natural Graphite", "Anode Coke", "Anode"],
        "cathode": ["Cathode"],
        "cells": ["Lithium ion Batteries", "LFP", "NCM High-Nickel", "NCM Mid-Nickel"],
        "recycling": ["Black Mass"],
        "rare earths": ["Rare Earths"],
    }


def test_derived_rows(rows: dict[str, Quote]) -> None:
    """A spread, a ratio and a basket, each as of its oldest leg."""
    spread, ratio, basket = derived_rows(
        {
            "Spread": "Lithium Hydroxide - Lithium Carbonate",
            "Ratio": "NCM High-Nickel / LFP",
            "Basket": '0.6 * Nickel + 0.2 * Cobalt + 0.2 * "Lithium Hydroxide"',
        },
        list(rows.values()),
    )
    assert (spread.level, spread.published_on, spread.frequency) == (-91.5, date(2026, 5, 27), "2wk")
    assert ratio.level == pytest.approx(99.44 / 111.93)
    assert (ratio.published_on, len(ratio.series.points)) == (date(2025, 9, 30), 12)
    assert basket.published_on == date(2026, 4, 29)
    assert alignment_of(basket) == (
        "As of 2026-04-29, the last print of Cobalt; "
        "Nickel with 125.43 of 2026-04-22, Lithium Hydroxide with 328.09 of 2026-04-29."
    )


def test_comparison_and_agenda(rows: dict[str, Quote]) -> None:
    """What ended before the common start is left out with the reason; eight rows are late."""
    compared = rebased([rows["Lithium"], rows["Cobalt"], rows["LFP"]])
    assert compared.start_on == date(2026, 1, 21)
    assert [line.label for line in compared.lines] == ["Lithium", "Cobalt"]
    assert [row.label for row in compared.left_out] == ["LFP"]
    late, *days = agenda(rows.values(), MADE_AT)
    assert [entry.late_days for entry in late.entries] == [398, 215, 215, 215, 167, 108, 45, 28]
    due = [entry.sentence for day in days for entry in day.entries if entry.kind == "due"]
    assert due == [
        "Natural Graphite: due since 2026-05-31, monthly",
        "Anode Coke: due since 2026-05-31, monthly",
        "Nickel: due since 2026-06-03, every 2 weeks",
    ]
