"""Something in the settings file that cannot be used: where it stands, what was found, and what was perhaps meant."""

from pathlib import Path

import msgspec

from tickertui.errors import SettingsError


class Problem(msgspec.Struct, frozen=True):
    """One problem; everything else in the file still works."""

    file: Path
    line: int
    """From 1; 0 where it concerns the whole file."""
    key: str
    """The path of the key: `sources[1].interval`; empty where it concerns the whole file."""
    sentence: str
    """What was found and what happens now. Never holds a header's value."""
    nearest: str = ""
    """What was perhaps meant; empty where nothing is near."""

    def text(self) -> str:
        """The problem in one line: file, line, key, what was found, and the nearest key."""
        place = f"{self.file}, line {self.line}" if self.line else str(self.file)
        about = f"{place}: {self.key}: " if self.key else f"{place}: "
        return about + self.sentence + (f" Did you mean {self.nearest}?" if self.nearest else "")

    def error(self) -> SettingsError:
        """The problem as an error, for those who report errors."""
        return SettingsError(self.text(), "Everything else in the file is used.")


def nearest(word: str, known: list[str]) -> str:
    """The known word that is most like this one; empty where none is."""
    from difflib import get_close_matches

    found = get_close_matches(word[:100].lower(), [name.lower() for name in known], n=1, cutoff=0.6)
    return next((name for name in known if found and name.lower() == found[0]), "")
