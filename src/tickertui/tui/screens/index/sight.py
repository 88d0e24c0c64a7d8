"""Where one looks in a ledger: the print of the crosshair and the window round it. No widgets."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from tickertui.tui.screens.index.ledger import Known, Ledger
from tickertui.tui.screens.index.looks import Looks
from tickertui.tui.screens.index.window import Lens, Window, closer, next_range, panned, resolved, revealing, wider

Zoom = Callable[[Lens, Window, date], Lens]


class Sight:
    """The crosshair and the window.

    Attributes:
        ledger: What is looked at.
        whole: All the time there is: from the first entry to the last one, or to today where that is later.
    """

    def __init__(self, ledger: Ledger, today: date, looks: Looks) -> None:
        """Look at a ledger in the way that was chosen."""
        self._looks = looks
        self.ledger = ledger
        self.whole = _whole(ledger, today)

    def take(self, ledger: Ledger, today: date) -> None:
        """Look at another ledger; the crosshair goes to the print that held on its day."""
        self.ledger, self.whole = ledger, _whole(ledger, today)

    @property
    def place(self) -> int:
        """The place of the crosshair's print in the ledger."""
        return len(self.ledger) - 1 if self._looks.at is None else self.ledger.place_of(self._looks.at)

    @property
    def at(self) -> date | None:
        """The day of the crosshair; None where there is no print."""
        return self.ledger.days[self.place] if self.ledger else None

    @property
    def known(self) -> Known | None:
        """The print of the crosshair."""
        return self.ledger[self.place] if self.ledger else None

    @property
    def window(self) -> Window:
        """The stretch of time that shows."""
        return resolved(self._looks.lens, self.whole)

    @property
    def places(self) -> range:
        """The places in the ledger of the entries in the window."""
        window, days = self.window, self.ledger.days
        return range(bisect_left(days, window.start), bisect_right(days, window.end))

    @property
    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands that are answered here, by name."""
        return {
            "index.print-before": partial(self.step, -1),
            "index.next-print": partial(self.step, 1),
            "index.first-print": partial(self.go, 0),
            "index.last-print": self.go_to_newest,
            "index.closer": partial(self.zoom, is_closer=True),
            "index.wider": partial(self.zoom, is_closer=False),
            "index.all": self.show_all,
            "index.range": self.next_range,
            "index.pan-back": partial(self.pan, -1),
            "index.pan-on": partial(self.pan, 1),
        }

    def step(self, prints: int) -> None:
        """Put the crosshair so many prints later, or earlier."""
        self.go(self.place + prints)

    def go_to_newest(self) -> None:
        """Put the crosshair on the newest print, where it stays when another one comes."""
        self.go(len(self.ledger))

    def go(self, place: int) -> None:
        """Put the crosshair on an entry, or the nearest there is, and bring it into the window."""
        self._point(place)
        if self.at is not None:
            self._looks.lens = revealing(self._looks.lens, self.whole, self.at)

    def point(self, on: date) -> None:
        """Put the crosshair on a day that is in sight."""
        self._point(self.ledger.place_of(on))

    def zoom(self, *, is_closer: bool, at: date | None = None) -> None:
        """Show half as much time, or twice as much, round the crosshair or another day."""
        to: Zoom = closer if is_closer else wider
        on = at or self.at
        if on is not None:
            self._looks.lens = to(self._looks.lens, self.whole, on)

    def show_all(self) -> None:
        """Show everything."""
        self._looks.lens = Lens()

    def next_range(self) -> None:
        """Show the next of the usual ranges."""
        self._looks.lens = next_range(self._looks.lens, self.whole)
        self._follow()

    def pan(self, steps: int) -> None:
        """Move the window; a crosshair that would be left behind moves with it, as far as there are prints."""
        self._looks.lens = panned(self._looks.lens, self.whole, steps)
        self._follow()

    def _follow(self) -> None:
        """Keep the crosshair in the window, if there is a print in it."""
        places = self.places
        if places and self.place not in places:
            self._point(places[0] if self.place < places[0] else places[-1])

    def _point(self, place: int) -> None:
        last = len(self.ledger) - 1
        place = max(0, min(place, last))
        self._looks.at = None if place >= last else self.ledger.days[place]


def _whole(ledger: Ledger, today: date) -> Window:
    """From the first entry to the last, or to today."""
    days = ledger.days or [today]
    end = max(days[-1], today)
    start = min(days[0], end)
    if start == end and start > date.min:
        start -= timedelta(days=1)
    return Window(start, end)
