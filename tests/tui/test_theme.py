"""The palette: every text colour reads on every ground of every theme, and direction is told apart from all else."""

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from tests.tui.perception import Sight, chroma, difference
from tickertui.settings.config import Colours
from tickertui.tui import hues
from tickertui.tui import theme as palette
from tickertui.tui.tones import TONES

EVERY_THEME = [*BUILTIN_THEMES.values(), *palette.OURS]
PLAIN_THEMES = [theme for theme in EVERY_THEME if not theme.ansi]
ANSI_THEMES = [theme for theme in EVERY_THEME if theme.ansi]
NO_TEXT = {"rule", "cursor-row"}
"""Variables that colour lines and grounds, not text."""

SOURCES = Path(palette.__file__).parent
STYLED = [
    file
    for file in sorted(SOURCES.rglob("*.*css")) + sorted(SOURCES.rglob("*.py"))
    if re.search(r"color:\s*\$|text-opacity", file.read_text(encoding="utf-8"))
]
"""The files with CSS that colours text."""

GRADES = (1, 2, 3)
MOVES = [f"{way}-{grade}" for way in ("up", "down") for grade in GRADES]
STATES = ("fresh", "due", "late", "alarm")
HUED = [preset for preset in hues.PRESETS if preset != "mono"]

every_preset = pytest.mark.parametrize("preset", hues.PRESETS)
every_plain_theme = pytest.mark.parametrize("theme", PLAIN_THEMES, ids=lambda theme: theme.name)
every_ansi_theme = pytest.mark.parametrize("theme", ANSI_THEMES, ids=lambda theme: theme.name)


def colours_of(theme: Theme, preset: str) -> dict[str, str]:
    """The variables that are colours."""
    variables = palette.variables_of(theme, preset)
    return {name: value for name, value in variables.items() if not name.endswith("-style")}


@every_preset
@every_plain_theme
def test_every_text_colour_reads_on_every_ground(theme: Theme, preset: str) -> None:
    """Contrast is at least 4.5:1 against background, surface, panel and the selected row."""
    variables = colours_of(theme, preset)
    generated = theme.to_color_system().generate()
    grounds = [generated["background"], generated["surface"], generated["panel"], variables["cursor-row"]]
    weak = {
        (name, ground): round(palette.contrast(color, ground), 2)
        for name, color in variables.items()
        if name not in NO_TEXT
        for ground in grounds
        if palette.contrast(color, ground) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("file", STYLED, ids=lambda file: file.stem)
def test_text_has_only_colours_that_are_measured(file: Path) -> None:
    """What our CSS gives text is one of the variables above, as it is: not fainter, and none of Textual's."""
    css = file.read_text(encoding="utf-8")
    used = set(re.findall(r"(?<![a-z-])(?:border-(?:sub)?title-)?color:\s*(\$[^;}]+?)\s*[;}]", css))
    text = {f"${name}" for name in palette.variables_of(palette.DARK) if name != "cursor-row"}
    assert used <= text | {"$background"}  # which text has on a ground of a text's colour
    assert "text-opacity" not in css


@every_preset
@pytest.mark.parametrize("theme", EVERY_THEME, ids=lambda theme: theme.name)
def test_every_theme_has_the_same_variables(theme: Theme, preset: str) -> None:
    """No theme lacks a variable that the CSS of a widget or a tone may use, whatever the preset."""
    variables = palette.variables_of(theme, preset)
    assert variables.keys() == palette.variables_of(palette.DARK).keys()
    used = {name for name, _ in TONES.values()} | {words[1:] for _, words in TONES.values() if words[:1] == "$"}
    assert used <= variables.keys()


def test_the_presets_are_those_that_can_be_set() -> None:
    """Settings and screen know the same names, and the same default."""
    assert tuple(hues.PRESETS) == get_args(Colours)
    assert hues.DEFAULT == "safe"


@pytest.mark.parametrize("preset", HUED)
@pytest.mark.parametrize("theme", palette.OURS, ids=lambda theme: theme.name)
def test_direction_grows_with_its_grade(theme: Theme, preset: str) -> None:
    """The three grades of a direction are three colours, each with more colour in it than the one before."""
    variables = palette.variables_of(theme, preset)
    for way in ("up", "down"):
        grown = [chroma(variables[f"{way}-{grade}"]) for grade in GRADES]
        assert grown == sorted(set(grown))


@every_preset
@every_plain_theme
def test_grades_are_seen(theme: Theme, preset: str) -> None:
    """A small move does not look like a middle one, nor a middle one like a large one, which is bold besides."""
    variables = palette.variables_of(theme, preset)
    for way in ("up", "down"):
        assert difference(variables[f"{way}-1"], variables[f"{way}-2"]) > 0.025
        assert variables[f"{way}-2"] != variables[f"{way}-3"]
    assert [variables[f"grade-{grade}-style"] for grade in GRADES] == ["none", "none", "bold"]


@every_preset
@every_ansi_theme
def test_grades_are_seen_in_sixteen_colours(theme: Theme, preset: str) -> None:
    """Each grade has another colour or another weight than the two others."""
    variables = palette.variables_of(theme, preset)
    for way in ("up", "down"):
        looks = {(variables[f"{way}-{grade}"], variables[f"grade-{grade}-style"]) for grade in GRADES}
        assert len(looks) == 3


@pytest.mark.parametrize("theme", EVERY_THEME, ids=lambda theme: theme.name)
def test_grades_are_seen_without_colours(theme: Theme) -> None:
    """Where no colour is shown, the grades are three weights."""
    variables = palette.variables_of(theme, has_colour=False)
    assert len({variables[f"grade-{grade}-style"] for grade in GRADES}) == 3


@pytest.mark.parametrize("sight", get_args(Sight))
@every_plain_theme
def test_up_and_down_of_the_safe_preset_are_told_apart_by_everyone(theme: Theme, sight: Sight) -> None:
    """Also by readers who lack one kind of cones; in our own themes by far."""
    variables = palette.variables_of(theme, "safe")
    least = 0.09 if theme in palette.OURS else 0.05
    for grade in GRADES:
        assert difference(variables[f"up-{grade}"], variables[f"down-{grade}"], sight) > least


@pytest.mark.parametrize("preset", HUED)
@every_plain_theme
def test_no_state_is_taken_for_a_direction(theme: Theme, preset: str) -> None:
    """What is fresh, due, late or failed has another hue than up and down; in our own themes quite another."""
    variables = palette.variables_of(theme, preset)
    least = 0.065 if theme in palette.OURS else 0.04
    near = {
        (state, move): round(difference(variables[state], variables[move]), 3)
        for state, move in product(STATES, MOVES)
        if difference(variables[state], variables[move]) <= least
    }
    assert not near


@pytest.mark.parametrize("preset", HUED)
@every_plain_theme
def test_no_line_of_a_comparison_is_taken_for_a_direction(theme: Theme, preset: str) -> None:
    """The first four lines, more than most people compare, have other hues than up and down."""
    variables = palette.variables_of(theme, preset)
    least = 0.05 if theme in palette.OURS else 0.025
    near = {
        (line, move): round(difference(variables[f"line-{line}"], variables[move]), 3)
        for line, move in product(range(1, 5), MOVES)
        if difference(variables[f"line-{line}"], variables[move]) <= least
    }
    assert not near


@pytest.mark.parametrize("preset", HUED)
@every_plain_theme
def test_up_is_not_down(theme: Theme, preset: str) -> None:
    """The same grade up and down are two hues."""
    variables = palette.variables_of(theme, preset)
    for grade in GRADES:
        assert difference(variables[f"up-{grade}"], variables[f"down-{grade}"]) > 0.06


@pytest.mark.parametrize("preset", HUED)
@every_ansi_theme
def test_no_state_is_taken_for_a_direction_in_sixteen_colours(theme: Theme, preset: str) -> None:
    """No state, and nothing that is to be noticed, has a colour of up or down, bright or not."""
    variables = palette.variables_of(theme, preset)
    directions = {variables[move].replace("bright_", "") for move in MOVES}
    noticed = [*STATES, "line-1", "line-2", "line-3", *(["accent-text"] if theme.dark else [])]
    assert not {name for name in noticed if variables[name].replace("bright_", "") in directions}
    for grade in GRADES:
        assert variables[f"up-{grade}"] != variables[f"down-{grade}"]


def test_east_asian_turns_western_round() -> None:
    """What is up in one is down in the other; the rest is the same."""
    for theme in EVERY_THEME:
        western, eastern = colours_of(theme, "western"), colours_of(theme, "east-asian")
        turned = {"up": "down", "down": "up"}
        for name, color in western.items():
            way, _, grade = name.partition("-")
            assert eastern[f"{turned[way]}-{grade}" if way in turned else name] == color


@every_plain_theme
def test_mono_has_no_hue_for_direction(theme: Theme) -> None:
    """Up and down are the same ink, with no more colour in it than the theme's own, and the heavier the larger."""
    variables = palette.variables_of(theme, "mono")
    background = theme.to_color_system().generate()["background"]
    for grade in GRADES:
        assert variables[f"up-{grade}"] == variables[f"down-{grade}"]
        assert chroma(variables[f"up-{grade}"]) <= max(chroma(variables["ink"]), chroma(variables["quiet"])) + 0.005
    weights = [palette.contrast(variables[f"up-{grade}"], background) for grade in GRADES]
    assert weights == sorted(set(weights))


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, a colour on itself 1:1, whichever comes first."""
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert palette.contrast("#123456", "#123456") == 1
