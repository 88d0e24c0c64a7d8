"""The canvas: a picture as large as it fits, or words about it."""

from textual.geometry import Size
from textual.strip import Strip

from tickertui.tui.pictures.drawing import Drawing
from tickertui.tui.pictures.strips import strip_of
from tickertui.tui.widgets.toned import Line, Toned


class Canvas(Toned):
    """Shows a drawing, or a few lines in its middle."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._drawing: Drawing | None = None
        self._words: list[Line] = []

    def show(self, drawing: Drawing) -> None:
        """Show a drawing."""
        self._drawing, self._words = drawing, []
        self.refresh()

    def say(self, *sentences: str) -> None:
        """Say something in the picture's place."""
        self._drawing = None
        self._words = [[(sentence, "ink" if number == 0 else "quiet")] for number, sentence in enumerate(sentences)]
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """As high as there is room."""
        return container.height

    def render_line(self, y: int) -> Strip:
        """One line of the picture, or of the words."""
        width, height = self.content_size
        drawing = self._drawing
        if drawing is not None and 0 <= y < len(drawing.rows):
            return strip_of(drawing.rows[y], self.tone("ink"), width=width).crop(0, width)
        at = y - (height - len(self._words)) // 2
        if drawing is None and 0 <= at < len(self._words):
            line = self._words[at]
            spare = max(width - sum(len(text) for text, _ in line), 0)
            return self.strip_of([(" " * (spare // 2), "ink"), *line, (" " * (spare - spare // 2), "ink")], width)
        return self.strip_of([(" " * width, "ink")], width)
