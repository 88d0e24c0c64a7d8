"""Another version of what is read: where the place of the old text is in the new one."""

from collections.abc import Iterator

from tickertui.tui.widgets.document.column import Position
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.plain import plain

FARTHEST = 2_000
"""How many blocks away a text is looked for: it may have moved by what was put in or taken out before it."""


def place_in(new: Flow, old: Flow, place: Position) -> Position:
    """The place of the same words in another version; of the same block, where they are gone.

    Args:
        new: The version to be shown.
        old: The version that was read.
        place: Where in it.
    """
    block, offset = place
    if block < 0:
        return (block, offset) if -block <= new.body_from else (-new.body_from, 0)
    past_body = block - len(old.body)
    if past_body >= 0:
        return len(new.body) + past_body, offset
    words = plain(old.body[block])
    for at in _outwards(block, len(new.body)):
        if words and plain(new.body[at]) == words:
            return at, offset
    if block < len(new.body):
        return block, min(offset, len(plain(new.body[block])))
    return max(len(new.body) - 1, -new.body_from), 0


def _outwards(start: int, count: int) -> Iterator[int]:
    """The numbers below `count`, those nearest to `start` first."""
    for away in range(FARTHEST):
        for at in {start + away, start - away}:
            if 0 <= at < count:
                yield at
