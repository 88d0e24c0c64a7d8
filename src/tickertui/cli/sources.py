"""The sources that a command line names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tickertui.cli import diagnostics
from tickertui.monitor import Clock, Monitor, Update
from tickertui.source.feed import SAMPLE, feed_for, payload_of

if TYPE_CHECKING:
    from tickertui.source.client import Client


class OneClient:
    """The run's one HTTP client, made when an address is first asked: nobody imports httpx before."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._client: Client | None = None

    def __call__(self) -> "Client":
        """The client."""
        if self._client is None:
            from tickertui.source.client import Client

            self._client = Client()
        return self._client

    async def close(self) -> None:
        """Close it, if it was ever made."""
        if self._client is not None:
            await self._client.close()


def monitor_of(sources: Sequence[str], client: OneClient, clock: Clock) -> Monitor:
    """A monitor of the named sources, or of the sample where none is named.

    Raises:
        UsageError: A name that cannot be a source.
    """
    return Monitor([feed_for(source, client=client) for source in sources or (SAMPLE,)], clock=clock)


def asked_once(sources: Sequence[str], clock: Clock) -> Update:
    """What the sources give; each is asked once, all at the same time.

    Raises:
        UsageError: A name that cannot be a source.
    """
    client = OneClient()
    monitor = monitor_of(sources, client, clock)
    update = monitor.first(patient=True)
    if all(health.state != "loading" for health in update.health):
        return update

    async def ask() -> Update:
        try:
            return await monitor.once()
        finally:
            await client.close()

    import asyncio

    return asyncio.run(ask())


def body_of(source: str, clock: Clock) -> bytes:
    """The text of a source's one payload, understood or not.

    Raises:
        TickertuiError: It cannot be read, or there is no payload in it.
    """

    async def ask() -> bytes:
        client = OneClient()
        try:
            return await payload_of(source, clock(), client=client)
        finally:
            await client.close()

    import asyncio

    return asyncio.run(ask())


def report_problems(update: Update) -> int:
    """Say on stderr what could not be read, and that a sample is a sample; the exit code."""
    if update.snapshot is not None and update.snapshot.is_sample:
        diagnostics.note(
            "these are SAMPLE data that come with tickertui; name a file, a folder or an address for your own"
        )
    return diagnostics.report_all(update.problems)
