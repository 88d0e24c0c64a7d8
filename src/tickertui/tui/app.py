"""The app: wires the monitor to the board and opens the other screens. Everything else lives where it is used."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen

from tickertui.monitor.loop import Monitor
from tickertui.tui import theme as palette
from tickertui.tui.commands import bindings
from tickertui.tui.messages import (
    BackToArticle,
    CheckNow,
    IndexFollowed,
    OpenArticle,
    OpenArticles,
    OpenProblems,
    UpdateArrived,
)
from tickertui.tui.reading import Aliases, Reading
from tickertui.tui.screens.board.screen import BoardScreen

if TYPE_CHECKING:
    from tickertui.settings.remembered import Memory
    from tickertui.tui.screens.reader.screen import ReaderScreen

SIGNALLED = 128
"""A program ended by a signal exits with this plus the signal's number."""

ENDING = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)
"""The signals that end a program and that it can answer."""


def _command_provider() -> type[Provider]:
    """The palette's provider, imported when the palette is opened."""
    from tickertui.tui.palette import CommandProvider

    return CommandProvider


class TickerApp(App[None], inherit_bindings=False):
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
        memory: "Memory | None" = None,
        aliases: Aliases | None = None,
    ) -> None:
        """An app that follows a monitor.

        Args:
            monitor: What tells of prices; nothing else is asked.
            clock: Gives the moment, aware UTC.
            theme: The name of a theme; one that does not exist is told and the default taken.
            memory: What is remembered between runs; without it nothing is.
            aliases: Other names of indices, by label.
        """
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._monitor, self._clock = monitor, clock
        for ours in palette.OURS:
            self.register_theme(ours)
        wanted = theme or os.environ.get("TEXTUAL_THEME", "") or palette.DEFAULT
        self._unknown_theme = "" if wanted in self.available_themes else wanted
        self.set_reactive(App.theme, palette.DEFAULT if self._unknown_theme else wanted)
        self.stylesheet.set_variables(self.get_css_variables())
        self._board = BoardScreen(monitor.first(), clock)
        self._reading = Reading(self, self._board, clock, memory=memory, aliases=aliases)

    def get_default_screen(self) -> Screen[None]:
        """The board is the first and lowest screen."""
        self._board.expect_size(self.size)
        return self._board

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours, fitted to the theme at hand."""
        return palette.variables_of(self.current_theme)

    def on_load(self) -> None:
        """Answer the signals that end a program by giving the terminal back first."""
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self._end_by_signal, int(number))

    def on_unmount(self) -> None:
        """Keep where reading stopped, and leave the signals to whoever runs the loop."""
        self._reading.close()
        for number in ENDING:
            asyncio.get_running_loop().remove_signal_handler(number)

    def on_mount(self) -> None:
        """Go on after the first frame."""
        self.call_after_refresh(self._after_first_frame)

    def on_update_arrived(self, event: UpdateArrived) -> None:
        """Hand it to the board, whatever screen is on top."""
        event.stop()
        self._board.show(event.update)

    def on_check_now(self, event: CheckNow) -> None:
        """Somebody does not want to wait."""
        event.stop()
        self._monitor.refresh()

    def on_open_articles(self, event: OpenArticles) -> None:
        """One article is opened, several are listed."""
        event.stop()
        articles = self._board.articles
        if self._reading.back():
            return
        if len(articles) == 1:
            self.post_message(OpenArticle(articles[0]))
        elif articles:
            from tickertui.tui.screens.articles.screen import ArticlesScreen

            self.push_screen(ArticlesScreen(articles, event.label))

    def on_open_article(self, event: OpenArticle) -> None:
        """Open the reader; Esc there leads back."""
        event.stop()
        self._reading.open(event.article)

    def on_reader_screen_left(self, event: "ReaderScreen.Left") -> None:
        """Keep where reading stopped."""
        event.stop()
        self._reading.left(event.article, event.place)

    def on_reader_screen_measure_changed(self, event: "ReaderScreen.MeasureChanged") -> None:
        """Keep how wide the column is to be."""
        event.stop()
        self._reading.choose_measure(event.measure)

    def on_index_followed(self, event: IndexFollowed) -> None:
        """Show the row that the article names."""
        event.stop()
        self._reading.to_row(event.label)

    def on_back_to_article(self, event: BackToArticle) -> None:
        """Back to the word, if one led here."""
        event.stop()
        self._reading.back()

    def on_open_problems(self, event: OpenProblems) -> None:
        """List what failed."""
        event.stop()
        from tickertui.tui.screens.problems.screen import ProblemsScreen

        self.push_screen(ProblemsScreen(self._monitor.current, self._clock()))

    def action_help(self) -> None:
        """The keys of the place on top."""
        from tickertui.tui.screens.help.screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(*getattr(self.screen, "places", ("everywhere",))))

    def action_light_dark(self) -> None:
        """The other of our two themes."""
        self.theme = palette.LIGHT.name if self.current_theme.dark else palette.DARK.name

    def _after_first_frame(self) -> None:
        """Collect garbage from here on, without what the start left; then follow the monitor."""
        gc.freeze()
        gc.enable()
        if self._unknown_theme:
            self.notify(f"There is no theme “{self._unknown_theme}”; T lists them.", markup=False)
        self._board.look_up_mentions()
        self.run_worker(self._follow(), name="monitor", group="monitor", exclusive=True)

    async def _follow(self) -> None:
        """Pass on what the monitor says."""
        async for update in self._monitor.updates():
            self.post_message(UpdateArrived(update))

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


def run(app: TickerApp) -> int:
    """Run the app and give the exit code, without waiting for threads that a slow source holds."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    app.run(loop=loop)
    return app.return_code or 0
