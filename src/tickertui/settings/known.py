"""Every setting there is: its sentence, what it may be, and how it is read.

Loaded with a settings file, which most people do not have.
"""

from collections.abc import Callable

import msgspec

from tickertui.settings.lines import dotted
from tickertui.settings.problem import nearest
from tickertui.settings.reader import Place, Reader, Unusable, choice, found, interval, text, whole, yes_or_no
from tickertui.settings.source import SourceSetting


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


def _sources(reader: Reader, value: object) -> tuple[SourceSetting, ...]:
    """Sources: texts, or tables with more to say; one text or table counts as a list of one."""
    if isinstance(value, str | dict):
        listed: list[tuple[Place, object]] = [(("sources",), value)]
    else:
        listed = [(("sources", number), item) for number, item in enumerate(reader.items(("sources",), value))]
    sources = []
    for path, item in listed:
        if not isinstance(item, str | dict):
            reader.say(path, f"{found(item)} is neither an address nor a table with one, and is not used.")
            continue
        table = {"address": item} if isinstance(item, str) else item
        if "address" not in table:
            near = nearest("address", list(table))
            reader.say(path, "A source needs an address; this one is not used.", "address" if near else "")
            continue
        place = path if isinstance(item, str) else (*path, "address")
        address = reader.read(place, table["address"], text, "")
        if address:
            sources.append(_source(reader, path, address, table))
    return tuple(sources)


_OF_A_SOURCE = tuple(name for name in SourceSetting.__struct_fields__ if name != "place")
"""What can be said of a source."""


def _source(reader: Reader, path: Place, address: str, table: dict[str, object]) -> SourceSetting:
    """One source."""
    for key in table:
        if key not in _OF_A_SOURCE:
            near = nearest(key, list(_OF_A_SOURCE))
            reader.say((*path, key), "A source has no such setting.", near)
    return SourceSetting(
        address,
        reader.read((*path, "name"), table["name"], text, "") if "name" in table else "",
        reader.headers((*path, "headers"), table["headers"]) if "headers" in table else (),
        reader.read((*path, "interval"), table["interval"], interval, None) if "interval" in table else None,
        reader.texts((*path, "articles"), table["articles"]) if "articles" in table else (),
        dotted(*path),
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


def _families(reader: Reader, value: object) -> dict[str, tuple[str, ...]]:
    """Families: a name and the words of names each; a word without a letter or digit can stand in no name."""
    families = {}
    for name, words in reader.named_texts(("families",), value).items():
        usable = tuple(word for word in words if any(map(str.isalnum, word)))
        if not name.strip():
            reader.say(("families", name), "A family needs a name; this one is not used.")
        elif len(usable) < len(words):
            lost = next(word for word in words if word not in usable)
            reader.say(("families", name), f"“{lost}” has no letter or digit and is not used.")
        if usable and name.strip():
            families[name] = usable
    return families


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
        'What up and down look like, until something else is chosen on the screen: "safe" is blue and orange, which '
        'colour-blind readers tell apart; "western" is green and red; "east-asian" is red and green; "mono" uses no '
        "colour for them, only weight. Larger moves stand out more, and sign and arrow are always there.",
        '"safe", "western", "east-asian" or "mono"',
        'colours = "safe"',
        _simple("colours", choice("safe", "western", "east-asian", "mono")),
    ),
    Setting("window", "How many weeks the sparklines show.", '13, 26, 52, 104 or "all"', "window = 52",
            _simple("window", _window)),
    Setting("sparklines", "What sparklines are drawn with, until something else is chosen on the screen: blocks, or a "
            "thin line of braille dots.", '"blocks" or "braille"', 'sparklines = "blocks"',
            _simple("sparklines", choice("blocks", "braille"))),
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
        "Lists of indices that the board can show alone (`v`). Rows can be put on these lists, and on new ones, on the "
        "screen too (`m`); that is remembered elsewhere, this file is never written.",
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
        "families",
        "Which family an index belongs to when rows are grouped by family (`o`): by words of its name, whatever their "
        "case and number. These come before the families that are known anyway, in their order; a name may be one of "
        "those or a new one. A word counts whole; one that ends in `*` counts as a beginning.",
        "a table of names of families, each with a list of words",
        '[families]\n"electrolyte" = ["electrolyte", "lipf6"]\n"cells" = ["pack", "lfp*"]',
        _families,
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
