"""An archive in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.samples import NOW
from tickertui.archive.store import Archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the archive is."""
    return tmp_path / "data" / "archive.sqlite"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    """A new, empty archive."""
    with Archive.open(path, NOW) as opened:
        yield opened
