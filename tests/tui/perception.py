"""How different two colours look, to most readers and to those who see two primaries only."""

from math import dist, hypot
from typing import Literal

Sight = Literal["usual", "no red", "no green", "no blue"]

_SIMULATED: dict[Sight, tuple[tuple[float, float, float], ...]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What linear light becomes by the model of Machado, Oliveira and Fernandes (2009), in full."""

_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def difference(one: str, other: str, sight: Sight = "usual") -> float:
    """The distance of two `#rrggbb` colours in OKLab: 1 from black to white, 0.02 is seen side by side."""
    return dist(seen(one, sight), seen(other, sight))


def chroma(color: str) -> float:
    """How far a colour is from grey, in OKLab."""
    _, a, b = seen(color)
    return hypot(a, b)


def seen(color: str, sight: Sight = "usual") -> tuple[float, ...]:
    """A colour in OKLab, as it is seen."""
    light = [_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    light = [min(1.0, max(0.0, channel)) for channel in _times(_SIMULATED[sight], light)]
    return tuple(_times(_OKLAB, [max(0.0, cone) ** (1 / 3) for cone in _times(_CONES, light)]))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]
