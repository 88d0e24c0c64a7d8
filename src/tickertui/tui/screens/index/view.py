"""What the full view is given to show: rows in their order, at a moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from tickertui.market.article import Article
from tickertui.market.quote import Quote


def _nothing(_label: str) -> Sequence[str]:
    """Nothing changed next."""
    return ()


class View(msgspec.Struct, frozen=True, eq=False):
    """The rows that one can leaf through, and what is known beside them."""

    quotes: tuple[Quote, ...]
    """In the order in which they show."""
    now: datetime
    """The moment that ages are counted to."""
    articles: Mapping[str, tuple[Article, ...]] = {}
    """By label, those that name the index."""
    as_of: datetime | None = None
    """The moment of a board of the past."""
    coming: Callable[[str], Sequence[str]] = _nothing
    """What changed next in a row of the past, in sentences."""
    coming_at: datetime | None = None
