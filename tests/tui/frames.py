"""Golden frames: what a screen says, as plain text in `frames/`, readable in a diff.

Run with TICKERTUI_ACCEPT_FRAMES=1 to accept the screens as they are.
"""

import os
from pathlib import Path
from typing import Any

from textual.app import App

FRAMES = Path(__file__).with_name("frames")


def screen_text(app: App[Any]) -> str:
    """The screen as lines of text, without trailing spaces."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)
    rows = ["".join(segment.text for segment in strip)[:width].rstrip() for strip in strips[:height]]
    return "\n".join(rows) + "\n"


def check_frame(app: App[Any], name: str) -> None:
    """Compare the screen with the golden frame of that name, or accept it as it is.

    Raises:
        AssertionError: when they differ, or there is no such frame yet.
    """
    path = FRAMES / f"{name}.txt"
    seen = screen_text(app)
    if os.environ.get("TICKERTUI_ACCEPT_FRAMES"):
        FRAMES.mkdir(exist_ok=True)
        path.write_text(seen, encoding="utf-8")
        return
    assert path.is_file(), f"there is no frame {path.name}; accept it with TICKERTUI_ACCEPT_FRAMES=1\n{seen}"
    assert seen == path.read_text(encoding="utf-8")
