"""What the parts of the board answer commands with."""

from collections.abc import Awaitable, Callable, Mapping

Handler = Callable[[], Awaitable[None] | None]
"""What a command runs."""

Handlers = Mapping[str, Handler]
"""Handlers by the name of their command: "board.sort"."""
