"""Figures three lines high, for the one number on a screen that is to be seen first."""

HEIGHT = 3

_GLYPHS = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "╭─╯", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─╮", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    ".": (" ", " ", "."),
    ",": (" ", " ", ","),
    "-": ("  ", "──", "  "),
    "+": ("   ", "╶┼╴", "   "),
    "e": ("   ", "╭─╮", "├─╴"),
}


def large(text: str) -> tuple[str, str, str] | None:
    """A written number as three lines; None where it has a character that has no large form."""
    glyphs = [_GLYPHS.get(character) for character in text]
    known = [glyph for glyph in glyphs if glyph is not None]
    if len(known) != len(glyphs):
        return None
    top, middle, bottom = ("".join(glyph[row] for glyph in known) for row in range(HEIGHT))
    return top, middle, bottom
