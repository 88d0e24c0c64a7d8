"""Pictures on disk, by their address, so that an article opened again asks nobody.

Each picture is a file of its own with a digest of what it should hold, put in place at once: several programs may
share the folder, and a file that was damaged or half written is as good as none. What cannot be written is not kept.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

LIMIT = 64_000_000
"""The most bytes that all pictures take on disk; the oldest go first."""

KEPT_FOR = timedelta(days=30)
"""How long a picture is taken from disk: the same address may show another one some day."""

_HEAD = b"tickertui picture 1\n"
_OVERHEAD = len(_HEAD) + hashlib.sha256().digest_size
_SUFFIX = ".picture"
_ABANDONED = timedelta(hours=1)


class PictureCache:
    """A folder of pictures, bounded in bytes."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Name the folder, which is made when something is kept."""
        self.folder = folder
        self.limit = limit

    def get(self, address: str, now: datetime) -> bytes | None:
        """The picture of an address; None where there is none, or a damaged or an old one."""
        path = self._path(address)
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                if abs(now.timestamp() - status.st_mtime) > KEPT_FOR.total_seconds() or status.st_size > self.limit:
                    return None
                content = file.read(self.limit + 1)
        except (OSError, ValueError):
            return None
        body = content[_OVERHEAD:]
        if content[:_OVERHEAD] != _HEAD + hashlib.sha256(body).digest():
            with suppress(OSError):
                path.unlink()
            return None
        return body

    def put(self, address: str, body: bytes, now: datetime) -> bool:
        """Keep a picture, and let the oldest go where there are too many; whether it was kept."""
        if len(body) + _OVERHEAD > self.limit:
            return False
        path = self._path(address)
        part = path.with_suffix(f".{os.getpid()}-{os.urandom(6).hex()}.part")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with part.open("xb") as file:
                    file.write(_HEAD + hashlib.sha256(body).digest() + body)
                os.utime(part, (now.timestamp(), now.timestamp()))
                part.replace(path)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
            self._prune(now)
        except (OSError, ValueError, OverflowError):
            return False
        return True

    def _prune(self, now: datetime) -> None:
        """Delete the oldest until the rest is within the limit, and what programs that died left behind."""
        kept: list[tuple[float, int, Path]] = []
        for path in self._files():
            try:
                status = path.stat()
            except OSError:
                continue  # another program was faster
            if path.suffix == _SUFFIX:
                kept.append((status.st_mtime, status.st_size, path))
            elif now.timestamp() - status.st_mtime > _ABANDONED.total_seconds():
                with suppress(OSError):
                    path.unlink()
        total = sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept):
            if total <= self.limit:
                break
            with suppress(FileNotFoundError):
                path.unlink()
            total -= size

    def _files(self) -> Iterator[Path]:
        """The files of ours in the folder."""
        for path in self.folder.iterdir():
            if path.suffix in (_SUFFIX, ".part"):
                yield path

    def _path(self, address: str) -> Path:
        """Where the picture of an address is kept."""
        return self.folder / (hashlib.sha256(address.encode(errors="surrogatepass")).hexdigest() + _SUFFIX)
