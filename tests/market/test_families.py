"""Which family a name belongs to, and rows in groups."""

import pytest

from tests.samples import NOW, board, many_quotes, quote
from tickertui.market.families import By, family_of, groups
from tickertui.market.quote import Quote

KNOWN = {
    "Lithium": "lithium",
    "Lithium Carbonate": "lithium",
    "SPODUMENE CONCENTRATE": "lithium",
    "Cobalt": "nickel and cobalt",
    "Nickel Sulphate": "nickel and cobalt",
    "Natural Graphite": "graphite and anode",
    "Anode Coke": "graphite and anode",
    "Anode": "graphite and anode",
    "Cathode": "cathode",
    "NCM Cathodes": "cathode",
    "Lithium ion Batteries": "cells",
    "Lithium-ion Cells": "cells",
    "LFP": "cells",
    "NCM High-Nickel": "cells",
    "NCM811": "cells",
    "Black Mass": "recycling",
    "Black Mass NCM": "recycling",
    "Recycled Nickel": "recycling",
    "Rare Earths": "rare earths",
    "Sodium": "other",
    "Cellar": "other",
    "": "other",
    "***": "other",
}


@pytest.mark.parametrize(("label", "family"), KNOWN.items(), ids=repr)
def test_a_name_tells_the_family(label: str, family: str) -> None:
    """By whole words, whatever their case and number."""
    assert family_of(label) == family


def test_own_words_come_first() -> None:
    """They move an index to another family or to a new one; words without letters say nothing."""
    own = {"salts": ["sodium", "lithium carbonate"], "lithium": ("black mass",), "nothing": ("", "*", "--")}
    assert family_of("Sodium", own) == "salts"
    assert family_of("Lithium Carbonate", own) == "salts"
    assert family_of("Lithium Hydroxide", own) == "lithium"
    assert family_of("Black Mass", own) == "lithium"
    assert family_of("Copper", own) == "other"


def test_groups_stand_in_the_order_of_the_families() -> None:
    """Own ones after ours, what has no family last; rows keep their order."""
    rows = [quote(label) for label in ("Zinc", "LFP", "Sodium", "Cobalt", "Lithium", "Lithium ion Cells")]
    found = groups(rows, "family", NOW, {"salts": ("sodium",)})
    assert [(group.name, [row.label for row in group.quotes]) for group in found] == [
        ("lithium", ["Lithium"]),
        ("nickel and cobalt", ["Cobalt"]),
        ("cells", ["LFP", "Lithium ion Cells"]),
        ("salts", ["Sodium"]),
        ("other", ["Zinc"]),
    ]


def test_groups_by_state_and_cadence() -> None:
    """From fresh to unknown, and from the shortest period to the unknown one."""
    assert [group.name for group in groups(board(), "state", NOW)] == ["fresh", "due", "late", "dormant", "unknown"]
    seen = quote("Seen", every=14, frequency="now and then")
    odd = quote("Odd", every=3, frequency="")
    found = groups([*board(), seen, odd], "cadence", NOW)
    assert [(group.name, group.count) for group in found] == [
        ("every 3 days", 1),
        ("every week", 1),
        ("every 2 weeks", 2),
        ("monthly", 2),
        ("unknown", 1),
    ]


def test_a_group_says_its_median_change_and_what_it_spans() -> None:
    """Changes over different times are told apart, and the pace compares them."""
    rows = [
        quote("Lithium", every=7, change_percent=1.0),
        quote("Lithium Carbonate", every=14, change_percent=5.0),
        quote("Lithium Hydroxide", every=31, change_percent=3.0),
        quote("Spodumene", points=()),
    ]
    (group,) = groups(rows, "family", NOW)
    assert (group.count, group.median_change, group.spans) == (4, 3.0, (7, 31))
    assert group.sentence == "lithium: 4 rows, median change +3.00 % over 7 to 31 days"
    (same,) = groups(rows[:1], "family", NOW)
    assert same.sentence == "lithium: 1 row, median change +1.00 % over 7 days"
    (bare,) = groups([quote("LFP", points=()), quote("NCM", points=(), change_percent=float("nan"))], "family", NOW)
    assert (bare.median_change, bare.spans, bare.sentence) == (None, None, "cells: 2 rows")


@pytest.mark.parametrize("by", ["family", "state", "cadence"])
def test_every_row_is_in_one_group(by: By) -> None:
    """Nothing is lost, and nothing makes no groups."""
    rows = [*many_quotes(300), Quote(label="")]
    assert sum(group.count for group in groups(rows, by, NOW)) == len(rows)
    assert groups([], by, NOW) == ()
