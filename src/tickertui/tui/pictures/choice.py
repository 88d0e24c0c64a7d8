"""How pictures are drawn: by what the settings say and what is known of the terminal, which is never asked."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Literal

import msgspec

Kind = Literal["kitty", "quadrants", "halves", "box"]

INSTALL = 'Install them with: pip install "tickertui[images]"'
MISSING = "Pictures need Pillow, which is not installed."


class Way(msgspec.Struct, frozen=True):
    """How pictures are drawn."""

    kind: Kind
    """By the terminal itself, in quarters or halves of cells, or as a box that says what the picture is."""
    why: str = ""
    """Why it is a box, in a sentence; empty for the other ways and where the user wants it so."""
    through_tmux: bool = False
    """Whether what is meant for the terminal goes through tmux."""

    @property
    def is_drawn(self) -> bool:
        """Whether anything of a picture is fetched."""
        return self.kind != "box"


def way(
    setting: str,
    environment: Mapping[str, str],
    colors: str | None,
    *,
    is_ansi: bool = False,
    is_web: bool = False,
    platform: str = sys.platform,
) -> Way:
    """How pictures are drawn.

    Args:
        setting: The setting `images`.
        environment: The environment of the program.
        colors: What the terminal has, as Rich calls it: "truecolor", "256", "standard", "windows" or None.
        is_ansi: Whether the theme keeps to the terminal's own sixteen colours.
        is_web: Whether a browser shows the screen.
        platform: `sys.platform`.
    """
    if setting == "off":
        return Way("box")
    if "NO_COLOR" in environment:
        return Way("box", "Pictures are not drawn without colours (NO_COLOR is set).")
    if is_ansi:
        return Way("box", "Pictures are not drawn in a theme of sixteen colours.")
    if colors not in ("truecolor", "256"):
        return Way("box", "Pictures are not drawn in a terminal of sixteen colours.")
    if not has_pillow():
        return Way("box", f"{MISSING} {INSTALL}")
    in_tmux = is_in_tmux(environment)
    if setting == "kitty" and colors == "truecolor" and not is_web:
        return Way("kitty", through_tmux=in_tmux)
    if setting == "auto" and colors == "truecolor" and not is_web and knows_kitty(environment):
        return Way("kitty")
    # The console of older Windows has a font with halves of cells but without quarters.
    is_old_console = platform == "win32" and not any(name in environment for name in ("WT_SESSION", "TERM_PROGRAM"))
    return Way("halves" if is_old_console else "quadrants")


def has_pillow() -> bool:
    """Whether Pillow is there; it is not imported."""
    try:
        return find_spec("PIL") is not None
    except (ImportError, ValueError):
        return False


def is_in_tmux(environment: Mapping[str, str]) -> bool:
    """Whether tmux, or another program like it, stands between us and the terminal."""
    return any(environment.get(name) for name in ("TMUX", "STY", "ZELLIJ")) or environment.get("TERM", "").startswith(
        ("tmux", "screen")
    )


def knows_kitty(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is known to have Kitty's placeholders, and nothing stands before it that has not."""
    if is_in_tmux(environment):
        return False
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if term in ("xterm-kitty", "xterm-ghostty") or program == "ghostty":
        return True
    # Other terminals that were started from kitty inherit this; those that say who they are do not count.
    return bool(environment.get("KITTY_WINDOW_ID")) and program in ("", "kitty") and "VTE_VERSION" not in environment
