"""One picture on the whole screen, as large as it fits, with what is said of it."""

from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import Worker

from tickertui.errors import TickertuiError
from tickertui.formats.document import Picture
from tickertui.formats.sanitize import line
from tickertui.source.aside import aside
from tickertui.tui.commands import Place, bindings
from tickertui.tui.messages import OpenOutside
from tickertui.tui.pictures.choice import Way
from tickertui.tui.pictures.drawing import Drawing, drawing_of, in_box
from tickertui.tui.pictures.gallery import Fetcher
from tickertui.tui.pictures.kitty import Terminal, placeholder_rows
from tickertui.tui.pictures.outlet import ground_of, terminal_of
from tickertui.tui.pictures.sizing import Box
from tickertui.tui.screens.picture.canvas import Canvas
from tickertui.tui.widgets.document.plain import picture_lines
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.toned import Line, Toned


class PictureCaption(Toned):
    """What is said of a picture, on two lines."""

    def __init__(self, picture: Picture, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        said = picture_lines(picture)
        names = [(text, "ink") for role, text in said if role in ("name", "caption")]
        places = [(text, "quiet") for role, text in said if role in ("credit", "where")]
        self._lines: list[Line] = [_apart(names), _apart(places)]

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        return self.strip_of(self._lines[y] if y < len(self._lines) else [], self.content_size.width)


class PictureScreen(Screen[None], inherit_bindings=False):
    """Shows a picture; Esc leads back."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("picture")
    places: ClassVar[tuple[Place, ...]] = ("picture", "everywhere")

    def __init__(self, picture: Picture, pictures: Fetcher, way: Way) -> None:
        """A screen for a picture.

        Args:
            picture: What to show.
            pictures: Gives its bytes.
            way: How it is drawn.
        """
        super().__init__()
        self.picture = picture
        self._pictures, self._way = pictures, way
        self._data = b""
        self._terminal: Terminal | None = None
        self._number = 0
        self._canvas = Canvas(id="picture-view")

    def compose(self) -> ComposeResult:
        """The picture, what is said of it, the keys."""
        yield self._canvas
        yield PictureCaption(self.picture, id="picture-caption")
        yield KeyLine("picture", "everywhere")

    def on_mount(self) -> None:
        """Draw it, now and when the colours change or the terminal forgot it."""
        self._terminal = terminal_of(self.app, self._way)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._begin())
        self.app.app_resume_signal.subscribe(self, lambda _: self._begin())

    def on_resize(self) -> None:
        """Draw it as large as it fits now."""
        self._begin()

    def on_unmount(self) -> None:
        """Let the terminal forget it."""
        if self._terminal is not None:
            self._terminal.clear()

    def action_back(self) -> None:
        """Back to the text."""
        self.dismiss()

    def action_outside(self) -> None:
        """Open the picture in a browser."""
        self.post_message(OpenOutside(self.picture.src))

    def action_again(self) -> None:
        """Try again."""
        self._begin()

    def _begin(self) -> None:
        """Draw the picture for the screen as it is."""
        if not self._way.is_drawn:
            self._canvas.say(self._way.why or "Pictures are switched off (the setting images).")
            return
        # Begun by the worker, not here: one that is replaced before it runs leaves no coroutine behind.
        worker: Worker[None] = self.run_worker(self._show, group="picture", exclusive=True, exit_on_error=False)
        worker.name = "picture"

    async def _show(self) -> None:
        """Fetch the picture once, draw it in a thread, and show it."""
        try:
            if not self._data:
                self._canvas.say("Fetching the picture …")
                self._data = await self._pictures.fetch(self.picture.src)
            width, height = self._canvas.content_size
            if width < 1 or height < 1:
                return
            box, ground = Box(width, height), ground_of(self.app)
            drawing = await aside(drawing_of, self._data, box, self._way.kind, ground, natural=False)
        except TickertuiError as error:
            self._canvas.say(*(line(words) for words in (error.sentence, error.hint) if words))
            return
        self._canvas.show(self._hung(drawing))

    def _hung(self, drawing: Drawing) -> Drawing:
        """The drawing with its rows, sent first where the terminal draws it itself."""
        terminal, spot = self._terminal, drawing.spot
        if terminal is None or not drawing.png:
            return drawing
        if self._number:
            terminal.forget(self._number)
        self._number = terminal.send(drawing.png, spot.columns, spot.rows)
        rows = placeholder_rows(self._number, spot.columns, spot.rows)
        return msgspec.structs.replace(drawing, rows=in_box(rows, drawing.box, spot))


def _apart(pieces: list[tuple[str, str]]) -> Line:
    """The pieces with something between them."""
    apart: list[tuple[str, str]] = []
    for piece in pieces:
        apart += [(" · ", "quiet"), piece] if apart else [piece]
    return apart
