"""Finding in the article."""

from typing import TYPE_CHECKING

from tickertui.tui.screens.reader.base import ReadingScreen
from tickertui.tui.widgets.document.column import Position

if TYPE_CHECKING:
    from tickertui.tui.screens.reader.find_line import FindLine


class FindingScreen(ReadingScreen, inherit_bindings=False):
    """A screen with a find line while something is looked for."""

    _found_from: Position = (0, 0)

    async def action_find(self) -> None:
        """Type to find."""
        from tickertui.tui.screens.reader.find_line import FindLine

        self._found_from = self._view.place
        if not self.query(FindLine):
            await self.mount(FindLine(), before=self._status)
        self.query_one(FindLine).focus_text()
        self._keys.place("find", "everywhere")

    async def _close_find(self) -> None:
        """Give the keys back to the text."""
        await self.query("FindLine").remove()
        self.back_to_text()
        self.tell_place()

    def on_find_line_changed(self, event: "FindLine.Changed") -> None:
        """Look for something else, from where the search began."""
        event.stop()
        self._view.clear_find()
        self._view.jump(self._found_from)
        if event.text:
            self._view.find(event.text)
        self.tell_place()

    async def on_find_line_accepted(self, event: "FindLine.Accepted") -> None:
        """Keep the hits."""
        event.stop()
        await self._close_find()

    def on_find_line_stepped(self, event: "FindLine.Stepped") -> None:
        """Another hit."""
        event.stop()
        self._view.step_hit(event.count)

    async def on_find_line_cleared(self, event: "FindLine.Cleared") -> None:
        """Back to where the search began."""
        event.stop()
        self._view.clear_find()
        self._view.jump(self._found_from)
        await self._close_find()

    def action_next_hit(self) -> None:
        """The next hit."""
        if not self._view.step_hit(1):
            self.say("Nothing was found; / finds.")

    def action_last_hit(self) -> None:
        """The hit before."""
        if not self._view.step_hit(-1):
            self.say("Nothing was found; / finds.")

    def tell_found(self) -> None:
        """Tell the find line how often it was found."""
        from tickertui.tui.screens.reader.find_line import FindLine

        finder = self._view.finder
        for line in self.query(FindLine):
            if finder is None or not finder.query.strip():
                line.tell("", is_found=True)
            else:
                more = "" if finder.done else "…"
                line.tell(f"{finder.current + 1}/{len(finder)}{more}", is_found=bool(len(finder)) or not finder.done)
