"""A site that publishes a year of prices on its own calendar: late, revised, and out of reach now and then."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import httpx
import msgspec

from tests.monitor.stage import dice
from tests.source.payloads import devalue

CADENCES = {"1wk": 7, "2wk": 14, "monthly": 31}
DAY = timedelta(days=1)


class Event(msgspec.Struct, frozen=True):
    """What the site does at a moment: it shows a value for a day, the first one or another one."""

    at: datetime
    label: str
    on: date
    value: float


class Build(msgspec.Struct, frozen=True):
    """The site as it stands from a moment on."""

    made_at: datetime
    levels: dict[str, tuple[tuple[date, float], ...]]
    """Each row's window, oldest first."""
    body: bytes
    tag: str


class Site:
    """What the site publishes in a year, and what it is asked.

    Attributes:
        builds: The site's states, oldest first.
        events: Every print and every revision, in order.
        asked_at: The moment of every request.
        fetched: The builds that were sent whole, by their number.
        answered: How often each status was sent; 0 stands for no answer.
    """

    def __init__(self, clock: Callable[[], datetime], start: datetime, days: int, seed: int = 1) -> None:
        """Plan the whole year."""
        self._clock = clock
        self._dice = dice(seed)
        self._start, self._days = start, days
        self.frequencies = {f"Index {number}": list(CADENCES)[number % 3] for number in range(3)}
        self.events = sorted(self._planned(), key=lambda event: event.at)
        self.builds = self._built()
        self._moments = [build.made_at for build in self.builds]
        self._outages = self._planned_outages()
        self.asked_at: list[datetime] = []
        self.fetched: set[int] = set()
        self.answered: dict[int, int] = {}

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer a request at the simulated moment."""
        now = self._clock()
        self.asked_at.append(now)
        status = self._status(now)
        number = bisect_right(self._moments, now) - 1
        build = self.builds[number]
        if status == 200 and request.headers.get("if-none-match") == build.tag:
            status = 304
        self.answered[status] = self.answered.get(status, 0) + 1
        if not status:
            raise httpx.ConnectError("no route", request=request)
        if status == 429:
            return httpx.Response(429, headers={"Retry-After": "1800"})
        if status != 200:
            return httpx.Response(status)
        self.fetched.add(number)
        return httpx.Response(200, content=build.body, headers={"ETag": build.tag})

    def known(self, moment: datetime) -> Build:
        """The newest build of that moment that was ever sent."""
        number = bisect_right(self._moments, moment) - 1
        while number not in self.fetched:
            number -= 1
        return self.builds[number]

    def _status(self, now: datetime) -> int:
        """Whether it answers, and how."""
        if any(begins <= now < ends for begins, ends in self._outages):
            return 0
        chance = self._dice.random()
        return 500 if chance < 0.02 else 429 if chance < 0.03 else 0 if chance < 0.05 else 200

    def _planned(self) -> list[Event]:
        """Prints by the calendar, up to three days late, and a revision of every fourth some days later."""
        events = []
        for label, frequency in self.frequencies.items():
            every = CADENCES[frequency]
            on = self._start.date() - timedelta(days=every * 14 + self._dice.randrange(every))
            value = 100.0
            while on <= self._start.date() + timedelta(days=self._days):
                value = round(value * (1 + self._dice.uniform(-0.05, 0.05)), 2)
                late = timedelta(days=self._dice.choice((0, 0, 0, 1, 3)), hours=self._dice.uniform(1, 9))
                at = datetime.combine(on, time(), UTC) + late
                events.append(Event(at, label, on, value))
                if self._dice.random() < 0.25:
                    events.append(Event(at + self._dice.uniform(4, 6) * DAY, label, on, round(value + 0.5, 2)))
                on += timedelta(days=every)
        return [event for event in events if event.at <= self._start + self._days * DAY]

    def _planned_outages(self) -> list[tuple[datetime, datetime]]:
        """Every month the site is out of reach for some hours, once for two days."""
        starts = [self._start + (30 * number + 11.3) * DAY for number in range(self._days // 30)]
        return [(begin, begin + (48 if number == 5 else 7) * DAY / 24) for number, begin in enumerate(starts)]

    def _built(self) -> list[Build]:
        """A build at the start, and one with every event after it."""
        shown: dict[str, dict[date, float]] = {label: {} for label in self.frequencies}
        builds: list[Build] = []
        for number, event in enumerate(self.events):
            shown[event.label][event.on] = event.value
            following = self.events[number + 1].at if number + 1 < len(self.events) else None
            if event.at < self._start and following is not None and following < self._start:
                continue
            builds.append(self._build(event.at, shown))
        return builds

    def _build(self, at: datetime, shown: dict[str, dict[date, float]]) -> Build:
        """The payload of a moment: twelve points a row."""
        windows = {label: tuple(sorted(values.items())[-12:]) for label, values in shown.items() if values}
        rows = [
            {
                "label": label,
                "today": window[-1][1],
                "last": window[-2][1] if len(window) > 1 else None,
                "publishedDate": window[-1][0].isoformat(),
                "updateFrequency": self.frequencies[label],
                "oneYearIndexTrend": [{"date": on.isoformat(), "value": value} for on, value in reversed(window)],
            }
            for label, window in windows.items()
        ]
        body = devalue({"data": {"ticker-data": rows}, "prerenderedAt": int(at.timestamp() * 1000)})
        return Build(at, windows, body, json.dumps(hashlib.sha256(body).hexdigest()[:16]))


def restarts(start: datetime, days: int, rng: Random) -> list[tuple[datetime, timedelta]]:
    """When the program is left, and for how long: seconds, hours, or a weekend."""
    found: list[tuple[datetime, timedelta]] = []
    at = start
    while True:
        at += rng.uniform(3, 20) * DAY
        if at >= start + (days - 3) * DAY:
            return found
        pause = timedelta(seconds=rng.choice((10, 45, 300, 20_000, 150_000)))
        found.append((at, pause))
        at += pause
