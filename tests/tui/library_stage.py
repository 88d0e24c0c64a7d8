"""A stage for the library: an app with nothing else, that writes down what it is told to remember."""

import os
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.message import Message

from tickertui.tui import theme as palette
from tickertui.tui.commands import bindings
from tickertui.tui.messages import ArticleBookmarked, ArticleRead, OpenArticle
from tickertui.tui.screens.articles.screen import ArticlesScreen


class LibraryApp(App[None], inherit_bindings=False):
    """The library on an empty ground."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, library: ArticlesScreen, theme: str = "") -> None:
        """Show this library."""
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for ours in palette.OURS:
            self.register_theme(ours)
        self.theme = theme or palette.DEFAULT
        self.library = library
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return palette.variables_of(self.current_theme)

    def on_mount(self) -> None:
        """The library is on top."""
        self.push_screen(self.library)

    def on_article_read(self, event: ArticleRead) -> None:
        """Write it down."""
        self.told.append(event)

    def on_article_bookmarked(self, event: ArticleBookmarked) -> None:
        """Write it down."""
        self.told.append(event)

    def on_open_article(self, event: OpenArticle) -> None:
        """Write it down."""
        self.told.append(event)
