"""What the environment says of proxies and certificates, and what is said where it cannot be used."""

from tickertui.errors import SourceUnreachable

PROXIES = "Check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY."


def has_proxy(scheme: str, host: str) -> bool:
    """Whether the environment names a proxy for a host."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    return (scheme in proxies or "all" in proxies) and not proxy_bypass(host)


def unusable(error: Exception) -> SourceUnreachable:
    """The error of an environment that no client can be made in; a proxy's address may hold a password: not told."""
    if isinstance(error, ImportError):
        return SourceUnreachable(
            "The environment names a SOCKS proxy, and what speaks to one is not installed.",
            'pip install "httpx[socks]", or unset ALL_PROXY.',
        )
    if isinstance(error, OSError):
        return SourceUnreachable(
            "No host can be asked: the certificates that the environment names cannot be used.",
            "Check SSL_CERT_FILE and SSL_CERT_DIR.",
        )
    return SourceUnreachable("No host can be asked: the environment names a proxy that is none.", PROXIES)
