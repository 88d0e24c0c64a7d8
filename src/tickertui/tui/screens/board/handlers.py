"""Which part of the board runs which command: each part says so of its own."""

from collections.abc import Awaitable, Callable, Mapping

Handler = Callable[[], Awaitable[None] | None]
"""What a command runs."""

Handlers = Mapping[str, Handler]
"""Handlers by the name of their command: "board.sort"."""


def gathered(*parts: Handlers) -> Handlers:
    """The handlers of all parts.

    Raises:
        ValueError: Two parts answer to one command.
    """
    handlers: dict[str, Handler] = {}
    for part in parts:
        if twice := handlers.keys() & part.keys():
            raise ValueError(f"two parts of the board answer to {', '.join(sorted(twice))}")
        handlers.update(part)
    return handlers
