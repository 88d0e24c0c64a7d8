"""Moments as people write them."""

from datetime import UTC, datetime

import pytest

from tests.samples import NOW
from tickertui.errors import UsageError
from tickertui.market.moments import moment


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-05-01", datetime(2026, 5, 1, 23, 59, 59, 999999, UTC)),
        ("2026-05-01T12:30Z", datetime(2026, 5, 1, 12, 30, 59, 999999, UTC)),
        ("2026-05-01T12:30:15Z", datetime(2026, 5, 1, 12, 30, 15, 999999, UTC)),
        ("2026-05-01T12:30:15.25Z", datetime(2026, 5, 1, 12, 30, 15, 250000, UTC)),
        ("20260501T1230", datetime(2026, 5, 1, 12, 30, 59, 999999, UTC)),
        ("2026-05-01T12", datetime(2026, 5, 1, 12, 59, 59, 999999, UTC)),
        ("2026-05-01 12:30 UTC", datetime(2026, 5, 1, 12, 30, 59, 999999, UTC)),
        ("2026-05-01 12:30", datetime(2026, 5, 1, 12, 30, 59, 999999, UTC)),
        ("2026-05-01T01:30+02:00", datetime(2026, 4, 30, 23, 30, 59, 999999, UTC)),
        ("2026-06-03T15:35", NOW),
        ("2 weeks ago", datetime(2026, 5, 20, 15, 35, 49, tzinfo=UTC)),
        ("1 day ago", datetime(2026, 6, 2, 15, 35, 49, tzinfo=UTC)),
        ("36 hours ago", datetime(2026, 6, 2, 3, 35, 49, tzinfo=UTC)),
        ("yesterday", datetime(2026, 6, 2, 23, 59, 59, 999999, UTC)),
        ("today", NOW),
        ("2026-06-03", NOW),
        ("now", NOW),
    ],
)
def test_moments_are_read_as_people_write_them(written: str, meant: datetime) -> None:
    """A date is the end of its day, a minute that of the minute, a time without a zone is UTC, and today is now."""
    assert moment(written, NOW) == meant


@pytest.mark.parametrize(
    "written", ["2026-06-04", "2026-13-01", "soon", "", "0001-01-01T00:00+14:00", "9" * 30 + " weeks ago", "² days ago"]
)
def test_what_is_no_moment_or_lies_ahead_is_wrong_usage(written: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError):
        moment(written, NOW)
