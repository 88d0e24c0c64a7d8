"""What of the app a picture has to know: how it writes to the terminal, what it can show, and on which ground."""

import os
from collections.abc import Callable
from typing import Any

from textual.app import App

from tickertui.tui.pictures.choice import Way, way
from tickertui.tui.pictures.decoding import RGB
from tickertui.tui.pictures.kitty import Terminal


def way_of(app: App[Any], setting: str) -> Way:
    """How pictures are drawn in the app's terminal, by the setting `images`."""
    return way(
        setting, os.environ, app.console.color_system, is_ansi=app.native_ansi_color,
        is_web=app.is_web,
    )  # fmt: skip


def terminal_of(app: App[Any], chosen: Way) -> Terminal | None:
    """The terminal's store of pictures; None where it does not draw them itself."""
    return Terminal(writer_of(app), through_tmux=chosen.through_tmux) if chosen.kind == "kitty" else None


def writer_of(app: App[Any]) -> Callable[[str], None]:
    """Writes to the terminal between two frames, in one piece."""

    def write(text: str) -> None:
        driver = app._driver  # Textual itself writes clipboard and bell this way, and has no other
        if driver is not None:
            driver.write(text)

    return write


def ground_of(app: App[Any]) -> RGB:
    """The theme's background."""
    from textual.color import Color

    red, green, blue = Color.parse(app.theme_variables["background"]).rgb
    return red, green, blue
