"""Pictures by their first bytes: what they are and how large they claim to be."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tickertui.formats import raster


def written(kind: str, size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    """A picture in a format."""
    file = BytesIO()
    Image.new(mode, size, 0).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_kind_and_size_are_those_of_the_file(kind: str) -> None:
    """Every kind that is drawn says its size before it is decoded."""
    assert raster.raster_of(written(kind, (321, 123))) == raster.Raster(kind, 321, 123)  # type: ignore[arg-type]  # a test's own text


def test_every_form_of_webp_tells_its_size() -> None:
    """Lossless, lossy, and with a canvas of its own."""
    for options in ({"lossless": True}, {"quality": 50}):
        assert raster.raster_of(written("WEBP", (70, 33), **options)) == raster.Raster("WEBP", 70, 33)
    frames = [Image.new("RGBA", (40, 50), (shade, 0, 0, 90)) for shade in (0, 200)]
    file = BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    assert raster.raster_of(file.getvalue()) == raster.Raster("WEBP", 40, 50)


def test_a_jpeg_tells_its_size_behind_other_segments() -> None:
    """Notes, profiles and a thumbnail may stand before it."""
    data = written("JPEG", (200, 100), progressive=True, exif=b"Exif\0\0" + bytes(500), icc_profile=bytes(70_000))
    assert raster.raster_of(data) == raster.Raster("JPEG", 200, 100)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "nothing"),
        (b"  <svg xmlns='...'></svg>", "an SVG drawing"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "an SVG drawing"),
        (b"<!DOCTYPE html><svg/>", "a page"),
        (b'{"a": 1}', "data"),
        (b"%PDF-1.7", "a PDF"),
        (b"\0\0\0\x20ftypavif", "an AVIF or HEIC picture"),
        (b"\0\0\0\x20ftypisom", "a video"),
        (b"II*\0", "a TIFF picture"),
        (b"\x7fELF", "something unknown"),
    ],
)
def test_what_is_no_picture_has_a_name(data: bytes, words: str) -> None:
    """A sentence can say what was there instead."""
    assert raster.raster_of(data) is None
    assert raster.named(data) == words


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF1234WEBP", b"BM"]), st.binary())
def test_any_bytes_behind_a_beginning_are_read_without_an_error(start: bytes, rest: bytes) -> None:
    """Sizes are never negative, whatever follows."""
    found = raster.raster_of(start + rest)
    assert found is None or (found.width >= 0 and found.height >= 0 and found.pixels >= 0)


def test_endless_passes_are_noticed() -> None:
    """A JPEG of thousands of passes is none that is decoded."""
    assert not raster.has_too_many_scans(written("JPEG", (64, 64), progressive=True))
    assert raster.has_too_many_scans(b"\xff\xd8" + b"\xff\xda\0\x02" * 200)
