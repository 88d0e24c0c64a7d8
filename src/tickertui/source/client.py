"""The only module that speaks HTTP: one polite, bounded request after another.

What the network does never surprises anybody above: an answer has a bounded body that was inflated here, or the
request fails with a sentence that names the host, says what happened and what to do. Redirects are followed by
hand, each hop checked. What the settings say in headers goes to the source's own host and nowhere else.
"""

import asyncio
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from tickertui import __version__
from tickertui.errors import SourceRefused, SourceUnreachable, UsageError
from tickertui.formats.sanitize import line
from tickertui.source.aside import aside
from tickertui.source.failures import LATER, Manner, translated
from tickertui.source.inflate import MAGIC, Inflater
from tickertui.source.patience import retry_after
from tickertui.source.proxies import has_proxy, unusable

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"tickertui/{__version__}"

_PORTS = {"http": 80, "https": 443}


class Limits(msgspec.Struct, frozen=True):
    """What one request may cost."""

    wire: int = 32_000_000
    """The most bytes of a body as they arrive."""
    body: int = 32_000_000
    """The most bytes of a body when inflated."""
    connect: float = 10.0
    """Seconds to look up a host and to connect to it."""
    read: float = 15.0
    """Seconds without a byte."""
    deadline: float = 40.0
    """Seconds for everything: redirects, headers and the whole body."""
    redirects: int = 5


class Validators(msgspec.Struct, frozen=True):
    """What an answer said of its version, to be sent back so that an unchanged body need not be sent again."""

    address: str = ""
    """The address that gave the answer, after redirects: only there they mean something."""
    etag: str = ""
    last_modified: str = ""


class Request(msgspec.Struct, frozen=True, eq=False):
    """What to ask for, and how."""

    address: str
    """An http or https address."""
    headers: Mapping[str, str] = {}
    """What the host of `home` is told besides, and no other host."""
    home: str = ""
    """The address of the source that the headers belong to; empty: `address` itself."""
    validators: Validators = Validators()
    """From the last answer; the host may then answer 304."""
    accept: str = ""
    """The media types that are wanted; empty: those of payloads and pages."""
    limits: "Limits | None" = None
    """What this request may cost, where that is not what the client's limits say; its timeouts stay the client's."""

    def __repr__(self) -> str:
        """The address alone: headers may hold a password."""
        return f"Request({self.address!r})"


class Answer(msgspec.Struct, frozen=True, eq=False):
    """A whole answer of a host, of success or of failure."""

    status: int
    address: str
    """Where it came from, after redirects."""
    body: bytes = b""
    """Inflated; empty for an answer of failure and for 304."""
    validators: Validators = Validators()
    retry_after: timedelta | None = None
    """How long the host asks to be left alone."""

    @property
    def is_unchanged(self) -> bool:
        """Whether the host says that nothing changed since the validators that were sent."""
        return self.status == 304


class Client:
    """Asks hosts for pages and payloads; one for each run, closed at its end."""

    def __init__(self, limits: Limits | None = None, transport: "httpx.AsyncBaseTransport | None" = None) -> None:
        """Make a client that costs nothing until it is used.

        Args:
            limits: What one request may cost.
            transport: Answers in the network's place, for tests.
        """
        self.limits = limits or Limits()
        self._transport = transport
        self._client: httpx.AsyncClient | None = None
        self._building: asyncio.Task[httpx.AsyncClient] | None = None

    async def get(self, request: Request, now: datetime | None = None) -> Answer:
        """Ask for an address and give the whole answer; `now` is for a `Retry-After` that is a date.

        Raises:
            UsageError: The address is none.
            SourceUnreachable: No answer, not in time, or one that breaks off.
            SourceRefused: An answer that is not taken: too large, or an unsafe redirect.
        """
        import httpx

        host = _host(request.address)
        limits = request.limits or self.limits
        is_proxied = self._transport is None and has_proxy(*_scheme_and_host(request.address))
        try:
            async with asyncio.timeout(limits.deadline):
                client = await self._ready()
                return await self._follow(client, request, now)
        except httpx.LocalProtocolError as error:
            raise translated(error, host, "header") from None
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            raise translated(error, host, _manner(error), is_proxied=is_proxied) from error
        except TimeoutError as error:
            raise SourceUnreachable(f"{host} had not sent everything after {limits.deadline:g} s.", LATER) from error
        except (OSError, ValueError, OverflowError, zlib.error, ExceptionGroup) as error:
            raise translated(error, host, "proxy" if is_proxied else "other", is_proxied=is_proxied) from error

    async def close(self) -> None:
        """Close every connection, without waiting for anybody."""
        if self._building is not None:
            self._building.cancel()
        client, self._client = self._client, None
        if client is not None:
            try:
                async with asyncio.timeout(0.2):
                    await client.aclose()
            except TimeoutError:
                return

    async def _ready(self) -> "httpx.AsyncClient":
        """The one HTTP client, built in a thread when it is first needed: its TLS context takes 70 ms.

        Raises:
            SourceUnreachable: The environment names a proxy or certificates that cannot be used.
        """
        import httpx

        if self._client is None:
            if self._building is None or self._building.done():
                self._building = asyncio.create_task(aside(self._build))
            try:
                self._client = await asyncio.shield(self._building)
            except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
                raise unusable(error) from error
        return self._client

    def _build(self) -> "httpx.AsyncClient":
        """A client that follows nothing by itself, keeps no cookies of other hosts and times out on every read."""
        import httpx

        limits = self.limits
        return httpx.AsyncClient(
            transport=self._transport,
            follow_redirects=False,
            event_hooks={"response": [_set_location_aside]},
            timeout=httpx.Timeout(limits.read, connect=limits.connect),
            headers={
                "User-Agent": USER_AGENT,
                "Accept-Encoding": "gzip",
                "Accept": "application/json, text/html;q=0.9",
            },
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=4),
        )

    async def _follow(self, client: "httpx.AsyncClient", request: Request, now: datetime | None) -> Answer:
        """Ask, and follow redirects one by one, each checked, to an answer that is none."""
        start = url = _parsed(request.address)
        home = _parsed(request.home) if request.home else start
        for _ in range(self.limits.redirects + 1):
            sent = dict(request.headers) if _same_host(home, url) else {}
            if request.accept:
                sent.setdefault("Accept", request.accept)
            if request.validators.address == str(url):
                sent |= _conditions(request.validators)
            await self._resolve(url)
            client.cookies.clear()
            async with client.stream("GET", url, headers=sent) as response:
                location = response.extensions.get("location")
                if response.status_code not in (301, 302, 303, 307, 308) or location is None:
                    return await self._answer(response, request.limits or self.limits, now)
                url = _next_address(url, location)
        raise SourceRefused(
            f"{start.host} redirects more than {self.limits.redirects} times and comes to no end.",
            "Open the address in a browser and use the one it ends at.",
        )

    async def _resolve(self, url: "httpx.URL") -> None:
        """Look the host up aside first: a dead name server must not keep anybody from quitting."""
        import socket

        if self._transport is not None:
            return  # nobody to look up: a test answers
        if has_proxy(url.scheme, url.host):
            return  # the proxy looks the host up
        try:
            async with asyncio.timeout(self.limits.connect):
                await aside(socket.getaddrinfo, url.host, url.port, type=socket.SOCK_STREAM)
        except TimeoutError as error:
            raise SourceUnreachable(f"No name server answers for {url.host}.", "Check the connection.") from error

    async def _answer(self, response: "httpx.Response", limits: Limits, now: datetime | None) -> Answer:
        """The whole answer; the body of a failure is not read."""
        status = response.status_code
        address = str(response.url)
        headers = response.headers
        wait = retry_after(headers.get("retry-after", ""), now)
        if status != 200:
            return Answer(status, address, retry_after=wait)
        body = await self._body(response, limits)
        validators = Validators(address, headers.get("etag", "")[:1_000], headers.get("last-modified", "")[:100])
        return Answer(status, address, body, validators, wait)

    async def _body(self, response: "httpx.Response", limits: Limits) -> bytes:
        """The body, counted as it arrives and as it is inflated."""
        host = response.url.host
        headers = response.headers
        if response.is_stream_consumed:  # an answer made up in memory, by a transport other than the network's
            if len(response.content) > limits.body:
                raise _too_large(host, limits)
            return response.content
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "", "gzip", "x-gzip"):
            raise SourceRefused(
                f"{host} answers in the encoding {line(encoding)[:40]!r}, which nobody asked for.",
                "Only gzip is understood; the site's server is set up wrongly.",
            )
        declared = headers.get("content-length", "")
        expected = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 19 else 0
        if expected > limits.wire:
            raise _too_large(host, limits)
        inflater: Inflater | None = None
        pieces: list[bytes] = []
        size = wire = 0
        async for chunk in response.aiter_raw(65_536):
            if not wire and (encoding.endswith("gzip") or chunk.startswith(MAGIC)):
                inflater = Inflater(limits.body)
            wire += len(chunk)
            for piece in (chunk,) if inflater is None else inflater.feed(chunk):
                size += len(piece)
                if wire > limits.wire or size > limits.body:
                    raise _too_large(host, limits)
                pieces.append(piece)
                # A small chunk may inflate to a lot: whoever else wants the loop gets it.
                await asyncio.sleep(0)
        if wire < expected or (inflater is not None and not inflater.ended):
            raise SourceUnreachable(f"The answer of {host} breaks off after {wire:,} bytes.", LATER)
        return b"".join(pieces)


def failure_of(answer: Answer) -> SourceUnreachable:
    """The error that an answer of failure means."""
    host = _host(answer.address)
    status = answer.status
    words, hint = {
        401: ("wants to know who asks", "Give the source a header with a token or cookie in the settings."),
        403: ("does not let us in", "Give the source a header with a token or cookie in the settings."),
        404: ("has nothing at this address", "Check the address in a browser."),
        410: ("has nothing at this address any more", "Check the address in a browser."),
        429: ("is asked too often", "Leave it alone for a while; the screen does so by itself."),
        503: ("is not available at the moment", LATER),
    }.get(status, ("has an error of its own", LATER) if status >= 500 else ("gives no payload", ""))
    return SourceUnreachable(f"{host} {words} (HTTP {status}).", hint)


def _too_large(host: str, limits: Limits) -> SourceRefused:
    """The error for a body over its limit."""
    return SourceRefused(
        f"{host} answers with more than {limits.body / 1_000_000:g} MB, which is not read.",
        "A payload has a few hundred kilobytes at most: is it the right address?",
    )


def _conditions(validators: Validators) -> dict[str, str]:
    """The request headers that make a request conditional."""
    sent: dict[str, str] = {}
    if validators.etag:
        sent["If-None-Match"] = validators.etag
    if validators.last_modified:
        sent["If-Modified-Since"] = validators.last_modified
    return sent


def _host(address: str) -> str:
    """The host of an address, for a sentence."""
    return line(_scheme_and_host(address)[1] or address)


def _scheme_and_host(address: str) -> tuple[str, str]:
    """The scheme and the host of an address; empty for what is none."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or ""
    except ValueError:
        return "", ""


def _manner(error: Exception) -> Manner:
    """How a request failed, by the class of httpx's error."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.ProxyError):
        return "proxy"
    return "broken" if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError) else "other"


def _parsed(address: str) -> "httpx.URL":
    """The address, checked and without its fragment.

    Raises:
        UsageError: It is none.
    """
    import httpx

    try:
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise UsageError(f"{line(address)} is not an address: {line(str(error))}.") from error
    if not _is_web(url):
        raise UsageError(f"{line(address)} is not an http or https address.")
    return url


def _is_web(url: "httpx.URL") -> bool:
    """Whether it is the address of something on the web."""
    return url.scheme in _PORTS and bool(url.host) and (url.port or 0) < 65_536


async def _set_location_aside(response: "httpx.Response") -> None:
    """Take a redirect's target out of httpx's sight: it parses it even when it is not to follow it, and fails."""
    response.extensions["location"] = response.headers.pop("location", None)


def _next_address(url: "httpx.URL", location: str) -> "httpx.URL":
    """The address that a redirect leads to, without user, password and fragment.

    Raises:
        SourceRefused: It leads to where we do not go.
    """
    import httpx

    shown = line(location)
    shown = repr(shown if len(shown) <= 120 else shown[:117] + "...")
    try:
        target = url.join(location).copy_with(fragment=None, userinfo=b"")
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceRefused(f"{url.host} redirects to {shown}, which is no address.") from error
    if not _is_web(target):
        raise SourceRefused(
            f"{url.host} redirects to {shown}: only http and https addresses are followed.",
            "The site, or somebody between it and you, is not to be trusted with this.",
        )
    if url.scheme == "https" and target.scheme == "http":
        raise SourceRefused(
            f"{url.host} redirects from https to http ({target.host}), which anybody between can read and change.",
            "Use an address that stays on https.",
        )
    return target


def _same_host(first: "httpx.URL", second: "httpx.URL") -> bool:
    """Whether what the first address is told may also be told the second: the same host, and no less protected."""
    ports = [url.port or _PORTS[url.scheme] for url in (first, second)]
    if first.host != second.host:
        return False
    is_upgrade = (first.scheme, second.scheme) == ("http", "https") and ports == [80, 443]
    return is_upgrade or (first.scheme == second.scheme and ports[0] == ports[1])
