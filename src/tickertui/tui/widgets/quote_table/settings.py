"""What a screen sets on a table, and what it may ask of it: rows, moment, sparklines, signs, columns, groups."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tickertui.market.families import By, Families
from tickertui.market.quote import Quote
from tickertui.tui.columns import known_ids
from tickertui.tui.widgets.quote_table.face import SparkStyle, TableFace
from tickertui.tui.widgets.quote_table.lines import TableLines
from tickertui.tui.widgets.quote_table.moves import TableMoves

YEAR = timedelta(weeks=52)
"""The sparklines' time axis, unless another is set."""

WINDOWS: tuple[timedelta | None, ...] = (
    timedelta(weeks=13),
    timedelta(weeks=26),
    YEAR,
    timedelta(weeks=104),
    None,
)
"""The time axes to choose from; None for all that there is."""


class TableSettings(TableMoves):
    """A table's attributes; each shows at once, and repaints only what it changes."""

    def __init__(self, now: datetime, window: timedelta | None) -> None:
        """No rows, and nothing out of the ordinary."""
        super().__init__(TableLines(TableFace(now, window)))
        self._face = self.lines.face
        self._order = self.lines.order
        self._chosen: tuple[str, ...] = ()
        self._folded: frozenset[str] = frozenset()

    def redraw(self) -> None:
        """Repaint every line."""
        raise NotImplementedError

    @property
    def now(self) -> datetime:
        """The moment by which ages and states are told; only its UTC day shows."""
        return self._face.now

    @now.setter
    def now(self, now: datetime) -> None:
        """Take another moment; on another day every line is drawn anew."""
        if self._face.tell_time(now):
            place = self.lines.place
            self._order.tell_time(now)
            self.lines.follow(place)
            self.redraw()

    @property
    def window(self) -> timedelta | None:
        """The length of the time axis that the sparklines share, which ends now; None for all that there is."""
        return self._face.window

    @window.setter
    def window(self, window: timedelta | None) -> None:
        """Draw sparklines on an axis of another length."""
        self._face.window = window
        self._find_since()
        self._draw_anew()

    @property
    def fills(self) -> bool:
        """Whether each sparkline fills its width and prints its span, instead of sharing an axis."""
        return self._face.fills

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Draw sparklines the one or the other way."""
        self._face.fills = fills
        self._draw_anew()

    @property
    def spark_style(self) -> SparkStyle:
        """Whether sparklines are blocks or thin lines of braille dots."""
        return self._face.spark_style

    @spark_style.setter
    def spark_style(self, style: SparkStyle) -> None:
        """Draw sparklines of the one or the other."""
        self._face.spark_style = style
        self._draw_anew()

    @property
    def as_of_mode(self) -> bool:
        """Whether the table shows the past: titles and a bar down the left say so in a colour of their own."""
        return self._face.is_past

    @as_of_mode.setter
    def as_of_mode(self, is_past: bool) -> None:
        """Show that this is the past, or that it is not."""
        if is_past != self._face.is_past:
            self._face.is_past = is_past
            self._draw_anew()

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of the columns that were chosen, in their order; empty where they suit the width."""
        return self._chosen

    @columns.setter
    def columns(self, ids: Sequence[str]) -> None:
        """Choose columns; what is no column's id is left out, the name's is always in, none suits the width again."""
        chosen = known_ids(ids)
        if chosen != self._chosen:
            self._chosen = chosen
            self._face.choose(chosen)
            self.redraw()

    @property
    def showing(self) -> tuple[str, ...]:
        """The ids of the columns that show, from left to right: those for which there is room."""
        return tuple(slot.column.id for slot in self._face.slots)

    def preview(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Choose columns and say which of them there is room for."""
        self.columns = tuple(ids)
        return self.showing

    @property
    def unseen(self) -> frozenset[str]:
        """The labels of rows that carry a dot."""
        return self.lines.unseen

    @unseen.setter
    def unseen(self, labels: frozenset[str]) -> None:
        """Mark other rows."""
        self.lines.unseen = labels
        self.settle()

    @property
    def starred(self) -> frozenset[str]:
        """The labels of rows that carry a star."""
        return self.lines.starred

    @starred.setter
    def starred(self, labels: frozenset[str]) -> None:
        """Star other rows."""
        self.lines.starred = labels
        self.settle()

    @property
    def marked(self) -> frozenset[str]:
        """The labels of rows that are marked for a comparison."""
        return self.lines.marked

    @marked.setter
    def marked(self, labels: frozenset[str]) -> None:
        """Mark other rows."""
        self.lines.marked = labels
        self.settle()

    @property
    def watchlist(self) -> frozenset[str] | None:
        """The labels of the only rows that show; None for all."""
        return self._order.watch

    @watchlist.setter
    def watchlist(self, labels: frozenset[str] | None) -> None:
        """Show only these rows; the cursor stays on its row where it is among them."""
        place = self.lines.place
        self._order.restrict(labels)
        self.lines.follow(place)
        self.settle()

    @property
    def empty_text(self) -> str:
        """What the table says while it has no rows."""
        return self.lines.empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        """Say something else while there are no rows."""
        self.lines.empty_text = text
        self.settle()

    @property
    def group_by(self) -> By | None:
        """What rows stand under headings by; None for no headings."""
        return self._order.groups.by

    @group_by.setter
    def group_by(self, by: By | None) -> None:
        """Put rows under other headings, all of them open; the cursor stays on its row."""
        if by != self.group_by:
            self._folded = frozenset()
            self._order.groups.folded = set()
            self._group(by, self._order.groups.families)

    @property
    def families(self) -> Families | None:
        """The user's own words for families, which come before ours."""
        return self._order.groups.families

    @families.setter
    def families(self, families: Families | None) -> None:
        """Tell families by other words."""
        self._group(self.group_by, families)

    @property
    def folded(self) -> frozenset[str]:
        """The names of the groups whose rows are hidden while nothing is looked for."""
        return self._folded

    @folded.setter
    def folded(self, names: frozenset[str]) -> None:
        """Hide the rows of these groups, and of no others; a row that is hidden leaves the cursor to its heading."""
        self._folded = names
        self._fold(set(names))

    def _fold(self, names: set[str]) -> None:
        """Fold groups, whatever is to be remembered."""
        place = self.lines.place
        self._order.fold(names)
        self.lines.follow(place)
        self.settle()

    def _group(self, by: By | None, families: Families | None) -> None:
        """Put rows under headings."""
        place = self.lines.place
        self._order.group(by, families, self.now)
        self.lines.follow(place)
        self.settle()

    def _find_since(self) -> None:
        """Find where an axis of all that there is begins."""
        firsts = [row.series.points[0].on for row in self._order.rows if row.series.points] if not self.window else []
        self._face.since = min(firsts) - timedelta(days=1) if firsts and min(firsts).toordinal() > 1 else None

    def _draw_anew(self) -> None:
        """Drop what was drawn and repaint."""
        self._face.reset()
        self.redraw()


def rows_in(table: TableSettings) -> tuple[Quote, ...]:
    """The rows that the table's lines show, in their order, headings and folded rows left out."""
    order = table.lines.order
    return tuple(order.rows[number] for number in order.shown if number >= 0)
