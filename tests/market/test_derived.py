"""Derived rows: what their notation may say, what they come to, and what is said when they cannot."""

from datetime import date
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, quote, series
from tickertui.market.basis import year_to_date_basis
from tickertui.market.board import ALL_COLUMNS
from tickertui.market.calendar import publication
from tickertui.market.derived import (
    alignment_of,
    derived_row,
    derived_rows,
    formula_of,
    is_derived,
    legs_of,
    waiting_of,
)
from tickertui.market.formula import DEPTH_LIMIT, FormulaError, Names, parse
from tickertui.market.integrity import check, findings_of
from tickertui.market.quote import Quote
from tickertui.market.wording import basis

LABELS = (
    *("Lithium", "Lithium Carbonate", "Lithium Hydroxide", "Cobalt", "Nickel", "NCM High-Nickel", "LFP"),
    *("Natural Graphite", "2170 cell", "A/B (x)", "7", "Straße"),
)

LEGS_AND_VALUES = [
    ("Lithium Hydroxide - Lithium Carbonate", ("Lithium Hydroxide", "Lithium Carbonate"), -10.0),
    ("NCM High-Nickel / LFP", ("NCM High-Nickel", "LFP"), 0.5),
    ('0.5*Nickel + .25 * Cobalt+2.5e-1 * "Lithium Hydroxide"', ("Nickel", "Cobalt", "Lithium Hydroxide"), 17.5),
    ("Nickel-Cobalt", ("Nickel", "Cobalt"), -10.0),
    ("nickel \t −  COBALT", ("Nickel", "Cobalt"), -10.0),
    ("-(Nickel + -2) × 3", ("Nickel",), -24.0),
    ("Nickel - Nickel / 2 - 1", ("Nickel",), 4.0),
    ("2 * (Nickel - 1) / (1 + 2)", ("Nickel",), 6.0),
    ("2170 cell * 2", ("2170 cell",), 20.0),
    ("a/b (X) - LFP", ("A/B (x)", "LFP"), -10.0),
    ("“7” + 7", ("7",), 17.0),
    ("straße ÷ 4", ("Straße",), 2.5),
    ("+Nickel", ("Nickel",), 10.0),
]

WRONG = [
    ("", "The formula is empty."),
    ("  ", "The formula is empty."),
    ("2 + 2", "The formula names no index."),
    ("Lithium Carbonat - LFP", "There is no index “Lithium Carbonat”. Did you mean Lithium Carbonate?"),
    ("LFP / Lithum", "There is no index “Lithum”. Did you mean Lithium?"),
    ("Nickel - Zinc Ore * 2", "There is no index “Zinc Ore”."),
    ('Nickel - "Zinc - Ore"', "There is no index “Zinc - Ore”."),
    ("Nickels", "There is no index “Nickels”. Did you mean Nickel?"),
    ("Nickel LFP", "There is no index “Nickel LFP”. Did you mean Nickel?"),
    ("(Nickel", "A parenthesis is not closed."),
    ("Nickel)", "A parenthesis is closed that was not opened."),
    ("Nickel *", "The formula ends where a name or a number should follow."),
    ("* Nickel", "A name or a number is missing before “* nickel”."),
    ("Nickel ** 2", "A name or a number is missing before “* 2”."),
    ("()", "A name or a number is missing before “)”."),
    ("Nickel (2)", "One of + - * / is missing before “(2)”."),
    ("Nickel & LFP", "One of + - * / is missing before “& lfp”."),
    ("0,6 * Nickel", "Numbers are written with a point: 0, is not understood."),
    ("1e999 * Nickel", "The number 1e999 is too large."),
    ('"Nickel', "A quotation mark is not closed."),
    ("(" * 40 + "Nickel", "More than 30 parentheses and signs are open at once."),
    ("-" * 40 + "Nickel", "More than 30 parentheses and signs are open at once."),
    ("Nickel +" * 200, "The formula is longer than 1,000 characters."),
    ("__import__('os')", "There is no index “__import__”."),
]


@pytest.mark.parametrize(("text", "legs", "value"), LEGS_AND_VALUES, ids=lambda part: part if type(part) is str else "")
def test_formulas_are_read(text: str, legs: tuple[str, ...], value: float) -> None:
    """The longest label that stands there is meant, multiplication binds more strongly, the left side goes first."""
    formula = parse(text, LABELS)
    assert formula.legs == legs
    assert formula.value([10.0 * (number + 1) for number in range(len(legs))]) == value


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=[text[:20] for text, _ in WRONG])
def test_what_is_wrong_is_said(text: str, sentence: str) -> None:
    """In a sentence, with the nearest label where one is near."""
    with pytest.raises(FormulaError) as caught:
        parse(text, LABELS)
    assert caught.value.sentence == sentence


def test_more_legs_than_anybody_needs_are_refused() -> None:
    """So that a formula stays a formula."""
    labels = [f"I{number}" for number in range(60)]
    with pytest.raises(FormulaError, match="more than 50 indices"):
        parse("+".join(labels), labels)


def test_a_number_that_is_none_has_no_value() -> None:
    """Division by zero, and what floats cannot hold."""
    assert parse("1 / (Nickel - Nickel)", LABELS).value([3.0]) is None
    assert parse("Nickel * Nickel", LABELS).value([1e200]) is None
    assert parse("Nickel * 1e300 * 1e300 - Nickel * 1e300 * 1e300", LABELS).value([1.0]) is None


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*LABELS, "+", "-", "*", "/", "(", ")", '"', " ", "1", ".5", "x", "\x1b", "İ"]), max_size=25
    )
)
def test_any_text_is_read_or_refused_in_words(parts: list[str]) -> None:
    """Whatever it holds, and what is read can be worked out."""
    text = "".join(parts)
    said = ""
    try:
        formula = parse(text, Names(LABELS))
    except FormulaError as error:
        said = error.sentence
    if said:
        assert said.endswith((".", "?"))
        assert "\x1b" not in said
        return
    value = formula.value([3.0] * len(formula.legs))
    assert value is None or isfinite(value)


def test_deep_but_allowed_formulas_are_read() -> None:
    """Up to the limit."""
    text = "(" * DEPTH_LIMIT + "Nickel" + ")" * DEPTH_LIMIT
    assert parse(text, LABELS).value([4.0]) == 4.0


HYDROXIDE = quote("Lithium Hydroxide", points=[("2025-12-24", 170.0), ("2026-01-07", 203.0), ("2026-05-27", 358.5)])
CARBONATE = quote("Lithium Carbonate", points=[("2025-12-24", 220.0), ("2026-01-07", 253.0), ("2026-05-27", 450.0)])
COBALT = quote("Cobalt", points=[("2026-01-28", 240.0), ("2026-04-01", 250.0), ("2026-04-29", 244.0)], every=7)


def test_a_ratio_of_legs_that_print_together() -> None:
    """A row like any other: level, change, year with its base, cadence and state; no finding."""
    row = derived_row("Premium", "Lithium Carbonate / Lithium Hydroxide", [HYDROXIDE, CARBONATE])
    assert (row.label, row.published_on, row.frequency) == ("Premium", date(2026, 5, 27), HYDROXIDE.frequency)
    assert row.level == pytest.approx(450 / 358.5)
    assert row.last == pytest.approx(253 / 203)
    assert row.change_percent == pytest.approx((450 / 358.5) / (253 / 203) * 100 - 100)
    against = year_to_date_basis(row)
    assert against is not None
    assert basis(against) == "-3.00 % vs 1.29 on 2025-12-24, last print of 2025"
    assert row.year_on_year is None
    assert publication(row, NOW).state == "fresh"
    assert findings_of(row, NOW) == ()
    assert (formula_of(row), legs_of(row)) == (
        "Lithium Carbonate / Lithium Hydroxide",
        ("Lithium Carbonate", "Lithium Hydroxide"),
    )
    assert alignment_of(row) == "As of 2026-05-27, the last print of every leg."
    assert all(one.text(row, NOW) for one in ALL_COLUMNS)


def test_a_derived_row_is_as_old_as_its_oldest_leg() -> None:
    """And takes what the others were on that day, which is said."""
    row = derived_row("Basket", "0.5 * Cobalt + 0.5 * Lithium Hydroxide", [HYDROXIDE, COBALT])
    assert (row.published_on, row.level) == (date(2026, 4, 29), 0.5 * 244 + 0.5 * 203)
    assert alignment_of(row) == (
        "As of 2026-04-29, the last print of Cobalt; Lithium Hydroxide with 203.00 of 2026-01-07."
    )
    assert waiting_of(row) == "Newer prints wait: Lithium Hydroxide (2026-05-27)."
    assert row.findings == ()


def test_a_derived_row_prints_with_its_slowest_leg() -> None:
    """A weekly and a monthly leg make a monthly row, with the weekly level as of each of its days."""
    weekly = quote("Weekly", [float(number) for number in range(30)], ends_on="2026-05-27", every=7)
    monthly = quote("Monthly", [100.0, 200.0, 300.0, 400.0], ends_on="2026-05-20", every=31)
    row = derived_row("Sum", "Weekly + Monthly", [weekly, monthly])
    assert row.frequency == "monthly"
    assert [(str(point.on), point.value) for point in row.series.points] == [
        ("2026-02-16", 114.0),
        ("2026-03-19", 219.0),
        ("2026-04-19", 323.0),
        ("2026-05-20", 428.0),
    ]


def test_a_spread_may_be_below_zero() -> None:
    """Then it has a change but no percentage, and that is no finding."""
    row = derived_row("Spread", "Lithium Hydroxide - Lithium Carbonate", [HYDROXIDE, CARBONATE])
    assert (row.level, row.last, row.change_percent, row.year_to_date) == (-91.5, -50.0, None, None)
    assert check(row, NOW) == ()
    assert is_derived(row)
    assert not is_derived(CARBONATE)


def test_days_without_a_result_are_left_out_and_told() -> None:
    """A division by zero in the past takes its day away; today, it takes the level away."""
    zero = quote("Zero", points=[("2025-12-24", 1.0), ("2026-01-07", 0.0), ("2026-05-27", 2.0)])
    past = derived_row("Past", "Lithium Hydroxide / Zero", [HYDROXIDE, zero])
    assert [point.value for point in past.series.points] == [170.0, 179.25]
    assert [finding.code for finding in past.findings] == ["derived-undefined"]
    gone = quote("Gone", points=[("2025-12-24", 1.0), ("2026-05-27", 0.0)])
    today = derived_row("Today", "Lithium Hydroxide / Gone", [HYDROXIDE, gone])
    assert (today.level, today.change_percent, today.published_on) == (None, None, date(2026, 5, 27))
    assert "division by zero" in today.findings[-1].sentence


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("Lithium Hydroxide / Zinc", "There is no index “Zinc”."),
        ("Lithium Hydroxide / Sodium", "No dated print is known of Sodium."),
        (
            "Lithium Hydroxide / Old",
            "The legs have no day in common: Old ends on 2024-12-31, before Lithium Hydroxide begins on 2025-12-24.",
        ),
    ],
)
def test_a_row_that_cannot_be_computed_says_why(formula: str, sentence: str) -> None:
    """It is there without a level, with a finding."""
    old = quote("Old", points=[("2024-11-30", 1.0), ("2024-12-31", 1.0)])
    row = derived_row("Row", formula, [HYDROXIDE, quote("Sodium", points=()), old])
    assert (row.level, row.published_on, row.series.points) == (None, None, ())
    assert [finding.sentence for finding in row.findings] == [sentence]
    assert formula_of(row) == formula
    assert all(one.text(row, NOW) for one in ALL_COLUMNS)


def test_formulas_build_on_each_other_in_their_order() -> None:
    """A row can name the rows before it, never itself or one after it."""
    rows = derived_rows({"Sum": "Lithium Hydroxide + Lithium Carbonate", "Half": "Sum / 2", "Self": "Self + 1"},
                        [HYDROXIDE, CARBONATE])  # fmt: skip
    assert [row.level for row in rows] == [808.5, 404.25, None]
    assert derived_rows({}, [HYDROXIDE]) == ()


def test_a_name_that_is_taken_is_changed_and_told() -> None:
    """Labels are the identity of rows."""
    row = derived_row("Cobalt", "Cobalt * 2", [COBALT])
    assert (row.label, row.level) == ("Cobalt (derived)", 488.0)
    assert row.findings[0].code == "derived-name"
    assert derived_row("\x1b \n", "Cobalt", [COBALT]).label == "derived"


def test_equal_rows_stay_the_same_objects() -> None:
    """So that nothing is painted again that did not change."""
    formulas = {"Twice": "Cobalt * 2", "Sum": "Cobalt + Lithium Hydroxide"}
    before = derived_rows(formulas, [COBALT, HYDROXIDE])
    later = quote("Lithium Hydroxide", points=[("2026-01-07", 203.0), ("2026-04-29", 300.0)])
    after = derived_rows(formulas, [COBALT, later], before)
    assert after[0] is before[0]
    assert after[1] is not before[1]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_row_ever_holds_what_is_no_number(data: st.DataObject) -> None:
    """Whatever its legs hold."""
    numbers = st.floats(allow_nan=True, allow_infinity=True)

    def leg(label: str) -> Quote:
        days = st.dates(date(2025, 1, 1), date(2025, 3, 1))
        points = sorted(data.draw(st.dictionaries(days, numbers, max_size=6)).items())
        return Quote(
            label=label,
            level=data.draw(st.one_of(st.none(), numbers)),
            published_on=data.draw(st.one_of(st.none(), days)),
            series=series(points=points),
        )

    row = derived_row("Row", "A / B - 1e300 * A", [leg("A"), leg("B")])
    for number in (row.level, row.last, row.change_percent, row.year_to_date, row.year_on_year):
        assert number is None or isfinite(number)
    assert all(isfinite(point.value) for point in row.series.points)
