"""Where each system keeps settings, data, state and what can be made again; an environment variable moves each."""

import os
import sys
from pathlib import Path
from typing import Literal

CONFIG = "TICKERTUI_CONFIG"
"""Names the settings file itself."""

DATA = "TICKERTUI_DATA"
STATE = "TICKERTUI_STATE"
CACHE = "TICKERTUI_CACHE"

_USUAL = {"config": "/.config", "data": "/.local/share", "state": "/.local/state", "cache": "/.cache"}
"""Where the XDG Base Directory Specification puts what no variable moves, from the home on."""


def config_file() -> Path:
    """The settings file, written by the user and only read by us."""
    return _named(CONFIG) or _folder("config") / "config.toml"


def is_config_named() -> bool:
    """Whether the environment names the settings file, so that its absence is a mistake."""
    return _named(CONFIG) is not None


def data_folder() -> Path:
    """Where the archive is kept."""
    return _named(DATA) or _folder("data")


def state_file() -> Path:
    """What we remember between runs."""
    return (_named(STATE) or _folder("state")) / "state.json"


def cache_folder() -> Path:
    """What can be fetched or made again: pictures."""
    return _named(CACHE) or _folder("cache")


def _named(variable: str) -> Path | None:
    """The path that an environment variable names, if it does."""
    text = os.environ.get(variable, "")
    return Path(text).expanduser() if text.strip() else None


def _folder(kind: Literal["config", "data", "state", "cache"]) -> Path:
    """The system's folder of a kind for this program; looked up each time, for the environment may change under tests.

    In the plain case of Linux, platformdirs takes longer to load than the rest of the way to the settings.
    """
    home, named = os.environ.get("HOME", ""), os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
    if sys.platform == "linux" and home.startswith("/") and (not named or named.startswith("/")) and not _is_android():
        return Path(named or home + _USUAL[kind], "tickertui")
    import platformdirs

    folders = platformdirs.PlatformDirs("tickertui", appauthor=False)
    return Path(getattr(folders, f"user_{kind}_dir"))


def _is_android() -> bool:
    """Whether this is Linux on a telephone."""
    return hasattr(sys, "getandroidapilevel") or "ANDROID_ROOT" in os.environ
