"""SHA-256 of payloads and texts, without the weight of OpenSSL where there is little to sum up."""

from collections.abc import Callable
from functools import cache
from typing import Protocol

_LITTLE = 1_000_000
"""Bytes that Python's own SHA-256 sums up faster than OpenSSL's is loaded."""


def sha256(content: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    if len(content) > _LITTLE:
        from hashlib import sha256 as quick

        return quick(content).hexdigest()
    return summing(content).hexdigest()


class Sum(Protocol):
    """A sum that grows."""

    def update(self, more: bytes, /) -> None:
        """Sum up more."""

    def hexdigest(self) -> str:
        """The SHA-256 of everything so far, in hexadecimal."""


def summing(content: bytes) -> Sum:
    """A SHA-256 that more can be added to."""
    return _lean()(content)


@cache
def _lean() -> Callable[[bytes], Sum]:
    """Python's own SHA-256, which `hashlib` only falls back on; it has another name in each version."""
    from importlib import import_module

    for name in ("_sha2", "_sha256"):
        try:
            found: Callable[[bytes], Sum] = import_module(name).sha256
        except ImportError:
            continue
        return found
    from hashlib import sha256 as common

    return common
