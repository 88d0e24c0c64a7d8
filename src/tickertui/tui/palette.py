"""The command palette's knowledge: every command that works where it was opened, by its title."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tickertui.tui.commands import Command, at, keys_of


class CommandProvider(Provider):
    """Offers the commands of the screen below the palette, and those that work everywhere."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(_title(command), partial(self._run, command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose title or sentence is like what is typed."""
        matcher = self.matcher(query)
        for command in self._offered():
            title = _title(command)
            score = max(matcher.match(title), matcher.match(command.help) * 0.6)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._run, command), help=command.help)

    def _offered(self) -> list[Command]:
        places = getattr(self.screen, "places", ())
        return [command for command in at(*places, "everywhere") if command.palette]

    async def _run(self, command: Command) -> None:
        """Run it where its key would have run."""
        screen = self.screen
        owner = self.app if command.place == "everywhere" else screen.focused or screen
        for node in owner.ancestors_with_self:
            if hasattr(node, f"action_{command.runs.partition('(')[0]}"):
                await node.run_action(command.runs)  # type: ignore[attr-defined]  # every node below the app can
                return


def _title(command: Command) -> str:
    return f"{command.title}  ({keys_of(command)[0]})"
