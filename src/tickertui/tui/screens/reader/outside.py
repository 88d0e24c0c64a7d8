"""Opening addresses outside of the terminal: by the desktop's browser, detached, or not at all."""

import os
import sys

SCHEMES = ("http://", "https://", "mailto:")

_PATIENCE = 10.0

_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def may_open(href: str) -> bool:
    """Whether an address may be handed to a browser."""
    return href.lower().startswith(SCHEMES) and not any(ord(character) <= 32 for character in href)


def has_browser() -> bool:
    """Whether there is a desktop, or a browser that the user named, to open an address with."""
    if os.environ.get("BROWSER"):
        return True
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("WSL_DISTRO_NAME"))


def open_outside(href: str) -> bool:
    """Open an address in a browser that has no part in this terminal; whether that seems to have worked.

    It blocks until the browser was started: call it in a thread.
    """
    import subprocess

    if not may_open(href) or not has_browser():
        return False
    try:
        started = subprocess.Popen(  # noqa: S603  # our own interpreter, and an address without spaces and controls
            [sys.executable, "-c", _OPEN, href],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return started.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
