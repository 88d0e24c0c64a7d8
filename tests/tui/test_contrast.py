"""Everything that is read on a screen has a contrast of at least 4.5:1, in every theme: measured as it is drawn.

That every colour of text reads on every ground of every theme is the palette's promise (`test_theme`). Here is measured
that the screens use those colours on those grounds, so the board and an article are drawn in every theme, and any other
screen in ours and, by turns, in a share of the others. `HYPOTHESIS_PROFILE=explore` draws them all in all.
"""

import pytest
from hypothesis import settings
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from tests.samples import article, board, quote
from tests.tui.document_samples import everything
from tests.tui.stage import app_of, update
from tickertui.tui import hues
from tickertui.tui import theme as palette
from tickertui.tui.app import TickerApp
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.view import DocumentView

READABLE = 4.5
SIZE = (140, 36)
OURS = [theme.name for theme in palette.OURS]
OTHERS = [theme.name for theme in BUILTIN_THEMES.values() if not theme.ansi]
TURNS = 6
"""The screens that it takes until every theme was drawn."""

SCREENS: dict[str, tuple[str, ...]] = {
    "board": (),
    "detail": ("enter",),
    "index": ("f", "right"),
    "filter, empty": ("slash",),
    "filter, typed": ("slash", "l", "i", "t"),
    "filter, selected": ("slash", "l", "i", "t", "shift+left"),
    "date": ("at", "x", "enter"),
    "groups": ("o", "asterisk", "x"),
    "comparison": ("x", "down", "x", "C", "right"),
    "calendar": ("d", "down"),
    "library": ("a", "down"),
    "library, searched": ("a", "slash", "s", "a"),
    "reader": ("a", "enter", "tab"),
    "reader, card": ("a", "enter", "i"),
    "reader, links": ("a", "enter", "f"),
    "reader, found": ("a", "enter", "slash", *"lithium"),
    "reader, contents": ("a", "enter", "t"),
    "reader, authors": ("a", "enter", "a"),
    "reader, export": ("a", "enter", "e"),
    "columns": ("c", "down", "space"),
    "log": ("l",),
    "problems": ("exclamation_mark",),
    "help": ("question_mark",),
    "commands": ("ctrl+p", "down"),
    "commands, searched": ("ctrl+p", *"boa", "down"),
    "themes": ("T", "down"),
}
"""How each screen is reached from the board."""

IN_EVERY_THEME = ("board",)
IN_EVERY_PRESET = ("board", "reader, card")
"""Where up and down are seen."""


def themes_of(name: str) -> list[str]:
    """The themes that a screen is drawn in."""
    if name in IN_EVERY_THEME or settings.get_current_profile_name() == "explore":
        return [*OURS, *OTHERS]
    return [*OURS, *OTHERS[list(SCREENS).index(name) % TURNS :: TURNS]]


def weak(app: App[None]) -> dict[str, float]:
    """The text on the topmost screen that reads badly; lines, bars and dots are none."""
    found = {}
    for y, strip in enumerate(app.screen._compositor.render_strips(app.size)):
        x = 0
        for segment in strip:
            at, text, style = x, segment.text.strip(), segment.style
            x += segment.cell_length
            if style is None or not any(map(_is_read, text)) or _is_below(app, at + segment.text.index(text[0]), y):
                continue
            colours = (style.color, style.bgcolor)
            assert all(colour is not None and colour.triplet is not None for colour in colours), (text, style)
            ratio = palette.contrast(*(colour.triplet.hex for colour in colours if colour and colour.triplet))
            if ratio < READABLE or style.dim:
                found[text] = round(ratio, 2)
    return found


def _is_read(character: str) -> bool:
    """Whether a character says something: a letter, a figure, a sign; not a line, a leader or a part of a drawing."""
    return (
        not character.isspace()
        and character != "·"
        and not 0x2500 <= ord(character) < 0x25A0
        and not 0x2800 <= ord(character) < 0x2900
    )


def _is_below(app: App[None], x: int, y: int) -> bool:
    """Whether this is of a screen under the one that is used, which is veiled."""
    return len(app.screen_stack) > 1 and x < app.size.width and app.screen.get_widget_at(x, y)[0] is app.screen


def telling_app() -> TickerApp:
    """A board with moves of every grade, and articles to list and to read."""
    moved = [quote(f"Moved {change}", [100.0, 100.0 + change]) for change in (0.4, 2.0, 30.0, -0.4, -2.0, -30.0)]
    return app_of(update([*board(), *moved], [article(), article("Cobalt falls")]))


async def drawn_badly(app: App[None], pilot: Pilot[None], themes: list[str]) -> dict[str, object]:
    """What reads badly, by theme."""
    found: dict[str, object] = {}
    for theme in themes:
        app.theme = theme
        await pilot.pause()
        if bad := weak(app):
            found[theme] = bad
    return found


@pytest.mark.parametrize("name", SCREENS)
async def test_every_text_of_a_screen_reads_in_every_theme(name: str) -> None:
    """As it is drawn: with placeholders, cursors, hits, titles of boxes and what is told over it."""
    app = telling_app()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        for key in SCREENS[name]:
            await pilot.press(key)
            await pilot.pause(0.02)
        app.notify("A warning that is read as well.", title="Its title", severity="warning", timeout=600)
        await pilot.pause(0.1)
        assert await drawn_badly(app, pilot, themes_of(name)) == {}
        for preset in hues.PRESETS if name in IN_EVERY_PRESET else ():
            app.colours = preset
            app.refresh_css(animate=False)
            assert await drawn_badly(app, pilot, OURS) == {}, preset


class DocumentApp(App[None]):
    """Nothing but a document."""

    def __init__(self) -> None:
        super().__init__()
        for ours in palette.OURS:
            self.register_theme(ours)
        self.theme = palette.DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return palette.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The view."""
        yield DocumentView(id="view")


async def test_every_text_of_an_article_reads_in_every_theme() -> None:
    """Every kind of block and mark: code in its colours, links, highlights, colours that an author chose."""
    app = DocumentApp()
    async with app.run_test(size=(100, 400)) as pilot:
        app.query_one(DocumentView).show(Flow(everything()))
        await pilot.pause(0.2)
        assert await drawn_badly(app, pilot, [*OURS, *OTHERS]) == {}
