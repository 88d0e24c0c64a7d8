"""The screen, whatever the shell did to the streams that it begins with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.terminal import Terminal

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"


def _shell(command: str) -> list[str]:
    """A command of the shell, `tickertui` standing for the program."""
    return ["sh", "-c", command.replace("tickertui", f"{sys.executable} -m tickertui")]


@pytest.mark.parametrize(
    "command",
    [
        f"tickertui {SAMPLE} < /dev/null",
        f"tickertui - < {SAMPLE}",
        f"tickertui {SAMPLE} 2> errors",
        f"tickertui {SAMPLE} 2>&-",
        f"tickertui - < {SAMPLE} 2> errors",
    ],
)
def test_the_screen_is_on_the_terminal_and_keys_come_from_it(command: str, tmp_path: Path) -> None:
    """A redirected standard input or error neither leaves the keys without effect nor the screen in a file."""
    with Terminal(_shell(command), directory=tmp_path) as terminal:
        terminal.wait_for("Lithium Carbonate")
        terminal.send("q")
        assert terminal.wait() == 0
    errors = tmp_path / "errors"
    assert not errors.exists() or b"\x1b" not in errors.read_bytes()


def test_without_standard_input_it_is_said(tmp_path: Path) -> None:
    """There is nowhere for keys to come from; the board can still be printed."""
    with Terminal(_shell(f"tickertui {SAMPLE} <&-"), directory=tmp_path) as terminal:
        assert terminal.wait() == 2
        assert "Standard input is closed" in terminal.text()


def test_without_any_terminal_for_keys_it_is_said() -> None:
    """A terminal to draw on need not be one that keys come from."""
    master, slave = os.openpty()
    with SAMPLE.open("rb") as payload:
        done = subprocess.run(
            [sys.executable, "-m", "tickertui", "-"],
            stdin=payload,
            stdout=slave,
            stderr=subprocess.PIPE,
            start_new_session=True,
            check=False,
        )
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert b"no other for keys" in done.stderr
