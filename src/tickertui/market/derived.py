"""Rows that are computed from others: spreads, ratios and baskets, as of the older of their legs' last prints.

The legs seldom print on the same days. A derived row prints with its slowest leg, each time with the level that every
leg had as of that day, and ends where the first of its legs ends: it is never newer than any of them. So it is a row
like any other, with a cadence, a change and a year; what it is made of stands in its `extra`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from tickertui.errors import bounded
from tickertui.formats import sanitize
from tickertui.market import wording
from tickertui.market.basis import year_before
from tickertui.market.calendar import period_of
from tickertui.market.finding import Finding
from tickertui.market.formula import Formula, FormulaError, Names, parse
from tickertui.market.prints import as_of, percent_between, prints_of
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series

FORMULA = "formula"
LEGS = "legs"
ALIGNED = "aligned"
WAITING = "waiting"
"""The names in `extra` of a derived row: its formula, its legs' labels, which of them dates it, and what waits."""

Noted = TypeVar("Noted")

LABEL_LIMIT = 200
"""The longest name of a derived row."""


def is_derived(quote: Quote) -> bool:
    """Whether a row is computed from others."""
    return any(name == FORMULA for name, _ in quote.extra)


def formula_of(quote: Quote) -> str:
    """The formula of a derived row, as written; empty for any other row."""
    return _noted(quote, FORMULA, str) or ""


def legs_of(quote: Quote) -> tuple[str, ...]:
    """The labels that a derived row is computed from."""
    return tuple(_noted(quote, LEGS, list[str]) or ())


def alignment_of(quote: Quote) -> str:
    """Which leg dates a derived row, and from when the others' levels are, in words."""
    return _noted(quote, ALIGNED, str) or ""


def waiting_of(quote: Quote) -> str:
    """Which legs have newer prints than a derived row can show, in words; empty where none has."""
    return _noted(quote, WAITING, str) or ""


def derived_rows(
    formulas: Mapping[str, str], quotes: Sequence[Quote], before: Iterable[Quote] = ()
) -> tuple[Quote, ...]:
    """A row for each formula by its name, in their order; a formula may name the rows of those before it.

    A formula that cannot be read or computed gives a row without a level and with a finding that says why. Of the
    rows `before`, equal ones are used again: identity is a row's version.
    """
    if not formulas:
        return ()
    board = {quote.label: quote for quote in reversed(quotes)}
    names = Names(quote.label for quote in quotes)
    known = {quote.label: quote for quote in before}
    rows = []
    for name, text in formulas.items():
        row = _row(name, text, names, board)
        earlier = known.get(row.label)
        row = earlier if earlier == row and earlier is not None else row
        board[row.label] = row
        names.add(row.label)
        rows.append(row)
    return tuple(rows)


def derived_row(name: str, text: str, quotes: Sequence[Quote]) -> Quote:
    """The row of one formula: see `derived_rows`."""
    return derived_rows({name: text}, quotes)[0]


def _noted(quote: Quote, name: str, kind: type[Noted]) -> Noted | None:
    """What `extra` has under a name; None for nothing of that kind."""
    text = next((text for known, text in quote.extra if known == name), None)
    if text is None:
        return None
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError:
        return None


def _row(name: str, text: str, names: Names, board: Mapping[str, Quote]) -> Quote:
    """The row of a formula, or one that says why there is none."""
    label = bounded(sanitize.line(name).strip(), LABEL_LIMIT) or "derived"
    findings = []
    if label in board:
        taken = label
        while label in board:
            label = f"{label} (derived)"
        findings.append(
            Finding("derived-name", f"There is an index {taken} already; the derived row is called {label}")
        )
    row = Quote(label=label, extra=(_note(FORMULA, bounded(sanitize.line(text))),), findings=tuple(findings))
    try:
        formula = parse(text, names)
    except FormulaError as error:
        return _without_level(row, error.sentence)
    row = msgspec.structs.replace(row, extra=(*row.extra, _note(LEGS, formula.legs)))
    return _computed(row, formula, [board[leg] for leg in formula.legs])


def _note(name: str, value: object) -> tuple[str, str]:
    return name, msgspec.json.encode(value).decode()


def _without_level(row: Quote, why: str) -> Quote:
    """The row with a finding that says why it has no level."""
    return msgspec.structs.replace(row, findings=(*row.findings, Finding("derived-missing", why)))


def _computed(row: Quote, formula: Formula, legs: list[Quote]) -> Quote:
    """The row with its prints, last values and percentages."""
    prints = [_settled(leg) for leg in legs]
    bare = [leg.label for leg, points in zip(legs, prints, strict=True) if not points]
    if bare:
        return _without_level(row, f"No dated print is known of {' and '.join(bare)}.")
    start, end = max(points[0].on for points in prints), min(points[-1].on for points in prints)
    first = next(leg for leg, points in zip(legs, prints, strict=True) if points[0].on == start)
    oldest = next(leg for leg, points in zip(legs, prints, strict=True) if points[-1].on == end)
    if end < start:
        why = f"{oldest.label} ends on {wording.day(end)}, before {first.label} begins on {wording.day(start)}."
        return _without_level(row, f"The legs have no day in common: {why}")
    slowest = _slowest(legs, prints)
    days = sorted({point.on for point in prints[slowest] if start <= point.on <= end} | {end})
    worked = [(on, formula.value(_levels(prints, on))) for on in days]
    points = tuple(Point(on, _clean(value)) for on, value in worked if value is not None)
    row = msgspec.structs.replace(
        row,
        published_on=end,
        frequency=legs[slowest].frequency,
        frequency_text=legs[slowest].frequency_text,
        series=Series(points),
        has_access=_all([leg.has_access for leg in legs]),
        extra=(*row.extra, _note(ALIGNED, _alignment(legs, prints, oldest, end)), *_waiting(legs, prints, end)),
        findings=(*row.findings, *_findings(worked)),
    )
    return _with_percentages(row) if points and points[-1].on == end else row


def _settled(leg: Quote) -> tuple[Point, ...]:
    """A leg's prints up to the day that it calls its last."""
    prints = prints_of(leg)
    if leg.published_on is None or not prints or prints[-1].on <= leg.published_on:
        return prints
    return tuple(point for point in prints if point.on <= leg.published_on)


def _slowest(legs: list[Quote], prints: list[tuple[Point, ...]]) -> int:
    """The number of the leg of the longest period; of several that of the oldest last print."""
    periods = [period_of(leg) or float("inf") for leg in legs]
    return max(range(len(legs)), key=lambda number: (periods[number], -prints[number][-1].on.toordinal()))


def _levels(prints: list[tuple[Point, ...]], on: date) -> list[float]:
    """Each leg's level as of a day on which all are known."""
    held = [as_of(points, on) for points in prints]
    return [point.value for point in held if point is not None]


def _clean(value: float) -> float:
    """A value without the last digits of binary arithmetic, so that it is written as it was meant."""
    return float(f"{value:.12g}")


def _all(flags: list[bool | None]) -> bool | None:
    """Whether all are true; None where that is not said."""
    return False if False in flags else None if None in flags else True


def _with_percentages(row: Quote) -> Quote:
    """The row with its level, the one before and the changes of its year, where its own prints reach back."""
    points = row.series.points
    end = points[-1]
    last = points[-2].value if len(points) > 1 else None
    year_end = date(end.on.year - 1, 12, 31) if end.on.year > 1 else None
    year_ago = year_before(end.on)
    return msgspec.structs.replace(
        row,
        level=end.value,
        last=last,
        change_percent=percent_between(last, end.value),
        year_to_date=_since(points, year_end),
        year_on_year=_since(points, year_ago),
    )


def _since(points: tuple[Point, ...], on: date | None) -> float | None:
    """The change in per cent since the print that held on a day."""
    base = as_of(points, on) if on is not None else None
    return None if base is None else percent_between(base.value, points[-1].value)


def _alignment(legs: list[Quote], prints: list[tuple[Point, ...]], oldest: Quote, end: date) -> str:
    """Which leg dates the row, and from when the others' levels are."""
    others = []
    for leg, points in zip(legs, prints, strict=True):
        held = as_of(points, end)
        if held is not None and (leg is not oldest) and (held.on != end or points[-1].on != end):
            others.append(f"{leg.label} with {wording.level(held.value)} of {wording.day(held.on)}")
    if not others:
        return f"As of {wording.day(end)}, the last print of every leg."
    return f"As of {wording.day(end)}, the last print of {oldest.label}; {', '.join(others)}."


def _waiting(legs: list[Quote], prints: list[tuple[Point, ...]], end: date) -> list[tuple[str, str]]:
    """The note that legs have newer prints than the row can show, where they have."""
    newer = [
        f"{leg.label} ({wording.day(points[-1].on)})"
        for leg, points in zip(legs, prints, strict=True)
        if points[-1].on > end
    ]
    return [_note(WAITING, f"Newer prints wait: {', '.join(newer)}.")] if newer else []


def _findings(worked: list[tuple[date, float | None]]) -> list[Finding]:
    """On which days nothing comes out."""
    nothing = [on for on, value in worked if value is None]
    if not nothing:
        return []
    days = "1 day" if len(nothing) == 1 else f"{len(nothing)} days"
    words = f"No number comes out on {days}, the last {wording.day(nothing[-1])}: a division by zero, or too large"
    return [Finding("derived-undefined", words)]
