"""What is told once, when it happens: a source gone or back, and news of the archive."""

from collections.abc import Sequence

from tickertui.monitor.update import Health, Update

_OUT = frozenset({"offline", "stale", "failed"})
_IN = frozenset({"live", "unchanged", "static"})


class Announcer:
    """Remembers what was said, so that nothing is said at every poll."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._out: set[str] = set()
        self._said: set[str] = set()

    def news(self, update: Update) -> tuple[tuple[str, bool], ...]:
        """Sentences that are new since the last update, each with whether it is bad news."""
        gone = [health for health in update.health if health.state in _OUT and health.origin not in self._out]
        back = [health for health in update.health if health.state in _IN and health.origin in self._out]
        self._out.update(health.origin for health in gone)
        self._out.difference_update(health.origin for health in back)
        notices = [notice for notice in update.notices if notice not in self._said]
        self._said.update(notices)
        return (
            *((sentence, True) for sentence in _gone(gone, has_rows=update.snapshot is not None)),
            *((sentence, False) for sentence in _back(back)),
            *((notice, True) for notice in notices),
        )


def _gone(gone: Sequence[Health], *, has_rows: bool) -> list[str]:
    """That sources are gone, and what the board shows meanwhile."""
    meanwhile = " What was known stays." if has_rows else ""
    if len(gone) > 1:
        return [f"{len(gone)} sources give nothing new: {', '.join(health.origin for health in gone)}.{meanwhile}"]
    return [_why(health) + meanwhile for health in gone]


def _why(health: Health) -> str:
    """What is wrong with a source, which is named once."""
    if health.sentence.startswith(health.origin):
        return health.sentence
    stands = "is out of reach" if health.state == "offline" else "cannot be read"
    return f"{health.origin} {stands}: {health.sentence or 'it does not say why.'}"


def _back(back: Sequence[Health]) -> list[str]:
    """That sources are back."""
    if len(back) > 1:
        return [f"{len(back)} sources are back: {', '.join(health.origin for health in back)}."]
    return [f"{health.origin} is back." for health in back]
