"""A program in a real pseudo-terminal, with an emulator that reads what it draws.

The tests of what a terminal really gets stand on this: it answers the questions that Textual asks of a terminal,
keeps every byte, and shows the screen as a person would see it.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u")
"""Sequences that pyte would print: key protocols and questions."""
_CUT = re.compile(rb"\x1b[^A-Za-z]{0,40}$")
"""An escape sequence that the end of a chunk cuts."""

QUIET = Path(__file__).resolve().parent / "quiet.toml"
"""Settings under which the program asks nobody for pictures."""

PATIENCE = 20.0
"""Seconds until a wait for the program gives up: a limit for broken programs, not a measurement."""

_ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?u": b"\x1b[?0u",
}


class _Screen(pyte.Screen):
    """An emulated screen that bears the sequences Textual sends and pyte does not know."""

    def report_device_status(self, mode: int, **_: object) -> None:
        """Stay silent: the terminal answers by itself."""


class Terminal:
    """A program in a pty of `columns` by `rows`; a context manager that ends the program when left."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
        directory: str | os.PathLike[str] | None = None,
    ) -> None:
        """Start the program; nothing is read until a wait asks for it."""
        self.output = bytearray()
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._answered = 0
        self._rest = b""
        self._status: int | None = None
        told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TICKERTUI_CONFIG": str(QUIET)}
        environment = {**os.environ, **told, **(env or {})}
        environment.pop("NO_COLOR", None) if env is None or "NO_COLOR" not in env else None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                if directory is not None:
                    os.chdir(directory)
                os.execvpe(command[0], list(command), environment)  # noqa: S606 - no shell is wanted
            finally:
                os._exit(127)
        self.resize(columns, rows)

    def __enter__(self) -> "Terminal":
        """The running program."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program if it still runs, and close the terminal."""
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            _, self._status = os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):
            os.close(self._fd)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def send(self, keys: str | bytes) -> None:
        """Type something."""
        os.write(self._fd, keys.encode() if isinstance(keys, str) else keys)

    def kill(self, signum: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, signum)

    def text(self) -> str:
        """The screen as lines, without trailing spaces."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float = 0.05) -> bool:
        """Read what is there, waiting at most `seconds`; false when the program has closed the terminal."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        if not data:
            return False
        self.output += data
        data = self._rest + data
        cut = _CUT.search(data)
        data, self._rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        self._stream.feed(_PRIVATE.sub(b"", data))
        self._answer()
        return True

    def wait_for(self, wanted: str | re.Pattern[str] | Callable[[str], bool], *, patience: float = PATIENCE) -> str:
        """Read until the screen holds a text (or matches a pattern, or satisfies a condition), and give the screen.

        Raises:
            AssertionError: when it does not within `patience` seconds; the message holds the screen.
        """
        condition = _condition(wanted)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            alive = self.read()
            if condition(self.text()):
                return self.text()
            if not alive:
                break
        raise AssertionError(f"never on the screen: {wanted!r}\n{self.text()}")

    def settle(self, quiet: float = 0.25, *, patience: float = PATIENCE) -> str:
        """Read until nothing was written for `quiet` seconds, and give the screen."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            before = len(self.output)
            if not self.read(quiet) or len(self.output) == before:
                break
        return self.text()

    def wait(self, *, patience: float = PATIENCE) -> int:
        """Read until the program has ended, and give its exit code (negative: the signal that ended it).

        Raises:
            AssertionError: when it does not end within `patience` seconds.
        """
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0) and select.select([self._fd], [], [], 0)[0]:
                    pass
                self._status = status
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"the program did not end\n{self.text()}")

    def _answer(self) -> None:
        """Answer the questions in what was read since the last time, as xterm would."""
        fresh = bytes(self.output[max(0, self._answered - 16) :])
        for question, answer in _ANSWERS.items():
            before = bytes(self.output[max(0, self._answered - 16) : self._answered]).count(question)
            for _ in range(fresh.count(question) - before):
                os.write(self._fd, answer)
        self._answered = len(self.output)


def _condition(wanted: str | re.Pattern[str] | Callable[[str], bool]) -> Callable[[str], bool]:
    """What asks a screen for it."""
    if isinstance(wanted, re.Pattern):
        return lambda screen: wanted.search(screen) is not None
    return wanted if callable(wanted) else lambda screen: wanted in screen


def tickertui(*arguments: str) -> list[str]:
    """The command that starts this checkout's program."""
    return [sys.executable, "-m", "tickertui", *arguments]
