"""The command palette's knowledge: every command that works where it was opened, by its title."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tickertui.tui.commands import Command, at, keys_of
from tickertui.tui.running import owner_of, places_of, run


class CommandProvider(Provider):
    """Offers the commands of the screen below the palette, and those that work everywhere."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(_title(command), partial(run, command, self.screen), help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose title or sentence is like what is typed."""
        matcher = self.matcher(query)
        for command in self._offered():
            title = _title(command)
            score = max(matcher.match(title), matcher.match(command.help) * 0.6)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(run, command, self.screen), help=command.help)

    def _offered(self) -> list[Command]:
        """The commands that can run there now, each once."""
        here = at(*dict.fromkeys([*places_of(self.screen), "everywhere"]))
        return [command for command in here if command.palette and owner_of(command, self.screen) is not None]


def _title(command: Command) -> str:
    return f"{command.title}  ({keys_of(command)[0]})"
