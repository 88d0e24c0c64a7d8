"""Wrapping: where lines of a paragraph begin and end.

Lines break at spaces, after dashes between letters, at U+200B, at U+00AD (the line then ends in a hyphen), and anywhere
in CJK text but before closing and after opening punctuation. They do not break at no-break spaces. A word longer than
the line is cut at a cluster's border. Text of plainly narrow characters takes a path that counts no cells.
"""

from tickertui.tui.widgets.document.clusters import SOFT_HYPHEN, ZERO_SPACE, clusters, is_wide

Line = tuple[int, int]
"""Start and end of a line in the text, without the spaces at its end."""

_GLUE = "\xa0\u202f\u2007\u2011"
_NO_START = frozenset(
    "、。，．：；？！）］｝〉》」』】〕〗〙〟’”»ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・…‥–〜゛゜%,.;:?!)]}%‰℃"
    + _GLUE
)
_NO_END = frozenset("（［｛〈《「『【〔〖〘〝‘“«([{$£¥€" + _GLUE)
_URL_BREAKS = "/?&=-_."


def wrap(text: str, width: int) -> list[Line]:
    r"""The lines of a paragraph in a column of `width` cells; ``\n`` ends a line.

    Text without visible characters has no lines.
    """
    width = max(width, 1)
    if is_wide(text) is None:
        return _wrap_narrow(text, width)
    return _wrap_clusters(text, max(width, 2))


def _wrap_narrow(text: str, width: int) -> list[Line]:
    """Lines of text whose every character takes one cell."""
    end = len(text.rstrip(" \n"))
    start = 0
    while start < end and text[start] == " ":
        start += 1
    if end - start <= width and "\n" not in text:
        return [(start, end)] if start < end else []
    lines: list[Line] = []
    has_breaks = "\n" in text
    rfind = text.rfind
    while start < end:
        limit = start + width
        if has_breaks:
            stop = text.find("\n", start, limit + 1)
            if stop >= 0:
                lines.append((start, _trimmed(text, start, stop)))
                start = _past_spaces(text, stop + 1, end)
                continue
        if limit >= end:
            lines.append((start, end))
            break
        cut = rfind(" ", start + 1, limit + 1)
        if cut < limit:
            cut = _after_dash(text, max(cut + 1, start + 1), limit) or cut
        if cut <= start:
            cut = _in_word(text, start, limit)
        lines.append((start, _trimmed(text, start, cut)))
        start = _past_spaces(text, cut, end)
    return lines


def _after_dash(text: str, start: int, limit: int) -> int:
    """The last place after a dash between two letters at which the line may end; 0 where there is none."""
    for dash in ("-", "—", "–"):
        at = text.rfind(dash, start, limit)
        if at > start and (dash == "—" or (text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha())):
            return at + 1
    return 0


def _in_word(text: str, start: int, limit: int) -> int:
    """Where to cut a word that is longer than the line: after a mark of an address in its later half, else anywhere."""
    at = max(text.rfind(mark, (start + limit) // 2, limit) for mark in _URL_BREAKS)
    return at + 1 if at > start else limit


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a line without its trailing spaces."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _past_spaces(text: str, start: int, end: int) -> int:
    """Where the next line begins: spaces at a break vanish."""
    while start < end and text[start] == " ":
        start += 1
    return start


def _wrap_clusters(text: str, width: int) -> list[Line]:  # noqa: C901  # one pass, one branch for each kind of character
    """Lines of text that holds characters of no, two or joint cells."""
    lines: list[Line] = []
    text = text.rstrip(" \n")
    start = used = 0
    chance: tuple[int, int, int] | None = None  # where the line may end, where the next begins, cells up to there
    before, before_width = "", 0
    for at, end, cell_width in clusters(text):
        character = text[at]
        if character == "\n":
            lines.append((start, _trimmed(text, start, at)))
            start, used, chance, before = end, 0, None, ""
            continue
        if character == " " and end == at + 1:
            if start == at:
                start = end
                continue
            used += 1
            chance, before = (at, end, used), " "
            continue
        if character == ZERO_SPACE:
            chance, before = (at, end, used), " "
            continue
        if character == SOFT_HYPHEN:
            if used + 1 <= width:
                chance = (end, end, used)
            continue
        if at > start and _may_part(before, before_width, character, cell_width, text[at - 1]):
            chance = (at, at, used)
        if used + cell_width > width and used > 0:
            if chance and chance[0] > start:
                lines.append((start, _trimmed(text, start, chance[0])))
                start = chance[1]
                used -= chance[2]
            if used + cell_width > width and at > start:
                lines.append((start, _trimmed(text, start, at)))
                start, used = at, 0
            chance = None
        used += cell_width
        before, before_width = text[end - 1] if cell_width < 2 else character, cell_width
    if start < len(text):
        lines.append((start, len(text)))
    return lines


def _may_part(before: str, before_width: int, after: str, after_width: int, previous: str) -> bool:
    """Whether a line may end between two neighbouring clusters that no space stands between."""
    if not before or before == " " or after in _NO_START or before in _NO_END or previous in _GLUE:
        return False
    if before_width == 2 or after_width == 2:
        return True
    return before == "—" or (before in "-–" and after.isalpha())
