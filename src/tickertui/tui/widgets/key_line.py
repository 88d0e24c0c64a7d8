"""The key line at the foot of a screen: the few keys that matter here, each also a button for the mouse."""

from textual import events
from textual.strip import Strip

from tickertui.tui import commands
from tickertui.tui.commands import Command, Place
from tickertui.tui.widgets.toned import Line, Piece, Toned

GAP = 2
"""Cells between two keys."""


class KeyLine(Toned):
    """The commands that the footer shows in these places, as many as fit."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $panel; dock: bottom; }
    """

    def __init__(self, *places: Place, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._commands = tuple(command for command in commands.at(*places) if command.footer)

    def place(self, *places: Place) -> None:
        """Show the keys of other places."""
        self._commands = tuple(command for command in commands.at(*places) if command.footer)
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        line: list[Piece] = []
        for _, pieces in self._buttons():
            line += [(" " * GAP, "quiet"), *pieces] if line else pieces
        return self.strip_of(line, self.content_size.width)

    async def _on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        event.stop()
        at = event.x - self.styles.padding.left
        for start, end, command in self._regions():
            if start <= at < end:
                from tickertui.tui.running import run

                await run(command, self.screen)
                return

    def _buttons(self) -> list[tuple[Command, Line]]:
        """The commands that fit, help and the way out kept before others, in declared order."""
        shown = list(self._commands)
        while shown and _width(shown) > self.content_size.width:
            shown.remove(next((command for command in reversed(shown) if not _is_kept(command)), shown[0]))
        return [(command, _button(command)) for command in shown]

    def _regions(self) -> list[tuple[int, int, Command]]:
        """Where each button begins and ends."""
        regions, at = [], 0
        for command, pieces in self._buttons():
            end = at + sum(len(text) for text, _ in pieces)
            regions.append((at, end, command))
            at = end + GAP
        return regions


def _is_kept(command: Command) -> bool:
    """Whether nobody should have to guess it: help, and Esc where it leads out."""
    return command.name == "app.help" or "escape" in command.keys.split(",")


def _button(command: Command) -> list[Piece]:
    return [(commands.keys_of(command)[0], "key"), (f" {command.title}", "ink")]


def _width(shown: list[Command]) -> int:
    return sum(sum(len(text) for text, _ in _button(command)) + GAP for command in shown) - GAP
