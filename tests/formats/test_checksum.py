"""Sums: the same whoever computes them."""

import hashlib

import pytest

from tickertui.formats.checksum import sha256, summing


@pytest.mark.parametrize("size", [0, 1, 55, 56, 64, 1_000, 999_999, 1_000_000, 1_000_001])
def test_the_sum_is_sha_256(size: int) -> None:
    """Of little and of much."""
    content = bytes(range(256)) * (size // 256 + 1)
    assert sha256(content[:size]) == hashlib.sha256(content[:size]).hexdigest()


def test_a_sum_grows() -> None:
    """Piece after piece is as all at once."""
    begun = summing(b"one ")
    begun.update(b"two")
    assert begun.hexdigest() == sha256(b"one two")
