"""The hues that text begins with, before they are fitted to a theme's grounds; and which of them say up and down.

Direction is worn by nothing else: where green says up, a fresh figure is not green, and where red says down, neither a
failure nor a late figure is red.
"""

PRESETS: dict[str, str] = {
    "safe": "up is blue, down is orange",
    "western": "up is green, down is red",
    "east-asian": "up is red, down is green",
    "mono": "up and down are no colours; the larger the move, the heavier",
}
"""What up and down look like, by the name of the preset, in the order in which they follow each other."""

DEFAULT = "safe"

_STATES_DARK = {
    "fresh": "#79c2a5", "due": "#d6c36f", "late": "#e68fdc", "dormant": "#93989e", "alarm": "#f08a98",
    "chart": "#a3a6f4", "chart-mark": "#e8cf8f", "spark": "#9aa1aa", "accent-text": "#d9b871",
}  # fmt: skip
_STATES_LIGHT = {
    "fresh": "#1e6b50", "due": "#6b5d00", "late": "#96258a", "dormant": "#666b70", "alarm": "#a3243b",
    "chart": "#4b49b5", "chart-mark": "#7a5a10", "spark": "#5f666e", "accent-text": "#7a5a10",
}  # fmt: skip
_STATES_ANSI_DARK = {
    "ink": "ansi_default", "quiet": "ansi_default", "flat": "ansi_default",
    "rule": "ansi_bright_black", "cursor-row": "ansi_bright_black",
    "fresh": "ansi_green", "due": "ansi_default", "late": "ansi_magenta", "dormant": "ansi_default",
    "alarm": "ansi_bright_red", "chart": "ansi_cyan", "chart-mark": "ansi_bright_yellow", "spark": "ansi_default",
    "accent-text": "ansi_bright_green",
}  # fmt: skip
_STATES_ANSI_LIGHT = {
    **_STATES_ANSI_DARK,
    "cursor-row": "ansi_white", "alarm": "ansi_magenta", "chart": "ansi_blue", "chart-mark": "ansi_magenta",
    "accent-text": "ansi_blue",
}  # fmt: skip

# Where direction is green and red, blue is free for what is fresh and orange for what failed.
_BESIDE_GREEN_AND_RED_DARK = {"fresh": "#56c8e4", "alarm": "#ffa94d"}
_BESIDE_GREEN_AND_RED_LIGHT = {"fresh": "#0b6a86", "alarm": "#8a5000"}
_BESIDE_GREEN_AND_RED_ANSI_DARK = {
    "fresh": "ansi_cyan", "alarm": "ansi_bright_magenta", "chart": "ansi_bright_cyan",
    "accent-text": "ansi_bright_yellow",
}  # fmt: skip
_BESIDE_GREEN_AND_RED_ANSI_LIGHT = {"fresh": "ansi_blue"}

_Grades = tuple[str, str, str]
"""A direction's hue for a small, a middle and a large move."""

_DARK: dict[str, _Grades] = {
    "blue": ("#8fb2d3", "#66b0f2", "#3fb0ff"),
    "orange": ("#cda085", "#ec9660", "#ff8c3a"),
    "green": ("#88ba94", "#58cb82", "#20e676"),
    "red": ("#d5959a", "#f57d7d", "#ff6363"),
}
_LIGHT: dict[str, _Grades] = {
    "blue": ("#466b92", "#1a60b4", "#0048c0"),
    "orange": ("#86624d", "#a4521c", "#b03d00"),
    "green": ("#4c7056", "#1b7040", "#007026"),
    "red": ("#8f5758", "#b23437", "#c80018"),
}
_ANSI_DARK: dict[str, _Grades] = {
    "blue": ("ansi_cyan", "ansi_bright_cyan", "ansi_bright_cyan"),
    "orange": ("ansi_yellow", "ansi_bright_yellow", "ansi_bright_yellow"),
    "green": ("ansi_green", "ansi_bright_green", "ansi_bright_green"),
    "red": ("ansi_red", "ansi_bright_red", "ansi_bright_red"),
}
_ANSI_LIGHT: dict[str, _Grades] = {
    "blue": ("ansi_blue",) * 3,
    "orange": ("ansi_red",) * 3,
    "green": ("ansi_green",) * 3,
    "red": ("ansi_red",) * 3,
}

_DIRECTIONS: dict[str, tuple[str, str]] = {
    "safe": ("blue", "orange"),
    "western": ("green", "red"),
    "east-asian": ("red", "green"),
}
"""The hues of up and down in the presets that have any."""

_LINES_DARK = {
    "blue": "#6cb6ff", "orange": "#f0a04b", "green": "#6fcf9f", "pink": "#ee8fb4", "yellow": "#d8cc66",
    "violet": "#b7a0f2", "grey": "#c3ccd6",
}  # fmt: skip
_LINES_LIGHT = {
    "blue": "#1660b5", "orange": "#a34f00", "green": "#14714f", "pink": "#a8215f", "yellow": "#6b5d00",
    "violet": "#6b3fc0", "grey": "#4a525b",
}  # fmt: skip
_LINES_ANSI_DARK = {
    "blue": "ansi_cyan", "orange": "ansi_yellow", "green": "ansi_green", "pink": "ansi_magenta",
    "yellow": "ansi_bright_red", "violet": "ansi_bright_blue", "grey": "ansi_default",
}  # fmt: skip
_LINES_ANSI_LIGHT = {
    "blue": "ansi_blue", "orange": "ansi_bright_black", "green": "ansi_green", "pink": "ansi_magenta",
    "yellow": "ansi_red", "violet": "ansi_cyan", "grey": "ansi_default",
}  # fmt: skip

_LINE_ORDERS: dict[str, tuple[str, ...]] = {
    "safe": ("violet", "yellow", "green", "pink", "grey", "blue", "orange"),
    "western": ("blue", "yellow", "violet", "grey", "orange", "pink", "green"),
    "east-asian": ("blue", "yellow", "violet", "grey", "orange", "pink", "green"),
    "mono": ("blue", "orange", "green", "pink", "yellow", "violet", "grey"),
}
"""The hues of lines beside each other, in their order: those of up and down come last."""
_ANSI_LINE_ORDERS: dict[str, tuple[str, ...]] = {
    "safe": ("violet", "green", "pink", "grey", "yellow", "blue", "orange"),
    "western": ("blue", "orange", "violet", "pink", "grey", "yellow", "green"),
    "east-asian": ("blue", "orange", "violet", "pink", "grey", "yellow", "green"),
    "mono": ("blue", "orange", "green", "pink", "yellow", "violet", "grey"),
}
"""The same where each hue is the nearest of the terminal's own."""

HEAVIER_IN_COLOUR = ("none", "none", "bold")
"""The text styles of the three grades where their hues differ."""
HEAVIER_IN_SIXTEEN = ("none", "bold", "bold underline")
"""The text styles of the three grades where their hues do not differ."""


def hues_of(preset: str, *, dark: bool) -> dict[str, str]:
    """What text begins with in a preset; in "mono" nothing says up or down."""
    beside = _BESIDE_GREEN_AND_RED_DARK if dark else _BESIDE_GREEN_AND_RED_LIGHT
    hues = _hues(preset, _STATES_DARK if dark else _STATES_LIGHT, beside, _DARK if dark else _LIGHT)
    return hues | _lines(_LINE_ORDERS[preset], _LINES_DARK if dark else _LINES_LIGHT)


def ansi_hues_of(preset: str, *, dark: bool) -> dict[str, str]:
    """The terminal's own colours for everything, and the text styles of the grades."""
    beside = _BESIDE_GREEN_AND_RED_ANSI_DARK if dark else _BESIDE_GREEN_AND_RED_ANSI_LIGHT
    hues = _hues(preset, _STATES_ANSI_DARK if dark else _STATES_ANSI_LIGHT, beside, _ANSI_DARK if dark else _ANSI_LIGHT)
    if preset not in _DIRECTIONS:
        hues |= _graded("up", ("ansi_default",) * 3) | _graded("down", ("ansi_default",) * 3)
    hues |= _lines(_ANSI_LINE_ORDERS[preset], _LINES_ANSI_DARK if dark else _LINES_ANSI_LIGHT)
    has_grades = dark and preset in _DIRECTIONS
    return hues | weights(HEAVIER_IN_COLOUR if has_grades else HEAVIER_IN_SIXTEEN)


def weights(styles: _Grades) -> dict[str, str]:
    """The text styles of the grades as variables."""
    return {f"grade-{grade}-style": style for grade, style in enumerate(styles, 1)}


def _hues(preset: str, states: dict[str, str], beside: dict[str, str], graded: dict[str, _Grades]) -> dict[str, str]:
    """States with direction, and with what gives way to it."""
    if preset not in _DIRECTIONS:
        return dict(states)
    up, down = _DIRECTIONS[preset]
    hues = {**states, **_graded("up", graded[up]), **_graded("down", graded[down])}
    return hues if preset == DEFAULT else hues | beside


def _graded(direction: str, hues: _Grades) -> dict[str, str]:
    """The grades of a direction as variables."""
    return {f"{direction}-{grade}": hue for grade, hue in enumerate(hues, 1)}


def _lines(order: tuple[str, ...], hues: dict[str, str]) -> dict[str, str]:
    """The hues of lines beside each other as variables."""
    return {f"line-{number}": hues[name] for number, name in enumerate(order, 1)}
