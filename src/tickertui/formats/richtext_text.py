"""A document as plain text for people: no markup, links numbered, their addresses at the end."""

import re

from tickertui.formats.document import (
    Bloc,
    Block,
    Cell,
    Code,
    Details,
    Document,
    Embed,
    Frame,
    Heading,
    Item,
    Link,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Summary,
    Table,
)
from tickertui.formats.richtext_grid import columns
from tickertui.formats.richtext_margins import Margins, Opened

COLUMN_LIMIT = 40
"""The widest that a table's column is padded to; longer cells stick out."""

_NUMBER = re.compile(r"[+\-\u2212]?[\d.,\u00a0]+ ?%?")


def to_text(document: Document) -> str:
    """The whole document as text; empty for an empty one, else ending in a line feed."""
    writer = _Writer(document)
    for block in document.blocks:
        writer.write(block)
    return writer.finished()


def credit(picture: Picture) -> str:
    """Who made a picture and whose it is, in one line; empty where nobody says."""
    owner = picture.copyright
    if owner and not owner.startswith(("©", "(c)", "(C)")):
        owner = f"© {owner}"
    return " · ".join(filter(None, (picture.source, owner)))


def links_of(span: Span) -> tuple[Link, ...]:
    """The links on a span, in order."""
    return tuple([mark for mark in span.marks if type(mark) is Link])


def file_name(address: str) -> str:
    """The last part of an address, to name what has no words."""
    return re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/").rpartition("/")[2]


def _dress(frame: Frame, _: Opened | None) -> tuple[str, str]:
    """How a frame is written."""
    if isinstance(frame, Quote):
        return "> ", "> "
    if isinstance(frame, Item):
        if frame.kind == "ordered":
            marker = f"{frame.number:>{frame.widest}}. "
        elif frame.kind == "task":
            marker = "☑ " if frame.checked else "☐ "
        else:
            marker = "• "
        return marker, " " * len(marker)
    if isinstance(frame, Summary):
        return "▾ ", "  "
    if isinstance(frame, Bloc):
        return "", "  "  # its first line is its name
    return "  ", "  "


class _Writer:
    """Writes block after block."""

    def __init__(self, document: Document) -> None:
        self._numbers = {link: number for number, link in enumerate(document.links, 1)}
        self._margins = Margins(_dress, lists_interrupt=True)
        self._lines: list[str] = []

    def write(self, block: Block) -> None:
        """Write a block, and before it the names of components that it opens."""
        for frames in self._margins.fresh(block.frames):
            named = frames[-1]
            if isinstance(named, Bloc):
                self._put([f"▣ {named.component}"], frames)
        self._put(self._block(block), block.frames)

    def finished(self) -> str:
        """All that was written, and the addresses."""
        if self._numbers:
            self._lines.append("")
            for link, number in self._numbers.items():
                self._lines.append(f"[{number}] {link.href or f'{link.kind} {link.uuid}'}")
        return "\n".join(self._lines) + "\n" if self._lines else ""

    def _put(self, lines: list[str], frames: tuple[Frame, ...]) -> None:
        """Put lines into their margin."""
        margin = self._margins.next(frames)
        if self._lines and margin.between is not None:
            self._lines.append(margin.between)
        self._lines.append((margin.first + lines[0]).rstrip())
        if len(lines) > 1:
            self._lines.extend([(margin.rest + line).rstrip(" ") for line in lines[1:]])

    def _block(self, block: Block) -> list[str]:
        """The lines of a block; at least one."""
        if isinstance(block, Paragraph):
            return self._marked(block.text, block.spans).split("\n")
        if isinstance(block, Heading):
            lines = self._marked(block.text, block.spans).split("\n")
            if block.rank <= 2:
                width = min(COLUMN_LIMIT * 2, max(map(display_width, block.text.split("\n"))))
                lines.append(("=" if block.rank == 1 else "-") * width)
            return lines
        if isinstance(block, Code):
            return ["    " + line for line in self._marked(block.text, block.spans).split("\n")]
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Picture):
            return self._picture(block)
        if isinstance(block, Embed):
            return [f"▣ {block.kind}{self._markers((Link(block.src),))}"]
        if isinstance(block, Rule):
            return ["─" * 24]
        return [f"▣ {block.name}{self._markers(block.links)}", *filter(None, block.text.split("\n"))]

    def _marked(self, text: str, spans: tuple[Span, ...]) -> str:
        """Text with the number of each link after it."""
        if not spans:
            return text
        pieces: list[str] = []
        position = 0
        for number, span in enumerate(spans):
            links = links_of(span)
            following = spans[number + 1] if number + 1 < len(spans) else None
            if not links or (following and following.start == span.end and links_of(following) == links):
                continue
            end = span.end
            while end > max(position, span.start) and text[end - 1].isspace():
                end -= 1
            pieces += text[position:end], self._markers(links)
            position = end
        pieces.append(text[position:])
        return "".join(pieces)

    def _markers(self, links: tuple[Link, ...]) -> str:
        """The numbers of links."""
        return "".join([f"[{self._numbers.setdefault(link, len(self._numbers) + 1)}]" for link in links])

    def _picture(self, picture: Picture) -> list[str]:
        """A picture: its words, caption, credit and address."""
        shown = picture.alt or picture.title or file_name(picture.src) or "image"
        lines = [f"▣ {shown}{self._markers(picture.links)}"]
        caption = picture.title if picture.alt and picture.title != picture.alt else ""
        return lines + [line for line in (caption, credit(picture), picture.src) if line]

    def _table(self, table: Table) -> list[str]:
        """A table, its columns lined up."""
        places, width = columns(table.rows)
        texts = [[self._cell(cell) for cell in row] for row in table.rows]
        widths = [1] * width
        for row, cells, starts in zip(texts, table.rows, places, strict=True):
            for text, cell, column in zip(row, cells, starts, strict=True):
                if cell.colspan == 1:
                    widths[column] = max(widths[column], min(COLUMN_LIMIT, display_width(text)))
        lines = []
        for number, (row, starts) in enumerate(zip(texts, places, strict=True)):
            if number == table.head and number:
                lines.append("─" * min(4 * COLUMN_LIMIT, sum(widths) + 3 * (width - 1)))
            lines.append(_row(row, starts, widths))
        if table.head == len(texts):
            lines.append("─" * min(4 * COLUMN_LIMIT, sum(widths) + 3 * (width - 1)))
        return lines or [""]

    def _cell(self, cell: Cell) -> str:
        """A cell's blocks in one line."""
        lines: list[str] = []
        for block in cell.blocks:
            frame = block.frames[-1] if block.frames else None
            marker = ""
            if isinstance(frame, Bloc):
                marker = f"▣ {frame.component} "
            elif frame is not None and not isinstance(frame, (Details, Quote)) and getattr(frame, "opens", True):
                marker = _dress(frame, None)[0]
            shown = [line.strip() for line in self._block(block)]
            lines += marker + shown[0], *shown[1:]
        return " / ".join(filter(None, lines))


def _row(texts: list[str], starts: list[int], widths: list[int]) -> str:
    """A table's row; what is long sticks out, nothing is cut."""
    pieces = []
    column = 0
    for number, (text, start) in enumerate(zip(texts, starts, strict=True)):
        while column < start:
            pieces.append(" " * widths[column])
            column += 1
        padding = " " * max(0, widths[start] - display_width(text))
        if _NUMBER.fullmatch(text):
            pieces.append(padding + text)
        else:
            pieces.append(text + padding if number + 1 < len(texts) else text)
        column = start + 1
    return " │ ".join(pieces)


def display_width(text: str) -> int:
    """How many cells a text takes: near enough to line up columns."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        2 if east_asian_width(character) in {"W", "F"} else 0 if category(character) in {"Mn", "Me", "Cf"} else 1
        for character in text
    )
