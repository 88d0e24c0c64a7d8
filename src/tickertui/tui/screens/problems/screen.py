"""Every problem with its reason: sources that failed, oddities of the payload, rows that do not add up."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tickertui.market.integrity import findings_of
from tickertui.monitor.update import Update
from tickertui.tui.commands import Place, bindings
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.sheet import BLANK, Entry, Sheet, heading

MOST_ROWS = 1_000
"""Rows with findings that are listed; of more than that it is said how many."""


class ProblemsScreen(ModalScreen[None]):
    """A sheet of problems."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("help")
    places: ClassVar[tuple[Place, ...]] = ("help",)

    def __init__(self, update: Update, now: datetime, settings: Sequence[str] = ()) -> None:
        """The problems of an update, and what is wrong in the settings."""
        super().__init__()
        self._sheet = Sheet(id="problems-sheet", label_width=4, more="j")
        self._sheet.border_title = "Problems"
        self._sheet.show(problem_entries(update, now, settings))

    def compose(self) -> ComposeResult:
        """The sheet and the way back."""
        yield self._sheet
        yield KeyLine("help")

    def action_down(self) -> None:
        """One line down."""
        self._sheet.scroll_lines(1)

    def action_up(self) -> None:
        """One line up."""
        self._sheet.scroll_lines(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._sheet.scroll_pages(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._sheet.scroll_pages(-1)

    def action_back(self) -> None:
        """Back to where it was asked for."""
        self.dismiss()


def problem_entries(update: Update, now: datetime, settings: Sequence[str] = ()) -> list[Entry]:
    """What failed, what is to be known, what was odd in payload and rows; or that nothing is wrong."""
    told = [*_told("To be known", update.notices), *_told("In the settings", settings)]
    entries = [*_failures(update), *told, *_oddities(update), *_rows(update, now)]
    return entries or [heading("Nothing failed, and every row adds up.")]


def _failures(update: Update) -> list[Entry]:
    """The sources, or files of a folder, that gave nothing."""
    if not update.problems:
        return []
    failed, sources = len(update.problems), max(len(update.health), len(update.problems))
    entries = [heading(f"{failed} of {sources} sources could not be read")]
    for origin, error in update.problems:
        entries.append(Entry(origin, "▲", tone="accent", label_tone="alarm"))
        entries.append(Entry(error.sentence))
        if error.hint:
            entries.append(Entry(error.hint, tone="quiet"))
        entries.append(BLANK)
    return entries


def _told(title: str, sentences: Sequence[str]) -> list[Entry]:
    """Sentences under a heading."""
    if not sentences:
        return []
    return [heading(title), *(Entry(sentence, "!", label_tone="alarm") for sentence in sentences), BLANK]


def _oddities(update: Update) -> list[Entry]:
    """What was found about the payload as a whole."""
    findings = update.snapshot.findings if update.snapshot else ()
    if not findings:
        return []
    entries = [Entry(finding.sentence, "!", label_tone="alarm") for finding in findings]
    return [heading("In the payload"), *entries, BLANK]


def _rows(update: Update, now: datetime) -> list[Entry]:
    """The rows that do not add up; they are shown and usable all the same."""
    quotes = update.snapshot.quotes if update.snapshot else ()
    entries: list[Entry] = []
    rows = 0
    for quote in quotes:
        findings = findings_of(quote, now)
        if not findings:
            continue
        rows += 1
        if rows <= MOST_ROWS:
            entries.append(Entry(quote.label, tone="accent", hang=0))
            entries += [Entry(finding.sentence, "!", label_tone="alarm") for finding in findings]
    if rows > MOST_ROWS:
        entries.append(Entry(f"and {rows - MOST_ROWS} more rows", hang=0, tone="quiet"))
    return [heading("In the rows"), *entries] if rows else []
