"""Several processes on one archive, and processes that die."""

import os
import signal
import subprocess
import sys
import threading
import warnings
from datetime import timedelta
from pathlib import Path

import pytest

from tests import samples
from tests.archive.payloads import keep, payload
from tests.samples import NOW
from tickertui.archive.lease import Holder, is_dead, this_process
from tickertui.archive.store import Archive

REPOSITORY = Path(__file__).resolve().parents[2]
TTL = timedelta(minutes=2)


def _writer(path: Path, name: str, count: int) -> "subprocess.Popen[str]":
    """A process that keeps payloads."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.archive.writer", str(path), name, str(count)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to start fifty writers in seconds")
def test_fifty_kills_lose_nothing_acknowledged(path: Path) -> None:
    """Whatever a writer said was kept is there after it was killed, fifty times over, and the archive is whole."""
    acknowledged: list[str] = []
    with Archive.open(path, NOW):
        pass
    for number in range(50):
        acknowledged += _killed_writer(path, number)
    with Archive.open(path, NOW) as archive:
        kept = {snapshot.digest for snapshot in archive.snapshots()}
        assert len(acknowledged) > 50
        assert set(acknowledged) <= kept
        assert archive.upkeep.verify() == ()
        for digest in acknowledged:
            assert archive.payload(digest) is not None
        assert archive.latest_board() is not None


def _killed_writer(path: Path, number: int) -> list[str]:
    """The digests that a writer acknowledged before it was killed at some moment of its work.

    The writer is a fork: it starts in a millisecond. It is killed after a few acknowledgements, while it goes on.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # other tests may have left threads, which the child never needs
        child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            with Archive.open(path, NOW) as archive:
                for count in range(10_000):
                    value = float(number * 10_000 + count)
                    kept = payload(samples.quote("Lithium", (value,)), days=number + count / 10_000)
                    keep(archive, kept)
                    os.write(writing, f"{kept.digest}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as lines:
        found = [lines.readline().strip() for _ in range(1 + number % 4)]
        for _ in range(number * 997 % 5_000):
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found += [line.strip() for line in lines if len(line) == 65]
    return [digest for digest in found if digest]


def test_two_processes_write_at_once(path: Path) -> None:
    """Two processes keep payloads into one archive, and nothing of either is lost."""
    writers = [_writer(path, name, 60) for name in ("Lithium", "Cobalt")]
    acknowledged = [line.strip() for writer in writers for line in writer.communicate(timeout=60)[0].splitlines()]
    assert [writer.returncode for writer in writers] == [0, 0]
    with Archive.open(path, NOW) as archive:
        assert len(acknowledged) == 120
        assert {snapshot.digest for snapshot in archive.snapshots()} == set(acknowledged)
        assert archive.upkeep.verify() == ()
        for label in ("Lithium", "Cobalt"):
            history = archive.history(label)
            assert history is not None
            assert len(history.observations) == 61


def test_another_connections_write_is_seen(path: Path) -> None:
    """A viewer sees that another connection has written, and what; its own writes do not look like another's."""
    with Archive.open(path, NOW) as viewer, Archive.open(path, NOW) as collector:
        before = viewer.data_version()
        assert viewer.data_version() == before
        keep(collector, payload(samples.quote("Lithium", (1.0,))))
        seen = viewer.data_version()
        assert seen != before
        board = viewer.latest_board()
        assert board is not None
        keep(viewer, payload(samples.quote("Lithium", (2.0,)), days=1))
        assert viewer.data_version() == seen
        keep(collector, payload(samples.quote("Lithium", (2.0,)), samples.quote("Cobalt"), days=2))
        board = viewer.latest_board()
        assert board is not None
        assert [quote.label for quote in board.quotes] == ["Lithium", "Cobalt"]
        assert viewer.upkeep.verify() == ()


def test_threads_share_an_archive(path: Path) -> None:
    """Calls from several threads wait for each other."""
    failures: list[Exception] = []
    with Archive.open(path, NOW) as archive:

        def work(name: str) -> None:
            try:
                for days in range(20):
                    keep(archive, payload(samples.quote(name, (float(days),)), content=f"{name} {days}", days=days))
                    assert archive.latest_board() is not None
            except Exception as error:  # noqa: BLE001  # whatever a thread meets has to reach the test
                failures.append(error)

        threads = [threading.Thread(target=work, args=(name,)) for name in ("Lithium", "Cobalt", "Nickel")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(archive.snapshots()) == 60
        assert archive.upkeep.verify() == ()


def test_only_one_holds_the_lease(path: Path) -> None:
    """Of two screens one polls; the other takes over when the lease is given back."""
    with Archive.open(path, NOW) as one, Archive.open(path, NOW) as two:
        first, second = this_process("first"), this_process("second")
        assert one.lease.acquire(first, NOW, TTL)
        assert not two.lease.acquire(second, NOW + TTL / 2, TTL)
        assert one.lease.acquire(first, NOW + TTL / 2, TTL)
        assert not two.lease.acquire(second, NOW + TTL, TTL)
        assert not two.lease.renew(second, NOW + TTL, TTL)
        two.lease.release(second)
        assert one.lease.renew(first, NOW + TTL, TTL)
        held = two.lease.held()
        assert held is not None
        assert (held.holder, held.acquired_at, held.expires_at) == (first, NOW, NOW + 2 * TTL)
        one.lease.release(first)
        assert two.lease.acquire(second, NOW + TTL, TTL)


def test_a_lease_that_ran_out_is_taken_over(path: Path) -> None:
    """A holder that lives but does not renew loses the lease, and is told when it tries."""
    with Archive.open(path, NOW) as archive:
        first, second = this_process("first"), this_process("second")
        assert archive.lease.acquire(first, NOW, TTL)
        assert archive.lease.acquire(second, NOW + TTL, TTL)
        assert not archive.lease.renew(first, NOW + TTL, TTL)


def test_a_dead_holders_lease_is_taken_over_at_once(path: Path) -> None:
    """A lease held by a process that was killed is free at once, and so is one whose number another process has."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    me = this_process()
    with Archive.open(path, NOW) as archive:
        reused = Holder(me.host, me.pid, "another start")
        assert archive.lease.acquire(reused, NOW, TTL)
        if me.started:
            assert is_dead(reused)
            assert archive.lease.acquire(me, NOW, TTL)
        gone = Holder(me.host, process.pid, "")
        assert not is_dead(gone)
        archive.lease.release(me)
        archive.lease.release(reused)
        assert archive.lease.acquire(gone, NOW, TTL)
        assert not archive.lease.acquire(me, NOW, TTL)
        process.kill()
        process.communicate()
        assert archive.lease.acquire(me, NOW, TTL)


def test_a_holder_elsewhere_is_not_taken_for_dead(path: Path) -> None:
    """Process numbers of another machine mean nothing here."""
    elsewhere = Holder("another machine", 1, "long ago")
    assert not is_dead(elsewhere)
    with Archive.open(path, NOW) as archive:
        assert archive.lease.acquire(elsewhere, NOW, TTL)
        assert not archive.lease.acquire(this_process(), NOW + TTL / 2, TTL)


def test_a_clock_that_goes_back_does_not_lock_the_lease(path: Path) -> None:
    """A lease renewed in what is now the future lasts no longer than a fresh one; a clock ahead takes it once."""
    with Archive.open(path, NOW) as archive:
        first, second = this_process("first"), this_process("second")
        year = timedelta(days=365)
        assert archive.lease.acquire(first, NOW + year, TTL)
        assert not archive.lease.acquire(second, NOW, TTL)
        assert not archive.lease.acquire(second, NOW + TTL / 2, TTL)
        assert archive.lease.acquire(second, NOW + TTL, TTL)
        assert archive.lease.acquire(first, NOW + year, TTL)
        assert not archive.lease.renew(second, NOW + year, TTL)
