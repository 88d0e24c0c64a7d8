"""Which figures of a row were revised, as the archive knows it; looked up when a row is shown, and kept for a while."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.errors import ArchiveError
from tickertui.market.quote import Quote

if TYPE_CHECKING:
    from tickertui.archive.records import Observation
    from tickertui.monitor.past import Past

MOST = 100
"""Rows that are remembered."""

REST = 0.1
"""Seconds that the cursor rests on a row before the archive is asked about it."""

Key = tuple[str, int, datetime | None]


class Provenance:
    """The revised prints of rows, each as of now or as of an earlier moment."""

    def __init__(self, past: "Callable[[], Past | None]") -> None:
        """Ask what `past` gives, which may open late."""
        self._past = past
        self._found: dict[Key, tuple[Quote, tuple[Observation, ...]]] = {}

    def known(self, quote: Quote, as_of: datetime | None) -> "tuple[Observation, ...]":
        """The prints that were shown otherwise before, oldest first, as far as that is known yet."""
        found = self._found.get(_key(quote, as_of))
        return found[1] if found is not None else ()

    def is_unknown(self, quote: Quote, as_of: datetime | None) -> bool:
        """Whether asking the archive may tell more."""
        return _key(quote, as_of) not in self._found and self._past() is not None

    async def find(self, quote: Quote, as_of: datetime | None, *, is_alone: bool = True) -> bool:
        """Ask the archive; whether anything was revised.

        Args:
            quote: The row.
            as_of: The moment of a board of the past.
            is_alone: Whether no other row has its label; of several the archive tells of one, and it is seen which.
        """
        import asyncio

        from tickertui.tui.screens.index.ledger import tells_of

        past = self._past()
        if past is None:
            return False
        await asyncio.sleep(REST)
        try:
            history = await past.history(quote.label, as_of)
        except ArchiveError:
            return False  # the monitor says what is wrong with the archive
        if history is not None and not is_alone and not tells_of(history, quote):
            history = None
        revised = tuple(one for one in history.observations if one.is_revised) if history is not None else ()
        while len(self._found) >= MOST:
            del self._found[next(iter(self._found))]
        self._found[_key(quote, as_of)] = (quote, revised)
        return bool(revised)


def _key(quote: Quote, as_of: datetime | None) -> Key:
    """A row as the very object that it is: another one is another version."""
    return quote.label, id(quote), as_of
