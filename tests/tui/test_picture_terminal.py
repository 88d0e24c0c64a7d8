"""Pictures of an article in a real terminal: what a Kitty is sent, what others see, and that nothing moves."""

import os
import re
import threading
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("PIL.Image", reason="pictures need Pillow")

from PIL import Image

from tests.formats.rich_text import doc, node, paragraph
from tests.source.payloads import devalue
from tests.terminal import Terminal, tickertui
from tickertui.tui.pictures.kitty import PLACEHOLDER

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

KITTY = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1", "TERM_PROGRAM": "", "TMUX": "", "STY": "", "ZELLIJ": ""}
OTHER = {"KITTY_WINDOW_ID": "", "TERM_PROGRAM": "", "TMUX": "", "STY": "", "ZELLIJ": ""}


class Host:
    """A host on loopback with one picture, all of it red."""

    def __init__(self) -> None:
        """Begin to serve."""
        self.asked: list[str] = []
        self.go_on = threading.Event()
        file = BytesIO()
        Image.new("RGB", (64, 32), (255, 0, 0)).save(file, "PNG")
        host = self

        class Handler(BaseHTTPRequestHandler):
            """Answers when it may."""

            def do_GET(self) -> None:
                """A picture, or none."""
                host.asked.append(self.path)
                host.go_on.wait(20)
                body = file.getvalue() if self.path == "/red.png" else b"not here"
                self.send_response(200 if self.path == "/red.png" else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def host() -> Iterator[Host]:
    """The host."""
    host = Host()
    yield host
    host.close()


def reading(host: Host, folder: Path, picture: str, env: dict[str, str]) -> Terminal:
    """The program with an article of one picture between two paragraphs."""
    body = doc(
        paragraph("Before it."),
        paragraph(node("image", src=f"{host.address}/{picture}", alt="A chart")),
        paragraph("After it."),
    )
    rows = [{"label": "Lithium", "today": 1.0, "last": 1.0, "publishedDate": "2026-06-03"}]
    story = {"uuid": "u", "name": "Salt flats", "content": {"component": "a", "content": body}}
    path, settings = folder / "payload.json", folder / "settings.toml"
    path.write_bytes(devalue({"data": {"ticker-data": rows, "story-salt": story}, "prerenderedAt": 1_780_500_949_256}))
    settings.write_text('images = "auto"\n', encoding="utf-8")
    told = {"TICKERTUI_CONFIG": str(settings), **env}
    return Terminal(tickertui(str(path)), columns=100, rows=40, env=told)


def opened(terminal: Terminal) -> str:
    """The article on the screen."""
    terminal.wait_for("Lithium")
    terminal.send("a")
    return terminal.wait_for("After it.")


def row_of(screen: str, words: str) -> int:
    """The line that holds some words."""
    return next(number for number, line in enumerate(screen.splitlines()) if words in line)


def test_a_kitty_is_sent_the_picture_and_its_places_and_forgets_it_at_the_end(host: Host, tmp_path: Path) -> None:
    """No question is asked; the picture comes once, in the room that was kept, and is deleted at the end."""
    host.go_on.set()
    with reading(host, tmp_path, "red.png", KITTY) as terminal:
        opened(terminal)
        terminal.wait_for(lambda _: PLACEHOLDER.encode() in terminal.output)
        terminal.settle()
        terminal.send("q")
        assert terminal.wait() == 0
        output = bytes(terminal.output)
    sent = re.findall(rb"\x1b_Ga=T,U=1,f=100,q=2,i=(\d+),c=(\d+),r=(\d+),m=([01]);([A-Za-z0-9+/=]+)\x1b\\", output)
    assert len(sent) == 1
    number, columns, rows = (int(part) for part in sent[0][:3])
    assert sent[0][3] == b"0"
    assert Image.open(BytesIO(b64decode(sent[0][4]))).convert("RGB").getpixel((3, 3)) == (255, 0, 0)
    assert output.count(PLACEHOLDER.encode()) >= columns * rows
    red, green, blue = number >> 16, number >> 8 & 255, number & 255
    assert re.search(rf"38;2;{red};{green};{blue}(?:;[0-9;]*)?m{PLACEHOLDER}".encode(), output)
    assert b"a=q" not in output
    assert output.index(f"a=d,d=I,q=2,i={number}".encode()) > output.index(PLACEHOLDER.encode())


def test_a_terminal_of_many_colours_is_drawn_cells(host: Host, tmp_path: Path) -> None:
    """Cells of the picture's colour, and nothing of Kitty's."""
    host.go_on.set()
    with reading(host, tmp_path, "red.png", OTHER) as terminal:
        opened(terminal)
        terminal.wait_for(lambda _: b";2;255;0;0" in terminal.output)
        assert b"\x1b_G" not in terminal.output
        assert PLACEHOLDER.encode() not in terminal.output


@pytest.mark.parametrize(
    "env",
    [
        {**KITTY, "NO_COLOR": "1"},
        {**OTHER, "TERM": "xterm", "COLORTERM": ""},
        {**OTHER, "TERM": "vt100", "COLORTERM": ""},
    ],
    ids=["NO_COLOR", "sixteen colours", "mono"],
)  # fmt: skip
def test_without_colours_a_box_says_what_it_is_and_nobody_is_asked(
    host: Host, tmp_path: Path, env: dict[str, str]
) -> None:
    """Its words and address in a box; the key for the whole screen says why."""
    host.go_on.set()
    with reading(host, tmp_path, "red.png", env) as terminal:
        assert "▣ A chart" in opened(terminal)
        terminal.send("z")
        terminal.wait_for("Pictures are not drawn")
        assert b"\x1b_G" not in terminal.output
    assert host.asked == []


@pytest.mark.parametrize("picture", ["red.png", "none.png"])
def test_a_picture_that_arrives_or_fails_moves_nothing(host: Host, tmp_path: Path, picture: str) -> None:
    """The text under it stands where it stood while it was on its way."""
    with reading(host, tmp_path, picture, OTHER) as terminal:
        opened(terminal)
        before = terminal.wait_for(lambda _: bool(host.asked))
        host.go_on.set()
        if picture == "red.png":
            terminal.wait_for(lambda _: b";2;255;0;0" in terminal.output)
        else:
            terminal.wait_for("404")
        after = terminal.settle()
        assert row_of(after, "After it.") == row_of(before, "After it.")
        assert row_of(after, "Before it.") == row_of(before, "Before it.")
