"""Moving through a document: by line, page, heading and share, and by the width of its column."""

from bisect import bisect_right

from tickertui.formats.document import Heading
from tickertui.tui.widgets.document.pictured import PicturedColumn

MEASURE_STEP = 2
TABLE_STEP = 8


class DocumentMoves(PicturedColumn):
    """A column that is moved through."""

    def move(self, rows: int) -> None:
        """Scroll by so many rows."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, force=True)

    def page(self, pages: float) -> None:
        """Scroll by pages, keeping two lines of the one before in view."""
        height = max(self.size.height - 2, 1) if abs(pages) >= 1 else max(self.size.height, 2)
        self.move(round(pages * height))

    def to_end(self) -> None:
        """Go to the last row."""
        if self.flow:
            self.jump((len(self.flow) - self.flow.body_from - 1, 1 << 40))
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def to_percent(self, percent: float) -> None:
        """Go to a share of the way."""
        self.scroll_to(y=round(self.max_scroll_y * max(0.0, min(percent, 100.0)) / 100), animate=False, force=True)

    @property
    def progress(self) -> float:
        """How much of the text has been in view: 0 to 1."""
        if self.max_scroll_y <= 0:
            return 1.0
        return max(0.0, min(1.0, self.scroll_offset.y / self.max_scroll_y))

    @property
    def headings(self) -> list[tuple[int, Heading]]:
        """The headings with their places in the flow."""
        return self.flow.headings if self.flow else []

    @property
    def section(self) -> int:
        """Which heading the top of the view stands under, from 0; -1 before the first."""
        if not self.flow or not self.headings:
            return -1
        at = bisect_right(self.headings, self.place[0] + self.flow.body_from, key=_block_of) - 1
        if at + 1 < len(self.headings):
            row = self.row_of(self.headings[at + 1][0], 0)
            if row is not None and row <= self.scroll_offset.y + 2:
                return at + 1
        return at

    def to_heading(self, index: int) -> None:
        """Bring a heading to the top."""
        if self.flow and 0 <= index < len(self.headings):
            self.jump((self.headings[index][0] - self.flow.body_from, 0), above=1)

    def step_heading(self, step: int) -> None:
        """Go to the next or the last heading; past the ends, to the ends of the text."""
        top = self.scroll_offset.y + 1
        section = self.section
        near = range(max(section - 2, 0), min(section + 4, len(self.headings)))
        rows = [(self.row_of(self.headings[index][0], 0), index) for index in near]
        if step > 0:
            after = [index for row, index in rows if row is None or row > top]
            if after:
                self.to_heading(after[0])
            else:
                self.to_end()
            return
        before = [index for row, index in rows if row is not None and row < top]
        if before:
            self.to_heading(before[-1])
        else:
            self.action_start()

    def action_down(self) -> None:
        """One line down."""
        self.move(1)

    def action_up(self) -> None:
        """One line up."""
        self.move(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.page(-0.5)

    def action_page_down(self) -> None:
        """A page down."""
        self.page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.page(-1)

    def action_next_heading(self) -> None:
        """To the next heading."""
        self.step_heading(1)

    def action_last_heading(self) -> None:
        """To the heading before."""
        self.step_heading(-1)

    def action_start(self) -> None:
        """To the start."""
        if self.flow:
            self.jump((-self.flow.body_from, 0), above=1)

    def action_end(self) -> None:
        """To the end."""
        self.to_end()

    def action_narrower(self) -> None:
        """A narrower column."""
        self.measure -= MEASURE_STEP

    def action_wider(self) -> None:
        """A wider column."""
        self.measure += MEASURE_STEP

    def action_table_right(self) -> None:
        """Scroll wide tables on."""
        self._shift_tables(TABLE_STEP)

    def action_table_left(self) -> None:
        """Scroll wide tables back."""
        self._shift_tables(-TABLE_STEP)

    def _shift_tables(self, cells: int) -> None:
        """Scroll the tables that are wider than the view."""
        layout = self.layout_of_flow
        if layout is None or not layout.setting.has_wide_table:
            return
        most = max(layout.setting.widest_table - layout.setting.room, 0)
        shift = max(min(self.table_shift + cells, most), 0)
        if shift != self.table_shift:
            self.table_shift = shift
            self.redraw()


def _block_of(pair: tuple[int, Heading]) -> int:
    return pair[0]
