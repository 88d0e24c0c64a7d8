"""What one payload says: the rows, the articles and the moment it was made."""

from datetime import datetime

import msgspec

from tickertui.market.article import Article
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote


class Snapshot(msgspec.Struct, frozen=True, eq=False):
    """One payload's content. An unchanged row is the same object in the next snapshot."""

    quotes: tuple[Quote, ...] = ()
    articles: tuple[Article, ...] = ()
    made_at: datetime | None = None
    """When the site made the payload (`prerenderedAt`), aware UTC."""
    read_at: datetime | None = None
    """When we read it, aware UTC."""
    origin: str = ""
    """Where it came from, as a person would name it: a path, an address, "standard input"."""
    is_sample: bool = False
    findings: tuple[Finding, ...] = ()
    """What was found about the payload as a whole: unknown keys, rows that are no rows."""
