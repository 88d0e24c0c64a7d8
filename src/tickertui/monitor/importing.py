"""Payloads of earlier days, brought into the archive: any number of them, in any order, as often as one likes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tickertui.archive.chronology import EARLIEST, is_dated
from tickertui.archive.records import Appended
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError, SourceUnreachable, TickertuiError
from tickertui.source.files import payload_files_below, read_file, shown
from tickertui.source.outcome import Failure
from tickertui.source.payload import understood_file


class Imported(msgspec.Struct, frozen=True):
    """What became of one file: it was kept (or known), or it has an error."""

    origin: str
    """The file as a person named it."""
    appended: Appended | None = None
    error: TickertuiError | None = None


def importable(paths: Sequence[str]) -> tuple[tuple[Path, ...], tuple[Failure, ...]]:
    """The files that paths mean, each once: a file is itself, a folder all payload files in and below it."""
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    for name in paths:
        path = Path(name).expanduser()
        if not path.is_dir():
            files[path] = None
            continue
        try:
            found, refused = payload_files_below(path)
        except TickertuiError as error:
            failures.append(Failure(shown(path), error))
            continue
        failures += refused
        files |= dict.fromkeys(found)
        if not found and not refused:
            hint = (
                "Payload files are called *.json, *.json.gz or *.html; name a file to have it read whatever its name."
            )
            failures.append(Failure(shown(path), SourceUnreachable(f"There is no payload in {shown(path)}.", hint)))
    return tuple(files), tuple(failures)


def import_files(files: Iterable[Path], archive: Archive, clock: Callable[[], datetime]) -> Iterator[Imported]:
    """Keep file after file, each in a transaction of its own: what was yielded is kept, whatever comes after.

    A payload that does not say when it was made counts as read when its file was last written.

    Raises:
        ArchiveError: The archive cannot be written; what was yielded before is kept.
    """
    for path in files:
        try:
            yield Imported(shown(path), _import_file(path, archive, clock()))
        except ArchiveError:
            raise
        except TickertuiError as error:
            yield Imported(shown(path), error=error)


def _import_file(path: Path, archive: Archive, now: datetime) -> Appended:
    """Keep one file."""
    content = read_file(path)
    whole = path.absolute()
    found = understood_file(content, origin=shown(path), read_at=now)
    snapshot = msgspec.structs.replace(found.snapshot, origin=shown(whole))
    if not is_dated(snapshot.made_at, now):
        snapshot = msgspec.structs.replace(snapshot, read_at=_written_at(path, now))
    # The folder is the source: a site's pages that were saved into it one after the other are one sequence.
    return archive.append(snapshot, found.body, found.digest, source=shown(whole.parent.resolve()), checked_at=now)


def _written_at(path: Path, now: datetime) -> datetime:
    """When a file was last written; now, where the system says what cannot be."""
    try:
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return now
    return written_at if EARLIEST <= written_at <= now else now
