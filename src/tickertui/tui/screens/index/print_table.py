"""The table of prints, the newest first: any number of them, of which only those in view are looked at."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.calendar import utc_day
from tickertui.tui.screens.index.ledger import Known, Ledger
from tickertui.tui.widgets.facts import IMPLIED, REVISED, move_tone
from tickertui.tui.widgets.price_drawing import ARTICLE
from tickertui.tui.widgets.toned import Line, Piece, Toned
from tickertui.tui.widgets.viewport import Viewport

MARKS, DAY, CHANGE, SPAN, KNOWN = 4, 10, 10, 6, 13
"""The cells of the columns; those of levels are as many as the longest needs."""
LEAST_FROM = 12
"""The fewest cells for where a value is from."""
SOURCES = {"trend": "trend", "row": "the row itself", "computed": "other rows", "implied": "implied by YoY"}
"""Where values are from that the archive does not tell of."""


class PrintTable(Toned):
    """Date, level, change, days, since when it is known, from where, and marks for what was revised or written of."""

    DEFAULT_CSS = """
    PrintTable { width: 1fr; height: 1fr; }
    """

    class Chosen(Message):
        """A print was clicked."""

        def __init__(self, on: date) -> None:
            """`on`: its day."""
            super().__init__()
            self.on = on

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._ledger: Ledger | None = None
        self._level = 0
        self._told: frozenset[date] = frozenset()
        self._view = Viewport()

    def show(self, ledger: Ledger, place: int, told: frozenset[date]) -> None:
        """Show a ledger with the cursor on a place; `told`: the days of prints that an article is near."""
        if ledger is not self._ledger or told != self._told:
            self._ledger, self._told = ledger, told
            self._level = _widest(ledger)
            self.refresh()
        self._view.fit(len(ledger), self._page)
        self.move_to(place)

    def move_to(self, place: int) -> None:
        """Put the cursor on an entry of the ledger."""
        view, before, top = self._view, self._view.cursor, self._view.top
        view.move_to(view.count - 1 - place)
        if view.top != top:
            self.refresh()
        elif view.cursor != before:
            lines = (before - top + 1, view.cursor - top + 1)
            self.refresh(*(Region(0, line, self.size.width, 1) for line in lines if 0 < line < self.size.height))

    @property
    def page(self) -> int:
        """How many prints a page moves by."""
        return max(1, self._page - 1)

    @property
    def _page(self) -> int:
        return max(1, self.content_size.height - 1)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        if self._ledger is not None:
            self._view.fit(len(self._ledger), self._page)

    def render_line(self, y: int) -> Strip:
        """The heading, or one print."""
        width, ledger = self.content_size.width, self._ledger
        if ledger is None or not ledger:
            return (
                self.strip_of([("No print is known.", "quiet")], width) if y == 0 and ledger is not None else Strip([])
            )
        if y == 0:
            return self.strip_of(self._heading(width), width)
        row = self._view.top + y - 1
        if row >= len(ledger):
            return Strip([])
        line = self._line(ledger[len(ledger) - 1 - row], width, is_selected=row == self._view.cursor)
        return self.strip_of(line, width)

    def on_click(self, event: events.Click) -> None:
        """Choose the print under the pointer."""
        event.stop()
        row = self._view.top + event.y - 1
        if self._ledger is not None and event.y >= 1 and row < len(self._ledger):
            self.post_message(self.Chosen(self._ledger.days[len(self._ledger) - 1 - row]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self._scroll(-3)

    def _scroll(self, rows: int) -> None:
        top = self._view.top
        self._view.scroll(rows)
        if self._view.top != top:
            self.refresh()

    def _columns(self, width: int) -> tuple[bool, bool, int]:
        """Whether days and the moment that a print is known since have room, and the cells left for its source."""
        rest = width - MARKS - DAY - self._level - 1 - CHANGE - 1
        has_days = rest >= SPAN
        rest -= SPAN if has_days else 0
        has_known = rest >= KNOWN and self._ledger is not None and self._ledger.is_kept
        rest -= KNOWN if has_known else 0
        return has_days, has_known, rest - 2 if rest - 2 >= LEAST_FROM else 0

    def _heading(self, width: int) -> Line:
        has_days, has_known, rest = self._columns(width)
        text = f"{' ' * MARKS}{'Date':<{DAY}}{'Level':>{self._level + 1}}{'Change %':>{CHANGE + 1}}"
        text += f"{'Days':>{SPAN}}" if has_days else ""
        text += f"{'Known since':>{KNOWN}}" if has_known else ""
        return [(text + ("  From" if rest else ""), "header")]

    def _line(self, known: Known, width: int, *, is_selected: bool) -> Line:
        """One print."""
        has_days, has_known, rest = self._columns(width)
        change = wording.points(known.percent) if known.percent is not None else ""
        short = change if len(change) <= CHANGE - 2 else f"{known.percent:+.1e}"
        arrow = wording.arrow(known.percent) if known.percent is not None else " "
        level = wording.level(known.value)
        tone = "strong" if is_selected else "ink"
        line: list[Piece] = [
            ("▌" if is_selected else " ", "accent"),
            (IMPLIED if known.found == "implied" else REVISED if known.earlier else " ", "chart-mark"),
            (ARTICLE if known.on in self._told else " ", "accent"),
            (f" {wording.day(known.on):<{DAY}}", tone),
            (f"{level:>{self._level + 1}}", "quiet" if known.found == "implied" else tone),
            (f"{f'{arrow} {short}' if change else '':>{CHANGE + 1}}", move_tone(known.percent)),
        ]
        if has_days:
            line.append((f"{wording.span(known.days) if known.days is not None else '':>{SPAN}}", "quiet"))
        if has_known:
            since = wording.day(utc_day(known.seen.shown[-1].known_at)) if known.seen is not None else wording.MISSING
            line.append((f"{since:>{KNOWN}}", "quiet"))
        if rest:
            line += [("  ", "quiet"), *_source(known)]
        return line


def _source(known: Known) -> Sequence[Piece]:
    """Where a value is from, as short as can be; what it was revised from stands after it."""
    if known.found != "archive":
        return [(SOURCES[known.found], "quiet")]
    where = "archive" if known.snapshot is None else known.snapshot.digest[:8]
    if known.earlier:
        was = " → ".join(map(wording.level, known.earlier))
        return [(where, "quiet"), (f" was {was}", "chart-mark")]
    if known.snapshot is None:
        return [(where, "quiet")]
    return [(f"{where} {known.snapshot.source or known.snapshot.origin}", "quiet")]


def _widest(ledger: Ledger) -> int:
    """The cells that levels need: of the largest, the smallest, and the one nearest to zero."""
    values = [point.value for point in ledger.points]
    if not values:
        return len("Level")
    told = (max(values), min(values), min(values, key=abs), values[-1])
    return max(len("Level"), *(cell_len(wording.level(value)) for value in told))
