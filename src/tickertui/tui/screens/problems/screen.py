"""Every problem with its reason: sources that failed, oddities of the payload, rows that do not add up."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType

from tickertui.market.integrity import findings_of
from tickertui.market.quote import Quote
from tickertui.monitor.update import Update
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import RowWanted
from tickertui.tui.screens.listed import SheetScreen
from tickertui.tui.widgets.item_list import Group, Item, ItemList
from tickertui.tui.widgets.sheet import Entry

MOST_ROWS = 1_000
"""Rows with findings that are listed; of more than that it is said how many."""

MANY_ROWS = 300
"""From so many rows on, looking at them takes longer than a frame may."""


class ProblemsScreen(SheetScreen, inherit_bindings=False):
    """A sheet of problems."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("problems")
    places: ClassVar[tuple[Place, ...]] = ("problems", "list")
    asks_for: ClassVar[str] = "words: a row, a source, what is wrong"

    def __init__(self, update: Update, now: datetime, settings: Sequence[str] = ()) -> None:
        """The problems of an update, and what is wrong in the settings."""
        super().__init__("Problems", label_width=4, width=96)
        self._update, self._now, self._settings = update, now, settings

    async def on_mount(self) -> None:
        """List the problems; the rows are looked at aside where there are many."""
        quotes = self._update.snapshot.quotes if self._update.snapshot else ()
        if len(quotes) < MANY_ROWS:
            self._list(rows_of(quotes, self._now))
        else:
            self.show(self._others(), nothing=f"Looking at {len(quotes):,} rows …")
            self.run_worker(self._look(quotes), group="problems", exclusive=True)

    def on_item_list_clicked(self, event: ItemList.Clicked) -> None:
        """A click on the selected problem of a row leads to the row."""
        event.stop()
        if event.again:
            self.action_row()

    def action_row(self) -> None:
        """Show the row of the selected problem."""
        item = self.list.selected
        if item is not None and item.id:
            self.post_message(RowWanted(item.id))

    async def _look(self, quotes: Sequence[Quote]) -> None:
        """Look at the rows away from the loop."""
        from tickertui.source.aside import aside

        self._list(await aside(lambda: rows_of(quotes, self._now)))

    def _others(self) -> list[Group]:
        """The problems that are not of rows."""
        return groups_of(self._update, self._settings)

    def _list(self, rows: Sequence[Group]) -> None:
        """List everything, or that there is nothing."""
        self.show([*self._others(), *rows], nothing="Nothing failed, and every row adds up.")


def groups_of(update: Update, settings: Sequence[str] = ()) -> list[Group]:
    """What failed, what is to be known, and what was odd in the payload."""
    findings = update.snapshot.findings if update.snapshot else ()
    told = {
        "To be known": update.notices,
        "In the settings": settings,
        "In the payload": [finding.sentence for finding in findings],
    }
    groups = [Group(title, tuple(map(_told, sentences))) for title, sentences in told.items() if sentences]
    return [*_failures(update), *groups]


def rows_of(quotes: Sequence[Quote], now: datetime) -> list[Group]:
    """The rows that do not add up; they are shown and usable all the same."""
    items: list[Item] = []
    rows = 0
    for quote in quotes:
        findings = findings_of(quote, now)
        rows += bool(findings)
        if findings and rows <= MOST_ROWS:
            sentences = (Entry(finding.sentence, "!", label_tone="alarm") for finding in findings)
            items.append(Item((Entry(quote.label, tone="accent", hang=0), *sentences), quote.label))
    if rows > MOST_ROWS:
        items.append(Item((Entry(f"and {rows - MOST_ROWS:,} more rows", hang=0, tone="quiet"),)))
    return [Group(f"In {rows:,} of {len(quotes):,} rows", tuple(items))] if rows else []


def _failures(update: Update) -> list[Group]:
    """The sources, or files of a folder, that gave nothing."""
    if not update.problems:
        return []
    items = []
    for origin, error in update.problems:
        entries = [Entry(origin, "▲", tone="accent", label_tone="alarm"), Entry(error.sentence)]
        entries += [Entry(error.hint, tone="quiet")] if error.hint else []
        items.append(Item(tuple(entries)))
    failed, sources = len(update.problems), max(len(update.health), len(update.problems))
    return [Group(f"{failed} of {sources} sources could not be read", tuple(items))]


def _told(sentence: str) -> Item:
    """A sentence that is to be known."""
    return Item((Entry(sentence, "!", label_tone="alarm"),))
