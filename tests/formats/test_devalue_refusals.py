"""Payloads that cannot be: each is refused by one exception, with one bounded sentence that says where and what."""

import pytest

from tickertui.errors import MESSAGE_LIMIT, PayloadError
from tickertui.formats.devalue import decode

DEEP = 100_000
BUFFER = '["ArrayBuffer","AAECAwQFBgc="]'

REFUSED: dict[str, str | bytes] = {
    # 1: no JSON
    "empty": "",
    "space only": " \n\t ",
    "empty bytes": b"",
    "words": "hello",
    "page": "<!DOCTYPE html><html><body>not found</body></html>",
    "page behind a mark": "\ufeff  <html>",
    "cut in a list": '[{"a":1},[2,3',
    "cut in a text": '[{"a":1},"hal',
    "something behind": "[1] 2",
    "raw control character": '["a\nb"]',
    "comma at the end": "[1,]",
    # 2: constants that JSON lacks
    "NaN": "[NaN]",
    "Infinity": "[[1],Infinity]",
    "-Infinity": "[-Infinity]",
    # 3: roots
    "root object": "{}",
    "root text": '"x"',
    "root true": "true",
    "root null": "null",
    "root empty": "[]",
    "root 5": "5",
    "root 0": "0",
    "root hole": "-2",
    "root -7": "-7",
    "root -8": "-8",
    "root -1.5": "-1.5",
    # 4: booleans as references
    "true in a list": "[[true],1]",
    "false in an object": '[{"a":false},1]',
    "true in a Set": '[["Set",true],1]',
    "true in a wrapper": '[["Ref",true],1]',
    # 5: below the sentinels
    "-7 in a list": "[[1,-7],2]",
    "-8 in a list": "[[-8],2]",
    "-8 in an object": '[{"a":-8},2]',
    "-100 in a Map": '[["Map",-100,1],2]',
    "-7 in a Set": '[["Set",-7],2]',
    "-8 in a wrapper": '[["Ref",-8],2]',
    # 7: beyond the table
    "one beyond": "[[1]]",
    "beyond in an object": '[{"a":9},1]',
    "2 ** 32": "[[4294967296]]",
    "1e308": "[[1e308]]",
    "1e400": "[[1e400]]",
    "many digits": f"[[{'1' * 1_000_000}]]",
    "beyond in a Set": '[["Set",1]]',
    "beyond in a Map": '[["Map",1,1]]',
    "beyond in a bare object": '[["null","a",1]]',
    "beyond in a sparse array": "[[-7,3,1,1]]",
    "beyond in a wrapper": '[["Ref",1]]',
    "beyond in a box": '[["Object",1]]',
    "beyond in a view": '[["Uint8Array",1]]',
    # 8: fractions
    "1.5 in a list": "[[1.5],1]",
    "0.1 in a wrapper": '[["Ref",0.1],1]',
    # 9: no references at all
    "text in a list": '[[1,"a"],2]',
    "null in a list": "[[null],2]",
    "list in a list": "[[[1]],2]",
    "object in a list": "[[{}],2]",
    "text in an object": '[{"a":"b"},2]',
    "null in an object": '[{"a":null},2]',
    "list in an object": '[{"a":[1]},2]',
    "text in a Set": '[["Set","a"],2]',
    "null in a Map": '[["Map",null,1],2]',
    "text in a wrapper": '[["Ref","a"],2]',
    "list in a wrapper": '[["Ref",[1]],2]',
    "nothing in a wrapper": '[["Ref"],2]',
    "two in a wrapper": '[["Ref",1,1],2]',
    # 11: brackets
    "deep lists": "[" * 1_000_000 + "]" * 1_000_000,
    "deep lists, open": "[" * 1_000_000,
    "deep objects": '{"a":' * 1_000_000,
    "deep behind a surrogate": '["\\ud800",' + "[" * 1_000_000,
    "deep behind a big number": "[1e999," + "[" * 100_000,
    # 14: rings
    "ring of one": '[["Ref",0]]',
    "ring of two": '[["Ref",1],["Reactive",0]]',
    "ring behind": '[[1],["Ref",2],["Other",1]]',
    "long ring": "[" + ",".join(f'["R",{(i + 1) % DEEP}]' for i in range(DEEP)) + "]",
    # 17: sparse arrays
    "sparse without length": "[[-7]]",
    "sparse negative length": "[[-7,-1]]",
    "sparse length too large": "[[-7,4294967296]]",
    "sparse fraction": "[[-7,1.5]]",
    "sparse boolean": "[[-7,true]]",
    "sparse text": '[[-7,"3"]]',
    "sparse index negative": "[[-7,3,-1,1],2]",
    "sparse index at length": "[[-7,3,3,1],2]",
    "sparse index text": '[[-7,3,"0",1],2]',
    "sparse index boolean": "[[-7,3,true,1],2]",
    "sparse index fraction": "[[-7,3,0.5,1],2]",
    "sparse index without item": "[[-7,3,0],2]",
    # 18, 19: views
    "view of a number": '[["Uint8Array",1],5]',
    "view of itself": '[["Uint8Array",0]]',
    "view of an object": '[["Uint8Array",1],{"length":2},1000000000000]',
    "view of nothing": '[["Uint8Array"]]',
    "view of undefined": '[["Uint8Array",-1]]',
    "view of a view": f'[["Uint8Array",1],["Uint8Array",2],{BUFFER}]',
    "view of a wrapped buffer": f'[["Uint8Array",1],["Ref",2],{BUFFER}]',
    "view unaligned": f'[["Uint16Array",1,1],{BUFFER}]',
    "view of half an item": '[["Uint16Array",1],["ArrayBuffer","AAEC"]]',
    "view past the end": f'[["Uint8Array",1,4,9],{BUFFER}]',
    "view beginning past the end": f'[["Uint8Array",1,9],{BUFFER}]',
    "view negative": f'[["Uint8Array",1,-1,2],{BUFFER}]',
    "view negative length": f'[["Uint8Array",1,0,-1],{BUFFER}]',
    "view huge": f'[["Float64Array",1,0,9007199254740993],{BUFFER}]',
    "view text": f'[["Uint8Array",1,"0",2],{BUFFER}]',
    "view boolean": f'[["Uint8Array",1,true,2],{BUFFER}]',
    "view of five parts": f'[["Uint8Array",1,0,1,1],{BUFFER}]',
    "DataView past the end": f'[["DataView",1,2,8],{BUFFER}]',
    # 21: base64
    "base64 junk": '[["ArrayBuffer","A*=="]]',
    "base64 space": '[["ArrayBuffer","AA AA"]]',
    "base64 padding": '[["ArrayBuffer","AAA"]]',
    "base64 too much": '[["ArrayBuffer","AAAA===="]]',
    "base64 of no text": '[["ArrayBuffer",1],"AAAA"]',
    "base64 not ASCII": '[["ArrayBuffer","AAAé"]]',
    "base64 in a view": '[["Uint8Array","A*=="]]',
    # 22: dates
    "date month 13": '[["Date","2026-13-01T00:00:00.000Z"]]',
    "date February 30": '[["Date","2026-02-30T00:00:00.000Z"]]',
    "date 24:00": '[["Date","2026-01-01T24:00:00.000Z"]]',
    "date minute 60": '[["Date","2026-01-01T00:60:00.000Z"]]',
    "date full-width": '[["Date","２０２６-01-01T00:00:00.000Z"]]',
    "date newline": '[["Date","2026-01-01T00:00:00.000Z\\n"]]',
    "date -000000": '[["Date","-000000-01-01T00:00:00.000Z"]]',
    "date too late": '[["Date","+275760-09-13T00:00:00.001Z"]]',
    "date too early": '[["Date","-271821-04-19T23:59:59.999Z"]]',
    "date far": '[["Date","+999999-01-01T00:00:00.000Z"]]',
    "date words": '[["Date","yesterday"]]',
    "date number": '[["Date",1]]',
    "date nothing": '[["Date"]]',
    # 23: big integers
    "BigInt underscore": '[["BigInt","1_000"]]',
    "BigInt Arabic": '[["BigInt","٣"]]',
    "BigInt spaces": '[["BigInt"," 12 "]]',
    "BigInt hex": '[["BigInt","0x1f"]]',
    "BigInt empty": '[["BigInt",""]]',
    "BigInt fraction": '[["BigInt",1.5]]',
    "BigInt null": '[["BigInt",null]]',
    "BigInt boolean": '[["BigInt",true]]',
    "BigInt many digits": f'[["BigInt","{"9" * 1_000_000}"]]',
    # 24: numbers
    "number of a million digits": f"[{'9' * 1_000_000}]",
    # 25: patterns
    "pattern without text": '[["RegExp",1]]',
    "pattern with number flags": '[["RegExp","a",1]]',
    # 26: prototypes
    "__proto__": '[{"__proto__":1},1]',
    "__proto__ escaped": '[{"\\u005f_proto_\\u005F":1},1]',
    "__proto__ bare": '[["null","__proto__",1],1]',
    "__proto__ sparse": '[[-7,3,"__proto__",1],1]',
    "__proto__ aside": '[1,{"a":0,"__proto__":0}]',
    # 27: pairs
    "Map odd": '[["Map",1],1]',
    "bare object odd": '[["null","a"],1]',
    "bare object key": '[["null",1,1],1]',
    "bare object null key": '[["null",null,1],1]',
    # 28: boxes
    "box of an object": '[["Object",1],{}]',
    "box of a list": '[["Object",1],[]]',
    "box of null": '[["Object",1],null]',
    "box of literal null": '[["Object",null]]',
    "box of undefined": '[["Object",-1]]',
    "box of a hole": '[["Object",-2]]',
    "box of -7": '[["Object",-7]]',
    "box of a box": '[["Object",1],["Object",2],"a"]',
    "box of a box before": '[[2,1],"a",["Object",3],["Object",1]]',
    "box of a date": '[["Object",1],["Date",""]]',
    "box of a URL": '[["Object",1],["URL","https://a/"]]',
    "box of itself": '[["Object",0]]',
    "box of nothing": '[["Object"]]',
    # 30: tags
    "custom of itself": '[["Mine",0]]',
    "empty tag of itself": '[["",0]]',
    "__proto__ tag of itself": '[["__proto__",0]]',
    # 31: encodings
    "no UTF-8": b'["\xff"]',
    "cut UTF-8": '["é"]'.encode()[:3],
    "UTF-16": '["é"]'.encode("utf-16"),
    "UTF-16 without a mark": "[1]".encode("utf-16-le"),
    "UTF-32": "[1]".encode("utf-32"),
    "half an escape": '["\\ud8"]',
    # constructors that throw in JavaScript
    "URL relative": '[["URL","/a"]]',
    "URL number": '[["URL",1]]',
    "Temporal number": '[["Temporal.Instant",1]]',
}


@pytest.mark.parametrize("payload", REFUSED.values(), ids=REFUSED)
def test_refused(payload: str | bytes) -> None:
    """A payload that cannot be is refused with one bounded sentence, whether it comes as text or as bytes."""
    forms: list[str | bytes] = [payload, payload.encode()] if isinstance(payload, str) else [payload]
    for form in forms:
        with pytest.raises(PayloadError) as caught:
            decode(form)
        assert 20 < len(str(caught.value)) <= MESSAGE_LIMIT
        assert caught.value.hint
        assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ('[[1],{"a":7}]', "Entry 1 "),
        ('["x",["Date","soon"]]', "Entry 1 "),
        ("<html>", "HTML page"),
        ('[{"a":1},"hal', "breaks off"),
        ("{}", "an object"),
        ("[]", "empty list"),
        ('[[1,"a"],2]', "at position 1"),
        ('[{"k":1,"l":null},2]', "key number 2"),
        ('[["Ref",1],["Ref",0]]', "only itself inside"),
        ("[[1e308]]", "beyond the last"),
        (b"\xff\xfe[\x00", "UTF-16"),
    ],
)
def test_says_where(payload: str | bytes, words: str) -> None:
    """A refusal says which entry it is about, or which character, and what it has there."""
    with pytest.raises(PayloadError, match=words):
        decode(payload)


def test_echoes_nothing() -> None:
    """A refusal never repeats a payload: neither its length nor its controls reach a terminal."""
    for payload in ('[["\x9b31m' + "x" * 5000 + '",9]]', '[{"\\u001b[2J":true}]', '["Map' + "é" * 9000):
        with pytest.raises(PayloadError) as caught:
            decode(payload)
        assert len(str(caught.value)) < 300
        assert str(caught.value).isascii()
