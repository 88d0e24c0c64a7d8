"""Lines of toned pieces: what is kept of them, what is repainted, and what a terminal is told of them."""

from itertools import product

import pyte
import pytest
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tickertui.tui import theme
from tickertui.tui.widgets.terse import TerseStrip
from tickertui.tui.widgets.toned import Toned

WORDS = ("", "bold", "italic", "underline", "reverse", "strike", "bold reverse", "dim", "dim bold")
COLOURS = (None, Color.parse("#ff8800"), Color.parse("#0088ff"))


class Words(Toned):
    """A few lines that count how often each was drawn."""

    DEFAULT_CSS = "Words { height: 4; padding: 1 2; }"

    def __init__(self) -> None:
        """Two lines."""
        super().__init__()
        self.said = ["one", "two"]
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        """A line."""
        self.drawn.append(y)
        return self.strip_of([(self.said[y], "ink")], self.content_size.width)


class Page(App[None]):
    """Such a widget on a screen."""

    def __init__(self, *, border: bool = False) -> None:
        """With a border or without."""
        super().__init__()
        self.words, self.border = Words(), border
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables."""
        return theme.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The widget."""
        if self.border:
            self.words.styles.border = ("round", "red")
            self.words.styles.height = 6
        yield self.words


def lines_of(words: Words) -> list[str]:
    """Every line of the widget as text."""
    return [strip.text for strip in words.render_lines(Region(0, 0, *words.outer_size))]


async def test_finished_lines_are_kept_until_they_are_refreshed() -> None:
    """What Textual asks for again is not drawn again."""
    app = Page()
    async with app.run_test(size=(10, 6)):
        assert lines_of(app.words) == [" " * 10, "  one     ", "  two     ", " " * 10]
        app.words.drawn.clear()
        lines_of(app.words)
        assert app.words.drawn == []
        app.words.refresh(Region(0, 1, 3, 1))
        lines_of(app.words)
        assert app.words.drawn == [1]


async def test_only_lines_that_say_something_else_are_repainted() -> None:
    """A line that says the same stays the same strip."""
    app = Page()
    async with app.run_test(size=(10, 6)) as pilot:
        await pilot.pause()
        before = app.words.render_lines(Region(0, 0, 10, 4))
        app.words.said = ["one", "other"]
        app.words.refresh_changed()
        assert app.words._repaint_regions == {Region(2, 2, 10, 1)}  # what Textual will ask the terminal to show anew
        after = app.words.render_lines(Region(0, 0, 10, 4))
        assert [one is other for one, other in zip(before, after, strict=True)] == [True, True, False, True]
        assert after[2].text == "  other   "


async def test_a_part_of_the_lines_is_the_middle_of_them() -> None:
    """Where only some cells are asked for, those come."""
    app = Page()
    async with app.run_test(size=(10, 6)):
        assert [strip.text for strip in app.words.render_lines(Region(2, 1, 4, 2))] == ["one ", "two "]


async def test_another_width_or_theme_draws_anew() -> None:
    """Nothing of another size or of other colours stays."""
    app = Page()
    async with app.run_test(size=(10, 6)) as pilot:
        await pilot.resize_terminal(12, 6)
        assert lines_of(app.words)[1] == "  one       "
        before = app.words.render_lines(Region(0, 0, 12, 4))[1]
        app.register_theme(theme.LIGHT)
        app.theme = theme.LIGHT.name
        await pilot.pause()
        after = app.words.render_lines(Region(0, 0, 12, 4))[1]
        assert after.text == before.text
        assert after != before


async def test_a_border_is_drawn_around_the_lines() -> None:
    """What Textual adds to a widget stays its own."""
    app = Page(border=True)
    async with app.run_test(size=(10, 6)):
        assert lines_of(app.words) == [
            "╭────────╮",
            "│        │",
            "│  one   │",
            "│  two   │",
            "│        │",
            "╰────────╯",
        ]


def shown(strip: Strip, console: Console) -> list[tuple[object, ...]]:
    """Every cell that a terminal shows of a strip."""
    screen = pyte.Screen(40, 1)
    pyte.Stream(screen).feed(strip.render(console) + "after")
    return [tuple(screen.buffer[0][x]) for x in range(40)]


def styled(words: str, color: Color | None, ground: Color | None) -> Style:
    """A style of its own: Rich's own ones remember how they were last written."""
    return Style(
        color=color, bgcolor=ground, bold="bold" in words, italic="italic" in words, underline="underline" in words,
        reverse="reverse" in words, strike="strike" in words, dim="dim" in words,
    )  # fmt: skip


@pytest.mark.parametrize("system", ["truecolor", "256", "standard"])
def test_a_terse_strip_looks_as_a_wordy_one(system: str) -> None:
    """Whatever styles stand side by side, every cell looks as Textual would have it look."""
    console = Console(color_system=system, force_terminal=True)  # type: ignore[arg-type]  # one of Rich's names
    styles = [None, *(styled(*looks) for looks in product(WORDS, COLOURS, COLOURS))]
    for before, after in product(styles, styles):
        segments = [Segment("ab", before), Segment("cd", after), Segment("e")]
        assert shown(TerseStrip(segments), console) == shown(Strip(segments), console), (before, after)


def test_a_terse_strip_is_short() -> None:
    """Of neighbours on one ground the ground is told once."""
    console = Console(color_system="truecolor", force_terminal=True)
    segments = [Segment("x", Style.parse(f"#0000{blue:02x} on #102030")) for blue in range(0, 160, 16)]
    assert len(TerseStrip(segments).render(console)) < 0.7 * len(Strip(segments).render(console))


def test_links_stay_links() -> None:
    """A strip with a link is written as Textual writes it."""
    console = Console(color_system="truecolor", force_terminal=True)
    segments = [Segment("x", Style(link="https://example.org"))]
    assert "https://example.org" in TerseStrip(segments).render(console)
