"""Running a command where its key would have run: which node of the screen declares it, and which places are there."""

from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen

from tickertui.tui.commands import COMMANDS, PLACES, Command, Place


def places_of(screen: Screen[Any]) -> tuple[Place, ...]:
    """The places of a screen as it is now: those it names, those of what it is made of, and what works everywhere."""
    named: tuple[Place, ...] = getattr(screen, "places", ())
    names = {name for node in (screen, *screen.walk_children()) for name in _declared(node)}
    there = {command.place for command in COMMANDS if command.name in names}
    found = [*named, *(place for place in PLACES if place in there)]
    if screen.is_modal:
        return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys([*(place for place in found if place != "everywhere"), "everywhere"]))


def owner_of(command: Command, screen: Screen[Any]) -> DOMNode | None:
    """The node that declares a command: near what has the keys before anywhere else; None where none is there now."""
    nearest = (screen.focused or screen).ancestors_with_self
    return next((node for node in (*nearest, *screen.walk_children()) if command.name in _declared(node)), None)


async def run(command: Command, screen: Screen[Any]) -> bool:
    """Run a command as its key does; whether it works there now."""
    owner = owner_of(command, screen)
    return owner is not None and await screen.app.run_action(command.runs, owner)


def _declared(node: DOMNode) -> set[str]:
    """The names of the commands that a node declares: the ids of its bindings."""
    return {binding.id for group in node._bindings.key_to_bindings.values() for binding in group if binding.id}
