"""A loopback host that answers as it is told, byte for byte: what no well-behaved server would do included."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
"""The bytes of a whole answer, or a coroutine that writes it."""


class Origin:
    """What the host answers, by path, and what it was asked.

    Attributes:
        requests: Every request's head as text, in order.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[str] = []
        self.port = 0

    @property
    def address(self) -> str:
        """The host's address, without a path."""
        return f"http://127.0.0.1:{self.port}"

    def on(self, path: str, *answers: Answer) -> None:
        """Answer a path (with its query) so, one after another; the last holds."""
        self.answers[path] = list(answers)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split(" ", 2)[1] for request in self.requests]

    def header(self, name: str, number: int = -1) -> str:
        """A header of a request, empty where it was not sent."""
        for text in self.requests[number].split("\r\n")[1:]:
            key, _, value = text.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request, remember it and answer it."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(head)
            waiting = self.answers.get(head.split(" ", 2)[1], [answer(404)])
            told = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if isinstance(told, bytes):
                writer.write(told)
            else:
                await told(writer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """An answer with its length; header names with underscores for dashes."""
    lines = [f"HTTP/1.1 {status} X", "Connection: close"]
    if "Content_Length" not in headers and status != 304:
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@asynccontextmanager
async def running_origin() -> AsyncIterator[Origin]:
    """A host on a free port of loopback, gone at the end with all its connections."""
    origin = Origin()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(origin.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    origin.port = server.sockets[0].getsockname()[1]
    try:
        yield origin
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
