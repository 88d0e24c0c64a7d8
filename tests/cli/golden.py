"""Golden output: what a verb prints, as files in `golden/`, readable in a diff.

Run with TICKERTUI_ACCEPT_FRAMES=1 to accept what is printed now.
"""

import os
from pathlib import Path

GOLDEN = Path(__file__).with_name("golden")


def check_golden(printed: str, name: str) -> None:
    """Compare what was printed with the golden file of that name, or accept it as it is.

    Raises:
        AssertionError: when they differ, or there is no such file yet.
    """
    path = GOLDEN / name
    if os.environ.get("TICKERTUI_ACCEPT_FRAMES"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(printed, encoding="utf-8")
        return
    assert path.is_file(), f"there is no {name}; accept it with TICKERTUI_ACCEPT_FRAMES=1\n{printed}"
    assert printed == path.read_text(encoding="utf-8")
