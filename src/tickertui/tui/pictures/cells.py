"""Pixels become rows of cells: two pixels or four in each, in two colours.

Plain values in and out: neither Pillow nor Textual. A colour is an int 0xRRGGBB, `GROUND` the theme's own.
"""

import msgspec

GROUND = -1
"""The colour of whatever lies beneath: left to the theme."""

Run = tuple[str, int, int]
"""Some cells in one pair of colours: their text, its colour and the colour behind it."""

CellRow = tuple[Run, ...]
"""A row of cells, left to right."""

_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Block characters by which quarters are filled: 1 top left, 2 top right, 4 bottom left, 8 bottom right."""

_PAIRS = frozenset({3, 5, 6})
"""The partings into two and two."""


class Pixels(msgspec.Struct, frozen=True, eq=False):
    """A picture as bytes: red, green and blue of each pixel, row by row."""

    width: int
    height: int
    data: bytes


def half_rows(pixels: Pixels) -> tuple[CellRow, ...]:
    """Rows of half blocks: each cell shows two pixels, one over the other, in their own colours."""
    width, data = pixels.width, pixels.data
    colors = _colors(data)
    rows = []
    for start in range(0, (pixels.height // 2) * 2 * width, 2 * width):
        runs: list[Run] = []
        text, ink, ground = "", GROUND, GROUND
        for top, bottom in zip(colors[start : start + width], colors[start + width : start + 2 * width], strict=True):
            if top == bottom:
                if text and ground == top:
                    text += " "
                    continue
                if text and ink == top:
                    text += "█"
                    continue
            elif text and ink == top and ground == bottom:
                text += "▀"
                continue
            if text:
                runs.append((text, ink, ground))
            text, ink, ground = (" " if top == bottom else "▀"), top, bottom
        runs.append((text, ink, ground))
        rows.append(tuple(runs))
    return tuple(rows)


def quadrant_rows(pixels: Pixels) -> tuple[CellRow, ...]:
    """Rows of quadrants: each cell shows four pixels in the two colours that are nearest to them."""
    width, data = pixels.width, pixels.data
    even = width - width % 2
    rows = []
    for y in range(0, pixels.height - 1, 2):
        upper = data[3 * y * width : 3 * (y * width + even)]
        lower = data[3 * (y + 1) * width : 3 * ((y + 1) * width + even)]
        cells = zip(*(line[at::6] for line in (upper, lower) for at in range(6)), strict=True)
        rows.append(_merged([_split(*cell) for cell in cells]))
    return tuple(rows)


def framed(
    rows: tuple[CellRow, ...], columns: int, height: int, left: int, top: int, width: int
) -> tuple[CellRow, ...]:
    """Rows of `width` cells with ground around them, as many and as wide as the box that was kept free."""
    blank: CellRow = ((" " * columns, GROUND, GROUND),)
    before: CellRow = ((" " * left, GROUND, GROUND),) if left > 0 else ()
    right = columns - left - width
    after: CellRow = ((" " * right, GROUND, GROUND),) if right > 0 else ()
    body = tuple(before + row + after for row in rows)
    return (blank,) * top + body + (blank,) * (height - top - len(rows))


def _colors(data: bytes) -> list[int]:
    """Every pixel's colour."""
    return [red << 16 | green << 8 | blue for red, green, blue in zip(data[0::3], data[1::3], data[2::3], strict=True)]


def _merged(cells: list[Run]) -> CellRow:
    """The cells, those side by side in the same colours as one run; full and empty cells join either."""
    runs: list[Run] = []
    text, ink, ground = cells[0]
    for cell in cells[1:]:
        character, over, under = cell
        if over == ink and under == ground:
            text += character
        elif character == " " and under == ground:
            text += " "
        elif character == " " and under == ink:
            text += "█"
        else:
            runs.append((text, ink, ground))
            text, ink, ground = cell
    runs.append((text, ink, ground))
    return tuple(runs)


def _split(
    r0: int, g0: int, b0: int, r1: int, g1: int, b1: int, r2: int, g2: int, b2: int, r3: int, g3: int, b3: int
) -> Run:
    """The cell that shows four pixels best: of the seven ways to part them, the one with the least error.

    The squared error of a parting is the pixels' own variance less what lies between its two means. For one pixel p
    of the four, whose sum is t, that is |4p - t|² / 12; for two whose sum is s it is 3 |2s - t|² / 12.
    """
    if r0 == r1 == r2 == r3 and g0 == g1 == g2 == g3 and b0 == b1 == b2 == b3:
        color = r0 << 16 | g0 << 8 | b0
        return " ", color, color
    tr, tg, tb = r0 + r1 + r2 + r3, g0 + g1 + g2 + g3, b0 + b1 + b2 + b3
    x, y, z = 2 * (r0 + r1) - tr, 2 * (g0 + g1) - tg, 2 * (b0 + b1) - tb
    best, mask = 3 * (x * x + y * y + z * z), 3
    u, v, w = 2 * (r0 + r2) - tr, 2 * (g0 + g2) - tg, 2 * (b0 + b2) - tb
    score = 3 * (u * u + v * v + w * w)
    if score > best:
        best, mask, x, y, z = score, 5, u, v, w
    u, v, w = 2 * (r1 + r2) - tr, 2 * (g1 + g2) - tg, 2 * (b1 + b2) - tb
    score = 3 * (u * u + v * v + w * w)
    if score > best:
        best, mask, x, y, z = score, 6, u, v, w
    for red, green, blue, bit in ((r0, g0, b0, 1), (r1, g1, b1, 2), (r2, g2, b2, 4), (r3, g3, b3, 8)):
        u, v, w = 4 * red - tr, 4 * green - tg, 4 * blue - tb
        score = u * u + v * v + w * w
        if score > best:
            best, mask, x, y, z = score, bit, u, v, w
    # The mean of those parted off is (t + x) / 4 either way; that of the rest depends on how many they are.
    ink = (tr + x + 2 >> 2) << 16 | (tg + y + 2 >> 2) << 8 | (tb + z + 2 >> 2)
    if mask in _PAIRS:
        return _QUADRANTS[mask], ink, (tr - x + 2 >> 2) << 16 | (tg - y + 2 >> 2) << 8 | (tb - z + 2 >> 2)
    others = ((3 * tr - x + 6) // 12) << 16 | ((3 * tg - y + 6) // 12) << 8 | (3 * tb - z + 6) // 12
    return _QUADRANTS[mask], ink, others
