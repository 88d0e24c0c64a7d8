"""How indices are looked at, while the program runs: what was chosen for one holds for the next."""

from datetime import date
from typing import Literal

from tickertui.tui.screens.index.window import Lens
from tickertui.tui.widgets.price_drawing import Kind

Part = Literal["both", "prints", "facts"]
"""What stands below the chart."""


class Looks:
    """What was chosen.

    Attributes:
        kind: Whether prints are joined by lines or by steps.
        is_logarithmic: Whether equal changes in per cent are to take equal heights.
        lens: The stretch of time.
        at: The day of the crosshair; None for the newest print, also when another one comes.
        part: What stands below the chart.
    """

    def __init__(self) -> None:
        """All of it, as a line, on the newest print."""
        self.kind: Kind = "line"
        self.is_logarithmic = False
        self.lens = Lens()
        self.at: date | None = None
        self.part: Part = "both"
