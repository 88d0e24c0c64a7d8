"""The end of the event loop: what is still under way is called off, and nobody is waited for who does not hurry."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 0.2
"""Seconds that tasks, and then closing, get to end."""


def wind_up(loop: asyncio.AbstractEventLoop, close: Callable[[], Awaitable[None]] | None = None) -> None:
    """Cancel what still runs in the loop, close what the run used, and close the loop.

    Threads of the loop's own pool are told to end and not waited for, as `asyncio.run` would.
    """
    try:
        loop.run_until_complete(_wind_up(close))
    finally:
        asyncio.set_event_loop(None)
        loop.close()


async def _wind_up(close: Callable[[], Awaitable[None]] | None) -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=PATIENCE)
    if close is not None:
        await asyncio.wait([asyncio.ensure_future(close())], timeout=PATIENCE)
