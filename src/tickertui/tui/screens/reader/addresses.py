"""Addresses of the site that an article comes from: its own page, and what the links on it mean."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from tickertui.formats.sanitize import address as sanitised
from tickertui.market.article import Article
from tickertui.market.quote import Quote

_WEB = ("http://", "https://")


def page_of(article: Article, origin: str) -> str:
    """The address of an article's own page; empty where its source has none that is known.

    Args:
        article: Which one.
        origin: Where the payload came from: an address, a path, or several, parted by commas.
    """
    path = article.full_slug.strip("/") or (f"article/{article.slug}" if article.slug else "")
    base = site_of(origin)
    if not base or not path:
        return ""
    try:
        parts = urlsplit(base)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    lead, found, _ = f"{parts.path.strip('/')}/".partition(f"{path}/")
    prefix = lead if found else ""
    cleaned, is_safe = sanitised(f"{parts.scheme}://{host}/{prefix}{path}")
    return cleaned if is_safe else ""


def site_of(origin: str) -> str:
    """The first address of the web in where a payload came from; empty where there is none."""
    return next((part for part in origin.split(", ") if part.lower().startswith(_WEB)), "")


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
