"""What is remembered between runs, written now and then, off the event loop."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tickertui.errors import SettingsError

if TYPE_CHECKING:
    from tickertui.settings.remembered import Memory

REST = 1.0
"""Seconds without another change until what changed is written."""


class Notebook:
    """A memory that is written a moment after the last change; without a memory it forgets at the end."""

    def __init__(
        self,
        memory: "Memory | None",
        clock: Callable[[], datetime],
        later: Callable[[float, Callable[[], Awaitable[None]]], Callable[[], None]],
        tell: Callable[[SettingsError], None],
    ) -> None:
        """Write through this memory.

        Args:
            memory: Loaded; None to remember nothing beyond the run.
            clock: Gives the moment.
            later: Calls something after so many seconds, and gives what calls that off.
            tell: Is given what went wrong, once.
        """
        self._memory, self._clock, self._later, self._tell = memory, clock, later, tell
        self._call_off: Callable[[], None] | None = None
        self._is_told = False
        self._is_begun = self._is_due = False

    def begin(self) -> None:
        """From now on, when the first frame stands, things are written."""
        self._is_begun = True
        if self._is_due:
            self.changed()

    def changed(self) -> None:
        """Something is to be written, once it has come to rest."""
        if self._memory is None or not self._is_begun:
            self._is_due = True
            return
        if self._call_off is not None:
            self._call_off()
        self._call_off = self._later(REST, self._write)

    async def _write(self) -> None:
        """Write it aside."""
        if self._memory is None:
            return
        from tickertui.source.aside import aside

        self._call_off = None
        error = await aside(self._memory.save, self._clock())
        if error is not None and not self._is_told:
            self._is_told = True
            self._tell(error)
