"""Rows and boards for other programs: everything that is known of them as plain values."""

from datetime import datetime

import msgspec

from tickertui.market.basis import change_basis, change_days, is_other_year, year_on_year_basis, year_to_date_basis
from tickertui.market.calendar import publication
from tickertui.market.integrity import findings_of
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot


def plain_source(board: Snapshot, now: datetime) -> dict[str, object]:
    """Where a board is from and what moment its ages are counted to; the `quotes` of a JSON of it come after this."""
    return {
        "made_at": board.made_at,
        "read_at": board.read_at,
        "as_of": now,
        "origin": board.origin,
        "is_sample": board.is_sample,
        "findings": board.findings,
    }


def plain_quote(quote: Quote, now: datetime) -> dict[str, object]:
    """Everything that is known of a row at a moment, under stable names; JSON can be made of it."""
    known = msgspec.structs.asdict(quote)
    known["extra"] = dict(quote.extra)
    known["series"] = [{"on": point.on, "value": point.value} for point in quote.series.points]
    known["rejected"] = quote.series.rejected
    known["change_days"] = change_days(quote)
    known["publication"] = publication(quote, now)
    known["bases"] = {
        "change": change_basis(quote),
        "year_to_date": year_to_date_basis(quote),
        "year_on_year": year_on_year_basis(quote),
    }
    known["year_to_date_is_of_another_year"] = is_other_year(quote, now)
    known["findings"] = findings_of(quote, now)
    return known
