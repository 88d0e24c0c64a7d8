"""Nuxt payloads: the envelope around a devalue payload, and where a page keeps it.

`decode_payload` reads the JSON form (Nuxt 3.4 and later) with the meaning of Nuxt's own types: references and reactive
objects are what is inside them, everything that a site's modules declared stays a `Custom`. `find_payload` finds it in
a page, where it may be whole, or lack the data that an external `_payload.json` holds: `merge` puts the two together.
"""

import re
from typing import Any, Final

import msgspec

from tickertui.errors import PayloadError
from tickertui.formats.devalue import decode
from tickertui.formats.javascript import UNDEFINED, BigInt
from tickertui.formats.sanitize import line

PAGE_LIMIT: Final = 16 * 1024 * 1024
"""The longest page that is searched, in characters (or bytes)."""

ADDRESS_LIMIT: Final = 8_192
"""The longest address that is taken from a page."""

ANSWER_LIMIT: Final = 65_536
"""The longest answer that is searched for a server's own error."""

EMPTY_LIMIT: Final = 64
"""The longest text of a falsy reference that is read as JSON; what is falsy is short, however often it is met."""

TRANSPARENT: Final = frozenset({"Ref", "ShallowRef", "Reactive", "ShallowReactive"})
"""The tags of references and reactive objects: their value is what is inside."""

_JAVASCRIPT: Final = (
    r"(?s)\s*(?:/\*.{0,200}?\*/\s*)?"
    r"(?:export\s+default\b|(?:window|self|globalThis)\.__NUXT|__NUXT_JSONP__|!?\(?function\b)"
)
_JAVASCRIPT_IN_PAGE: Final = r"\b(?:window|self|globalThis)\.__NUXT__\s*=\s*(?!\{\s*\})\S"
_OLD_FORM_HINT: Final = (
    "Nuxt before 3.5, or a site that keeps the old form, writes a program instead of data, and programs are not run. "
    "Ask the site for its _payload.json."
)
_HTML_HINT: Final = (
    "Many hosts answer with a page where a file is missing: check the address. A page that carries a payload is read "
    "when it is given as a page."
)


class NuxtError:
    """An error that the site wrote into its payload, in the spelling of any version.

    Attributes:
        fields: What the error says of itself.
    """

    __slots__ = ("__weakref__", "fields")
    fields: dict[str, object]

    def __init__(self, inside: object) -> None:
        """Keep what is inside; anything but an object says nothing but itself."""
        self.fields = inside if isinstance(inside, dict) else {"message": inside}

    @property
    def status(self) -> int | None:
        """The HTTP status that the error stands for."""
        for key in ("statusCode", "status"):
            number = self.fields.get(key)
            if type(number) is int:
                return number
        return None

    @property
    def message(self) -> str:
        """What the error says, for a person."""
        for key in ("message", "statusMessage", "statusText"):
            text = self.fields.get(key)
            if isinstance(text, str) and text:
                return text
        return ""

    def __repr__(self) -> str:
        return f"<NuxtError {self.status}>"


class Island:
    """A component that the server renders by itself; it is never fetched.

    Attributes:
        fields: Its key, params and result.
    """

    __slots__ = ("__weakref__", "fields")
    fields: dict[str, object]

    def __init__(self, inside: object) -> None:
        """Keep what is inside."""
        self.fields = inside if isinstance(inside, dict) else {"result": inside}

    def __repr__(self) -> str:
        return "<Island>"


class AppPayload(msgspec.Struct, frozen=True):
    """The payload of one app in a page."""

    app_id: str
    """The app's name; empty in old versions, `nuxt-app` unless the site says otherwise."""
    text: str
    """The payload as it stands in the page; may be empty."""
    data_src: str
    """The address of the external payload that completes it, absolute where the page's own is known; or empty."""


class PagePayload(msgspec.Struct, frozen=True):
    """What a page says of its payload."""

    apps: tuple[AppPayload, ...]
    """Its apps, the main one first; a page has more than one only when several Nuxt apps share it."""
    preload: str
    """The address of the external payload as a preload link says it; or empty."""

    @property
    def text(self) -> str:
        """The main app's payload; empty where the page only names an external one."""
        return self.apps[0].text if self.apps else ""

    @property
    def data_src(self) -> str:
        """The address of the external payload, as the main app's script says it; or empty."""
        return self.apps[0].data_src if self.apps else ""

    @property
    def external(self) -> str:
        """The address of the external payload, whoever says it; or empty."""
        return self.data_src or self.preload

    def value(self) -> object:
        """The main app's payload, decoded; an empty dict where the page holds none."""
        return decode_payload(self.text) if self.text else {}


class _Answer(msgspec.Struct):
    """A server's own error, as plain JSON."""

    statusCode: int | None = None  # noqa: N815  # the name is the server's
    status: int | None = None
    message: str = ""
    statusMessage: str = ""  # noqa: N815  # the name is the server's


def _empty_reference(inside: object) -> object:
    """The value of a reference that was falsy, written as a text: JSON, `_` or `0n`."""
    if type(inside) is not str:
        raise PayloadError("The payload has an EmptyRef whose inside is no text.")
    if inside == "_":
        return UNDEFINED
    if inside == "0n":
        return BigInt(0)
    if len(inside) > EMPTY_LIMIT:
        return inside
    try:
        return msgspec.json.decode(inside)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return inside


REVIVERS: Final = {
    "EmptyRef": _empty_reference,
    "EmptyShallowRef": _empty_reference,
    "NuxtError": NuxtError,
    "Island": Island,
    "skipHydrate": lambda _inside: UNDEFINED,
}
"""What makes the values of Nuxt's own types, and of Pinia's, of what is inside them."""


def looks_like_html(text: str | bytes) -> bool:
    """Whether a text is a page rather than a payload: a payload never holds a literal `<`."""
    start = text[:1024]
    if isinstance(start, bytes):
        start = start.decode("utf-8", "replace")
    return start.removeprefix("\ufeff").lstrip().startswith("<")


def decode_payload(text: str | bytes) -> Any:
    """The value of a Nuxt payload: the inline one of a page or a `_payload.json`.

    Raises:
        PayloadError: Where it is none, or one that only says that the site failed.
    """
    if looks_like_html(text):
        raise PayloadError("This is an HTML page where a payload was expected.", _HTML_HINT)
    start = text[:1024]
    beginning = start.decode("utf-8", "replace") if isinstance(start, bytes) else start
    opening = beginning.removeprefix("\ufeff").lstrip()
    if not opening.startswith(("[", "{")) and re.match(_JAVASCRIPT, opening):
        raise PayloadError("This payload has the old JavaScript form (_payload.js), not JSON.", _OLD_FORM_HINT)
    if beginning.lstrip().startswith("{") and len(text) <= ANSWER_LIMIT:
        _refuse_answer(text)
    value = decode(text, revivers=REVIVERS, transparent=TRANSPARENT)
    _refuse_error(value)
    return value


def _refuse_answer(text: str | bytes) -> None:
    """Say what went wrong where a server answered with its own error instead of a payload."""
    try:
        answer = msgspec.json.decode(text, type=_Answer)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return
    status = answer.statusCode or answer.status
    if status is not None:
        raise _error_page(status, answer.message or answer.statusMessage)


def _refuse_error(value: object) -> None:
    """Refuse a payload whose content is that the site failed."""
    error = value.get("error") if isinstance(value, dict) else value
    if isinstance(error, dict) and ({"statusCode", "status", "statusMessage", "message"} & error.keys()):
        error = NuxtError(error)
    if isinstance(error, NuxtError):
        raise _error_page(error.status, error.message)
    if isinstance(error, str) and error and isinstance(value, dict):
        raise _error_page(None, error)


def _error_page(status: int | None, message: str) -> PayloadError:
    """The error of a payload that says that its page failed."""
    number = f" {status}" if status is not None and 0 <= status < 1000 else ""
    words = line(message[:300]).strip()
    return PayloadError(
        f"The payload is that of an error page: the site answered{number or ' that it failed'}"
        + (f", {words}." if words else "."),
        "Check the address, or try again later; the site itself says that this page cannot be shown.",
    )


def _address(href: str, base_url: str) -> str:
    """An address of a page made absolute; empty where it leads nowhere that a payload can come from."""
    from urllib.parse import urljoin, urlsplit

    href = href.strip()
    if not href or len(href) > ADDRESS_LIMIT:
        return ""
    try:
        joined = urljoin(base_url, href)
        return joined if urlsplit(joined).scheme in {"", "http", "https"} else ""
    except ValueError:
        return ""


def find_payload(html: str | bytes, base_url: str = "") -> PagePayload:
    """The payload of a page: the script that holds it, by its id or its app's name, and the external one that it names.

    Of several scripts for one app the last counts: a page that fails while it is being sent says so in a later one.

    Args:
        html: The page.
        base_url: The page's own address, which external addresses are made absolute with.

    Raises:
        PayloadError: Where the page is too large, or holds no payload and names none.
    """
    from tickertui.formats.pages import tags

    if len(html) > PAGE_LIMIT:
        raise PayloadError(f"The page is larger than {PAGE_LIMIT // 1024 // 1024} MB; it is not searched.")
    page = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    found: dict[str, AppPayload] = {}
    main = preload = ""
    for tag in tags(page, containing=("__nuxt_data__", "data-nuxt-data", "_payload")):
        attributes = tag.attributes
        if tag.name == "link":
            is_fetched = attributes.get("as") == "fetch" and "preload" in attributes.get("rel", "").lower().split()
            if is_fetched and "_payload" in attributes.get("href", "") and ".json" in attributes["href"]:
                preload = preload or _address(attributes["href"], base_url)
        elif attributes.get("id") == "__NUXT_DATA__" or "data-nuxt-data" in attributes:
            app_id = attributes.get("data-nuxt-data", "")
            app = AppPayload(app_id, tag.body.strip(), _address(attributes.get("data-src", ""), base_url))
            if not found or attributes.get("id") == "__NUXT_DATA__":
                main = app_id
            found[app_id] = app
    apps = tuple(sorted(found.values(), key=lambda app: app.app_id != main))
    if not preload and not any(app.text or app.data_src for app in apps):
        raise _nothing_found(page, has_script=bool(apps))
    return PagePayload(apps, preload)


def _nothing_found(page: str, *, has_script: bool) -> PayloadError:
    """The error of a page without a payload: which kind of page it is."""
    if has_script:
        return PayloadError(
            "The page has an empty payload, and names no external one.",
            "Load it again, or give the address of its _payload.json.",
        )
    if re.search(_JAVASCRIPT_IN_PAGE, page):
        return PayloadError("The page carries its payload in the old JavaScript form, not as JSON.", _OLD_FORM_HINT)
    if not page.strip():
        return PayloadError("The page is empty.", "Load it again; an empty answer is often a cut connection.")
    hint = "Give a page of a site built with Nuxt 3.5 or later, or the address of its _payload.json."
    if "__nuxt" in page:
        return PayloadError("The page is built with Nuxt, but carries no payload: it is rendered in the browser.", hint)
    return PayloadError("The page carries no Nuxt payload.", hint)


def merge(inline: object, external: object) -> dict[str, Any]:
    """The whole payload of a page: what the page holds, and over it what the external payload holds.

    Raises:
        PayloadError: Where one of them is no payload object.
    """
    if not isinstance(inline, dict) or not isinstance(external, dict):
        raise PayloadError(f"The {'external' if isinstance(inline, dict) else 'inline'} payload is no object.")
    return {**inline, **external}
