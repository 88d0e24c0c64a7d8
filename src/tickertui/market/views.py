"""What is shown, for other programs: rows by columns as text, written as CSV, TSV, Markdown or JSON.

A `View` is a table of text and nothing else. `Shown` is a board as somebody sees it: its Markdown says besides where
the figures are from, as of when and what the percentages are against; its CSV has columns for the first two; its JSON
has the raw figures and dates.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from tickertui.market import wording
from tickertui.market.board import Column
from tickertui.market.board import column as column_of
from tickertui.market.families import By, Families, naming
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot

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


class Choice(msgspec.Struct, frozen=True):
    """What chose the rows that are shown, and their order."""

    filter: str = ""
    """What is looked for in the names."""
    list: str = ""
    """The list whose rows alone show, as the screen calls it."""
    sorted_by: str = ""
    """The id of the column that orders the rows; empty for as published, or the best match first."""
    descending: bool = False
    group_by: By | None = None


class Shown(msgspec.Struct, frozen=True):
    """A board as somebody sees it."""

    board: Snapshot
    moment: datetime
    """What its ages and states are counted to."""
    columns: tuple[Column, ...]
    quotes: tuple[Quote, ...]
    """The rows that show, in their order."""
    of: int
    """How many rows there are."""
    choice: Choice = Choice()
    families: Families | None = None
    """The user's own words for families, where rows are grouped by those."""
    is_past: bool = False
    """Whether it is the board as it was known at an earlier moment."""


def view_of(columns: Sequence[Column], quotes: Iterable[Quote], now: datetime) -> View:
    """The view of rows by columns at a moment."""
    return View(
        tuple(column.id for column in columns),
        tuple(column.title for column in columns),
        tuple(column.align for column in columns),
        tuple(tuple(column.text(quote, now) for column in columns) for quote in quotes),
    )


def parts_of(shown: Shown, form: Form) -> Iterator[str]:
    """What is shown in one of the forms, piece by piece: no piece of a long board keeps others waiting."""
    if form == "json":
        yield from _json_parts(shown)
        return
    columns = _with_group(shown)
    view = view_of((*columns, *_dating(shown)) if form == "csv" else columns, shown.quotes, shown.moment)
    if form != "markdown":
        yield written(view, form)
        return
    yield f"{_escaped(caption(shown))}\n\n"
    yield written(view, form)
    noted = [column for column in shown.columns if "%" in column.title]
    notes = [f"- {_escaped(column.title)}: {_escaped(column.note)}\n" for column in noted]
    if notes:
        yield "".join(["\n", *notes])


def caption(shown: Shown) -> str:
    """Of when the rows are, which of the board's they are, and where they are from."""
    known = "Prices as known on" if shown.is_past else "Prices as of"
    facts = [f"{known} {wording.moment(shown.moment)}"]
    count, choice = len(shown.quotes), shown.choice
    facts.append(
        f"{count:,} of {shown.of:,} rows" if count != shown.of else f"{count:,} {'row' if count == 1 else 'rows'}"
    )
    facts += [f"filter “{choice.filter}”"] if choice.filter else []
    facts += [f"list “{choice.list}”"] if choice.list else []
    facts += [f"grouped by {choice.group_by}"] if choice.group_by else []
    made = f", made {wording.moment(shown.board.made_at)}" if shown.board.made_at is not None else ""
    source = f" Source: {shown.board.origin}{made}." if shown.board.origin else ""
    sample = " This is sample data, no real prices." if shown.board.is_sample else ""
    return f"{'; '.join(facts)}.{source}{sample}"


def _with_group(shown: Shown) -> tuple[Column, ...]:
    """The columns that show, and the one that the headings say, where it does not show by itself."""
    by = shown.choice.group_by
    if by is None or any(column.id == by for column in shown.columns):
        return shown.columns
    name_of = naming(by, shown.moment, shown.families)
    column = Column(by, by.capitalize(), "left", lambda quote, _: name_of(quote)[0], lambda *_: None, "The group.")
    return (*shown.columns, column)


def _dating(shown: Shown) -> tuple[Column, ...]:
    """The columns that keep a row's figures dated wherever the file goes: its print's day, the moment, the source."""
    source = f"sample data, {shown.board.origin}" if shown.board.is_sample else shown.board.origin
    is_dated = any(column.id == "published" for column in shown.columns)
    said = (
        _constant("as_of", "As known on" if shown.is_past else "As of", wording.moment(shown.moment)),
        _constant("source", "Source", source),
    )
    return said if is_dated else (column_of("published"), *said)


def _constant(name: str, title: str, text: str) -> Column:
    """A column that says the same of every row."""
    return Column(name, title, "left", lambda *_: text, lambda *_: None, title)


def _json_parts(shown: Shown) -> Iterator[str]:
    """The board's JSON as `tickertui show` prints it, with the rows that show, and what chose them."""
    from tickertui.market.facts import plain_quote, plain_source

    said = msgspec.structs.asdict(shown.choice)
    said |= {"columns": [column.id for column in shown.columns], "rows": len(shown.quotes), "of": shown.of}
    head = _json({**plain_source(shown.board, shown.moment), "is_past": shown.is_past, "shown": said})
    yield head.removesuffix("\n}") + ',\n  "quotes": ['
    by = shown.choice.group_by
    name_of = naming(by, shown.moment, shown.families) if by is not None else None
    for number, quote in enumerate(shown.quotes):
        plain = plain_quote(quote, shown.moment)
        if name_of is not None:
            plain["group"] = name_of(quote)[0]
        indented = _json(plain).replace("\n", "\n    ")
        yield f"{',' if number else ''}\n    {indented}"
    yield "\n  ]\n}\n" if shown.quotes else "]\n}\n"


def _json(value: object) -> str:
    """Indented JSON; no number becomes text, NaN becomes null."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def written(view: View, form: Form) -> str:
    """The view in one of the forms."""
    return {"csv": to_csv, "tsv": to_tsv, "markdown": to_markdown, "json": to_json}[form](view)


def to_csv(view: View) -> str:
    """RFC 4180 with a header line; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(harmless, view.titles))
    writer.writerows([harmless(_BREAK.sub("\n", cell)) for cell in row] for row in view.rows)
    return buffer.getvalue()


def to_tsv(view: View) -> str:
    """A line a row, a tab between cells, as spreadsheets paste it; white space within a cell is a space."""
    lines = (view.titles, *view.rows)
    return "".join("\t".join(harmless(_single_line(cell)) for cell in line) + "\n" for line in lines)


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


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; figures with a sign stay figures."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _FIGURE.fullmatch(text) else text


def _escaped(text: str) -> str:
    """A text with Markdown's own characters set apart, on one line."""
    return _MARKED.sub(r"\\\1", _single_line(text).strip())
