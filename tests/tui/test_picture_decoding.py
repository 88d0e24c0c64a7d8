"""Bytes to pixels: every kind of picture, and every kind of lie."""

import struct
import sys
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tickertui.errors import PayloadError, UsageError
from tickertui.tui.pictures.cells import Pixels
from tickertui.tui.pictures.choice import has_pillow
from tickertui.tui.pictures.decoding import pixels_of, png_of
from tickertui.tui.pictures.drawing import drawing_of
from tickertui.tui.pictures.sizing import Box

DARK = (15, 20, 25)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """An image as a file."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def noise(width: int, height: int) -> Image.Image:
    """A picture without two pixels alike side by side, the same every time."""
    return Image.frombytes("RGB", (width, height), bytes(at * at * 31 % 251 for at in range(3 * width * height)))


def as_it_is(width: int, height: int) -> tuple[int, int]:
    """No smaller and no larger."""
    return width, height


def colors(pixels: Pixels) -> list[tuple[int, int, int]]:
    """The pixels, row by row."""
    return [tuple(pixels.data[at : at + 3]) for at in range(0, len(pixels.data), 3)]  # type: ignore[misc]  # three each


def decoded(data: bytes) -> Pixels:
    """The picture on a dark ground, as large as it is."""
    return pixels_of(data, as_it_is, DARK)


def two(mode: str, first: object, second: object) -> Image.Image:
    """A picture of two pixels."""
    image = Image.new(mode, (2, 1))
    image.putpixel((0, 0), first)  # type: ignore[arg-type]  # as the mode wants them
    image.putpixel((1, 0), second)  # type: ignore[arg-type]
    return image


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF"])
def test_pixels_are_exact(kind: str) -> None:
    """Of a picture without loss, in its own size, every pixel stays."""
    image = two("RGB", (255, 0, 0), (0, 0, 255))
    assert colors(decoded(saved(image, kind))) == [(255, 0, 0), (0, 0, 255)]


def test_lossless_webp_is_exact_too() -> None:
    """Its decoder is taught when it is needed."""
    data = saved(two("RGB", (255, 0, 0), (0, 0, 255)), "WEBP", lossless=True, exact=True)
    assert colors(decoded(data)) == [(255, 0, 0), (0, 0, 255)]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (two("L", 0, 200), [(0, 0, 0), (200, 200, 200)]),
        (two("1", 0, 1), [(0, 0, 0), (255, 255, 255)]),
        (two("I;16", 0, 65_535), [(0, 0, 0), (255, 255, 255)]),
        (two("I;16", 257, 257 * 128), [(1, 1, 1), (128, 128, 128)]),
        (two("RGBA", (255, 255, 255, 255), (255, 0, 0, 0)), [(255, 255, 255), DARK]),
        (two("LA", (200, 255), (9, 0)), [(200, 200, 200), DARK]),
    ],
)
def test_every_colour_mode_becomes_rgb(image: Image.Image, expected: list[tuple[int, int, int]]) -> None:
    """Sixteen bits keep their tones; what is transparent shows the theme's ground."""
    assert colors(decoded(saved(image))) == expected


def test_a_palette_with_transparency_shows_the_ground() -> None:
    """One colour of the palette is none."""
    image = two("P", 0, 1)
    image.putpalette([250, 250, 250, 0, 255, 0])
    assert colors(decoded(saved(image, transparency=1))) == [(250, 250, 250), DARK]
    assert colors(decoded(saved(image, transparency=b"\xff\x00"))) == [(250, 250, 250), DARK]
    assert colors(decoded(saved(image, "GIF", transparency=1))) == [(250, 250, 250), DARK]


def test_cmyk_is_shown_in_its_colours() -> None:
    """Print colours, as some editors send them."""
    data = saved(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), "JPEG", quality=95)
    red, green, blue = colors(decoded(data))[0]
    assert (red < 20, green > 200, blue > 200) == (True, True, True)


def test_dark_lines_on_nothing_are_shown_on_paper() -> None:
    """A chart with a transparent ground and black text can be read in a dark theme, and a white one in a light."""
    image = Image.new("RGBA", (4, 1), (0, 0, 0, 0))
    image.putpixel((0, 0), (20, 20, 20, 255))
    assert colors(decoded(saved(image)))[:2] == [(20, 20, 20), (255, 255, 255)]
    image.putpixel((3, 0), (240, 150, 40, 255))
    assert colors(decoded(saved(image)))[1:3] == [(255, 255, 255)] * 2
    image.putpixel((3, 0), (0, 0, 0, 0))
    image.putpixel((0, 0), (250, 250, 250, 255))
    assert colors(pixels_of(saved(image), as_it_is, (251, 250, 247)))[:2] == [(250, 250, 250), (17, 17, 17)]


def test_the_first_frame_of_an_animation_is_shown() -> None:
    """It does not move."""
    frames = [Image.new("RGB", (2, 2), color) for color in ("red", "blue")]
    for kind, options in (("GIF", {}), ("WEBP", {"lossless": True}), ("PNG", {})):
        data = saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        assert colors(decoded(data))[0] == (255, 0, 0), kind


@pytest.mark.parametrize("orientation", range(10))
def test_pictures_stand_upright(orientation: int) -> None:
    """As the camera noted; a nonsensical note is none."""
    upright = Image.new("RGB", (32, 16), (0, 0, 0))
    upright.paste((255, 255, 255), (0, 0, 16, 8))
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)  # fmt: skip
    image = upright if stored is None else upright.transpose(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels = pixels_of(saved(image, "JPEG", quality=95, exif=exif), as_it_is, DARK)
    assert (pixels.width, pixels.height) == (32, 16)
    shown = colors(pixels)
    assert [shown[at][0] > 128 for at in (0, 31, 15 * 32, 15 * 32 + 31)] == [True, False, False, False]


def png_claiming(width: int, height: int, *, bits: int = 8, color: int = 2) -> bytes:
    """A small file that says it is a large PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    body = zlib.compress(bytes(1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"), [(100_000, 100_000), (5_000, 4_801), (2**31 - 1, 1), (1, 40_000), (24_000_001, 1)]
)
def test_a_claim_that_is_too_large_is_refused_before_anything_is_decoded(width: int, height: int) -> None:
    """A bomb is named with its size."""
    with pytest.raises(PayloadError, match=f"{width:,} x {height:,} pixels"):
        decoded(png_claiming(width, height))


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0), (0, 0)])
def test_a_picture_without_pixels_is_refused(width: int, height: int) -> None:
    """Zero is no size."""
    with pytest.raises(PayloadError, match="no pixels"):
        decoded(png_claiming(width, height))


def test_claims_of_other_kinds_are_refused_too() -> None:
    """A GIF, a WebP and a BMP that say they are huge."""
    gif = b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(100)
    webp = b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\x3f\0\xff\x3f\0" + bytes(50)
    bmp = b"BM" + bytes(12) + struct.pack("<IiiHHI", 40, 60_000, -60_000, 1, 24, 0) + bytes(50)
    for data in (gif, webp, bmp):
        with pytest.raises(PayloadError, match="not drawn"):
            decoded(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_that_breaks_off_is_an_error_in_words(kind: str) -> None:
    """Wherever it does, there is a sentence, or all that mattered was there."""
    whole = saved(noise(40, 30), kind)
    sentences = []
    for length in range(0, len(whole) - 1, max(len(whole) // 25, 1)):
        try:
            decoded(whole[:length])
        except PayloadError as error:
            sentences.append(error.sentence)
    assert len(sentences) > 15
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize("data", [b"", b"<html>", b"<svg/>", b"MZ\x90", b"\0" * 500, b"%!PS-Adobe-3.0 EPSF-3.0"])
def test_what_is_no_picture_is_named(data: bytes) -> None:
    """No decoder is tried on it, PostScript's least of all."""
    with pytest.raises(PayloadError, match="not drawn here"):
        decoded(data)


def test_endless_passes_are_refused() -> None:
    """A JPEG that would take minutes."""
    data = saved(Image.new("RGB", (8, 8)), "JPEG")
    with pytest.raises(PayloadError, match="more passes"):
        decoded(data[:-2] + b"\xff\xda\0\x02" * 200 + data[-2:])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]), st.data())
def test_damage_anywhere_is_at_worst_an_error_of_ours(kind: str, data: st.DataObject) -> None:
    """A few bytes of a file are others: a picture, or a sentence, and never anything else."""
    content = bytearray(saved(noise(12, 9), kind))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pixels = pixels_of(bytes(content), lambda width, height: (min(width, 20), min(height, 20)), DARK)
    except PayloadError:
        return
    assert len(pixels.data) == 3 * pixels.width * pixels.height


def test_large_pictures_are_shrunk_to_what_is_shown() -> None:
    """Cells are filled with the picture's colours, in the shape that was reserved."""
    image = Image.new("RGB", (1_600, 900), "red")
    image.paste((0, 0, 255), (800, 0, 1_600, 900))
    for kind in ("JPEG", "PNG"):
        drawing = drawing_of(saved(image, kind), Box(32, 9), "quadrants", DARK)
        assert len(drawing.rows) == 9
        for row in drawing.rows:
            assert sum(len(text) for text, _, _ in row) == 32
            assert row[0][2] >> 16 > 240
            assert row[-1][2] & 255 > 240


def test_the_png_for_a_terminal_is_no_larger_than_what_it_shows() -> None:
    """Ten by twenty pixels for a cell, and never more than the picture has."""
    data = saved(Image.new("RGB", (1_600, 900), "red"))
    drawing = drawing_of(data, Box(40, 20), "kitty", DARK)
    with Image.open(BytesIO(drawing.png)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (391, 220), "RGB")
    assert (drawing.spot.columns, drawing.spot.rows, drawing.rows) == (40, 11, ())
    small = png_of(saved(Image.new("RGB", (16, 16), "red")), as_it_is, DARK)
    assert small.startswith(b"\x89PNG")


def test_without_pillow_there_is_a_sentence_that_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else changes."""
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert not has_pillow()
    with pytest.raises(UsageError) as caught:
        decoded(png_claiming(2, 2))
    assert "Pillow" in caught.value.sentence
    assert "tickertui[images]" in caught.value.hint
