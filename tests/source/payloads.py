"""Payloads and pages made for tests, in the notation that sites write."""

import json
from typing import Any


def devalue(value: Any) -> bytes:
    """A plain value in devalue's notation."""
    entries: list[Any] = []

    def put(item: Any) -> int:
        place = len(entries)
        entries.append(None)
        if isinstance(item, dict):
            entries[place] = {key: put(inside) for key, inside in item.items()}
        elif isinstance(item, list):
            entries[place] = [put(inside) for inside in item]
        else:
            entries[place] = item
        return place

    put(value)
    return json.dumps(entries).encode()


def payload(level: float = 100.0, label: str = "Lithium", made_at: int = 1_780_500_949_256) -> bytes:
    """A payload of one row."""
    row = {
        "label": label, "today": level, "last": 90.0, "publishedDate": "2026-06-03", "updateFrequency": "1wk",
        "percentageChange": 100 * (level - 90.0) / 90.0,
        "oneYearIndexTrend": [{"date": "2026-06-03", "value": level}, {"date": "2026-05-27", "value": 90.0}],
    }  # fmt: skip
    return devalue({"data": {"ticker-data": [row]}, "prerenderedAt": made_at})


def page(inline: bytes = b"", data_src: str = "") -> bytes:
    """A page that holds a payload, or names one."""
    source = f' data-src="{data_src}"' if data_src else ""
    text = inline.decode().replace("<", "\\u003C")
    return (
        "<!DOCTYPE html><html><head><title>Prices</title></head><body><div id=__nuxt></div>"
        f'<script type="application/json" data-nuxt-data="nuxt-app" data-ssr="true" id="__NUXT_DATA__"{source}>'
        f"{text}</script></body></html>"
    ).encode()


INLINE = devalue({"state": {}, "path": "/prices", "serverRendered": True})
"""What a page holds itself where its data is in a file of its own."""

START_PAGE = b"<!DOCTYPE html><html><body><div id=app></div></body></html>"
"""What hosts answer to a path that they do not have."""
