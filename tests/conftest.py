"""What every test stands on: no network but loopback, a home of its own, and the real payload where it is there."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
REAL_PAYLOAD = Path(
    os.environ.get("TICKERTUI_REAL_PAYLOAD") or REPOSITORY.parent / "shared" / "payloads" / "catl-article.payload.json"
)

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, data and state of a test live in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in {
        "HOME": "",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TICKERTUI_SOURCE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that connects to anything but loopback fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            assert host in {"localhost", "::1"} or host.startswith("127."), f"a test reached for {host}"
        connect(self, address)  # type: ignore[arg-type]  # the guard passes on whatever it was given

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def real_payload_path() -> Path:
    """The real payload's file; the test is skipped where it is absent."""
    if not REAL_PAYLOAD.is_file():
        pytest.skip(f"the real payload is not here ({REAL_PAYLOAD.name}); set TICKERTUI_REAL_PAYLOAD to its path")
    return REAL_PAYLOAD


@pytest.fixture(scope="session")
def real_payload(real_payload_path: Path) -> bytes:
    """The real payload's bytes; the test is skipped where it is absent."""
    return real_payload_path.read_bytes()
