"""Who wrote the article: name, job, biography and where else to find them."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tickertui.formats.document import Link
from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.dialog import Dialog
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.view import DocumentView
from tickertui.tui.widgets.key_line import KeyLine


class AuthorsScreen(Dialog[Link | None], inherit_bindings=False):
    """The authors' cards over the article; a link on them is followed there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("authors")
    places: ClassVar[tuple[Place, ...]] = ("authors", "text")
    DEFAULT_CSS = """
    AuthorsScreen { align: center middle; background: $background 60%; }
    AuthorsScreen DocumentView {
        width: 78; max-width: 100%; height: 12; max-height: 80%; min-height: 5;
        border: round $rule; border-title-color: $ink; border-title-style: bold;
    }
    """

    def __init__(self, flow: Flow, title: str) -> None:
        super().__init__()
        self._flow = flow
        self._view = DocumentView(measure=70)
        self._view.border_title = title

    def compose(self) -> ComposeResult:
        """The cards and the keys."""
        yield self._view
        yield KeyLine("authors")

    def on_mount(self) -> None:
        """Show the cards."""
        self._view.show(self._flow)
        self._view.focus()
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """As high as the cards are."""
        self._view.styles.height = self._view.virtual_size.height + 3

    def action_next_link(self) -> None:
        """The next link."""
        self._view.step_link(1)

    def action_last_link(self) -> None:
        """The link before."""
        self._view.step_link(-1)

    def action_follow(self) -> None:
        """Follow the link gone to, or the first."""
        if not self._view.follow():
            self._view.step_link(1)
            self._view.follow()

    def action_back(self) -> None:
        """Back to the text."""
        self.dismiss(None)

    def on_document_column_moved(self, event: DocumentView.Moved) -> None:
        """Nothing to tell."""
        event.stop()

    def on_document_view_link_followed(self, event: DocumentView.LinkFollowed) -> None:
        """Follow it from the article."""
        event.stop()
        self.dismiss(event.link)
