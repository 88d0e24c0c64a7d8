"""Data for the next program or the eye: the only writer to stdout.

Every write goes through here, so that a closed pipe, a full disk and a terminal that cannot show a character
are met in one place.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import Literal

from tickertui.errors import OutputError
from tickertui.formats.sanitize import line

Align = Literal["left", "right"]


class ReaderGone(Exception):
    """Whoever read our output has closed it."""


def write(text: str) -> None:
    """Write text to stdout as UTF-8-safe characters and flush.

    Raises:
        ReaderGone: when the other end of the pipe is closed.
        OutputError: when it cannot be written: it is closed, or its disk is full.
    """
    if sys.stdout is None:
        raise OutputError("Standard output is closed: there is nowhere to write to.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        write(text.encode(encoding, "replace").decode(encoding))
    except OSError as error:
        raise OutputError(f"Standard output cannot be written: {(error.strerror or str(error)).lower()}.") from error


def json(value: object) -> None:
    """Write a value as indented JSON, one document, ending in a newline; no number becomes text, NaN becomes null."""
    import msgspec

    write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows as RFC 4180 CSV with a header line."""
    import csv as notation
    import io

    buffer = io.StringIO()
    writer = notation.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write(buffer.getvalue())


def rows(header: Sequence[str], cells_of: Sequence[Sequence[str]], aligns: Sequence[Align], form: str) -> None:
    """Write the same cells as CSV (`form` "csv") or as a table; nothing in them can reach a terminal as control."""
    clean = [[line(cell) for cell in row] for row in cells_of]
    if form == "csv":
        csv(header, clean)
    else:
        table(header, clean, aligns)


def identity(snapshot: int) -> str:
    """A snapshot's identity as text: sorts as the number does, and no program rounds it."""
    return f"{snapshot:016x}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[Align]) -> None:
    """Write rows as an aligned table: a header line, a rule, then a line a row, two spaces between columns."""
    every = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(map(cells, column)) for column in zip(*every, strict=True)]
    lines = [_line(row, widths, aligns) for row in every]
    lines.insert(1, "  ".join("─" * width for width in widths))
    write("\n".join(lines) + "\n")


def width() -> int:
    """The columns of the terminal that stdout is; 80 where it does not say."""
    import os

    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def cells(text: str) -> int:
    """How many terminal cells a text takes: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(char) or char in "\u200d\ufe0f" else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _line(row: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> str:
    padded = (
        " " * (width - cells(text)) + text if align == "right" else text + " " * (width - cells(text))
        for text, width, align in zip(row, widths, aligns, strict=True)
    )
    return "  ".join(padded).rstrip()
