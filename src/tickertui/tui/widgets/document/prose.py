"""Prose: a block's text as it is displayed, with its link numbers and raised characters, in runs of one look.

What is displayed differs from the text itself only by insertions (a link's number, `^` before a superscript that has no
raised form) and by characters exchanged one for one, so that offsets in the text survive.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from tickertui.formats.document import Highlight, Link, Mark, Span, Style, TextColor
from tickertui.tui.widgets.document.clusters import SOFT_HYPHEN, ZERO_SPACE

Ink = tuple[str, ...]
"""Names of looks, weakest first: `bold`, `link`, ... or `fg:` and `bg:` with a colour of the author's."""

Piece = tuple[str, Ink, int, tuple[Link, ...]]
"""Text, look, the offset of its first character in the block's text (-1: put there by us), and its links."""

Row = list[Piece]
"""A row of cells, left to right."""

Run = tuple[int, int, int, Ink, tuple[Link, ...]]
"""Start and end in the displayed text, offset in the block's text or -1, look, and links."""

_RAISED_FORMS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
_RAISED = str.maketrans("0123456789+-=()ni−", _RAISED_FORMS + "⁻")
_LOWERED = str.maketrans("0123456789+-=()aeoxhklmnpst−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ₋")
_RAISABLE = frozenset("0123456789+-=()ni− ")
_LOWERABLE = frozenset("0123456789+-=()aeoxhklmnpst− ")


def link_number(numbers: list[int], before: str) -> str:
    """The numbers of a link in small raised figures; in brackets where they might be read as part of the text."""
    figures = "⁺".join(str(number).translate(_RAISED) for number in numbers[:4]) + ("⁺" if len(numbers) > 4 else "")
    return f"⁽{figures}⁾" if before.isdigit() or before in _RAISED_FORMS else figures


def ink_of(marks: tuple[Mark, ...]) -> Ink:
    """The look that marks make."""
    names: list[str] = []
    for mark in marks:
        match mark:
            case Style(name=name):
                if name in {"bold", "italic", "strike", "underline", "code"}:
                    names.append(name)
            case Link(safe=safe):
                look = "link" if safe else "dead-link"
                if look not in names:
                    names.append(look)
            case Highlight(color=color):
                names.append(f"bg:{color}" if color else "highlight")
            case TextColor(color=color):
                names.append(f"fg:{color}")
            case _:
                pass
    if len(names) > 1 and any(
        name.startswith("fg:") for name in names
    ):  # what is written on a ground is fitted to it, in either order
        names.sort(key=_is_foreground)
    return tuple(names)


def _is_foreground(name: str) -> bool:
    return name.startswith("fg:")


class _Composer:
    """Builds what is displayed, and its runs, from a block's text and spans."""

    def __init__(self, number_of: Callable[[Link], int] | None) -> None:
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self._length = 0
        self._number_of = number_of

    def compose(self, text: str, spans: tuple[Span, ...], start: int, end: int) -> None:
        """Put the text between start and end with its spans."""
        at = start
        pending: tuple[Link, ...] = ()
        first = max(bisect_right(spans, start, key=_start_of) - 1, 0)
        for index in range(first, len(spans)):
            span = spans[index]
            if span.start >= end:
                break
            low, high = max(span.start, at), min(span.end, end)
            if low >= high:
                continue
            links = tuple([mark for mark in span.marks if type(mark) is Link])
            if pending and (links != pending or low > at):
                self._close(pending)
            if low > at:
                self._put(text[at:low], at, (), ())
            self._put_span(text[low:high], low, span.marks, links)
            pending, at = links, high
        if pending:
            self._close(pending)
        if at < end:
            self._put(text[at:end], at, (), ())

    def _put(self, part: str, offset: int, ink: Ink, links: tuple[Link, ...]) -> None:
        """Put a part of one look."""
        if part:
            self.parts.append(part)
            begin = self._length
            self._length = begin + len(part)
            self.runs.append((begin, self._length, offset, ink, links))

    def _put_span(self, part: str, offset: int, marks: tuple[Mark, ...], links: tuple[Link, ...]) -> None:
        """Put the text of one span, raised or lowered where its marks say so and it can be."""
        for mark in marks:
            if type(mark) is not Style or mark.name not in {"superscript", "subscript"}:
                continue
            is_raised = mark.name == "superscript"
            if (_RAISABLE if is_raised else _LOWERABLE).issuperset(part):
                part = part.translate(_RAISED if is_raised else _LOWERED)
            elif part.strip():
                self._put("^" if is_raised else "_", -1, ("faint",), links)
            break
        self._put(part, offset, ink_of(marks), links)

    def _close(self, links: tuple[Link, ...]) -> None:
        """Put the number after the link that ends here, before the spaces at its end."""
        numbers = [number for link in links if (number := self._number_of(link))] if self._number_of else []
        if not numbers:
            return
        last = self.parts[-1]
        kept = last.rstrip()
        figures = link_number(list(dict.fromkeys(numbers)), kept[-1:] or last[-1:])
        if kept == last or not kept:
            self._put(figures, -1, ("number",), links)
            return
        self._length, _, offset, ink, _ = self.runs.pop()
        self.parts.pop()
        self._put(kept, offset, ink, links)
        self._put(figures, -1, ("number",), links)
        self._put(last[len(kept) :], offset + len(kept) if offset >= 0 else -1, (), ())


def _start_of(span: Span) -> int:
    return span.start


class Prose:
    """A stretch of a block's text, ready to be wrapped and cut into pieces."""

    __slots__ = ("display", "runs")

    def __init__(
        self,
        text: str,
        spans: tuple[Span, ...] = (),
        start: int = 0,
        end: int | None = None,
        number_of: Callable[[Link], int] | None = None,
    ) -> None:
        end = len(text) if end is None else end
        self.display = text if start == 0 and end == len(text) else text[start:end]
        """What is displayed."""
        self.runs: list[Run] = [(0, end - start, start, (), ())]
        """The displayed text from start to end without gaps."""
        if spans:
            composer = _Composer(number_of)
            composer.compose(text, spans, start, end)
            self.display, self.runs = "".join(composer.parts), composer.runs

    def pieces(self, start: int, end: int, base: Ink, last: bool = False) -> Row:
        """The pieces of a line of the displayed text; `last` says that its paragraph ends here."""
        row: Row = []
        runs = self.runs
        index = bisect_right(runs, start, key=lambda run: run[0]) - 1
        for low, high, offset, ink, links in runs[max(index, 0) :]:
            if low >= end:
                break
            begin, stop = max(low, start), min(high, end)
            if begin >= stop:
                continue
            text = self.display[begin:stop]
            at = offset + begin - low if offset >= 0 else -1
            looks = base + ink if ink else base
            if links and text != text.strip():
                row.extend(_with_bare_edges(text, looks, base, at, links))
            else:
                row.append((text, looks, at, links))
        if SOFT_HYPHEN in self.display or ZERO_SPACE in self.display:
            ends_soft = not last and end > start and self.display[end - 1] == SOFT_HYPHEN
            row = without_invisible(row)
            if ends_soft:
                row.append(("-", base, -1, ()))
        return row


def _with_bare_edges(text: str, looks: Ink, base: Ink, at: int, links: tuple[Link, ...]) -> Iterator[Piece]:
    """A link's text with the spaces at its edges set as plain text, so that they are not underlined."""
    bare = text.strip()
    lead = len(text) - len(text.lstrip()) if bare else len(text)
    if lead:
        yield text[:lead], base, at, ()
    if bare:
        yield bare, looks, at + lead if at >= 0 else -1, links
        if tail := text[lead + len(bare) :]:
            yield tail, base, at + lead + len(bare) if at >= 0 else -1, ()


def without_invisible(row: Row) -> Row:
    """The pieces without soft hyphens and zero-width spaces; offsets stay true."""
    if not any(SOFT_HYPHEN in piece[0] or ZERO_SPACE in piece[0] for piece in row):
        return row
    kept: Row = []
    for text, ink, at, links in row:
        begin = 0
        for index in [*(i for i, character in enumerate(text) if character in "\u00ad\u200b"), len(text)]:
            if index > begin:
                kept.append((text[begin:index], ink, at + begin if at >= 0 else -1, links))
            begin = index + 1
    return kept
