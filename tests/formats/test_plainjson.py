"""Decoded values as JSON text."""

import json
import math
from datetime import UTC, datetime

import pytest

from tickertui.errors import PayloadError
from tickertui.formats import javascript as js
from tickertui.formats import plainjson
from tickertui.formats.nuxt import NuxtError
from tickertui.formats.plainjson import to_json

BUFFER = js.ArrayBuffer(b"\x01\x02\x03\x04")

SPELLINGS: list[tuple[object, object, object]] = [
    ({"a": [1, "x", None, True, 1.5]}, {"a": [1, "x", None, True, 1.5]}, {"a": [1, "x", None, True, 1.5]}),
    (js.UNDEFINED, None, {"$undefined": True}),
    (math.nan, None, {"$number": "NaN"}),
    (math.inf, None, {"$number": "Infinity"}),
    (-math.inf, None, {"$number": "-Infinity"}),
    (-0.0, 0, {"$number": "-0"}),
    (datetime(2026, 1, 2, 3, 4, 5, 6000, UTC), "2026-01-02T03:04:05.006Z", {"$Date": "2026-01-02T03:04:05.006Z"}),
    (js.JSDate(None), None, {"$Date": None}),
    (js.JSDate(-(10**15)), -(10**15), {"$Date": -(10**15)}),
    (js.JSSet([1, "a"]), [1, "a"], {"$Set": [1, "a"]}),
    (js.JSMap([("k", 1)]), {"k": 1}, {"$Map": [["k", 1]]}),
    (js.JSMap([(1, 2)]), [[1, 2]], {"$Map": [[1, 2]]}),
    (js.SparseArray(2**32 - 1, {7: "x"}), {"7": "x"}, {"$SparseArray": {"length": 2**32 - 1, "items": {"7": "x"}}}),
    (js.JSRegExp("a+", "gi"), "/a+/gi", {"$RegExp": {"source": "a+", "flags": "gi"}}),
    (js.BigInt(12), 12, {"$BigInt": "12"}),
    (js.URL("https://a.example/"), "https://a.example/", {"$URL": "https://a.example/"}),
    (js.Temporal("PlainDate", "2026-01-02"), "2026-01-02", {"$Temporal": {"kind": "PlainDate", "text": "2026-01-02"}}),
    (BUFFER, "AQIDBA==", {"$ArrayBuffer": "AQIDBA=="}),
    (
        js.Custom("Price", {"v": 1}),
        {"tag": "Price", "value": {"v": 1}},
        {"$Custom": {"tag": "Price", "value": {"v": 1}}},
    ),
    (NuxtError({"statusCode": 404}), {"statusCode": 404}, {"$NuxtError": {"statusCode": 404}}),
    ({"$odd": 1, "</é\x1b": 2}, {"$odd": 1, "</é\x1b": 2}, {"$$odd": 1, "</é\x1b": 2}),
]


@pytest.mark.parametrize(("value", "plain", "tagged"), SPELLINGS, ids=lambda value: type(value).__name__)
def test_every_type_has_a_plain_and_a_tagged_spelling(value: object, plain: object, tagged: object) -> None:
    """Plain is what other programs expect; tagged says everything."""
    assert json.loads(to_json(value)) == plain
    assert json.loads(to_json(value, tagged=True)) == tagged


def test_views_share_their_buffer() -> None:
    """Two views of one buffer name it once."""
    views = [js.TypedArray("Uint8Array", BUFFER, 0, 4), js.TypedArray("Uint16Array", BUFFER, 0, 2)]
    assert json.loads(to_json(views)) == [[1, 2, 3, 4], [513, 1027]]
    first, second = json.loads(to_json(views, tagged=True))
    assert first["$TypedArray"]["buffer"] == {"$ArrayBuffer": "AQIDBA=="}
    assert second["$TypedArray"]["buffer"] == {"$ref": "#/0/$TypedArray/buffer"}


def test_a_value_that_contains_itself_is_refused_plainly_and_pointed_to_when_tagged() -> None:
    """JSON has no cycles; the tagged spelling points to where the value stands first."""
    inner: dict[str, object] = {"~/": 1}
    value: dict[str, object] = {"a/b": [inner]}
    inner["back"] = inner
    inner["root"] = value
    with pytest.raises(PayloadError, match="contains itself") as refused:
        to_json(value)
    assert "--tagged" in refused.value.hint
    assert json.loads(to_json(value, tagged=True)) == {
        "a/b": [{"~/": 1, "back": {"$ref": "#/a~1b/0"}, "root": {"$ref": "#"}}]
    }


def test_what_is_shared_but_not_cyclic_is_written_out_plainly() -> None:
    """A shared object is no cycle: other programs see it in both places."""
    shared = {"x": 1}
    assert json.loads(to_json([shared, shared])) == [{"x": 1}, {"x": 1}]


def test_doubling_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sharing can make a small payload endless; that is refused, not attempted."""
    monkeypatch.setattr(plainjson, "BUDGET", 50_000)
    value: object = 1
    for _ in range(60):
        value = [value, value]
    with pytest.raises(PayloadError, match="values"):
        to_json(value)
    assert len(to_json(value, tagged=True)) < 20_000


def test_depth_costs_nothing() -> None:
    """A hundred thousand levels are written without recursion and without quadratic indentation."""
    value: object = 1
    for _ in range(100_000):
        value = [value]
    text = to_json(value)
    assert text.count("[") == 100_000
    assert len(text) < 20_000_000


def test_no_control_character_is_written() -> None:
    """What JSON escapes stays escaped, so that the text is harmless in a terminal."""
    assert to_json("\x1b\x9b\u202e") == '"\\u001b\\u009b\\u202e"\n'
