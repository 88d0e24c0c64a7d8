"""Payloads made to hurt: deep, doubled, huge, colliding. They are decoded in their stride, and print in one line."""

import base64
import copy
import gc
import json
import math
import pickle
import sys

import pytest

from tickertui.errors import PayloadError
from tickertui.formats.devalue import (
    UNDEFINED,
    BigInt,
    Custom,
    JSDate,
    JSMap,
    JSRegExp,
    JSSet,
    SparseArray,
    TypedArray,
    decode,
)

DEEP = 100_000
BUFFER = '["ArrayBuffer","AAECAwQFBgc="]'


def test_holes_outside_lists_are_undefined() -> None:
    """-2 in an object, a Set or a Map is undefined, as in JavaScript, and never another entry."""
    assert decode('[{"a":-2},9]') == {"a": UNDEFINED}
    assert decode('[["Set",-2],9]').items == [UNDEFINED]
    assert decode('[["Map",-2,-2],9]').pairs == [(UNDEFINED, UNDEFINED)]
    assert decode('[["null","a",-2],9]') == {"a": UNDEFINED}


@pytest.mark.parametrize("payload", ["[[1.0,1e0],7]", "[[1,10e-1],7]"])
def test_integers_in_other_clothes(payload: str) -> None:
    """A reference may be written 1.0: JavaScript cannot tell."""
    assert decode(payload) == [7, 7]


CHAINS = {
    "lists": lambda i: f"[{i + 1}]",
    "objects": lambda i: f'{{"a":{i + 1}}}',
    "Map keys": lambda i: f'["Map",{i + 1},-1]',
    "Map values": lambda i: f'["Map",-1,{i + 1}]',
    "Sets": lambda i: f'["Set",{i + 1}]',
    "bare objects": lambda i: f'["null","a",{i + 1}]',
    "sparse arrays": lambda i: f"[-7,9,3,{i + 1}]",
    "customs": lambda i: f'["Mine",{i + 1}]',
}


def inside(value: object) -> object:
    """The one thing inside a container of `CHAINS`."""
    match value:
        case dict():
            return value["a"]
        case list():
            return value[0]
        case JSMap():
            return next(part for part in value.pairs[0] if part is not UNDEFINED)
        case JSSet():
            return value.items[0]
        case SparseArray():
            return value.get(3)
        case Custom():
            return value.value
    return UNDEFINED


@pytest.mark.parametrize("kinds", [*([kind] for kind in CHAINS), list(CHAINS)], ids=[*CHAINS, "all"])
@pytest.mark.parametrize("end", ['"end"', "[0]"], ids=["straight", "ring"])
def test_depth_by_references(kinds: list[str], end: str) -> None:
    """Entries nested by references are decoded at any depth, also where the last leads back to the first."""
    depth = DEEP if len(kinds) > 1 else 10_000
    entries = [CHAINS[kinds[i % len(kinds)]](i) for i in range(depth)]
    root = value = decode("[" + ",".join(entries) + f",{end}]")
    for _ in range(depth):
        value = inside(value)
    assert value == "end" if end == '"end"' else inside(value) is root


@pytest.mark.parametrize("is_forward", [True, False])
def test_long_wrapper_chains(is_forward: bool) -> None:
    """A chain of wrappers costs its length, in whichever order it is written."""
    if is_forward:
        payload = "[" + ",".join(f'["R",{i + 1}]' for i in range(DEEP)) + ',{"a":0}]'
    else:
        payload = f"[[{DEEP}],[-1]," + ",".join(f'["R",{i - 1}]' for i in range(2, DEEP + 1)) + "]"
    value = decode(payload, transparent={"R"})
    assert value["a"] is value if is_forward else value == [[UNDEFINED]]


def test_reviver_chains() -> None:
    """A chain of values that wait for revivers is revived from the inside out, at any depth."""
    payload = "[" + ",".join(f'["R",{i + 1}]' for i in range(DEEP)) + ",[-1]]"
    order: list[int] = []

    def revive(value: object) -> object:
        order.append(len(order))
        return [value]

    value = decode(payload, revivers={"R": revive})
    assert len(order) == DEEP
    for _ in range(DEEP + 1):
        assert type(value) is list
        (value,) = value
    assert value is UNDEFINED


def test_doubling_is_shared() -> None:
    """Two references to each next entry make as many lists as there are entries, not as many as there are paths."""
    value = decode("[" + ",".join(f"[{i + 1},{i + 1}]" for i in range(500)) + ",1]")
    for _ in range(500):
        assert value[0] is value[1]
        value = value[0]
    assert value == 1


def test_many_references_to_one() -> None:
    """Three hundred thousand references to one entry are one object; in a Set they are one member."""
    value = decode("[[" + ",".join(["1"] * 300_000) + "],{}]")
    assert len(value) == 300_000
    assert all(item is value[0] for item in value)
    assert len(decode('[["Set",' + ",".join(["1"] * 200_000) + "],{}]")) == 1


def test_sparse_arrays_allocate_nothing() -> None:
    """A sparse array costs what is in it, not its length."""
    value = decode("[[-7,4294967295,4294967294,1],5]")
    assert (value.length, value.items, value.get(7)) == (2**32 - 1, {2**32 - 2: 5}, UNDEFINED)
    many = decode("[[" + ",".join(map(str, range(1, 20_001))) + "]" + ",[-7,100000]" * 20_000 + "]")
    assert len(many) == 20_000


def test_views_share_one_buffer() -> None:
    """Two hundred views of three megabytes hold them once."""
    encoded = base64.b64encode(bytes(3_000_000)).decode()
    views = ",".join(['["Uint8Array",1]'] * 200)
    value = decode(f'[[{",".join(map(str, range(2, 202)))}],["ArrayBuffer","{encoded}"],{views}]')
    assert all(isinstance(view, TypedArray) and view.buffer is value[0].buffer for view in value)
    assert value[9].view().nbytes == 3_000_000


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("", None),
        ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
        ("+275760-09-13T00:00:00.000Z", 8_640_000_000_000_000),
        ("-271821-04-20T00:00:00.000Z", -8_640_000_000_000_000),
        ("+010000-01-01T00:00:00.000Z", 253_402_300_800_000),
        ("-000001-12-31T23:59:59.999Z", -62_167_219_200_001),
    ],
)
def test_dates_beyond_python(text: str, milliseconds: int | None) -> None:
    """A date that `datetime` cannot say is its milliseconds; an invalid one is none."""
    assert decode(f'[["Date","{text}"]]') == JSDate(milliseconds)


def test_hostile_patterns_are_text() -> None:
    """A pattern is never compiled."""
    assert decode('[["RegExp","(a+)+$[","gimsuy"]]') == JSRegExp("(a+)+$[", "gimsuy")


def test_unknown_tags_are_kept() -> None:
    """A tag that nobody knows is kept with what is inside, whatever its name."""
    for tag in ("Mine", "", "__proto__", "toString", "Temporal.Nothing", "__class__", "-7", "\x9b"):
        value = decode(json.dumps([[tag, 1], "x"]))
        assert isinstance(value, Custom)
        assert (value.tag, value.value) == (tag, "x")
    ring = decode('[["Mine",1],[0]]')
    assert ring.value[0] is ring


def test_numbers_at_the_edges() -> None:
    """Numbers beyond a double are infinite, as in JavaScript; long integers are exact."""
    assert decode("[1e400]") == math.inf
    assert decode("[[1],-1e400]") == [-math.inf]
    assert decode("[18446744073709551617]") == 18446744073709551617
    assert decode(f'[["BigInt","-{"9" * 3999}"]]') == -(10**3999 - 1)


def test_surrogates_are_kept() -> None:
    """Half a surrogate pair is kept as it is in texts and keys, escaped or raw; a whole pair is its character."""
    assert decode('[{"\\udc00":1},"a\\ud800b"]') == {"\udc00": "a\ud800b"}
    assert decode('["\ud800"]') == "\ud800"
    assert decode('["\\ud83d\\ude00"]') == "😀"
    assert decode('[[1,2],"\\ud800",["Mine",0]]')[1].value[0] == "\ud800"


def test_byte_order_mark() -> None:
    """A byte order mark before UTF-8 is passed over."""
    assert decode(b"\xef\xbb\xbf[[1],2]") == [2]
    assert decode("\ufeff[[1],2]") == [2]


def test_repeated_keys() -> None:
    """Of two values for one key the later counts, as in JavaScript."""
    assert decode('[{"a":1,"a":2},"first","second"]') == {"a": "second"}
    assert decode('[["null","a",1,"a",2],"first","second"]') == {"a": "second"}


def test_set_members_that_collide() -> None:
    """Integers chosen to share one hash do not make a Set slow, and Map keys need no hash."""
    count = 20_000
    modulus = sys.hash_info.modulus
    numbers = ",".join(str(i * modulus) for i in range(1, count + 1))
    references = ",".join(map(str, range(1, count + 1)))
    assert len(decode(f'[["Set",{references}],{numbers}]')) == count
    digits = ",".join(f'["BigInt","{i * modulus}"]' for i in range(1, count + 1))
    assert len(decode(f'[["Set",{references}],{digits}]')) == count
    assert len(decode('[["Map",1,2,2,1],{},[]]')) == 2


def test_one_big_integer_many_times() -> None:
    """A long BigInt that is a member a hundred thousand times is written out once."""
    references = ",".join(["1"] * 100_000)
    assert len(decode(f'[["Set",{references}],["BigInt","{"9" * 3999}"]]')) == 1
    assert len(decode(f'[["Map",{references}],["BigInt","{"9" * 3999}"]]')) == 1


def test_printing_is_bounded() -> None:
    """Every type prints in one short line and compares without walking, whatever it holds."""
    texts = {
        "map of itself": '[["Map",0,0]]',
        "set of itself": '[["Set",0]]',
        "custom of a list of it": f'[["{"T" * 999}",1],[0]]',
        "sparse": "[[-7,9,1,0]]",
        "pattern": json.dumps([["RegExp", "a" * 9999, "g"]]),
        "big integer": f'[["BigInt","{"9" * 3999}"]]',
        "buffer": f'[["ArrayBuffer","{"A" * 4000}"]]',
        "view": f'[["Float32Array",1],{BUFFER}]',
        "url": f'[["URL","https://{"a" * 4000}"]]',
        "query": f'[["URLSearchParams","{"a" * 4000}"]]',
        "temporal": f'[["Temporal.Instant","{"a" * 4000}"]]',
        "deep": "[" + ",".join(f'["Mine",{i + 1}]' for i in range(DEEP)) + ",1]",
    }
    for name, text in texts.items():
        value, other = decode(text), decode(text)
        assert len(repr(value)) < 200, name
        assert value == value, name  # that it ends is the point
        assert isinstance(value == other, bool), name


def test_leaves_the_interpreter_alone() -> None:
    """The recursion limit is untouched, and the collector runs again after a decode that worked and one that failed."""
    limit = sys.getrecursionlimit()
    long = "[" + ",".join(["[0]"] * 100_000)
    decode(long + "]")
    with pytest.raises(PayloadError):
        decode(long)
    assert gc.isenabled()
    assert sys.getrecursionlimit() == limit


def test_resting_collector_stays_at_rest() -> None:
    """Whoever had the collector off finds it off afterwards."""
    gc.disable()
    try:
        decode("[" + ",".join(["[0]"] * 100_000) + "]")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_undefined_is_one() -> None:
    """`UNDEFINED` is falsy, not None, and itself after a copy."""
    assert not UNDEFINED
    assert UNDEFINED is not None
    assert copy.deepcopy(UNDEFINED) is UNDEFINED
    assert pickle.loads(pickle.dumps(UNDEFINED)) is UNDEFINED  # noqa: S301  # our own bytes
    assert repr(UNDEFINED) == "UNDEFINED"


def test_big_integers_stay_apart() -> None:
    """A BigInt equals its number in Python, yet is another member of a Set."""
    members = decode('[["Set",1,2,3,4,5],1,["BigInt","1"],true,"1",1.0]').items
    assert members == [1, 1, True, "1"]
    assert [type(member) for member in members] == [int, BigInt, bool, str]
