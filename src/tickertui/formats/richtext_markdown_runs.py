"""Marked text as Markdown that renders to exactly that text.

Emphasis is written with asterisks where CommonMark is sure to read them as emphasis, and as HTML elsewhere: inside of
words next to punctuation and beside other emphasis. All else that Markdown would read as markup is escaped.
"""

import re
from itertools import groupby

from tickertui.formats.document import Anchor, Highlight, Link, Mark, Span, Style
from tickertui.formats.richtext_text import links_of

_SPECIAL = re.compile(r"[\\`*_\[\]<~|]|&(?=#?\w*(?:;|\Z))|!(?=\[|\Z)")
_LINE_START = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[#>+\-=]|:-))", re.MULTILINE)
_BARE_ADDRESS = re.compile(r"[A-Za-z0-9/:?=%#.,+@_~;!$-]*(?:&(?!#?\w+;)[A-Za-z0-9/:?=%#.,+@_~;!$-]*)*")
_ADDRESS_SPECIAL = re.compile(r"[<>\\`]|&(?=#?\w+;)")
_BACKTICKS = re.compile("`+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAGS = {"underline": "u", "superscript": "sup", "subscript": "sub"}
_EMPHASIS = {"bold": ("**", "strong"), "italic": ("*", "em"), "strike": ("~~", "del")}
_AROUND = frozenset(" \n\t.,;:?()\"'/>[“”‘’–—…")
"""What may stand outside of an asterisk whatever stands inside: spaces, and punctuation that is no markup."""


def escaped(text: str) -> str:
    """Text with all escaped that Markdown reads as markup in a line, but not what it reads so at its beginning."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def address(href: str, *, in_cell: bool = False) -> str:
    """An address as the destination of a Markdown link."""
    if href and _BARE_ADDRESS.fullmatch(href):
        return href
    written = _ADDRESS_SPECIAL.sub(_escape_in_address, href)
    if in_cell:
        written = written.replace("|", "\\|")
    return f"<{written}>"


def _escape_in_address(found: re.Match[str]) -> str:
    """A character of an address that Markdown would read as something else."""
    return "\\" + found[0]


def code_span(text: str, *, in_cell: bool = False) -> str:
    """Text of one line as a code span; in a table's cell a bar must not end the cell."""
    if in_cell:
        text = text.replace("|", "\\|")
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    is_padded = text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and bool(text.strip(" ")))
    return f"{ticks} {text} {ticks}" if is_padded else f"{ticks}{text}{ticks}"


def guarded(text: str) -> str:
    """Inline Markdown as the text of a block: nothing at the beginning of its lines is read as a block's mark."""
    return _LINE_START.sub(lambda found: f"{found[1] or ''}\\", text)


def linked(label: str, links: tuple[Link, ...], *, in_cell: bool = False) -> str:
    """A label with its first link on it and the others after it; an address that is not followed stands as code."""
    shown = label
    is_linked = False
    for number, link in enumerate(link for link in links if link.href):
        if not link.safe:
            shown += f" ({code_span(link.href, in_cell=in_cell)})"
        elif not is_linked and number == 0:
            shown = f"[{label}]({address(link.href, in_cell=in_cell)})"
            is_linked = True
        else:
            shown += (
                f"[⁺{str(number).translate(_SUPERSCRIPTS) if number else ''}]({address(link.href, in_cell=in_cell)})"
            )
    return shown


def inline(text: str, spans: tuple[Span, ...], newline: str, *, in_cell: bool = False) -> str:
    """Marked text as inline Markdown, a hard break as the given string; blank lines at its end are not written."""
    text = text.rstrip()
    if not spans:
        written = escaped(text)
        return written.replace("\n", newline) if "\n" in written else written
    out = _Inline(newline, in_cell)
    position = 0
    runs: list[tuple[int, int, tuple[Mark, ...]]] = []
    for span in spans:
        if position < span.start:
            runs.append((position, span.start, ()))
        runs.append((span.start, span.end, span.marks))
        position = span.end
    if position < len(text):
        runs.append((position, len(text), ()))
    spans_links = {span.start: links_of(span) for span in spans}
    for links, group in groupby(runs, lambda run: spans_links.get(run[0], ()) if run[2] else ()):
        out.group(text, list(group), links)
    return out.written()


class _Inline:
    """Writes runs one after the other."""

    def __init__(self, newline: str, in_cell: bool) -> None:
        self._newline = newline
        self._in_cell = in_cell
        self._pieces: list[str] = []
        self._last = ""

    def written(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def group(self, text: str, runs: list[tuple[int, int, tuple[Mark, ...]]], links: tuple[Link, ...]) -> None:
        """Write runs that have their links in common."""
        if not links:
            for start, end, marks in runs:
                self._run(text, start, end, marks)
            return
        start, end = runs[0][0], runs[-1][1]
        core = text[start:end].strip()
        if not core:
            self._put(escaped(text[start:end]).replace("\n", self._newline))
            self._put(linked("⁺", links, in_cell=self._in_cell))
            return
        lead = start + len(text[start:end]) - len(text[start:end].lstrip())
        tail = lead + len(core)
        self._put(escaped(text[start:lead]).replace("\n", self._newline))
        within = _Inline(self._newline, self._in_cell)
        within._last = "["
        for run_start, run_end, marks in runs:
            first, last = max(run_start, lead), min(run_end, tail)
            if first < last:
                within._run(text, first, last, marks, ends_at=tail)
        self._put(linked(within.written(), links, in_cell=self._in_cell))
        self._put(escaped(text[tail:end]).replace("\n", self._newline))

    def _put(self, written: str) -> None:
        """Put out what is Markdown already."""
        if written:
            self._pieces.append(written)
            self._last = written[-1]

    def _run(self, text: str, start: int, end: int, marks: tuple[Mark, ...], ends_at: int = -1) -> None:
        """Write one run; the spaces at its edges stand outside of its marks."""
        whole = text[start:end]
        core = whole.strip()
        if not marks or not core:
            self._put(escaped(whole).replace("\n", self._newline))
            return
        lead = len(whole) - len(whole.lstrip())
        self._put(escaped(whole[:lead]).replace("\n", self._newline))
        trail = whole[lead + len(core) :]
        after = trail[:1] or (text[end : end + 1] if end != ends_at else "]")
        self._put(self._styled(core, marks, after))
        self._put(escaped(trail).replace("\n", self._newline))

    def _styled(self, core: str, marks: tuple[Mark, ...], after: str) -> str:
        """A run without spaces at its edges, in its styles."""
        styles = {mark.name for mark in marks if isinstance(mark, Style)}
        before_tags, after_tags = "", ""
        for mark in marks:
            if isinstance(mark, Anchor):
                before_tags += f'<a id="{_attribute(mark.id)}"></a>'
        tags = [_TAGS[style] for style in _TAGS if style in styles]
        if any(isinstance(mark, Highlight) for mark in marks):
            tags.append("mark")
        for tag in tags:
            before_tags, after_tags = f"{before_tags}<{tag}>", f"</{tag}>{after_tags}"
        is_code = "code" in styles
        emphases = [style for style in ("strike", "bold", "italic") if style in styles]
        inner = self._code(core, bool(before_tags or emphases)) if is_code else escaped(core)
        inner = inner.replace("\n", self._newline)
        if emphases:
            before, following = (">" if before_tags else self._last), ("<" if after_tags else after)
            is_plain = _may_emphasise(before, core[0], core[-1], following, is_bare=len(emphases) == 1 and not is_code)
            for style in reversed(emphases):
                sign, tag = _EMPHASIS[style]
                inner = f"{sign}{inner}{sign}" if is_plain else f"<{tag}>{inner}</{tag}>"
        return before_tags + inner + after_tags

    def _code(self, core: str, is_apart: bool) -> str:
        """A run of code; as HTML where backticks would run into those of the run before."""
        if self._last == "`" and not is_apart:
            return f"<code>{escaped(core)}</code>"
        return "\n".join(
            [code_span(line, in_cell=self._in_cell) if line.strip() else line for line in core.split("\n")]
        )


def _may_emphasise(before: str, first: str, last: str, after: str, *, is_bare: bool) -> bool:
    """Whether asterisks between these characters are read as emphasis for sure."""
    opens = not before or before in _AROUND or (is_bare and first.isalnum() and before.isalnum())
    closes = not after or after in _AROUND or after in "<]" or (is_bare and last.isalnum() and after.isalnum())
    return opens and closes


def _attribute(value: str) -> str:
    """A name as the value of an HTML attribute, free of anything that Markdown reads before HTML."""
    return re.sub(r"[^\w.:#/-]", lambda found: f"&#{ord(found[0])};", value)
