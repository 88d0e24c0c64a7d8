"""The parts of the board: each is made, and loaded, when it is first asked for; no first frame needs any."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual.screen import Screen

from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.detailing import Detailing
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.panes import Panes
from tickertui.tui.screens.board.seen import Seen

if TYPE_CHECKING:
    from tickertui.monitor.past import Past
    from tickertui.tui.screens.board.arranging import Arranging
    from tickertui.tui.screens.board.catching_up import CatchingUp
    from tickertui.tui.screens.board.filtering import Filtering
    from tickertui.tui.screens.board.handlers import Handler, Handlers
    from tickertui.tui.screens.board.leading import Leading
    from tickertui.tui.screens.board.leafing import Leafing
    from tickertui.tui.screens.board.listing import Listing
    from tickertui.tui.screens.board.sorting import Sorting
    from tickertui.tui.screens.board.taking import Taking
    from tickertui.tui.screens.board.travelling import Travelling

ANSWERS = {
    "board.detail": "detail",
    "detail.scroll-down": "detail",
    "detail.scroll-up": "detail",
    "board.next-unseen": "catching_up",
    "board.last-unseen": "catching_up",
    "board.mark-seen": "catching_up",
    "board.step-back": "travelling",
    "board.step-forward": "travelling",
    "board.go-to-date": "travelling",
    "board.filter": "filtering",
    "board.sort": "sorting",
    "board.sort-back": "sorting",
    "board.reverse": "sorting",
    "board.unsort": "sorting",
    "board.columns": "arranging",
    "board.mark": "arranging",
    "board.star": "arranging",
    "board.watchlist": "arranging",
    "board.group": "arranging",
    "board.window": "arranging",
    "board.weeks": "arranging",
    "board.sparklines": "arranging",
    "board.list": "listing",
    "board.article": "leading",
    "board.library": "leading",
    "board.compare": "leading",
    "board.agenda": "leading",
    "board.log": "leading",
    "board.problems": "leading",
    "board.refresh": "leading",
    "board.full": "leafing",
    "board.copy": "taking",
    "board.copy-view": "taking",
    "board.export": "taking",
}
"""Each command of the board and its detail, and the part that answers it; `board.back` is the screen's own."""


class Parts:
    """What answers the commands of the board."""

    def __init__(
        self,
        screen: Screen[None],
        ground: Ground,
        panes: Panes,
        seen: Seen,
        arrangement: Arrangement,
        *,
        past: "Callable[[], Past | None]",
        sources: Callable[[], Sequence[str]],
    ) -> None:
        """Parts that are not made yet.

        Args:
            screen: The board's screen.
            ground: Which board is shown.
            panes: The widgets.
            seen: What was seen of the board.
            arrangement: How it is arranged.
            past: Gives what was known when, once the archive is open.
            sources: Gives what the archive calls the sources that are followed.
        """
        self._screen, self._ground, self._panes = screen, ground, panes
        self._seen, self._arrangement = seen, arrangement
        self._past, self._sources = past, sources

    def handler(self, command: str) -> "Handler":
        """What a command runs."""
        return self.handlers_of(ANSWERS[command])[command]

    def handlers_of(self, part: str) -> "Handlers":
        """The handlers of a part, by the part's name."""
        handlers: Handlers = getattr(self, part).handlers
        return handlers

    @property
    def detail(self) -> Detailing:
        """The selected index in detail, which is there from the first frame on."""
        return self._panes.detail

    @cached_property
    def catching_up(self) -> "CatchingUp":
        """What was not seen yet."""
        from tickertui.tui.screens.board.catching_up import CatchingUp

        return CatchingUp(self._ground, self._panes, self._seen)

    @cached_property
    def travelling(self) -> "Travelling":
        """Earlier boards."""
        from tickertui.tui.screens.board.travelling import Travelling

        return Travelling(self._screen, self._ground, self._panes, self._seen, self._past, self._sources)

    @cached_property
    def filtering(self) -> "Filtering":
        """The rows that a text leaves."""
        from tickertui.tui.screens.board.filtering import Filtering

        return Filtering(self._screen, self._panes)

    @cached_property
    def sorting(self) -> "Sorting":
        """The order of the rows."""
        from tickertui.tui.screens.board.sorting import Sorting

        return Sorting(self._panes.table, self._arrangement)

    @cached_property
    def arranging(self) -> "Arranging":
        """Columns, stars, lists, groups and sparklines."""
        from tickertui.tui.screens.board.arranging import Arranging

        return Arranging(self._screen, self._ground, self._panes, self._arrangement, self.filtering)

    @cached_property
    def listing(self) -> "Listing":
        """Lists of one's own."""
        from tickertui.tui.screens.board.listing import Listing

        return Listing(self._screen, self._panes.table, self._arrangement, self.arranging)

    @cached_property
    def leading(self) -> "Leading":
        """To other screens."""
        from tickertui.tui.screens.board.leading import Leading

        return Leading(self._screen, self._ground, self._panes.table)

    @cached_property
    def leafing(self) -> "Leafing":
        """Rows on the whole screen."""
        from tickertui.tui.screens.board.leafing import Leafing

        return Leafing(
            self._screen, self._ground, self._panes.table, self._panes.detail, past=self._past,
            opened=self.catching_up.see,
        )  # fmt: skip

    @cached_property
    def taking(self) -> "Taking":
        """Copies and exports."""
        from tickertui.tui.screens.board.taking import Taking

        return Taking(self._screen, self._ground, self._panes.table, self._arrangement)
