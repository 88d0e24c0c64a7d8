"""Which stretch of time a chart shows: all of it, or a window that is made closer, wider or moved. Pure."""

from datetime import date

import msgspec

LEAST_DAYS = 7
"""The shortest window."""

RANGES = (91, 182, 364, 728)
"""The days of the windows that one key goes through: 13, 26, 52 and 104 weeks; after them comes everything."""


class Window(msgspec.Struct, frozen=True):
    """A stretch of time, both days with it."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """From the first to the last day."""
        return (self.end - self.start).days

    def has(self, on: date) -> bool:
        """Whether a day is in it."""
        return self.start <= on <= self.end


class Lens(msgspec.Struct, frozen=True):
    """What is wanted to be seen, of whatever index."""

    days: int | None = None
    """How long the window is; None for all there is."""
    end: date | None = None
    """Where it ends; None for the end of what there is, also when that moves on."""


def resolved(lens: Lens, whole: Window) -> Window:
    """The window of a lens: as long as wanted and within what there is."""
    if lens.days is None or lens.days >= whole.days:
        return whole
    last = whole.end if lens.end is None else lens.end
    end = max(whole.start.toordinal() + lens.days, min(last.toordinal(), whole.end.toordinal()))
    return Window(date.fromordinal(end - lens.days), date.fromordinal(end))


def closer(lens: Lens, whole: Window, at: date) -> Lens:
    """Half as long, a day keeping its place in it."""
    window = resolved(lens, whole)
    days = max(LEAST_DAYS, window.days // 2)
    return lens if days >= window.days else _around(window, whole, at, days)


def wider(lens: Lens, whole: Window, at: date) -> Lens:
    """Twice as long, a day keeping its place in it."""
    window = resolved(lens, whole)
    return _around(window, whole, at, max(1, window.days) * 2)


def panned(lens: Lens, whole: Window, steps: int) -> Lens:
    """A quarter of the window later for every step, or earlier."""
    window = resolved(lens, whole)
    if window == whole:
        return lens
    return _ending(window.end.toordinal() + steps * max(1, window.days // 4), window.days, whole)


def revealing(lens: Lens, whole: Window, on: date) -> Lens:
    """Moved as little as needed for a day to be well within the window."""
    window = resolved(lens, whole)
    if window.has(on) or not whole.has(on):
        return lens
    margin = window.days // 8
    if on < window.start:
        return _ending(on.toordinal() - margin + window.days, window.days, whole)
    return _ending(on.toordinal() + margin, window.days, whole)


def next_range(lens: Lens, whole: Window) -> Lens:
    """The next longer of the usual ranges, up to the end; after the longest everything, then the shortest."""
    shorter = [days for days in RANGES if days < whole.days]
    if lens.days is None or lens.days >= whole.days:
        return Lens(shorter[0]) if shorter else Lens()
    return next((Lens(days) for days in shorter if days > lens.days), Lens())


def _around(window: Window, whole: Window, at: date, days: int) -> Lens:
    """A window of so many days in which a day stands where it stood; in the middle where it was not to be seen."""
    share = (at - window.start).days / window.days if window.days and window.has(at) else 0.5
    return _ending(at.toordinal() - round(share * days) + days, days, whole)


def _ending(end: int, days: int, whole: Window) -> Lens:
    """The lens for a window that ends on a day, as far as there is something."""
    if days >= whole.days:
        return Lens()
    first, last = whole.start.toordinal() + days, whole.end.toordinal()
    return Lens(days) if end >= last else Lens(days, date.fromordinal(max(first, end)))
