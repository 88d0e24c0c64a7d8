"""What kind of picture some bytes are, and how large it is: read from their first bytes, not from what anybody says.

Nothing is decoded: a picture's claim of its size is known before a decoder sees it, and can be refused.
"""

from typing import Literal

import msgspec

Kind = Literal["PNG", "JPEG", "GIF", "WEBP", "BMP"]

SCANS = 100
"""The most passes of a progressive JPEG: usual are ten, and each costs the time of a whole picture."""

_SEGMENTS = 2_000
"""The most segments of a JPEG that are looked through for its size."""

_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class Raster(msgspec.Struct, frozen=True):
    """A picture as its header describes it; a width or height of 0 means that it does not tell, or tells nonsense."""

    kind: Kind
    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many pixels it claims to have."""
        return self.width * self.height


def raster_of(data: bytes) -> Raster | None:
    """The picture that the bytes begin; None where they are of no kind that is drawn."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = (_big(data, 16, 4), _big(data, 20, 4)) if data[12:16] == b"IHDR" else (0, 0)
        return Raster("PNG", width, height)
    if data.startswith(b"\xff\xd8\xff"):
        return Raster("JPEG", *_jpeg_size(data))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Raster("GIF", _little(data, 6, 2), _little(data, 8, 2))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Raster("WEBP", *_webp_size(data))
    if data.startswith(b"BM") and len(data) > 26:
        return Raster("BMP", *_bmp_size(data))
    return None


def named(data: bytes) -> str:
    """What bytes that are no picture of ours are, in words for a sentence: "an SVG drawing", "a page"."""
    start = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return "nothing"
    if b"<svg" in start and not start.startswith((b"<!doctype html", b"<html")):
        return "an SVG drawing"
    if start.startswith(b"<"):
        return "a page"
    if start.startswith((b"{", b"[")):
        return "data"
    if start.startswith(b"%pdf"):
        return "a PDF"
    if data[4:8] == b"ftyp":
        return "an AVIF or HEIC picture" if data[8:12] in (b"avif", b"avis", b"heic", b"heix", b"mif1") else "a video"
    if data.startswith((b"II*\0", b"MM\0*")):
        return "a TIFF picture"
    return "something unknown"


def has_too_many_scans(data: bytes) -> bool:
    """Whether a JPEG has more passes than any honest one: small in bytes, endless to decode."""
    return data.count(b"\xff\xda") > SCANS


def _big(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(data[start : start + length], "big") if len(data) >= start + length else 0


def _little(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(data[start : start + length], "little") if len(data) >= start + length else 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """The size in the first frame header of a JPEG."""
    at = 2
    for _ in range(_SEGMENTS):
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or len(data) < at + 4:
            break
        marker = data[at + 1]
        if marker in _START_OF_FRAME:
            return _big(data, at + 7, 2), _big(data, at + 5, 2)
        if marker in (0xD9, 0xDA):
            break
        at += 2 if marker in _STANDALONE else 2 + max(_big(data, at + 2, 2), 2)
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    """The size of a WebP: of its canvas, or of its only frame."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if chunk == b"VP8L" and data[20:21] == b"\x2f" and len(data) >= 25:
        bits = _little(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    return 0, 0


def _bmp_size(data: bytes) -> tuple[int, int]:
    """The size of a BMP, whose rows may stand upside down (a negative height)."""
    if _little(data, 14, 4) == 12:
        return _little(data, 18, 2), _little(data, 20, 2)
    width, height = (int.from_bytes(data[at : at + 4], "little", signed=True) for at in (18, 22))
    return max(width, 0), abs(height)
