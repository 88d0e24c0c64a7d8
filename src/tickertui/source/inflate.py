"""Gzip, inflated with a bound: what is too large is noticed before it is there."""

import zlib
from collections.abc import Iterator

MAGIC = b"\x1f\x8b"
"""How gzip data begins; no payload and no page does."""

SLICE = 65_536
"""How many bytes are inflated at a time."""

PIECE = 262_144
"""How many bytes come out at a time."""

MEMBERS = 10_000
"""The most members of one gzip stream; writers of one file write one."""


class Inflater:
    """Inflates gzip data piece by piece, never to more than `limit` bytes and one.

    Raises `zlib.error` where the data is damaged.

    Attributes:
        size: How many bytes came out so far; more than `limit` means that the data is too large.
        ended: Whether the data stands at the end of a member: false at the end means that it breaks off.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.ended = False
        self._members = 1
        self._stream = zlib.decompressobj(31)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Inflate the next data, piece by piece; what follows the last member and is no gzip data is passed over."""
        while data and self.size <= self.limit:
            if self.ended:
                data = data.lstrip(b"\0")
                if not data.startswith(MAGIC[:1]):
                    break
                self._next_member()
            piece = self._stream.decompress(data, min(PIECE, self.limit + 1 - self.size))
            self.size += len(piece)
            self.ended = self._stream.eof
            data = self._stream.unused_data if self.ended else self._stream.unconsumed_tail
            yield piece

    def _next_member(self) -> None:
        """Begin another member; a stream of very many is an attack, not a file."""
        self._members += 1
        if self._members > MEMBERS:
            raise zlib.error(f"more than {MEMBERS:,} members")
        self._stream = zlib.decompressobj(31)
        self.ended = False


def inflate(data: bytes, limit: int) -> bytes:
    """Inflate whole gzip data to at most `limit` bytes and one.

    Raises:
        zlib.error: The data is damaged.
        EOFError: The data breaks off.
    """
    inflater = Inflater(limit)
    slices = (data[start : start + SLICE] for start in range(0, len(data), SLICE))
    pieces = [piece for part in slices for piece in inflater.feed(part)]
    if not inflater.ended and inflater.size <= limit:
        raise EOFError
    return b"".join(pieces)
