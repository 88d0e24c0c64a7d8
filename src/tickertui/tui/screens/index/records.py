"""What the archive knows of rows: asked aside when one is looked at, and kept for a while."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.errors import ArchiveError
from tickertui.market.quote import Quote
from tickertui.tui.screens.index.ledger import Ledger, tells_of

if TYPE_CHECKING:
    from tickertui.monitor.past import Past

MOST = 50
"""Rows that are remembered."""

REST = 0.1
"""Seconds that one stays with a row before the archive is asked about it."""

Key = tuple[str, int, datetime | None]


class Records:
    """The ledgers of rows, each as of now or as of an earlier moment."""

    def __init__(self, past: "Callable[[], Past | None]") -> None:
        """Ask what `past` gives, which may open late."""
        self._past = past
        self._ledgers: dict[Key, tuple[Quote, Ledger]] = {}
        self._answered: set[Key] = set()

    def ledger(self, quote: Quote, as_of: datetime | None) -> Ledger:
        """What is known of a row by now."""
        key = _key(quote, as_of)
        if key not in self._ledgers:
            self._keep(key, quote, Ledger(quote))
        return self._ledgers[key][1]

    def is_unknown(self, quote: Quote, as_of: datetime | None) -> bool:
        """Whether asking the archive may tell more."""
        return _key(quote, as_of) not in self._answered and self._past() is not None

    async def find(self, quote: Quote, as_of: datetime | None, *, is_alone: bool = True) -> bool:
        """Ask the archive; whether it answered.

        Args:
            quote: The row.
            as_of: The moment of a board of the past.
            is_alone: Whether no other row has its label; of several the archive tells of one, and it is seen which.
        """
        past = self._past()
        if past is None:
            return False
        from tickertui.source.aside import aside

        await asyncio.sleep(REST)
        try:
            history = await past.history(quote.label, as_of)
            if history is not None and not is_alone and not tells_of(history, quote):
                history = None
            told = [one.shown[-1].snapshot_id for one in history.observations] if history is not None else []
            snapshots = await past.snapshots_of(told)
        except ArchiveError:
            self._answered.add(_key(quote, as_of))  # the monitor says what is wrong with the archive
            return True
        ledger = await aside(Ledger, quote, history, snapshots)
        key = _key(quote, as_of)
        self._keep(key, quote, ledger)
        self._answered.add(key)
        return True

    def _keep(self, key: Key, quote: Quote, ledger: Ledger) -> None:
        """Keep a ledger in place of the oldest one; the row is kept with it, so that its identity stays its own."""
        self._ledgers.pop(key, None)
        while len(self._ledgers) >= MOST:
            oldest = next(iter(self._ledgers))
            del self._ledgers[oldest]
            self._answered.discard(oldest)
        self._ledgers[key] = (quote, ledger)


def _key(quote: Quote, as_of: datetime | None) -> Key:
    """A row as the very object that it is: another one is another version."""
    return quote.label, id(quote), as_of
