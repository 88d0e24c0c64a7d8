"""Labels beside the ends of lines: spread so that none covers another, and joined to their ends by leaders. Pure."""

from collections.abc import Sequence

import msgspec


class Leader(msgspec.Struct, frozen=True):
    """The way from the row of a line's end to the row of its label."""

    start: int
    end: int
    lane: int = 0
    """The column in which it changes rows; leaders that would touch have lanes of their own."""


def spread(wanted: Sequence[int], rows: int) -> tuple[int, ...]:
    """The rows nearest to those wanted (in ascending order) of which no two are the same.

    Labels that want the same rows are kept together around the middle of what they want; there have to be enough rows.
    """
    clusters: list[tuple[int, int]] = []
    for row in wanted:
        total, count = row, 1
        while clusters and _first(clusters[-1], rows) + clusters[-1][1] > _first((total, count), rows):
            before_total, before_count = clusters.pop()
            total += before_total - before_count * count
            count += before_count
        clusters.append((total, count))
    return tuple(_first(cluster, rows) + place for cluster in clusters for place in range(cluster[1]))


def _first(cluster: tuple[int, int], rows: int) -> int:
    """The first row of labels that stand together: the sum of what each wants of it, by their number, in bounds."""
    total, count = cluster
    return max(0, min(round(total / count), rows - count))


def leaders(starts: Sequence[int], ends: Sequence[int]) -> tuple[Leader, ...]:
    """Ways that never cross, for starts and ends in ascending order.

    Of those that go up the upper ones turn first, of those that go down the lower ones do.
    """
    found = [Leader(start, end) for start, end in zip(starts, ends, strict=True)]
    for upward in (True, False):
        turned: list[Leader] = []
        order = range(len(found)) if upward else range(len(found) - 1, -1, -1)
        for number in order:
            leader = found[number]
            if leader.start == leader.end or (leader.end < leader.start) != upward:
                continue
            lane = max((other.lane + 1 for other in turned if _touch(leader, other)), default=0)
            found[number] = Leader(leader.start, leader.end, lane)
            turned.append(found[number])
    return tuple(found)


def _touch(one: Leader, other: Leader) -> bool:
    """Whether the upright parts of two leaders share a row."""
    return max(min(one.start, one.end), min(other.start, other.end)) <= min(
        max(one.start, one.end), max(other.start, other.end)
    )
