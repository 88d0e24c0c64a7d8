"""Stepping through time on the board; what comes in meanwhile waits, and is said."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import WorkType

from tickertui.errors import ArchiveError
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.screens.board.panes import Panes
from tickertui.tui.screens.board.seen import Seen

if TYPE_CHECKING:
    from tickertui.market.changes import Change
    from tickertui.monitor.past import Past
    from tickertui.tui.screens.board.banner import Banner
    from tickertui.tui.screens.board.journey import Journey, Known


class Travelling:
    """To earlier boards and back to now."""

    def __init__(
        self,
        screen: Screen[None],
        ground: Ground,
        panes: Panes,
        seen: Seen,
        past: "Callable[[], Past | None]",
        sources: Callable[[], Sequence[str]],
    ) -> None:
        """Travel on a ground; `sources` gives what the archive calls the sources that are followed."""
        self._screen, self._ground, self._panes, self._seen = screen, ground, panes, seen
        self._past, self._sources = past, sources
        self._meanwhile: tuple[Change, ...] = ()
        self._steps: asyncio.Lock | None = None
        self._way: Journey | None = None
        self._banner: Banner | None = None

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {
            "board.step-back": self.step_back,
            "board.step-forward": self.step_forward,
            "board.go-to-date": self.ask_date,
        }

    def step_back(self) -> None:
        """To before the last change."""
        self._travel(lambda way: way.before(self._ground.moment, self._ground.shown))

    def step_forward(self) -> None:
        """To after the next change, or to now."""
        if not self._ground.is_past:
            self._panes.saying.say("This is the board of now.", 2)
        else:
            self._travel(lambda way: way.after(self._ground.moment, self._ground.shown))

    async def ask_date(self) -> None:
        """Let a moment to go to be typed."""
        from tickertui.tui.screens.board.date_line import DateLine

        if not self._screen.query(DateLine):
            await self._screen.mount(DateLine(self._ground.ages), before=self._panes.status)
        self._screen.query_one(DateLine).focus_text()
        self._panes.keys.place("date")

    def close_date(self) -> None:
        """No moment is typed any more."""
        self._screen.query("DateLine").remove()
        self._panes.rest()

    def go_to(self, moment: datetime) -> None:
        """To the board as it was known at a moment."""
        self._travel(lambda way: way.at(moment))

    def return_to_now(self) -> None:
        """The board of now again, with what came in meanwhile."""
        self._screen.workers.cancel_group(self._screen, "journey")
        self._arrive(None)

    def tell_meanwhile(self, changes: "tuple[Change, ...]") -> None:
        """Something came in while the board is of the past."""
        self._meanwhile += changes
        self.tell_time(self._ground.ages())

    def tell_time(self, now: datetime) -> None:
        """How long ago the moment was, by another now."""
        if self._banner is not None:
            self._banner.show(self._ground.known, now, self._meanwhile)

    def _travel(self, find: "Callable[[Journey], Awaitable[Known | None]]") -> None:
        """Go where `find` leads, after the steps that are still under way."""
        go: WorkType[None] = partial(self._go, find)
        self._screen.run_worker(go, name="journey", group="journey", exit_on_error=False)

    async def _go(self, find: "Callable[[Journey], Awaitable[Known | None]]") -> None:
        """Go, or say why not."""
        from tickertui.tui.screens.board.banner import Banner
        from tickertui.tui.screens.board.journey import Journey

        if self._steps is None or self._way is None or self._banner is None:
            self._steps = asyncio.Lock()
            self._way = Journey(self._past, self._sources)
            self._banner = Banner(id="board-banner")
            self._screen.mount(self._banner, before=0)
        async with self._steps:
            try:
                found = await find(self._way)
            except ArchiveError as error:
                self._screen.notify(error.sentence, severity="warning", markup=False)
                return
            self._arrive(found)

    def _arrive(self, known: "Known | None") -> None:
        """Show the board of a moment; None for now."""
        before, now = self._ground.shown, self._ground.ages()
        if known is None:
            self._meanwhile = ()
            self._ground.known = None
            self._seen.look_anew(now)
        else:
            from tickertui.market.changes import reuse_rows

            self._ground.known = known.on(reuse_rows(before, known.board))
        self._screen.set_class(known is not None, "-past")
        self.tell_time(now)
        self._panes.draw()
