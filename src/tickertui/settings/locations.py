"""Where each system keeps settings, data, state and what can be made again; an environment variable moves each."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import platformdirs

CONFIG = "TICKERTUI_CONFIG"
"""Names the settings file itself."""

DATA = "TICKERTUI_DATA"
STATE = "TICKERTUI_STATE"
CACHE = "TICKERTUI_CACHE"


def config_file() -> Path:
    """The settings file, written by the user and only read by us."""
    return _named(CONFIG) or Path(_folders().user_config_dir) / "config.toml"


def is_config_named() -> bool:
    """Whether the environment names the settings file, so that its absence is a mistake."""
    return _named(CONFIG) is not None


def data_folder() -> Path:
    """Where the archive is kept."""
    return _named(DATA) or Path(_folders().user_data_dir)


def state_file() -> Path:
    """What we remember between runs."""
    return (_named(STATE) or Path(_folders().user_state_dir)) / "state.json"


def cache_folder() -> Path:
    """What can be fetched or made again: pictures."""
    return _named(CACHE) or Path(_folders().user_cache_dir)


def _named(variable: str) -> Path | None:
    """The path that an environment variable names, if it does."""
    text = os.environ.get(variable, "")
    return Path(text).expanduser() if text.strip() else None


def _folders() -> "platformdirs.PlatformDirs":
    """The system's folders for this program; looked up each time, for the environment may change under tests."""
    import platformdirs

    return platformdirs.PlatformDirs("tickertui", appauthor=False)
