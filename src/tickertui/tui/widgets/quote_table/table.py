"""The board's table: any number of rows, of which only those in view cost anything.

One widget on the Line API that renders its lines itself: no children, no scroll bar, no styles cache. Padding and
borders in CSS therefore do nothing here. Every change ends in `settle`, which compares what each line showed with what
it has to show (a row is its object) and repaints the lines that differ.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tickertui.market.quote import Quote
from tickertui.tui.columns import COLUMNS, TONES
from tickertui.tui.commands import bindings, named
from tickertui.tui.tones import style_of
from tickertui.tui.widgets.quote_table.layout import Slot
from tickertui.tui.widgets.quote_table.lines import Shown, is_same
from tickertui.tui.widgets.quote_table.settings import YEAR, TableSettings
from tickertui.tui.widgets.quote_table.strip import Tones

FLASH_SECONDS = 0.9
"""How long changed digits stand out."""

SLICE = 10_000
"""The labels that are made ready for a filter between two turns of the event loop."""


_DETAIL = named("board.detail")


class QuoteTable(TableSettings, Widget, can_focus=True):
    """A table of price indices."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("table"),
        Binding(_DETAIL.keys, "open", _DETAIL.title, show=_DETAIL.footer, id=_DETAIL.name),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"quote-table--cursor"}
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QuoteTable {
        height: 1fr;
        color: $ink;
        & > .quote-table--cursor { background: $cursor-row; }
        &:ansi > .quote-table--cursor { text-style: reverse; }
    }
    """

    class RowHighlighted(Message):
        """Another row is selected, or the selected row says something new."""

        def __init__(self, quote: Quote | None) -> None:
            """`quote`: the row; None where there is none any more, and on a heading."""
            super().__init__()
            self.quote = quote

    class RowOpened(Message):
        """The selected row is wanted: Enter, or a click on it."""

        def __init__(self, quote: Quote) -> None:
            super().__init__()
            self.quote = quote

    class SortRequested(Message):
        """A column's title was clicked."""

        def __init__(self, column_id: str) -> None:
            super().__init__()
            self.column_id = column_id

    class Folded(Message):
        """Groups were folded or opened by hand."""

        def __init__(self, names: frozenset[str]) -> None:
            """`names`: the groups that are folded now."""
            super().__init__()
            self.names = names

    def __init__(
        self,
        rows: tuple[Quote, ...] = (),
        *,
        now: datetime,
        window: timedelta | None = YEAR,
        id: str | None = None,  # noqa: A002  # Textual's word for it
        classes: str | None = None,
    ) -> None:
        """A table with the rows that are known already."""
        Widget.__init__(self, id=id, classes=classes)
        TableSettings.__init__(self, now, window)
        self._shown: list[Shown] = []
        self._painted: tuple[Slot, ...] = ()
        self._announced: Quote | None = None
        self._flash_timer: Timer | None = None
        self._filters: Sequence[LineFilter] | None = None
        self.rows = rows

    @property
    def rows(self) -> tuple[Quote, ...]:
        """The rows as published; those of a new snapshot keep cursor, order and filter, and repaint what differs."""
        return self._order.rows

    @rows.setter
    def rows(self, rows: tuple[Quote, ...]) -> None:
        """Take a new snapshot's rows."""
        place = self.lines.place
        self._order.take(rows, self.now)
        self.lines.follow(place)
        if self.window is None:
            since = self._face.since
            self._find_since()
            if since != self._face.since:
                self._face.reset()
                self._shown = []
        if self._shown and self.app.animation_level != "none":
            self._flash()
        self.settle()

    @property
    def cursor(self) -> int:
        """The selected line's position among those that show, headings counted."""
        return self.viewport.cursor

    @cursor.setter
    def cursor(self, position: int) -> None:
        """Select another line."""
        self.viewport.move_to(position)
        self.settle()

    @property
    def selected(self) -> Quote | None:
        """The row of the cursor; None on a heading, and where no row shows."""
        return self.lines.selected

    @property
    def selected_group(self) -> str | None:
        """The group whose heading the cursor is on; None on a row."""
        return self._order.heading_at(self.cursor)

    @property
    def total(self) -> int:
        """How many rows there are to be filtered: all, or those of the `watchlist`."""
        return self._order.total

    @property
    def matched(self) -> int:
        """How many rows pass the filter, those of folded groups among them."""
        return self._order.matched

    @property
    def is_best_first(self) -> bool:
        """Whether rows are in the order of how well they match the filter, as no other order was asked for."""
        return self._order.is_best_first

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The column that orders the rows and whether it descends; None where they are as published."""
        column = self._order.column
        return None if column is None else (column.id, self._order.descending)

    @property
    def sortable(self) -> tuple[str, ...]:
        """The columns that show and can order the rows, from left to right."""
        return tuple(slot.column.id for slot in self._face.slots if slot.column.key is not None)

    def sort_by(self, column_id: str | None, descending: bool = False) -> None:
        """Order the rows by a column (None: as published); the cursor stays on its row.

        Raises:
            KeyError: for a column that is not there or orders nothing.
        """
        column = next((column for column in COLUMNS if column.id == column_id and column.key), None)
        if column_id is not None and column is None:
            raise KeyError(column_id)
        place = self.lines.place
        self._order.sort(column, descending, self.now)
        self.lines.follow(place)
        self.settle()

    def prepare_filter(self) -> None:
        """Make ready for a filter, where there are many rows a slice at a time: the first letter is as quick then."""
        if not self._order.prepare(SLICE):
            self.run_worker(self._prepare_names(), name="names", group="names", exclusive=True)

    async def _prepare_names(self) -> None:
        """Make the labels ready while nothing else is to be done."""
        while not self._order.prepare(SLICE):  # noqa: ASYNC110  # nothing is waited for: others get their turn
            await asyncio.sleep(0)

    def filter(self, text: str) -> int:
        """Show only rows whose name has the letters of every word of the text; how many do.

        Folded groups are open while something is looked for, and rows that are in no other order come best first.
        """
        place = self.lines.place
        self.lines.filter_text = " ".join(text.split())
        before = self._order.text
        self._order.search(text)
        if self._order.text != before and self._order.groups.by is not None:
            self._order.fold(set() if self._order.text else set(self._folded))
        self.lines.follow(place)
        if self._face.filter_text != self._order.text:
            self._face.filter_text = self._order.text
            self._face.reset()
            self.redraw()
        return self.matched

    def select(self, label: str) -> bool:
        """Put the cursor on the row of that label, and open its group; whether it shows."""
        near, groups = self._order.number_at(self.cursor), self._order.groups
        number = self._order.number_of(label, near)
        if number is None:
            return False
        if (name := groups.name_at(number)) in groups.folded:
            self._fold_by_hand(groups.folded - {name})
        position = self._order.position_of(label, number)
        if position is not None:
            self.cursor = position
        return position is not None

    def settle(self) -> None:
        """Repaint the lines that show something else now, and tell of another selected row."""
        if not self.is_mounted:
            return
        self.lines.fit()
        self._face.measure(self.lines.in_view())
        shown, self._shown = self._shown, self.lines.lines(self.now)
        if len(shown) != len(self._shown) or self._painted is not self._face.slots:
            self._painted = self._face.slots
            self.refresh()
        else:
            width = self._face.width
            dirty = [
                Region(0, y, width, 1)
                for y, (old, new) in enumerate(zip(shown, self._shown, strict=True))
                if not is_same(old, new)
            ]
            if dirty:
                self.refresh(*dirty)
        if self.selected is not self._announced:
            self._announced = self.selected
            self.post_message(self.RowHighlighted(self._announced))

    def press(self, x: int, y: int) -> None:
        """Answer a click: a title asks for an order, a row is selected, the selected row is opened."""
        if y == 0:
            column = self._face.column_at(x)
            if column is not None and column.key is not None:
                self.post_message(self.SortRequested(column.id))
            return
        position = self.viewport.top + y - 1
        if y <= self.viewport.page and position < self.viewport.count:
            if position == self.cursor:
                self.action_open()
            else:
                self.cursor = position
                if self.selected_group is not None:
                    self.action_fold()

    def action_open(self) -> None:
        """Tell that the selected row is wanted; a heading folds or opens its group."""
        if self.selected is not None:
            self.post_message(self.RowOpened(self.selected))
        else:
            self.action_fold()

    def action_fold(self) -> None:
        """Fold or open the group of the cursor's line."""
        groups = self._order.groups
        name = self.selected_group or groups.name_at(max(0, self._order.number_at(self.cursor)))
        if name and self.matched:
            self._fold_by_hand(groups.folded ^ {name})

    def action_fold_all(self) -> None:
        """Fold every group, or open all where all are folded."""
        groups = self._order.groups
        if groups.by is not None:
            self._fold_by_hand(set(groups.names) if not groups.folded.issuperset(groups.names) else set())

    def action_space(self) -> None:
        """Fold or open the group of a heading; a page down on rows."""
        if self.selected_group is not None:
            self.action_fold()
        else:
            self.action_page_down()

    def _fold_by_hand(self, names: set[str]) -> None:
        """Fold groups and tell; while something is looked for it is not to be remembered."""
        self._fold(names)
        if not self._order.text:
            self._folded = frozenset(names)
            self.post_message(self.Folded(self._folded))

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        super().notify_style_update()
        if self.is_mounted and self._filters is not None:
            self._take_tones()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the lines asked for."""
        width, height = self.outer_size
        filters = self.app.get_line_filters()
        if filters != self._filters:
            self._filters = filters
            self._take_tones()
        if (width, height) != (self._face.width, self._face.height):
            self._face.resize(width, height)
            self.lines.fit()
            self._face.measure(self.lines.in_view())
            self._painted = self._face.slots
            self._shown = self.lines.lines(self.now)
        strip = self.lines.strip
        strips = [strip(shown) for shown in self._shown[crop.y : crop.bottom]]
        return strips if crop.width == width else [line.crop(crop.x, crop.right) for line in strips]

    def redraw(self) -> None:
        """Repaint every line."""
        self._shown = []
        self.settle()

    def _take_tones(self) -> None:
        """Look up every tone's style; where one changed, every line is drawn anew.

        A cursor in reverse has the colours of plain text: on 16 colours no other would be sure to be read. Line filters
        (no colour, 16 colours) turn styles into styles, so they are applied here once, not to strips.
        """
        cursor = self.get_component_rich_style("quote-table--cursor")
        background = self.background_colors[1]
        variables = self.app.theme_variables
        plain = {tone: style_of(tone, variables, background) for tone in TONES}
        if cursor.reverse:
            ink = plain["ink"]
            on_cursor = {
                tone: ink + Style(reverse=True, bold=style.bold, underline=style.underline)
                for tone, style in plain.items()
            }
        else:
            on_cursor = {tone: style + Style(bgcolor=cursor.bgcolor) for tone, style in plain.items()}
        for line_filter in self._filters or ():
            for styles in (plain, on_cursor):
                segments = line_filter.apply([Segment(" ", style) for style in styles.values()], background)
                styles.update(zip(styles, [style or Style() for _, style, _ in segments], strict=True))
        tones = Tones(plain, on_cursor)
        if tones != self._face.tones:
            self._face.tones = tones
            self._face.reset()
            self.refresh()

    def _flash(self) -> None:
        """Let changed digits stand out for a moment."""
        if self._flash_timer is not None:
            self._flash_timer.stop()
            self._flash_timer = None
        self._face.measure(self.lines.in_view())
        if self.lines.flash(self._shown):
            self._flash_timer = self.set_timer(FLASH_SECONDS, self._end_flash)

    def _end_flash(self) -> None:
        """Nothing stands out any more, and nothing is scheduled."""
        self._flash_timer = None
        self.lines.end_flash()
        self.settle()
