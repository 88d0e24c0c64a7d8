"""Where the parser of rich text is: the frames around it, the text it collects, and the blocks it has made."""

import msgspec

from tickertui.formats.document import (
    FRAME_LIMIT,
    Align,
    Block,
    Code,
    Direction,
    Frame,
    Heading,
    Link,
    Paragraph,
    Span,
)
from tickertui.formats.storyblok_outline import Outline
from tickertui.formats.storyblok_runs import BLANK, Marks, collapsed, composed, exact, trimmed

Frames = tuple[Frame, ...]


class Form(msgspec.Struct, frozen=True):
    """What collected text becomes."""

    kind: str = "paragraph"
    align: Align = "left"
    dir: Direction = ""
    level: int = 1
    language: str = ""


LOOSE = Form()
"""Text that stands in no paragraph: it makes one of its own."""


class _Place(msgspec.Struct):
    """What to return to when a frame or a cell is left."""

    frames: Frames
    dir: Direction
    form: Form
    opening: Frame
    closed: Frame


class _Outside(msgspec.Struct):
    """What waits outside of a table's cell."""

    blocks: list[Block]
    path: list[_Place]
    opened: int
    frames: Frames
    form: Form
    dir: Direction


class Flow:
    """Collects text into blocks and puts each into the frames that are open.

    An item's marker belongs to the first block that is made in it. Which items have had theirs needs no bookkeeping
    per item: those that were entered since the last block was made have not, and they are the innermost.
    """

    def __init__(self) -> None:
        """Begin with no frame and no text."""
        self.blocks: list[Block] = []
        self.links: dict[Link, None] = {}
        self.made = 0
        self.form = LOOSE
        self.dir: Direction = ""
        self._frames: Frames = ()
        self._path: list[_Place] = []
        self._opened = 0
        self._forms: list[Form] = []
        self._outside: list[_Outside] = []
        self._texts: list[str] = []
        self._marks: list[Marks] = []
        self._outline = Outline()

    @property
    def is_inline(self) -> bool:
        """Whether text goes on here: a paragraph is open, or loose text has been collected."""
        return self.form is not LOOSE or bool(self._texts)

    def add(self, text: str, marks: Marks) -> None:
        """Collect clean text of one line (of many in code)."""
        self._texts.append(text)
        self._marks.append(marks)

    def begin_text(self, form: Form) -> None:
        """Open a paragraph, heading or code block."""
        self.flush()
        self._forms.append(self.form)
        self.form = form

    def end_text(self) -> None:
        """Close what `begin_text` opened."""
        self.flush()
        self.form = self._forms.pop()

    def enter(self, frame: Frame, closed: Frame | None = None, direction: Direction = "") -> None:
        """Open a frame; one that looks different after its first block is given in both its looks."""
        self.flush()
        closed = frame if closed is None else closed
        frames = self._frames
        self._path.append(_Place(frames, self.dir, self.form, frame, closed))
        self._frames = (frames if len(frames) < FRAME_LIMIT else frames[: FRAME_LIMIT - 1]) + (closed,)
        self.form = LOOSE
        self.dir = direction or self.dir

    def leave(self) -> bool:
        """Close a frame; returns whether its first block has been made."""
        self.flush()
        place = self._path.pop()
        self._frames, self.dir, self.form = place.frames, place.dir, place.form
        was_opened = self._opened > len(self._path)
        if was_opened:
            self._opened = len(self._path)
        return was_opened

    def enter_cell(self) -> None:
        """Begin a table's cell, which has frames and blocks of its own."""
        self.flush()
        self._outside.append(_Outside(self.blocks, self._path, self._opened, self._frames, self.form, self.dir))
        self.blocks, self._path, self._opened, self._frames, self.form = [], [], 0, (), LOOSE

    def leave_cell(self) -> tuple[Block, ...]:
        """End a cell; returns its blocks."""
        self.flush()
        blocks = tuple(self.blocks)
        place = self._outside.pop()
        self.blocks, self._path, self._opened = place.blocks, place.path, place.opened
        self._frames, self.form, self.dir = place.frames, place.form, place.dir
        return blocks

    def place(self) -> Frames:
        """The frames for a block that is made now."""
        if self._texts:
            self.flush()
        self.made += 1
        path = self._path
        if self._opened == len(path):
            return self._frames
        shown = path if len(path) <= FRAME_LIMIT else [*path[: FRAME_LIMIT - 1], path[-1]]
        frames = tuple(
            [each.closed if number < self._opened else each.opening for number, each in enumerate(shown[:-1])]
        )
        self._opened = len(path)
        return (*frames, path[-1].opening)

    def keep_links(self, spans: tuple[Span, ...]) -> None:
        """Note the links of spans."""
        for span in spans:
            for mark in span.marks:
                if type(mark) is Link:
                    self.links[mark] = None

    def flush(self) -> None:
        """Make a block of the text collected so far."""
        texts = self._texts
        if not texts:
            return
        marks, form = self._marks, self.form
        self._texts, self._marks = [], []
        spans: tuple[Span, ...] = ()
        if form.kind == "code":
            text, spans = exact(texts, marks)
        elif len(texts) == 1 and not marks[0]:
            text = collapsed(texts[0])
        else:
            text, spans = composed(texts, marks)
        if not text.strip(BLANK):
            return
        if spans:
            self.keep_links(spans)
        if form.kind == "heading":
            text, spans = trimmed(text, spans)
        self._make(text, spans, form)

    def _make(self, text: str, spans: tuple[Span, ...], form: Form) -> None:
        """Make the block that a form asks for."""
        frames = self.place()
        if form.kind == "paragraph":
            self.blocks.append(Paragraph(text, spans, frames, form.align, form.dir or self.dir))
        elif form.kind == "heading":
            rank, slug = self._outline.rank(form.level), self._outline.slug(text)
            direction = form.dir or self.dir
            self.blocks.append(Heading(text, form.level, rank, slug, spans, frames, form.align, direction))
        else:
            self.blocks.append(Code(text, form.language, frames, spans))
