"""The app: wires the monitor to the board and opens the other screens. Everything else lives where it is used."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen

from tickertui.monitor.loop import Monitor
from tickertui.monitor.update import Update
from tickertui.settings.remembered import Memory
from tickertui.tui.announcer import Announcer
from tickertui.tui.commands import bindings
from tickertui.tui.key_order import KeyAnswered, KeyOrder
from tickertui.tui.messages import CheckNow, UpdateArrived
from tickertui.tui.notebook import Notebook
from tickertui.tui.openings import Openings
from tickertui.tui.reading import USUAL_MEASURE, Reading
from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.screen import BoardScreen
from tickertui.tui.screens.board.seen import Seen
from tickertui.tui.screens.log.chronicle import Chronicle

if TYPE_CHECKING:
    from tickertui.errors import SettingsError
    from tickertui.monitor.past import Past
    from tickertui.settings.config import Settings
    from tickertui.source.client import Client

SIGNALLED = 128
"""A program ended by a signal exits with this plus the signal's number."""

ENDING = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)
"""The signals that end a program and that it can answer."""


def _command_provider() -> type[Provider]:
    """The palette's provider, imported when the palette is opened."""
    from tickertui.tui.palette import CommandProvider

    return CommandProvider


class TickerApp(Openings, inherit_bindings=False):
    """The screen of tickertui."""

    TITLE = "tickertui"
    CSS_PATH = "screens/board/screen.tcss"  # Textual does not load a default screen's own
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_provider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    CLOSE_TIMEOUT = 0.3

    def __init__(
        self,
        monitor: Monitor,
        *,
        clock: Callable[[], datetime],
        theme: str = "",
        memory: Memory | None = None,
        settings: "Settings | None" = None,
        past: "Past | None" = None,
        client: "Callable[[], Client] | None" = None,
    ) -> None:
        """An app that follows a monitor.

        Args:
            monitor: What tells of prices; nothing else is asked.
            clock: Gives the moment, aware UTC.
            theme: The name of a theme, until another is chosen and remembered; an unknown one is told.
            memory: What is remembered between runs, loaded; without it the run remembers only for itself.
            settings: What the user set; the defaults where it is None.
            past: What was known when; the monitor's where it is None.
            client: Gives the run's one HTTP client, for the pictures of articles; None: they are not fetched.
        """
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._monitor, self._clock, self._own_past = monitor, clock, past
        self.memory = memory or Memory(Path())
        self._notebook = Notebook(memory, clock, self._later, self._tell_error)
        self._chronicle, self._announcer = Chronicle(), Announcer()
        self._key_order = KeyOrder(lambda: self.focused or self.screen, super().on_event)
        self.take_preferences(settings, self.memory.state.theme or "", theme)
        seen = Seen(self.memory, self._notebook.changed)
        sources = lambda: monitor.sources  # noqa: E731  # a property, asked when it is needed
        first = monitor.first()
        self._board = BoardScreen(
            first, clock, ages=monitor.now, seen=seen, problems=len(self.setting_problems),
            past=lambda: self.past, sources=sources,
            arrangement=Arrangement(self.memory, settings, self._notebook.changed),
        )  # fmt: skip
        self._seen = seen
        self._chronicle.note(first, clock())
        self._reading = Reading(
            self, self._board, clock, memory=self.memory, changed=self._notebook.changed,
            aliases=settings.aliases if settings else None, measure=settings.measure if settings else USUAL_MEASURE,
            client=client, settings=settings, past=lambda: self.past,
        )  # fmt: skip

    def get_default_screen(self) -> Screen[None]:
        """The board is the first and lowest screen."""
        self._board.expect_size(self.size)
        return self._board

    async def on_event(self, event: events.Event) -> None:
        """Keys come from the terminal in their order, and go on in it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._key_order.take(event)
        else:
            await super().on_event(event)

    async def on_key_answered(self, event: KeyAnswered) -> None:
        """The next key's turn."""
        event.stop()
        await self._key_order.answered(event.number)

    def on_load(self) -> None:
        """Answer the signals that end a program by giving the terminal back first."""
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self._end_by_signal, int(number))

    def on_unmount(self) -> None:
        """Remember what is to be remembered, and leave the signals to whoever runs the loop."""
        self._reading.close()
        self._seen.leave()
        for number in ENDING:
            asyncio.get_running_loop().remove_signal_handler(number)

    def on_mount(self) -> None:
        """Go on after the first frame."""
        self.call_after_refresh(self._after_first_frame)

    def on_update_arrived(self, event: UpdateArrived) -> None:
        """Hand it to the board, whatever screen is on top, and to what lies over it."""
        event.stop()
        self._board.show(event.update)
        self.pass_on(event.update)

    def on_check_now(self, event: CheckNow) -> None:
        """Somebody does not want to wait."""
        event.stop()
        self._monitor.refresh()

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Save a picture of the screen: where the exports go, in the working folder, and say what it is called."""
        from tickertui.tui.screens.export.files import written

        name = filename or f"tickertui-{self._clock():%Y-%m-%d-%H%M%S}"
        words, is_done = written([self.export_screenshot()], name, "svg", Path(path) if path else None)
        picture = f"The picture {words}"
        self.notify(picture, severity="information" if is_done else "warning", markup=False)

    def _after_first_frame(self) -> None:
        """Collect garbage from here on, without what the start left; then follow the monitor."""
        gc.freeze()
        gc.enable()
        if not self.is_running:
            return  # left already
        self.stylesheet.read(Path(__file__).with_name("later.tcss"))
        for there in (self.screen, *self.screen.query("ToastRack, Toast")):  # all others come later
            self.stylesheet.apply(there, animate=False)
        self.follow_preferences()
        self._announce(self._monitor.current)
        self._board.look_up_mentions()
        self.run_worker(self._follow(), name="monitor", group="monitor", exclusive=True)

    async def _follow(self) -> None:
        """Pass on what the monitor says; the log misses nothing, also where one update replaces another."""
        async for update in self._monitor.updates():
            self._chronicle.note(update, self._clock())
            self._announce(update)
            self.post_message(UpdateArrived(update))

    def _announce(self, update: Update) -> None:
        """Tell once what is news: a source gone or back, the archive."""
        for sentence, is_bad in self._announcer.news(update):
            self.notify(sentence, severity="warning" if is_bad else "information", markup=False)

    def _later(self, seconds: float, work: Callable[[], Awaitable[None]]) -> Callable[[], None]:
        """Do something later; what is given calls it off."""
        return self.set_timer(seconds, work).stop

    def _tell_error(self, error: "SettingsError") -> None:
        """What went wrong with the memory."""
        self.notify(f"{error.sentence} {error.hint}", severity="warning", markup=False)

    def _end_by_signal(self, number: int) -> None:
        """Leave, with the exit code of a program that a signal ended."""
        self.exit(return_code=SIGNALLED + number)

    def _fatal_error(self) -> None:
        """Show what went wrong without the values of variables: they may hold what is secret."""
        from rich.segment import Segments
        from rich.traceback import Traceback

        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()


def run(app: TickerApp, close: Callable[[], Awaitable[None]] | None = None) -> int:
    """Run the app, close what it used, and give the exit code, without waiting for threads that a slow source holds."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app.suit_terminal()
    try:
        app.run(loop=loop)
    finally:
        from tickertui.tui.winding_up import wind_up

        wind_up(loop, close)
    return app.return_code or 0
