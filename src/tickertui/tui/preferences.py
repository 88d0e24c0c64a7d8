"""What the user set and chose: keys and theme, and what of it cannot be."""

import os
from typing import TYPE_CHECKING

from textual.app import App

from tickertui.settings.remembered import Memory
from tickertui.tui import theme as palette
from tickertui.tui.commands import take_keys
from tickertui.tui.notebook import Notebook

if TYPE_CHECKING:
    from textual.theme import Theme

    from tickertui.settings.config import Settings


class Preferences(App[None], inherit_bindings=False):
    """An app with the keys and the theme of its user."""

    memory: Memory
    setting_problems: list[str]
    """What is wrong in the settings, in sentences."""
    _notebook: Notebook

    def take_preferences(self, settings: "Settings | None", *themes: str) -> None:
        """Take the keys of the settings, and the first of these themes that there is."""
        self.setting_problems = [problem.text() for problem in settings.problems] if settings else []
        if self.memory.trouble is not None:
            self.setting_problems.append(f"{self.memory.trouble.sentence} {self.memory.trouble.hint}".strip())
        self._take_keys(settings)
        self._take_theme(*themes)

    def follow_preferences(self) -> None:
        """Tell what cannot be, once; and remember what is chosen from now on."""
        self._notebook.begin()
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if self.setting_problems:
            one = self.setting_problems[0]
            many = f"{len(self.setting_problems)} problems in the settings: ! lists them. The first: {one}"
            self.notify(one if len(self.setting_problems) == 1 else many, severity="warning", markup=False)

    def _take_keys(self, settings: "Settings | None") -> None:
        """Give commands the keys of the settings; what cannot be used is told with the other problems."""
        keymap: dict[str, str] = {}
        if settings is not None and settings.keys:
            from tickertui.tui.keymap import keymap_of

            keymap, problems = keymap_of(settings)
            self.setting_problems += [problem.text() for problem in problems]
        take_keys(keymap)
        self.set_keymap(keymap)

    def _take_theme(self, *wanted: str) -> None:
        """Begin in the first of the wanted themes that there is; one that there is not is told."""
        for ours in palette.OURS:
            self.register_theme(ours)
        chosen = [name for name in (*wanted, os.environ.get("TEXTUAL_THEME", "")) if name]
        theme = next((name for name in chosen if name in self.available_themes), palette.DEFAULT)
        for name in chosen[: chosen.index(theme) if theme in chosen else None]:
            self.setting_problems.append(f"There is no theme “{name}”; T lists them.")
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def _remember_theme(self, theme: "Theme") -> None:
        """The theme that was chosen is the next run's."""
        self.memory.remember(theme=theme.name)
        self._notebook.changed()
