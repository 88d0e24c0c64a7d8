"""Which board is shown: that of now or, while one travels, that of an earlier moment."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.market.snapshot import Snapshot
from tickertui.monitor.update import Update

if TYPE_CHECKING:
    from tickertui.tui.screens.board.journey import Known


class Ground:
    """What every part of the board's screen stands on.

    Attributes:
        update: What is true now, whatever is shown.
        known: The earlier board that is shown; None while it is the one of now.
        clock: Gives the moment, for countdowns.
        ages: Gives the moment that ages are counted to, never earlier than what the newest payload proves.
    """

    def __init__(self, update: Update, *, clock: Callable[[], datetime], ages: Callable[[], datetime]) -> None:
        """Stand in the present."""
        self.update = update
        self.known: Known | None = None
        self.clock, self.ages = clock, ages

    @property
    def is_past(self) -> bool:
        """Whether the board is one of an earlier moment."""
        return self.known is not None

    @property
    def shown(self) -> Snapshot | None:
        """The board that is shown; None where there is none."""
        return self.known.board if self.known is not None else self.update.snapshot

    @property
    def moment(self) -> datetime:
        """The moment that ages and states are counted to."""
        return self.known.moment if self.known is not None else self.ages()
