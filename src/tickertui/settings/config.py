"""What the user's settings file says: one typed value, a sentence for every setting, and every problem with it.

The file is the user's: it is read and never written. A problem never hides the rest.
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from tickertui.settings.locations import config_file, is_config_named
from tickertui.settings.problem import Problem
from tickertui.settings.source import SourceSetting

if TYPE_CHECKING:
    from tickertui.settings.reader import Reader

LIMIT = 1_000_000
"""The largest settings file that is read, in bytes."""

Colours = Literal["safe", "western", "east-asian", "mono"]
Sparklines = Literal["blocks", "braille"]
Images = Literal["auto", "blocks", "kitty", "off"]


class Settings(msgspec.Struct, frozen=True):
    """Everything that can be set; the defaults are what holds without a file."""

    sources: tuple[SourceSetting, ...] = ()
    interval: timedelta | None = None
    archive: bool = True
    theme: str = ""
    colours: Colours = "safe"
    window: str = "52"
    sparklines: Sparklines = "blocks"
    measure: int = 72
    images: Images = "auto"
    keys: dict[str, tuple[str, ...]] = {}
    watchlists: dict[str, tuple[str, ...]] = {}
    derived: dict[str, str] = {}
    families: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    file: Path = Path()
    """The file that was read, or would have been."""
    problems: tuple[Problem, ...] = ()
    lines: dict[str, int] = {}
    """On which line each key stands, by its path."""

    def problem(self, key: str, sentence: str, near: str = "") -> Problem:
        """A problem that only a user of a setting can see: a theme or a command that does not exist."""
        return Problem(self.file, self.lines.get(key, 0), key, sentence, near)

    def with_problems(self, *found: Problem) -> "Settings":
        """The same settings, and what a user of them found wrong."""
        return msgspec.structs.replace(self, problems=(*self.problems, *found)) if found else self


def load(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the user's file, or of the file given; never raises for what is wrong with it."""
    path = config_file() if file is None else file
    is_expected = file is not None or is_config_named()
    if not is_expected and _is_absent(path):
        return Settings(file=path)
    from tickertui.settings.known import SETTINGS
    from tickertui.settings.lines import key_lines
    from tickertui.settings.problem import nearest
    from tickertui.settings.reader import Reader

    reader = Reader(path, {}, os.environ if environment is None else environment)
    content = _content(path, reader, is_expected=is_expected)
    if content is None:
        return Settings(file=path, problems=tuple(reader.problems))
    tables = _parsed(content, reader)
    reader.lines = key_lines(content) if tables else {}
    known = {setting.name: setting for setting in SETTINGS}
    values: dict[str, object] = {}
    for name, value in tables.items():
        if name not in known:
            near = nearest(name, list(known))
            reader.say((name,), "There is no such setting.", near)
            continue
        read = known[name].read(reader, value)
        if read is not None:
            values[name] = read
    whole_settings = Settings(file=path, problems=tuple(reader.problems), lines=dict(reader.lines))
    return msgspec.structs.replace(whole_settings, **values)


def _is_absent(path: Path) -> bool:
    """Whether there is certainly no such file: most people have none, and then nothing of what reads it is loaded."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return False


def _content(path: Path, reader: "Reader", *, is_expected: bool) -> str | None:
    """The file's text; None where it is not there or cannot be read."""
    import stat

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            reader.say((), "This is no file. The defaults are used.")
            return None
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except FileNotFoundError:
        if is_expected:
            reader.say((), "There is no such file. The defaults are used.")
        return None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        reader.say((), f"The file cannot be read ({why.lower()}). The defaults are used.")
        return None
    if len(content) > LIMIT:
        reader.say((), f"The file is larger than {LIMIT:,} bytes. The defaults are used.")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reader.problems.append(Problem(reader.file, line, "", "This line is not UTF-8 text. The defaults are used."))
        return None


def _parsed(content: str, reader: "Reader") -> dict[str, object]:
    """The file's tables; empty where it is not TOML."""
    import re
    import tomllib

    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        place = re.search(r"\(at line (\d+), column (\d+)\)\Z", words)
        line = int(place[1]) if place else content.count("\n") + 1
        words = re.sub(r"\s*\(at [^)]*\)\Z", "", words)
        column = f" (column {place[2]})" if place else " (at its end)"
        sentence = f"This is not TOML: {words[:1].lower()}{words[1:200]}{column}. The defaults are used."
        reader.problems.append(Problem(reader.file, line, "", sentence))
    except RecursionError:
        reader.say((), "The file is nested too deep. The defaults are used.")
    return {}
