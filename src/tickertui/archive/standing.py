"""A row of the board as the archive keeps it: its figures, what seldom changes of it, and its window of points."""

import struct
from datetime import date
from operator import attrgetter

import msgspec

from tickertui.archive.database import Database
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series

Standing = tuple[
    float | None, float | None, int | None, float | None, float | None, float | None, int | None, bytes | None
]
"""Level, last, published on, change, year to date, year on year, trait, window.

The window holds the days, then the values, little end first; a negative zero becomes zero. Trait None: the row is gone.
"""

GONE: Standing = (None, None, None, None, None, None, None, None)

COLUMNS = "level, last, published_on, change_percent, year_to_date, year_on_year, trait, window"

_FIGURE_NAMES = ("level", "last", "change_percent", "year_to_date", "year_on_year")
_FIGURES = attrgetter(*_FIGURE_NAMES)
_TRAITS = attrgetter(
    *(name for name in Quote.__struct_fields__ if name not in {*_FIGURE_NAMES, "label", "published_on", "series"})
)


class Traits:
    """What seldom changes of a row (cadence, address, access, unknown fields), each kept once."""

    def __init__(self, database: Database) -> None:
        """Begin with nothing known."""
        self._database = database
        self._numbers: dict[object, int] = {}
        self._blanks: dict[int, Quote] = {}
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Quote).decode

    def forget(self) -> None:
        """Drop what is remembered, after a transaction was undone."""
        self._numbers.clear()
        self._blanks.clear()

    def number(self, quote: Quote, *, is_odd: bool) -> int:
        """The number of a row's traits, which are kept where they are new.

        Args:
            quote: The row.
            is_odd: One of its figures is not a number, and stays with the traits.
        """
        key = (_TRAITS(quote), quote.series.rejected)
        number = None if is_odd else self._numbers.get(key)
        if number is None:
            number = self._kept(self._encode(_without_figures(quote)))
            if not is_odd:
                self._numbers[key] = number
        return number

    def _kept(self, content: bytes) -> int:
        """The number of encoded traits."""
        found = self._database.row("select id from trait where content = ?", (content,))
        if found is not None:
            return int(found[0])
        self._database.run("insert into trait (content) values (?)", (content,))
        return self._database.added()

    def blank(self, number: int) -> Quote:
        """A row with these traits and without label and figures."""
        blank = self._blanks.get(number)
        if blank is None:
            found = self._database.row("select content from trait where id = ?", (number,))
            blank = self._decode(found[0]) if found else Quote(label="")
            self._blanks[number] = blank
        return blank


def standing_of(quote: Quote, traits: Traits) -> tuple[Standing, dict[int, float]]:
    """A row as it is kept, and what it shows of each day (nothing that is not a number)."""
    days = [point.on.toordinal() for point in quote.series.points]
    values = [point.value for point in quote.series.points]
    if 0.0 in values:
        values = [value + 0.0 for value in values]
    figures = _FIGURES(quote)
    kept = [None if value is None or value != value else float(value) for value in figures]
    level, last, change, year_to_date, year_on_year = kept
    standing = (
        level,
        last,
        quote.published_on.toordinal() if quote.published_on else None,
        change,
        year_to_date,
        year_on_year,
        traits.number(quote, is_odd=kept.count(None) != figures.count(None)),
        struct.pack(f"<{len(days)}i{len(days)}d", *days, *values),
    )
    shown = dict(zip(days, values, strict=True))
    total = sum(values)
    if total != total:
        shown = {day: value for day, value in shown.items() if value == value}
    return standing, shown


def quote_of(label: str, standing: Standing, traits: Traits) -> Quote:
    """The row that was kept; exactly as it was shown."""
    level, last, published_on, change, year_to_date, year_on_year, trait, window = standing
    blank = traits.blank(trait or 0)
    return msgspec.structs.replace(
        blank,
        label=label,
        level=blank.level if level is None else level,
        last=blank.last if last is None else last,
        published_on=date.fromordinal(published_on) if published_on else None,
        change_percent=blank.change_percent if change is None else change,
        year_to_date=blank.year_to_date if year_to_date is None else year_to_date,
        year_on_year=blank.year_on_year if year_on_year is None else year_on_year,
        series=Series(
            points=tuple(Point(date.fromordinal(day), value) for day, value in unpacked(window or b"")),
            rejected=blank.series.rejected,
        ),
    )


def is_gone(standing: Standing) -> bool:
    """Whether the standing says that the row left the board."""
    return standing[6] is None


def shown_days(standing: Standing) -> dict[int, float]:
    """What a kept row shows of each day: the later of two values for one day, and nothing that is not a number."""
    window = standing[7]
    return {day: value for day, value in unpacked(window or b"") if value == value}


def unpacked(window: bytes) -> list[tuple[int, float]]:
    """The days (ordinals) and values of a packed window."""
    count = len(window) // 12
    numbers = struct.unpack(f"<{count}i{count}d", window[: count * 12])
    return list(zip(numbers[:count], numbers[count:], strict=True))


def _without_figures(quote: Quote) -> Quote:
    """The row without label, points and all figures that have a column."""
    return msgspec.structs.replace(
        quote,
        label="",
        published_on=None,
        series=Series(rejected=quote.series.rejected),
        **dict(zip(_FIGURE_NAMES, map(_odd, _FIGURES(quote)), strict=True)),
    )


def _odd(value: float | None) -> float | None:
    """The value only where it is not a number."""
    return value if value is not None and value != value else None
