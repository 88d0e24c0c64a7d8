"""The archive as verbs ask it: what is kept is read, and a file that is in a bad way is left exactly as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tickertui.errors import ArchiveDamaged, ArchiveError, ArchiveTooNew

if TYPE_CHECKING:
    from tickertui.archive.store import Archive
    from tickertui.monitor.loop import Clock

ARCHIVE = "archive.sqlite3"
"""The archive's file in the data folder."""


def archive_file() -> Path:
    """Where the archive is, or would be."""
    from tickertui.settings.locations import data_folder

    return data_folder() / ARCHIVE


@contextmanager
def opened(clock: "Clock") -> "Iterator[Archive | None]":
    """The archive for one verb; None where nothing was ever kept. A damaged file is not set aside here.

    Raises:
        ArchiveError: There is a file, and it cannot be used.
    """
    path = archive_file()
    if not _is_there(path):
        yield None
        return
    with _open(path, clock) as archive:
        yield archive


@contextmanager
def required(clock: "Clock") -> "Iterator[Archive]":
    """The archive for a verb that is about the file itself.

    Raises:
        ArchiveError: There is no file, or it cannot be used.
    """
    with opened(clock) as archive:
        if archive is None:
            raise ArchiveError(f"There is no archive at {archive_file()}.", nothing_kept())
        yield archive


def nothing_kept() -> str:
    """What to do where nothing was ever kept."""
    return "tickertui SOURCE keeps what the source gives; tickertui import PATH brings in what was saved before."


def _open(path: Path, clock: "Clock") -> "Archive":
    """The archive to read and write, else only to read."""
    from tickertui.archive.store import Archive

    try:
        return Archive.open(path, clock())
    except (ArchiveDamaged, ArchiveTooNew):
        raise
    except ArchiveError as trouble:
        try:
            return Archive.open_read_only(path)
        except ArchiveError:
            raise trouble from None


def _is_there(path: Path) -> bool:
    """Whether there is an archive's file.

    Raises:
        ArchiveError: Nobody can tell, or the folder for it is no folder.
    """
    try:
        if path.parent.exists() and not path.parent.is_dir():
            raise ArchiveError(
                f"{path.parent} is no folder, so no archive can be in it.", "TICKERTUI_DATA names the archive's folder."
            )
        return path.exists()
    except OSError as error:
        raise ArchiveError(f"{path} cannot be looked at: {error.strerror or error}.") from error
