"""From bytes to meaning: a payload or a page with one in it, read, decoded and understood.

Blocking, and for a large payload long: call it aside.
"""

from datetime import datetime

from tickertui.errors import PayloadError
from tickertui.formats.checksum import sha256
from tickertui.formats.nuxt import decode_payload, find_payload, looks_like_html, merge
from tickertui.formats.sanitize import line
from tickertui.source.extract import snapshot_from
from tickertui.source.outcome import Fetched


def understood(
    body: bytes, *, origin: str, read_at: datetime, is_sample: bool = False, inline: bytes | None = None
) -> Fetched:
    """What a payload's text says.

    Args:
        body: The payload's JSON text.
        origin: Where it came from, as a person would name it.
        read_at: When it was read.
        is_sample: Whether it is the shipped sample.
        inline: The part of the payload that stood in the page itself, where the rest was in a file of its own.

    Raises:
        PayloadError: It is not understood, or nothing usable is in it; the sentence names the origin.
    """
    try:
        value = decode_payload(body)
        if inline is not None:
            value = merge(decode_payload(inline), value)
    except PayloadError as error:
        raise named(error, origin) from error
    snapshot = snapshot_from(value, origin=origin, read_at=read_at, is_sample=is_sample)
    return Fetched(body, digest_of(body), snapshot)


def understood_file(content: bytes, *, origin: str, read_at: datetime) -> Fetched:
    """What a file's content says: a payload, or a saved page with one in it.

    Raises:
        PayloadError: It is not understood, or nothing usable is in it; the sentence names the origin.
    """
    text, elsewhere = _cut_out(content, origin)
    try:
        return understood(text, origin=origin, read_at=read_at)
    except PayloadError as error:
        if elsewhere:
            hint = f"The page keeps its data in a file of its own, {line(elsewhere)}: save that beside it."
            raise PayloadError(error.sentence, hint) from error
        raise


def payload_text(content: bytes, *, origin: str) -> bytes:
    """The payload's JSON text of a file's content: the content itself, or what a saved page holds.

    Raises:
        PayloadError: It is a page without a payload in it.
    """
    return _cut_out(content, origin)[0]


def _cut_out(content: bytes, origin: str) -> tuple[bytes, str]:
    """The payload's text, and where a page says that the rest of it is."""
    if not looks_like_html(content):
        return content, ""
    try:
        page = find_payload(content)
    except PayloadError as error:
        raise named(error, origin) from error
    if not page.text:
        raise PayloadError(
            f"{origin} is a page that keeps its payload in a file of its own: {line(page.external)}.",
            "Save that file, or give the page's address.",
        )
    return text_bytes(page.text), page.external


def text_bytes(text: str) -> bytes:
    """A payload's text as bytes; halves of surrogate pairs stay."""
    return text.encode("utf-8", "surrogatepass")


def digest_of(body: bytes) -> str:
    """The SHA-256 of a payload's text, in hexadecimal."""
    return sha256(body)


def named(error: PayloadError, origin: str) -> PayloadError:
    """The same error, saying which source it is about."""
    return PayloadError(f"{origin} is not understood: {error.sentence}", error.hint)
