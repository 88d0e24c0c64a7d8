"""A folder that is watched, in a real terminal: a new payload, the way to it, a restart, a step back, and leaving."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.saved import MAY_7, MAY_14, MAY_21, body, day, save
from tests.terminal import Terminal, tickertui

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

SAMPLE = Path(__file__).parents[2] / "assets" / "payloads" / "sample.payload.json"


def test_a_new_payload_is_marked_hopped_to_marked_as_seen_remembered_and_stepped_back_from(tmp_path: Path) -> None:
    """The dots appear by themselves, stay over a restart, and go when all is seen; `[` shows the week before."""
    folder = tmp_path / "weeks"
    save(folder / "1.json", body(MAY_7, day(7)))
    with Terminal(tickertui(str(folder)), columns=100, rows=30) as terminal:
        terminal.wait_for("2 indices")
        terminal.settle()
        assert "new print" not in terminal.text()
        save(folder / "2.json", body(MAY_14, day(14)))
        terminal.wait_for("• 2 new prints since")
        terminal.send("n\r")
        terminal.wait_for("• 1 new print since")
        terminal.send("\x1b")
        terminal.settle()
        terminal.send("q")
        assert terminal.wait() == 0
    with Terminal(tickertui(str(folder)), columns=100, rows=30) as terminal:
        terminal.wait_for("• 1 new print since")
        terminal.send("A")
        terminal.wait_for(lambda text: "new print since" not in text)
        save(folder / "3.json", body(MAY_21, day(21)))
        terminal.wait_for("• 2 new prints since")
        terminal.send("[")
        told = (
            "AS KNOWN ON 2026-05-14 12:00 UTC",
            "2 indices",
            "changed next, on 2026-05-21 12:00 UTC: 1 new print, 1 revision, 1 row came",
        )
        terminal.wait_for(lambda text: all(words in text for words in told))
        terminal.send("[")
        terminal.wait_for("AS KNOWN ON 2026-05-07 12:00 UTC")
        terminal.send("\x1b")
        terminal.wait_for(lambda text: "AS KNOWN" not in text and "3 indices" in text)
        terminal.send("l")
        terminal.wait_for("Lithium: new print 99.00")
        terminal.settle()
        terminal.send("\x1b")
        terminal.wait_for(lambda text: "Lithium Hydroxide" in text and "new print 99.00" not in text)
        terminal.settle()
        terminal.send("q")
        assert terminal.wait() == 0


def test_a_thread_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    """`q` leaves with its code though a worker of the screen never ends, and what was seen is written."""
    script = tmp_path / "stuck.py"
    script.write_text(
        "import sys, time\n"
        "from tickertui.tui.screens.board.screen import BoardScreen\n"
        "BoardScreen.look_up_mentions = lambda self: self.run_worker(lambda: time.sleep(600), thread=True)\n"
        "from tickertui.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    source = shutil.copy(SAMPLE, tmp_path / "prices.json")
    with Terminal([tickertui()[0], str(script), str(source)]) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.settle()
        terminal.send("q")
        assert terminal.wait(patience=15) == 0
    state = Path(os.environ["XDG_STATE_HOME"]) / "tickertui" / "state.json"
    assert '"Cobalt"' in state.read_text(encoding="utf-8")
    assert str(datetime.now(UTC).year) in state.read_text(encoding="utf-8")
