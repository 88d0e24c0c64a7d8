"""Moving in a table: keys, wheel and click become moves of its viewport."""

from textual import events

from tickertui.tui.widgets.quote_table.lines import TableLines

WHEEL = 3
"""Rows per notch of the wheel."""


class TableMoves:
    """What keys and mouse do in a table; what follows from it is the table's.

    It is no widget: each class of those makes a program start later.
    """

    def __init__(self, lines: TableLines) -> None:
        """Move the viewport of these lines."""
        self.lines = lines
        self.viewport = lines.viewport

    def settle(self) -> None:
        """Show what is true now, and tell of another selected row."""
        raise NotImplementedError

    def press(self, x: int, y: int) -> None:
        """Answer a click on a cell of the table."""
        raise NotImplementedError

    def action_down(self) -> None:
        """One row down."""
        self.viewport.move_to(self.viewport.cursor + 1)
        self.settle()

    def action_up(self) -> None:
        """One row up."""
        self.viewport.move_to(self.viewport.cursor - 1)
        self.settle()

    def action_page_down(self) -> None:
        """A page down."""
        self.viewport.page_by(1)
        self.settle()

    def action_page_up(self) -> None:
        """A page up."""
        self.viewport.page_by(-1)
        self.settle()

    def action_first(self) -> None:
        """To the first row."""
        self.viewport.move_to(0)
        self.settle()

    def action_last(self) -> None:
        """To the last row."""
        self.viewport.move_to(self.viewport.count - 1)
        self.settle()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the view and leaves the cursor."""
        event.stop()
        self.viewport.scroll(WHEEL)
        self.settle()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the view and leaves the cursor."""
        event.stop()
        self.viewport.scroll(-WHEEL)
        self.settle()

    def on_click(self, event: events.Click) -> None:
        """A click selects a row, opens the selected one, or asks for the order of a column."""
        if event.button == 1:
            event.stop()
            self.press(event.x, event.y)

    def on_resize(self) -> None:
        """Another size keeps the cursor in view."""
        self.settle()

    def on_mount(self) -> None:
        """From now on there is a screen to show things on."""
        self.settle()

    def on_focus(self) -> None:
        """The cursor's mark is full."""
        self.lines.is_focused = True
        self.settle()

    def on_blur(self) -> None:
        """The cursor's mark is thin."""
        self.lines.is_focused = False
        self.settle()
