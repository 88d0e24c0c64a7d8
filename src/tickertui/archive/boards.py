"""Adding a board to the archive: of one that is newer than all others, only the rows that differ from the last one."""

import msgspec

from tickertui.archive import timeline
from tickertui.archive.database import Database, legible
from tickertui.archive.standing import GONE, Standing, Traits, quote_of, shown_days, standing_of
from tickertui.market.quote import Quote


class Row(msgspec.Struct, frozen=True):
    """A row of the last board, as shown and as kept."""

    series: int
    quote: Quote
    standing: Standing
    days: dict[int, float]
    """What it shows of each day."""
    last_day: int
    """The latest day that is known of the series."""


class BoardWriter:
    """Writes boards through one connection, and remembers the last one so that unchanged rows cost nothing."""

    def __init__(self, database: Database) -> None:
        """Begin with nothing remembered."""
        self._database = database
        self._traits = Traits(database)
        self._last: dict[tuple[str, int], Row] = {}
        self._last_id = -1
        self._version = -1

    def keep(self, quotes: tuple[Quote, ...], identity: int) -> tuple[int, int, int]:
        """Keep a board's rows; how many changed, how many days are new and how many were revised."""
        keys = _keys(quotes)
        is_newest = timeline.board_beside(self._database, timeline.BOARD_AFTER, identity) is None
        if is_newest:
            self._remember_last_board(identity)
            series, counts = self._keep_newest(dict(zip(keys, quotes, strict=True)), identity)
            self._set_roster(identity, series)
            self._last_id = identity
            return counts
        series = [self._series(key) for key in keys]
        standings = {number: standing_of(quote, self._traits)[0] for number, quote in zip(series, quotes, strict=True)}
        with legible("reading the boards beside it"):
            counts = timeline.put_between(self._database, identity, standings)
        self._set_roster(identity, series)
        self.forget()
        return counts

    def _keep_newest(
        self, board: dict[tuple[str, int], Quote], identity: int
    ) -> tuple[list[int], tuple[int, int, int]]:
        """Keep the rows of a board that is newer than all others, compared in memory with the last one."""
        standings: list[tuple[object, ...]] = []
        observations: list[tuple[int, int, int, float, int]] = []
        last: dict[tuple[str, int], Row] = {}
        for key, quote in board.items():
            row = self._last.get(key)
            if row is not None and (row.quote is quote or row.quote == quote):
                last[key] = row
                continue
            standing, days = standing_of(quote, self._traits)
            if row is None or row.standing != standing:
                series = row.series if row else self._series(key)
                standings.append((series, identity, *standing))
                latest = row.last_day if row else self._latest_day(series)
                shown = row.days if row else {}
                observations += self._observed(series, identity, days, shown, latest)
                row = Row(series, quote, standing, days, max(latest, max(days, default=0)))
            last[key] = row
        standings.extend((self._last[key].series, identity, *GONE) for key in self._last.keys() - board.keys())
        self._database.many(timeline.KEEP_STANDING, standings)
        self._database.many(timeline.KEEP_OBSERVATION, observations)
        self._database.run("update snapshot set changed = ? where id = ?", (len(standings), identity))
        self._last = last
        revised = len([1 for observation in observations if observation[4]])
        return [row.series for row in last.values()], (len(standings), len(observations) - revised, revised)

    def _observed(
        self, series: int, identity: int, days: dict[int, float], shown: dict[int, float], latest: int
    ) -> list[tuple[int, int, int, float, int]]:
        """The days of a window that say something new.

        What the last board showed of a day is what is known of it; a later day than all known is new; only of
        others is the archive asked.
        """
        if days and min(days) > latest:
            return [(series, day, identity, value, 0) for day, value in days.items()]
        observations = []
        for day, value in days.items():
            if day > latest:
                observations.append((series, day, identity, value, 0))
            elif day in shown:
                if shown[day] != value:
                    observations.append((series, day, identity, value, 1))
            else:
                found = self._database.row(
                    "select value from observation where series = ? and day = ? order by snapshot desc limit 1",
                    (series, day),
                )
                if found is None or found[0] != value:
                    observations.append((series, day, identity, value, int(found is not None)))
        return observations

    def _remember_last_board(self, identity: int) -> None:
        """Read the last board, unless it is remembered and no other connection has written since."""
        version = self._database.number("pragma data_version")
        before = timeline.board_beside(self._database, timeline.BOARD_BEFORE, identity)
        newest = before[0] if before else -1
        if version == self._version and newest == self._last_id:
            return
        self.forget()
        self._version, self._last_id = version, newest
        with legible("reading the last board"):
            for series, standing in timeline.standings_at(self._database, before).items():
                found = self._database.row("select label, occurrence from series where id = ?", (series,))
                if found:
                    label, occurrence = str(found[0]), int(found[1])
                    quote = quote_of(label, standing, self._traits)
                    self._last[label, occurrence] = Row(
                        series, quote, standing, shown_days(standing), self._latest_day(series)
                    )

    def forget(self) -> None:
        """Remember nothing, so that the next write reads what is there."""
        self._traits.forget()
        self._last = {}
        self._last_id = self._version = -1

    def _latest_day(self, series: int) -> int:
        """The latest day known of a series; 0 for a new one."""
        return self._database.number("select max(day) from observation where series = ?", (series,))

    def _series(self, key: tuple[str, int]) -> int:
        """The number of a series, which is kept where it is new."""
        found = self._database.row("select id from series where label = ? and occurrence = ?", key)
        if found is not None:
            return int(found[0])
        self._database.run("insert into series (label, occurrence) values (?, ?)", key)
        return self._database.added()

    def _set_roster(self, identity: int, series: list[int]) -> None:
        """Keep which rows a board has, in their order."""
        roster = self._database.number_of("roster", "members", msgspec.msgpack.encode(series))
        self._database.run("update snapshot set roster = ? where id = ?", (roster, identity))


def _keys(quotes: tuple[Quote, ...]) -> list[tuple[str, int]]:
    """Label and occurrence of each row: two rows of one label are the first and the second of it."""
    counted: dict[str, int] = {}
    keys = []
    for quote in quotes:
        occurrence = counted.get(quote.label, 0)
        counted[quote.label] = occurrence + 1
        keys.append((quote.label, occurrence))
    return keys
