"""Payloads saved in files, as a person would have them, and the cells of what is printed."""

import csv
import io
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.source.payloads import devalue

MOMENT = datetime(2026, 6, 3, 15, 35, 49, tzinfo=UTC)

Trend = Mapping[str, float]
"""Values by date, oldest first."""


def body(rows: Mapping[str, Trend], made_at: datetime | None = None) -> bytes:
    """A payload of rows by label."""
    entries = []
    for label, trend in rows.items():
        values = list(trend.items())
        (on, level), (_, last) = values[-1], values[-2]
        entries.append(
            {
                "label": label,
                "today": level,
                "last": last,
                "publishedDate": on,
                "updateFrequency": "1wk",
                "percentageChange": round((level / last - 1) * 100, 2),
                "oneYearIndexTrend": [{"date": on, "value": value} for on, value in reversed(values)],
            }
        )
    envelope = {"data": {"ticker-data": entries}}
    return devalue(envelope | ({"prerenderedAt": int(made_at.timestamp() * 1000)} if made_at else {}))


def save(path: Path, content: bytes, written_at: datetime | None = None) -> Path:
    """A file that was last written at a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if written_at is not None:
        os.utime(path, (written_at.timestamp(),) * 2)
    return path


def day(number: int, month: int = 5) -> datetime:
    """Noon of a day of 2026."""
    return datetime(2026, month, number, 12, tzinfo=UTC)


MAY_7 = {"Cobalt": {"2026-04-30": 50.0, "2026-05-07": 52.0}, "Lithium": {"2026-04-30": 100.0, "2026-05-07": 104.0}}
MAY_14 = {"Cobalt": {"2026-05-07": 52.0, "2026-05-14": 51.0}, "Lithium": {"2026-05-07": 104.0, "2026-05-14": 110.0}}
MAY_21 = {
    "Cobalt": {"2026-05-07": 52.0, "2026-05-14": 51.0},
    "Lithium": {"2026-05-07": 103.5, "2026-05-14": 110.0, "2026-05-21": 99.0},
    "Lithium Hydroxide": {"2026-05-14": 1_200.0, "2026-05-21": 1_250.0},
}
"""Three payloads of three weeks: the third revises a print and has a row that is new."""


def three_weeks(folder: Path) -> Path:
    """A folder with three payloads, one of them without a date and compressed in a folder of its own."""
    save(folder / "a.json", body(MAY_7, day(7)))
    save(folder / "b.json", body(MAY_21, day(21)))
    save(folder / "older" / "c.json", body(MAY_14), day(14))
    return folder


def cells_of(table: str) -> list[list[str]]:
    """The cells of a printed table, by the columns that its rule shows."""
    lines = table.splitlines()
    edges, start = [], 0
    for part in lines[1].split("  "):
        edges.append((start, start + len(part)))
        start += len(part) + 2
    return [[line[left:right].strip() for left, right in edges] for line in (lines[0], *lines[2:])]


def values_of(text: str) -> list[list[str]]:
    """The cells of printed CSV."""
    return list(csv.reader(io.StringIO(text)))
