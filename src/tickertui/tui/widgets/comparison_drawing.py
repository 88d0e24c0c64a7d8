"""Several rebased lines on one chart, as cells: axes, lines in braille, marks at their ends, labels beside them. Pure.

Every line has a colour and a mark; where colours are few or none, the mark at its end and on its label is enough.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
from rich.cells import cell_len, set_cell_size

from tickertui.market import wording
from tickertui.market.comparison import BASE, Line
from tickertui.market.prints import BREAK, usual_gap
from tickertui.market.series import Point
from tickertui.tui.widgets.axes import Scale, across, date_labels, value_scale
from tickertui.tui.widgets.braille import Dots
from tickertui.tui.widgets.end_labels import Leader, leaders, spread
from tickertui.tui.widgets.log_axis import LogScale, log_scale

MARKS = "●◆■○◇□◉◈▣◍✚✖"
"""The marks of lines, in their order; after the last they begin again, with other colours beside them."""
COLORS = 7
MOST = 12
"""The most lines that are drawn; more cannot be told apart."""
LARGEST = 1e290
"""Values beyond it have no place on an axis."""
LEAST_WIDTH, LEAST_HEIGHT, LEAST_PLOT = 30, 5, 14
"""Below these sizes nothing is drawn."""


def mark_of(number: int) -> str:
    """The mark of a line."""
    return MARKS[number % len(MARKS)]


def tone_of(number: int) -> str:
    """The tone of a line."""
    return f"line-{number % COLORS + 1}"


class Traced(msgspec.Struct, frozen=True):
    """A line with its number, which its mark and colour follow whatever else is shown."""

    number: int
    line: Line


class Picture(msgspec.Struct, frozen=True):
    """A chart in cells; empty where there was nothing to draw or no room for it."""

    chars: tuple[list[str], ...] = ()
    tones: tuple[list[str], ...] = ()
    left: int = 0
    """The first column of the plot."""
    width: int = 0
    rows: int = 0
    """Columns and rows of the plot."""
    start: date = date.min
    end: date = date.max
    scale: Scale | LogScale | None = None
    drawn: tuple[Traced, ...] = ()
    hidden: int = 0
    """The number of lines that are not drawn, since there are too many."""

    def column(self, on: date) -> int:
        """The column of a day."""
        return self.left + across(on, self.start, self.end, self.width * 2) // 2

    def row(self, value: float) -> int:
        """The row of a value."""
        return 0 if self.scale is None else _dot(self.scale, value, self.rows) // 4

    def put(self, row: int, column: int, text: str, tone: str) -> None:
        """Write over cells; a wide character takes two, one that joins the character before it none."""
        chars, tones, at = self.chars[row], self.tones[row], column
        for character in text:
            taken = cell_len(character)
            if not taken and 0 < at <= len(chars):
                chars[at - 1] += character
            elif taken and 0 <= at <= len(chars) - taken:
                chars[at : at + taken] = [character, *[""] * (taken - 1)]
                tones[at : at + taken] = [tone] * taken
            at += taken

    def text(self) -> tuple[str, ...]:
        """The chart as plain text."""
        return tuple("".join(row) for row in self.chars)


class _Label(msgspec.Struct, frozen=True):
    """A label at the right: where its line ends, what it says and where it goes."""

    traced: Traced
    leader: Leader


def picture_of(
    lines: Sequence[Traced],
    *,
    width: int,
    height: int,
    start: date,
    end: date,
    is_logarithmic: bool = False,
    selected: int = -1,
) -> Picture:
    """Draw the lines into `width` by `height` cells, axes and labels included.

    Args:
        lines: Rebased lines with their numbers; the first dozen are drawn, and the selected one.
        width: All of the cells.
        height: All of the lines.
        start: The left edge, where every line is 100.
        end: The right edge.
        is_logarithmic: Whether equal changes in per cent take equal heights; only where all values are above zero.
        selected: The number of the line that is drawn over the others.
    """
    shown = _shown(lines, selected)
    values = [point.value for traced in shown for point in traced.line.points if abs(point.value) <= LARGEST]
    rows = height - 2
    if not values or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return Picture(hidden=len(lines) - len(shown))
    if start >= end:
        end = start + timedelta(days=1)
    scale: Scale | LogScale
    if is_logarithmic and min(values) > 0:
        scale = log_scale(min(values), max(values), rows, BASE)
    else:
        scale = value_scale(min(values), max(values), rows)
    ticks = [scale.tick(row) for row in range(rows)]
    gutter = max(map(len, ticks)) + 1
    labels, dropped = _labels(shown, scale, rows, selected)
    lanes = max((label.leader.lane + 1 for label in labels if label.leader.start != label.leader.end), default=0)
    beside = lanes + 2
    for texts in _texts(labels):
        plot = width - gutter - 1 - beside - max(sum(cell_len(piece) for piece in text) for text in texts)
        if plot >= max(LEAST_PLOT, width * 2 // 5):
            break
    if plot < LEAST_PLOT:
        return Picture(hidden=len(lines) - len(shown))
    picture = Picture(
        tuple([" "] * width for _ in range(height)), tuple(["quiet"] * width for _ in range(height)),
        gutter + 1, plot, rows, start, end, scale, shown, len(lines) - len(shown),
    )  # fmt: skip
    _draw_axes(picture, ticks, gutter)
    _draw_lines(picture, labels)
    _draw_labels(picture, labels, texts, lanes, selected)
    if dropped:
        picture.put(rows, gutter + 1 + plot + beside, f"{dropped} more without a label", "quiet")
    return picture


def _shown(lines: Sequence[Traced], selected: int) -> tuple[Traced, ...]:
    """The lines that are drawn, the selected one last, over the others."""
    kept = [traced for traced in lines if traced.number != selected]
    above = [traced for traced in lines if traced.number == selected]
    return (*kept[: MOST - len(above)], *above)


def _labels(shown: Sequence[Traced], scale: Scale | LogScale, rows: int, selected: int) -> tuple[list[_Label], int]:
    """The labels from top to bottom, each with the way to it; and how many found no room."""
    labelled = list(reversed(shown))[:rows] if selected >= 0 else list(shown[:rows])
    labelled.sort(key=lambda traced: (-traced.line.points[-1].value, traced.number))
    starts = [_dot(scale, traced.line.points[-1].value, rows) // 4 for traced in labelled]
    ways = leaders(starts, spread(starts, rows))
    found = [_Label(traced, way) for traced, way in zip(labelled, ways, strict=True)]
    return found, len(shown) - len(labelled)


def _texts(labels: Sequence[_Label]) -> list[list[tuple[str, str, str]]]:
    """What labels say, as mark, name and value: in full, and shorter for narrow charts."""
    choices = []
    longest = max(cell_len(label.traced.line.label) for label in labels)
    values = [wording.level(label.traced.line.points[-1].value) for label in labels]
    widest = max(map(len, values))
    for most in (longest, 16, 10, 0):
        texts = []
        for label, value in zip(labels, values, strict=True):
            name = label.traced.line.label
            if cell_len(name) > most:
                name = set_cell_size(name, max(0, most - 1)).rstrip() + "…"
            name = set_cell_size(name, min(longest, most))
            mark = mark_of(label.traced.number)
            texts.append((f"{mark} ", name, f" {value:>{widest}}") if most else (f"{mark} ", "", ""))
        choices.append(texts)
    return choices


def _draw_axes(picture: Picture, ticks: Sequence[str], gutter: int) -> None:
    """The value axis with its labels, the time axis with its labels, and the line at 100."""
    for row, tick in enumerate(ticks):
        picture.put(row, 0, f"{tick:>{gutter - 1}} {'┤' if tick else '│'}", "quiet")
    picture.put(picture.row(BASE), picture.left, "┄" * picture.width, "rule")
    picture.put(picture.rows, gutter, "└" + "─" * picture.width, "quiet")
    for column, at, label in date_labels(picture.start, picture.end, picture.width, picture.left):
        picture.put(picture.rows, column, "┴", "quiet")
        picture.put(picture.rows + 1, at, label, "quiet")


def _draw_lines(picture: Picture, labels: Sequence[_Label]) -> None:
    """Dotted ways from the ends to the edge, the lines over them, and a mark at every end."""
    dots = Dots(picture.width, picture.rows)
    for place, traced in enumerate(picture.drawn):
        _trace(dots, picture, traced.line.points, place)
    for label in labels:
        end = picture.column(label.traced.line.points[-1].on)
        for column in range(end + 2, picture.left + picture.width, 2):
            picture.put(label.leader.start, column, "·", "rule")
    for row in range(picture.rows):
        for column in range(picture.width):
            character, place = dots.cell(row, column)
            if place >= 0:
                picture.put(row, picture.left + column, character, tone_of(picture.drawn[place].number))
    for traced in picture.drawn:
        last = traced.line.points[-1]
        picture.put(picture.row(last.value), picture.column(last.on), mark_of(traced.number), tone_of(traced.number))


def _trace(dots: Dots, picture: Picture, points: Sequence[Point], place: int) -> None:
    """The prints of a line, joined where they follow each other without a gap."""
    if picture.scale is None:
        return
    usual = usual_gap(points)
    spots = [
        (
            across(point.on, picture.start, picture.end, dots.width),
            _dot(picture.scale, point.value, picture.rows),
            point.on,
        )
        for point in points
    ]
    roomy = len(points) * 6 <= dots.width
    for x, y, _ in spots:
        for step in (-1, 0, 1) if roomy else (0,):
            dots.set(x, y + step, place)
    for (x0, y0, before), (x1, y1, after) in pairwise(spots):
        if (after - before).days <= BREAK * usual:
            dots.join(x0, y0, x1, y1, place)


def _draw_labels(
    picture: Picture, labels: Sequence[_Label], texts: Sequence[tuple[str, str, str]], lanes: int, selected: int
) -> None:
    """The leaders beside the plot, and what they lead to."""
    edge = picture.left + picture.width
    for label, (mark, name, value) in zip(labels, texts, strict=True):
        way, tone = label.leader, tone_of(label.traced.number)
        if way.start != way.end:
            _draw_leader(picture, way, edge, lanes, tone)
        else:
            picture.put(way.end, edge, "─" * (lanes + 1), tone)
        at = edge + lanes + 2
        is_selected = label.traced.number == selected
        picture.put(way.end, at, mark, tone)
        picture.put(way.end, at + cell_len(mark), name, "strong" if is_selected else "ink")
        picture.put(way.end, at + cell_len(mark) + cell_len(name), value, tone)


def _draw_leader(picture: Picture, way: Leader, edge: int, lanes: int, tone: str) -> None:
    """Across to the lane, up or down, and across to the label; where two part, the crossing is drawn as one."""
    turn = edge + way.lane
    up = way.end < way.start
    for column in range(edge, turn):
        picture.put(way.start, column, "─", tone)
    for row in range(min(way.start, way.end) + 1, max(way.start, way.end)):
        picture.put(row, turn, "│", tone)
    here = picture.chars[way.start][turn]
    parted = {"╯": "┴" if up else "┤", "╮": "┤" if up else "┬", "─": "┴" if up else "┬"}
    picture.put(way.start, turn, parted.get(here, "╯" if up else "╮"), tone)
    picture.put(way.end, turn, "╭" if up else "╰", tone)
    for column in range(turn + 1, edge + lanes + 1):
        picture.put(way.end, column, "─", tone)


def _dot(scale: Scale | LogScale, value: float, rows: int) -> int:
    """The dot of a value, counted from the top and kept on the chart."""
    bounded = max(-LARGEST, min(LARGEST, value))
    return max(0, min(rows * 4 - 1, scale.dot(bounded)))
