"""Ink: what a theme makes of the names of looks, and of the colours that authors chose."""

from collections.abc import Callable

from rich.style import Style
from textual.color import Color, ColorParseError

from tickertui.tui.widgets.document.prose import Ink

READABLE = 4.5
"""The least contrast of text against its ground."""

_ATTRIBUTES = {
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "strike": Style(strike=True),
    "underline": Style(underline=True),
}

NAMES = (
    "title", "kicker", "standfirst", "byline", "note", "tags", "label", "name", "address", "warning",
    "heading-1", "heading-2", "heading-3", "heading-4",
    "link", "dead-link", "index", "number", "highlight", "code", "faint",
    "code-comment", "code-keyword", "code-string", "code-number", "code-name", "code-attribute",
    "quote", "quote-bar", "marker", "rule", "summary", "code-block", "code-label",
    "card-name", "card-mark", "caption", "table-head", "record-label",
    "hit", "hit-current", "focus", "selected",
)  # fmt: skip
"""Every look that has a component class `document--NAME`."""

COMPONENTS = {f"document--{name}" for name in NAMES}

CSS = """
DocumentColumn {
    background: $background; color: $ink;
    overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    & > .document--title { color: $ink; text-style: bold; }
    & > .document--kicker { color: $accent-text; text-style: bold; }
    & > .document--standfirst { color: $quiet; text-style: italic; }
    & > .document--byline { color: $ink; }
    & > .document--note { color: $quiet; }
    & > .document--tags { color: $quiet; }
    & > .document--label { color: $accent-text; text-style: bold; }
    & > .document--name { color: $ink; text-style: bold; }
    & > .document--address { color: $quiet; }
    & > .document--warning { color: $late; }
    & > .document--heading-1 { color: $accent-text; text-style: bold; }
    & > .document--heading-2 { color: $accent-text; text-style: bold; }
    & > .document--heading-3 { color: $ink; text-style: bold; }
    & > .document--heading-4 { color: $quiet; text-style: bold; }
    & > .document--link { color: $chart; text-style: underline; }
    & > .document--dead-link { color: $quiet; text-style: underline; }
    & > .document--index { color: $accent-text; }
    & > .document--number { color: $quiet; }
    & > .document--highlight { background: $cursor-row; }
    & > .document--code { background: $panel; }
    & > .document--faint { color: $quiet; }
    & > .document--quote { color: $quiet; text-style: italic; }
    & > .document--quote-bar { color: $accent-text; }
    & > .document--marker { color: $accent-text; }
    & > .document--rule { color: $rule; }
    & > .document--summary { color: $ink; text-style: bold; }
    & > .document--code-block { background: $surface; }
    & > .document--code-label { color: $quiet; text-style: italic; }
    & > .document--code-comment { color: $quiet; text-style: italic; }
    & > .document--code-keyword { color: $accent-text; text-style: bold; }
    & > .document--code-string { color: $fresh; }
    & > .document--code-number { color: $late; }
    & > .document--code-name { color: $chart; }
    & > .document--code-attribute { color: $due; }
    & > .document--card-name { color: $ink; text-style: bold; }
    & > .document--card-mark { color: $accent-text; }
    & > .document--caption { color: $ink; text-style: italic; }
    & > .document--table-head { color: $ink; text-style: bold; }
    & > .document--record-label { color: $quiet; }
    & > .document--hit { color: $due; text-style: reverse; }
    & > .document--hit-current { color: $accent-text; text-style: bold reverse underline; }
    & > .document--focus { text-style: reverse bold; }
    & > .document--selected { background: $cursor-row; }
    &:ansi > .document--index { text-style: underline; }
    &:ansi > .document--selected { text-style: reverse; }
    &:ansi > .document--highlight { text-style: reverse; }
}
"""


class Inks:
    """Styles by look, kept until the theme changes."""

    def __init__(self, component: Callable[[str], Style], ground: Callable[[], Style]) -> None:
        self._component = component
        self._ground = ground
        self._under: Style | None = None
        self._styles: dict[Ink, Style] = {}

    def forget(self) -> None:
        """Drop what was kept: the theme changed."""
        self._styles.clear()
        self._under = None

    def style(self, ink: Ink) -> Style:
        """The style of a look on the view's ground."""
        found = self._styles.get(ink)
        if found is None:
            if self._under is None:
                self._under = self._ground()
            found = self._under
            for name in ink:
                found += self._part(name, found)
            if len(self._styles) > 2_000:
                self._styles.clear()
            self._styles[ink] = found
        return found

    def _part(self, name: str, under: Style) -> Style:
        """What one name adds to the style under it."""
        if name in _ATTRIBUTES:
            return _ATTRIBUTES[name]
        if name.startswith("fg:"):
            return _author_foreground(name[3:], under)
        if name.startswith("bg:"):
            return _author_ground(name[3:], under)
        return self._component(f"document--{name}")


def _parsed(color: str) -> Color | None:
    """A CSS colour; None for what is none, and for one that cannot be seen through to the ground."""
    try:
        parsed = Color.parse(color.strip().lower())
    except (ColorParseError, ValueError, OverflowError):
        return None
    return None if parsed.a == 0 or parsed.ansi is not None else parsed


def _colors(style: Style) -> tuple[Color, Color] | None:
    """The colours of a style as (text, ground); None where the terminal chooses them."""
    if style.color is None or style.bgcolor is None or style.color.triplet is None or style.bgcolor.triplet is None:
        return None
    return Color(*style.color.triplet), Color(*style.bgcolor.triplet)


def _author_foreground(color: str, under: Style) -> Style:
    """An author's text colour, moved towards the theme's ink until it can be read."""
    parsed, colors = _parsed(color), _colors(under)
    if parsed is None or colors is None:
        return Style()
    ink, ground = colors
    chosen, against = ground + parsed, _luminance(ground)
    for share in range(11):
        moved = chosen.blend(ink, share / 10) if share else chosen
        if _ratio(_luminance(moved), against) >= READABLE:
            return Style.from_color(moved.rich_color)
    return Style()


def _author_ground(color: str, under: Style) -> Style:
    """An author's background, moved towards the theme's ground until text on it can be read."""
    parsed, colors = _parsed(color), _colors(under)
    if colors is None:
        return Style(reverse=True)
    if parsed is None:
        return Style()
    ink, ground = colors
    for share in range(10):
        moved = (ground + parsed).blend(ground, share / 10)
        if contrast(ink, moved) >= READABLE:
            return Style.from_color(None, moved.rich_color)
    return Style()


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours by WCAG 2: 1 to 21."""
    return _ratio(_luminance(one), _luminance(other))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(color: Color) -> float:
    """The relative luminance of a colour: 0 to 1."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
