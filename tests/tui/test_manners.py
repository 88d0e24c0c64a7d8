"""How the program behaves in a real terminal: what reaches it, how it is left, and that it is given back."""

import os
import re
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.terminal import Terminal, tickertui

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"

LEFT_ALTERNATE = b"\x1b[?1049l"
MOUSE_OFF = (b"\x1b[?1000l", b"\x1b[?1003l")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def started(*arguments: str, columns: int = 120, rows: int = 40, env: Mapping[str, str] | None = None) -> Terminal:
    """The program on its way."""
    return Terminal(tickertui(*arguments), columns=columns, rows=rows, env=env)


def given_back(output: bytes) -> bool:
    """Whether the terminal was given back: alternate screen left, mouse reporting off, cursor shown."""
    last_enter = output.rfind(b"\x1b[?1049h")
    left = output.rfind(LEFT_ALTERNATE)
    return left > last_enter and all(off in output for off in MOUSE_OFF) and output.rfind(b"\x1b[?25h") > last_enter


def test_fifteen_rows_and_the_article_to_its_last_paragraph_by_keyboard_alone() -> None:
    """The board shows every row; `a` opens the article, `G` its end; Esc leads back; `q` leaves with 0."""
    with started(str(SAMPLE)) as terminal:
        board = terminal.wait_for("NCM Mid-Nickel")
        assert "Lithium Carbonate" in board
        terminal.send("a")
        terminal.wait_for("What a slow price says")
        terminal.send("G")
        terminal.wait_for("100%")
        terminal.send("\x1b")
        terminal.wait_for("NCM Mid-Nickel")
        terminal.send("q")
        assert terminal.wait() == 0
        assert given_back(bytes(terminal.output))


@pytest.mark.parametrize(("name", "number"), [("SIGTERM", signal.SIGTERM), ("SIGHUP", signal.SIGHUP)])
def test_a_signal_gives_the_terminal_back_and_a_status_that_is_not_zero(name: str, number: int) -> None:
    """Whoever ends the program from outside gets a usable terminal."""
    with started(str(SAMPLE)) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.settle()
        terminal.kill(number)
        assert terminal.wait() == 128 + number, name
        assert given_back(bytes(terminal.output))


def test_a_fault_in_a_handler_gives_the_terminal_back_and_a_status_that_is_not_zero(tmp_path: Path) -> None:
    """A crash ends with a traceback on a usable terminal, without the values of variables."""
    script = tmp_path / "faulty.py"
    script.write_text(
        "import sys\n"
        "from tickertui.tui.app import TickerApp\n"
        "def action_help(self):\n"
        "    secret = 'pass' + 'word-of-the-user'\n"
        "    raise RuntimeError('deliberate')\n"
        "TickerApp.action_help = action_help\n"
        "from tickertui.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    with Terminal([tickertui()[0], str(script), str(SAMPLE)]) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.send("?")
        assert terminal.wait() != 0
        assert given_back(bytes(terminal.output))
        assert b"deliberate" in terminal.output
        assert b"password-of-the-user" not in terminal.output


HOSTILE = r"\u001b]0;owned\u0007\u001b]52;c;aGk=\u0007\u001b[31m\u009b31m\u202eevil[/][@click=app.quit]x[/@]"
MARKER = "evil[/][@click=app.quit]x[/@]"


def hostile_payload(path: Path) -> None:
    """The sample with control sequences in front of every text that is shown."""
    text = SAMPLE.read_text(encoding="utf-8")

    def poisoned(match: re.Match[str]) -> str:
        return f'"{HOSTILE} {match[1]}"'

    text = re.sub(
        r'"((?:Lithium|Cobalt|Updated every|What a slow|Mara|Mara Lindqvist|Editor|Methods|A price|Most)[^"\\]*)"',
        poisoned,
        text,
    )
    path.write_text(text, encoding="utf-8")


def controls_of(output: bytes) -> bytes:
    """What would have reached the terminal as control, had it got through."""
    return b"".join(re.findall(rb"\x1b\]0;owned|\x1b\]52|\xc2\x9b|\xe2\x80\xae", output))


def test_nothing_of_a_payload_reaches_the_terminal_as_control(tmp_path: Path) -> None:
    """ESC, OSC 52, C1, bidi controls and markup in every text are shown as text or not at all; nothing crashes."""
    path = tmp_path / "hostile\x1b]0;owned\x07.json"
    hostile_payload(path)
    with started(str(path), columns=200, rows=50) as terminal:
        terminal.wait_for("Nickel")
        assert MARKER[:6] in terminal.settle()
        for keys, wanted in (("\r", "Nickel"), ("/", "letters of a name"), ("evil", "/ evil")):
            terminal.send(keys)
            terminal.wait_for(wanted)
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "/ evil" not in screen)
        terminal.send("!")
        terminal.wait_for("Problems")
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "Problems" not in screen)
        terminal.send("a")
        terminal.wait_for("slow price")
        terminal.send("t")
        terminal.settle()
        terminal.send("\x1b\x1b")
        terminal.wait_for("Nickel")
        terminal.send("q")
        assert terminal.wait() == 0
        assert controls_of(bytes(terminal.output)) == b""


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 50)])
def test_a_size_shows_every_row_and_all_the_level(columns: int, rows: int) -> None:
    """Fifteen rows with their levels fit every common terminal."""
    with started(str(SAMPLE), columns=columns, rows=rows) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        screen = terminal.settle()
        for level in ("411.01", "449.85", "244.61", "103.50"):
            assert level in screen
        assert all(len(line) <= columns for line in screen.splitlines())


def test_below_sixty_columns_name_level_and_change_still_show() -> None:
    """A narrow pane shows what matters most."""
    with started(str(SAMPLE), columns=48, rows=24) as terminal:
        terminal.wait_for("Cobalt")
        screen = terminal.settle()
        cobalt = next(line for line in screen.splitlines() if "Cobalt" in line)
        assert "244.61" in cobalt
        assert "-3.17" in cobalt


def test_no_color_is_obeyed() -> None:
    """With NO_COLOR no colour reaches the terminal, and direction and cursor still show."""
    with started(str(SAMPLE), env={"NO_COLOR": "1"}) as terminal:
        screen = terminal.wait_for("NCM Mid-Nickel")
        terminal.settle()
        assert not re.search(rb"\x1b\[[0-9;]*(?:38|48);[25];", bytes(terminal.output))
        assert "▲" in screen
        assert "▼" in screen


def test_a_payload_from_standard_input_opens_the_screen_and_keys_still_work() -> None:
    """`tickertui - < file` takes keys from the terminal after the payload was read."""
    shell = f"{' '.join(tickertui('-'))} < '{SAMPLE}'"
    with Terminal(["sh", "-c", shell]) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"{", b"[[1]]"])
def test_a_source_that_is_no_payload_has_a_screen_that_says_so(content: bytes, tmp_path: Path) -> None:
    """The reason and what to do stand on the screen; the program does not end."""
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with started(str(path), columns=100, rows=30) as terminal:
        screen = terminal.wait_for(lambda text: "broken.json" in text and "Quit" in text)
        assert "Traceback" not in screen
        terminal.send("q")
        assert terminal.wait() == 0
