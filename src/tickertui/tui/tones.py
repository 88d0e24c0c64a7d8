"""Tones: what a piece of text is, as a theme variable and a text style.

They are looked up in the theme and not declared as component classes: Textual styles every component class of every
widget anew whenever it styles the widget, which cost a third of the start.
"""

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

TONES: dict[str, tuple[str, str]] = {
    "ink": ("ink", ""),
    "strong": ("ink", "bold"),
    "level": ("ink", "bold"),
    "quiet": ("quiet", ""),
    "header": ("quiet", ""),
    "position": ("quiet", ""),
    "message": ("quiet", "italic"),
    "accent": ("accent-text", ""),
    "sorted": ("accent-text", ""),
    "unseen": ("accent-text", ""),
    "star": ("chart-mark", ""),
    "marked": ("chart", "bold"),
    "as-of": ("due", "bold"),
    "group": ("accent-text", "bold"),
    "marker": ("accent-text", ""),
    "key": ("accent-text", "bold"),
    "match": ("accent-text", "bold underline"),
    "alarm": ("alarm", "bold"),
    "badge": ("due", "bold reverse"),
    "flat": ("flat", ""),
    **{f"{way}-{grade}": (f"{way}-{grade}", f"$grade-{grade}-style") for way in ("up", "down") for grade in (1, 2, 3)},
    "fresh": ("fresh", ""),
    "due": ("due", ""),
    "late": ("late", ""),
    "dormant": ("dormant", ""),
    "spark": ("spark", ""),
    "spark-high": ("up-2", ""),
    "spark-low": ("down-2", ""),
    "spark-last": ("ink", "bold"),
    "chart": ("chart", ""),
    "chart-mark": ("chart-mark", ""),
    "rule": ("rule", ""),
    "selected-day": ("accent-text", "bold reverse"),
    **{f"line-{number}": (f"line-{number}", "") for number in range(1, 8)},
}
"""Every tone with its theme variable and its text style, which may be a variable too."""


def style_of(tone: str, variables: Mapping[str, str], ground: Color) -> Style:
    """The style of a tone in a theme, on a ground."""
    variable, words = TONES[tone]
    if words[:1] == "$":
        words = variables[words[1:]]
    return Style(
        color=Color.parse(variables[variable]).rich_color,
        bgcolor=ground.rich_color,
        bold="bold" in words or None,
        italic="italic" in words or None,
        underline="underline" in words or None,
        reverse="reverse" in words or None,
    )
