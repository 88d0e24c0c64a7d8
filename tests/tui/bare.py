"""An app with our colours and keys and nothing on it, for screens that need no board below them."""

from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.message import Message

from tickertui.tui import theme as palette
from tickertui.tui.commands import bindings
from tickertui.tui.messages import RowWanted


class BareApp(App[None], inherit_bindings=False):
    """A ground to push a screen on; it keeps the rows that were wanted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    def __init__(self, theme: str = palette.DEFAULT) -> None:
        """An app in a theme."""
        super().__init__()
        for ours in palette.OURS:
            self.register_theme(ours)
        self.theme = theme
        self.wanted: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours, fitted to the theme at hand."""
        return palette.variables_of(self.current_theme)

    def on_row_wanted(self, event: Message) -> None:
        """Keep what was wanted."""
        assert isinstance(event, RowWanted)
        self.wanted.append(event.label)
