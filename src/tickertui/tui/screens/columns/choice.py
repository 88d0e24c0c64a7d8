"""A choice of columns in the making: every column in one order, each shown or hidden; without a screen."""

from collections.abc import Sequence

from tickertui.tui.columns import IDS, known_ids

ALWAYS = "name"
"""The column that cannot be hidden."""


class Choice:
    """All columns in an order, of which some show."""

    def __init__(self, chosen: Sequence[str], showing: Sequence[str]) -> None:
        """Begin with the columns that were chosen, else with those that show now."""
        self.order: list[str] = []
        """Every column, from left to right; a hidden one keeps its place."""
        self.shown: set[str] = set()
        """Those that are to show."""
        self.is_automatic = not chosen
        """Whether nothing was chosen: the columns suit the width."""
        self.show(chosen or showing)

    @property
    def ids(self) -> tuple[str, ...]:
        """What is chosen; empty for the columns that suit the width."""
        return () if self.is_automatic else tuple(id_ for id_ in self.order if id_ in self.shown)

    def show(self, ids: Sequence[str]) -> None:
        """Show these; the others are hidden behind those they follow in the widest table."""
        self.order, self.shown = list(known_ids(ids)), set(known_ids(ids))
        before = -1
        for id_ in IDS:
            if id_ in self.shown:
                before = self.order.index(id_)
            else:
                before += 1
                self.order.insert(before, id_)

    def toggle(self, number: int) -> bool:
        """Show or hide a column; whether that can be."""
        id_ = self.order[number]
        if id_ == ALWAYS:
            return False
        self.shown ^= {id_}
        self.is_automatic = False
        return True

    def move(self, number: int, step: int) -> int:
        """Move a column to the left or the right, past the next one; where it is then."""
        to = number + step
        if not 0 <= to < len(self.order):
            return number
        self.order[number], self.order[to] = self.order[to], self.order[number]
        self.is_automatic = False
        return to

    def reset(self, showing: Sequence[str]) -> None:
        """Back to the columns that suit the width, which are these."""
        self.is_automatic = True
        self.show(showing)
