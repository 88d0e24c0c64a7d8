"""The feed of a page or a payload on the network.

Asked for a page, it asks for the `_payload.json` beside it first, and for the page where there is none: hosts answer
such a request with 404, with another failure, or with their start page and 200. What worked is asked first next time.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

import msgspec

from tickertui.errors import PayloadError, SourceRefused, TickertuiError, UsageError
from tickertui.formats.nuxt import PagePayload, find_payload, looks_like_html
from tickertui.formats.sanitize import line
from tickertui.source.aside import aside
from tickertui.source.client import Answer, Client, Request, Validators, failure_of
from tickertui.source.outcome import Changed, Failed, Kind, Outcome, Unchanged
from tickertui.source.payload import digest_of, named, text_bytes, understood

_PAGE_FILE = re.compile(r"(?:index)?\.html?\Z", re.IGNORECASE)


class _Found(msgspec.Struct, frozen=True, eq=False):
    """A payload's text, not understood yet."""

    body: bytes
    asked: dict[str, Validators]
    """The validators of every answer that it came from, to be kept once it is understood, by the address asked."""
    inline: bytes | None = None
    """The part that stood in the page, where the rest was in a file of its own."""


class AddressFeed:
    """A page or payload on the network. What an answer's validators or digest call unchanged is not read again."""

    kind: Kind = "address"

    def __init__(self, address: str, client: Callable[[], Client], headers: Mapping[str, str] | None = None) -> None:
        """Check and remember the address; user and password in it go to its host as a header and are never shown.

        Raises:
            UsageError: The address is none.
        """
        self.address, told = _without_user(address)
        self.origin = line(self.address)
        self._client = client
        self._headers = {**told, **(headers or {})}
        self._payload_address = self.address if is_payload_address(self.address) else beside(self.address)
        self._routes: dict[str, Callable[[datetime], Awaitable[_Found | Outcome | None]]]
        self._routes = {"payload": self._from_payload}
        if self._payload_address != self.address:
            self._routes["page"] = self._from_page
        self._route = ""
        self._digest = ""
        self._validators: dict[str, Validators] = {}
        self._page: PagePayload | None = None

    def read(self, now: datetime) -> Outcome:  # noqa: ARG002  # every feed has it
        """Nothing: an address has nothing to give without waiting for the network."""
        return Unchanged()

    async def check(self, now: datetime) -> Outcome:
        """Ask, and say what is new."""
        misunderstood: TickertuiError | None = None
        try:
            for route in ("page",) if self._route == "page" else tuple(self._routes):
                found = await self._routes[route](now)
                if isinstance(found, _Found):
                    try:
                        return await self._understand(found, route, now)
                    except PayloadError as error:
                        misunderstood = misunderstood or error
                elif found is not None:
                    return self._told(found, misunderstood)
        except TickertuiError as error:
            return self._told(Failed(error), misunderstood)
        self._forget()
        return Failed(misunderstood or PayloadError(f"{self.origin} gives no payload."))

    async def payload(self, now: datetime) -> bytes:
        """The payload's text as the address gives it, understood or not.

        Raises:
            SourceError: There is no answer, or one of failure.
            PayloadError: There is no payload in the answer.
        """
        for ask in self._routes.values():
            found = await ask(now)
            if isinstance(found, _Found):
                return found.body
            if isinstance(found, Failed):
                raise found.error
        raise PayloadError(f"{self.origin} gives no payload.")

    def forget(self) -> None:
        """Give what is there at the next check, known or not."""
        self._forget()
        self._digest = ""

    def _told(self, outcome: Outcome, misunderstood: TickertuiError | None) -> Outcome:
        """The outcome; where an earlier answer was there but not understood, that says more than a later failure."""
        if isinstance(outcome, Failed):
            if misunderstood is not None:
                return Failed(misunderstood, outcome.retry_after, answered=outcome.answered)
            if isinstance(outcome.error, PayloadError):
                self._forget()
        return outcome

    def _forget(self) -> None:
        """Ask without conditions, and on every route, next time: what is there now is not what we know."""
        self._route = ""
        self._validators = {}
        self._page = None

    async def _understand(self, found: _Found, route: str, now: datetime) -> Outcome:
        """What a payload says, where it is not the one we know already."""
        digest = await aside(digest_of, found.body)
        if digest != self._digest:
            fetched = await aside(understood, found.body, origin=self.origin, read_at=now, inline=found.inline)
        # Only now: the validators of what was not understood would make the next answer "unchanged".
        self._route = route
        self._validators = {address: validators for address, validators in found.asked.items() if validators.address}
        if digest == self._digest:
            return Unchanged()
        self._digest = digest
        return Changed((fetched,))

    async def _from_payload(self, now: datetime) -> _Found | Outcome | None:
        """The payload itself, or the one beside the page; None where the page has to be asked."""
        is_guess = self._payload_address != self.address and not self._route
        try:
            answer = await self._get(self._payload_address, now)
        except SourceRefused:
            if is_guess:
                return None  # a host may send those who ask for what it does not have anywhere
            raise
        if answer.status == 200:
            if not looks_like_html(answer.body):
                return _Found(answer.body, {self._payload_address: answer.validators})
            return await self._in_page(answer, now) if self._payload_address == self.address else None
        if self._is_unchanged(answer, self._payload_address):
            return Unchanged()
        # Asked too often, or down: the page is at the same host, and asking it too would only be one request more.
        is_down = answer.status in (429, 503) or (answer.status >= 500 and self._route)
        if is_down or self._payload_address == self.address:
            return _failed(answer)
        return None

    async def _from_page(self, now: datetime) -> _Found | Outcome | None:
        """The payload that the page holds or names."""
        answer = await self._get(self.address, now)
        if answer.status == 200:
            if looks_like_html(answer.body):
                return await self._in_page(answer, now)
            return _Found(answer.body, {self.address: answer.validators})
        if self._is_unchanged(answer, self.address):
            address = _external(self._page) if self._page is not None else ""
            if self._page is None or not address:
                return Unchanged()
            return await self._named_by(self._page, address, self._validators[self.address], now)
        return _failed(answer)

    async def _in_page(self, answer: Answer, now: datetime) -> _Found | Outcome | None:
        """The payload in a page that was just read, or the one that it names."""
        try:
            page = await aside(find_payload, answer.body, answer.address)
        except PayloadError as error:
            return Failed(named(error, self.origin))
        address = _external(page)
        self._page = page if address else None  # the text of a whole payload is not held until the next check
        if address:
            return await self._named_by(page, address, answer.validators, now)
        return _Found(text_bytes(page.text), {self.address: answer.validators})

    async def _named_by(
        self, page: PagePayload, address: str, validators: Validators, now: datetime
    ) -> _Found | Outcome | None:
        """The payload file that a page names, with what the page holds itself."""
        self._refuse_unsafe(address, validators.address or self.address)
        answer = await self._get(address, now)
        if self._is_unchanged(answer, address):
            return Unchanged()
        if answer.status != 200:
            return _failed(answer)
        asked = {self.address: validators, address: answer.validators}
        return _Found(answer.body, asked, inline=text_bytes(page.text) if page.text else None)

    def _refuse_unsafe(self, address: str, page_address: str) -> None:
        """Refuse a payload file that is not at the page's own host and could be changed on its way."""
        target, page = urlsplit(address), urlsplit(page_address)
        if target.scheme != "https" and (target.scheme, target.netloc) != (page.scheme, page.netloc):
            raise SourceRefused(
                f"{self.origin} names a payload at {line(address)[:200]!r}, which is neither https nor its own host."
            )

    def _is_unchanged(self, answer: Answer, asked: str) -> bool:
        """Whether the answer says that nothing changed, and we had asked that."""
        return answer.is_unchanged and asked in self._validators

    async def _get(self, address: str, now: datetime) -> Answer:
        """Ask for an address, under the conditions that its last answer gave."""
        validators = self._validators.get(address, Validators())
        return await self._client().get(Request(address, self._headers, self.address, validators), now)


def is_payload_address(address: str) -> bool:
    """Whether an address is that of a payload, not of a page."""
    return urlsplit(address).path.lower().endswith((".json", ".json.gz"))


def beside(address: str) -> str:
    """The address of the payload beside a page: `_payload.json` in the page's own folder, with its query."""
    parts = urlsplit(address)
    folder = _PAGE_FILE.sub("", parts.path).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/_payload.json", parts.query, ""))


def _external(page: PagePayload) -> str:
    """The address of the payload that completes a page's own; a mere preload counts where the page holds nothing."""
    return page.data_src or ("" if page.text else page.preload)


def _failed(answer: Answer) -> Failed:
    """The outcome of an answer of failure."""
    return Failed(failure_of(answer), answer.retry_after, answered=True)


def _without_user(address: str) -> tuple[str, dict[str, str]]:
    """The address without fragment, user and password, and the header that says them.

    Raises:
        UsageError: The address is none.
    """
    from base64 import b64encode
    from urllib.parse import unquote

    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{line(address)} is not an address: {line(str(error))}.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"{line(address)} is not an http or https address.")
    user, at, place = parts.netloc.rpartition("@")
    bare = urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))
    if not at:
        return bare, {}
    token = b64encode(":".join(unquote(part) for part in user.split(":", 1)).encode()).decode()
    return bare, {"Authorization": f"Basic {token}"}
