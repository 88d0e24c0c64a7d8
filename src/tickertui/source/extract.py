"""What the site's keys mean: from a decoded payload to a snapshot.

The only module that knows the keys of the envelope and of the rows; `stories` knows those of the articles.

A payload comes from outside: any value can be of any type. What is odd is said in findings and kept; nothing raises
but a payload in which there is nothing to show.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice, pairwise
from typing import Any, Final

import msgspec

from tickertui.errors import PayloadError, bounded
from tickertui.formats.nuxt import NuxtError
from tickertui.formats.sanitize import takes_no_cell
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series
from tickertui.market.snapshot import Snapshot
from tickertui.source import readings
from tickertui.source.stories import STORY_PREFIX, articles_in

ROWS_KEY: Final = "ticker-data"

ENVELOPE_KEYS: Final = frozenset(
    {"data", "state", "once", "_errors", "error", "serverRendered", "path", "prerenderedAt", "prefetchLinks"}
    | {"pinia", "config", "ssrContext", "payload"}
)
"""The keys of a payload that Nuxt itself writes, and those that well-known modules add."""

NUMBERS: Final = {
    "today": "level",
    "last": "last",
    "percentageChange": "change_percent",
    "yearToDate": "year_to_date",
    "yearOnYear": "year_on_year",
}
REQUIRED: Final = ("today", "last", "percentageChange")
ROW_KEYS: Final = frozenset(
    {"publishedDate", "updateFrequency", "updateFrequencyText", "label", "oneYearIndexTrend", "url"}
    | {"subscription", "isProtected", "hasAccess"}
    | NUMBERS.keys()
)

ABOUT_LABELS: Final = frozenset({"missing-label", "duplicate-label"})
"""Findings about a row that are about the whole board too."""
LABEL_LIMIT: Final = 200
REJECTED_LIMIT: Final = 50
"""The most rejected trend entries of a row that are kept in words; further ones are counted."""
FINDINGS_LIMIT: Final = 200
"""The most findings about a payload that are kept; further ones are counted."""


def snapshot_from(value: object, *, origin: str, read_at: datetime, is_sample: bool = False) -> Snapshot:
    """The snapshot that a decoded payload holds: a `_payload.json`, or a page's whole inline payload.

    Raises:
        PayloadError: There are neither rows nor articles in it; the message says what there is.
    """
    findings: list[Finding] = []
    payload = _envelope(value, origin)
    data = _data(payload, findings)
    quotes, used = _rows(data, findings)
    articles = articles_in(data, used, findings)
    if not quotes and not articles and ROWS_KEY not in used:
        raise _nothing_in(payload, data, origin)
    _tell_unknown(payload, data, used, findings)
    return Snapshot(
        quotes=quotes,
        articles=articles,
        made_at=_made_at(payload, read_at, findings),
        read_at=read_at,
        origin=origin,
        is_sample=is_sample,
        findings=_limited(findings),
    )


def _envelope(value: object, origin: str) -> dict[str, Any]:
    """The payload's top level, as an object; also where it is bare data."""
    payload = readings.mapping(value)
    if payload is None:
        if isinstance(value, NuxtError):
            raise _nothing_in({"error": value}, {}, origin)
        raise PayloadError(
            f"The payload of {origin} is not an object with prices or articles: {readings.glimpse(value, 100)}",
            "Name a page of the site, or its _payload.json.",
        )
    if "data" not in payload and (ROWS_KEY in payload or any(key.startswith(STORY_PREFIX) for key in payload)):
        return {"data": payload}
    return payload


def _data(payload: dict[str, Any], findings: list[Finding]) -> dict[str, Any]:
    """The fetched data by key."""
    data = readings.mapping(payload.get("data"))
    if data is not None:
        return data
    if not readings.is_nothing(payload.get("data")):
        findings.append(Finding("data-unreadable", f"data is no object: {readings.glimpse(payload['data'], 100)}"))
    return {}


def _nothing_in(payload: dict[str, Any], data: dict[str, Any], origin: str) -> PayloadError:
    """The error for a payload with nothing to show, with words on what is in it."""
    error = payload.get("error")
    if not readings.is_nothing(error):
        return PayloadError(
            f"The payload of {origin} is that of an error page: {_error_words(error)}",
            "Open the page in a browser to see whether it still exists.",
        )
    names = [readings.line(key, 60) or "(empty)" for key in list(data)[:8]]
    more = f" and {len(data) - 8} more" if len(data) > 8 else ""
    found = f"its data has {', '.join(names)}{more}" if names else "it has no data"
    if ROWS_KEY in data:
        found += f"; {ROWS_KEY} is {readings.glimpse(data[ROWS_KEY], 100)}"
    return PayloadError(
        f"The payload of {origin} holds neither price rows ({ROWS_KEY}) nor articles: {found}.",
        "Name a page of the site that shows prices or an article.",
    )


def _error_words(error: object) -> str:
    """What an error in a payload says."""
    if not isinstance(error, NuxtError):
        fields = readings.mapping(error)
        if fields is None:
            return readings.glimpse(error, 200)
        error = NuxtError(fields)
    words = (str(error.status or ""), readings.line(error.message, 200))
    return " ".join(word for word in words if word) or readings.glimpse(error, 200)


def _made_at(payload: dict[str, Any], read_at: datetime, findings: list[Finding]) -> datetime | None:
    """When the site made the payload."""
    value = payload.get("prerenderedAt")
    if readings.is_nothing(value):
        return None
    made_at = readings.moment(value)
    if made_at is None:
        findings.append(Finding("bad-moment", f"prerenderedAt is no moment: {readings.glimpse(value, 60)}"))
    elif (made_at - read_at).total_seconds() > 86_400:
        findings.append(Finding("future-moment", f"The payload says it was made in the future, on {made_at:%Y-%m-%d}"))
    return made_at


def _tell_unknown(payload: dict[str, Any], data: dict[str, Any], used: set[str], findings: list[Finding]) -> None:
    """Say what of the payload is not shown."""
    for key, value in payload.items():
        if key not in ENVELOPE_KEYS and not readings.is_nothing(value):
            words = f"The payload has a key that is not known: {_named(key, value)}"
            findings.append(Finding("unknown-key", words))
    for key, value in data.items():
        if key not in used and not readings.is_nothing(value):
            findings.append(Finding("unknown-key", f"data has a key that is not known: {_named(key, value)}"))
    if not readings.is_nothing(payload.get("error")):
        findings.append(Finding("payload-error", f"The payload carries an error: {_error_words(payload['error'])}"))
    errors = readings.mapping(payload.get("_errors")) or {}
    for key, error in errors.items():
        if not readings.is_nothing(error):
            words = f"The site could not fetch {readings.line(key, 100)}: {_error_words(error)}"
            findings.append(Finding("payload-error", bounded(words, 400)))


def _named(key: object, value: object) -> str:
    """A key with a glimpse of its value."""
    return f"{readings.line(key, 100) or '(empty)'} = {readings.glimpse(value, 100)}"


def _limited(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings up to the limit, and how many more there were."""
    if len(findings) <= FINDINGS_LIMIT:
        return tuple(findings)
    more = Finding("more-findings", f"{len(findings) - FINDINGS_LIMIT} more findings")
    return (*findings[:FINDINGS_LIMIT], more)


def _rows(data: dict[str, Any], findings: list[Finding]) -> tuple[tuple[Quote, ...], set[str]]:
    """The rows of the board, and the keys of data that are understood so far."""
    if not readings.is_nothing(data.get(ROWS_KEY)):
        entries = readings.sequence(data[ROWS_KEY])
        if entries is not None and (not entries or any(readings.mapping(entry) is not None for entry in entries)):
            return _quotes(entries, findings), {ROWS_KEY}
        findings.append(Finding("rows-unreadable", f"{_named(ROWS_KEY, data[ROWS_KEY])} is no list of rows"))
    looked_at: set[int] = set()
    for key, value in data.items():
        if id(value) in looked_at:
            continue
        looked_at.add(id(value))
        entries = readings.sequence(value)
        if entries and any(_is_row(entry) for entry in islice(entries, 1_000)):
            name = readings.line(key, 100)
            findings.append(Finding("rows-elsewhere", f"The rows were found under {name}, not under {ROWS_KEY}"))
            return _quotes(entries, findings), {key}
    return (), set()


def _is_row(value: object) -> bool:
    """Whether a value has the shape of a row."""
    row = readings.mapping(value)
    return row is not None and "label" in row and "today" in row


def _quotes(entries: Iterable[object], findings: list[Finding]) -> tuple[Quote, ...]:
    """Every row, with a label of its own. What the payload shares between rows is read once."""
    quotes: list[Quote] = []
    labels: dict[str, int] = {}
    trends: dict[int, tuple[Series, tuple[Finding, ...]]] = {}
    read: dict[int, Quote] = {}
    unknown: Counter[str] = Counter()
    for position, entry in enumerate(entries, start=1):
        quote = read.get(id(entry))
        if quote is None:
            row = readings.mapping(entry)
            if row is None:
                words = f"Row {position} is no object: {readings.glimpse(entry, 100)}"
                findings.append(Finding("row-unreadable", words))
                continue
            quote = read[id(entry)] = _quote(row, trends)
            unknown.update(name for name, _ in quote.extra)
        quote = _labelled(quote, position, labels)
        findings += (finding for finding in quote.findings[-2:] if finding.code in ABOUT_LABELS)
        quotes.append(quote)
    for name, count in unknown.items():
        rows = "1 row has" if count == 1 else f"{count} rows have"
        findings.append(Finding("unknown-field", f"{rows} a field that is not known: {name}"))
    return tuple(quotes)


def _quote(row: dict[str, Any], trends: dict[int, tuple[Series, tuple[Finding, ...]]]) -> Quote:
    """One row, its label as it is; what is odd about it stands in its own findings."""
    odd: list[Finding] = []
    numbers = {name: _number(row, key, odd) for key, name in NUMBERS.items()}
    trend = row.get("oneYearIndexTrend")
    if id(trend) not in trends:
        trends[id(trend)] = _series(trend)
    series, odd_in_trend = trends[id(trend)]
    odd += odd_in_trend
    return Quote(
        label=_label(row.get("label")),
        **numbers,
        published_on=_published_on(row.get("publishedDate"), series, odd),
        frequency=readings.line(row.get("updateFrequency")),
        frequency_text=readings.line(row.get("updateFrequencyText")),
        series=series,
        url=readings.address(row.get("url")),
        subscription=None if readings.is_nothing(row.get("subscription")) else _words(row["subscription"]),
        is_protected=_flag(row, "isProtected", odd),
        has_access=_flag(row, "hasAccess", odd),
        extra=readings.undescribed(row, ROW_KEYS),
        findings=tuple(odd),
    )


def _label(value: object) -> str:
    """A label; empty where there is nothing in it that can be seen."""
    label = readings.line(value, LABEL_LIMIT)
    return label if label.isascii() or not all(map(takes_no_cell, label)) else ""


def _labelled(quote: Quote, position: int, labels: dict[str, int]) -> Quote:
    """The row with a label that no row before it has: one made from its url or position, or its own and a number."""
    label, odd = quote.label, list(quote.findings)
    if not label:
        label = f"unnamed ({quote.url[:100] or f'row {position}'})"
        odd.append(Finding("missing-label", f"Row {position} has no label"))
    if label in labels:
        odd.append(Finding("duplicate-label", f"Row {position} repeats the label {label}"))
        plain, label = label, f"{label} ({labels[label]})"
        while label in labels:
            labels[plain] += 1
            label = f"{plain} ({labels[plain]})"
    labels[label] = 2
    return quote if label == quote.label else msgspec.structs.replace(quote, label=label, findings=tuple(odd))


def _number(row: dict[str, Any], key: str, odd: list[Finding]) -> float | None:
    """A number of the row."""
    value = row.get(key)
    found, problem = readings.number(value)
    if problem == "numeric-text":
        odd.append(Finding(problem, f"{key} is written as text: {readings.glimpse(value, 60)}"))
    elif problem:
        odd.append(Finding(problem, f"{key} is no number: {readings.glimpse(value, 60)}"))
    elif found is None and key in REQUIRED:
        odd.append(Finding("missing-value", f"{key} is missing"))
    return found


def _flag(row: dict[str, Any], key: str, odd: list[Finding]) -> bool | None:
    """A yes or no of the row."""
    value = row.get(key)
    if isinstance(value, bool):
        return value
    if not readings.is_nothing(value):
        odd.append(Finding("not-a-flag", f"{key} is neither true nor false: {readings.glimpse(value, 60)}"))
    return None


def _words(value: object) -> str:
    """A value as text, also where it is none."""
    return readings.line(value) or readings.glimpse(value)


def _published_on(value: object, series: Series, odd: list[Finding]) -> date | None:
    """The day of the last print: as the row has it, else that of the trend's newest print."""
    published_on = readings.day(value)
    if published_on is not None:
        return published_on
    newest = series.points[-1].on if series.points else None
    words = "publishedDate is missing"
    if not readings.is_nothing(value):
        words = f"publishedDate is no date: {readings.glimpse(value, 60)}"
    if newest is not None:
        words += f"; the trend's newest print is of {newest}"
    odd.append(Finding("missing-value" if readings.is_nothing(value) else "not-a-date", words))
    return newest


def _series(value: object) -> tuple[Series, tuple[Finding, ...]]:
    """The trend as a series, oldest first, and what is odd about it; what is no dated number is kept in words."""
    odd: list[Finding] = []
    entries = readings.sequence(value)
    if entries is None:
        words = "is missing" if readings.is_nothing(value) else f"is no list: {readings.glimpse(value, 60)}"
        odd.append(Finding("trend-missing", f"oneYearIndexTrend {words}"))
        return Series(), tuple(odd)
    points: list[Point] = []
    rejected: list[str] = []
    for entry in entries:
        point = _point(entry)
        if point is None:
            rejected.append(readings.glimpse(entry, 100) if len(rejected) < REJECTED_LIMIT else "")
        else:
            points.append(point)
    by_date = {point.on: point for point in points}
    _check_trend(points, len(by_date), len(rejected), odd)
    kept = rejected[:REJECTED_LIMIT]
    if len(rejected) > len(kept):
        kept.append(f"and {len(rejected) - len(kept)} more")
    return Series(tuple(by_date[on] for on in sorted(by_date)), tuple(kept)), tuple(odd)


def _point(entry: object) -> Point | None:
    """A trend entry as a print; None where it is none."""
    fields = readings.mapping(entry)
    if fields is None:
        return None
    on, (value, _) = readings.day(fields.get("date")), readings.number(fields.get("value"))
    return None if on is None or value is None else Point(on, value)


def _check_trend(points: list[Point], dates: int, rejected: int, odd: list[Finding]) -> None:
    """Say where the trend is not newest first, repeats a date, or has entries that are no dated number."""
    if rejected:
        odd.append(Finding("trend-entry", f"{rejected} of {rejected + len(points)} trend entries are no dated number"))
    if dates < len(points):
        odd.append(
            Finding("duplicate-date", f"{len(points) - dates} trend entries repeat a date; the later entry counts")
        )
    if any(newer.on < older.on for newer, older in pairwise(points)):
        odd.append(Finding("trend-order", "The trend is not newest first; it was put in order"))
