"""The one place that turns prices, changes, ages and dates into text, so that both front ends say them the same way.

Signs are ASCII, so that what is copied can be parsed; dates are ISO; what is missing is a dash.
"""

from datetime import UTC, date, datetime
from math import floor, isfinite, log10
from typing import Literal

from tickertui.market.basis import Basis, change_days, year_on_year_basis, year_to_date_basis
from tickertui.market.calendar import Publication, Tally, disagree, utc_day
from tickertui.market.calendar import publication as publication_of
from tickertui.market.quote import Quote

Direction = Literal["up", "down", "flat", "none"]

MISSING = "—"
"""What stands for a figure that is not there."""

SEPARATOR = " · "
"""What stands between facts on one line."""

ARROWS: dict[Direction, str] = {"up": "▲", "down": "▼", "flat": "=", "none": " "}
"""One character per direction."""

GRADES = (1.0, 5.0)
"""The sizes of a move in per cent from which it is of grade 2 and 3."""


def level(x: float | None) -> str:
    """A level: two decimals, thousands set apart; a small one keeps four significant digits."""
    if x is None or not isfinite(x):
        return MISSING
    return _number(x)


def signed(x: float | None) -> str:
    """An absolute change with its sign, written as a level is; no change has no sign."""
    if x is None or not isfinite(x):
        return MISSING
    text = _number(round(x, 12))
    return f"+{text}" if x > 0 and _is_visible(text) else text


def points(x: float | None) -> str:
    """A percentage with its sign and two decimals, without the per cent sign, as under a heading that has it."""
    if x is None or not isfinite(x):
        return MISSING
    text = f"{x:+,.2f}" if abs(x) < 1e12 else f"{x:+.3e}"
    return text if _is_visible(text) else text[1:]


def percent(x: float | None) -> str:
    """A percentage with its sign, two decimals and the per cent sign."""
    text = points(x)
    return text if text == MISSING else f"{text} %"


def unsigned(x: float | None) -> str:
    """A size in per cent, which has no direction: "12.40 %"."""
    return percent(x).removeprefix("+")


def _number(x: float) -> str:
    """A number as a level is written, never with a negative zero."""
    size = abs(x)
    if size >= 1e15 or 0 < size < 1e-9:
        return f"{x:.3e}"
    if size >= 1 or round(size, 2) == size:
        text = f"{x:,.2f}"
    else:
        text = f"{x:.{3 - floor(log10(size))}f}".rstrip("0")
        short = 2 - len(text.partition(".")[2])
        text += "0" * short
    return text if _is_visible(text) else text.lstrip("-")


def _is_visible(text: str) -> bool:
    """Whether a written number shows any digit but zero."""
    return text.strip("+-0.,") != ""


def direction(x: float | None) -> Direction:
    """Which way a percentage goes as it is written: one that prints as 0.00 is flat."""
    if x is None or not isfinite(x):
        return "none"
    if abs(x) < 0.005:
        return "flat"
    return "up" if x > 0 else "down"


def arrow(x: float | None) -> str:
    """The arrow of a percentage: one cell wide, a space where there is none."""
    return ARROWS[direction(x)]


def grade(x: float | None) -> int:
    """The size of a move in per cent: 0 for none, 1 below 1 %, 2 below 5 %, 3 from there."""
    if x is None or direction(x) in ("flat", "none"):
        return 0
    size = abs(x)
    return 1 if size < GRADES[0] else 2 if size < GRADES[1] else 3


def day(on: date | None) -> str:
    """A date."""
    return MISSING if on is None else on.isoformat()


def moment(at: datetime | None) -> str:
    """A moment in UTC, to the minute."""
    return MISSING if at is None else f"{at.astimezone(UTC).isoformat(' ')[:16]} UTC"


def age(days: int | None) -> str:
    """The age of a print."""
    return "today" if days == 0 else span(days)


def span(days: int | None) -> str:
    """A number of days."""
    return MISSING if days is None else f"{days} d"


def duration(seconds: float) -> str:
    """A length of time in its two largest units: "45 s", "4 min 10 s", "3 h 20 min", "2 d 4 h"."""
    rest = max(0, round(seconds))
    for size, unit, smaller_size, smaller_unit in (
        (86_400, "d", 3_600, "h"),
        (3_600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        if rest >= size:
            whole, part = rest // size, rest % size // smaller_size
            return f"{whole} {unit} {part} {smaller_unit}" if part else f"{whole} {unit}"
    return f"{rest} s"


def state(standing: Publication) -> str:
    """A publication state in a cell: "fresh", "due", "late 45 d", "dormant 398 d" (days since the print was due)."""
    if standing.state in ("late", "dormant"):
        return f"{standing.state} {span(standing.late_days)}"
    return standing.state


def publication(standing: Publication) -> str:
    """A publication state in words that stand alone: "fresh", "due", "late 45 d", "dormant, late 398 d"."""
    return f"dormant, late {span(standing.late_days)}" if standing.state == "dormant" else state(standing)


def publication_sentence(standing: Publication) -> str:
    """A publication state in words, with the date it is judged by."""
    due = f"due {day(standing.due_on)}"
    match standing.state:
        case "fresh":
            return f"Fresh: next print {due}."
        case "due":
            return f"Due since {day(standing.due_on)}, within the grace of a quarter of its period."
        case "late":
            return f"Late {span(standing.late_days)}: it was {due}."
        case "dormant":
            return f"Dormant: late {span(standing.late_days)}, it was {due}; more than three periods without a print."
    if standing.age_days is None:
        return "Unknown: no print with a date that has passed."
    return "Unknown: neither a declared nor an observed cadence."


def cadence(standing: Publication, frequency: str = "") -> str:
    """The declared cadence in a cell, and the observed one where it differs; else the frequency as written."""
    if standing.declared is None:
        written = frequency or "undeclared"
        return f"{written}, seen {span(standing.observed.days)}" if standing.observed else frequency or MISSING
    if standing.observed is not None and disagree(standing.declared, standing.observed):
        return f"{standing.declared.text}, seen {span(standing.observed.days)}"
    return standing.declared.text


def cadence_sentence(standing: Publication, frequency: str = "") -> str:
    """Declared and observed cadence in words."""
    declared = standing.declared.text if standing.declared else f"as “{frequency}”" if frequency else "nothing"
    if standing.observed is None:
        return f"Declared {declared}; too few prints to observe a cadence."
    verb = "but printed" if disagree(standing.declared, standing.observed) else "printed"
    return f"Declared {declared}, {verb} {standing.observed.text}."


def basis(against: Basis) -> str:
    """What a percentage is against, in words: "+75.85 % vs 233.73 on 2026-01-07, first print of 2026"."""
    text = percent(against.percent)
    if against.found == "none":
        return f"{text}, base unknown"
    text += f" vs {level(against.value)}"
    if against.found == "implied":
        text += " (implied)"
    if against.on is not None:
        text += f" on {day(against.on)}"
    return f"{text}, {against.reason}"


def change_sentence(quote: Quote) -> str:
    """The last change as it is spoken: "up 2.50 (+0.61 %) in 14 days"; empty where there is none."""
    going = movement(quote)
    if going == "none":
        return ""
    words = {"up": "up", "down": "down", "flat": "unchanged", "none": ""}[going]
    if quote.level is not None and quote.last is not None and going != "flat":
        words += f" {level(abs(quote.level - quote.last))}"
    if quote.change_percent is not None:
        words += f" ({percent(quote.change_percent)})"
    days = change_days(quote)
    return words if days is None else f"{words} in {days} days"


def movement(quote: Quote) -> Direction:
    """Which way the last change went: by the percentage, else by the levels."""
    if quote.change_percent is not None:
        return direction(quote.change_percent)
    if quote.level is None or quote.last is None:
        return "none"
    return "flat" if quote.level == quote.last else "up" if quote.level > quote.last else "down"


def quotable(quote: Quote, now: datetime, source: str = "") -> str:
    """A row as a sentence to quote: level, date, age, change, bases and source."""
    facts = [f"{quote.label}: {'no level' if quote.level is None else level(quote.level)}"]
    if quote.published_on is not None:
        standing = publication_of(quote, now)
        facts[0] += f" on {day(quote.published_on)} ({_how_old(standing)})"
    change = change_sentence(quote)
    if change:
        facts.append(change)
    for name, against in (("year to date", year_to_date_basis(quote)), ("year on year", year_on_year_basis(quote))):
        if against is not None:
            facts.append(f"{name} {basis(against)}")
    origin = f"Source: {source}, as" if source else "As"
    return f"{'; '.join(facts)}. {origin} of {day(utc_day(now))}."


def _how_old(standing: Publication) -> str:
    """The age of a print in words, and that it is late where it is."""
    if standing.age_days is None:
        return "dated in the future"
    old = (
        "today"
        if standing.age_days == 0
        else "1 day old"
        if standing.age_days == 1
        else f"{standing.age_days} days old"
    )
    return f"{old}, {publication(standing)}" if standing.state in ("late", "dormant") else old


def headline(counted: Tally, now: datetime) -> str:
    """How many rows are fresh, due, late and dormant, and which one comes due next."""
    facts = [f"{number:,} {name}" for name, number in (("fresh", counted.fresh), ("due", counted.due)) if number]
    if counted.overdue:
        dormant = f" ({counted.dormant:,} dormant)" if counted.dormant else ""
        facts.append(f"{counted.overdue:,} late{dormant}")
    if counted.unknown:
        facts.append(f"{counted.unknown:,} unknown")
    if counted.next_due_on is not None:
        days = (counted.next_due_on - utc_day(now)).days
        when = "tomorrow" if days == 1 else f"in {span(days)}"
        facts.append(f"next due {counted.next_due_label} {day(counted.next_due_on)} ({when})")
    return SEPARATOR.join(facts) if facts else "no rows"
