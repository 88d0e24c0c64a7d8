"""Where on the web an article stands: the address of its own page, as far as its source is known."""

from urllib.parse import urlsplit

from tickertui.formats.sanitize import address as sanitised
from tickertui.market.article import Article

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
