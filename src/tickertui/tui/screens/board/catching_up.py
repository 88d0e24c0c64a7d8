"""Since you last looked, on the board: hopping between rows with new prints, and marking them as seen."""

from functools import partial

from tickertui.tui.screens.board.ground import Ground
from tickertui.tui.screens.board.handlers import Handlers
from tickertui.tui.screens.board.panes import Panes
from tickertui.tui.screens.board.seen import Seen


class CatchingUp:
    """What was not seen yet: to go to it, and to take it as seen."""

    def __init__(self, ground: Ground, panes: Panes, seen: Seen) -> None:
        """Catch up on what the panes show."""
        self._ground, self._panes, self._seen = ground, panes, seen

    @property
    def handlers(self) -> Handlers:
        """The commands that are answered here."""
        return {
            "board.next-unseen": partial(self.hop, 1),
            "board.last-unseen": partial(self.hop, -1),
            "board.mark-seen": self.see_all,
        }

    def see_all(self) -> None:
        """Take everything as seen."""
        if self._ground.is_past:
            self._panes.saying.say("Return to now first: dots mark here what changed next.", 5)
            return
        count = self._seen.see_all(self._ground.ages())
        self._panes.mark_rows()
        noun = "row" if count == 1 else "rows"
        self._panes.saying.say(f"{count} {noun} marked as seen." if count else "There is no new print.", 3)

    def see(self, label: str) -> bool:
        """A row was looked at; whether that is news."""
        if self._ground.is_past or not self._seen.see(label, self._ground.ages()):
            return False
        self._panes.mark_rows()
        return True

    def rest_on(self, label: str) -> None:
        """The cursor has come to a row; the one it left counts as seen where its detail was read."""
        shown = self._panes.detail.is_shown and not self._ground.is_past
        if self._seen.rest_on(label, self._ground.ages(), was_shown=shown):
            self._panes.mark_rows()

    def hop(self, step: int) -> None:
        """To the nearest row with a dot in a direction, round the end."""
        table = self._panes.table
        marked, order, count, cursor = table.unseen, table.lines.order, table.viewport.count, table.cursor
        for far in range(1, count + 1) if marked else ():
            position = (cursor + step * far) % count
            quote = order.at(position)
            if quote is not None and quote.label in marked:
                table.cursor = position
                return
        hidden = f" {len(marked)} are hidden by the filter, a list or a fold." if marked else ""
        what = "row that changed next" if self._ground.is_past else "row with a new print"
        self._panes.saying.say(f"No {what} shows.{hidden}", 3)
