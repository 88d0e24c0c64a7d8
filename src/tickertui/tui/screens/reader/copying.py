"""Copying from the article, and writing it to a file."""

from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.market import wording
from tickertui.market.article import Article, byline
from tickertui.market.quote import Quote
from tickertui.tui.screens.reader.following import FollowingScreen
from tickertui.tui.widgets.document.plain import plain

if TYPE_CHECKING:
    from tickertui.tui.screens.export.screen import Wish


def source_line(article: Article, page: str) -> str:
    """Where a paragraph is from: title, who wrote it, its date and its address, as far as they are known."""
    dated = wording.day(article.published_on) if article.published_on else article.date_text
    facts = (f"“{article.title}”" if article.title else "", byline(article), dated, page)
    return "— " + ", ".join(fact for fact in facts if fact)


class CopyingScreen(FollowingScreen, inherit_bindings=False):
    """A screen whose text can be taken along."""

    def quote_of(self, label: str) -> tuple[Quote, datetime] | None:
        """A row and the moment; None for a label that is no row."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy the selection, the focused link's address or index, else the paragraph on top with its source."""
        view = self._view
        if selected := self.get_selected_text():
            self.copy(selected, "Copied what is selected.")
        elif view.focused_link is not None:
            self.copy(view.focused_link.links[0].href, "Copied the address.")
        elif view.focused_name is not None and (known := self.quote_of(view.focused_name.label)):
            self.copy(wording.quotable(*known, self._origin), "Copied the index as a sentence.")
        elif view.flow is not None:
            block = max(view.place[0] + view.flow.body_from, view.flow.body_from)
            leaf = view.flow[view.visible_block(block)]
            self.copy(f"{plain(leaf)}\n\n{source_line(self.article, self.page)}", "Copied the paragraph on top.")

    def on_text_selected(self) -> None:
        """Say what can be done with what the mouse selected."""
        if self.get_selected_text():
            self.say("y copies what is selected; Esc lets it go.")

    def _key_escape(self) -> None:
        """Not what Textual does before any command: Esc lets the selection go in its turn, and only that."""

    def drop_selection(self) -> bool:
        """Select nothing any more; whether anything was."""
        had = bool(self.selections)
        if had:
            self.clear_selection()
        return had

    def action_export(self) -> None:
        """Choose a format, and whether it is written or copied."""
        from tickertui.tui.screens.export.screen import ExportScreen
        from tickertui.tui.screens.reader.exporting import KINDS

        def begin(wish: "Wish | None") -> None:
            if wish is not None:
                article, page = self.article, self.page
                self.say("Writing …")
                self.run_worker(
                    lambda: self._export(wish, article, page), thread=True, group="reader-export", exit_on_error=False
                )

        self.app.push_screen(ExportScreen(KINDS, "Export the article as"), begin)

    def _export(self, wish: "Wish", article: Article, page: str) -> None:
        """Write the article to a file or the clipboard; runs off the loop."""
        from tickertui.tui.screens.reader.exporting import saved, written

        try:
            text = written(article, wish.kind, page)
            if wish.is_copied:
                self.app.call_from_thread(self.copy, text, f"Copied the article as {wish.kind.title}.")
            else:
                self.app.call_from_thread(self.say, f"Written to {saved(text, article, wish.kind)}")
        except (OSError, ValueError) as error:
            why = (getattr(error, "strerror", None) or type(error).__name__).lower()
            self.app.call_from_thread(self.say, f"The article could not be written: {why}.")
