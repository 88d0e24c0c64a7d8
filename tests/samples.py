"""Small builders of the values everything speaks of: deterministic, consistent, and no longer than a test needs."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tickertui.market.article import Article, Person, Tag
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series
from tickertui.market.snapshot import Snapshot

NOW = datetime(2026, 6, 3, 15, 35, 49, tzinfo=UTC)
"""The moment of most tests."""

VALUES = (100.0, 104.0, 98.5, 101.25, 107.0, 111.5, 110.0, 118.75, 121.0, 119.5, 126.0, 131.25)
"""Twelve values, oldest first, that rise, with a few steps back."""

FREQUENCIES = {7: "1wk", 14: "2wk", 31: "monthly"}
"""The declared cadence that goes with a gap in days."""

NAMES = ("Lithium", "Cobalt", "Nickel", "Graphite", "Anode", "Cathode", "Cells", "Black Mass", "Rare Earths", "Copper")
"""The first words of the labels of `many_quotes`."""


def day(on: date | str) -> date:
    """The date, also from ISO text."""
    return date.fromisoformat(on) if isinstance(on, str) else on


def series(
    values: Sequence[float] = VALUES,
    *,
    ends_on: date | str = "2026-05-27",
    every: int = 14,
    points: Iterable[tuple[date | str, float]] | None = None,
    rejected: tuple[str, ...] = (),
) -> Series:
    """A series of `values`, oldest first, `every` so many days up to `ends_on`; or of the `points` given."""
    if points is not None:
        return Series(tuple(Point(day(on), value) for on, value in points), rejected)
    last, count = day(ends_on), len(values)
    dated = (Point(last - timedelta(days=every * (count - 1 - n)), value) for n, value in enumerate(values))
    return Series(tuple(dated), rejected)


def quote(
    label: str = "Lithium",
    values: Sequence[float] = VALUES,
    *,
    ends_on: date | str = "2026-05-27",
    every: int = 14,
    points: Iterable[tuple[date | str, float]] | None = None,
    **fields: Any,
) -> Quote:
    """A row whose level, last value, date, change and bases agree with its series; `fields` overrides any of them."""
    shape = series(values, ends_on=ends_on, every=every, points=points)
    numbers = [point.value for point in shape.points]
    known: dict[str, Any] = {
        "label": label,
        "frequency": FREQUENCIES.get(every, f"every {every} days"),
        "frequency_text": f"Updated every {every} days",
        "series": shape,
        "url": f"/{label.lower().replace(' ', '-')}/prices",
        "is_protected": False,
        "has_access": True,
    }
    if numbers:
        published_on = shape.points[-1].on
        known |= {"level": numbers[-1], "published_on": published_on}
        first = next((point.value for point in shape.points if point.on.year == published_on.year), numbers[0])
        known["year_to_date"] = round((numbers[-1] / first - 1) * 100, 2) if first else None
        known["year_on_year"] = 25.0
    if len(numbers) > 1:
        known["last"] = numbers[-2]
        known["change_percent"] = round((numbers[-1] / numbers[-2] - 1) * 100, 2) if numbers[-2] else None
    return Quote(**(known | fields))


def paragraph(text: str) -> dict[str, Any]:
    """A rich-text paragraph of plain text."""
    return {"type": "paragraph", "attrs": {"textAlign": None}, "content": [{"type": "text", "text": text}]}


def rich_text(*paragraphs: str) -> dict[str, Any]:
    """A rich-text document of plain paragraphs."""
    return {"type": "doc", "content": [paragraph(text) for text in paragraphs]}


def article(title: str = "Salt flats fill up", *paragraphs: str, **fields: Any) -> Article:
    """An article with an author, tags and two paragraphs (or those given); `fields` overrides any of it."""
    slug = title.lower().replace(" ", "-")
    body = paragraphs or (
        "Lithium rose again this month, and cobalt did not.",
        "Buyers of LFP cells waited; lithium hydroxide found few of them.",
    )
    known: dict[str, Any] = {
        "uuid": f"uuid-of-{slug}",
        "slug": slug,
        "title": title,
        "full_slug": f"article/{slug}",
        "published_on": date(2026, 5, 20),
        "tags": (Tag("salt", "Salt"), Tag("supply", "Supply")),
        "categories": (Tag("lithium", "Lithium"),),
        "people": (Person("Ada Salter", ("Editor", "Reporter"), "Editor - Salts & Brines"),),
        "visibility": "public",
        "rich_text": rich_text(*body),
    }
    return Article(**(known | fields))


def snapshot(quotes: Iterable[Quote] | None = None, articles: Iterable[Article] = (), **fields: Any) -> Snapshot:
    """A snapshot made at `NOW` of the quotes given, or of `board()`."""
    rows = tuple(quotes) if quotes is not None else board()
    known: dict[str, Any] = {
        "quotes": rows,
        "articles": tuple(articles),
        "made_at": NOW,
        "read_at": NOW + timedelta(minutes=2),
        "origin": "tests/board.json",
    }
    return Snapshot(**(known | fields))


def board() -> tuple[Quote, ...]:
    """Five rows, one in each publication state at `NOW`: fresh, due, late, dormant and unknown."""
    falling = tuple(reversed(VALUES))
    return (
        quote("Lithium", ends_on="2026-05-27", every=14),
        quote("Cobalt", falling, ends_on="2026-05-26", every=7),
        quote("Natural Graphite", ends_on="2026-04-15", every=31),
        quote("Cathode", falling, ends_on="2025-12-15", every=31),
        quote("Sodium", points=(), frequency="now and then", frequency_text=""),
    )


def many_quotes(count: int, *, step: int = 0) -> list[Quote]:
    """So many rows with distinct labels, the same for the same arguments; another `step` changes every level.

    Series are shared between rows (a pool of 240), so that 100,000 rows are made in about a second.
    """
    pool = [_shape(number, step) for number in range(240)]
    rows = []
    for number in range(count):
        model = pool[(number * 7) % len(pool)]
        rows.append(
            Quote(
                label=f"{NAMES[number % len(NAMES)]} {number:06d}",
                level=model.level,
                last=model.last,
                published_on=model.published_on,
                frequency=model.frequency,
                frequency_text=model.frequency_text,
                change_percent=model.change_percent,
                year_to_date=model.year_to_date,
                year_on_year=model.year_on_year,
                series=model.series,
                url=model.url,
                has_access=True,
                is_protected=False,
            )
        )
    return rows


def _shape(number: int, step: int) -> Quote:
    """One of the models that `many_quotes` draws its rows from; a few are late, dormant, flat or without values."""
    every = (7, 14, 14, 31)[number % 4]
    swing = (number * 37 + step * 11) % 23 - 11
    base = 20.0 + (number * 61 + step * 7) % 900
    values = [round(base * (1 + swing * n / 400 + ((number * n + step) % 5) / 100), 2) for n in range(12)]
    if number % 60 == 59:
        return quote("model", points=(), every=every)
    if number % 24 == 23:
        values = [values[0]] * 12
    age = (number * 5) % 10 + (0, 0, 0, 20, 0, 0, 150, 0)[number % 8]
    return quote("model", values, ends_on=NOW.date() - timedelta(days=age), every=every)
