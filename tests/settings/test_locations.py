"""Where things are kept: as platformdirs says, without asking it where the answer is plain."""

from pathlib import Path

import platformdirs
import pytest

from tickertui.settings.locations import cache_folder, config_file, data_folder, state_file


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"XDG_CONFIG_HOME": "/a", "XDG_DATA_HOME": "/b", "XDG_STATE_HOME": "/c", "XDG_CACHE_HOME": "/d"},
        {"XDG_DATA_HOME": "  "},
        {"XDG_DATA_HOME": "rel"},
    ],
)
def test_folders_are_those_of_the_system(
    variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without variables that move them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    folders = platformdirs.PlatformDirs("tickertui", appauthor=False)
    assert config_file() == Path(folders.user_config_dir) / "config.toml"
    assert data_folder() == Path(folders.user_data_dir)
    assert state_file() == Path(folders.user_state_dir) / "state.json"
    assert cache_folder() == Path(folders.user_cache_dir)
