"""The palette: every text colour reads on every ground of every theme."""

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from tickertui.tui import theme as palette

EVERY_THEME = [*BUILTIN_THEMES.values(), *palette.OURS]
NO_TEXT = {"rule", "cursor-row"}
"""Variables that colour lines and grounds, not text."""


@pytest.mark.parametrize("theme", [theme for theme in EVERY_THEME if not theme.ansi], ids=lambda theme: theme.name)
def test_every_text_colour_reads_on_every_ground(theme: Theme) -> None:
    """Contrast is at least 4.5:1 against background, surface, panel and the selected row."""
    variables = palette.variables_of(theme)
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


@pytest.mark.parametrize("theme", EVERY_THEME, ids=lambda theme: theme.name)
def test_every_theme_has_the_same_variables(theme: Theme) -> None:
    """No theme lacks a variable that the CSS of a widget may use."""
    assert palette.variables_of(theme).keys() == palette.variables_of(palette.DARK).keys()


@pytest.mark.parametrize("theme", palette.OURS, ids=lambda theme: theme.name)
def test_direction_grows_with_its_grade(theme: Theme) -> None:
    """The three grades of a direction are three colours, each with more colour in it than the one before."""
    variables = palette.variables_of(theme)
    for direction in ("up", "down"):
        chroma = [_chroma(variables[f"{direction}-{grade}"]) for grade in (1, 2, 3)]
        assert chroma == sorted(set(chroma))


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, a colour on itself 1:1, whichever comes first."""
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert palette.contrast("#123456", "#123456") == 1


def _chroma(color: str) -> int:
    channels = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return max(channels) - min(channels)
