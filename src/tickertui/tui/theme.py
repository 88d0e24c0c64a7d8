"""The colours: two themes of our own, and a palette derived for every other theme so that all of them work.

What a widget may use in its CSS, beside Textual's own variables (all text colours keep 4.5:1 against the theme's
background, surface, panel and `$cursor-row`):

- `$ink`, `$quiet`: text, and text that stands back; `$rule`: lines and axes that are no text
- `$up-1..3`, `$down-1..3`, `$flat`: direction, graded by the size of the move, in the hues of a preset; no other text
  has them, and `$grade-1..3-style` are the text styles that go with the grades
- `$fresh`, `$due`, `$late`, `$dormant`: how a figure stands in time
- `$chart`, `$chart-mark`, `$spark`: the drawn line, a marked point, the inline line
- `$line-1..7`: lines beside each other on one chart; each also has a mark, since not all can tell them apart
- `$accent-text`: names of keys, links, the sorted column; `$alarm`: what went wrong
- `$cursor-row`: the ground of the selected row
"""

from functools import lru_cache

from textual.theme import Theme

from tickertui.tui import hues

RGB = tuple[int, int, int]

TEXT_CONTRAST = 4.6
"""What every text colour reaches against every ground; a little over 4.5 so that rounding never falls below."""

INK_CONTRAST = (TEXT_CONTRAST, 6.0, 8.0)
"""What the inks of small, middle and large moves reach where direction has no hue, as far as there is so much."""

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
)

OURS = (DARK, LIGHT)
DEFAULT = DARK.name


def variables_of(theme: Theme, preset: str = hues.DEFAULT, *, has_colour: bool = True) -> dict[str, str]:
    """The variables of ours for a theme: its grounds are taken as they are, our hues are moved until they read.

    Args:
        theme: Any theme.
        preset: What up and down look like, one of `hues.PRESETS`.
        has_colour: Whether colours are shown at all; where they are not, grades are told apart by weight.
    """
    if theme.ansi:
        variables = hues.ansi_hues_of(preset, dark=theme.dark)
    else:
        told = (theme.background, theme.surface, theme.panel, theme.foreground)
        if all(color is not None and _is_plain(color) for color in (*told, theme.primary)):
            background, surface, panel, foreground = (color or "" for color in told)
        else:
            generated = theme.to_color_system().generate()
            background, surface, panel, foreground = (
                generated[name] for name in ("background", "surface", "panel", "foreground")
            )
        variables = dict(_palette(preset, theme.dark, (background, surface, panel), foreground, theme.primary))
    return variables if has_colour else variables | hues.weights(hues.HEAVIER_IN_SIXTEEN)


def _is_plain(color: str) -> bool:
    """Whether a colour is written as `#rrggbb`."""
    return len(color) == 7 and color[0] == "#"


@lru_cache(8)
def _palette(
    preset: str, dark: bool, grounds: tuple[str, ...], foreground: str, primary: str
) -> tuple[tuple[str, str], ...]:
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
    palette["flat"] = palette["quiet"]
    for name, seed in hues.hues_of(preset, dark=dark).items():
        palette[name] = _hex(_readable(_rgb(seed), against, dark))
    if "up-1" not in palette:
        inks = (_mix(ink, background, 0.42), _mix(ink, background, 0.12), ink)
        for grade, (color, least) in enumerate(zip(inks, INK_CONTRAST, strict=True), 1):
            palette[f"up-{grade}"] = palette[f"down-{grade}"] = _hex(_readable(color, against, dark, least))
    return (*palette.items(), *hues.weights(hues.HEAVIER_IN_COLOUR).items())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours by WCAG 2: 1 to 21."""
    return _ratio(_luminance(_rgb(one)), _luminance(_rgb(other)))


def _readable(color: RGB, grounds: list[RGB], dark: bool, least: float = TEXT_CONTRAST) -> RGB:
    """The colour, moved towards white (dark themes) or black until it reads on every ground."""
    luminances = [_luminance(ground) for ground in grounds]
    end = (255, 255, 255) if dark else (0, 0, 0)
    for step in range(21):
        moved = _mix(color, end, step / 20)
        light = _luminance(moved)
        if min(_ratio(light, ground) for ground in luminances) >= least:
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
