"""Taking figures along from the board: a row as a sentence, and what is shown as a table."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import WorkType

from tickertui.market import wording
from tickertui.tui.commands import keys_of, named
from tickertui.tui.screens.board.arrangement import Arrangement
from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.widgets.quote_table.settings import rows_in
from tickertui.tui.widgets.quote_table.table import QuoteTable

if TYPE_CHECKING:
    from tickertui.market.views import Form, Shown
    from tickertui.tui.screens.export.screen import Wish

MOST_COPIED = 74_994
"""The bytes that terminals take at least when a program sets the clipboard; some drop what is longer as a whole."""


class Taking:
    """Copying and exporting what the board shows."""

    def __init__(self, screen: Screen[None], ground: Ground, table: QuoteTable, arrangement: Arrangement) -> None:
        """Take from the rows of a table."""
        self._screen, self._ground, self._table, self._arrangement = screen, ground, table, arrangement

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {"board.copy": self.copy_row, "board.copy-view": self.copy_view, "board.export": self.choose_form}

    def copy_row(self) -> None:
        """Copy the row as a sentence."""
        quote, shown = self._table.selected, self._ground.shown
        if quote is None or shown is None:
            self._screen.notify("No row is selected.", markup=False, timeout=2)
            return
        sentence = wording.quotable(quote, self._ground.moment, shown.origin)
        self._screen.app.copy_to_clipboard(sentence)
        self._screen.notify(f"Copied: {sentence}", markup=False)

    def copy_view(self) -> None:
        """Copy what is shown, tabs between the cells, as spreadsheets paste it."""
        shown = self._shown()
        if shown is not None:
            self._work(partial(self._copy, shown, "tsv", "TSV"))

    def choose_form(self) -> None:
        """Choose a format for what is shown, and whether it is written or copied."""
        from tickertui.market.views import FORMS
        from tickertui.tui.screens.export.screen import ExportScreen, Kind

        shown = self._shown()
        if shown is None:
            return
        titles = {"csv": "CSV", "tsv": "TSV", "markdown": "Markdown", "json": "JSON"}
        kinds = tuple(Kind(form, titles[form], {"markdown": "md"}.get(form, form)) for form in FORMS)

        def begin(wish: "Wish | None") -> None:
            if wish is None:
                return
            form = FORMS[kinds.index(wish.kind)]
            copy = partial(self._copy, shown, form, wish.kind.title)
            self._work(copy if wish.is_copied else partial(self._write, shown, form, wish.kind.ending))

        self._screen.app.push_screen(ExportScreen(kinds, f"Export {_extent(shown)} as"), begin)

    def _shown(self) -> "Shown | None":
        """What is shown now; None, and words, where that is nothing."""
        from tickertui.market import board as market
        from tickertui.market.views import Choice, Shown

        table, board = self._table, self._ground.shown
        quotes = rows_in(table)
        if board is None or not quotes:
            self._say("No row shows that could be taken along.", is_bad=True)
            return None
        column_id, descending = table.sorted_by or ("", False)
        order = table.lines.order
        choice = Choice(order.text, self._arrangement.list_text, column_id, descending, table.group_by)
        known = {column.id: column for column in market.ALL_COLUMNS}
        return Shown(
            board, self._ground.moment, tuple(known[name] for name in table.showing if name in known), quotes,
            len(table.rows), choice, table.families, self._ground.is_past,
        )  # fmt: skip

    async def _copy(self, shown: "Shown", form: "Form", title: str) -> None:
        """Copy it, unless it is more than a terminal takes."""
        from tickertui.market.views import parts_of
        from tickertui.source.aside import aside

        text = await aside(_bounded, parts_of(shown, form))
        if text is None:
            key, most = keys_of(named("board.export"))[0], f"{MOST_COPIED // 1_000} kB"
            words = f"{_extent(shown)} as {title} are more than terminals surely take from a program, {most}"
            self._say(f"{words}: {key} writes them to a file.", is_bad=True)
            return
        self._screen.app.copy_to_clipboard(text)
        self._say(f"Copied {_extent(shown)} as {title}, {_dated(shown)}.")

    async def _write(self, shown: "Shown", form: "Form", ending: str) -> None:
        """Write it to a new file in the working folder."""
        from tickertui.market.views import parts_of
        from tickertui.source.aside import aside
        from tickertui.tui.screens.export.files import folder_name, new_file, reason

        try:
            path = await aside(new_file, parts_of(shown, form), _name(shown), ending)
        except (OSError, ValueError) as error:
            self._say(f"{_extent(shown)} could not be written: {reason(error)}.", is_bad=True)
        else:
            self._say(f"{_extent(shown)}, {_dated(shown)}, written to {path.name} in {folder_name(path)}")

    def _work(self, work: WorkType[None]) -> None:
        """Do it while the board goes on."""
        # Described, since Textual else puts what it works on into words, which takes a second for 10,000 rows.
        self._screen.run_worker(work, name="taking", group="taking", description="taking", exit_on_error=False)

    def _say(self, words: str, *, is_bad: bool = False) -> None:
        self._screen.notify(words, severity="warning" if is_bad else "information", markup=False)


def _bounded(parts: Iterator[str]) -> str | None:
    """The pieces as one text; None where that is more than can be copied."""
    taken, size = [], 0
    for part in parts:
        taken.append(part)
        size += len(part.encode(errors="replace"))
        if size > MOST_COPIED:
            return None
    return "".join(taken)


def _extent(shown: "Shown") -> str:
    """How many rows it is."""
    count = len(shown.quotes)
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def _dated(shown: "Shown") -> str:
    """Of which moment it is."""
    return f"as {'known on' if shown.is_past else 'of'} {wording.moment(shown.moment)}"


def _name(shown: "Shown") -> str:
    """What a file of it is called: of which day it is, and what is to be known before it is opened."""
    sample = "-sample" if shown.board.is_sample else ""
    known = f"-as-known-{shown.moment:%Y-%m-%d-%H%M}" if shown.is_past else f"-{shown.moment:%Y-%m-%d}"
    return f"tickertui{sample}{known}"
