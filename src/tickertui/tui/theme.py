"""The colours: two themes of our own, and a palette derived for every other theme so that all of them work.

What a widget may use in its CSS, beside Textual's own variables (all text colours keep 4.5:1 against the theme's
background, surface, panel and `$cursor-row`):

- `$ink`, `$quiet`: text, and text that stands back; `$rule`: lines and axes that are no text
- `$up-1..3`, `$down-1..3`, `$flat`: direction, graded by the size of the move; blue and orange, which colour-blind
  readers tell apart
- `$fresh`, `$due`, `$late`, `$dormant`: how a figure stands in time
- `$chart`, `$chart-mark`, `$spark`: the drawn line, a marked point, the inline line
- `$line-1..7`: lines beside each other on one chart; each also has a mark, since not all can tell them apart
- `$accent-text`: names of keys, links, the sorted column; `$alarm`: what went wrong
- `$cursor-row`: the ground of the selected row
"""

from functools import lru_cache

from textual.theme import Theme

RGB = tuple[int, int, int]

TEXT_CONTRAST = 4.6
"""What every text colour reaches against every ground; a little over 4.5 so that rounding never falls below."""

DARK = Theme(
    name="tickertui-dark",
    primary="#5b9dd9",
    secondary="#7f93a8",
    accent="#d9b871",
    warning="#e0a458",
    error="#e5808f",
    success="#79c2a5",
    foreground="#d7dde4",
    background="#0f1419",
    surface="#141a21",
    panel="#1a212a",
    dark=True,
    variables={"footer-key-foreground": "#d9b871", "input-selection-background": "#5b9dd9 35%"},
)

LIGHT = Theme(
    name="tickertui-light",
    primary="#1d5fa8",
    secondary="#5d6b79",
    accent="#7a5a10",
    warning="#8a5200",
    error="#a3243b",
    success="#1e6b50",
    foreground="#1f2730",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#ebe8e1",
    dark=False,
    variables={"footer-key-foreground": "#7a5a10", "input-selection-background": "#1d5fa8 25%"},
)

OURS = (DARK, LIGHT)
DEFAULT = DARK.name

_SEEDS_DARK = {
    "up-1": "#8fb0cf", "up-2": "#66b0f2", "up-3": "#4fb8ff",
    "down-1": "#c4a283", "down-2": "#e59a52", "down-3": "#ff9a30",
    "fresh": "#79c2a5", "due": "#d6c36f", "late": "#ee8fb4", "dormant": "#93989e",
    "chart": "#7fb3e3", "chart-mark": "#e8cf8f", "spark": "#8aa4bd", "accent-text": "#d9b871", "alarm": "#f08a98",
    "line-1": "#6cb6ff", "line-2": "#f0a04b", "line-3": "#6fcf9f", "line-4": "#ee8fb4", "line-5": "#d8cc66",
    "line-6": "#b7a0f2", "line-7": "#c3ccd6",
}  # fmt: skip
_SEEDS_LIGHT = {
    "up-1": "#4a6c8f", "up-2": "#1c63b0", "up-3": "#004fb0",
    "down-1": "#85654a", "down-2": "#a1570f", "down-3": "#a34700",
    "fresh": "#1e6b50", "due": "#6b5d00", "late": "#a3215f", "dormant": "#666b70",
    "chart": "#2a6cb0", "chart-mark": "#7a5a10", "spark": "#4f6b85", "accent-text": "#7a5a10", "alarm": "#a3243b",
    "line-1": "#1660b5", "line-2": "#a34f00", "line-3": "#14714f", "line-4": "#a8215f", "line-5": "#6b5d00",
    "line-6": "#6b3fc0", "line-7": "#4a525b",
}  # fmt: skip
_ANSI_DARK = {
    "ink": "ansi_default", "quiet": "ansi_default", "rule": "ansi_bright_black", "cursor-row": "ansi_bright_black",
    "up-1": "ansi_cyan", "up-2": "ansi_cyan", "up-3": "ansi_bright_cyan",
    "down-1": "ansi_yellow", "down-2": "ansi_yellow", "down-3": "ansi_bright_yellow", "flat": "ansi_default",
    "fresh": "ansi_green", "due": "ansi_default", "late": "ansi_magenta", "dormant": "ansi_default",
    "chart": "ansi_cyan", "chart-mark": "ansi_bright_yellow", "spark": "ansi_default",
    "accent-text": "ansi_bright_green", "alarm": "ansi_bright_red",
    "line-1": "ansi_cyan", "line-2": "ansi_yellow", "line-3": "ansi_green", "line-4": "ansi_magenta",
    "line-5": "ansi_bright_red", "line-6": "ansi_bright_blue", "line-7": "ansi_default",
}  # fmt: skip
_ANSI_LIGHT = {
    **_ANSI_DARK,
    "up-1": "ansi_blue", "up-2": "ansi_blue", "up-3": "ansi_blue",
    "down-1": "ansi_red", "down-2": "ansi_red", "down-3": "ansi_red",
    "due": "ansi_default", "chart": "ansi_blue", "chart-mark": "ansi_red", "accent-text": "ansi_blue",
    "alarm": "ansi_red", "cursor-row": "ansi_white", "rule": "ansi_bright_black",
    "line-1": "ansi_blue", "line-2": "ansi_red", "line-3": "ansi_green", "line-4": "ansi_magenta",
    "line-5": "ansi_default", "line-6": "ansi_cyan", "line-7": "ansi_bright_black",
}  # fmt: skip


def variables_of(theme: Theme) -> dict[str, str]:
    """The variables of ours for a theme: its grounds are taken as they are, our hues are moved until they read."""
    if theme.ansi:
        return dict(_ANSI_DARK if theme.dark else _ANSI_LIGHT)
    told = (theme.background, theme.surface, theme.panel, theme.foreground)
    if all(color is not None and _is_plain(color) for color in (*told, theme.primary)):
        background, surface, panel, foreground = (color or "" for color in told)
    else:
        generated = theme.to_color_system().generate()
        background, surface, panel, foreground = (
            generated[name] for name in ("background", "surface", "panel", "foreground")
        )
    return dict(_palette(theme.dark, (background, surface, panel), foreground, theme.primary))


def _is_plain(color: str) -> bool:
    """Whether a colour is written as `#rrggbb`."""
    return len(color) == 7 and color[0] == "#"


@lru_cache(8)
def _palette(dark: bool, grounds: tuple[str, ...], foreground: str, primary: str) -> tuple[tuple[str, str], ...]:
    """Our variables for the given grounds, as pairs."""
    background = _rgb(grounds[0])
    ink = _rgb(foreground)
    cursor_row = _mix(background, _rgb(primary), 0.22 if dark else 0.16)
    against = [background, cursor_row, *(_rgb(ground) for ground in grounds[1:])]
    palette = {
        "cursor-row": _hex(cursor_row),
        "rule": _hex(_mix(background, ink, 0.22)),
        "ink": _hex(_readable(ink, against, dark)),
        "quiet": _hex(_readable(_mix(ink, background, 0.42), against, dark)),
    }
    for name, seed in (_SEEDS_DARK if dark else _SEEDS_LIGHT).items():
        palette[name] = _hex(_readable(_rgb(seed), against, dark))
    palette["flat"] = palette["quiet"]
    return tuple(palette.items())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours by WCAG 2: 1 to 21."""
    return _ratio(_luminance(_rgb(one)), _luminance(_rgb(other)))


def _readable(color: RGB, grounds: list[RGB], dark: bool) -> RGB:
    """The colour, moved towards white (dark themes) or black until it reads on every ground."""
    luminances = [_luminance(ground) for ground in grounds]
    end = (255, 255, 255) if dark else (0, 0, 0)
    for step in range(21):
        moved = _mix(color, end, step / 20)
        light = _luminance(moved)
        if min(_ratio(light, ground) for ground in luminances) >= TEXT_CONTRAST:
            return moved
    return end


def _ratio(one: float, other: float) -> float:
    """The contrast ratio of two luminances."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(color: RGB) -> float:
    """The relative luminance of a colour by WCAG 2: 0 to 1."""
    red, green, blue = (_LINEAR[channel] for channel in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR = tuple(
    channel / 255 / 12.92 if channel / 255 <= 0.04045 else ((channel / 255 + 0.055) / 1.055) ** 2.4
    for channel in range(256)
)


def _mix(one: RGB, other: RGB, share: float) -> RGB:
    """The colour that lies `share` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(color: str) -> RGB:
    """The channels of a `#rrggbb` colour (an alpha after it is ignored)."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(color: RGB) -> str:
    """The colour as `#rrggbb`."""
    red, green, blue = color
    return f"#{red:02x}{green:02x}{blue:02x}"
