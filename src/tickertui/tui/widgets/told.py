"""What the detail pane tells of an index at a moment."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from tickertui.market.article import Article
from tickertui.market.calendar import utc_day
from tickertui.market.quote import Quote

if TYPE_CHECKING:
    from tickertui.archive.records import Observation


class Told(msgspec.Struct, frozen=True):
    """What is told of an index at a moment."""

    quote: Quote
    now: datetime
    articles: tuple[Article, ...] = ()
    """Those that name it."""
    revised: "tuple[Observation, ...]" = ()
    """Its prints that were shown otherwise before."""
    coming: tuple[str, ...] = ()
    """What changed next in it, where the board is one of the past."""
    coming_at: datetime | None = None

    def is_like(self, other: "Told | None") -> bool:
        """Whether the other says the same, as far as days count."""
        return (
            other is not None
            and other.quote is self.quote
            and utc_day(other.now) == utc_day(self.now)
            and other.articles == self.articles
            and other.revised == self.revised
            and other.coming == self.coming
        )
