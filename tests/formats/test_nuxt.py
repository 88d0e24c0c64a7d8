"""The envelope of a Nuxt payload, Nuxt's own types, and the payload in a page of any version."""

import json
import math

import pytest

from tickertui.errors import PayloadError
from tickertui.formats.devalue import UNDEFINED, BigInt, Custom, JSMap, JSSet
from tickertui.formats.nuxt import (
    PAGE_LIMIT,
    Island,
    NuxtError,
    decode_payload,
    find_payload,
    looks_like_html,
    merge,
)

BASE = "https://prices.example/articles/one"


def page(*scripts: str, head: str = "") -> str:
    """A page with some scripts."""
    body = "".join(scripts)
    top = f'<!DOCTYPE html><html lang="en"><head><title>T</title>{head}</head>'
    return f'{top}<body><div id="__nuxt">x</div>{body}</body></html>'


@pytest.mark.parametrize("tag", ["Ref", "ShallowRef", "Reactive", "ShallowReactive"])
def test_wrappers_are_transparent(tag: str) -> None:
    """References and reactive objects are what is inside them, also behind each other and around themselves."""
    assert decode_payload(f'[{{"data":1}},["{tag}",2],{{"a":3}},["{tag}",4],5]') == {"data": {"a": 5}}
    assert decode_payload(f'[["{tag}",1],["Ref",2],["Reactive",3],[4],"x"]') == ["x"]
    value = decode_payload(f'[{{"me":1}},["{tag}",0]]')
    assert value["me"] is value


@pytest.mark.parametrize("length", [1, 2, 5000])
def test_rings_of_wrappers_are_refused(length: int) -> None:
    """Wrappers that have only each other inside have no value."""
    ring = ",".join(f'["{("Ref", "Reactive")[i % 2]}",{(i + 1) % length}]' for i in range(length))
    with pytest.raises(PayloadError, match="only itself inside"):
        decode_payload(f"[{ring}]")


@pytest.mark.parametrize("tag", ["EmptyRef", "EmptyShallowRef"])
@pytest.mark.parametrize(
    ("inside", "value"),
    [
        ("_", UNDEFINED),
        ("0n", BigInt(0)),
        ("null", None),
        ("false", False),
        ("0", 0),
        ('""', ""),
        ('{"a":[1]}', {"a": [1]}),
        ("[1,2]", [1, 2]),
        ("not json", "not json"),
        ("NaN", "NaN"),
        ("", ""),
        ("[" * 100_000, "[" * 100_000),
        ("[" * 30 + "]" * 31, "[" * 30 + "]" * 31),
        ("9" * 5000, "9" * 5000),
        ("\ud800", "\ud800"),
    ],
)
def test_empty_references(tag: str, inside: str, value: object) -> None:
    """A falsy reference is written as a text: the JSON of its value, two spellings of its own, or just a text."""
    found = decode_payload(json.dumps([{"a": 1, "b": 1}, [tag, 2], inside]))
    assert found["a"] == value
    assert type(found["a"]) is type(value)


def test_empty_references_to_one_text() -> None:
    """A long text behind many falsy references is not read again for each of them."""
    text = json.dumps([list(range(2, 50_002)), "[" + "0," * 500_000 + "0]", *[["EmptyRef", 1]] * 50_000])
    assert {len(item) for item in decode_payload(text)} == {1_000_003}


def test_empty_reference_of_no_text() -> None:
    """A falsy reference whose inside is no text is refused."""
    for inside in ("1", "[]", "null"):
        with pytest.raises(PayloadError, match="EmptyRef"):
            decode_payload(f'[{{"a":1}},["EmptyRef",2],{inside}]')


def test_own_types() -> None:
    """Errors and islands are types of their own; a module's types are kept; Pinia's mark is undefined."""
    value = decode_payload(
        '[{"_errors":1,"island":4,"skip":7,"when":8,"state":10},{"a":2},["NuxtError",3],{"message":6,"statusCode":9},'
        '["Island",5],{"key":6},"words",["skipHydrate",9],["DateTime",6],404,["Map",6,2]]'
    )
    error = value["_errors"]["a"]
    assert isinstance(error, NuxtError)
    assert (error.status, error.message) == (404, "words")
    assert isinstance(value["island"], Island)
    assert value["island"].fields == {"key": "words"}
    assert value["skip"] is UNDEFINED
    assert isinstance(value["when"], Custom)
    assert (value["when"].tag, value["when"].value) == ("DateTime", "words")
    assert isinstance(value["state"], JSMap)
    assert value["state"].get("words") is error
    assert repr(error) == "<NuxtError 404>"
    assert repr(value["island"]) == "<Island>"


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"statusCode": 404, "message": "gone"}, 404, "gone"),
        ({"status": 503, "statusText": "Unavailable"}, 503, "Unavailable"),
        ({"statusCode": 500, "statusMessage": "Oops", "message": ""}, 500, "Oops"),
        ({"statusCode": "x"}, None, ""),
        ("just words", None, "just words"),
        (None, None, ""),
    ],
)
def test_spellings_of_errors(fields: object, status: int | None, message: str) -> None:
    """An error is read in the spelling of any version."""
    error = NuxtError(fields)
    assert (error.status, error.message) == (status, message)


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (
            '[{"data":1,"error":2},{},["NuxtError",3],{"statusCode":4,"message":5},404,"Page not found: /x"]',
            "404, Page not found: /x",
        ),
        ('[{"error":1},["ShallowRef",2],["NuxtError",3],{"status":4,"statusText":5},500,"Broken"]', "500, Broken"),
        ('[{"error":1},{"statusCode":2,"message":3},403,"Forbidden"]', "403, Forbidden"),
        ('[{"error":1},{"message":2},"\\u001b]52;c;x\\u0007Bad"]', "that it failed, "),
        ('[{"error":1},"Bad"]', "that it failed, Bad"),
        ('[["NuxtError",1],{"statusCode":2},410]', "410"),
        ('{"error":true,"statusCode":404,"statusMessage":"Not Found","message":"No such page"}', "404, No such page"),
        ('{"status":500}', "500"),
    ],
)
def test_error_payloads(payload: str, words: str) -> None:
    """A payload that says that its page failed is refused with what the site says, clean of controls."""
    for form in (payload, payload.encode()):
        with pytest.raises(PayloadError, match="error page") as caught:
            decode_payload(form)
        assert words in str(caught.value)
        assert str(caught.value).isprintable()
        assert caught.value.hint


def test_long_error_message() -> None:
    """The words of a failing site are cut."""
    with pytest.raises(PayloadError) as caught:
        decode_payload(json.dumps([{"error": 1}, {"message": 2}, "é" * 100_000]))
    assert len(str(caught.value)) < 500


def test_no_error() -> None:
    """An error that is absent is none, and errors of single requests leave the payload readable."""
    for entry in ("-1", "1"):
        assert "data" in decode_payload(f'[{{"data":2,"error":{entry}}},null,{{}}]')
    assert decode_payload('[{"data":1,"_errors":1},{}]') == {"data": {}, "_errors": {}}
    assert math.isnan(decode_payload("-3"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!DOCTYPE html><html></html>", "HTML page"),
        ("\ufeff\n <html>", "HTML page"),
        ("<?xml version='1.0'?>", "HTML page"),
        ("export default (function(a,b){return {data:a}}(1,2))", "old JavaScript form"),
        ("window.__NUXT__=(function(a){return {}}(1));", "old JavaScript form"),
        ("__NUXT_JSONP__('/', (function(a){}(1)))", "old JavaScript form"),
        ("(function(a,b){}(1,2))", "old JavaScript form"),
        ("", "empty"),
        ("   ", "empty"),
        ('{"statusCode":"x"}', "an object"),
        ('{"a":1}', "an object"),
        ("{", "breaks off"),
        ('{"statusCode":' * 100_000, "deeper"),
        ("plain words", "not JSON"),
    ],
)
def test_what_is_no_payload(text: str, words: str) -> None:
    """Each thing that is often met where a payload is expected is named, and has a hint."""
    for form in (text, text.encode()):
        with pytest.raises(PayloadError, match=words) as caught:
            decode_payload(form)
        assert caught.value.hint


def test_looks_like_html() -> None:
    """A page begins with a tag, a payload never does."""
    assert looks_like_html(" \n<html>")
    assert looks_like_html(b"\xef\xbb\xbf<!doctype html>")
    assert not looks_like_html('[{"a":1},"\\u003Chtml>"]')
    assert not looks_like_html("")
    assert not looks_like_html(b"\xff\xfe")


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json" id="__NUXT_DATA__" data-ssr="true">PAYLOAD</script>',
        '<script type="application/json" data-nuxt-data="nuxt-app" data-ssr="true" id="__NUXT_DATA__">PAYLOAD</script>',
        "<script id=__NUXT_DATA__ type=application/json>PAYLOAD</script>",
        "<SCRIPT ID='__NUXT_DATA__'\n  >PAYLOAD</SCRIPT >",
        '<script type="application/json" data-nuxt-data="shop">PAYLOAD</script>',
    ],
)
def test_payload_in_a_page(script: str) -> None:
    """The payload is found by its id or its app's name, however its attributes stand; entities mean nothing in it."""
    text = '[{"data":1},{"a":2},"&amp; \\u003C/script>"]'
    for html in (page(script.replace("PAYLOAD", text)), page(script.replace("PAYLOAD", f"\n{text}\n")).encode()):
        found = find_payload(html, BASE)
        assert found.text == text
        assert found.value() == {"data": {"a": "&amp; </script>"}}
        assert (found.data_src, found.preload, found.external) == ("", "", "")


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("/articles/one/_payload.json", "https://prices.example/articles/one/_payload.json"),
        ("/a/_payload.json?_b=1&amp;x=%20", "https://prices.example/a/_payload.json?_b=1&x=%20"),
        ("/a/_payload.json?0f3c", "https://prices.example/a/_payload.json?0f3c"),
        ("https://cdn.example/a/_payload.abc.json", "https://cdn.example/a/_payload.abc.json"),
        ("//cdn.example/_payload.json", "https://cdn.example/_payload.json"),
        ("_payload.json", "https://prices.example/articles/_payload.json"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:application/json,[1]", ""),
        ("https://[broken/_payload.json", ""),
        ("/" + "a" * 10_000, ""),
        ("", ""),
    ],
)
def test_external_payload(source: str, address: str) -> None:
    """The external payload's address is made absolute, its entities decoded; one that leads elsewhere is none."""
    script = f'<script id="__NUXT_DATA__" data-src="{source}">[{{"path":1}},"/"]</script>'
    found = find_payload(page(script), BASE)
    assert found.data_src == found.external == address
    assert found.value() == {"path": "/"}


def test_external_payload_of_a_file() -> None:
    """Without the page's own address an external one stays as it is written."""
    assert (
        find_payload(page('<script id="__NUXT_DATA__" data-src="/_payload.json">[1]</script>')).data_src
        == "/_payload.json"
    )


def test_preload_link() -> None:
    """A preload link names the external payload too; other links do not."""
    head = (
        '<link rel="preload" as="script" href="/_payload.js"><link rel="prefetch" as="fetch" href="/no/_payload.json">'
        '<link rel="preload" as="fetch" crossorigin="anonymous" href="/a/_payload.json?b&amp;c">'
        '<link rel="preload" as="fetch" href="/second/_payload.json">'
    )
    found = find_payload(page(head=head), BASE)
    assert found.external == found.preload == "https://prices.example/a/_payload.json?b&c"
    assert (found.text, found.value(), found.apps) == ("", {}, ())


def test_empty_body() -> None:
    """An empty script that names an external payload is a payload without data; one that names none is refused."""
    found = find_payload(page('<script id="__NUXT_DATA__" data-src="/_payload.json"> </script>'), BASE)
    assert (found.text, found.value()) == ("", {})
    with pytest.raises(PayloadError, match="empty payload"):
        find_payload(page('<script id="__NUXT_DATA__"></script>'), BASE)


def test_several_apps() -> None:
    """Several apps in one page are all named; the one with the id is the main one, else the first."""
    scripts = [
        f'<script type="application/json" data-nuxt-data="{name}" data-src="/{name}.json">["{name}"]</script>'
        for name in "ab"
    ]
    found = find_payload(page(*scripts), BASE)
    assert [app.app_id for app in found.apps] == ["a", "b"]
    assert found.value() == "a"
    with_id = find_payload(page(scripts[0], scripts[1].replace("<script", '<script id="__NUXT_DATA__"')), BASE)
    assert [app.app_id for app in with_id.apps] == ["b", "a"]
    assert with_id.data_src == "https://prices.example/b.json"


@pytest.mark.parametrize("name", ["", ' data-nuxt-data="nuxt-app"'])
def test_late_error(name: str) -> None:
    """A page that failed while it was sent says so in its last script, which counts."""
    first = f'<script id="__NUXT_DATA__"{name}>[{{"data":1}},{{}}]</script>'
    last = f'<script{name} id="__NUXT_DATA__">[{{"error":1}},["NuxtError",2],{{"statusCode":3}},500]</script>'
    found = find_payload(page(first, last), BASE)
    assert len(found.apps) == 1
    with pytest.raises(PayloadError, match="500"):
        found.value()


@pytest.mark.parametrize(
    "decoy",
    [
        '<!-- <script id="__NUXT_DATA__">["decoy"]</script> -->',
        '<!--><p title=\'<script id="__NUXT_DATA__">["decoy"]</script>\'>x</p>',
        '<script>var x = \'<script id="__NUXT_DATA__">["decoy"]\';</script>',
        '<style>/* <script id="__NUXT_DATA__">["decoy"]</script> */</style>',
        '<textarea><script id="__NUXT_DATA__">["decoy"]</script></textarea>',
        '<script id="other" data-nuxt="__NUXT_DATA__">["decoy"]</script>',
        '<scripts id="__NUXT_DATA__">["decoy"]</scripts>',
        '<p title="a>b" class=it\'s>5 < 6 </ p><br/>',
        "<script src=/_nuxt/entry.js async></script>",
    ],
)
def test_decoys(decoy: str) -> None:
    """What only looks like the payload's script is passed over."""
    assert find_payload(page(decoy, '<script id="__NUXT_DATA__">["right"]</script>')).value() == "right"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html><body>words</body></html>", "no Nuxt payload"),
        ("", "empty"),
        ("words", "no Nuxt payload"),
        (page(), "rendered in the browser"),
        (page("<script>window.__NUXT__={};window.__NUXT__.config={public:{}}</script>"), "rendered in the browser"),
        (page("<script>window.__NUXT__=(function(a,b){return {data:a}}(1,2))</script>"), "old JavaScript form"),
        (page("<script>window.__NUXT__={data:{a:1}}</script>"), "old JavaScript form"),
        (page('<script id="__NUXT_DATA__"' + " x" * 20_000 + ">[1]</script>"), "rendered in the browser"),
        ("<" * (PAGE_LIMIT + 1), "larger than 16 MB"),
    ],
    ids=range(9),
)
def test_pages_without_a_payload(html: str, words: str) -> None:
    """A page without a payload is named for what it is, with a hint where there is something to do."""
    with pytest.raises(PayloadError, match=words):
        find_payload(html, BASE)


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<a ",
        "<a b='",
        '<a b="',
        "<!--",
        "<script>",
        "<script ",
        "<style>",
        "</",
        "<",
        '<link _payload x="',
        "x=1 ",
    ],
)
def test_hostile_pages_end(piece: str) -> None:
    """A page of one megabyte that would stall a whole HTML parser is searched in its stride."""
    html = piece * (1_000_000 // len(piece)) + ("<a " + "y=1 " * 250_000 if piece == "x=1 " else "")
    with pytest.raises(PayloadError):
        find_payload(html, BASE)
    with pytest.raises(PayloadError):
        find_payload("<a " + html, BASE)


def test_bytes_that_are_no_text() -> None:
    """Bytes that are no UTF-8 do not hide the payload."""
    html = b"\xff\xfe\xe9<p>\x00</p>" + page('<script id="__NUXT_DATA__">["right"]</script>').encode()
    assert find_payload(html).value() == "right"


def test_merge() -> None:
    """The external payload lies over the inline one, key by key."""
    inline = {"state": 1, "data": UNDEFINED, "prerenderedAt": 1}
    assert merge(inline, {"data": {"a": 1}, "prerenderedAt": 2}) == {"state": 1, "data": {"a": 1}, "prerenderedAt": 2}
    assert inline["prerenderedAt"] == 1
    for wrong in ((inline, [1]), (None, inline), (JSSet(), inline)):
        with pytest.raises(PayloadError, match="no object"):
            merge(*wrong)


def test_the_real_payload(real_payload: bytes) -> None:
    """The real payload decodes to its rows and its article, inline in a page as well."""
    value = decode_payload(real_payload)
    assert set(value) == {"data", "prerenderedAt"}
    assert len(value["data"]["ticker-data"]) == 15
    (slug,) = [key for key in value["data"] if key.startswith("story-article/")]
    assert value["data"][slug]
    inline = page(f'<script type="application/json" id="__NUXT_DATA__">{real_payload.decode()}</script>')
    assert len(find_payload(inline).value()["data"]["ticker-data"]) == 15  # type: ignore[index]  # checked above
