"""How long a picture of an article takes, beside Pillow's own work on it: `python benchmarks/pictures.py`.

A picture of 1,200 x 750 pixels in 76 x 24 cells. The unit is Pillow's own resize of the decoded picture to the pixels
of the cells; times are medians of one run, in turns.
"""

import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from textual.strip import Strip

from benchmarks.measure import interleaved
from tickertui.tui.pictures.cells import CellRow, Pixels, half_rows, quadrant_rows
from tickertui.tui.pictures.drawing import drawing_of
from tickertui.tui.pictures.kitty import transmission
from tickertui.tui.pictures.sizing import Box
from tickertui.tui.pictures.strips import strip_of, style_of

COLUMNS, ROWS = 76, 24
SIZE = (1_200, 750)
GROUND = (15, 20, 25)
BUDGET = 0.015
"""Seconds that the cells of a picture may take."""


def main() -> None:
    """Print the times."""
    # Gradients under noise: no two cells are alike, which no photograph is worse than.
    noise = Image.effect_noise(SIZE, 40)
    image = Image.merge(
        "RGB", (noise, Image.linear_gradient("L").resize(SIZE), Image.radial_gradient("L").resize(SIZE))
    )
    jpeg, png = BytesIO(), BytesIO()
    image.save(jpeg, "JPEG", quality=80)
    image.save(png, "PNG")
    halves = Pixels(COLUMNS, ROWS * 2, image.resize((COLUMNS, ROWS * 2), Image.Resampling.LANCZOS).tobytes())
    quarters = Pixels(COLUMNS * 2, ROWS * 2, image.resize((COLUMNS * 2, ROWS * 2), Image.Resampling.LANCZOS).tobytes())
    box = Box(COLUMNS, ROWS)
    shown = quadrant_rows(quarters)
    sent = drawing_of(png.getvalue(), box, "kitty", GROUND)
    times = interleaved(
        {
            "Pillow: resize": lambda: image.resize((COLUMNS * 2, ROWS * 2), Image.Resampling.LANCZOS),
            "cells: half blocks": lambda: half_rows(halves),
            "cells: quadrants": lambda: quadrant_rows(quarters),
            "lines: first time": lambda: lines(shown, cold=True),
            "lines: again": lambda: lines(shown, cold=False),
            "JPEG to quadrants": lambda: drawing_of(jpeg.getvalue(), box, "quadrants", GROUND),
            "PNG to quadrants": lambda: drawing_of(png.getvalue(), box, "quadrants", GROUND),
            "PNG to Kitty's PNG": lambda: drawing_of(png.getvalue(), box, "kitty", GROUND),
            "Kitty's sequences": lambda: transmission(1, sent.png, COLUMNS, ROWS),
        },
        rounds=15,
    )
    unit = times["Pillow: resize"]
    for name, seconds in times.items():
        print(f"{name:<20} {seconds * 1_000:7.2f} ms {seconds / unit:7.2f}x")
    for name in ("cells: half blocks", "cells: quadrants"):
        print(f"{name} within {BUDGET * 1_000:g} ms: {'yes' if times[name] <= BUDGET else 'NO'}")
    print(f"Kitty is sent {len(sent.png):,} bytes of PNG")


def lines(rows: tuple[CellRow, ...], *, cold: bool) -> list[Strip]:
    """The lines of a picture; cold, without a style known from before."""
    from rich.style import Style

    if cold:
        style_of.cache_clear()
    return [strip_of(row, Style(), width=COLUMNS) for row in rows]


if __name__ == "__main__":
    main()
