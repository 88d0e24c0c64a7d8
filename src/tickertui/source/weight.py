"""How heavy a source is: whether it can be read at once, or the first paint must not wait for it."""

import os

from tickertui.source.outcome import Kind

LIGHT = 512_000
"""Bytes on disk that are read and understood in about the time of one frame."""


def is_light(kind: Kind, origin: str) -> bool:
    """Whether a source is here, and small enough to be read before the first paint.

    Standard input counts as light: keys come from the terminal only after it was read.
    """
    if kind in ("sample", "stdin"):
        return True
    if kind == "address":
        return False
    try:
        if kind == "file":
            return os.path.getsize(origin) <= LIGHT  # noqa: PTH202 - a name is all there is
        with os.scandir(origin) as entries:
            return sum(entry.stat().st_size for entry in entries if entry.is_file()) <= LIGHT
    except (OSError, ValueError):
        return True
