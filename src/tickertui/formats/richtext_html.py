"""A document as HTML that a browser shows: every block and mark, all text escaped, only safe addresses as links."""

import re
from html import escape
from itertools import groupby

from tickertui.formats.document import (
    Align,
    Anchor,
    Bloc,
    Block,
    Cell,
    Code,
    Details,
    Direction,
    Document,
    Embed,
    Frame,
    Heading,
    Highlight,
    Item,
    Link,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Style,
    Styled,
    Summary,
    Table,
    TextColor,
    Unknown,
)
from tickertui.formats.richtext_text import credit, file_name, links_of
from tickertui.formats.sanitize import address as sanitised_address

_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,24}|(?:rgb|hsl)a?\([\d\s.,%/]{1,48}(?:deg)?[\d\s.,%/]{0,48}\)")
_LANGUAGE = re.compile(r"[\w+#.\-]{1,40}")
_TAGS = {
    "bold": "strong", "italic": "em", "strike": "s", "underline": "u", "code": "code", "superscript": "sup",
    "subscript": "sub",
}  # fmt: skip


def to_html(document: Document, *, top: int = 1) -> str:
    """The whole document as the content of an HTML body; empty for an empty one, else ending in a line feed.

    Args:
        document: What to write.
        top: The level that headings of rank 1 get; others follow, down to 6.
    """
    nest = _Nest()
    lines: list[str] = []
    for block in document.blocks:
        lines += nest.enter(block.frames)
        if block.frames and isinstance(block.frames[-1], Summary):
            lines.append(f"<summary>{_words(block)}</summary>")
        else:
            lines.append(_block(block, top))
    lines += nest.enter(())
    return "\n".join(lines) + "\n" if lines else ""


def picture_html(picture: Picture) -> str:
    """A picture with its caption and credit; without an address that may be shown, its words alone."""
    said = picture.alt or picture.title or file_name(picture.src)
    src, is_safe = sanitised_address(picture.src)
    is_shown = bool(src) and is_safe
    if is_shown:
        shown = f'<img src="{escape(src)}" alt="{escape(picture.alt or picture.title)}" loading="lazy">'
    else:
        shown = f"▣ {escape(said or 'image')}"
    caption = picture.title if is_shown or picture.title != said else ""
    below = "<br>".join(escape(line) for line in (caption, credit(picture)) if line)
    caption_tag = f"<figcaption>{below}</figcaption>" if below else ""
    return f"<figure>{_linked(shown, picture.links)}{caption_tag}</figure>"


class _Nest:
    """The elements that lists, quotes and sections have open, from block to block."""

    def __init__(self) -> None:
        self._frames: list[Frame] = []
        self._closing: list[list[str]] = []

    def enter(self, frames: tuple[Frame, ...]) -> list[str]:
        """Close what the next block does not stand in, and open what it does."""
        written: list[str] = []
        kept = 0
        while kept < min(len(frames), len(self._frames)) and _continues(frames[kept], self._frames[kept]):
            self._frames[kept] = frames[kept]
            kept += 1
        is_neighbour = kept < min(len(frames), len(self._frames)) and _follows(frames[kept], self._frames[kept])
        while len(self._frames) > kept + is_neighbour:
            self._frames.pop()
            written += reversed(self._closing.pop())
        if is_neighbour:
            closing = self._closing[kept]
            if isinstance(frames[kept], Item):
                written += [closing.pop(), _item(frames[kept])]
                closing.append("</li>")
            self._frames[kept] = frames[kept]
            kept += 1
        for frame in frames[kept:]:
            opening, closing = _opened(frame)
            written += opening
            self._frames.append(frame)
            self._closing.append(closing)
        return written


def _continues(frame: Frame, before: Frame) -> bool:
    """Whether a block stands in the same element as the block before."""
    if frame is before:
        return True
    return (
        isinstance(frame, Item)
        and isinstance(before, Item)
        and not frame.opens
        and (frame.kind, frame.number, frame.depth) == (before.kind, before.number, before.depth)
    )


def _follows(frame: Frame, before: Frame) -> bool:
    """Whether an element goes on with another part: the next item of a list, the content after its summary."""
    if isinstance(frame, Details):
        return isinstance(before, Summary)
    if not isinstance(frame, Item) or not isinstance(before, Item):
        return False
    return frame.opens and not frame.first and (frame.kind, frame.depth) == (before.kind, before.depth)


def _item(frame: Frame) -> str:
    """The beginning of a list's item."""
    if isinstance(frame, Item) and frame.kind == "task":
        return f'<li><input type="checkbox" disabled{" checked" if frame.checked else ""}>'
    return "<li>"


def _opened(frame: Frame) -> tuple[list[str], list[str]]:
    """What opens a frame, and what closes it, in the order of opening."""
    match frame:
        case Quote():
            return ["<blockquote>"], ["</blockquote>"]
        case Item(kind="ordered", number=number):
            start = f' start="{number}"' if number != 1 else ""
            return [f"<ol{start}>", _item(frame)], ["</ol>", "</li>"]
        case Item():
            return ["<ul>", _item(frame)], ["</ul>", "</li>"]
        case Bloc(component=component):
            return ["<section>", f"<p><strong>▣ {escape(component)}</strong></p>"], ["</section>"]
        case Summary() | Details():
            return ["<details open>"], ["</details>"]


def _block(block: Block, top: int) -> str:
    """A block as its element."""
    if isinstance(block, Paragraph):
        return f"<p{_placed(block.align, block.dir)}>{_inline(block.text, block.spans)}</p>"
    if isinstance(block, Heading):
        level = max(1, min(6, top - 1 + block.rank))
        name = f' id="{escape(block.slug)}"' if block.slug else ""
        return f"<h{level}{name}{_placed(block.align, block.dir)}>{_inline(block.text, block.spans)}</h{level}>"
    if isinstance(block, Code):
        known = _LANGUAGE.fullmatch(block.language)
        language = f' class="language-{escape(block.language)}"' if known else ""
        # A browser drops a line break right after <pre>, so one of the text's own needs one before it.
        first = "\n" if block.text.startswith("\n") else ""
        return f"<pre>{first}<code{language}>{_inline(block.text, block.spans, newline=chr(10))}</code></pre>"
    if isinstance(block, Table):
        return _table(block, top)
    if isinstance(block, Picture):
        return picture_html(block)
    if isinstance(block, Embed):
        return f"<p>{_linked(f'▶ {escape(block.kind)}', (_checked(block.src),))}</p>"
    if isinstance(block, Rule):
        return "<hr>"
    return _unknown(block)


def _words(block: Block) -> str:
    """A block's words for a summary, which holds no blocks."""
    if isinstance(block, Paragraph | Heading):
        return _inline(block.text, block.spans)
    return _block(block, 1)


def _unknown(block: Unknown) -> str:
    """A leaf of an unknown type: its name, its text and its links."""
    lines = [_linked(f"▣ {escape(block.name)}", block.links), *map(escape, filter(None, block.text.split("\n")))]
    return f"<p>{'<br>'.join(lines)}</p>"


def _table(table: Table, top: int) -> str:
    """A table with its head and spans."""
    rows = ["<tr>" + "".join(_cell(cell, top) for cell in row) + "</tr>" for row in table.rows]
    head, body = rows[: table.head], rows[table.head :]
    parts = ["<table>"]
    if head:
        parts += ["<thead>", *head, "</thead>"]
    if body:
        parts += ["<tbody>", *body, "</tbody>"]
    return "\n".join([*parts, "</table>"])


def _cell(cell: Cell, top: int) -> str:
    """A cell with all its blocks."""
    tag = "th" if cell.header else "td"
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1
    )
    color = f' style="background-color: {cell.background}"' if _COLOR.fullmatch(cell.background) else ""
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    if isinstance(only, Paragraph) and not only.frames:
        inner = _inline(only.text, only.spans)
    else:
        inner = to_html(Document(cell.blocks), top=top).strip("\n")
    return f"<{tag}{spans}{color}>{inner}</{tag}>"


def _placed(align: Align, direction: Direction) -> str:
    """Alignment and direction as attributes."""
    aligned = "" if align == "left" else f' style="text-align: {align}"'
    return (f' dir="{direction}"' if direction else "") + aligned


def _inline(text: str, spans: tuple[Span, ...], newline: str = "<br>") -> str:
    """Marked text; runs that share their links are one link."""

    def plain(start: int, end: int) -> str:
        return escape(text[start:end], quote=False).replace("\n", newline)

    pieces: list[str] = []
    position = 0
    ends: dict[int, int] = {}
    groups: list[tuple[tuple[Link, ...], list[Span]]] = []
    for span in spans:
        links = links_of(span)
        if links and groups and groups[-1][0] == links and ends.get(len(groups) - 1) == span.start:
            groups[-1][1].append(span)
        else:
            groups.append((links, [span]))
        ends[len(groups) - 1] = span.end
    for links, group in groups:
        pieces.append(plain(position, group[0].start))
        inner = "".join(_marked(plain(span.start, span.end), span.marks) for span in group)
        pieces.append(_linked(inner, links))
        position = group[-1].end
    pieces.append(plain(position, len(text)))
    return "".join(pieces)


def _marked(inner: str, marks: tuple[Mark, ...]) -> str:
    """A run in the elements of its marks, the first mark innermost."""
    for mark in marks:
        match mark:
            case Style(name=name):
                inner = f"<{_TAGS[name]}>{inner}</{_TAGS[name]}>"
            case Highlight(color=color):
                style = f' style="background-color: {color}"' if _COLOR.fullmatch(color) else ""
                inner = f"<mark{style}>{inner}</mark>"
            case TextColor(color=color) if _COLOR.fullmatch(color):
                inner = f'<span style="color: {color}">{inner}</span>'
            case Styled(name=name):
                inner = f'<span class="{escape(name)}">{inner}</span>'
            case Anchor(id=name):
                inner = f'<span id="{escape(name)}">{inner}</span>'
            case _:
                pass
    return inner


def _linked(inner: str, links: tuple[Link, ...]) -> str:
    """Words with their first link on them and the others after; an address that is not followed stands as code."""
    shown = inner
    is_linked = False
    for number, (href, together) in enumerate(groupby((link for link in links if link.href), lambda link: link.href)):
        link = next(together)
        cleaned, is_safe = sanitised_address(href)
        if not link.safe or not is_safe or not cleaned:
            shown += f" <code>{escape(href)}</code>"
            continue
        opening = f'<a href="{escape(cleaned)}" rel="noopener noreferrer">'
        if is_linked or number:
            shown += f"{opening}<sup>+{number}</sup></a>"
        else:
            shown, is_linked = f"{opening}{inner}</a>", True
    return shown


def _checked(href: str) -> Link:
    """An address as a link that says whether it may be followed."""
    return Link(href=href, safe=sanitised_address(href)[1])
