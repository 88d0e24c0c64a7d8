"""Rows under headings: which group each is in, which groups are folded, and what a heading says.

Groups are told again only for rows that changed, and what a heading says of its rows only when it is in view.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from tickertui.market.families import By, Families, Group, group, naming
from tickertui.market.quote import Quote

Naming = tuple[str, float]
"""A group's name and its place among the others."""


class Grouping:
    """The groups of a table's rows; without something to group by, there are none."""

    def __init__(self) -> None:
        """Begin without groups."""
        self.by: By | None = None
        self.families: Families | None = None
        """The user's own words for families."""
        self.folded: set[str] = set()
        """The names of the groups whose rows are hidden."""
        self.starts: list[int] = []
        """Where the headings are among the lines that show."""
        self._before: list[int] = []
        self._names: list[Naming] = []
        self._members: list[tuple[str, list[int]]] = []
        self._said: dict[int, Group] = {}
        self._last: dict[str, Group] = {}

    def take(self, before: Sequence[Quote], rows: Sequence[Quote], now: datetime) -> None:
        """Find the group of every row; of rows that are the same objects as before, it is known."""
        if self.by is None:
            self._names = []
            return
        name = naming(self.by, now, self.families)
        if len(before) == len(rows) == len(self._names):
            known = zip(rows, before, self._names, strict=True)
            self._names = [named if row is old else name(row) for row, old, named in known]
        else:
            self._names = [name(row) for row in rows]

    def arranged(self, numbers: Sequence[int]) -> Sequence[int]:
        """Rows under headings: each heading is the negative number -1, -2 ... of its group, rows keep their order."""
        self.starts, self._before, self._members, self._said = [], [], [], {}
        if self.by is None:
            return numbers
        found: dict[Naming, list[int]] = {}
        names = self._names
        for number in numbers:
            name = names[number]
            if name in found:
                found[name].append(number)
            else:
                found[name] = [number]
        lines: list[int] = []
        count = 0
        for name in sorted(found, key=lambda name: (name[1], name[0])):
            members = found[name]
            self.starts.append(len(lines))
            self._before.append(count)
            self._members.append((name[0], members))
            lines.append(-len(self.starts))
            count += len(members)
            if name[0] not in self.folded:
                lines += members
        return lines

    def name_of(self, heading: int) -> str:
        """The name of a group by the number of its heading."""
        return self._members[-1 - heading][0]

    def name_at(self, number: int) -> str:
        """The name of the group that a row is in; empty without groups."""
        return self._names[number][0] if self.by is not None and number < len(self._names) else ""

    def position_of(self, name: str) -> int | None:
        """Where the heading of a group is; None where the group has no rows."""
        return next(
            (at for at, (known, _) in zip(self.starts, self._members, strict=True) if known == name),
            None,
        )

    def said(self, heading: int, rows: Sequence[Quote], now: datetime) -> Group:
        """What a heading says of its rows; the same object as long as it says the same."""
        known = self._said.get(heading)
        if known is None:
            name, members = self._members[-1 - heading]
            known, last = group(name, [rows[number] for number in members], now), self._last.get(name)
            if last is not None and _words_of(last) == _words_of(known):
                known = last
            self._said[heading] = self._last[name] = known
        return known

    def ordinal(self, position: int) -> tuple[int, str]:
        """Which of all rows, folded ones counted, a line shows, from 1, and the name of its group; 0 for a heading."""
        at = bisect_right(self.starts, position) - 1
        if at < 0:
            return position + 1, ""
        inside = position - self.starts[at]
        return self._before[at] + inside if inside else 0, self._members[at][0]

    @property
    def names(self) -> tuple[str, ...]:
        """The groups that have rows, in their order."""
        return tuple(name for name, _ in self._members)


def _words_of(said: Group) -> tuple[object, ...]:
    """What shows of a group."""
    return said.count, said.median_change, said.spans
