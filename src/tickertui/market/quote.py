"""One row of the board: an index's last print and everything the site says about it."""

from datetime import date

import msgspec

from tickertui.market.finding import Finding
from tickertui.market.series import Series


class Quote(msgspec.Struct, frozen=True):
    """An index as one payload shows it. The label is its identity; several rows may share a `url`."""

    label: str
    level: float | None = None
    """The last print's value (`today`); None where the payload has no number."""
    last: float | None = None
    """The value before it (`last`)."""
    published_on: date | None = None
    """The day of the last print."""
    frequency: str = ""
    """The declared cadence as written (`updateFrequency`): "1wk", "2wk", "monthly", or anything else."""
    frequency_text: str = ""
    change_percent: float | None = None
    """The last change in per cent, as the site computed it (`percentageChange`)."""
    year_to_date: float | None = None
    """Per cent since the base of the year of `published_on`."""
    year_on_year: float | None = None
    """Per cent since a year before `published_on`."""
    series: Series = Series()
    url: str = ""
    subscription: str | None = None
    is_protected: bool | None = None
    has_access: bool | None = None
    extra: tuple[tuple[str, str], ...] = ()
    """Fields nobody has described, as name and bounded JSON text."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the row's own fields when it was read."""
