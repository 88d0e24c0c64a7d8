"""Addresses on an article: what the links on it mean on its page, and which of them are price pages."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from tickertui.formats.sanitize import address as sanitised
from tickertui.market.quote import Quote


def resolved(href: str, page: str) -> str:
    """An address as it is meant on a page; as it came where it is whole, or where the page is not known."""
    if not page or not href or href.startswith("#"):
        return href
    try:
        whole = urljoin(page, href)
    except ValueError:
        return href
    cleaned, is_safe = sanitised(whole)
    return cleaned if is_safe else href


def rows_of(href: str, page: str, quotes: Iterable[Quote]) -> tuple[str, ...]:
    """The labels of the rows whose price page an address is, in their order.

    The address is relative, or of the article's own site where that is known.
    """
    try:
        parts = urlsplit(href)
        home = urlsplit(page).netloc
    except ValueError:
        return ()
    path = parts.path.strip("/")
    if not path or parts.scheme.lower() not in {"", "http", "https"}:
        return ()
    labels = []
    for quote in quotes:
        try:
            own = urlsplit(quote.url)
        except ValueError:
            continue
        site = own.netloc or home
        if own.path.strip("/") == path and (not parts.netloc or not site or _is_one_site(parts.netloc, site)):
            labels.append(quote.label)
    return tuple(dict.fromkeys(labels))


def _is_one_site(one: str, other: str) -> bool:
    """Whether two hosts belong together: `www.prices.example` and `source.prices.example` do."""
    return _site(one) == _site(other)


def _site(host: str) -> str:
    labels = host.rpartition("@")[2].partition(":")[0].casefold().split(".")
    count = 3 if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else 2
    return ".".join(labels[-count:])
