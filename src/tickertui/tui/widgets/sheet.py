"""A sheet: headings, paragraphs and facts with a label, wrapped to the width and scrolled by line."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from tickertui.tui.widgets.toned import Line, Piece, Toned


class Entry(msgspec.Struct, frozen=True):
    """One fact: its text, and the label that stands before it."""

    text: str
    label: str = ""
    tone: str = "ink"
    label_tone: str = "quiet"
    mark: str = ""
    """The beginning of the text, where it has a tone of its own."""
    mark_tone: str = "ink"
    hang: int | None = None
    """The cells kept for the label; those of the sheet where it is None, 0 for a text from the left edge."""


BLANK = Entry("", hang=0)


def heading(text: str) -> Entry:
    """A heading."""
    return Entry(text, tone="strong", hang=0)


class Sheet(Toned):
    """Entries in lines; the last visible line says how many more there are."""

    DEFAULT_CSS = """
    Sheet { width: 1fr; height: 1fr; }
    """
    LABEL: ClassVar[int] = 11
    """The cells that labels take."""
    MORE: ClassVar[str] = ""
    """The key that scrolls on, as a person calls it."""

    def __init__(self, *, id: str | None = None, label_width: int = LABEL, more: str = "") -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._label_width = label_width
        self._more = more
        self._laid: tuple[int, list[Line]] | None = None
        self._top = 0

    def show(self, entries: Sequence[Entry], *, keep_place: bool = False) -> None:
        """Show other entries, from the top."""
        self._entries, self._laid = entries, None
        if not keep_place:
            self._top = 0
        self.refresh_changed()

    @property
    def lines(self) -> list[Line]:
        """All lines at the present width."""
        width = self.content_size.width
        if self._laid is None or self._laid[0] != width:
            self._laid = width, lay(self._entries, width, self._label_width)
        return self._laid[1]

    @property
    def top(self) -> int:
        """The first line that shows."""
        last = max(0, len(self.lines) - self.content_size.height)
        return min(self._top, last)

    def scroll_lines(self, count: int) -> None:
        """Move down by so many lines, or up by a negative number, as far as there is something."""
        before, last = self.top, max(0, len(self.lines) - self.content_size.height)
        self._top = min(last, max(0, before + count))
        if self._top != before:
            self.refresh()

    def scroll_pages(self, count: int) -> None:
        """Move down by so many pages, less two lines each."""
        self.scroll_lines(count * max(1, self.content_size.height - 2))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """As many lines as the entries need."""
        return len(lay(self._entries, width, self._label_width))

    def render_line(self, y: int) -> Strip:
        """One line; the last one that shows tells of those below it."""
        width, height = self.content_size
        at = self.top + y
        below = len(self.lines) - self.top - height
        if below > 0 and y == height - 1:
            hint = f" · {self._more}" if self._more else ""
            return self.strip_of([(f"▼ {below + 1} more lines{hint}", "accent")], width)
        return self.strip_of(self.lines[at], width) if at < len(self.lines) else Strip([])

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(3)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-3)


def lay(entries: Sequence[Entry], width: int, label_width: int) -> list[Line]:
    """The entries as lines of `width` cells; texts hang beside their labels, or below them where it is too narrow."""
    lines: list[Line] = []
    for entry in entries:
        indent = label_width if entry.hang is None else entry.hang
        if width - indent < 20 and indent:
            indent = min(2, width // 10)
        hung = _hung(entry, width, " " * indent)
        if entry.label and len(entry.label) >= indent:
            lines.append([(entry.label, entry.label_tone)])
        elif entry.label:
            first = hung[0][1:] if hung else []
            hung[:1] = [[(entry.label.ljust(indent), entry.label_tone), *first]]
        lines += hung or [[]]
    return lines


def _hung(entry: Entry, width: int, indent: str) -> list[Line]:
    """The lines of an entry's text behind an indent, its mark in its own tone."""
    from tickertui.tui.widgets.document.wrap import wrap

    text = entry.mark + entry.text
    marked = len(entry.mark)
    lines: list[Line] = []
    for start, end in wrap(text, width - len(indent)):
        pieces: list[Piece] = [(indent, "ink")]
        if start < marked:
            pieces.append((text[start : min(end, marked)], entry.mark_tone))
        if end > marked:
            pieces.append((text[max(start, marked) : end], entry.tone))
        lines.append(pieces)
    return lines
