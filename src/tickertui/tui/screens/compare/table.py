"""The figures of a comparison: every line at one moment, and its change over the same spans as the others'."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.comparison import Comparison, LeftOut, SpanChange
from tickertui.market.comparison import Line as RowLine
from tickertui.market.prints import as_of
from tickertui.market.series import Point
from tickertui.tui.screens.compare.prepared import Prepared
from tickertui.tui.widgets.comparison_drawing import MOST, mark_of, tone_of
from tickertui.tui.widgets.document.wrap import wrap
from tickertui.tui.widgets.facts import move_tone
from tickertui.tui.widgets.toned import Line, Piece, Toned

HEAD = 2
"""Lines of the heading."""
SAID = 3
"""A blank line and two lines on what is selected."""
LEAST_NAME, MOST_NAME = 10, 34
SPAN = 11
"""Cells of a change over a span."""
FIGURE = 10
DAY = 11
AGE = 7
"""Cells of how old a print is, where there is no room for level and day."""
EVERY = 8
"""Cells of the usual days between two prints, where there is more room."""


class ComparisonTable(Toned):
    """One line for each row, those left out below with the reason; the selected one is told of in words."""

    DEFAULT_CSS = """
    ComparisonTable { height: auto; }
    """

    class Chosen(Message):
        """A line was clicked."""

        def __init__(self, number: int, *, again: bool) -> None:
            """The place of the line in the table, and whether it was selected already."""
            super().__init__()
            self.number, self.again = number, again

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._comparison = Comparison()
        self._longest = 0
        self.rows: tuple[RowLine | LeftOut, ...] = ()
        """The lines, and what was left out."""
        self._prints: Mapping[str, Sequence[Point]] = {}
        self._numbers: Mapping[str, int] = {}
        self._selected = 0
        self._at: date | None = None
        self._today = date.min

    def show(self, prepared: Prepared, numbers: Mapping[str, int], selected: int, at: date | None, today: date) -> None:
        """Show a comparison as it stood on a day; its last prints where that is None."""
        self._today = today
        comparison = prepared.comparison
        is_other = comparison is not self._comparison
        if is_other:
            self.rows = (*comparison.lines, *comparison.left_out)
        self._comparison, self._prints, self._longest = comparison, prepared.prints, prepared.longest
        self._numbers, self._selected, self._at = numbers, selected, at
        self.refresh(layout=is_other)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """As many lines as it has rows, and those above and below."""
        return HEAD + max(1, len(self.rows)) + SAID

    def render_line(self, y: int) -> Strip:
        """One line: heading, rows, what is said of the selected one."""
        width, height = self.content_size
        visible = max(1, height - HEAD - SAID)
        if y < HEAD:
            return self.strip_of(self._heading(y, width), width)
        if y < HEAD + visible:
            at = self._top(visible) + y - HEAD
            rows = self.rows
            return self.strip_of(self._row(rows[at], at, width), width) if at < len(rows) else Strip([])
        said = self._said(width)
        at = y - HEAD - visible - 1
        return self.strip_of([(said[at], "quiet")], width) if 0 <= at < len(said) else Strip([])

    def on_click(self, event: events.Click) -> None:
        """Select a line; a click on the selected one goes to its row."""
        event.stop()
        at = event.y - self.styles.padding.top - HEAD + self._top(max(1, self.content_size.height - HEAD - SAID))
        if event.y - self.styles.padding.top >= HEAD and 0 <= at < len(self.rows):
            self.post_message(self.Chosen(at, again=at == self._selected))

    def _top(self, visible: int) -> int:
        """The first row that shows."""
        return max(0, min(self._selected - visible // 2, len(self.rows) - visible))

    def _name_width(self, width: int) -> int:
        """The cells of the names, after all columns that always show."""
        spare = width - 2 - FIGURE - SPAN * len(self._comparison.spans)
        if spare - AGE >= LEAST_NAME:
            spare -= AGE
        return max(LEAST_NAME, min(self._longest, spare, MOST_NAME))

    def _about_print(self, width: int) -> tuple[int, ...]:
        """The cells of what is said of a print: level, day and pace where there is room, else its age, else nothing."""
        if not self._comparison.lines:
            return ()
        spare = width - 2 - self._name_width(width) - FIGURE - SPAN * len(self._comparison.spans)
        choices = ((FIGURE, DAY, EVERY), (FIGURE, DAY), (AGE,))
        return next((cells for cells in choices if sum(cells) <= spare), ())

    def _heading(self, y: int, width: int) -> Line:
        """Two lines: what a column is, and the day that it is of."""
        if not self._comparison.lines:
            return []
        name = self._name_width(width)
        if y == 0:
            line: list[Piece] = [("  " + "Index".ljust(name), "header"), ("Rebased".rjust(FIGURE), "header")]
            about = self._about_print(width)
            titles = ("Age",) if len(about) == 1 else ("Level", "Printed", "Every")
            line += [(title.rjust(cells), "header") for title, cells in zip(titles, about, strict=False)]
            return [*line, *((f"{span.days} d".rjust(SPAN), "header") for span in self._comparison.spans)]
        moment = wording.day(self._at) if self._at else "at last"
        line = [(" " * (2 + name), "header"), (moment.rjust(FIGURE), "accent" if self._at else "header")]
        line += [(" " * sum(self._about_print(width)), "header")]
        return [*line, *((wording.day(span.start_on).rjust(SPAN), "header") for span in self._comparison.spans)]

    def _row(self, row: RowLine | LeftOut, at: int, width: int) -> Line:
        """One row."""
        is_selected = at == self._selected
        name = set_cell_size(row.label, self._name_width(width))
        if cell_len(row.label) > cell_len(name):
            name = set_cell_size(row.label, cell_len(name) - 1) + "…"
        if isinstance(row, LeftOut):
            tone = "strong" if is_selected else "quiet"
            return [("– ", "quiet"), (name, tone), (f"  left out: {row.reason}", "quiet")]
        number = self._numbers.get(row.label, 0)
        held, level = self._held(row)
        line: list[Piece] = [
            (f"{mark_of(number)} ", tone_of(number)),
            (name, "strong" if is_selected else "ink"),
            (_short(wording.level(held), held).rjust(FIGURE), "strong" if is_selected else "ink"),
        ]
        line += self._printed(row, level, self._about_print(width))
        return [*line, *map(_change, row.changes)]

    def _printed(self, row: RowLine, level: Point | None, about: Sequence[int]) -> list[Piece]:
        """What is said of the print behind a figure, in so many cells each."""
        if len(about) == 1:
            days = ((self._at or self._today) - level.on).days if level else None
            return [(wording.age(days).rjust(about[0]) if days is not None else " " * about[0], "quiet")]
        written = (wording.level(level.value), wording.day(level.on)) if level else (wording.MISSING,) * 2
        short = _short(written[0], level.value) if level else written[0]
        every = f"{row.every} d" if row.every else wording.MISSING
        said = ((short, "ink"), (written[1], "quiet"), (every, "quiet"))
        return [(text.rjust(cells), tone) for (text, tone), cells in zip(said, about, strict=False)]

    def _held(self, row: RowLine) -> tuple[float, Point | None]:
        """The rebased value that held on the day, and the print behind it."""
        point = row.points[-1] if self._at is None else as_of(row.points, self._at) or row.points[0]
        return point.value, as_of(self._prints.get(row.label, ()), point.on)

    def _said(self, width: int) -> list[str]:
        """What the selected row's figures are of, in words."""
        rows = self.rows
        if not rows:
            return []
        row = rows[min(self._selected, len(rows) - 1)]
        text = sentence(row, self._at, self._prints.get(row.label, ()))
        hidden = len(self._comparison.lines) - MOST
        if hidden > 0:
            text += f" The chart has {MOST} of {len(self._comparison.lines)} lines, and the selected one."
        lines = [text[start:end].strip() for start, end in wrap(text, width)]
        return [*lines[: SAID - 2], " ".join(lines[SAID - 2 :])] if len(lines) > SAID - 1 else lines


def sentence(row: RowLine | LeftOut, at: date | None, prints: Sequence[Point]) -> str:
    """The base of a line's figure in words, and of its change over the longest span that its prints reach back to."""
    if isinstance(row, LeftOut):
        return f"{row.label} is left out: {row.reason}."
    point = row.points[-1] if at is None else as_of(row.points, at) or row.points[0]
    held = as_of(prints, point.on) or row.base
    base = f"{wording.level(row.base.value)} of {wording.day(row.base.on)}"
    text = f"{row.label}: {wording.level(held.value)} of {wording.day(held.on)} is {wording.level(point.value)}"
    text += f" where {base} is 100."
    spans = [change for change in row.changes if change is not None]
    return f"{text} {_span_words(spans[-1])}" if spans else text


def _span_words(change: SpanChange) -> str:
    return f"Longest span: {change.sentence}."


def _short(text: str, value: float) -> str:
    """A figure that keeps to its column, whatever its size."""
    return text if len(text) < FIGURE else f"{value:.2e}"


def _change(change: SpanChange | None) -> Piece:
    """The cell of a change over a span."""
    if change is None:
        return wording.MISSING.rjust(SPAN), "quiet"
    points = wording.points(change.percent)
    text = f"{wording.arrow(change.percent)} {points if len(points) < SPAN - 2 else f'{change.percent:+.1e}'}"
    return text.rjust(SPAN), move_tone(change.percent)
