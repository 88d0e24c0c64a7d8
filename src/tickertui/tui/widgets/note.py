"""A word beside a line that is typed: what it is for, or how much was found."""

from textual.strip import Strip

from tickertui.tui.widgets.toned import Toned


class Note(Toned):
    """A word before or after the text."""

    DEFAULT_CSS = """
    Note { width: auto; height: 1; }
    """

    def __init__(self, text: str, tone: str) -> None:
        """Begin with a word in a tone."""
        super().__init__()
        self._text, self._tone = text, tone
        self.styles.width = len(text)

    def tell(self, text: str, tone: str) -> None:
        """Say something else."""
        if (text, tone) != (self._text, self._tone):
            self._text, self._tone = text, tone
            self.styles.width = len(text)
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # Textual's signature; there is one line
        """The word."""
        return self.strip_of([(self._text, self._tone)], self.content_size.width)
