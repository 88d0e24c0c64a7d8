"""Rows beside each other: rebased to 100 from one day on one chart, and their changes over the same spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.calendar import utc_day
from tickertui.market.quote import Quote
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import RowWanted
from tickertui.tui.screens.compare.prepared import Prepared, is_much, prepared
from tickertui.tui.screens.compare.starts import moved, neighbour
from tickertui.tui.screens.compare.table import ComparisonTable
from tickertui.tui.screens.compare.taking import choose_form, take
from tickertui.tui.widgets.comparison_chart import ComparisonChart
from tickertui.tui.widgets.comparison_drawing import Traced
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.toned import Line, Toned


class CompareCaption(Toned):
    """What is compared, from when and until when."""

    DEFAULT_CSS = """
    CompareCaption { height: 1; }
    """

    def __init__(self) -> None:
        """Nothing to say yet."""
        super().__init__()
        self._facts: Sequence[str] = ()

    def show(self, facts: Sequence[str]) -> None:
        """Say other facts; the last ones give way where there is no room."""
        self._facts = facts
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The line."""
        width, facts = self.content_size.width, list(self._facts)
        while len(facts) > 1 and len(wording.SEPARATOR.join(facts)) + len("Compare   ") > width:
            facts.pop()
        line: Line = [("Compare", "strong"), ("   ", "quiet"), (wording.SEPARATOR.join(facts), "quiet")]
        return self.strip_of(line, width)


class CompareScreen(Screen[None]):
    """Several rows on one chart."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("compare")
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012  # declared by Textual
    places: ClassVar[tuple[Place, ...]] = ("compare", "everywhere")

    @dataclass
    class Ready(Message):
        """A comparison that was made in a thread."""

        prepared: Prepared

    def __init__(self, quotes: tuple[Quote, ...], now: datetime) -> None:
        """Compare these rows; marks and colours go to those that can be compared first, and stay with them."""
        super().__init__()
        self._quotes, self._today = quotes, utc_day(now)
        self._numbers: dict[str, int] = {}
        self._is_much = is_much(quotes)
        self._prepared = Prepared()
        self._traced: tuple[Traced, ...] = ()
        self._start: date | None = None
        self._at: date | None = None
        self._is_logarithmic = False
        self._selected = 0
        self._caption = CompareCaption()
        self._chart = ComparisonChart(id="compare-chart")
        self._table = ComparisonTable(id="compare-table")
        self._prepare()

    def compose(self) -> ComposeResult:
        """Caption, chart, figures, keys."""
        yield self._caption
        yield self._chart
        yield self._table
        yield KeyLine("compare", "everywhere")

    def on_mount(self) -> None:
        """Begin what takes longer."""
        if self._is_much:
            self._prepare_in_thread()

    def on_compare_screen_ready(self, event: Ready) -> None:
        """Show what is ready."""
        event.stop()
        self._take(event.prepared)

    def on_comparison_table_chosen(self, event: ComparisonTable.Chosen) -> None:
        """A line was clicked."""
        event.stop()
        if event.again:
            self.action_row()
        else:
            self._select(event.number)

    def action_cross(self, step: int) -> None:
        """The crosshair on the next print, or the one before; after the last one it goes away."""
        self._point_at(neighbour(self._prepared.stops, self._at, step))

    def action_cross_end(self, end: int) -> None:
        """The crosshair on the first print or the last."""
        stops = self._prepared.stops
        self._point_at(stops[end] if stops else None)

    def action_start_here(self) -> None:
        """Rebase on the day of the crosshair."""
        if self._at is None:
            self.notify("Move the crosshair to a day first, with ← and →.", markup=False)
        elif self._at not in self._prepared.starts:
            self.notify(f"Too few rows are still to print on {wording.day(self._at)}.", markup=False)
        else:
            self._begin_on(self._at)

    def action_start(self, step: int) -> None:
        """Rebase on the day of the next print, or of the one before."""
        now = self._prepared.comparison.start_on
        to = None if now is None else moved(self._prepared.starts, now, step)
        if to is None:
            words = "earlier" if step < 0 else "later"
            self.notify(f"On no {words} day do two of the rows have a value.", markup=False)
        else:
            self._begin_on(to)

    def action_common_start(self) -> None:
        """Rebase on the first day that all rows reach."""
        self._begin_on(None)

    def action_log(self) -> None:
        """The other scale."""
        if not self._prepared.is_positive:
            self.notify("Not all values are above zero: there is no log scale for them.", markup=False)
            return
        self._is_logarithmic = not self._is_logarithmic
        self._show()

    def action_select(self, step: int) -> None:
        """Select the next line, or the one before."""
        self._select(self._selected + step)

    def action_row(self) -> None:
        """Go to the selected row."""
        rows = self._table.rows
        if rows:
            self.post_message(RowWanted(rows[self._selected].label))

    def action_copy(self) -> None:
        """Copy the table as spreadsheets paste it."""
        take(self, self._prepared.comparison, "tsv", is_copied=True)

    def action_export(self) -> None:
        """Choose a format for the table, and whether it is written or copied."""
        choose_form(self, self._prepared.comparison)

    def action_back(self) -> None:
        """Back to the board."""
        self.dismiss()

    def _prepare(self) -> None:
        """Make ready what is shown, here or in a thread."""
        if not self._is_much:
            self._take(prepared(self._quotes, self._start))
        elif self.is_mounted:
            self._prepare_in_thread()
        else:
            self._chart.say("Comparing …")

    def _prepare_in_thread(self) -> None:
        quotes, start = self._quotes, self._start
        self.run_worker(
            lambda: self.post_message(self.Ready(prepared(quotes, start))),
            name="comparison",
            group="comparison",
            exclusive=True,
            thread=True,
        )

    def _take(self, made: Prepared) -> None:
        """Show another comparison; the selection stays on its row."""
        rows = self._table.rows
        label = rows[self._selected].label if rows else ""
        self._prepared = made
        stops = made.stops
        if self._at is not None and (not stops or not stops[0] <= self._at <= stops[-1]):
            self._at = None
        self._is_logarithmic = self._is_logarithmic and made.is_positive
        labels = [*(row.label for row in made.comparison.lines), *(row.label for row in made.comparison.left_out)]
        self._selected = labels.index(label) if label in labels else 0
        self._numbers = self._numbers or {name: number for number, name in enumerate(labels)}
        self._traced = tuple(Traced(self._numbers[label], line) for label, line in made.drawn.items())
        self._show()

    def _begin_on(self, start: date | None) -> None:
        if start != self._start:
            self._start = start
            self._prepare()

    def _select(self, number: int) -> None:
        number = max(0, min(number, len(self._table.rows) - 1))
        if number != self._selected:
            self._selected = number
            self._show()

    def _point_at(self, on: date | None) -> None:
        if on != self._at:
            self._at = on
            self._chart.point_at(on)
            self._show_figures()

    def _show(self) -> None:
        """Chart and figures, as they are now."""
        comparison = self._prepared.comparison
        self._show_figures()
        self._chart.point_at(self._at)
        if comparison.start_on is None:
            none = "None of the rows can be compared; why is said below." if self._quotes else "No row is marked."
            self._chart.say(none)
            self._caption.show(["nothing to compare"])
            return
        number = self._traced[self._selected].number if self._selected < len(self._traced) else -1
        self._chart.show(
            self._traced,
            start=comparison.start_on,
            end=max(self._today, self._prepared.stops[-1]),
            is_logarithmic=self._is_logarithmic,
            selected=number,
        )
        count = len(comparison.lines)
        facts = ["1 index" if count == 1 else f"{count} indices"]
        facts.append(f"100 = {wording.day(comparison.start_on)}{'' if self._start else ' (common)'}")
        facts += ["log"] if self._is_logarithmic else []
        facts += [f"{len(comparison.left_out)} left out"] if comparison.left_out else []
        facts += [f"spans to {wording.day(comparison.end_on)}"] if comparison.spans else []
        self._caption.show(facts)

    def _show_figures(self) -> None:
        made = self._prepared
        self._table.show(made, self._numbers, self._selected, self._at, self._today)
