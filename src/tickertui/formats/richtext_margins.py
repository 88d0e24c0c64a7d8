"""What stands before a block's lines in a text: the marks of the quotes, items and sections it is in."""

from collections.abc import Callable, Iterator

import msgspec

from tickertui.formats.document import Frame, Item


class Opened(msgspec.Struct, frozen=True):
    """A frame that the block before stands in, and how it was written."""

    frame: Frame
    first: str
    """What stands before its first line."""
    rest: str
    """What stands before every other line."""


class Margin(msgspec.Struct, frozen=True):
    """What stands before a block's first line, before its others, and on the line between it and the block before."""

    first: str
    rest: str
    between: str | None
    """None where there is no such line: in a tight list."""


Dress = Callable[[Frame, Opened | None], tuple[str, str]]
"""How a frame is written: before its first line and before every other, given what stood in its place before."""


class Margins:
    """Follows the frames from block to block, so that each is begun once and continued as it was begun."""

    def __init__(self, dress: Dress, *, lists_interrupt: bool) -> None:
        """Write frames as `dress` says.

        With `lists_interrupt` any list may follow a paragraph without a blank line.
        """
        self._dress = dress
        self._lists_interrupt = lists_interrupt
        self._opened: list[Opened] = []

    def fresh(self, frames: tuple[Frame, ...]) -> Iterator[tuple[Frame, ...]]:
        """The frames down to each one that the block before does not stand in: some have a name to come first."""
        for number in range(self._kept(frames), len(frames)):
            yield frames[: number + 1]

    def next(self, frames: tuple[Frame, ...]) -> Margin:
        """The margin of the next block."""
        if not frames:
            self._opened = []
            return Margin("", "", "")
        before = self._opened
        kept = self._kept(frames)
        common = "".join([opened.rest for opened in before[:kept]])
        stack = before[:kept]
        for number in range(kept, len(frames)):
            frame = frames[number]
            if isinstance(frame, Item) and not frame.opens:
                stack.append(Opened(frame, "", ""))
                continue
            replaced = before[number] if number == kept and number < len(before) else None
            stack.append(Opened(frame, *self._dress(frame, replaced)))
        first = common + "".join([opened.first for opened in stack[kept:]])
        rest = "".join([opened.rest for opened in stack])
        is_tight = kept < len(frames) and self._is_tight(frames, kept)
        self._opened = stack
        return Margin(first, rest, None if is_tight else common.rstrip())

    def _kept(self, frames: tuple[Frame, ...]) -> int:
        """How many of the frames the block before stands in too."""
        kept = 0
        for frame, opened in zip(frames, self._opened, strict=False):
            if frame is not opened.frame and not _continues(frame, opened.frame):
                break
            kept += 1
        return kept

    def _is_tight(self, frames: tuple[Frame, ...], kept: int) -> bool:
        """Whether a block that opens the frame numbered `kept` follows without a blank line."""
        frame = frames[kept]
        if not isinstance(frame, Item) or not frame.opens or not frame.tight:
            return False
        if not frame.first:
            return kept < len(self._opened) and isinstance(self._opened[kept].frame, Item)
        outer = frames[kept - 1] if kept else None
        may_interrupt = self._lists_interrupt or frame.kind != "ordered" or frame.number == 1
        return isinstance(outer, Item) and outer.tight and may_interrupt


def _continues(frame: Frame, before: Frame) -> bool:
    """Whether a later block's frame is the item that the block before opened or stands in."""
    return (
        isinstance(frame, Item)
        and isinstance(before, Item)
        and not frame.opens
        and (frame.kind, frame.number, frame.depth) == (before.kind, before.number, before.depth)
    )
