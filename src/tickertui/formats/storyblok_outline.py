"""The outline of a document: each heading's rank, whatever levels its author chose, and its anchor name."""

import re

_NOT_IN_SLUG = re.compile(r"[^\w\- ]+")
SLUG_LIMIT = 80
"""The longest anchor name before a number is put to it, in characters."""


class Outline:
    """Ranks and names headings in the order they come."""

    def __init__(self) -> None:
        """Begin before the first heading."""
        self._levels: list[int] = []
        self._taken: dict[str, int] = {}

    def rank(self, level: int) -> int:
        """The rank of the next heading: one more than the nearest heading before it with a smaller level."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return len(self._levels)

    def slug(self, text: str) -> str:
        """An anchor name for a heading's text that no heading before has."""
        written = text[: 4 * SLUG_LIMIT].lower().replace("\n", " ").replace("\xa0", " ")
        base = _NOT_IN_SLUG.sub("", written).strip().replace(" ", "-")[:SLUG_LIMIT] or "section"
        if base not in self._taken:
            self._taken[base] = 0
            return base
        number = self._taken[base]
        while (slug := f"{base}-{(number := number + 1)}") in self._taken:
            pass
        self._taken[base] = number
        self._taken[slug] = 0
        return slug
