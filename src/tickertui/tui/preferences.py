"""What the user set and chose: keys, theme and the colours of direction, and what of it cannot be."""

import os
from typing import TYPE_CHECKING

from textual.app import App
from textual.notifications import Notification, Notify
from textual.widget import Widget

from tickertui.settings.remembered import Memory
from tickertui.tui import hues
from tickertui.tui import theme as palette
from tickertui.tui.commands import take_keys
from tickertui.tui.notebook import Notebook

if TYPE_CHECKING:
    from textual.theme import Theme

    from tickertui.settings.config import Settings

SAID_SECONDS = 3.0
"""How long it is said which colours were chosen."""


class Preferences(App[None], inherit_bindings=False):
    """An app with the keys, the theme and the colours of its user."""

    memory: Memory
    colours: str = hues.DEFAULT
    """What up and down look like, one of `hues.PRESETS`."""
    setting_problems: list[str]
    """What is wrong in the settings, in sentences."""
    _notebook: Notebook
    _told_theme = ""
    _said: Notification | None = None

    def take_preferences(self, settings: "Settings | None", *themes: str) -> None:
        """Take the keys and colours of the settings, and the first of these themes that there is."""
        self.setting_problems = [problem.text() for problem in settings.problems] if settings else []
        if self.memory.trouble is not None:
            self.setting_problems.append(f"{self.memory.trouble.sentence} {self.memory.trouble.hint}".strip())
        self._take_keys(settings)
        self._take_colours(settings)
        self._take_theme(*themes)

    def follow_preferences(self) -> None:
        """Tell what cannot be, once; and remember what is chosen from now on."""
        self._notebook.begin()
        self._told_theme = self.theme
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        if self.setting_problems:
            one = self.setting_problems[0]
            many = f"{len(self.setting_problems)} problems in the settings: ! lists them. The first: {one}"
            self.notify(one if len(self.setting_problems) == 1 else many, severity="warning", markup=False)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours, fitted to the theme at hand."""
        return palette.variables_of(self.current_theme, self.colours, has_colour=_has_colour())

    def suit_terminal(self) -> None:
        """In a terminal of sixteen colours, show those themes only that are made of them: others lose their hues."""
        if self.console.color_system not in ("standard", "windows") or not _has_colour():
            return
        is_dark = self.current_theme.dark
        sixteen = [name for name, theme in self.available_themes.items() if theme.ansi]
        self._begin_in(next(name for name in sixteen if self.available_themes[name].dark == is_dark))
        for name in [name for name in self.available_themes if name not in sixteen]:
            self.unregister_theme(name)

    def action_light_dark(self) -> None:
        """The other of our two themes; in a terminal of sixteen colours, of the two that are made of them."""
        is_dark = self.current_theme.dark
        ours = [theme.name for theme in palette.OURS if theme.name in self.available_themes]
        names = ours or list(self.available_themes)
        self.theme = next((name for name in names if self.available_themes[name].dark != is_dark), self.theme)

    def action_colours(self) -> None:
        """The next colours for up and down, everywhere at once; they are said, and the next run's too."""
        names = list(hues.PRESETS)
        self.colours = names[(names.index(self.colours) + 1) % len(names)]
        self.mutate_reactive(App.theme)
        self.call_next(self._repaint)
        self.memory.remember(colours=self.colours)
        self._notebook.changed()
        said = f"Colours “{self.colours}”: {hues.PRESETS[self.colours]}."
        said += "" if _has_colour() else " NO_COLOR is set: none are shown."
        if self._said is not None:
            self._unnotify(self._said)
        self._said = Notification(said, timeout=SAID_SECONDS, markup=False)
        self.post_message(Notify(self._said))

    def _repaint(self) -> None:
        """Draw everything anew: what a widget's own styles do not name may have changed too."""
        for screen in self.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                widget.refresh()

    def _take_keys(self, settings: "Settings | None") -> None:
        """Give commands the keys of the settings; what cannot be used is told with the other problems."""
        keymap: dict[str, str] = {}
        if settings is not None and settings.keys:
            from tickertui.tui.keymap import keymap_of

            keymap, problems = keymap_of(settings)
            self.setting_problems += [problem.text() for problem in problems]
        take_keys(keymap)
        self.set_keymap(keymap)

    def _take_colours(self, settings: "Settings | None") -> None:
        """Begin in the colours that were chosen last, else in those of the settings; an unknown name is told."""
        chosen = self.memory.state.colours or ""
        if chosen and chosen not in hues.PRESETS:
            self.setting_problems.append(f"There are no colours “{chosen}”; U changes them.")
        known = (chosen, settings.colours if settings is not None else "")
        self.colours = next((name for name in known if name in hues.PRESETS), hues.DEFAULT)

    def _take_theme(self, *wanted: str) -> None:
        """Begin in the first of the wanted themes that there is; one that there is not is told."""
        for ours in palette.OURS:
            self.register_theme(ours)
        chosen = [name for name in (*wanted, os.environ.get("TEXTUAL_THEME", "")) if name]
        theme = next((name for name in chosen if name in self.available_themes), palette.DEFAULT)
        for name in chosen[: chosen.index(theme) if theme in chosen else None]:
            self.setting_problems.append(f"There is no theme “{name}”; T lists them.")
        self._begin_in(theme)

    def _begin_in(self, theme: str) -> None:
        """Have a theme without a repaint, before there is anything to be painted."""
        self.set_reactive(App.theme, theme)
        self._refresh_truecolor_filter(self.ansi_theme)  # else the terminal's own colours are not those of the terminal
        self.stylesheet.set_variables(self.get_css_variables())

    def _remember_theme(self, theme: "Theme") -> None:
        """The theme that was chosen is the next run's."""
        if theme.name == self._told_theme:
            return  # only its colours are others
        self._told_theme = theme.name
        self.memory.remember(theme=theme.name)
        self._notebook.changed()


def _has_colour() -> bool:
    """Whether colours are shown at all: not where the user wants none of any program."""
    return "NO_COLOR" not in os.environ
