"""The colours of up and down on the screen: chosen, said, remembered, and shown at once everywhere."""

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from tests.samples import NOW, board
from tests.terminal import Terminal, tickertui
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, toasts, update
from tickertui.settings.config import Settings
from tickertui.settings.problem import Problem
from tickertui.settings.remembered import Memory
from tickertui.source.feed import SAMPLE
from tickertui.tui import hues
from tickertui.tui import theme as palette
from tickertui.tui.app import TickerApp

WIDE = (160, 40)


def shown_colours(app: TickerApp) -> set[str]:
    """The colours of all text on the screen, as the terminal gets them."""
    strips = app.screen._compositor.render_strips(app.size)
    styles = [segment.style for strip in strips for segment in strip if segment.style and segment.text.strip()]
    return {style.color.get_truecolor().hex for style in styles if style.color is not None}


def moves_of(app: TickerApp, preset: str) -> set[str]:
    """The colours of direction of a preset in the app's theme."""
    variables = palette.variables_of(app.current_theme, preset)
    return {
        color for name, color in variables.items() if name in {f"{way}-{n}" for way in ("up", "down") for n in (2, 3)}
    }


async def test_the_key_goes_through_the_presets_and_says_which() -> None:
    """`U` goes from one to the next and round; each is said with what it means."""
    app = app_of()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        assert app.colours == "safe"
        for name in [*list(hues.PRESETS)[1:], "safe"]:
            await pilot.press("U")
            await pilot.pause()
            assert app.colours == name
            assert toasts(app) == [f"Colours “{name}”: {hues.PRESETS[name]}."]


@pytest.mark.parametrize("theme", ["tickertui-dark", "tickertui-light", "nord"])
async def test_another_preset_shows_at_once_in_table_and_detail(theme: str) -> None:
    """No colour of the preset before is left on the screen, and the cursor is where it was."""
    app = app_of(update(board()), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("down")
        before = screen_text(app)
        for name in [*list(hues.PRESETS)[1:], "safe"]:
            hued = {color for color in moves_of(app, app.colours) if app.colours != "mono"}
            assert shown_colours(app) & moves_of(app, app.colours)
            app.action_colours()
            app.clear_notifications()
            await pilot.pause()
            await pilot.pause()
            new = moves_of(app, name)
            assert shown_colours(app) & new
            assert not shown_colours(app) & (hued - new)
        assert screen_text(app) == before


async def test_screens_below_follow() -> None:
    """What lies under the comparison is in the new colours when it comes back."""
    app = app_of(update(board()))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("C")
        await pilot.pause()
        assert len(app.screen_stack) == 2
        await pilot.press("U", "escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert app.colours == "western"
        assert shown_colours(app) & moves_of(app, "western")


async def test_the_choice_is_remembered_and_the_theme_is_not_chosen_with_it(tmp_path: Path) -> None:
    """The next run begins with it; what the settings say of the theme stays in force."""
    memory = Memory(tmp_path / "state.json")
    app = app_of(theme="nord", memory=memory, settings=Settings(colours="mono"))
    assert app.colours == "mono"
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("U", "U")
        await pilot.pause()
    assert memory.state.colours == "western"
    assert memory.state.theme is None
    assert memory.save(NOW) is None
    again = Memory(tmp_path / "state.json")
    again.load(NOW)
    assert app_of(memory=again, settings=Settings(colours="mono")).colours == "western"


async def test_unknown_colours_are_told(tmp_path: Path) -> None:
    """Those of a newer program in the memory, like those in the settings; then the settings' or the default hold."""
    file = tmp_path / "state.json"
    file.write_text('{"version": 1, "colours": "sepia"}')
    memory = Memory(file)
    memory.load(NOW)
    problem = Problem(Path("c.toml"), 3, "colours", "“sepia” is none.", "")
    app = app_of(memory=memory, settings=Settings(colours="western", problems=(problem,)))
    assert app.colours == "western"
    assert [text for text in app.setting_problems if "sepia" in text] == [
        problem.text(),
        "There are no colours “sepia”; U changes them.",
    ]


async def test_the_palette_offers_it() -> None:
    """It is found by what it is about."""
    app = app_of()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"up and down")
        await pilot.pause(0.5)
        assert "Colours of up and down" in screen_text(app)


async def test_no_color_shows_grades_by_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR no colour is sent, grades are weights, and it is said why the presets look alike."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of(update(board()))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("U")
        await pilot.pause()
        assert toasts(app)[-1].endswith("NO_COLOR is set: none are shown.")
        assert app.theme_variables["grade-2-style"] == "bold"
        assert app.theme_variables["grade-3-style"] == "bold underline"
        strips = app.screen._compositor.render_strips(app.size)
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert {style.color.name for style in styles if style.color} <= {"default"}


@pytest.mark.parametrize(
    ("wanted", "shown"), [("", "ansi-dark"), ("tickertui-light", "ansi-light"), ("nord", "ansi-dark")]
)
def test_sixteen_colours_are_shown_in_their_own_themes(wanted: str, shown: str) -> None:
    """There every other theme would lose its hues; which one was wanted is not forgotten, and only they are offered."""
    memory = Memory(Path())
    memory.remember(theme=wanted or None)
    app = app_of(memory=memory)
    app.console._color_system = ColorSystem.STANDARD
    app.suit_terminal()
    assert app.theme == shown
    assert set(app.available_themes) == {"ansi-dark", "ansi-light"}
    assert memory.state.theme == (wanted or None)
    assert app.theme_variables["up-1"].startswith("ansi_")
    assert not app.setting_problems


async def test_what_is_underlined_is_no_space() -> None:
    """Large moves are underlined where weight is all there is, and the space round them is not."""
    app = app_of(update(board()), theme="ansi-light")
    async with app.run_test(size=WIDE):
        segments = [segment for strip in app.screen._compositor.render_strips(app.size) for segment in strip]
        underlined = [segment.text for segment in segments if segment.style and segment.style.underline]
        assert underlined
        assert [text.strip() for text in underlined] == underlined


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_terminals_own_colours_are_sent_as_they_are(theme: str) -> None:
    """From the first frame on: a theme of sixteen colours is not turned into others."""
    app = app_of(update(board()), theme=theme)
    async with app.run_test(size=WIDE):
        strips = app.screen._compositor.render_strips(app.size)
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        colours = [colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None]
        assert not [colour for colour in colours if colour.triplet is not None]


async def test_light_and_dark_switch_in_sixteen_colours() -> None:
    """`L` goes to the other of the two themes that there are."""
    app = app_of()
    app.console._color_system = ColorSystem.STANDARD
    app.suit_terminal()
    async with app.run_test() as pilot:
        await pilot.press("L")
        assert app.theme == "ansi-light"
        await pilot.press("L")
        assert app.theme == "ansi-dark"


@pytest.mark.parametrize("kind", ["xterm", "linux"])
def test_a_terminal_of_sixteen_colours_gets_no_others(kind: str) -> None:
    """As it is started from the shell: direction has a hue, and nothing is rounded from another colour."""
    with Terminal(tickertui(str(SAMPLE)), env={"TERM": kind, "COLORTERM": ""}) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.settle()
        terminal.send("U")
        terminal.wait_for("up is green, down is red")
        terminal.send("q")
        assert terminal.wait() == 0
        output = bytes(terminal.output)
    assert b"\x1b[96m" in output  # up, in cyan
    assert b"\x1b[92m" in output  # up, in green
    assert b"38;2;" not in output
    assert b"38;5;" not in output
    assert b"\x1b[40m" not in output  # the ground is the terminal's own


@pytest.mark.parametrize("system", [ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR, None])
def test_more_colours_leave_the_theme_alone(system: ColorSystem | None) -> None:
    """256 colours are enough for every theme."""
    app = app_of(theme="nord")
    app.console._color_system = system
    app.suit_terminal()
    assert app.theme == "nord"
    assert palette.DEFAULT in app.available_themes


@pytest.mark.parametrize("theme", palette.OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("preset", [preset for preset in hues.PRESETS if preset != "mono"])
def test_256_colours_tell_up_from_down(theme: Theme, preset: str) -> None:
    """Rounded to the 256 colours of a terminal, directions and states are still different colours."""
    variables = palette.variables_of(theme, preset)

    def number(name: str) -> int | None:
        return Color.parse(variables[name]).downgrade(ColorSystem.EIGHT_BIT).number

    for grade in (1, 2, 3):
        told = [number(f"up-{grade}"), number(f"down-{grade}"), *(number(state) for state in ("fresh", "due", "late"))]
        assert len(set(told)) == len(told)
