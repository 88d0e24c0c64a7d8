"""The feed of an address against a host on loopback: payloads, pages, pages that name a payload, and every bad day."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.source.origin import Origin, answer, running_origin
from tests.source.payloads import INLINE, START_PAGE, page, payload
from tickertui.errors import PayloadError, SourceRefused, SourceUnreachable
from tickertui.source.address import AddressFeed, beside
from tickertui.source.client import Client, Limits
from tickertui.source.feed import feed_for, payload_of
from tickertui.source.outcome import Changed, Failed, Outcome, Unchanged

NOW = datetime(2026, 6, 3, 16, 0, tzinfo=UTC)


@pytest.fixture
async def origin() -> AsyncIterator[Origin]:
    """A host on loopback."""
    async with running_origin() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A client with small limits."""
    made = Client(Limits(wire=200_000, body=100_000, connect=5, read=5, deadline=10))
    yield made
    await made.close()


def levels(outcome: Outcome) -> list[float | None]:
    """The levels that an outcome gave."""
    assert isinstance(outcome, Changed), outcome
    return [quote.level for fetched in outcome.fetched for quote in fetched.snapshot.quotes]


def failure(outcome: Outcome) -> str:
    """What a failed check says."""
    assert isinstance(outcome, Failed), outcome
    return outcome.error.sentence


def feed_of(origin: Origin, path: str, client: Client, **headers: str) -> AddressFeed:
    """The feed of a path on the host."""
    return AddressFeed(origin.address + path, lambda: client, headers)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example", "https://a.example/_payload.json"),
        ("https://a.example/", "https://a.example/_payload.json"),
        ("https://a.example/prices", "https://a.example/prices/_payload.json"),
        ("https://a.example/prices/?page=2#x", "https://a.example/prices/_payload.json?page=2"),
        ("https://a.example/prices/index.html", "https://a.example/prices/_payload.json"),
        ("https://a.example/prices.html", "https://a.example/prices/_payload.json"),
        ("https://a.example/my.html/b", "https://a.example/my.html/b/_payload.json"),
    ],
)
def test_a_payload_stands_beside_its_page(address: str, expected: str) -> None:
    """Where the payload of a page is, by its address."""
    assert beside(address) == expected


async def test_a_payload_address_is_asked_alone(origin: Origin, client: Client) -> None:
    """With its query, and nothing else is asked."""
    origin.on("/p/_payload.json?b1", answer(200, payload()))
    feed = feed_of(origin, "/p/_payload.json?b1", client)
    assert levels(await feed.check(NOW)) == [100.0]
    assert origin.paths() == ["/p/_payload.json?b1"]
    assert (feed.kind, feed.read(NOW)) == ("address", Unchanged())


async def test_a_page_is_asked_for_the_payload_beside_it(origin: Origin, client: Client) -> None:
    """One request where there is one, also when compressed."""
    origin.on("/p/_payload.json", answer(200, gzip.compress(payload(), mtime=0), Content_Encoding="gzip"))
    feed = feed_of(origin, "/p", client)
    outcome = await feed.check(NOW)
    assert levels(outcome) == [100.0]
    assert isinstance(outcome, Changed)
    assert (outcome.fetched[0].body, outcome.fetched[0].snapshot.origin) == (payload(), origin.address + "/p")
    assert origin.paths() == ["/p/_payload.json"]


@pytest.mark.parametrize(
    "nothing",
    [
        answer(404),
        answer(500),
        answer(403),
        answer(200, START_PAGE),
        answer(200, b"[{}]"),
        answer(302, Location="ftp://a.example/"),
        answer(302, Location="/p/_payload.json"),
    ],
)
async def test_without_a_payload_beside_it_the_page_is_read(origin: Origin, client: Client, nothing: bytes) -> None:
    """Hosts say that there is none in many ways; next time the page is asked first."""
    origin.on("/p/_payload.json", nothing)
    origin.on("/p", answer(200, page(payload())))
    feed = feed_of(origin, "/p", client)
    assert levels(await feed.check(NOW)) == [100.0]
    assert await feed.check(NOW) == Unchanged()
    assert [path for path in origin.paths() if path != "/p/_payload.json"] == ["/p", "/p"]
    assert origin.paths()[-2:] == ["/p", "/p"]


async def test_a_page_that_names_its_payload_has_it_fetched(origin: Origin, client: Client) -> None:
    """The build's query is kept, and what changes is asked under its new name."""
    origin.on("/p", answer(200, page(INLINE, "/p/_payload.json?_b=1&amp;x"), ETag='"1"'), answer(304),
              answer(200, page(INLINE, "/p/_payload.json?_b=2")))  # fmt: skip
    origin.on("/p/_payload.json?_b=1&x", answer(200, payload(1.0), ETag='"p"'), answer(304))
    origin.on("/p/_payload.json?_b=2", answer(200, payload(2.0)))
    feed = feed_of(origin, "/p", client)
    assert levels(await feed.check(NOW)) == [1.0]
    assert await feed.check(NOW) == Unchanged()
    assert levels(await feed.check(NOW)) == [2.0]
    assert origin.paths() == ["/p/_payload.json", "/p", "/p/_payload.json?_b=1&x", "/p", "/p/_payload.json?_b=1&x",
                              "/p", "/p/_payload.json?_b=2"]  # fmt: skip
    assert [origin.header("if-none-match", number) for number in (3, 4, 5, 6)] == ['"1"', '"p"', '"1"', ""]


async def test_a_payload_elsewhere_must_be_protected(origin: Origin, client: Client) -> None:
    """A page may name a payload at its own host or behind https, nowhere else; it gets no headers there."""
    async with running_origin() as other:
        origin.on("/p", answer(200, page(INLINE, other.address + "/_payload.json")))
        outcome = await feed_of(origin, "/p", client).check(NOW)
        assert isinstance(outcome, Failed)
        assert isinstance(outcome.error, SourceRefused)
        assert other.requests == []


async def test_validators_are_sent_back(origin: Origin, client: Client) -> None:
    """304: asked, unchanged, and no body on the wire."""
    origin.on("/p/_payload.json", answer(200, payload(), ETag='W/"1"', Last_Modified="x"), answer(304))
    feed = feed_of(origin, "/p", client)
    assert levels(await feed.check(NOW)) == [100.0]
    assert await feed.check(NOW) == Unchanged()
    assert (origin.header("if-none-match"), origin.header("if-modified-since")) == ('W/"1"', "x")


async def test_the_same_body_is_unchanged_without_validators(origin: Origin, client: Client) -> None:
    """Where a host offers no validators the digest says so."""
    origin.on("/p/_payload.json", answer(200, payload(1.0)), answer(200, payload(1.0)), answer(200, payload(2.0)))
    feed = feed_of(origin, "/p", client)
    assert levels(await feed.check(NOW)) == [1.0]
    assert await feed.check(NOW) == Unchanged()
    assert levels(await feed.check(NOW)) == [2.0]


async def test_a_304_that_nobody_asked_for_is_a_failure(origin: Origin, client: Client) -> None:
    """Without validators there is nothing that could be unchanged."""
    origin.on("/p/_payload.json", answer(304))
    assert "(HTTP 304)" in failure(await feed_of(origin, "/p/_payload.json", client).check(NOW))


async def test_what_was_not_understood_is_not_unchanged_next_time(origin: Origin, client: Client) -> None:
    """The validators of a broken payload are not sent back, else 304 would hide that it is broken."""
    good, bad = answer(200, payload(), ETag='"1"'), answer(200, b"oops", ETag='"2"')
    origin.on("/p/_payload.json", good, bad, bad, good)
    feed = feed_of(origin, "/p/_payload.json", client)
    assert levels(await feed.check(NOW)) == [100.0]
    for _ in range(2):
        outcome = await feed.check(NOW)
        assert isinstance(outcome, Failed)
        assert isinstance(outcome.error, PayloadError)
    assert [origin.header("if-none-match", number) for number in range(3)] == ["", '"1"', ""]
    assert await feed.check(NOW) == Unchanged()


@pytest.mark.parametrize(("status", "wait"), [(429, "120"), (503, "Wed, 03 Jun 2026 16:02:00 GMT")])
async def test_a_host_that_wants_peace_is_asked_once(origin: Origin, client: Client, status: int, wait: str) -> None:
    """The page is not asked as well, and the wish is passed on."""
    origin.on("/p/_payload.json", answer(status, Retry_After=wait))
    outcome = await feed_of(origin, "/p", client).check(NOW)
    assert isinstance(outcome, Failed)
    assert outcome.retry_after == timedelta(seconds=120)
    assert origin.paths() == ["/p/_payload.json"]


async def test_a_known_payload_that_fails_is_not_asked_for_as_a_page(origin: Origin, client: Client) -> None:
    """A host with an error of its own is asked once a check; a payload that is gone sends us to the page."""
    origin.on("/p/_payload.json", answer(200, payload(1.0)), answer(500), answer(404))
    origin.on("/p", answer(200, page(payload(2.0))))
    feed = feed_of(origin, "/p", client)
    assert levels(await feed.check(NOW)) == [1.0]
    assert "an error of its own (HTTP 500)" in failure(await feed.check(NOW))
    assert levels(await feed.check(NOW)) == [2.0]
    assert origin.paths() == ["/p/_payload.json", "/p/_payload.json", "/p/_payload.json", "/p"]


async def test_a_page_and_no_payload_anywhere_is_said(origin: Origin, client: Client) -> None:
    """A page without a payload is not understood, a missing page is not there."""
    origin.on("/p", answer(200, START_PAGE))
    outcome = await feed_of(origin, "/p", client).check(NOW)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, PayloadError)
    assert "127.0.0.1 has nothing at this address (HTTP 404)." in failure(
        await feed_of(origin, "/q", client).check(NOW)
    )


async def test_html_where_a_payload_was_asked_is_read_as_a_page(origin: Origin, client: Client) -> None:
    """A payload address that answers with the start page says so; one with a payload in its page is used."""
    origin.on("/p/_payload.json", answer(200, START_PAGE))
    outcome = await feed_of(origin, "/p/_payload.json", client).check(NOW)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, PayloadError)
    origin.on("/q/_payload.json", answer(200, page(payload())))
    assert levels(await feed_of(origin, "/q/_payload.json", client).check(NOW)) == [100.0]


async def test_a_bad_day_keeps_what_is_known(origin: Origin, client: Client) -> None:
    """Failures are outcomes; when the host is back with the same payload, nothing changed."""
    bomb = gzip.compress(bytes(10_000_000), mtime=0)

    async def drop(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n[")

    origin.on("/_payload.json", answer(200, payload()), drop, answer(200, bomb), answer(302, Location="file:///etc/passwd"),
              answer(302, Location="/_payload.json"), answer(200, payload()))  # fmt: skip
    feed = feed_of(origin, "/_payload.json", client)
    assert levels(await feed.check(NOW)) == [100.0]
    assert "breaks off" in failure(await feed.check(NOW))
    assert "more than 0.1 MB" in failure(await feed.check(NOW))
    assert "only http and https" in failure(await feed.check(NOW))
    assert await feed.check(NOW) == Unchanged()


async def test_a_host_that_is_not_there_is_an_outcome(client: Client) -> None:
    """Nothing raises."""
    async with running_origin() as gone:
        address = gone.address
    outcome = await AddressFeed(address, lambda: client).check(NOW)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, SourceUnreachable)


async def test_headers_go_to_the_source_and_are_not_shown(origin: Origin, client: Client) -> None:
    """Settings' headers and a user in the address are sent, and neither is in what is shown."""
    origin.on("/p/_payload.json", answer(200, payload()))
    address = origin.address.replace("://", "://user:pa%20ss@") + "/p"
    feed = feed_for(address, client=lambda: client, headers={"X-Token": "secret"})
    outcome = await feed.check(NOW)
    assert levels(outcome) == [100.0]
    assert (origin.header("x-token"), origin.header("authorization")) == ("secret", "Basic dXNlcjpwYSBzcw==")
    assert feed.origin == origin.address + "/p"
    assert "secret" not in repr(feed)


async def test_a_decoder_gets_the_text_from_an_address(origin: Origin, client: Client) -> None:
    """Understood or not; failures raise there."""
    origin.on("/p/_payload.json", answer(200, b"[1]"))
    assert await payload_of(origin.address + "/p", NOW, client=lambda: client) == b"[1]"
    with pytest.raises(SourceUnreachable):
        await payload_of(origin.address + "/q", NOW, client=lambda: client)
