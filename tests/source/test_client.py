"""The HTTP client against a real host on loopback that does everything wrong, and against answers made up in memory."""

import asyncio
import gzip
import shutil
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.source.origin import Origin, answer, running_origin
from tickertui import __version__
from tickertui.errors import SourceError, SourceRefused, SourceUnreachable, UsageError
from tickertui.source.client import Client, Limits, Request, Validators, failure_of

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


@pytest.fixture
async def hasty() -> AsyncIterator[Client]:
    """A client that waits for nobody."""
    made = Client(Limits(connect=0.5, read=0.1, deadline=0.3))
    yield made
    await made.close()


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate that nobody vouches for, made on the spot."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def refused(client: Client, request: Request) -> SourceError:
    """The error that asking gives."""
    with pytest.raises(SourceError) as caught:
        await client.get(request, NOW)
    return caught.value


async def test_a_body_comes_whole_with_its_validators(origin: Origin, client: Client) -> None:
    """200: the body, and what the next request may be made conditional by."""
    origin.on("/a", answer(200, b"[1]", ETag='"x"', Last_Modified="Wed, 03 Jun 2026 15:35:49 GMT"))
    got = await client.get(Request(origin.address + "/a#part"))
    assert (got.status, got.body) == (200, b"[1]")
    assert got.validators == Validators(origin.address + "/a", '"x"', "Wed, 03 Jun 2026 15:35:49 GMT")
    assert origin.header("user-agent") == f"tickertui/{__version__}"
    assert origin.header("accept-encoding") == "gzip"
    assert origin.header("if-none-match") == ""


async def test_validators_make_a_request_conditional(origin: Origin, client: Client) -> None:
    """304: nothing changed, and no body."""
    origin.on("/a", answer(304))
    known = Validators(origin.address + "/a", '"x"', "Wed, 03 Jun 2026 15:35:49 GMT")
    got = await client.get(Request(origin.address + "/a", validators=known))
    assert got.is_unchanged
    assert origin.header("if-none-match") == '"x"'
    assert origin.header("if-modified-since") == "Wed, 03 Jun 2026 15:35:49 GMT"


async def test_validators_of_another_address_are_not_sent(origin: Origin, client: Client) -> None:
    """An ETag means something only where it came from."""
    origin.on("/b", answer(200, b"[1]"))
    await client.get(Request(origin.address + "/b", validators=Validators(origin.address + "/a", '"x"')))
    assert origin.header("if-none-match") == ""


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Wed, 03 Jun 2026 16:05:00 GMT", timedelta(minutes=5)),
        ("Wed, 03 Jun 2020 16:05:00 GMT", timedelta(0)),
        ("99999999999999999999", timedelta(hours=24)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(hours=24)),
        ("soon", None),
        ("-5", None),
        ("٣", None),
    ],
)
async def test_retry_after_is_understood_and_capped(header: str, wait: timedelta | None) -> None:
    """429: seconds and dates, a day at most, and nothing where it is nonsense."""
    transport = httpx.MockTransport(lambda _: httpx.Response(429, headers=[(b"Retry-After", header.encode())]))
    got = await Client(transport=transport).get(Request("https://example.org/a"), NOW)
    assert got.retry_after == wait
    assert "asked too often (HTTP 429)" in failure_of(got).sentence


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503, 599])
async def test_every_answer_of_failure_has_a_sentence(status: int) -> None:
    """The sentence names host and status, and no body is kept."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=b"" if status == 304 else b"<h1>no"))
    got = await Client(transport=transport).get(Request("https://example.org/a"), NOW)
    assert got.body == b""
    error = failure_of(got)
    assert error.sentence.startswith("example.org ")
    assert f"(HTTP {status})" in error.sentence


async def test_a_hang_ends_at_the_read_timeout(origin: Origin, hasty: Client) -> None:
    """A host that takes the request and says nothing is unreachable, not waited for."""

    async def hang(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    origin.on("/a", hang)
    error = await refused(hasty, Request(origin.address + "/a"))
    assert isinstance(error, SourceUnreachable)
    assert error.sentence == "127.0.0.1 does not answer in time."


async def test_a_slow_drip_ends_at_the_deadline(origin: Origin, hasty: Client) -> None:
    """A host that sends a byte now and then never runs into a read timeout; the deadline is for the whole."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    origin.on("/a", drip)
    error = await refused(hasty, Request(origin.address + "/a"))
    assert error.sentence == "127.0.0.1 had not sent everything after 0.3 s."


async def test_an_endless_header_is_refused(origin: Origin, client: Client) -> None:
    """Headers have a bound too."""

    async def headers(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(200):
            writer.write(b"X-A: " + b"a" * 10_000 + b"\r\n")
            await writer.drain()

    origin.on("/a", headers)
    assert isinstance(await refused(client, Request(origin.address + "/a")), SourceUnreachable)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2",
        b"HTTP/1.1 200 OK\r\nContent-Len",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        answer(200, gzip.compress(b"[1]" * 100, mtime=0)[:-12], Content_Encoding="gzip"),
        answer(200, b"[1]", Content_Encoding="gzip"),
    ],
)
async def test_an_answer_that_breaks_off_is_no_answer(origin: Origin, client: Client, raw: bytes) -> None:
    """A truncated or damaged body is never taken for a payload."""
    origin.on("/a", raw)
    error = await refused(client, Request(origin.address + "/a"))
    assert isinstance(error, SourceUnreachable)
    assert "127.0.0.1" in error.sentence


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
async def test_gzip_is_inflated(origin: Origin, client: Client, encoding: str) -> None:
    """A compressed body comes out as it went in."""
    origin.on("/a", answer(200, gzip.compress(b"[1]" * 1000, mtime=0), Content_Encoding=encoding))
    assert (await client.get(Request(origin.address + "/a"))).body == b"[1]" * 1000


async def test_gzip_that_is_not_declared_is_inflated(origin: Origin, client: Client) -> None:
    """A `.json.gz` served as it lies is a payload too, also in several members."""
    origin.on("/a", answer(200, gzip.compress(b"[1", mtime=0) + gzip.compress(b"]", mtime=0) + b"\0\0"))
    assert (await client.get(Request(origin.address + "/a"))).body == b"[1]"


async def test_another_encoding_is_refused(origin: Origin, client: Client) -> None:
    """Nobody asked for brotli."""
    origin.on("/a", answer(200, b"\x0b\x02\x80", Content_Encoding="br"))
    error = await refused(client, Request(origin.address + "/a"))
    assert isinstance(error, SourceRefused)
    assert "'br'" in error.sentence


@pytest.mark.parametrize("headers", [{"Content_Encoding": "gzip"}, {}])
async def test_a_gzip_bomb_is_noticed_before_it_is_there(
    origin: Origin, client: Client, headers: dict[str, str]
) -> None:
    """100 MB of zeros in 100 kB are refused at the limit."""
    origin.on("/a", answer(200, gzip.compress(bytes(100_000_000), 9, mtime=0)[:150_000], **headers))
    error = await refused(client, Request(origin.address + "/a"))
    assert isinstance(error, SourceRefused)
    assert "more than 0.1 MB" in error.sentence


async def test_a_body_that_is_declared_too_large_is_not_read(origin: Origin, client: Client) -> None:
    """The declared length is believed where it is too large."""
    origin.on("/a", answer(200, b"", Content_Length="99999999999"))
    assert isinstance(await refused(client, Request(origin.address + "/a")), SourceRefused)


async def test_a_body_without_an_end_is_cut_off(origin: Origin, client: Client) -> None:
    """Without a declared length the bytes are counted."""

    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b" " * 65_536)
            await writer.drain()

    origin.on("/a", endless)
    assert isinstance(await refused(client, Request(origin.address + "/a")), SourceRefused)


async def test_a_redirect_on_the_same_host_keeps_the_headers(origin: Origin, client: Client) -> None:
    """What the settings tell a host it is told on every hop, and validators where they belong."""
    origin.on("/a", answer(302, Location="/b"))
    origin.on("/b", answer(200, b"[1]"))
    known = Validators(origin.address + "/b", '"b"')
    got = await client.get(Request(origin.address + "/a", {"X-Token": "secret"}, validators=known))
    assert got.address == origin.address + "/b"
    assert [origin.header("x-token", 0), origin.header("x-token", 1)] == ["secret", "secret"]
    assert [origin.header("if-none-match", 0), origin.header("if-none-match", 1)] == ["", '"b"']


async def test_a_redirect_to_another_host_gets_no_headers(origin: Origin, client: Client) -> None:
    """A token stays where it belongs; another port is another host, and so is another spelling."""
    async with running_origin() as other:
        other.on("/b", answer(200, b"[1]"))
        origin.on("/a", answer(302, Location=f"http://user:password@127.0.0.1:{other.port}/b"))
        headers = {"X-Token": "secret", "Cookie": "session=1", "Authorization": "Basic x"}
        got = await client.get(Request(origin.address + "/a", headers))
    assert got.body == b"[1]"
    assert [other.header(name) for name in ("x-token", "cookie", "authorization")] == ["", "", ""]


async def test_headers_of_a_source_stay_with_its_host(origin: Origin, client: Client) -> None:
    """A file elsewhere that a page names is asked without the page's headers."""
    origin.on("/a", answer(200, b"[1]"))
    await client.get(Request(origin.address + "/a", {"X-Token": "secret"}, home="https://example.org/page"))
    assert origin.header("x-token") == ""


async def test_cookies_of_answers_are_not_kept(origin: Origin, client: Client) -> None:
    """A host cannot mark us."""
    origin.on("/a", answer(302, Location="/b", Set_Cookie="id=1"))
    origin.on("/b", answer(200, b"[1]", Set_Cookie="id=2"))
    await client.get(Request(origin.address + "/a"))
    await client.get(Request(origin.address + "/a"))
    assert all(origin.header("cookie", number) == "" for number in range(4))


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "FILE:/etc/passwd", "ftp://example.org/", "javascript:alert(1)", "data:,x", "gopher://x",
     "http://", "http://[::1", "http://a:b:c", "https://a:99999/", "\x1b]52;;x\x07:x"],
)  # fmt: skip
async def test_a_redirect_to_no_web_address_is_refused(location: str) -> None:
    """Redirects lead to http and https only, and what is said of others holds no control characters."""
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"Location": location}))
    error = await refused(Client(transport=transport), Request("https://example.org/a"))
    assert isinstance(error, SourceRefused)
    assert error.sentence.startswith("example.org redirects to")
    assert error.sentence.isprintable()


async def test_a_redirect_from_https_to_http_is_refused() -> None:
    """What was protected stays protected."""
    transport = httpx.MockTransport(lambda _: httpx.Response(301, headers={"Location": "http://example.org/a"}))
    error = await refused(Client(transport=transport), Request("https://example.org/a"))
    assert "from https to http" in error.sentence


async def test_an_upgrade_to_https_keeps_the_headers() -> None:
    """The same host behind https may know what it was told without."""
    seen: list[tuple[str, str]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append((str(request.url), request.headers.get("x-token", "")))
        if request.url.scheme == "http":
            return httpx.Response(301, headers={"Location": "https://example.org/a"})
        return httpx.Response(200, content=b"[1]")

    await Client(transport=httpx.MockTransport(handle)).get(Request("http://example.org/a", {"X-Token": "t"}))
    assert seen == [("http://example.org/a", "t"), ("https://example.org/a", "t")]


async def test_redirects_without_end_are_given_up(origin: Origin, client: Client) -> None:
    """Five redirects are followed, not a sixth."""
    origin.on("/a", answer(307, Location="/a"))
    error = await refused(client, Request(origin.address + "/a"))
    assert isinstance(error, SourceRefused)
    assert "comes to no end" in error.sentence
    assert len(origin.requests) == 6


async def test_a_refused_connection_is_said(client: Client) -> None:
    """Nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
        error = await refused(client, Request(address))
    assert error.sentence == "127.0.0.1 refuses the connection."


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "There is no host called example.org"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "no name server answers"),
        (OSError(101, "x"), "there is no network"),
        (ssl.SSLError(1, "[SSL: X] y"), "does not speak https as it should"),
        (UnicodeError("label too long"), "not a legal one"),
        (None, "cannot be asked (ConnectError)"),
    ],
)
async def test_causes_have_a_sentence(cause: Exception | None, words: str) -> None:
    """What lies under a failed connection decides what is said."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x") from cause

    error = await refused(Client(transport=httpx.MockTransport(fail)), Request("https://example.org/a"))
    assert isinstance(error, SourceUnreachable)
    assert words in error.sentence


async def test_https_spoken_to_a_plain_port_is_said(client: Client) -> None:
    """A host without TLS behind an https address is an error with a reason."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server:
        error = await refused(client, Request(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"))
    assert "does not speak https as it should" in error.sentence


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which makes the certificate, is not here")
async def test_a_certificate_of_nobody_is_refused(client: Client, tmp_path: Path) -> None:
    """A self-signed certificate is not trusted, and nothing is sent."""
    context = self_signed(tmp_path)
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.read(1))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        error = await refused(client, Request(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"))
    assert "certificate that is not to be trusted" in error.sentence
    assert asked == []


@pytest.mark.parametrize(
    "address", ["", "x", "ftp://example.org/", "http://", "http://[::1", "http://a:99999999/", "http:///a"]
)
async def test_what_is_no_address_is_a_usage_error(address: str) -> None:
    """An address is checked before anybody is asked."""
    with pytest.raises(UsageError):
        await Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))).get(Request(address))


@pytest.mark.parametrize("headers", [{"X-Token": "top\nsecret"}, {"Bad Name": "secret"}, {"X-Token": "sécret\u20ac"}])
async def test_a_header_that_cannot_be_sent_is_not_shown(
    origin: Origin, client: Client, headers: dict[str, str]
) -> None:
    """What is wrong with a header is said without its value."""
    error = await refused(client, Request(origin.address + "/a", headers))
    assert "secret" not in error.sentence
    assert "secret" not in repr(Request("https://example.org/", headers))


async def test_a_dead_name_server_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up that hangs ends with words, and its thread does not hold the program."""
    import threading

    ended = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(30) and [])
    client = Client(Limits(connect=0.05))
    try:
        error = await refused(client, Request("http://example.org/"))
        assert error.sentence == "No name server answers for example.org."
        assert all(thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread())
    finally:
        ended.set()
        await client.close()


async def test_closing_stops_at_once(origin: Origin) -> None:
    """A request that hangs is cancelled, and closing does not wait for it."""
    asked = asyncio.Event()

    async def hang(_: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.Event().wait()

    origin.on("/a", hang)
    client = Client()
    request = asyncio.create_task(client.get(Request(origin.address + "/a")))
    await asked.wait()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    await client.close()


async def test_one_http_client_serves_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests that start together share one client, built once."""
    built: list[int] = []
    build = Client._build

    def counted(self: Client) -> httpx.AsyncClient:
        built.append(1)
        return build(self)

    monkeypatch.setattr(Client, "_build", counted)
    client = Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, content=b"[1]")))
    await asyncio.gather(*(client.get(Request(f"https://example.org/{number}")) for number in range(5)))
    await client.close()
    assert built == [1]


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("ALL_PROXY", "socks5://user:hidden@127.0.0.1:1", "SOCKS proxy"),
        ("HTTP_PROXY", "ftp://user:hidden@x", "a proxy that is none"),
        ("HTTP_PROXY", "http://[::1", "a proxy that is none"),
        ("HTTP_PROXY", "http://user:hidden@127.0.0.1:99999", "The proxy"),
        ("HTTP_PROXY", "http://user:hidden@127.0.0.1:1", "The proxy that 127.0.0.1 is asked through cannot be reached"),
        ("SSL_CERT_FILE", "/nowhere", "certificates"),
    ],
)
async def test_an_environment_that_cannot_be_used_is_said(
    origin: Origin, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    """A sentence without the password, whatever a proxy or a file of certificates is set to."""
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("NO_PROXY", "")
    origin.on("/x.json", answer(200, b"[]"))
    client = Client(Limits(connect=2, read=2, deadline=5))
    with pytest.raises(SourceUnreachable) as caught:
        await client.get(Request(origin.address + "/x.json"))
    assert words in caught.value.sentence
    assert "hidden" not in caught.value.sentence + caught.value.hint
    await client.close()
