"""A strip that tells the terminal only what differs from one segment to the next."""

from collections.abc import Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_PLAIN = Style()
_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
_SWITCHES = (
    ("bold", "1", "22"),
    ("italic", "3", "23"),
    ("underline", "4", "24"),
    ("reverse", "7", "27"),
    ("strike", "9", "29"),
)
"""Attributes of text that a terminal switches on and off by themselves."""
_OTHERS = ("dim", "blink", "blink2", "conceal", "underline2", "frame", "encircle", "overline")
"""What is said anew as a whole: two share one switch, or not every terminal knows how to end them."""


class TerseStrip(Strip):
    """A strip of neighbours that mostly share ground and weight: half the bytes of naming both every time."""

    __slots__ = ["_written"]

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        """Nothing is written yet."""
        super().__init__(segments, cell_length)
        self._written: str | None = None

    def render(self, console: Console) -> str:
        """The segments as a terminal gets them, from plain text to plain text; links as Textual writes them."""
        if self._written is None:
            system, before = console.color_system or "truecolor", _PLAIN
            parts: list[str] = []
            for text, style, _ in self:
                if style is not before:
                    after = _PLAIN if style is None else style
                    codes = turn(before, after, system)
                    if codes is None:
                        return super().render(console)
                    parts.append(codes)
                    before = after
                parts.append(text)
            parts.append(turn(before, _PLAIN, system) or "")
            self._written = "".join(parts)
        return self._written


@lru_cache(4096)
def turn(before: Style, after: Style, system: str) -> str | None:
    """What makes a terminal go from one style to another, only what differs where that can be said; None for a link."""
    if before.link or after.link:
        return None
    if before == after:
        return ""
    loses_colour = (before.color and not after.color) or (before.bgcolor and not after.bgcolor)
    if loses_colour or any(getattr(style, name) for style in (before, after) for name in _OTHERS):
        codes = Strip.render_ansi(after, _SYSTEMS[system])
        return f"\x1b[0;{codes}m" if codes else "\x1b[0m"
    switched = [
        on if getattr(after, name) else off
        for name, on, off in _SWITCHES
        if bool(getattr(before, name)) != bool(getattr(after, name))
    ]
    color = after.color if after.color != before.color else None
    ground = after.bgcolor if after.bgcolor != before.bgcolor else None
    if color or ground:
        switched.append(Strip.render_ansi(Style.from_color(color, ground), _SYSTEMS[system]))
    return f"\x1b[{';'.join(switched)}m" if switched else ""
