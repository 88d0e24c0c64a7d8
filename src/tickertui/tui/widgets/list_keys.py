"""The ground of every list that one moves in: the same keys, the wheel, and a mark that tells who has the keys."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tickertui.tui.commands import bindings
from tickertui.tui.widgets.toned import Toned

FAR = 1_000_000_000
"""More than any list has."""


class ListKeys(Toned, can_focus=True):
    """A list with a cursor; what a step, a page and a notch of the wheel are is up to each kind."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    def step(self, count: int) -> None:
        """Select what stands so many further on, or the nearest there is."""
        raise NotImplementedError

    def page(self, count: int) -> None:
        """Go on by pages."""
        raise NotImplementedError

    def wheel(self, notches: int) -> None:
        """Follow the wheel."""
        raise NotImplementedError

    def action_down(self) -> None:
        """One down."""
        self.step(1)

    def action_up(self) -> None:
        """One up."""
        self.step(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.page(-1)

    def action_first(self) -> None:
        """To the first."""
        self.step(-FAR)

    def action_last(self) -> None:
        """To the last."""
        self.step(FAR)

    def on_focus(self) -> None:
        """The cursor's mark is full."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor's mark is thin."""
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel goes down."""
        event.stop()
        self.wheel(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel goes up."""
        event.stop()
        self.wheel(-1)
