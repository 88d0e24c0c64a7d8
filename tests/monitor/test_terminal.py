"""The real program against a host that hangs: it can be used and left."""

import asyncio
from pathlib import Path

from tests.source.origin import answer, running_origin
from tests.source.payloads import payload
from tests.terminal import Terminal, tickertui

PATH = "/prices/_payload.json"


async def test_a_screen_can_be_used_and_left_while_the_host_hangs(tmp_path: Path) -> None:
    """The next start shows what was kept, answers keys, and ends well though the host never answers."""

    async def hang(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with running_origin() as origin:
        origin.on(PATH, answer(200, payload(101.0)), hang)
        command = tickertui(origin.address + PATH)
        for text in ("live", "Lithium"):
            assert await asyncio.to_thread(_used, command, text, tmp_path) == 0


def _used(command: list[str], wanted: str, folder: Path) -> int:
    """Start the program, open and close the help, and leave; the exit code."""
    with Terminal(command, directory=folder) as terminal:
        terminal.wait_for(wanted)
        terminal.wait_for("Lithium")
        terminal.send("?")
        terminal.wait_for("Open or close the detail")
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "Open or close the detail" not in screen)
        terminal.send("q")
        return terminal.wait()
