"""A field of braille dots in which every cell belongs to one line: the last that drew in it. Pure."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each of a cell's dots, by row and column."""


class Dots:
    """Dots, two across and four down in every cell."""

    def __init__(self, width: int, height: int) -> None:
        """A field of so many cells."""
        self.width, self.height = width * 2, height * 4
        self._bits = [[0] * width for _ in range(height)]
        self._owners = [[-1] * width for _ in range(height)]

    def set(self, x: int, y: int, owner: int) -> None:
        """Set a dot; outside the field nothing happens. A cell that was another line's is cleared first."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        row, column = y // 4, x // 2
        if self._owners[row][column] != owner:
            self._owners[row][column] = owner
            self._bits[row][column] = 0
        self._bits[row][column] |= _BITS[y % 4][x % 2]

    def join(self, x0: int, y0: int, x1: int, y1: int, owner: int) -> None:
        """Set the dots of a straight line."""
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            self.set(round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps), owner)

    def cell(self, row: int, column: int) -> tuple[str, int]:
        """A cell's character and whose it is; a blank and -1 where nothing was drawn."""
        bits = self._bits[row][column]
        return (chr(0x2800 + bits), self._owners[row][column]) if bits else (" ", -1)
