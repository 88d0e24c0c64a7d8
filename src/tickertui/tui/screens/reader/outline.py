"""The article's contents beside or over its text."""

from tickertui.market.article import Article
from tickertui.tui.screens.reader.base import ReadingScreen
from tickertui.tui.widgets.document.contents import ContentsList, EntryList
from tickertui.tui.widgets.document.plain import plain

LISTED = 1_500
"""The most headings that are listed: more would take too long, and nobody reads them."""

LONGEST = 300
"""The most characters of a heading that are listed."""


class OutlineScreen(ReadingScreen, inherit_bindings=False):
    """A screen with a list of the headings."""

    def __init__(self, article: Article, measure: int) -> None:
        super().__init__(article, measure)
        self._contents = ContentsList(id="reader-contents")

    def action_contents(self) -> None:
        """Show or hide the contents."""
        if self.has_class("-contents"):
            self.hide_contents()
            return
        if not self._view.headings:
            self.say("This article has no headings.")
            return
        self.add_class("-contents")
        self.show_contents()
        self._contents.focus()
        self._keys.place("contents", "everywhere")

    def show_contents(self) -> None:
        """List the headings."""
        headings = self._view.headings
        entries = [(heading.rank - 1, plain(heading)[:LONGEST]) for _, heading in headings[:LISTED]]
        self._contents.show(entries, min(self._view.section, len(entries) - 1))
        if len(headings) > LISTED:
            self.say(f"The first {LISTED:,} of {len(headings):,} headings are listed.")

    def hide_contents(self) -> None:
        """Close the contents."""
        self.remove_class("-contents")
        self.back_to_text()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Go to the heading; over the text, the list makes room for it."""
        event.stop()
        self._view.to_heading(event.number)
        if self.has_class("-wide"):
            self.back_to_text()
        else:
            self.hide_contents()

    def on_entry_list_closed(self, event: EntryList.Closed) -> None:
        """Close the contents."""
        event.stop()
        self.hide_contents()
