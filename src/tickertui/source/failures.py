"""What can go wrong between us and a host, in sentences: the host, what happened, and what to do."""

import errno
import socket
import ssl
import zlib
from typing import Literal

from tickertui.errors import SourceError, SourceRefused, SourceUnreachable
from tickertui.formats.sanitize import line
from tickertui.source.proxies import PROXIES

Manner = Literal["timeout", "broken", "proxy", "header", "other"]
"""How a request failed, where the cause itself says less: no byte in time, an answer that breaks off or is no HTTP,
a proxy that refuses, a header that cannot be sent."""

LATER = "Try again later; the screen does so by itself."

_REASONS = {
    errno.ECONNREFUSED: ("refuses the connection", "Is the address right, and is the server running?"),
    errno.ECONNRESET: ("breaks the connection off", LATER),
    errno.EPIPE: ("breaks the connection off", LATER),
    errno.ENETUNREACH: ("cannot be reached: there is no network", "Check the connection."),
    errno.ENETDOWN: ("cannot be reached: there is no network", "Check the connection."),
    errno.EHOSTUNREACH: ("cannot be reached from here", "Check the connection."),
    errno.ETIMEDOUT: ("does not answer", LATER),
    errno.EMFILE: ("cannot be asked: too many files are open", ""),
}


def translated(error: Exception, host: str, manner: Manner, *, is_proxied: bool = False) -> SourceError:
    """The error of our own for one of the network's; behind a proxy it is the proxy that could not be connected to."""
    if manner == "header":
        # Without a word of what it holds: it may be a password.
        return SourceRefused(
            f"A header that the settings give for {host} cannot be sent.", "Look at its name and value."
        )
    causes = _causes(error)
    if is_proxied and any(_is_of_connection(cause) for cause in causes):
        return SourceUnreachable(f"The proxy that {host} is asked through cannot be reached.", PROXIES)
    known = next((found for cause in causes if (found := _by_cause(cause, host)) is not None), None)
    if known is not None:
        return known
    if manner == "timeout":
        return SourceUnreachable(f"{host} does not answer in time.", LATER)
    if manner == "proxy":
        return SourceUnreachable(f"The proxy does not let us through to {host}.", PROXIES)
    if manner == "broken":
        return SourceUnreachable(f"The answer of {host} breaks off or is not HTTP.", LATER)
    return SourceUnreachable(f"{host} cannot be asked ({type(error).__name__}).", LATER)


def _is_of_connection(cause: BaseException) -> bool:
    """Whether nobody could be connected to."""
    if isinstance(cause, socket.gaierror | UnicodeError):
        return True
    return isinstance(cause, OSError) and cause.errno in (
        errno.ECONNREFUSED,
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.ETIMEDOUT,
    )


def _by_cause(cause: BaseException, host: str) -> SourceError | None:
    """The error for one cause, where it is one that we know."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = line(cause.verify_message or "it cannot be verified").rstrip(".")
        return SourceUnreachable(
            f"{host} shows a certificate that is not to be trusted: {why}.",
            "Nothing was read. Somebody may stand between; if the certificate is your own, name it in SSL_CERT_FILE.",
        )
    if isinstance(cause, ssl.SSLError):
        what = line((getattr(cause, "reason", None) or "handshake failed").replace("_", " ").lower())
        return SourceUnreachable(f"{host} does not speak https as it should ({what}).", "Is it an http address?")
    if isinstance(cause, socket.gaierror):
        if cause.errno == socket.EAI_AGAIN:
            return SourceUnreachable(
                f"The name {host} cannot be looked up: no name server answers.", "Check the connection."
            )
        return SourceUnreachable(f"There is no host called {host}.", "Check the address, or the connection.")
    if isinstance(cause, zlib.error):
        return SourceUnreachable(f"The answer of {host} is damaged gzip data.", LATER)
    if isinstance(cause, UnicodeError):
        return SourceUnreachable(f"There is no host called {host}: the name is not a legal one.", "Check the address.")
    if isinstance(cause, OSError) and cause.errno in _REASONS:
        words, hint = _REASONS[cause.errno]
        return SourceUnreachable(f"{host} {words}.", hint)
    return None


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it came from, the innermost first; members of a group count."""
    found: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting and len(found) < 50:
        current = waiting.pop()
        if any(current is known for known in found):
            continue
        found.append(current)
        waiting += [cause for cause in (current.__cause__, current.__context__) if cause is not None]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions
    return found[::-1]
