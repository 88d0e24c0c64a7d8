"""Pixels to cells, exactly; and how much room a picture takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style

from tickertui.tui.pictures.cells import GROUND, CellRow, Pixels, framed, half_rows, quadrant_rows
from tickertui.tui.pictures.sizing import Box, Placed, placed, reserved
from tickertui.tui.pictures.strips import strip_of

COLORS = {".": 0x000000, "#": 0xFFFFFF, "r": 0xFF0000, "b": 0x0000FF, "g": 0x808080}
QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


def pixels(*lines: str) -> Pixels:
    """A picture drawn with letters."""
    data = b"".join(COLORS[letter].to_bytes(3, "big") for line in lines for letter in line)
    return Pixels(len(lines[0]), len(lines), data)


def seen(rows: tuple[CellRow, ...]) -> list[list[tuple[int, int, int, int]]]:
    """The four quarters of every cell, as somebody at the screen sees them."""
    table = []
    for row in rows:
        cells = []
        for text, ink, ground in row:
            for character in text:
                mask = QUARTERS.index(character)
                cells.append(tuple(ink if mask >> bit & 1 else ground for bit in range(4)))
        table.append(cells)
    return table  # type: ignore[return-value]  # each has four


def test_half_blocks_show_every_pixel() -> None:
    """Upper and lower pixel in their own colours; what is alike side by side is one run."""
    assert half_rows(pixels("rrb#", "bbb#")) == ((("▀▀█", 0xFF0000, 0x0000FF), (" ", 0xFFFFFF, 0xFFFFFF)),) or (
        half_rows(pixels("rrb#", "bbb#")) == ((("▀▀ ", 0xFF0000, 0x0000FF), (" ", 0xFFFFFF, 0xFFFFFF)),)
    )
    assert half_rows(pixels("rr", "rr")) == (((("  "), 0xFF0000, 0xFF0000),),)
    assert half_rows(pixels("rr", "bb")) == (((("▀▀"), 0xFF0000, 0x0000FF),),)
    assert half_rows(pixels("r", "b", "b", "r")) == ((("▀", 0xFF0000, 0x0000FF),), (("▀", 0x0000FF, 0xFF0000),))


@pytest.mark.parametrize("mask", range(16))
def test_quadrants_show_any_four_pixels_of_two_colours(mask: int) -> None:
    """Every pattern of two colours is shown without a loss."""
    letters = ["#" if mask >> bit & 1 else "." for bit in range(4)]
    shown = seen(quadrant_rows(pixels("".join(letters[:2]), "".join(letters[2:]))))
    assert shown == [[tuple(COLORS[letter] for letter in letters)]]


def test_quadrants_part_four_colours_where_the_error_is_least() -> None:
    """Two reds and two blues side by side are parted between them, each side in its mean."""
    picture = Pixels(2, 2, bytes((250, 0, 0, 0, 0, 250, 240, 0, 0, 0, 0, 240)))
    (((text, ink, ground),),) = quadrant_rows(picture)
    assert (text, ink, ground) == ("▌", 0xF50000, 0x0000F5)


def test_one_pixel_unlike_the_other_three_is_parted_off() -> None:
    """The three get their mean."""
    picture = Pixels(2, 2, bytes((255, 255, 255, 0, 0, 0, 3, 3, 3, 6, 6, 6)))
    assert quadrant_rows(picture) == ((("▘", 0xFFFFFF, 0x030303),),)


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=12, max_size=12))
def test_quadrants_are_the_best_of_all_partings(data: bytes) -> None:
    """No other way to part four pixels in two groups has a smaller error, but for rounding."""
    points = [tuple(data[at : at + 3]) for at in (0, 3, 6, 9)]

    def error(mask: int) -> float:
        total = 0.0
        for group in ([p for i, p in enumerate(points) if mask >> i & 1 == side] for side in (0, 1)):
            for channel in range(3):
                values = [point[channel] for point in group]
                mean = sum(values) / len(values) if values else 0
                total += sum((value - mean) ** 2 for value in values)
        return total

    (cell,) = seen(quadrant_rows(Pixels(2, 2, data)))[0]
    got = sum(
        (point[channel] - (color >> shift & 255)) ** 2
        for point, color in zip(points, cell, strict=True)
        for channel, shift in enumerate((16, 8, 0))
    )
    assert got <= min(error(mask) for mask in range(1, 15)) + 3.01


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([half_rows, quadrant_rows]), st.data())
def test_rows_are_as_wide_and_many_as_their_pixels(width: int, height: int, kind: object, data: st.DataObject) -> None:
    """Runs cover each row exactly, and none is empty."""
    across = 2 if kind is quadrant_rows else 1
    drawn = data.draw(st.lists(st.sampled_from([0, 255]), min_size=1, max_size=8))
    size = 3 * width * across * height * 2
    picture = Pixels(width * across, height * 2, bytes(drawn * size)[:size])
    rows = quadrant_rows(picture) if kind is quadrant_rows else half_rows(picture)
    assert len(rows) == height
    assert all(text for row in rows for text, _, _ in row)
    assert {sum(len(text) for text, _, _ in row) for row in rows} == {width}


def test_a_picture_stands_in_its_box() -> None:
    """Blank cells around it leave the colour to the theme."""
    inner = half_rows(pixels("rr", "bb"))
    rows = framed(inner, 5, 3, 1, 1, 2)
    assert [sum(len(text) for text, _, _ in row) for row in rows] == [5, 5, 5]
    assert rows[1] == ((" ", GROUND, GROUND), ("▀▀", 0xFF0000, 0x0000FF), ("  ", GROUND, GROUND))
    strip = strip_of(rows[1], Style.parse("on #101010"), before=2, width=9)
    assert strip.cell_length == 9
    assert strip.text == "   ▀▀    "


@pytest.mark.parametrize(
    ("size", "columns", "box"),
    [
        ((1_600, 900), 72, Box(72, 20)),
        ((512, 512), 72, Box(48, 24)),
        ((100, 3_000), 72, Box(2, 24)),
        ((3_000, 10), 72, Box(72, 1)),
        ((64, 64), 72, Box(8, 4)),
        ((0, 0), 72, Box(72, 20)),
        ((0, 0), 120, Box(120, 24)),
        ((1, 1), 1, Box(1, 1)),
    ],
)
def test_the_room_of_a_picture_is_known_before_it_is_there(size: tuple[int, int], columns: int, box: Box) -> None:
    """By what its address says of it, or as most pictures are."""
    assert reserved(*size, columns) == box


def test_a_picture_of_another_shape_is_centred_in_its_room() -> None:
    """The room stays as it was reserved."""
    assert placed(900, 1_600, Box(72, 20)) == Placed(22, 20, 25, 0)
    assert placed(1_600, 300, Box(72, 20)) == Placed(72, 7, 0, 6)
    assert placed(16, 16, Box(72, 20)) == Placed(2, 1, 35, 9)
    assert placed(16, 16, Box(72, 20), natural=False) == Placed(40, 20, 16, 0)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 300), st.integers(0, 100), st.integers(1, 10**6),
    st.integers(1, 10**6), st.booleans(),
)  # fmt: skip
def test_nothing_ever_stands_out_of_its_room(
    claimed: int, height: int, columns: int, most: int, real: int, high: int, natural: bool
) -> None:
    """Whatever was claimed and whatever came."""
    box = reserved(claimed, height, columns, most)
    assert 1 <= box.columns <= max(columns, 1)
    assert 1 <= box.rows <= max(most, 1)
    spot = placed(real, high, box, natural=natural)
    assert spot.columns >= 1 <= spot.rows
    assert spot.left >= 0 <= spot.top
    assert spot.left + spot.columns <= box.columns
    assert spot.top + spot.rows <= box.rows
