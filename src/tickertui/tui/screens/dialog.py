"""A dialog: a screen over another one, which a click beside it closes."""

from textual import events
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType], inherit_bindings=False):
    """A modal screen that the mouse leaves as Esc does."""

    async def on_click(self, event: events.Click) -> None:
        """A click beside the dialog."""
        if event.widget is self:
            event.stop()
            await self.run_action("leave")

    def action_leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)
