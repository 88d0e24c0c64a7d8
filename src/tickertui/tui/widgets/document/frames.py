"""Frames: what stands to the left of a block because of the lists, quotes and sections it stands in."""

from tickertui.formats.document import Bloc, Details, Frame, Item, Quote, Summary
from tickertui.tui.widgets.document.clusters import cells
from tickertui.tui.widgets.document.prose import Ink, Row

_BULLETS = "•◦▪‣"


class Margin:
    """The furniture to the left of a block: of its first row, of the others, and how wide both are."""

    __slots__ = ("first", "ink", "rest", "width")

    def __init__(self, frames: tuple[Frame, ...], measure: int) -> None:
        self.first: Row = []
        self.rest: Row = []
        self.width = 0
        self.ink: Ink = ()
        """The look that the frames give to the text in them."""
        limit = measure * 2 // 5
        for index, frame in enumerate(frames):
            marker, bar, ink = _furniture(frame)
            width = cells(marker)
            is_last = index == len(frames) - 1
            if self.width + width > limit and not is_last:
                continue
            if self.width + width > max(limit, measure - 8):
                break
            self.first.append((marker, ink, -1, ()))
            self.rest.append((bar, ink, -1, ()))
            self.width += width
            if index > 64:
                break
        if any(type(frame) is Quote for frame in frames[:64]):
            self.ink = ("quote",)
        elif frames and type(frames[-1]) is Summary:
            self.ink = ("summary",)


NO_MARGIN = Margin((), 80)


def _furniture(frame: Frame) -> tuple[str, str, Ink]:
    """What a frame puts before the first row, before the others, and how it looks."""
    match frame:
        case Quote():
            return "▎ ", "▎ ", ("quote-bar",)
        case Item(kind="ordered", opens=opens, number=number, widest=widest):
            marker = f"{number:>{max(min(widest, 12), 1)}}. "
            return (marker if opens else " " * len(marker)), " " * len(marker), ("marker",)
        case Item(kind="task", opens=opens, checked=checked):
            return ("☑ " if checked else "☐ ") if opens else "  ", "  ", ("marker",)
        case Item(depth=depth, opens=opens):
            return (_BULLETS[(max(depth, 1) - 1) % 4] + " ") if opens else "  ", "  ", ("marker",)
        case Summary():
            return "▾ ", "  ", ("marker",)
        case Details() | Bloc():
            return "│ ", "│ ", ("rule",)


def shared(one: tuple[Frame, ...], other: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The outermost frames in which two neighbouring blocks stand together, for the blank row between them."""
    common = 0
    for mine, theirs in zip(one[:64], other[:64], strict=False):
        if type(mine) is not type(theirs):
            break
        if isinstance(mine, Item) and isinstance(theirs, Item) and mine.kind != theirs.kind:
            break
        if isinstance(mine, (Quote, Details, Bloc)) and mine is not theirs:
            break
        common += 1
    return one[:common]


def opened_blocs(before: tuple[Frame, ...], frames: tuple[Frame, ...]) -> list[tuple[int, str]]:
    """The embedded components that begin with this block, as (depth, component)."""
    opened = []
    for depth, frame in enumerate(frames[:64]):
        if type(frame) is Bloc and not (depth < len(before) and before[depth] is frame):
            opened.append((depth, frame.component))
    return opened
