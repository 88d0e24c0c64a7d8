"""The pictures of one view: fetched when they come near, drawn in threads, kept while they may be seen again.

The view says what it wants, the nearest first, and is told when something arrived; it never waits. Everything here
runs on the event loop but `drawing_of`, which is called in a thread.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec

from tickertui.errors import TickertuiError
from tickertui.source.aside import aside
from tickertui.tui.pictures.cells import CellRow
from tickertui.tui.pictures.choice import Way
from tickertui.tui.pictures.decoding import RGB
from tickertui.tui.pictures.drawing import Drawing, drawing_of, in_box
from tickertui.tui.pictures.kitty import Terminal, placeholder_rows
from tickertui.tui.pictures.sizing import Box

HANDS = 2
"""How many pictures are worked on at the same time."""

KEPT = 60
"""How many drawings are kept; those wanted longest ago go first and are drawn again when they are wanted."""


class Fetcher(Protocol):
    """Gives the bytes of pictures: `tickertui.source.pictures.Pictures` does."""

    async def fetch(self, src: str) -> bytes:
        """The bytes of a picture; raises what is in the error tree."""


Wanted = tuple[str, Box]
"""A picture's address and the cells that were kept free for it."""


class Gallery:
    """The pictures of one view."""

    def __init__(
        self,
        pictures: Fetcher,
        way: Way,
        ground: RGB,
        arrived: Callable[[str], None],
        terminal: Terminal | None = None,
    ) -> None:
        """A gallery in which nothing hangs.

        Args:
            pictures: Gives the bytes.
            way: How pictures are drawn; as a box, nothing is ever fetched.
            ground: The theme's background.
            arrived: Told the address of a picture that was drawn, or failed: its lines are to be painted anew.
            terminal: The terminal's own store, where it draws pictures itself.
        """
        self.way = way
        self._pictures, self._ground, self._arrived, self._terminal = pictures, ground, arrived, terminal
        self._wanted: tuple[Wanted, ...] = ()
        self._drawn: dict[Wanted, Drawing] = {}
        self._numbers: dict[Wanted, int] = {}
        self._errors: dict[str, TickertuiError] = {}
        self._busy: set[Wanted] = set()
        self._news = asyncio.Event()

    def want(self, wanted: Iterable[Wanted]) -> None:
        """Say what should be drawn, the nearest first; what was wanted before and is not named is not begun."""
        self._wanted = tuple(wanted) if self.way.is_drawn else ()
        for key in reversed(self._wanted):
            if key in self._drawn:
                self._drawn[key] = self._drawn.pop(key)
        self._news.set()

    def rows(self, src: str, box: Box) -> tuple[CellRow, ...] | None:
        """The rows of a picture, as many as its box has; None while it is not there, or has failed."""
        drawing = self._drawn.get((src, box))
        return drawing.rows if drawing else None

    def error(self, src: str) -> TickertuiError | None:
        """Why a picture cannot be shown; None where it can, or nobody knows yet."""
        return self._errors.get(src)

    def retry(self, src: str) -> None:
        """Try a picture again that failed."""
        if self._errors.pop(src, None) is not None:
            self._news.set()

    def repaint(self, ground: RGB) -> None:
        """Draw everything anew on another background."""
        if ground != self._ground:
            self._ground = ground
            for key in list(self._drawn):
                self._drop(key)
            self._news.set()

    def resend(self) -> None:
        """Send everything again to a terminal that may have forgotten it: after the program was suspended."""
        if self._terminal is None:
            return
        self._terminal.lose()
        for key, drawing in list(self._drawn.items()):
            self._drawn[key] = self._hung(key, drawing)
            self._arrived(key[0])

    def close(self) -> None:
        """Let everything go, the terminal's store too."""
        self._wanted = ()
        self._drawn.clear()
        self._numbers.clear()
        if self._terminal is not None:
            self._terminal.clear()

    async def run(self) -> None:
        """Fetch and draw what is wanted, until cancelled: the worker of a view."""
        async with asyncio.TaskGroup() as hands:
            for _ in range(HANDS):
                hands.create_task(self._work())

    async def _work(self) -> None:
        """One picture after another."""
        while True:
            key = self._next()
            if key is None:
                self._news.clear()
                await self._news.wait()
                continue
            self._busy.add(key)
            try:
                await self._draw(key)
            except TickertuiError as error:
                self._errors[key[0]] = error
                self._arrived(key[0])
            finally:
                self._busy.discard(key)

    def _next(self) -> Wanted | None:
        """The first that is wanted and not there, not being worked on and not known to fail."""
        for key in self._wanted:
            if key not in self._drawn and key not in self._busy and key[0] not in self._errors:
                return key
        return None

    async def _draw(self, key: Wanted) -> None:
        """Fetch and draw one, unless the background changed meanwhile: then it is drawn again."""
        src, box = key
        ground = self._ground
        data = await self._pictures.fetch(src)
        drawing = await aside(drawing_of, data, box, self.way.kind, ground)
        if ground == self._ground:
            self._drawn[key] = self._hung(key, drawing)
            self._make_room()
            self._arrived(src)

    def _hung(self, key: Wanted, drawing: Drawing) -> Drawing:
        """The drawing with its rows: where the terminal draws itself, the picture is sent and its rows name it."""
        if self._terminal is None or not drawing.png:
            return drawing
        spot = drawing.spot
        number = self._numbers[key] = self._terminal.send(drawing.png, spot.columns, spot.rows)
        rows = placeholder_rows(number, spot.columns, spot.rows)
        return msgspec.structs.replace(drawing, rows=in_box(rows, drawing.box, spot))

    def _make_room(self) -> None:
        """Drop what was wanted longest ago."""
        wanted = set(self._wanted)
        for key in list(self._drawn):
            if len(self._drawn) <= KEPT:
                return
            if key not in wanted:
                self._drop(key)

    def _drop(self, key: Wanted) -> None:
        """Let one drawing go."""
        del self._drawn[key]
        number = self._numbers.pop(key, 0)
        if self._terminal is not None and number:
            self._terminal.forget(number)
