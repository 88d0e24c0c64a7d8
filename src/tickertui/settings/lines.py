"""On which line of a TOML text each key stands: what the standard library's parser does not say.

Only for text that the parser has accepted. Paths are written as in error messages: `sources[1].headers.Cookie`.
"""

import re

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_TEXTS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL),
    re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


def key_lines(text: str) -> dict[str, int]:
    """The line, from 1, of every key, table and array item, by its path; only those before a doubt, if there is one."""
    scanner = _Scanner(text)
    try:
        scanner.document()
    except (_Lost, RecursionError, IndexError):
        return scanner.lines
    return scanner.lines


def dotted(*parts: str | int) -> str:
    """A path as text: names joined by dots, array positions in brackets, odd names quoted."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if _BARE_KEY.fullmatch(part) else f'"{part}"'
            text += f".{name}" if text else name
    return text


class _Lost(Exception):
    """The text is not what the scanner expects here."""


class _Scanner:
    """Walks over a TOML text and notes where its keys stand."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.lines: dict[str, int] = {}
        self._line = 1
        self._counted = 0
        self._arrays: dict[str, int] = {}

    def document(self) -> None:
        """Walk over all of it."""
        table: tuple[str | int, ...] = ()
        while self._skip(_SPACE) and self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Move over what matches here."""
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _Lost
        self.at = found.end()
        return True

    def _note(self, path: tuple[str | int, ...]) -> None:
        """Note that a path stands here."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        self.lines.setdefault(dotted(*path), self._line)

    def _expect(self, mark: str) -> None:
        """Move over a mark that must stand here."""
        if not self.text.startswith(mark, self.at):
            raise _Lost
        self.at += len(mark)

    def _header(self) -> tuple[str | int, ...]:
        """A table's header: the path of what follows, with the position in arrays of tables."""
        is_array = self.text.startswith("[[", self.at)
        start = self.at
        self._expect("[[" if is_array else "[")
        keys = self._key()
        self._expect("]]" if is_array else "]")
        end, self.at = self.at, start
        path: tuple[str | int, ...] = ()
        for number, key in enumerate(keys, start=1):
            path = (*path, key)
            name = dotted(*path)
            if is_array and number == len(keys):
                self._arrays[name] = self._arrays.get(name, -1) + 1
                self._note(path)
            if name in self._arrays:
                path = (*path, self._arrays[name])
        self._note(path)
        self.at = end
        return path

    def _key(self) -> list[str]:
        """A key, dotted or not."""
        keys = []
        while True:
            self._skip(_BLANK)
            bare = _BARE_KEY.match(self.text, self.at)
            if bare is not None:
                keys.append(bare[0])
                self.at = bare.end()
            else:
                keys.append(self._quoted())
            self._skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _quoted(self) -> str:
        """A quoted key."""
        import tomllib

        start = self.at
        for pattern in _TEXTS[2:]:
            if pattern.match(self.text, start):
                self._skip(pattern)
                value: str = tomllib.loads(f"x = {self.text[start : self.at]}")["x"]
                return value
        raise _Lost

    def _pair(self, table: tuple[str | int, ...]) -> None:
        """A key and its value."""
        self._skip(_SPACE)
        start = self.at
        path: tuple[str | int, ...] = table
        keys = self._key()
        end, self.at = self.at, start
        for key in keys:
            path = (*path, key)
            self._note(path)
        self.at = end
        self._expect("=")
        self._skip(_BLANK)
        self._value(path)

    def _value(self, path: tuple[str | int, ...]) -> None:
        """A value, noting the keys in it."""
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in "\"'":
            pattern = next((pattern for pattern in _TEXTS if pattern.match(self.text, self.at)), None)
            if pattern is None:
                raise _Lost
            self._skip(pattern)
        else:
            self._skip(_SCALAR)

    def _array(self, path: tuple[str | int, ...]) -> None:
        """An array: each item has a path."""
        self._expect("[")
        number = 0
        while self._skip(_SPACE) and self.text[self.at] != "]":
            self._note((*path, number))
            self._value((*path, number))
            self._skip(_SPACE)
            if self.text[self.at] == ",":
                self.at += 1
            number += 1
        self.at += 1

    def _inline_table(self, path: tuple[str | int, ...]) -> None:
        """A table in braces."""
        self._expect("{")
        while self._skip(_SPACE) and self.text[self.at] != "}":
            self._pair(path)
            self._skip(_SPACE)
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
