"""What is shown, for other programs: rows by columns as text, written as CSV, TSV, Markdown or JSON."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from tickertui.market.board import Column
from tickertui.market.quote import Quote

Form = Literal["csv", "tsv", "markdown", "json"]

FORMS: tuple[Form, ...] = ("csv", "tsv", "markdown", "json")
"""Every form, by the name that commands use."""

_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"\r\n?")
_FIGURE = re.compile(r"[+-][\d.,]+(?:e[+-]?\d+)?(?: %)?")
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")


class View(msgspec.Struct, frozen=True):
    """What is shown: a name, a title and a side for each column, and the cells of each row, as text."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    aligns: tuple[Literal["left", "right"], ...]
    rows: tuple[tuple[str, ...], ...]


def view_of(columns: Sequence[Column], quotes: Iterable[Quote], now: datetime) -> View:
    """The view of rows by columns at a moment."""
    return View(
        tuple(column.id for column in columns),
        tuple(column.title for column in columns),
        tuple(column.align for column in columns),
        tuple(tuple(column.text(quote, now) for column in columns) for quote in quotes),
    )


def written(view: View, form: Form) -> str:
    """The view in one of the forms."""
    return {"csv": to_csv, "tsv": to_tsv, "markdown": to_markdown, "json": to_json}[form](view)


def to_csv(view: View) -> str:
    """RFC 4180 with a header line; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(_harmless, view.titles))
    writer.writerows([_harmless(_BREAK.sub("\n", cell)) for cell in row] for row in view.rows)
    return buffer.getvalue()


def to_tsv(view: View) -> str:
    """A line a row, a tab between cells, as spreadsheets paste it; white space within a cell is a space."""
    lines = (view.titles, *view.rows)
    return "".join("\t".join(_harmless(_single_line(cell)) for cell in line) + "\n" for line in lines)


def to_markdown(view: View) -> str:
    """A table, padded so that it reads well as it is; a cell's text shows as written, whatever it holds."""
    lines = [[_escaped(cell) for cell in line] for line in (view.titles, *view.rows)]
    widths = [max(3, *map(len, column)) for column in zip(*lines, strict=True)]
    rule = [
        "-" * (width - 1) + ":" if align == "right" else "-" * width
        for width, align in zip(widths, view.aligns, strict=True)
    ]
    padded = [
        [
            cell.rjust(width) if align == "right" else cell.ljust(width)
            for cell, width, align in zip(line, widths, view.aligns, strict=True)
        ]
        for line in lines
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in (padded[0], rule, *padded[1:])) if widths else ""


def to_json(view: View) -> str:
    """A list of objects, the cells as shown under the columns' names."""
    rows = [dict(zip(view.ids, row, strict=True)) for row in view.rows]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def _single_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; figures with a sign stay figures."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _FIGURE.fullmatch(text) else text


def _escaped(text: str) -> str:
    """A text with Markdown's own characters set apart, on one line."""
    return _MARKED.sub(r"\\\1", _single_line(text).strip())
