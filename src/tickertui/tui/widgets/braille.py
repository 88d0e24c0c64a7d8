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
        """Set the dots of a straight line; the upright parts of a steep one are set cell by cell."""
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        across, down = x1 - x0, y1 - y0
        steps, way = abs(down), 1 if down > 0 else -1
        if steps <= across:
            for step in range(across + 1):
                self.set(x0 + step, y0 + round(down * step / across) if across else y0, owner)
            return
        first = 0
        for column in range(across + 1):
            # The steps that lie nearer to this column than to the next one.
            last = (2 * column + 1) * steps // (2 * across) if column < across else steps
            ends = y0 + way * first, y0 + way * last
            self.run(x0 + column, min(ends), max(ends), owner)
            first = min(steps, last + 1)

    def run(self, x: int, top: int, bottom: int, owner: int) -> None:
        """Set the dots of one column from top to bottom, both of them too."""
        if not 0 <= x < self.width:
            return
        column, side = x // 2, x % 2
        for row in range(max(0, top) // 4, min(self.height - 1, bottom) // 4 + 1):
            bits = 0
            for dot in range(max(0, top - row * 4), min(3, bottom - row * 4) + 1):
                bits |= _BITS[dot][side]
            if self._owners[row][column] != owner:
                self._owners[row][column] = owner
                self._bits[row][column] = 0
            self._bits[row][column] |= bits

    def cell(self, row: int, column: int) -> tuple[str, int]:
        """A cell's character and whose it is; a blank and -1 where nothing was drawn."""
        bits = self._bits[row][column]
        return (chr(0x2800 + bits), self._owners[row][column]) if bits else (" ", -1)
