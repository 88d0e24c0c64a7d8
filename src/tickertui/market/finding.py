"""Something that is not as it should be, said of a row or of a payload; never a reason to drop it."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One finding."""

    code: str
    """A stable name: "change-mismatch", "trend-order", "unknown-field", ..."""
    sentence: str
    """What was found, where, for a person."""
