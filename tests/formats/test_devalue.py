"""Every kind of entry a payload has, in today's spelling and in the older ones, and what a site's own types become."""

import json
import math
import struct
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from tickertui.formats.devalue import (
    UNDEFINED,
    URL,
    ArrayBuffer,
    BigInt,
    Custom,
    JSDate,
    JSMap,
    JSRegExp,
    JSSet,
    SparseArray,
    Temporal,
    TypedArray,
    URLSearchParams,
    decode,
)

EIGHT = '["ArrayBuffer","AAECAwQFBgc="]'


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("-1", UNDEFINED),
        ("-4", math.inf),
        ("-5", -math.inf),
        (" -1\n", UNDEFINED),
        ("[null]", None),
        ("[5]", 5),
        ("[-3]", -3),
        ('["text"]', "text"),
        ("[[]]", []),
        ("[{}]", {}),
        ('[{"a":1,"b":1,"c":-1},true]', {"a": True, "b": True, "c": UNDEFINED}),
        ("[[1,-2,2,-4,-5],0,false]", [0, UNDEFINED, False, math.inf, -math.inf]),
        (' [ { "a" : 1 } , "spaced" ] ', {"a": "spaced"}),
        ('[{"\\u0061\\n":1},"\\u003C\\u002F"]', {"a\n": "</"}),
    ],
)
def test_plain_values(payload: str, value: object) -> None:
    """Numbers on the first level are values, numbers in a container refer, negative ones to what JSON lacks."""
    assert decode(payload) == value
    assert decode(payload.encode()) == value


@pytest.mark.parametrize("payload", ["-3", "[[-3]]"])
def test_not_a_number(payload: str) -> None:
    """NaN is a float that is not itself."""
    value = decode(payload)
    assert math.isnan(value[0] if isinstance(value, list) else value)


@pytest.mark.parametrize("payload", ["-6", "[[-6]]", '[{"a":-6}]'])
def test_minus_zero(payload: str) -> None:
    """Minus zero keeps its sign."""
    value: Any = decode(payload)
    while not isinstance(value, float):
        value = value["a"] if isinstance(value, dict) else value[0]
    assert math.copysign(1, value) == -1


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ('["Date","2026-05-27T10:20:30.456Z"]', datetime(2026, 5, 27, 10, 20, 30, 456_000, UTC)),
        ('["Date","2026-05-27T10:20:30Z"]', datetime(2026, 5, 27, 10, 20, 30, 0, UTC)),
        ('["Date","2026-05-27"]', datetime(2026, 5, 27, tzinfo=UTC)),
        ('["Date","+002026-05-27T00:00:00.000Z"]', datetime(2026, 5, 27, tzinfo=UTC)),
        ('["Date","0001-01-01T00:00:00.000Z"]', datetime(1, 1, 1, tzinfo=UTC)),
        ('["Date",""]', JSDate(None)),
        ('["RegExp","a|b"]', JSRegExp("a|b", "")),
        ('["RegExp","a|b","gi"]', JSRegExp("a|b", "gi")),
        ('["BigInt","-123456789012345678901234567890"]', -123456789012345678901234567890),
        ('["BigInt","-0"]', 0),
        ('["BigInt",5]', 5),
        ('["BigInt",-50]', -50),
        ('["URL","https://example.org/?a=1#b"]', "https://example.org/?a=1#b"),
        ('["URLSearchParams","a=1&b=2"]', "a=1&b=2"),
        ('["URLSearchParams",""]', ""),
        (
            '["Temporal.Instant","2026-05-27T10:20:30.123456789Z"]',
            Temporal("Instant", "2026-05-27T10:20:30.123456789Z"),
        ),
        ('["Temporal.PlainDate","2026-05-27[u-ca=hebrew]"]', Temporal("PlainDate", "2026-05-27[u-ca=hebrew]")),
        ('["Object","boxed"]', "boxed"),
        ('["Object",true]', True),
        ('["Object",1.5]', 1.5),
        ('["Object",-4]', math.inf),
    ],
)
def test_leaves(entry: str, value: object) -> None:
    """An entry that says its whole value by itself is that value, alone and where another entry refers to it."""
    assert decode(f"[{entry}]") == value
    assert decode(f'[{{"a":1}},{entry}]') == {"a": value}


@pytest.mark.parametrize(
    "kind", ["Duration", "PlainTime", "PlainDateTime", "PlainMonthDay", "PlainYearMonth", "ZonedDateTime"]
)
def test_temporal_kinds(kind: str) -> None:
    """Every kind of Temporal is its kind and its text."""
    assert decode(f'[["Temporal.{kind}","x"]]') == Temporal(kind, "x")


def test_types_of_leaves() -> None:
    """A BigInt, a URL and its query are types of their own."""
    value = decode('[[1,2,3],["BigInt","1"],["URL","a:"],["URLSearchParams","b"]]')
    assert [type(item) for item in value] == [BigInt, URL, URLSearchParams]


@pytest.mark.parametrize(
    ("inside", "value"), [('"s"', "s"), ("true", True), ("1.5", 1.5), ("7", 7), ('["BigInt","8"]', 8)]
)
def test_boxes_by_reference(inside: str, value: object) -> None:
    """A boxed primitive is the primitive that it refers to."""
    assert decode(f'[["Object",1],{inside}]') == value


def test_sets() -> None:
    """A Set keeps the first of each member in order; minus zero is zero, NaN is itself, objects are theirs."""
    members = decode('[["Set",1,2,1,3,4,-3,-3,-6,5,6,6],"a",1,true,{},0,{}]').items
    assert members[:4] == ["a", 1, True, {}]
    assert math.isnan(members[4])
    assert members[5:] == [0, {}]
    assert math.copysign(1, members[5]) == 1
    assert 1 in JSSet(members)
    assert "b" not in JSSet(members)


def test_maps() -> None:
    """A Map takes keys of any kind; a later value takes an earlier one's place."""
    value = decode('[["Map",1,2,3,3,1,4],"k","first",{"x":1},"last"]')
    assert value.pairs == [("k", "last"), ({"x": "k"}, {"x": "k"})]
    assert value.get("k") == "last"
    assert value.get(value.pairs[1][0]) is value.pairs[1][0]
    assert value.get({"x": "k"}) is UNDEFINED
    assert value.to_dict() == {"k": "last"}
    assert len(value) == len(list(value)) == 2


def test_bare_objects() -> None:
    """An object without a prototype is a dict; its keys are literal, its values are references."""
    assert decode('[["null","a",1,"1",-1],"x"]') == {"a": "x", "1": UNDEFINED}
    assert decode('[["null"]]') == {}


def test_sparse_arrays() -> None:
    """A sparse array is its length and the items that are there."""
    value = decode("[[-7,1000,3,1,999,0],5]")
    assert isinstance(value, SparseArray)
    assert (value.length, value.get(3), value.get(4)) == (1000, 5, UNDEFINED)
    assert value.get(999) is value
    assert decode("[[-7,0]]").items == {}
    assert decode("[[1,2],[-7,2,0,2],[-1]]")[0].items == {0: [UNDEFINED]}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('["Uint8Array",1]', (0, 8)),
        ('["Uint8Array",1,2]', (2, 6)),
        ('["Uint8Array",1,2,3]', (2, 3)),
        ('["Uint8Array",1,8]', (8, 0)),
        ('["Int16Array",1,2,3]', (2, 3)),
        ('["Int16Array",1,0,0]', (0, 0)),
        ('["Float64Array",1]', (0, 1)),
        ('["DataView",1,3,4]', (3, 4)),
        ('["DataView",1]', (0, 8)),
        # items, as before 5.7, where bytes are impossible
        ('["Int16Array",1,1,3]', (2, 2)),
        ('["Uint32Array",1,1,2]', (4, 1)),
        ('["Uint8Array",1,4,8]', (4, 4)),
    ],
)
def test_views(entry: str, expected: tuple[int, int]) -> None:
    """A view begins and ends as its entry says, in bytes today, in items before."""
    value = decode(f"[{entry},{EIGHT}]")
    assert (value.offset, value.length) == expected
    assert bytes(value.view()) == bytes(range(8))[value.offset :][: value.view().nbytes]


def test_views_with_their_bytes_inline() -> None:
    """The oldest views carry their bytes themselves."""
    value = decode('[["Uint16Array","AQACAA=="]]')
    assert value.tolist() == [1, 2]
    assert value.buffer.data == b"\1\0\2\0"


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        ("Int8Array", "b"),
        ("Uint8Array", "B"),
        ("Uint8ClampedArray", "B"),
        ("Int16Array", "h"),
        ("Uint16Array", "H"),
        ("Float16Array", "e"),
        ("Int32Array", "i"),
        ("Uint32Array", "I"),
        ("Float32Array", "f"),
        ("Float64Array", "d"),
        ("BigInt64Array", "q"),
        ("BigUint64Array", "Q"),
    ],
)
def test_items_of_views(kind: str, letter: str) -> None:
    """The items of a view are little-endian numbers of its kind."""
    data = struct.pack(f"<4{letter}", 1, 2, 3, 100)
    value = decode(json.dumps([[kind, 1, struct.calcsize(f"<{letter}")], ["ArrayBuffer", b64encode(data).decode()]]))
    assert value.tolist() == [2, 3, 100]
    assert len(value) == 3


def test_views_share_their_buffer() -> None:
    """Two views and the buffer itself are one run of bytes."""
    buffer, left, right = decode(f'[[1,2,3],{EIGHT},["Uint8Array",1,0,4],["DataView",1,4,4]]')
    assert isinstance(buffer, ArrayBuffer)
    assert isinstance(left, TypedArray)
    assert left.buffer is buffer
    assert right.buffer is buffer
    assert left.view().obj is buffer.data


def test_sharing_and_cycles() -> None:
    """An entry is one object, wherever it is referred to, itself included."""
    value = decode('[{"self":0,"list":1,"again":1},[0,2,2],["Set",1,0]]')
    assert value["self"] is value
    assert value["list"] is value["again"]
    assert value["list"][0] is value
    assert value["list"][1] is value["list"][2]
    assert value["list"][1].items[0] is value["list"]
    root = decode('[["Map",0,1],{"map":0}]')
    assert root.pairs[0] == (root, root.pairs[0][1])
    assert root.pairs[0][1]["map"] is root


def test_customs() -> None:
    """A type that nobody knows is its tag and what is inside; one entry is one object."""
    first, second = decode('[[1,1],["Money",2],{"amount":3},5]')
    assert isinstance(first, Custom)
    assert (first.tag, first.value) == ("Money", {"amount": 5})
    assert first is second
    nested = decode('[["A",1],["B",2],["C",-1]]')
    assert (nested.tag, nested.value.tag, nested.value.value.tag, nested.value.value.value) == (
        "A",
        "B",
        "C",
        UNDEFINED,
    )


def test_transparent_tags() -> None:
    """The value of a transparent tag is what is inside, through any number of them, whatever it is."""
    value = decode('[{"a":1,"b":2,"c":4,"d":5},["R",2],["R",3],[6],["R",-1],["R",0],"x"]', transparent={"R"})
    assert value["a"] is value["b"] is value["a"]
    assert value["a"] == ["x"]
    assert value["c"] is UNDEFINED
    assert value["d"] is value


def test_revivers_of_primitives() -> None:
    """A reviver makes the value of what is inside, once for each entry."""
    calls: list[object] = []

    def money(inside: object) -> object:
        calls.append(inside)
        return [inside]

    value = decode('[[1,1,2],["Money",3],["Money",-1],"5 EUR"]', revivers={"Money": money})
    assert value == [["5 EUR"], ["5 EUR"], [UNDEFINED]]
    assert value[0] is value[1]
    assert calls == ["5 EUR", UNDEFINED]


@pytest.mark.parametrize("inside", ['"plain"', "[]"], ids=["at once", "later"])
def test_revivers_see_complete_values(inside: str) -> None:
    """A reviver is given its inside complete, with the values of the revivers inside that."""
    containers = '["Set",3],["Map",3,3],[-7,9,2,3],["Other",3],[3]'
    payload = (
        f'[{{"x":1}},["Outer",2],{{"set":5,"map":6,"sparse":7,"custom":8,"list":9}},["Inner",4],{inside},{containers}]'
    )
    seen: list[dict[str, Any]] = []

    def outer(value: Any) -> object:
        assert value["list"] == ["<deep>"]
        assert value["set"].items == ["<deep>"]
        assert value["map"].pairs == [("<deep>", "<deep>")]
        assert value["sparse"].items == {2: "<deep>"}
        assert value["custom"].value == "<deep>"
        seen.append(value)
        return "out"

    assert decode(payload, revivers={"Outer": outer, "Inner": lambda _inside: "<deep>"}) == {"x": "out"}
    assert len(seen) == 1


def test_revivers_in_cycles() -> None:
    """A value inside itself is revived once, and its result is put wherever the graph has it."""
    calls: list[object] = []

    class Node:
        def __init__(self, inside: object) -> None:
            calls.append(inside)
            self.inside: Any = inside

    value = decode(
        '[{"node":1,"list":3},["Node",2],{"self":1,"root":0,"set":4},[1,1],["Set",1]]', revivers={"Node": Node}
    )
    node = value["node"]
    assert isinstance(node, Node)
    assert len(calls) == 1
    assert node.inside["self"] is node
    assert node.inside["root"] is value
    assert value["list"] == [node, node]
    assert node.inside["set"].items == [node]


def test_revivers_of_built_in_tags() -> None:
    """A reviver of a built-in tag comes before it, and is given the literal."""
    assert decode('[["Date","soon"]]', revivers={"Date": lambda inside: ("date", inside)}) == ("date", "soon")
    assert decode('[["Set",1],"x"]', revivers={"Set": lambda inside: {inside}}) == {"x"}


def test_errors_of_revivers_pass_through() -> None:
    """What a reviver raises is its own affair."""

    def fail(_inside: object) -> object:
        raise KeyError("mine")

    for inside in ("1", "[]"):
        with pytest.raises(KeyError, match="mine"):
            decode(f'[["Mine",1],{inside}]', revivers={"Mine": fail})


def test_map_and_set_of_our_own() -> None:
    """Sets and Maps built by hand follow the same rules."""
    assert JSSet([1, 1.0, True, "1", 2**60, float(2**60)]).items == [1, True, "1", 2**60]
    assert len(JSSet(BigInt(n // 2) for n in range(1000))) == 500
    assert JSMap([(0.0, "a"), (-0.0, "b")]).pairs == [(0, "b")]
    assert JSSet([10**400, math.inf, -(10**400)]).items == [10**400, -(10**400)]


def test_the_real_payload(real_payload: bytes) -> None:
    """The real payload has fifteen rows and one article, with the figures that its page shows."""
    value = decode(real_payload, transparent={"ShallowReactive"})
    rows = value["data"]["ticker-data"]
    assert len(rows) == 15
    assert (rows[0]["label"], rows[0]["today"], rows[0]["last"]) == ("Lithium", 411.01, 408.51)
    assert rows[0]["oneYearIndexTrend"][7] == {"date": "2026-02-18", "value": 324}
    assert type(rows[0]["oneYearIndexTrend"][7]["value"]) is int
    assert rows[0]["subscription"] is None
    assert rows[0]["hasAccess"] is True
    assert all(len(row["oneYearIndexTrend"]) == 12 for row in rows)
    assert value["prerenderedAt"] == 1780500949256
    assert decode(real_payload)["data"].tag == "ShallowReactive"
    assert decode(real_payload.decode()) is not None
