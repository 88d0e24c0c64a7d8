"""The calendar's grid: a row for each week, with what every day holds, the selected day lit."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.message import Message
from textual.strip import Strip

from tickertui.tui.screens.agenda.marks import MARKS, ORDER, TONES, WEEKDAYS
from tickertui.tui.screens.agenda.plan import WEEKS, DayCount, Plan
from tickertui.tui.widgets.toned import Line, Piece, Toned, fitted

MONTH = 12
"""Cells of the month's name and of the week's number at the left."""
HEAD = 2
DAYS = 7
NAMES_FROM = 12
"""From this width of a day on, names are written into it."""


class Grid(Toned):
    """Weeks from eight back to eight ahead; roomier where there are more lines."""

    DEFAULT_CSS = """
    Grid { height: 1fr; }
    """

    class DayChosen(Message):
        """A day was clicked."""

        def __init__(self, on: date) -> None:
            """The day."""
            super().__init__()
            self.on = on

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._plan: Plan | None = None
        self._selected: date | None = None

    def show(self, plan: Plan) -> None:
        """Show a plan."""
        self._plan = plan
        self.refresh()

    def select(self, on: date | None) -> None:
        """Light a day."""
        if on != self._selected:
            self._selected = on
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The weekdays, a line of a week, or what the marks mean."""
        width, plan = self.content_size.width, self._plan
        if plan is None:
            return Strip([])
        if y == 0:
            return self.strip_of(self._heading(), width)
        week, within = divmod(y - HEAD, self._tall)
        if y < HEAD or week >= 2 * WEEKS + 1:
            return self._legend(y, width)
        days = self._days(week)
        line: list[Piece] = [(self._month(days) if within == 0 else " " * MONTH, "quiet")]
        for day in days:
            line += self._day(day, within)
        return self.strip_of(line, width)

    def on_click(self, event: events.Click) -> None:
        """Go to a day."""
        event.stop()
        y = event.y - self.styles.padding.top - HEAD
        x = event.x - self.styles.padding.left - MONTH
        if self._plan is not None and y >= 0 and 0 <= x < DAYS * self._wide and y // self._tall <= 2 * WEEKS:
            days = self._days(y // self._tall)
            if x // self._wide < len(days):
                self.post_message(self.DayChosen(days[x // self._wide]))

    def _days(self, week: int) -> Sequence[date]:
        """The days of a week, Monday first; fewer where the calendar ends, its first weeks where it begins."""
        today = self._plan.today if self._plan else date.min
        first = max(1, today.toordinal() - WEEKS * DAYS - today.weekday())
        begin = first + week * DAYS
        return [date.fromordinal(number) for number in range(begin, min(begin + DAYS, date.max.toordinal() + 1))]

    @property
    def _wide(self) -> int:
        """Cells of a day."""
        return max(5, min(18, (self.content_size.width - MONTH) // DAYS))

    @property
    def _tall(self) -> int:
        """Lines of a week."""
        return max(1, min(3, (self.content_size.height - HEAD - 2) // (2 * WEEKS + 1)))

    def _heading(self) -> Line:
        return [(" " * MONTH, "header"), *((f"{name:<{self._wide}}", "header") for name in WEEKDAYS)]

    def _month(self, days: Sequence[date]) -> str:
        """The month that begins in the week, or that the first week is in; and the week's number."""
        if not days:
            return " " * MONTH
        is_new = days[-1].day <= DAYS or days[0] == self._days(0)[0]
        month = days[-1].isoformat()[:7] if is_new else ""
        return f"{month:<7} W{days[0].isocalendar().week:02d} ".ljust(MONTH)

    def _day(self, on: date, within: int) -> Line:
        """One line of a day: its number with marks, then names where there is room."""
        wide, plan = self._wide, self._plan
        count = plan.days.get(on) if plan else None
        if within == 0:
            return self._numbered(on, count, wide)
        if within == 1 and count is not None and wide >= NAMES_FROM:
            more = count.total - 1
            tail = f" +{more}" if more else ""
            name = count.label
            room = wide - 2 - len(tail)
            if cell_len(name) > room:
                name = set_cell_size(name, room - 1).rstrip() + "…"
            text = set_cell_size(name + tail, wide)
            return [(text, "ink" if on == self._selected else "quiet")]
        return [(" " * wide, "quiet")]

    def _numbered(self, on: date, count: DayCount | None, wide: int) -> Line:
        """A day's number, and a mark with a number for what it holds."""
        plan = self._plan
        is_today = plan is not None and on == plan.today
        tone = "selected-day" if on == self._selected else "key" if is_today else "ink" if count else "quiet"
        number: Piece = (f"{on.day:>2}", tone)
        after: Piece = ("◂", "key") if is_today else (" ", "quiet")
        line = fitted([number, after, *_marks(count, wide - 4)], wide - 1)
        used = sum(cell_len(text) for text, _ in line)
        return [*line, (" " * (wide - used), "quiet")]

    def _legend(self, y: int, width: int) -> Strip:
        """What the marks mean, below the weeks."""
        if y != HEAD + (2 * WEEKS + 1) * self._tall + 1:
            return Strip([])
        line: list[Piece] = []
        for mark in ("late", "due", "expected", "printed"):
            line += [(MARKS[mark], TONES[mark]), (f" {mark}  ", "quiet")]
        line += [("◂", "key"), (" today", "quiet")]
        return self.strip_of(line, width)


def _marks(count: DayCount | None, room: int) -> list[Piece]:
    """What a day holds: marks with numbers, where those do not fit with a plus for more than one, else marks alone."""
    found = [(mark, getattr(count, mark)) for mark in ORDER if count and getattr(count, mark)]
    choices = [
        [(f"{MARKS[mark]}{many if many > 1 else ''}", TONES[mark]) for mark, many in found],
        [(f"{MARKS[mark]}{'+' if many > 1 else ''}", TONES[mark]) for mark, many in found],
    ]
    for pieces in choices:
        if sum(cell_len(text) for text, _ in pieces) <= room:
            return pieces
    return [(MARKS[mark], TONES[mark]) for mark, _ in found]
