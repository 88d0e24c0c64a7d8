"""Stepping through time on the board."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import WorkType

from tickertui.errors import ArchiveError
from tickertui.tui.screens.board.ground import BoardGround

if TYPE_CHECKING:
    from tickertui.market.changes import Change
    from tickertui.tui.screens.board.date_line import DateLine
    from tickertui.tui.screens.board.journey import Journey, Known


class TravellingScreen(BoardGround, inherit_bindings=False):
    """A board that can be one of an earlier moment; what comes in meanwhile waits, and is said."""

    _meanwhile: "tuple[Change, ...]" = ()
    _steps: asyncio.Lock | None = None
    _way: "Journey | None" = None

    @property
    def is_in_the_past(self) -> bool:
        """Whether the board is one of an earlier moment."""
        return self._known is not None

    def action_step_back(self) -> None:
        """To before the last change."""
        self._travel(lambda way: way.before(self.moment, self.shown))

    def action_step_forward(self) -> None:
        """To after the next change, or to now."""
        if self._known is None:
            self.notify("This is the board of now.", markup=False, timeout=2)
        else:
            self._travel(lambda way: way.after(self.moment, self.shown))

    async def action_go_to_date(self) -> None:
        """Type a moment to go to."""
        from tickertui.tui.screens.board.date_line import DateLine

        if not self.query(DateLine):
            await self.mount(DateLine(self._ages), before=self._status)
        self.query_one(DateLine).focus_text()
        self._keys.place("date")

    def on_date_line_chosen(self, event: "DateLine.Chosen") -> None:
        """Go there."""
        event.stop()
        self._close_date_line()
        self._travel(lambda way: way.at(event.moment))

    def on_date_line_closed(self, event: "DateLine.Closed") -> None:
        """Stay."""
        event.stop()
        self._close_date_line()

    def return_to_now(self) -> None:
        """The board of now again, with what came in meanwhile."""
        self.workers.cancel_group(self, "journey")
        self._arrive(None)

    def tell_meanwhile(self, changes: "tuple[Change, ...]") -> None:
        """Something came in while the board is of the past."""
        self._meanwhile += changes
        self.tell_banner_time(self._ages())

    def tell_banner_time(self, now: datetime) -> None:
        """How long ago the moment was, by another now."""
        if self._banner is not None:
            self._banner.show(self._known, now, self._meanwhile)

    def _travel(self, find: "Callable[[Journey], Awaitable[Known | None]]") -> None:
        """Go where `find` leads, after the steps that are still under way."""
        go: WorkType[None] = partial(self._go, find)
        self.run_worker(go, name="journey", group="journey", exit_on_error=False)

    async def _go(self, find: "Callable[[Journey], Awaitable[Known | None]]") -> None:
        """Go, or say why not."""
        from tickertui.tui.screens.board.banner import Banner
        from tickertui.tui.screens.board.journey import Journey

        if self._steps is None or self._way is None or self._banner is None:
            self._steps = asyncio.Lock()
            self._way = Journey(self._past, self._sources)
            self._banner = Banner(id="board-banner")
            self.mount(self._banner, before=0)
        async with self._steps:
            try:
                found = await find(self._way)
            except ArchiveError as error:
                self.notify(error.sentence, severity="warning", markup=False)
                return
            self._arrive(found)

    def _arrive(self, known: "Known | None") -> None:
        """Show the board of a moment; None for now."""
        before = self.shown
        if known is None:
            self._meanwhile = ()
            self._known = None
            self._seen.look_anew(self._ages())
        else:
            from tickertui.market.changes import reuse_rows

            self._known = known.on(reuse_rows(before, known.board))
        self.set_class(known is not None, "-past")
        self.tell_banner_time(self._ages())
        self.draw()

    def _close_date_line(self) -> None:
        self.query("DateLine").remove()
        self._table.focus()
        self._keys.place("board", "everywhere")
