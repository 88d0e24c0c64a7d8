"""The user's keys for commands: those that can be used, and what is to be said of the others."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tickertui.settings.problem import Problem, nearest
from tickertui.tui.commands import COMMANDS, Command, Place, named, spoken

if TYPE_CHECKING:
    from tickertui.settings.config import Settings

TOGETHER: tuple[frozenset[Place], ...] = (
    frozenset({"everywhere", "board", "table", "detail"}),
    frozenset({"everywhere", "reader", "text"}),
    frozenset({"everywhere", "index"}),
    frozenset({"everywhere", "compare"}),
    frozenset({"everywhere", "agenda", "list"}),
    frozenset({"everywhere", "articles", "list"}),
    frozenset({"everywhere", "log", "list"}),
    frozenset({"help", "list"}),
    frozenset({"problems", "list"}),
    frozenset({"links", "list"}),
)
"""Places whose keys work at the same time."""

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
_NAMES = frozenset({
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "enter", "escape", "tab",
    "space", "backspace", *(f"f{number}" for number in range(1, 25)),
})  # fmt: skip


def keymap_of(settings: "Settings") -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The keys by command's name, separated by commas as Textual writes them, and the problems with the others."""
    known = {command.name: command for command in COMMANDS}
    keymap: dict[str, str] = {}
    problems: list[Problem] = []
    for name, pressed in settings.keys.items():
        place = _place(settings, name)
        if name not in known:
            said = "There is no such command; `tickertui keys` lists them."
            problems.append(settings.problem(place, said, nearest(name, list(known))))
            continue
        keys = [_normal(key) for key in pressed]
        problems += [
            settings.problem(place, f"“{key}” is no key.")
            for key, normal in zip(pressed, keys, strict=True)
            if not normal
        ]
        usable = list(dict.fromkeys(key for key in keys if key))
        if usable:
            keymap[name] = ",".join(usable)
    problems += [settings.problem(_place(settings, name), sentence) for name, sentence in _clashes(keymap)]
    return keymap, tuple(problems)


def _place(settings: "Settings", name: str) -> str:
    """Where the settings give a command its keys: a name with a dot may be written as one key."""
    quoted = f'keys."{name}"'
    return quoted if quoted in settings.lines else f"keys.{name}"


def _normal(key: str) -> str:
    """A key as Textual names it; empty for what is none."""
    from textual.keys import _character_to_key

    *modifiers, last = key.strip().split("+") if len(key.strip()) > 1 else [key.strip()]
    modifiers = [modifier.lower() for modifier in modifiers]
    if not last or not set(modifiers) <= _MODIFIERS:
        return ""
    if len(last) == 1:
        last = _character_to_key(last) if last.isprintable() and last != " " else ""
    elif last.lower() in _NAMES:
        last = last.lower()
    elif not _is_character_name(last):
        return ""
    return "+".join([*modifiers, last]) if last else ""


def _is_character_name(name: str) -> bool:
    """Whether it is the name of a character: `question_mark`."""
    from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME

    return name in KEY_TO_UNICODE_NAME or name in KEY_NAME_REPLACEMENTS.values()


def _clashes(keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """For each given key that another command of the same place has too: the command's name, and what happens."""
    found = {}
    for name, pressed in keymap.items():
        mine = named(name)
        for key in pressed.split(","):
            for other in _beside(mine):
                if key not in keymap.get(other.name, other.keys).split(","):
                    continue
                also = "is given to" if other.name in keymap else "was the key of"
                first, second = sorted((name, other.name)) if other.name in keymap else (name, other.name)
                found[first, second, key] = (name, f"{spoken(key)} {also} {other.name} too; only one of them works.")
    return list(found.values())


def _beside(command: Command) -> list[Command]:
    """The other commands that work where this one does."""
    places = {command.place}.union(*(group for group in TOGETHER if command.place in group))
    if command.place == "everywhere":
        places = {other.place for other in COMMANDS}
    return [
        other
        for other in COMMANDS
        if other.name != command.name and (other.place in places or other.place == "everywhere")
        if other.runs != command.runs
    ]
