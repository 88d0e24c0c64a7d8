"""How an article looks in the list: pieces of text for each of its lines, by the room there is."""

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len

from tickertui.formats.words import parts
from tickertui.market import wording
from tickertui.market.article import without_brackets
from tickertui.tui.screens.articles.shelf import Card, author, tags
from tickertui.tui.widgets.toned import Line, Piece, both_ends, fitted, length

Layout = Literal["narrow", "medium", "table"]

MEDIUM, TABLE = 60, 140
"""The widths from which the date stands beside the title, and from which everything does."""

MARGIN = 4
"""Cells before the title: cursor, read, bookmark, a space."""
GAP = 2

_MARKS = {"unread": ("●", "unseen"), "changed": ("◐", "unseen"), "read": (" ", "quiet")}

COLUMNS = (("title", "title"), ("author", "author"), ("", "tags"), ("", "time"), ("date", "date"))
"""The table's columns: the order that a title asks for, and the title."""


def layout_of(width: int) -> Layout:
    """How articles are laid out in so many cells."""
    return "narrow" if width < MEDIUM else "medium" if width < TABLE else "table"


def height_of(layout: Layout, *, has_passages: bool) -> int:
    """The lines of one article."""
    if layout == "table":
        return 2 if has_passages else 1
    return 3 if has_passages else 2


def widths_of(width: int) -> tuple[int, ...]:
    """The table's columns: title, author, tags, minutes, date."""
    rest = (22, 26, 7, 10) if width < TABLE + 40 else (24, 52, 7, 10)
    return (width - MARGIN - sum(rest) - GAP * len(rest), *rest)


def lines_of(card: Card, width: int) -> list[Line]:
    """The lines of an article; the first begins with its marks, the cursor's cell is the list's."""
    layout = layout_of(width)
    mark, tone = _MARKS[card.standing]
    marks: list[Piece] = [(mark, tone), ("★ " if card.is_bookmarked else "  ", "star")]
    room = width - MARGIN
    first: Line
    if layout == "table":
        first = _columns(card, width)
    elif layout == "medium":
        when = lit(_date(card), _places(card, _date(card)), "quiet")
        first = both_ends(fitted(_title(card), room - length(when) - GAP), when, room)
    else:
        first = _title(card)
    lines: list[Line] = [[*marks, *first]]
    if card.hit is not None:
        rows = height_of(layout, has_passages=True) - 1
        return [*lines, *([(" " * (MARGIN - 1), "quiet"), *line] for line in _passage(card, room, rows))]
    if layout != "table":
        lines.append([(" " * (MARGIN - 1), "quiet"), *_about(card, layout, room)])
    return lines


def header(width: int, order: str, *, is_descending: bool) -> Line:
    """The table's titles, that of the order's column with an arrow."""
    line: list[Piece] = [(" " * (MARGIN - 1), "header")]
    for number, ((wanted, title), room) in enumerate(zip(COLUMNS, widths_of(width), strict=True)):
        is_sorted = bool(wanted) and wanted == order
        text = title + (("↓" if is_descending else "↑") if is_sorted else "")
        text = text.rjust(room) if title == "time" else text.ljust(room)
        line += [
            (text, "sorted" if is_sorted else "header"),
            (" " * GAP if number + 1 < len(COLUMNS) else "", "header"),
        ]
    return line


def column_at(x: int, width: int) -> str:
    """The order that the title at a cell asks for; empty for one that asks for none."""
    at = MARGIN
    for (order, _), room in zip(COLUMNS, widths_of(width), strict=True):
        if x < at + room + GAP:
            return order
        at += room + GAP
    return ""


def lit(text: str, places: Sequence[tuple[int, int]], tone: str) -> list[Piece]:
    """A text with some places lit."""
    pieces: list[Piece] = []
    at = 0
    for start, end in places:
        pieces += [(text[at:start], tone), (text[start:end], "match")]
        at = end
    pieces.append((text[at:], tone))
    return [piece for piece in pieces if piece[0]]


def _title(card: Card) -> list[Piece]:
    """The title, bold where it is still to be read."""
    text = card.article.title or card.article.slug or "(without a title)"
    places = card.hit.title_lit if card.hit is not None and text == card.hit.title else _places(card, text)
    return lit(text, places, "ink" if card.standing == "read" else "strong")


def _places(card: Card, text: str) -> tuple[tuple[int, int], ...]:
    """The places of a text that are filtered for."""
    return parts(text, card.words) if card.words else ()


def _date(card: Card) -> str:
    """When it was published, as well as is known."""
    article = card.article
    return wording.day(article.published_on) if article.published_on else article.date_text or wording.MISSING


def _minutes(card: Card) -> str:
    """How long reading takes; nothing where that is not known."""
    return f"{card.minutes} min" if card.minutes is not None else ""


def _about(card: Card, layout: Layout, room: int) -> Line:
    """The second line: who, about what, how long; in a narrow list when, too."""
    who, what, long = author(card.article), tags(card.article), _minutes(card)
    facts = [_date(card), long, who] if layout == "narrow" else [who, what or without_brackets(card.article.excerpt)]
    line: list[Piece] = []
    for fact in filter(None, facts):
        line += [*([(" · ", "quiet")] if line else []), *lit(fact, _places(card, fact), "quiet")]
    if layout == "narrow" or not long:
        return fitted(line, room)
    return both_ends(fitted(line, room - len(long) - GAP), [(long, "quiet")], room)


def _columns(card: Card, width: int) -> list[Piece]:
    """Everything side by side."""
    date, long = _date(card), _minutes(card)
    texts = (author(card.article), tags(card.article), long, date)
    cells = [_title(card), *(lit(text, _places(card, text), "quiet") for text in texts)]
    line: list[Piece] = []
    for number, (cell, room) in enumerate(zip(cells, widths_of(width), strict=True)):
        shown = fitted(cell, room)
        filling = (" " * (room - length(shown)), "quiet")
        line += [filling, *shown] if COLUMNS[number][1] == "time" else [*shown, filling]
        if number + 1 < len(cells):
            line.append((" " * GAP, "quiet"))
    return line


def _passage(card: Card, room: int, rows: int) -> list[Line]:
    """The passage that was found, on so many lines."""
    hit = card.hit
    if hit is None:
        return []
    lines: list[Line] = []
    start = 0
    for row in range(rows):
        if start >= len(hit.snippet):
            break
        end = len(hit.snippet) if row + 1 == rows else _break(hit.snippet, start, room)
        places = [(max(a, start) - start, min(b, end) - start) for a, b in hit.lit if a < end and b > start]
        lines.append(fitted(lit(hit.snippet[start:end].rstrip(), places, "quiet"), room))
        start = end + 1 if hit.snippet[end : end + 1] == " " else end
    return lines


def _break(text: str, start: int, room: int) -> int:
    """Where a line of so many cells that begins at a character ends: at a space where there is one."""
    end = start
    used = 0
    while end < len(text):
        used += cell_len(text[end])
        if used > room:
            break
        end += 1
    if end == len(text) or text[end] == " ":
        return end
    space = text.rfind(" ", start + 1, end)
    return space if space > start else max(end, start + 1)
