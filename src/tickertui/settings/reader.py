"""Values as a user writes them, read one by one; what cannot be used becomes a problem and the rest is used."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from tickertui.settings.lines import dotted
from tickertui.settings.problem import Problem, nearest
from tickertui.settings.secret import Secret

T = TypeVar("T")

Place = tuple[str | int, ...]
"""Where a value stands: ("sources", 1, "interval")."""

LONGEST = 2_000
"""The longest text that a setting may be, in characters."""

_LENGTH = re.compile(r"(\d{1,6})\s*(s|sec|seconds?|min|minutes?|m|h|hours?|d|days?|w|weeks?)", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_VARIABLE = re.compile(r"\$(\$)?\{([^}]*)\}")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Unusable(Exception):
    """A value cannot be used, and why."""

    def __init__(self, sentence: str, nearest: str = "") -> None:
        self.sentence = sentence
        self.nearest = nearest
        super().__init__(sentence)


class Reader:
    """Reads the values of one file and collects what is wrong with them."""

    def __init__(self, file: Path, lines: Mapping[str, int], environment: Mapping[str, str]) -> None:
        self.file = file
        self.lines = lines
        self.environment = environment
        self.problems: list[Problem] = []

    def say(self, path: Place, sentence: str, near: str = "") -> None:
        """Note a problem at a path; it has the line of the path, or of what it stands in."""
        line = 0
        for length in range(len(path), 0, -1):
            line = self.lines.get(dotted(*path[:length]), 0)
            if line:
                break
        self.problems.append(Problem(self.file, line, dotted(*path), sentence, near))

    def read(self, path: Place, value: object, read: Callable[[object], T], otherwise: T) -> T:
        """The value as `read` understands it, or what is used otherwise."""
        try:
            return read(value)
        except Unusable as error:
            self.say(path, error.sentence, error.nearest)
            return otherwise

    def table(self, path: Place, value: object) -> dict[str, object]:
        """A table; empty where it is none."""
        if isinstance(value, dict):
            return value
        self.say(path, f"{found(value)} is no table and is not used.")
        return {}

    def items(self, path: Place, value: object) -> Sequence[object]:
        """A list; empty where it is none."""
        if isinstance(value, list):
            return value
        self.say(path, f"{found(value)} is no list and is not used.")
        return ()

    def texts(self, path: Place, value: object) -> tuple[str, ...]:
        """A list of texts, each once; one text counts as a list of one."""
        if not isinstance(value, list):
            one = self.read(path, value, text, "")
            return (one,) if one else ()
        read = [self.read((*path, number), item, text, "") for number, item in enumerate(value)]
        return tuple(dict.fromkeys(item for item in read if item))

    def named_texts(self, path: Place, value: object) -> dict[str, tuple[str, ...]]:
        """A table of lists of texts."""
        listed = {name: self.texts((*path, name), item) for name, item in self.table(path, value).items()}
        return {name: items for name, items in listed.items() if items}

    def headers(self, path: Place, value: object) -> tuple[tuple[str, Secret], ...]:
        """Headers, with values from the environment put in; one that lacks its variable is left out."""
        headers = []
        if not isinstance(value, dict):
            self.say(path, "Headers are a table of names and values; these are not sent.")
            return ()
        for name, item in value.items():
            secret = self.read((*path, name), (name, item), self._header, None)
            if secret is not None:
                headers.append((name, secret))
        return tuple(headers)

    def _header(self, header: object) -> Secret | None:
        """A header's value; what is wrong with it is said without saying what it is."""
        name, value = header if isinstance(header, tuple) else ("", None)
        if not _HEADER_NAME.fullmatch(name):
            raise Unusable("This is no name of a header; it is not sent.")
        if not isinstance(value, str):
            raise Unusable("A header's value must be a text; it is not sent.")
        missing = [
            variable for is_escaped, variable in _VARIABLE.findall(value)
            if not is_escaped and variable not in self.environment
        ]  # fmt: skip
        if missing:
            shown = missing[0] if re.fullmatch(r"\w{1,60}", missing[0]) else "in it"
            raise Unusable(f"The environment variable {shown} is not set; the header is not sent.")
        text = _VARIABLE.sub(lambda match: match[0][1:] if match[1] else self.environment[match[2]], value).strip()
        if not text or not text.isprintable() or not text.isascii():
            raise Unusable("Its value is empty or has characters that no header can have; it is not sent.")
        return Secret(text)


def found(value: object) -> str:
    """What stands in the file, in a few words."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "A table"
        case list():
            return "A list"
        case str():
            return repr(value if len(value) <= 60 else value[:57] + "...")
        case _:
            return str(value)[:60]


def text(value: object) -> str:
    """A text that is not empty and has no control characters."""
    if not isinstance(value, str):
        raise Unusable(f"{found(value)} is no text and is not used.")
    if not value.strip() or not value.isprintable() or len(value) > LONGEST:
        raise Unusable(f"{found(value)} is empty, too long or has control characters, and is not used.")
    return value.strip()


def yes_or_no(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unusable(f"{found(value)} is neither true nor false and is not used.")
    return value


def choice(*known: str) -> Callable[[object], str]:
    """One of the known words."""

    def read(value: object) -> str:
        if isinstance(value, str) and value.strip().lower() in known:
            return value.strip().lower()
        words = ", ".join(f'"{word}"' for word in known)
        near = nearest(value, list(known)) if isinstance(value, str) else ""
        raise Unusable(f"{found(value)} is none of {words}.", f'"{near}"' if near else "")

    return read


def whole(least: int, most: int) -> Callable[[object], int]:
    """A whole number between two others."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Unusable(f"{found(value)} is no whole number from {least} to {most} and is not used.")
        return value

    return read


def interval(value: object) -> timedelta | None:
    """A length of time of at least a minute: "30 min", "2 h", a number of seconds, or "auto"."""
    if isinstance(value, str) and value.strip().lower() == "auto":
        return None
    seconds = 0
    if isinstance(value, str) and (parts := _LENGTH.fullmatch(value.strip())):
        seconds = int(parts[1]) * _SECONDS[parts[2][0].lower()]
    elif isinstance(value, int) and not isinstance(value, bool):
        seconds = value
    if not 60 <= seconds <= 31 * 86_400:
        raise Unusable(
            f'{found(value)} is no time from "1 min" to "31 d", nor "auto"; the sources are asked by cadence.'
        )
    return timedelta(seconds=seconds)
