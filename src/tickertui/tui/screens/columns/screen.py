"""Choosing the board's columns: show, hide and move them while the table behind follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.columns.choice import Choice
from tickertui.tui.screens.columns.column_list import ColumnList, Meaning
from tickertui.tui.screens.dialog import Dialog
from tickertui.tui.widgets.key_line import KeyLine

Preview = Callable[[tuple[str, ...]], Sequence[str]]
"""Shows columns (none: those that suit the width) and says which of them there is room for."""


@dataclass
class ColumnsChosen(Message):
    """Columns were chosen, to be remembered."""

    ids: tuple[str, ...]
    """The columns from left to right; empty for those that suit the width."""


class ColumnChooser(Dialog[tuple[str, ...] | None], inherit_bindings=False):
    """The columns; its result is what was kept, None where all is as it was."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("columns")
    places: ClassVar[tuple[Place, ...]] = ("columns",)

    def __init__(self, chosen: tuple[str, ...], preview: Preview) -> None:
        """Begin with what is chosen (empty: nothing); the preview is called with every change, and to take all back."""
        super().__init__()
        self._before = chosen
        self._preview = preview
        self._showing = tuple(preview(chosen))
        self._choice = Choice(chosen, self._showing)
        self._list = ColumnList()
        self._meaning = Meaning()

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield self._list
        yield self._meaning
        yield KeyLine("columns")

    def on_mount(self) -> None:
        """Show the columns."""
        self._show()
        self._list.focus()

    def action_switch(self) -> None:
        """Show or hide the column."""
        if self._choice.toggle(self._list.viewport.cursor):
            self._try()
        else:
            self.app.bell()

    def action_earlier(self) -> None:
        """Move the column to the left."""
        self._move(-1)

    def action_later(self) -> None:
        """Move the column to the right."""
        self._move(1)

    def action_reset(self) -> None:
        """Back to the columns that suit the width."""
        self._showing = tuple(self._preview(()))
        self._choice.reset(self._showing)
        self._show()

    def action_keep(self) -> None:
        """Keep the columns as they are."""
        ids = self._choice.ids
        self.post_message(ColumnsChosen(ids))
        self.dismiss(ids)

    def action_back(self) -> None:
        """Leave the columns as they were."""
        self._preview(self._before)
        self.dismiss(None)

    def action_leave(self) -> None:
        """A click beside the list."""
        self.action_back()

    def action_down(self) -> None:
        """One column down."""
        self._list.move_to(self._list.viewport.cursor + 1)

    def action_up(self) -> None:
        """One column up."""
        self._list.move_to(self._list.viewport.cursor - 1)

    def action_first(self) -> None:
        """The first column."""
        self._list.move_to(0)

    def action_last(self) -> None:
        """The last column."""
        self._list.move_to(len(self._choice.order) - 1)

    def on_column_list_moved(self, event: ColumnList.Moved) -> None:
        """Tell what the column means."""
        event.stop()
        self._meaning.tell(self._list.note)

    def on_column_list_clicked(self, event: ColumnList.Clicked) -> None:
        """A click shows or hides a column."""
        event.stop()
        self._list.move_to(event.number)
        self.action_switch()

    def on_column_list_dragged(self, event: ColumnList.Dragged) -> None:
        """The mouse drew a column over another."""
        event.stop()
        at, step = event.start, 1 if event.to > event.start else -1
        while at != event.to:
            at = self._choice.move(at, step)
        self._try()
        self._list.move_to(at)

    def _move(self, step: int) -> None:
        """Move the column, and the cursor with it."""
        to = self._choice.move(self._list.viewport.cursor, step)
        self._try()
        self._list.move_to(to)

    def _try(self) -> None:
        """Let the table show what is chosen."""
        self._showing = tuple(self._preview(self._choice.ids))
        self._show()

    def _show(self) -> None:
        """Show how it is now."""
        is_automatic = self._choice.is_automatic
        self._list.border_title = "Columns that suit the width" if is_automatic else "Columns, chosen"
        hidden = len(self._choice.shown - set(self._showing))
        no_room = f" · no room for {hidden}" if hidden else ""
        self._list.border_subtitle = f"{len(self._choice.shown)} of {len(self._choice.order)}{no_room}"
        self._list.show(self._choice.order, self._choice.shown, self._showing)
        self._meaning.tell(self._list.note)
