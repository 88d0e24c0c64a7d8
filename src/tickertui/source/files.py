"""Payload files on disk and on standard input: which there are, whether they changed, and what is in them.

Only regular files are opened, and only for reading. Every way a file can fail has a sentence.
"""

import errno
import os
import stat
import sys
import zlib
from pathlib import Path

import msgspec

from tickertui.errors import PayloadError, SourceError, SourceRefused, SourceUnreachable, TickertuiError, UsageError
from tickertui.formats.sanitize import line
from tickertui.source.inflate import MAGIC, inflate
from tickertui.source.outcome import Failure

LIMIT = 32_000_000
"""The most bytes that a payload may have, on disk and inflated."""

SUFFIXES = (".json", ".json.gz", ".html", ".html.gz", ".htm", ".htm.gz")
"""How the payload files of a folder are called."""

_PACKED = {
    b"PK\x03\x04": "a zip archive",
    b"\x28\xb5\x2f\xfd": "packed with zstd",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ\x00": "packed with xz",
}
"""How files begin that are packed in a way that is not read here, and what they are."""

Signature = tuple[int, int, int]
"""What tells two states of a file apart without reading it: modification time in nanoseconds, size, inode."""


class Entry(msgspec.Struct, frozen=True):
    """A payload file as it stood when the folder was looked at."""

    path: Path
    signature: Signature


def shown(path: Path) -> str:
    """The path as text that can be shown: a name may hold any byte."""
    return line(os.fsencode(path).decode("utf-8", "replace"))


def megabytes(count: int) -> str:
    """A size limit in words."""
    return f"{count / 1_000_000:g} MB"


def signature(path: Path) -> Signature:
    """The file's signature.

    Raises:
        SourceUnreachable: There is no such file, or it may not be looked at.
        SourceRefused: It is no regular file.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from error
    _refuse_unless_regular(path, status.st_mode)
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def payload_files(folder: Path) -> tuple[tuple[Entry, ...], tuple[Failure, ...]]:
    """The payload files of a folder by name, and those that are called like one but cannot be one.

    Files that vanish while the folder is looked at are left out. Hidden files are not looked at.

    Raises:
        SourceUnreachable: The folder is not there or may not be looked at.
    """
    entries: list[Entry] = []
    failures: list[Failure] = []
    try:
        names = sorted(name for name in os.listdir(folder) if _is_payload_name(name))  # noqa: PTH208  # names, not paths: 10 times faster
    except (OSError, ValueError) as error:
        raise _unreachable(folder, error) from error
    for name in names:
        path = folder / name
        try:
            entries.append(Entry(path, signature(path)))
        except SourceError as error:
            if not (isinstance(error.__cause__, FileNotFoundError) and not path.is_symlink()):
                failures.append(Failure(shown(path), error))
    return tuple(entries), tuple(failures)


def payload_files_below(folder: Path) -> tuple[tuple[Path, ...], tuple[Failure, ...]]:
    """The payload files of a folder and of every folder in it, each folder by name, and what could not be looked at.

    Hidden files and folders are not looked at, and links to folders are not followed.

    Raises:
        SourceUnreachable: The folder is not there or may not be looked at.
    """
    found: list[Path] = []
    failures: list[Failure] = []
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(place, name) for name in sorted(names) if _is_payload_name(name))
    for error in refused:
        refusing = Path(error.filename or folder)
        if refusing == folder:
            raise _unreachable(folder, error) from error
        if not isinstance(error, FileNotFoundError):
            failures.append(Failure(shown(refusing), _unreachable(refusing, error)))
    return tuple(found), tuple(failures)


def read_file(path: Path, limit: int = LIMIT) -> bytes:
    """The file's content, inflated where it is gzip data, whatever its name.

    Raises:
        SourceUnreachable: There is no such file, or it may not be read.
        SourceRefused: It is no regular file, or too large.
        PayloadError: Its gzip data is damaged or breaks off.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            _refuse_unless_regular(path, os.fstat(file.fileno()).st_mode)
            content = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from error
    return unpacked(content, shown(path), limit)


def read_standard_input(limit: int = LIMIT) -> bytes:
    """All of standard input, inflated where it is gzip data.

    Raises:
        UsageError: Standard input is a terminal, or closed.
        SourceRefused: It is too large.
        PayloadError: Its gzip data is damaged or breaks off.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise UsageError("Standard input is closed.", "Pipe a payload into it: tickertui show - < FILE")
    if sys.stdin.isatty():
        raise UsageError("Standard input is a terminal, not a payload.", "Pipe a payload into it: tickertui - < FILE")
    try:
        content = sys.stdin.buffer.read(limit + 1)
    except (OSError, ValueError) as error:
        raise SourceUnreachable(f"Standard input cannot be read: {reason(error)}.") from error
    return unpacked(content, "standard input", limit)


def unpacked(content: bytes, origin: str, limit: int = LIMIT) -> bytes:
    """The content, inflated where it is gzip data.

    Raises:
        SourceRefused: It is larger than the limit, before or after.
        PayloadError: It is empty or packed in another way, or its gzip data is damaged or breaks off.
    """
    for beginning, what in _PACKED.items():
        if content.startswith(beginning):
            raise PayloadError(f"{origin} is {what}.", "Unpack it first; only gzip data is read as it is.")
    packed = content.startswith(MAGIC)
    if packed and len(content) <= limit:
        try:
            content = inflate(content, limit)
        except EOFError as error:
            raise PayloadError(
                f"{origin} breaks off: its gzip data has no end.", "Was it still being written, or copied only in part?"
            ) from error
        except zlib.error as error:
            raise PayloadError(f"{origin} is damaged gzip data ({line(str(error))}).") from error
    if len(content) > limit:
        unfolded = " when unpacked" if packed else ""
        raise SourceRefused(
            f"{origin} is larger than {megabytes(limit)}{unfolded} and is not read.",
            "A payload has a few hundred kilobytes at most: is it the right file?",
        )
    if not content.strip():
        raise PayloadError(f"{origin} is empty.")
    return content


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in a few words that begin in lower case."""
    if isinstance(error, OSError) and error.errno in _REASONS:
        return _REASONS[error.errno]
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    text = line(text).strip() or type(error).__name__
    return text[0].lower() + text[1:]


_REASONS = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "there is no such file or folder",
    errno.EACCES: "reading it is not permitted",
    errno.EPERM: "reading it is not permitted",
    errno.ELOOP: "its link leads in a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EISDIR: "it is a folder",
    errno.EIO: "the disk fails",
    errno.ESTALE: "the network disk has lost it",
}


def _without_waiting(name: str, flags: int) -> int:
    """Open a file without waiting for a writer: a pipe that took its place must not hang us."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _is_payload_name(name: str) -> bool:
    """Whether a file of a folder is called like a payload."""
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _unreachable(path: Path, error: OSError | ValueError) -> TickertuiError:
    """The error for a path that the system refuses."""
    words = reason(error)
    hint = ""
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            words = "its link leads nowhere"
        elif "." in path.parts[0] and "/" in str(path) and not path.is_absolute():
            hint = f"If it is an address, write https://{shown(path)}"
    return SourceUnreachable(f"{shown(path)} cannot be read: {words}.", hint)


def _refuse_unless_regular(path: Path, mode: int) -> None:
    """Refuse what is no regular file: reading a pipe or a device may never end."""
    if stat.S_ISREG(mode):
        return
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    kind = next((words for test, words in kinds if test(mode)), "a device")
    hint = "Pipe it in instead: tickertui - < " + shown(path) if kind == "a pipe" else ""
    raise SourceRefused(f"{shown(path)} is {kind}, not a file, and is left alone.", hint)
