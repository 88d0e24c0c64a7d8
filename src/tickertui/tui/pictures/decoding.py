"""Bytes become pixels, by Pillow, which is imported here and only when a picture is decoded: call it in a thread.

What comes from outside may claim any size, break off anywhere and be of another kind than it says. The claim is
read first and refused where it is too large, only the decoder of the kind that the first bytes tell is let near, and
whatever it raises becomes one sentence.
"""

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from tickertui.errors import PayloadError, TickertuiError, UsageError
from tickertui.formats import raster
from tickertui.tui.pictures.cells import Pixels
from tickertui.tui.pictures.choice import INSTALL, MISSING

if TYPE_CHECKING:
    from PIL import Image, ImageFile

T = TypeVar("T")

MOST_PIXELS = 24_000_000
"""The most pixels of a picture that is decoded."""

OUTSIDE = "It can still be opened outside."

_BLOCK = 8_192
"""How many bytes a decoder takes at a time: between them, others get their turn."""

_ORIENTATION = 0x0112
_LONGEST = 32_767
"""The most pixels in one row or column."""

_PAPERS = ((255, 255, 255), (17, 17, 17))
"""What a picture lies on instead of the theme's ground: white, or nearly black."""

_SAMPLE = 48
"""Pixels in a row and in a column that are looked at for that."""

_NEARLY_OPAQUE = 250
_FAINT = 45
"""How much lighter or darker than its ground, of 255, something has to be to be seen."""

_MOST_FAINT = 0.1
"""How much of a picture may be lost on the theme's ground."""

RGB = tuple[int, int, int]
Fit = Callable[[int, int], tuple[int, int]]
"""Says for the pixels of a picture, upright, how many it is to be made of."""


def pixels_of(data: bytes, fit: Fit, ground: RGB) -> Pixels:
    """The picture, its first frame, upright, made smaller or larger, on the ground where it is transparent.

    Raises:
        UsageError: Pillow is not there; the hint says how to get it.
        PayloadError: It is no picture, is too large, or is damaged.
    """
    image = _decoded(data, fit, ground)
    return Pixels(image.width, image.height, image.tobytes())


def png_of(data: bytes, fit: Fit, ground: RGB) -> bytes:
    """The same as the bytes of a PNG, for terminals that draw pictures themselves."""
    from io import BytesIO

    image = _decoded(data, fit, ground)
    written = BytesIO()
    image.save(written, "PNG", compress_level=3)
    return written.getvalue()


def _decoded(data: bytes, fit: Fit, ground: RGB) -> "Image.Image":
    """The picture in the pixels that are wanted, as RGB."""
    claimed = raster.raster_of(data)
    if claimed is None:
        raise PayloadError(f"This is {raster.named(data)}, which is not drawn here.", OUTSIDE)
    _refuse_unfit(claimed.width, claimed.height)
    if claimed.kind == "JPEG" and raster.has_too_many_scans(data):
        raise PayloadError("The picture is a JPEG with more passes than an honest one has.", OUTSIDE)
    library = _pillow(claimed.kind)
    return _guarded(lambda: _drawn(library, data, claimed.kind, fit, ground))


def _pillow(kind: raster.Kind) -> ModuleType:
    """Pillow, with the decoder for one kind.

    Raises:
        UsageError: It is not there.
    """
    import warnings

    try:
        from PIL import Image
    except ImportError as error:
        raise UsageError(MISSING, INSTALL) from error
    if kind == "WEBP":
        from PIL import WebPImagePlugin  # noqa: F401  # importing it teaches Pillow the format
    Image.MAX_IMAGE_PIXELS = None  # its check warns on stderr; ours comes before and after
    warnings.filterwarnings("ignore", module=r"PIL\.")
    return Image


def _guarded(work: Callable[[], T]) -> T:
    """What the work gives, with every error of a decoder as one of ours."""
    from tickertui.formats.sanitize import line

    try:
        return work()
    except TickertuiError:
        raise
    except MemoryError as error:
        raise PayloadError("There is not enough memory for the picture.", OUTSIDE) from error
    except Exception as error:  # a decoder of hostile bytes may raise anything
        why = line(str(error)).strip().rstrip(".")[:120] or type(error).__name__
        raise PayloadError(f"The picture is damaged ({why}).", OUTSIDE) from error


def _refuse_unfit(width: int, height: int) -> None:
    """Refuse a picture that says it has no pixels, or too many.

    Raises:
        PayloadError: It does.
    """
    if width <= 0 or height <= 0:
        raise PayloadError("The picture does not say how large it is, or has no pixels.", OUTSIDE)
    if width * height > MOST_PIXELS or max(width, height) > _LONGEST:
        raise PayloadError(
            f"The picture has {width:,} x {height:,} pixels; more than {MOST_PIXELS // 1_000_000} million, or "
            f"{_LONGEST:,} in a row, are not drawn.",
            OUTSIDE,
        )


def _drawn(library: ModuleType, data: bytes, kind: raster.Kind, fit: Fit, ground: RGB) -> "Image.Image":
    """The picture in the pixels that are wanted, as RGB; raises whatever Pillow does."""
    from io import BytesIO

    image: ImageFile.ImageFile
    with library.open(BytesIO(data), formats=[kind]) as image:
        _refuse_unfit(*image.size)
        image.decodermaxblock = _BLOCK
        turn = _turn_of(image, library) if kind in ("JPEG", "PNG", "WEBP") else None
        is_lying = turn in (
            library.Transpose.TRANSPOSE, library.Transpose.TRANSVERSE,
            library.Transpose.ROTATE_90, library.Transpose.ROTATE_270,
        )  # fmt: skip
        width, height = image.size
        wanted = fit(height, width)[::-1] if is_lying else fit(width, height)
        image.draft(image.mode, wanted)
        image.load()
        small = _in_channels(image).resize(wanted, library.Resampling.HAMMING, reducing_gap=2.0)
    upright = small if turn is None else small.transpose(turn)
    return _over(upright, ground, library) if upright.mode == "RGBA" else upright


def _in_channels(image: "Image.Image") -> "Image.Image":
    """The picture as RGB, or RGBA where something of it is transparent."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L").convert("RGB")
    is_transparent = "transparency" in image.info or not {"A", "a"}.isdisjoint(image.getbands())
    if image.mode == "LAB":  # its channel "A" is a colour
        return image.convert("RGB")
    return image.convert("RGBA" if is_transparent else "RGB")


def _over(image: "Image.Image", ground: RGB, library: ModuleType) -> "Image.Image":
    """A picture with transparent parts on the ground, or on paper where too much of it would not be seen on that."""
    sample = image.convert("RGBa").resize((_SAMPLE, _SAMPLE), library.Resampling.BOX).convert("RGBA")
    alphas = sample.getchannel("A").tobytes()
    if sum(alphas) < len(alphas) * _NEARLY_OPAQUE:
        lights = sample.convert("RGB").convert("L").tobytes()
        faint, *others = (_faint(lights, alphas, paper) for paper in (ground, *_PAPERS))
        if faint > _MOST_FAINT and min(others) < faint:
            ground = _PAPERS[others.index(min(others))]
    whole: Image.Image = library.new("RGB", image.size, ground)
    whole.paste(image, mask=image.getchannel("A"))
    return whole


def _faint(lights: bytes, alphas: bytes, ground: RGB) -> float:
    """How much of what a picture shows is about as light as the ground: 0 to 1."""
    red, green, blue = ground
    beneath = (299 * red + 587 * green + 114 * blue) / 1_000
    shown = sum(alphas)
    hidden = sum(alpha for light, alpha in zip(lights, alphas, strict=True) if abs(light - beneath) < _FAINT)
    return hidden / shown if shown else 0.0


def _turn_of(image: "ImageFile.ImageFile", library: ModuleType) -> "Image.Transpose | None":
    """How a picture has to be turned to stand upright, as its camera noted; None: not at all."""
    try:
        orientation = image.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001  # a damaged note is no note
        return None
    turns = library.Transpose
    return {
        2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180, 4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE,
        6: turns.ROTATE_270, 7: turns.TRANSVERSE, 8: turns.ROTATE_90,
    }.get(orientation if isinstance(orientation, int) else 0)  # fmt: skip
