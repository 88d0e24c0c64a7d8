"""Several rows side by side: rebased to 100 from the latest day that all of them reach, and over the same spans.

Spans end on one day for all rows, the oldest of their last prints, and count from the prints that held at their start:
each figure has both dates. What cannot be compared is left out with the reason.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from tickertui.market import wording
from tickertui.market.prints import as_of, finite, percent_between, prints_of, usual_gap
from tickertui.market.quote import Quote
from tickertui.market.series import Point
from tickertui.market.views import View

BASE = 100.0
"""What every row is at the start."""

SPANS = (30, 90, 180, 365)
"""The spans of the table in days."""


class SpanChange(msgspec.Struct, frozen=True):
    """The change of a row over one span."""

    percent: float
    base: Point
    """The print that held at the start of the span."""
    print: Point
    """The print that held at its end."""

    @property
    def sentence(self) -> str:
        """The change with its dates: "+12.50 %, 120.00 of 2026-02-25 to 135.00 of 2026-05-20"."""
        before = f"{wording.level(self.base.value)} of {wording.day(self.base.on)}"
        after = f"{wording.level(self.print.value)} of {wording.day(self.print.on)}"
        return f"{wording.percent(self.percent)}, {before} to {after}"


class Span(msgspec.Struct, frozen=True):
    """One column of the table: the same days for every row."""

    days: int
    start_on: date
    end_on: date

    @property
    def sentence(self) -> str:
        """The span in words."""
        return f"{self.days} days from {wording.day(self.start_on)} to {wording.day(self.end_on)}"


class Line(msgspec.Struct, frozen=True):
    """One row of a comparison."""

    label: str
    base: Point
    """The print that held at the start: what counts as 100."""
    points: tuple[Point, ...]
    """The prints from the start on, rebased; the first is of the start, and 100."""
    changes: tuple[SpanChange | None, ...]
    """The change over each span; None where the prints do not reach back to its start."""
    last: Point = Point(date.min, BASE)
    """The last print, as it was published."""
    every: int = 0
    """The usual days between two prints; 0 where there are too few to tell."""

    @property
    def percent(self) -> float:
        """The change from the start to the last print."""
        return self.points[-1].value - BASE


class LeftOut(msgspec.Struct, frozen=True):
    """A row that cannot be compared, and why."""

    label: str
    reason: str


class Comparison(msgspec.Struct, frozen=True):
    """Rows side by side."""

    start_on: date | None = None
    """The day on which every row is 100; None where there is nothing to compare."""
    end_on: date | None = None
    """The day on which every span ends: the oldest of the last prints."""
    lines: tuple[Line, ...] = ()
    spans: tuple[Span, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def sentence(self) -> str:
        """From when, until when, and what is missing, in words."""
        if self.start_on is None or self.end_on is None:
            words = "Nothing to compare"
        else:
            words = f"100 = {wording.day(self.start_on)}; spans end on {wording.day(self.end_on)}"
        missing = "; ".join(f"{row.label}: {row.reason}" for row in self.left_out)
        return f"{words}. Left out: {missing}." if missing else f"{words}."


def rebased(quotes: Iterable[Quote], start: date | None = None) -> Comparison:
    """The rows rebased to 100 from the latest common start, or from the day given; each label once.

    A row of one print has no line: where others have one, it does not say when they start.
    """
    rows = {quote.label: prints_of(quote) for quote in quotes}
    left_out = [LeftOut(label, "no dated print") for label, prints in rows.items() if not prints]
    rows = {label: prints for label, prints in rows.items() if prints}
    if not rows:
        return Comparison(left_out=tuple(left_out))
    begin = _common_start(rows.values()) if start is None else start
    kept: dict[str, tuple[Point, ...]] = {}
    for label, prints in rows.items():
        reason = _obstacle(prints, begin)
        if reason:
            left_out.append(LeftOut(label, reason))
        else:
            kept[label] = prints
    if not kept:
        return Comparison(left_out=tuple(left_out))
    end = min(prints[-1].on for prints in kept.values())
    spans = tuple(span for span in (_span(days, end) for days in SPANS) if span is not None)
    lines = tuple(_line(label, prints, begin, spans) for label, prints in kept.items())
    return Comparison(begin, end, lines, spans, tuple(left_out))


def _common_start(rows: Collection[tuple[Point, ...]]) -> date:
    """The first day that all rows reach, as far as they have lines."""
    lines = [prints for prints in rows if len(prints) > 1]
    return max(prints[0].on for prints in lines or rows)


def view_of(comparison: Comparison) -> View:
    """The table of a comparison: every figure with its dates; what was left out stands last, with the reason."""
    titles = ["Index", "Base", "Base of", "Rebased", "Last", "Printed", "Every"]
    ids = ["index", "base", "base_on", "rebased", "last", "printed_on", "every_days"]
    for span in comparison.spans:
        titles += [f"{span.days} d %", f"{span.days} d from", f"{span.days} d to"]
        ids += [f"change_{span.days}_percent", f"change_{span.days}_from", f"change_{span.days}_to"]
    rows = [(*_line_cells(line), "") for line in comparison.lines]
    empty = ("",) * (len(ids) - 1)
    rows += [(row.label, *empty, f"left out: {row.reason}") for row in comparison.left_out]
    sides: list[Literal["left", "right"]] = ["right" for _ in ids]
    return View((*ids, "note"), (*titles, "Note"), ("left", *sides[1:], "left"), tuple(rows))


def _line_cells(line: Line) -> list[str]:
    """The cells of a line, as they are written."""
    base, last = line.base, line.last
    cells = [line.label, wording.level(base.value), wording.day(base.on), wording.level(line.points[-1].value)]
    cells += [wording.level(last.value), wording.day(last.on), f"{line.every} d" if line.every else ""]
    for change in line.changes:
        if change is None:
            cells += ["", "", ""]
        else:
            cells += [wording.points(change.percent), wording.day(change.base.on), wording.day(change.print.on)]
    return cells


def _obstacle(prints: tuple[Point, ...], begin: date) -> str:
    """Why a row cannot be rebased from a day; empty where it can."""
    held = as_of(prints, begin)
    if held is None:
        return f"its first print is of {wording.day(prints[0].on)}, after the start on {wording.day(begin)}"
    if prints[-1].on < begin:
        return f"its last print is of {wording.day(prints[-1].on)}, before the start on {wording.day(begin)}"
    if held.value <= 0:
        return f"it was not above zero on {wording.day(held.on)}"
    if any(finite(point.value / held.value * BASE) is None for point in prints if point.on > begin):
        return "its prints are too far apart for a common scale"
    return ""


def _line(label: str, prints: tuple[Point, ...], begin: date, spans: tuple[Span, ...]) -> Line:
    """One row, rebased, with its changes."""
    base = as_of(prints, begin) or prints[0]
    later = (Point(point.on, point.value / base.value * BASE) for point in prints if point.on > begin)
    changes = tuple(_change(prints, span) for span in spans)
    every = usual_gap(prints) if len(prints) > 2 else 0
    return Line(label, base, (Point(begin, BASE), *later), changes, prints[-1], every)


def _span(days: int, end: date) -> Span | None:
    """The span of so many days up to a day; None before the calendar begins."""
    try:
        return Span(days, end - timedelta(days=days), end)
    except OverflowError:
        return None


def _change(prints: tuple[Point, ...], span: Span) -> SpanChange | None:
    """The change over a span, from the print that held at its start to the one that held at its end."""
    base, end = as_of(prints, span.start_on), as_of(prints, span.end_on)
    if base is None or end is None:
        return None
    percent = percent_between(base.value, end.value)
    return None if percent is None else SpanChange(percent, base, end)
