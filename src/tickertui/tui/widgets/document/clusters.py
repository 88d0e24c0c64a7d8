"""Clusters: the pieces of text that a terminal shows as one glyph, and how many cells they take.

Widths are Rich's, so that what is measured here is what the screen's strips measure.
"""

import re

from rich.cells import cell_len, split_graphemes

SOFT_HYPHEN = "\u00ad"
ZERO_SPACE = "\u200b"

# Outside these ranges a character may take no cell, or two, or join its neighbour.
_NOT_NARROW = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0530\u2010-\u2027\u202f-\u205e\u2070-\u209c\u20a0-\u20bf"
    "\u2100-\u218b\u2190-\u22ff\u2500-\u25fc\u2800-\u28ff]"
)
is_wide = _NOT_NARROW.search
"""Finds the first character that is not plainly one cell wide; None where all are."""

_SOLITARY = re.compile("[\n\u00ad\u200b]")

Cluster = tuple[int, int, int]


def cells(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(text) if is_wide(text) else len(text)


def clusters(text: str) -> list[Cluster]:
    """The text's clusters as (start, end, cells), covering it without gaps.

    Rich joins combining characters, variation selectors and ZWJ chains; flags, skin tones and soft hyphens are ours.
    """
    joined: list[Cluster] = []
    half_flag = False
    for start, end, width in _parted(text):
        first = text[start]
        is_indicator = "\U0001f1e6" <= first <= "\U0001f1ff"
        if joined and ((is_indicator and half_flag) or "\U0001f3fb" <= first <= "\U0001f3ff"):
            before = joined[-1]
            if text[before[0]] not in " \n\u00ad\u200b":
                joined[-1] = (before[0], end, before[2] + width)
                half_flag = False
                continue
        half_flag = is_indicator
        joined.append((start, end, width))
    return joined


def _parted(text: str) -> list[Cluster]:
    """Rich's clusters; line breaks and invisible places to break stand alone, where Rich counts them to a neighbour."""
    spans = split_graphemes(text)[0]
    if not _SOLITARY.search(text):
        return spans
    parted: list[Cluster] = []
    for start, end, width in spans:
        begin = start
        for found in _SOLITARY.finditer(text, start, end):
            if found.start() > begin:
                parted.append((begin, found.start(), width))
                width = 0
            parted.append((found.start(), found.end(), 0))
            begin = found.end()
        if begin < end:
            parted.append((begin, end, width))
    return parted


def cut(text: str, width: int) -> str:
    """The text cut to a number of cells at a cluster's border, with an ellipsis where something is gone."""
    if cells(text) <= width:
        return text
    kept = 0
    used = 0
    for _, end, cluster_width in clusters(text):
        if used + cluster_width > width - 1:
            break
        used += cluster_width
        kept = end
    return text[:kept] + "…" if width > 0 else ""
