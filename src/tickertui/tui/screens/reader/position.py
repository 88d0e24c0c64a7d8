"""Where the reader is, in words: section, share of the way, minutes left."""

from tickertui.tui.widgets.document.plain import place_of
from tickertui.tui.widgets.document.view import DocumentView
from tickertui.tui.widgets.toned import Line, Piece

_LONGEST = 300
"""The most characters of a heading that are said."""


def left_of(view: DocumentView, section: int, digits: str, told: str) -> Line:
    """What was said last, the number being typed, the focused link's address, or the section."""
    if told:
        return [(told, "accent")]
    if digits:
        return [(f"{digits}", "key"), ("  Enter follows that link, % goes to that share", "quiet")]
    focused = view.focused_link
    if focused is not None and view.is_in_view(focused.block, focused.start):
        numbers = [view.flow.number(link) if view.flow else 0 for link in focused.links]
        line: list[Piece] = []
        for link, number in zip(focused.links, numbers, strict=True):
            if line:
                line.append((" · ", "quiet"))
            if number:
                line.append((f"{number} ", "key"))
            address = link.href if len(numbers) == 1 else place_of(link.href)
            line.append((address or "an article that is not loaded", "ink" if link.safe else "late"))
        return line
    if 0 <= section < len(view.headings):
        return [("§ ", "quiet"), (" ".join(view.headings[section][1].text[:_LONGEST].split()), "quiet")]
    return []


def right_of(view: DocumentView, minutes: int, *, is_bookmarked: bool = False) -> Line:
    """Hits, the bookmark, share of the way, and minutes left."""
    line: list[Piece] = []
    finder = view.finder
    if finder is not None and finder.query.strip():
        more = "" if finder.done else "…"
        words = f"“{finder.query}” {finder.current + 1}/{len(finder)}{more}"
        line += [(words, "accent" if len(finder) else "late"), (" · ", "quiet")]
    if is_bookmarked:
        line.append(("★ ", "star"))
    share = view.progress
    left = round(minutes * (1 - share))
    line.append((f"{share:.0%}", "ink"))
    if left:
        line.append((f" · {left} min left", "quiet"))
    return line
