"""The manual of the settings file, derived from the settings' own sentences."""

from tickertui.settings.known import SETTINGS

_HEAD = """\
# Configuration

`tickertui` reads one file and never writes it:

| system  | settings file |
|---------|---------------|
| Linux   | `~/.config/tickertui/config.toml` |
| macOS   | `~/Library/Application Support/tickertui/config.toml` |
| Windows | `%LOCALAPPDATA%\\tickertui\\config.toml` |

A file elsewhere is named by the environment variable `TICKERTUI_CONFIG`. The folders of the archive, of what is
remembered between runs and of what can be fetched again are moved by `TICKERTUI_DATA`, `TICKERTUI_STATE` and
`TICKERTUI_CACHE`.

Every setting may be left out. What cannot be used is told with file, line, key, what was found and the nearest key,
and the rest of the file still works.
"""


def manual() -> str:
    """The manual as Markdown."""
    parts = [_HEAD]
    parts += [
        f"## {setting.name}\n\n{setting.sentence}\n\nIt is {setting.values}.\n\n```toml\n{setting.example}\n```\n"
        for setting in SETTINGS
    ]
    return "\n".join(parts)
