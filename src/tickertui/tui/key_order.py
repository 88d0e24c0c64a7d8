"""Keys in their order: one waits until the one before was answered, so that it goes to what that one opened.

Textual hands every key at once to the widget that has the focus at that moment. Who types "/" and a word in one go
would have the word's letters taken for commands, since the line to type in is not there yet.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual.dom import DOMNode
from textual.events import Key
from textual.message import Message

PATIENCE = 0.5
"""Seconds after which the next key goes on though the one before is not known to be answered: what had it is gone."""


class KeyAnswered(Message):
    """Goes the way of a key, behind it: when it is back at the app, the key was answered."""

    def __init__(self, number: int) -> None:
        """`number`: which key it follows."""
        super().__init__()
        self.number = number


class KeyOrder:
    """The keys that wait, and the one that is under way."""

    def __init__(self, receiver: Callable[[], DOMNode], send: Callable[[Key], Awaitable[None]]) -> None:
        """An order without keys.

        Args:
            receiver: Gives what has the focus.
            send: Hands a key to it.
        """
        self._receiver, self._send = receiver, send
        self._waiting: deque[Key] = deque()
        self._number = 0
        self._overdue: asyncio.TimerHandle | None = None

    @property
    def is_at_rest(self) -> bool:
        """Whether every key was answered."""
        return self._overdue is None

    async def take(self, key: Key) -> None:
        """Send a key, or let it wait for its turn."""
        if self._overdue is not None:
            self._waiting.append(key)
        else:
            await self._send_off(key)

    async def answered(self, number: int) -> None:
        """A key was answered: the next one's turn."""
        if self._overdue is None or number != self._number:
            return  # it was given up before
        self._overdue.cancel()
        self._overdue = None
        if self._waiting:
            await self._send_off(self._waiting.popleft())

    async def _send_off(self, key: Key) -> None:
        """Send a key, and its follower behind it."""
        self._number += 1
        number, receiver = self._number, self._receiver()
        after = receiver.app.post_message
        self._overdue = asyncio.get_running_loop().call_later(PATIENCE, lambda: after(KeyAnswered(number)))
        await self._send(key)
        if not receiver.post_message(KeyAnswered(number)):
            after(KeyAnswered(number))
