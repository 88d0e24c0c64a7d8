"""Since you last looked, on the board: hopping between rows with new prints, and marking them as seen."""

from tickertui.tui.screens.board.travelling import TravellingScreen


class CatchingUpScreen(TravellingScreen, inherit_bindings=False):
    """A board that knows which prints were not seen yet."""

    def action_next_unseen(self) -> None:
        """To the next row with a dot."""
        self._hop(1)

    def action_last_unseen(self) -> None:
        """To the row with a dot before."""
        self._hop(-1)

    def action_mark_seen(self) -> None:
        """Take everything as seen."""
        if self.is_in_the_past:
            self.notify("Return to now first: dots mark here what changed next.", markup=False)
            return
        count = self._seen.see_all(self._ages())
        self.mark_rows()
        noun = "row" if count == 1 else "rows"
        self.notify(f"{count} {noun} marked as seen." if count else "There is no new print.", markup=False, timeout=3)

    def see(self, label: str) -> bool:
        """A row was looked at; whether that is news."""
        if self.is_in_the_past or not self._seen.see(label, self._ages()):
            return False
        self.mark_rows()
        return True

    def rest_on(self, label: str) -> None:
        """The cursor has come to a row; the one it left counts as seen where its detail was read."""
        shown = self.shows_detail and not self.is_in_the_past
        if self._seen.rest_on(label, self._ages(), was_shown=shown):
            self.mark_rows()

    def _hop(self, step: int) -> None:
        """To the nearest row with a dot in a direction, round the end."""
        marked = self._table.unseen
        order, count, cursor = self._table.lines.order, self._table.viewport.count, self._table.cursor
        for far in range(1, count + 1) if marked else ():
            position = (cursor + step * far) % count
            quote = order.at(position)
            if quote is not None and quote.label in marked:
                self._table.cursor = position
                return
        hidden = f" {len(marked)} are hidden by the filter, a list or a fold." if marked else ""
        what = "row that changed next" if self.is_in_the_past else "row with a new print"
        self.notify(f"No {what} shows.{hidden}", markup=False, timeout=3)
