"""New files in the working folder: none that is there is ever touched, and none is left half written."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

LONGEST_NAME = 80
MOST_NAMES = 1_000


def new_file(
    parts: Iterable[str], name: str, ending: str, folder: Path | None = None, *, nameless: str = "tickertui"
) -> Path:
    """Write pieces of text to a new file; a name that is taken gets a number.

    Args:
        parts: The pieces.
        name: What the file is called, in any words.
        ending: The ending of its name.
        folder: Where it is written; the working folder where that is not said.
        nameless: What it is called where the words have no letter that a file's name may have.

    Raises:
        OSError: It cannot be written.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_NAME].strip("-") or nameless
    for number in range(1, MOST_NAMES):
        path = (folder or Path()) / (f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}")
        try:
            file = path.open("x", encoding="utf-8", newline="\n", errors="backslashreplace")
        except FileExistsError:
            continue
        try:
            with file:
                file.writelines(parts)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        return path
    raise FileExistsError(17, "too many files of that name")


def written(parts: Iterable[str], name: str, ending: str, folder: Path | None = None) -> tuple[str, bool]:
    """Write pieces of text to a new file; what became of it, in words that follow what it is, and whether it is there.

    Args:
        parts: The pieces.
        name: What the file is called.
        ending: The ending of its name.
        folder: Where it is written; the working folder where that is not said.
    """
    try:
        path = new_file(parts, name, ending, folder)
    except (OSError, ValueError) as error:
        return f"could not be written: {reason(error)}.", False
    return f"was written to {path.name} in {folder_name(path)}", True


def reason(error: Exception) -> str:
    """Why it could not be written, in a few words."""
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def folder_name(path: Path) -> str:
    """The folder of a file as a person calls it."""
    folder = path.absolute().parent
    try:
        return str("~" / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
