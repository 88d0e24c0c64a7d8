"""Going on when the archive's file is damaged or cannot be written: nothing is deleted, and everything is said."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tickertui.archive.records import Notice
from tickertui.archive.schema import free_name
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveDamaged, ArchiveError, ArchiveTooNew

_BESIDE = ("-wal", "-shm", "")
"""The log goes before its file: a log left behind would be played into the new file of that name."""


def open_or_set_aside(path: Path, now: datetime) -> tuple[Archive, Notice | None]:
    """Open the archive; a damaged file is kept aside and a new one begun, one that cannot be written is only read.

    Returns:
        The archive, and what a person has to be told.

    Raises:
        ArchiveTooNew: A newer tickertui wrote it; untouched.
        ArchiveError: There can be no archive here: the run goes on without one.
    """
    try:
        archive = Archive.open(path, now)
    except ArchiveTooNew:
        raise
    except ArchiveDamaged as damage:
        notice = set_aside(path, now, damage)
        return Archive.open(path, now), notice
    except ArchiveError as trouble:
        try:
            archive = Archive.open_read_only(path)
        except ArchiveError:
            raise trouble from None
        return archive, Notice(f"the archive is only read, nothing new is kept: {trouble.sentence}", trouble.hint)
    if archive.copied_to is not None:
        return archive, Notice(
            f"the archive was brought to a newer form; a copy as it was is {archive.copied_to.name} beside it",
            "the copy may be deleted when all is well",
            kept_as=archive.copied_to,
        )
    return archive, None


def set_aside(path: Path, now: datetime, damage: ArchiveError, *, opened: tuple[int, int] | None = None) -> Notice:
    """Move a damaged file and its log out of the way, under a name with the date; of two processes, one does it.

    Args:
        path: The archive.
        now: The moment.
        damage: What was found.
        opened: Device and inode of the file that the damage was found in, where it had been open: damage in its midst
            is not found by opening it again.

    Raises:
        ArchiveError: It cannot be moved.
    """
    try:
        with _alone_in(path.parent):
            if _is_another(path, opened) if opened is not None else _is_whole(path, now):
                return Notice("the damaged archive was set aside by another tickertui just now")
            aside = free_name(path, "damaged", now)
            for ending in _BESIDE:
                found = path.with_name(path.name + ending)
                if found.exists():
                    found.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise ArchiveError(
            f"{path} is damaged and cannot be set aside: {error.strerror or error}", "move it away by hand"
        ) from error
    return Notice(
        f"the archive was damaged and is kept as {aside.name}; a new one was begun ({damage.sentence})",
        f"import what can be read of the old one, or restore a backup over {path.name}",
        kept_as=aside,
    )


def _is_another(path: Path, opened: tuple[int, int]) -> bool:
    """Whether another file has the name by now: another process was here first."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    return (status.st_dev, status.st_ino) != opened


def _is_whole(path: Path, now: datetime) -> bool:
    """Whether the file can be opened after all: another process was here first."""
    try:
        Archive.open(path, now).close()
    except ArchiveDamaged:
        return False
    return True


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes from moving files in the folder meanwhile, where the system can."""
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
