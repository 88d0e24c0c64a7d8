"""A table on a screen of its own, which keeps what it tells."""

from collections.abc import Sequence
from typing import Any

from textual.app import App, ComposeResult

from tests.samples import NOW
from tickertui.market.quote import Quote
from tickertui.tui import theme
from tickertui.tui.widgets.quote_table.table import QuoteTable


class TableApp(App[None]):
    """A table and nothing else, in our theme; keeps what the table tells."""

    def __init__(self, rows: Sequence[Quote], **options: Any) -> None:
        """Show these rows."""
        super().__init__(**options)
        self.first_rows = tuple(rows)
        self.told: list[tuple[str, str | None]] = []
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables for the theme."""
        return theme.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The table has its rows before it is mounted."""
        yield QuoteTable(rows=self.first_rows, now=NOW)

    def on_quote_table_row_highlighted(self, message: QuoteTable.RowHighlighted) -> None:
        """Keep it."""
        self.told.append(("highlighted", message.quote.label if message.quote else None))

    def on_quote_table_row_opened(self, message: QuoteTable.RowOpened) -> None:
        """Keep it."""
        self.told.append(("opened", message.quote.label))

    def on_quote_table_folded(self, message: QuoteTable.Folded) -> None:
        """Keep it."""
        self.told.append(("folded", " ".join(sorted(message.names))))

    def on_quote_table_sort_requested(self, message: QuoteTable.SortRequested) -> None:
        """Keep it."""
        self.told.append(("sort", message.column_id))


def lines_of(app: TableApp) -> list[str]:
    """What stands on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def column_end(lines: Sequence[str], title: str) -> int:
    """Where a column ends whose title aligns right."""
    return lines[0].index(title) + len(title)
