"""Random graphs, with sharing and cycles, survive an encoder of our own and the decoder."""

import json
import math
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.devalue_encoder import HOLE, encode
from tickertui.errors import PayloadError
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

TAGS = ["Mine", "", "Ref", "Temporal.Other", "toString"]
KEYS = st.text(max_size=5).filter(lambda key: key != "__proto__")
EDGES = st.integers(min_value=0, max_value=2**16)


def buffer_views(data: bytes, kind: str, offset: int, length: int) -> TypedArray:
    """A view somewhere in a buffer."""
    size = {"Uint8Array": 1, "DataView": 1, "Int16Array": 2, "Float64Array": 8}[kind]
    buffer = ArrayBuffer(data)
    start = min(offset * size, len(data) // size * size)
    return TypedArray(kind, buffer, start, min(length, (len(data) - start) // size))


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=8),
    st.sampled_from([UNDEFINED, JSDate(None), "", 0, -0.0, math.nan, "\ud800", "\ud83d\ude00"]),
    st.integers(min_value=-(10**40), max_value=10**40).map(BigInt),
    st.integers(min_value=-(10**13), max_value=10**13).map(
        lambda ms: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    ),
    st.builds(JSRegExp, st.text(max_size=4), st.sampled_from(["", "gi"])),
    st.text(max_size=4).map(lambda text: URL("https://" + text)),
    st.text(max_size=4).map(URLSearchParams),
    st.builds(Temporal, st.sampled_from(["Instant", "PlainDate"]), st.text(max_size=4)),
    st.binary(max_size=20).map(ArrayBuffer),
    st.builds(
        buffer_views,
        st.binary(max_size=20),
        st.sampled_from(["Uint8Array", "DataView", "Int16Array", "Float64Array"]),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
)
NODES = st.tuples(
    st.sampled_from(["list", "dict", "set", "map", "sparse", "custom"]),
    st.lists(EDGES, max_size=5),
    st.lists(KEYS, min_size=5, max_size=5),
)


@st.composite
def graphs(draw: st.DrawFn) -> object:
    """A graph of containers and leaves, whose edges may lead anywhere, back as well."""
    shapes = draw(st.lists(NODES, min_size=1, max_size=12))
    leaves = draw(st.lists(LEAVES, max_size=6))
    makers = {"list": list, "dict": dict, "set": JSSet, "map": JSMap}
    nodes: list[object] = []
    for kind, edges, _ in shapes:
        tag = TAGS[len(edges) % len(TAGS)]
        nodes.append(Custom(tag) if kind == "custom" else SparseArray(99) if kind == "sparse" else makers[kind]())
    everything = nodes + leaves
    for node, (_, edges, keys) in zip(nodes, shapes, strict=True):
        parts = [everything[edge % len(everything)] for edge in edges]
        match node:
            case list():
                node.extend(HOLE if edge % 7 == 3 else part for edge, part in zip(edges, parts, strict=True))
            case dict():
                node.update(zip(keys, parts, strict=False))
            case JSSet():
                node.assign(parts)
            case JSMap():
                node.assign(zip(parts[::2], parts[1::2], strict=False))
            case SparseArray():
                node.items.update({edge % 99: part for edge, part in zip(edges, parts, strict=True)})
            case Custom():
                later = [part for part in parts if type(part) is not Custom]
                node.value = later[0] if later else UNDEFINED
    return nodes[0]


def parts(value: object) -> list[object]:
    """What a container holds, keys included."""
    match value:
        case dict():
            return [part for pair in value.items() for part in pair]
        case list():
            return [UNDEFINED if part is HOLE else part for part in value]
        case JSSet():
            return value.items
        case JSMap():
            return [part for pair in value.pairs for part in pair]
        case SparseArray():
            return [value.length, *(part for pair in value.items.items() for part in pair)]
        case Custom():
            return [value.tag, value.value]
        case TypedArray():
            return [value.kind, value.buffer, value.offset, value.length]
    return []


IDENTICAL = (dict, list, JSSet, JSMap, SparseArray, Custom, TypedArray, ArrayBuffer)


def same(left: object, right: object) -> bool:
    """Whether two graphs are one but for where they are in memory: walked side by side, without recursion."""
    partner: dict[int, int] = {}
    partners: set[int] = set()
    stack = [(left, right)]
    while stack:
        a, b = stack.pop()
        if type(a) is not type(b):
            return False
        if not isinstance(a, IDENTICAL):
            assert not isinstance(b, IDENTICAL)
            if not (a == b or (a != a and b != b)) or (a == 0 and str(a) != str(b)):
                return False
            continue
        if id(a) in partner or id(b) in partners:
            if partner.get(id(a)) != id(b):
                return False
            continue
        partner[id(a)] = id(b)
        partners.add(id(b))
        if isinstance(a, ArrayBuffer) and isinstance(b, ArrayBuffer) and a.data != b.data:
            return False
        mine, theirs = parts(a), parts(b)
        if len(mine) != len(theirs):
            return False
        stack.extend(zip(mine, theirs, strict=True))
    return True


@given(graphs())
@settings(max_examples=200, deadline=None)
def test_round_trip(graph: object) -> None:
    """What the encoder writes of a graph is decoded to the same graph: its values, its sharing, its cycles."""
    text = encode(graph)
    assert same(graph, decode(text))
    assert "<" not in text


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_both_readings_agree(graph: object) -> None:
    """The careful reading gives what the fast one gives; half a surrogate pair asks for it."""
    entries = json.loads(encode(graph))
    assert same(graph, decode(json.dumps([*entries, "\ud800"])))


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-9, 12),
        st.floats(),
        st.sampled_from(
            ["Set", "Map", "null", "Object", "Date", "Uint8Array", "ArrayBuffer", "BigInt", "R", "Mine", "AAAA", "1"]
        ),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=25,
)


@given(st.lists(JSON, max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_json(entries: list[object]) -> None:
    """Any JSON is decoded or refused with a sentence, and nothing else happens."""
    try:
        decode(json.dumps(entries), transparent={"R"}, revivers={"Mine": lambda inside: (inside,)})
    except PayloadError as error:
        sentence = error.sentence
    else:
        sentence = "fine"
    assert 0 < len(sentence) < 400


@given(graphs(), st.data())
@settings(max_examples=120, deadline=None)
def test_damage(graph: object, data: st.DataObject) -> None:
    """A payload that was cut, or had a piece of it replaced, is decoded or refused with a sentence."""
    text = encode(graph)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 4)))
    middle = data.draw(st.sampled_from(["", "9", "-", "]", "[", '"', "{", "null", "-7", "1.0", "\\", ","]))
    damaged = text[:start] + middle + text[end:]
    try:
        decode(damaged)
    except PayloadError as error:
        sentence = error.sentence
    else:
        sentence = "fine"
    assert 0 < len(sentence) < 400
