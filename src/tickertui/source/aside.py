"""Blocking work, done aside: in a thread that nobody has to wait for.

`asyncio.to_thread` waits for its threads when the program ends: a dead name server or a hung network disk then keeps
a program alive for minutes after the user has quit. These threads are daemons: leaving does not wait for them.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the work in a thread of its own and give its result; a late result of a cancelled wait is dropped."""
    import asyncio
    import threading

    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def deliver(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T is None

    def run() -> None:
        result: T | None = None
        failure: BaseException | None = None
        try:
            result = work(*args, **kwargs)
        except BaseException as error:  # noqa: BLE001  # handed to whoever waits, who raises it
            failure = error
        try:
            loop.call_soon_threadsafe(deliver, result, failure)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    threading.Thread(target=run, name="tickertui-aside", daemon=True).start()
    return await done
