"""What the user's settings file says: one typed value, a sentence for every setting, and every problem with it.

The file is the user's: it is read and never written. A problem never hides the rest.
"""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal

import msgspec

from tickertui.settings.lines import key_lines
from tickertui.settings.locations import config_file, is_config_named
from tickertui.settings.problem import Problem, nearest
from tickertui.settings.reader import Place, Reader, Unusable, choice, found, interval, text, whole, yes_or_no
from tickertui.settings.secret import Secret

LIMIT = 1_000_000
"""The largest settings file that is read, in bytes."""

Colours = Literal["safe", "western", "east-asian", "mono"]
Images = Literal["auto", "blocks", "kitty", "off"]


class SourceSetting(msgspec.Struct, frozen=True):
    """A source as the settings name it."""

    address: str
    """A page's or payload's address, a file or a folder."""
    name: str = ""
    """What it is called on the screen; empty: its address."""
    headers: tuple[tuple[str, Secret], ...] = ()
    """What its host is told besides, and no other host."""
    interval: timedelta | None = None
    """A fixed interval; None: what `Settings.interval` says."""
    articles: tuple[str, ...] = ()
    """Addresses of article pages that are asked for seldom, with the same headers."""

    def revealed_headers(self) -> dict[str, str]:
        """The headers as they are sent."""
        return {name: secret.reveal() for name, secret in self.headers}


class Settings(msgspec.Struct, frozen=True):
    """Everything that can be set; the defaults are what holds without a file."""

    sources: tuple[SourceSetting, ...] = ()
    interval: timedelta | None = None
    archive: bool = True
    theme: str = ""
    colours: Colours = "safe"
    window: str = "52"
    measure: int = 72
    images: Images = "auto"
    keys: dict[str, tuple[str, ...]] = {}
    watchlists: dict[str, tuple[str, ...]] = {}
    derived: dict[str, str] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    file: Path = Path()
    """The file that was read, or would have been."""
    problems: tuple[Problem, ...] = ()
    lines: dict[str, int] = {}
    """On which line each key stands, by its path."""

    def problem(self, key: str, sentence: str, near: str = "") -> Problem:
        """A problem that only a user of a setting can see: a theme or a command that does not exist."""
        return Problem(self.file, self.lines.get(key, 0), key, sentence, near)


class Setting(msgspec.Struct, frozen=True):
    """One setting: its name, how it is read, and what is said of it."""

    name: str
    sentence: str
    """What it does, for a person."""
    values: str
    """What it may be, in words."""
    example: str
    """A few lines of TOML that set it."""
    read: Callable[[Reader, object], object]
    """Reads the value at the setting's own name, noting problems; None where nothing of it is usable."""


def load(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the user's file, or of the file given; never raises for what is wrong with it."""
    path = config_file() if file is None else file
    is_expected = file is not None or is_config_named()
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


def _content(path: Path, reader: Reader, *, is_expected: bool) -> str | None:
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


def _parsed(content: str, reader: Reader) -> dict[str, object]:
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


def _sources(reader: Reader, value: object) -> tuple[SourceSetting, ...]:
    """Sources: texts, or tables with more to say; one text counts as a list of one."""
    items = [value] if isinstance(value, str | dict) else reader.items(("sources",), value)
    sources = []
    for number, item in enumerate(items):
        path = ("sources", number)
        table: dict[str, object] = {"address": item} if isinstance(item, str) else reader.table(path, item)
        if "address" not in table:
            if isinstance(item, dict):
                near = nearest("address", list(table))
                reader.say(path, "A source needs an address; this one is not used.", "address" if near else "")
            continue
        address = reader.read((*path, "address"), table["address"], text, "")
        if address:
            sources.append(_source(reader, number, address, table))
    return tuple(sources)


def _source(reader: Reader, number: int, address: str, table: dict[str, object]) -> SourceSetting:
    """One source."""
    path = ("sources", number)
    for key in table:
        if key not in SourceSetting.__struct_fields__:
            near = nearest(key, list(SourceSetting.__struct_fields__))
            reader.say((*path, key), "A source has no such setting.", near)
    return SourceSetting(
        address,
        reader.read((*path, "name"), table["name"], text, "") if "name" in table else "",
        reader.headers((*path, "headers"), table["headers"]) if "headers" in table else (),
        reader.read((*path, "interval"), table["interval"], interval, None) if "interval" in table else None,
        reader.texts((*path, "articles"), table["articles"]) if "articles" in table else (),
    )


def _keys(reader: Reader, value: object) -> dict[str, tuple[str, ...]]:
    """Keys by the name of their command; a table in the table continues the name."""
    keys: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[Place, str, dict[str, object]]] = [(("keys",), "", reader.table(("keys",), value))]
    while waiting:
        path, prefix, table = waiting.pop()
        for name, item in table.items():
            if isinstance(item, dict):
                waiting.append(((*path, name), f"{prefix}{name}.", item))
                continue
            listed = item.split(",") if isinstance(item, str) and item.strip() != "," else item
            pressed = reader.texts((*path, name), listed)
            if pressed:
                keys[prefix + name] = pressed
    return keys


def _window(value: object) -> str:
    """A sparkline window: a number of weeks, or "all"."""
    if value in (13, 26, 52, 104) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return choice("13", "26", "52", "104", "all")(value)
    raise Unusable(f'{found(value)} is none of 13, 26, 52, 104, "all".')


def _derived(reader: Reader, value: object) -> dict[str, str]:
    """Derived rows: a name and a formula each."""
    table = reader.table(("derived",), value)
    read = {name: reader.read(("derived", name), item, text, "") for name, item in table.items()}
    return {name: formula for name, formula in read.items() if formula}


def _simple(name: str, read: Callable[[object], object]) -> Callable[[Reader, object], object]:
    """Reads a setting that is one value."""
    return lambda reader, value: reader.read((name,), value, read, None)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "sources",
        "What is shown when the command line names no source: addresses of pages or payloads, files and folders. "
        "A source can be a table, with `address`, and where wanted `name`, `headers`, `interval` and `articles`. "
        "Headers are sent to the source's own host only; `${NAME}` in a value is taken from the environment, and "
        "no value is ever shown, logged or stored. `articles` are addresses of article pages, asked for once a day.",
        "a list of texts and tables",
        'sources = ["https://prices.example.org/batteries", "~/payloads"]\n\n# or, with more to say:\n[[sources]]\n'
        'address = "https://prices.example.org/batteries"\nname = "Batteries"\ninterval = "2 h"\n'
        'articles = ["https://prices.example.org/news/lithium"]\nheaders = { Cookie = "session=${PRICES_SESSION}" }',
        _sources,
    ),
    Setting(
        "interval",
        'How often sources on the network are asked. "auto" goes by the cadence of the indices: seldom while nothing '
        "is due, more often from a due date on. Files and folders are watched all the time.",
        '"auto", or a time from "1 min" to "31 d"',
        'interval = "auto"',
        _simple("interval", interval),
    ),
    Setting(
        "archive",
        "Whether every payload is kept, so that the series grow and earlier boards can be seen.",
        "true or false",
        "archive = true",
        _simple("archive", yes_or_no),
    ),
    Setting("theme", "The theme of the screen, until another is chosen there.", "a theme's name",
            'theme = "tickertui-dark"', _simple("theme", text)),
    Setting(
        "colours",
        'What up and down look like: "safe" is blue and orange, which colour-blind readers tell apart; "western" is '
        'green and red; "east-asian" is red and green; "mono" uses no colour. Sign and arrow are always there.',
        '"safe", "western", "east-asian" or "mono"',
        'colours = "safe"',
        _simple("colours", choice("safe", "western", "east-asian", "mono")),
    ),
    Setting("window", "How many weeks the sparklines show.", '13, 26, 52, 104 or "all"', "window = 52",
            _simple("window", _window)),
    Setting("measure", "How many columns wide the text of an article is at most.", "a whole number from 40 to 120",
            "measure = 72", _simple("measure", whole(40, 120))),
    Setting(
        "images",
        'How the pictures of articles are drawn; it takes `pip install "tickertui[images]"`. "blocks" draws them with '
        'block characters, in any terminal with more than 16 colours. "kitty" sends them to the terminal, which has '
        'to know the Kitty graphics protocol (inside tmux, with `allow-passthrough` on). "auto" is "kitty" in kitty '
        'and Ghostty outside of tmux, else "blocks"; the terminal is never asked. "off" fetches none: a box says what '
        "the picture is.",
        '"auto", "blocks", "kitty" or "off"',
        'images = "auto"',
        _simple("images", choice("auto", "blocks", "kitty", "off")),
    ),
    Setting(
        "keys",
        "The keys of a command, in place of its own. `tickertui keys` lists the commands.",
        "a table of command names, each with a key or a list of keys",
        '[keys]\n"board.refresh" = ["f5", "ctrl+r"]',
        _keys,
    ),
    Setting(
        "watchlists",
        "Lists of indices that the board can show alone.",
        "a table of names, each with a list of indices",
        '[watchlists]\ncathode = ["LFP", "NCM High-Nickel"]',
        lambda reader, value: reader.named_texts(("watchlists",), value),
    ),
    Setting(
        "derived",
        "Rows that are computed from others: a spread, a ratio or a basket, as of the older date of the two.",
        "a table of names, each with a formula",
        '[derived]\n"Hydroxide premium" = "Lithium Hydroxide - Lithium Carbonate"',
        _derived,
    ),
    Setting(
        "aliases",
        "Other words for an index that articles use; they are live in the reader like its name.",
        "a table of indices, each with a list of words",
        '[aliases]\nLFP = ["lithium iron phosphate"]',
        lambda reader, value: reader.named_texts(("aliases",), value),
    ),
)  # fmt: skip
"""Every setting, in the order of the manual."""
