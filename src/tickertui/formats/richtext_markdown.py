"""A document as Markdown: CommonMark with the tables, task lists and strikethrough of GitHub.

Rendering it gives the document's text back: whatever looks like markup in the text is escaped. Every link's address
is in it, also those of a second link on the same words (`[words](first)[⁺¹](second)`); an address that must not be
followed stands as code. What Markdown has no words for: a component's name stands before it as `▣ name`, a collapsible
section is its summary and a quotation, merged cells are empty ones.
"""

import re
from typing import TypeGuard

from tickertui.formats.document import (
    Bloc,
    Block,
    Cell,
    Code,
    Document,
    Embed,
    Frame,
    Heading,
    Item,
    Link,
    Paragraph,
    Picture,
    Rule,
    Summary,
    Table,
    Unknown,
)
from tickertui.formats.richtext_grid import columns
from tickertui.formats.richtext_margins import Margins, Opened
from tickertui.formats.richtext_markdown_runs import address, code_span, escaped, guarded, inline, linked
from tickertui.formats.richtext_text import credit, file_name, links_of

_BREAK = "\\\n"
_CELL_BREAK = "<br>"
_FENCES = re.compile("`{3,}")
_LAST_SIGNS = re.compile(r"(?<!#)#+\Z")
"""What would close a heading: a backslash before it makes it text."""
_LANGUAGE = re.compile(r"[\w+#.\-]+")


def to_markdown(document: Document, *, top: int = 1) -> str:
    """The whole document as Markdown; empty for an empty one, else ending in a line feed.

    Args:
        document: What to write.
        top: The level that headings of rank 1 get; others follow, down to 6.
    """
    margins = Margins(_dress, lists_interrupt=False)
    lines: list[str] = []

    def put(written: list[str], frames: tuple[Frame, ...]) -> None:
        margin = margins.next(frames)
        if lines and margin.between is not None:
            lines.append(margin.between)
        lines.append(margin.first + written[0])
        if len(written) > 1:
            blank = margin.rest.rstrip()
            lines.extend([margin.rest + line if line else blank for line in written[1:]])

    for block in document.blocks:
        for frames in margins.fresh(block.frames):
            named = frames[-1]
            if isinstance(named, Bloc):
                put([f"▣ {escaped(named.component)}"], frames)
            elif _is_task(named) and not (isinstance(block, Paragraph) and len(frames) == len(block.frames)):
                put([_task(named)], frames)
        put(_block(block, top), block.frames)
    if stray := _stray(document):
        put([linked("⁺", stray)], ())
    return "\n".join(lines) + "\n" if lines else ""


def _stray(document: Document) -> tuple[Link, ...]:
    """The links that lie on nothing visible: on spaces at the edge of a line, which are not kept."""
    placed: set[Link] = set()
    waiting: list[Block] = list(document.blocks)
    while waiting:
        block = waiting.pop()
        match block:
            case Paragraph() | Heading() | Code():
                placed.update(link for span in block.spans for link in links_of(span))
            case Picture() | Unknown():
                placed.update(block.links)
            case Table():
                waiting.extend(inner for row in block.rows for cell in row for inner in cell.blocks)
    embedded = {block.src for block in document.blocks if isinstance(block, Embed)}
    return tuple(link for link in document.links if link not in placed and link.href not in embedded)


def _dress(frame: Frame, before: Opened | None) -> tuple[str, str]:
    """How a frame is written. A list right after another of its kind has other markers, or both would be one."""
    if isinstance(frame, Summary):
        return "", ""
    if not isinstance(frame, Item):
        return "> ", "> "
    neighbour = before.first if before and isinstance(before.frame, Item) else ""
    if frame.kind == "ordered":
        sign = neighbour.rstrip()[-1:] if neighbour and neighbour[0].isdigit() else ""
        if frame.first:
            sign = ")" if sign == "." else "."
        marker = f"{max(0, min(999_999_999, frame.number))}{sign or '.'} "
        return marker, " " * len(marker)
    sign = neighbour[:1] if neighbour[:1] in {"-", "*"} else ""
    if frame.first:
        sign = "*" if sign == "-" else "-"
    return f"{sign or '-'} ", "  "


def _is_task(frame: Frame | None) -> TypeGuard[Item]:
    """Whether a frame is a task that begins."""
    return isinstance(frame, Item) and frame.kind == "task" and frame.opens


def _task(item: Item) -> str:
    """The box of a task; it stands in its first paragraph, or in one of its own."""
    return "[x]" if item.checked else "[ ]"


def _block(block: Block, top: int) -> list[str]:
    """The lines of a block; at least one."""
    if isinstance(block, Paragraph):
        written = inline(block.text, block.spans, _BREAK)
        frame = block.frames[-1] if block.frames else None
        if isinstance(frame, Summary):
            written = f"▾ {written}"
        elif _is_task(frame):
            written = f"{_task(frame)} {written}"
        return guarded(written).split("\n")
    if isinstance(block, Heading):
        written = _LAST_SIGNS.sub(r"\\\g<0>", inline(block.text, block.spans, " "))
        return [f"{'#' * max(1, min(6, top - 1 + block.rank))} {written}"]
    if isinstance(block, Code):
        return _code(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return "\\\n".join(_picture(block, in_cell=False)).split("\n")
    if isinstance(block, Embed):
        return [linked(f"▣ {escaped(block.kind)}", (Link(block.src),))]
    if isinstance(block, Rule):
        return ["___"]
    return _BREAK.join(_unknown(block, in_cell=False)).split("\n")


def _code(block: Code) -> list[str]:
    """A code block in a fence longer than any in it; links on parts of it follow it."""
    longest = max(map(len, _FENCES.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    language = block.language if _LANGUAGE.fullmatch(block.language) else ""
    return [fence + language, *block.text.split("\n"), fence, *_code_links(block)]


def _code_links(block: Code) -> list[str]:
    """A line with the links on parts of a code block; none where there is no link."""
    links = dict.fromkeys(mark for span in block.spans for mark in span.marks if isinstance(mark, Link))
    written = " ".join(linked("⁺", (link,)) for link in links if link.href)
    return ["", written] if written else []


def _picture(picture: Picture, *, in_cell: bool) -> list[str]:
    """A picture, its caption and its credit; without an address its words alone."""
    said = picture.alt or picture.title or file_name(picture.src)
    shown = (
        f"![{escaped(said)}]({address(picture.src, in_cell=in_cell)})"
        if picture.src
        else f"▣ {escaped(said or 'image')}"
    )
    lines = [linked(shown, picture.links, in_cell=in_cell)]
    if picture.alt and picture.title and picture.title != picture.alt:
        lines.append(escaped(picture.title))
    if made := credit(picture):
        lines.append(escaped(made))
    return [lines[0], *map(guarded, lines[1:])]


def _unknown(block: Unknown, *, in_cell: bool) -> list[str]:
    """A leaf of an unknown type: its name, its text and its links."""
    lines = [linked(f"▣ {escaped(block.name)}", block.links, in_cell=in_cell)]
    return lines + [guarded(escaped(line)) for line in block.text.split("\n") if line]


def _table(table: Table) -> list[str]:
    """A table of GitHub's kind: its first row is its head, empty where the document has none."""
    places, width = columns(table.rows)
    rows = [_row([_cell(cell) for cell in row], starts) for row, starts in zip(table.rows, places, strict=True)]
    if table.head and rows:
        missing = width - (places[0][-1] + 1 if places[0] else 0)
        head = rows.pop(0) + "  |" * missing
    else:
        head = "|" + "  |" * max(1, width)
    return [head, "|" + " --- |" * max(1, width), *rows]


def _row(texts: list[str], starts: list[int]) -> str:
    """A row; the cells that spans cover are empty."""
    pieces = ["|"]
    column = 0
    for text, start in zip(texts, starts, strict=True):
        pieces.append("  |" * (start - column))
        pieces.append(f" {text} |")
        column = start + 1
    return "".join(pieces)


def _cell(cell: Cell) -> str:
    """A cell's blocks in one line."""
    lines: list[str] = []
    for block in cell.blocks:
        frame = block.frames[-1] if block.frames else None
        marker = ""
        if isinstance(frame, Item) and frame.opens:
            marker = f"{frame.number}. " if frame.kind == "ordered" else "• "
            if frame.kind == "task":
                marker = "☑ " if frame.checked else "☐ "
        elif isinstance(frame, Bloc):
            marker = f"▣ {escaped(frame.component)} "
        written = _cell_block(block)
        if written:
            lines.append(marker + written)
    return _CELL_BREAK.join(lines)


def _cell_block(block: Block) -> str:
    """A block in one line of a cell."""
    if isinstance(block, Paragraph):
        return inline(block.text, block.spans, _CELL_BREAK, in_cell=True)
    if isinstance(block, Heading):
        return inline(block.text, block.spans, _CELL_BREAK, in_cell=True)
    if isinstance(block, Code):
        lines = [code_span(line, in_cell=True) for line in block.text.split("\n") if line.strip()]
        return _CELL_BREAK.join([*lines, *filter(None, _code_links(block))])
    if isinstance(block, Picture):
        return _CELL_BREAK.join(_picture(block, in_cell=True))
    if isinstance(block, Embed):
        return linked(f"▣ {escaped(block.kind)}", (Link(block.src),), in_cell=True)
    if isinstance(block, Unknown):
        return _CELL_BREAK.join(_unknown(block, in_cell=True))
    return "───"
