"""Who may poll: of all processes that share an archive, one holds the lease, and another takes over when it is gone.

A lease runs out by the wall clock, and the wall clock may jump: a holder that is known to be dead loses it at once, and
a lease that claims to be renewed in the future is cut to what it may last from now.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tickertui.archive.chronology import from_micros, to_micros
from tickertui.archive.database import Access


class Holder(msgspec.Struct, frozen=True):
    """A process that may hold a lease."""

    host: str
    """The machine in this run of it (name, boot, process namespace), within which process numbers mean something."""
    pid: int
    started: str
    """When the process began, by the system's own count; empty where the system does not tell."""
    token: str = ""
    """Tells two holders in one process apart."""


class Held(msgspec.Struct, frozen=True):
    """A lease somebody has."""

    holder: Holder
    acquired_at: datetime
    renewed_at: datetime
    expires_at: datetime


def this_process(token: str = "") -> Holder:
    """This process as a holder."""
    return Holder(host=_host(), pid=os.getpid(), started=_started(os.getpid()), token=token)


def is_dead(holder: Holder) -> bool:
    """Whether the holder is known to be gone: its process number is free or was given to another process."""
    if holder.host != _host():
        return False
    if os.name == "posix":
        try:
            os.kill(holder.pid, 0)
        except (ProcessLookupError, OverflowError):
            return True
        except PermissionError:
            pass
    started = _started(holder.pid)
    return bool(holder.started and started and holder.started != started)


class Lease:
    """One named lease in an archive."""

    def __init__(self, access: Access, name: str = "poll") -> None:
        """Hold nothing yet."""
        self._access = access
        self._database = access.database
        self._name = name

    def acquire(self, holder: Holder, now: datetime, ttl: timedelta) -> bool:
        """Take the lease, or renew it; whether the holder has it now."""
        held = self.held()
        if held is not None and held.holder != holder and _is_quiet(held, now) and not is_dead(held.holder):
            return False
        with self._access.writing("taking the lease"), self._database.transaction():
            held = self.held()
            if held is not None and held.holder != holder and not is_dead(held.holder):
                if held.renewed_at > now:
                    self._cut(now, ttl)
                    return False
                if now < held.expires_at:
                    return False
            since = held.acquired_at if held is not None and held.holder == holder else now
            self._database.run(
                "insert or replace into lease (name, host, pid, started, token, acquired_at, renewed_at, expires_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._name,
                    holder.host,
                    holder.pid,
                    holder.started,
                    holder.token,
                    to_micros(since),
                    to_micros(now),
                    to_micros(now + ttl),
                ),
            )
            return True

    def renew(self, holder: Holder, now: datetime, ttl: timedelta) -> bool:
        """Hold the lease for longer; False when another has it now, which means: stop polling."""
        with self._access.writing("taking the lease"), self._database.transaction():
            held = self.held()
            if held is None or held.holder != holder:
                return False
            self._database.run(
                "update lease set renewed_at = ?, expires_at = ? where name = ?",
                (to_micros(now), to_micros(now + ttl), self._name),
            )
            return True

    def release(self, holder: Holder) -> None:
        """Give the lease back; nothing happens where another has it."""
        with self._access.writing("taking the lease"), self._database.transaction():
            held = self.held()
            if held is not None and held.holder == holder:
                self._database.run("delete from lease where name = ?", (self._name,))

    def held(self) -> Held | None:
        """The lease as somebody has it, run out or not; None where nobody has."""
        with self._access.alone("looking at the lease"):
            row = self._database.row(
                "select host, pid, started, token, acquired_at, renewed_at, expires_at from lease where name = ?",
                (self._name,),
            )
        if row is None:
            return None
        host, pid, started, token, acquired_at, renewed_at, expires_at = row
        return Held(
            Holder(host, pid, started, token),
            from_micros(acquired_at),
            from_micros(renewed_at),
            from_micros(expires_at),
        )

    def _cut(self, now: datetime, ttl: timedelta) -> None:
        """The clock went back since the lease was renewed: it lasts no longer than a fresh one would from now."""
        self._database.run(
            "update lease set renewed_at = ?, expires_at = ? where name = ?",
            (to_micros(now), to_micros(now + ttl), self._name),
        )


def _is_quiet(held: Held, now: datetime) -> bool:
    """Whether a lease runs, and the clock has not gone back since it was renewed: nothing has to be written."""
    return held.renewed_at <= now < held.expires_at


def _host() -> str:
    """This machine in this run of it."""
    parts = [_name()]
    try:
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text().strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        pass
    return " ".join(parts)


def _name() -> str:
    """This machine's name."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket

    return socket.gethostname()


def _started(pid: int) -> str:
    """When a process began, in clock ticks since the machine did; empty where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return ""
    state, *fields = status.rpartition(")")[2].split()
    return "ended" if state in "ZX" else fields[18]
