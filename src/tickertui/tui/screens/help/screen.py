"""What every key does in the place where help was asked for; a command can be run from there."""

from typing import ClassVar

from textual.binding import BindingType

from tickertui.tui import commands
from tickertui.tui.commands import Place
from tickertui.tui.running import places_of, run
from tickertui.tui.screens.listed import SheetScreen
from tickertui.tui.widgets.item_list import Group, Item, ItemList
from tickertui.tui.widgets.sheet import Entry

LABEL_WIDTH = 22


class HelpScreen(SheetScreen, inherit_bindings=False):
    """The keys, place by place."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("help")
    places: ClassVar[tuple[Place, ...]] = ("help", "list")
    asks_for: ClassVar[str] = "a key, or words"

    def __init__(self) -> None:
        """Help on the screen below."""
        super().__init__("Keys", label_width=LABEL_WIDTH)

    async def on_mount(self) -> None:
        """List the keys of what lies below."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else self
        self.show(groups_of(places_of(below)))

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """The command's name, as the settings call it, stands below."""
        event.stop()
        self.frame.border_subtitle = f"in the settings: {event.item.id}" if event.item is not None else ""

    async def on_item_list_clicked(self, event: ItemList.Clicked) -> None:
        """A click runs a command."""
        event.stop()
        await self.action_run()

    async def action_run(self) -> None:
        """Run the selected command where help was asked for."""
        item = self.list.selected
        if item is None:
            return
        command, app = commands.named(item.id), self.app
        below = app.screen_stack[-2]
        self.dismiss()
        if not await run(command, below):
            app.notify(f"“{command.title}” works while there is something for it; nothing was done.", markup=False)


def groups_of(places: tuple[Place, ...]) -> list[Group]:
    """The commands of the places: their keys, and a sentence each."""
    groups = []
    for place in places:
        items = [
            Item(
                (Entry(command.help, "  ".join(commands.keys_of(command)), label_tone="key"),),
                command.name,
                f"{command.name} {command.title}",
            )
            for command in commands.at(place)
        ]
        groups += [Group(commands.PLACES[place], tuple(items))] if items else []
    return groups
