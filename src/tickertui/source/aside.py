"""Blocking work, done aside: in a thread that nobody has to wait for.

`asyncio.to_thread` waits for its threads when the program ends: a dead name server or a hung network disk then keeps
a program alive for minutes after the user has quit. These threads are daemons: leaving does not wait for them. A
thread that has done its work waits for more, since beginning one takes longer than most of what it is begun for.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from queue import SimpleQueue

    Jobs = SimpleQueue[Callable[[], None]]

P = ParamSpec("P")
T = TypeVar("T")

IDLE = 4
"""How many threads without work are kept."""

_idle: "list[Jobs]" = []
"""Where the threads wait that have nothing to do; what belongs to another process is no thread here."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)


async def aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the work in a thread and give its result; a late result of a cancelled wait is dropped."""
    import asyncio

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

    _give(run)
    return await done


def _give(job: Callable[[], None]) -> None:
    """Have a job done by a thread that is idle, or by a new one."""
    import threading
    from queue import SimpleQueue

    try:
        jobs = _idle.pop()
    except IndexError:
        jobs = SimpleQueue()
        threading.Thread(target=_serve, args=(jobs,), name="tickertui-aside", daemon=True).start()
    jobs.put(job)


def _serve(jobs: "Jobs") -> None:
    """Do one job after another, and hold none of them while waiting for the next."""
    while True:
        jobs.get()()
        if len(_idle) >= IDLE:
            return
        _idle.append(jobs)
