"""The caption above a chart: an index's name, its level and its last change."""

from datetime import datetime

from textual.strip import Strip

from tickertui.market import wording
from tickertui.market.basis import change_days
from tickertui.market.calendar import publication
from tickertui.market.quote import Quote
from tickertui.tui.widgets.facts import move_tone
from tickertui.tui.widgets.figures import large
from tickertui.tui.widgets.toned import Line, Piece, Toned, both_ends, fitted, length

ROOMY = 4
"""From this height on, a caption writes its level large."""


class Caption(Toned):
    """The index's name, its level and its last change."""

    DEFAULT_CSS = """
    Caption { height: 3; }
    """

    def __init__(self) -> None:
        """Nothing to caption yet."""
        super().__init__()
        self._quote: Quote | None = None
        self._now: datetime | None = None
        self._beside: Line = ()

    def show(self, quote: Quote, now: datetime, beside: Line = ()) -> None:
        """Caption an index; `beside` stands at the right of its name, where there is room."""
        self._quote, self._now, self._beside = quote, now, beside
        self.refresh_changed()

    def render_line(self, y: int) -> Strip:
        """One line: name, then level and change, then a blank one."""
        width = self.content_size.width
        lines = self._lines(width)
        return self.strip_of(lines[y], width) if y < len(lines) else Strip([])

    def _lines(self, width: int) -> list[Line]:
        if self._quote is None or self._now is None:
            return []
        quote = self._quote
        written = wording.level(quote.level)
        room = width - length(self._beside) - 1 if self._beside else width
        title = both_ends(fitted([(quote.label, "strong")], room), self._beside, width)
        beside = self._change(quote, self._now)
        figure = large(written) if self.content_size.height >= ROOMY else None
        if figure is not None and len(figure[0]) + 3 + max(map(length, beside)) <= width:
            return [
                title,
                *([(row, "strong"), ("   ", "ink"), *said] for row, said in zip(figure, beside, strict=True)),
            ]
        moved, spanned, _ = beside
        return [title, [(written, "strong"), ("  ", "ink"), *moved, ("  ", "ink"), *spanned]]

    def _change(self, quote: Quote, now: datetime) -> tuple[Line, Line, Line]:
        """The last change in per cent, the change itself with the days it spans, and how the print stands."""
        change = quote.level - quote.last if quote.level is not None and quote.last is not None else None
        tone = move_tone(quote.change_percent)
        moved: Line = [(f"{wording.arrow(quote.change_percent)} {wording.percent(quote.change_percent)}", tone)]
        spanned: list[Piece] = [] if change is None else [(wording.signed(change), tone)]
        days = change_days(quote)
        if days is not None:
            spanned.append((f" in {wording.span(days)}", "quiet"))
        standing = publication(quote, now)
        stands: Line = [(wording.state(standing), "quiet" if standing.state == "unknown" else standing.state)]
        return moved, spanned, stands
