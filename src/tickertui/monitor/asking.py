"""Asking one source: in turn with the other processes that share an archive, and never faster than the floor."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tickertui.monitor.watched import Watched
from tickertui.source.schedule import FLOOR, REFRESH_FLOOR

if TYPE_CHECKING:
    from tickertui.monitor.keeping import Keeper


class Asking:
    """Asks sources, and keeps what they give.

    Attributes:
        keeper: Keeps what comes, and knows what the last check of each source found; None without an archive.
        asked_at: When an address was last asked; None before the first.
    """

    def __init__(
        self, keeper: "Keeper | None", clock: Callable[[], datetime], pause: Callable[[float], Awaitable[object]]
    ) -> None:
        """Ask nothing yet."""
        self.keeper = keeper
        self.asked_at: datetime | None = None
        self._clock = clock
        self._pause = pause

    async def recall(self, watched: Watched) -> None:
        """Begin where an earlier run ended, and leave a source to another process that asks it."""
        keeper, now = self.keeper, self._clock()
        check = keeper.last_check(watched.key) if keeper is not None and watched.is_remote else None
        if keeper is None or check is None or not watched.recall(check, now):
            return
        from tickertui.source.aside import aside

        if not await aside(keeper.may_ask, watched.key, now):
            watched.leave_to_another(check, now)

    async def in_turn(self, watched: Watched) -> bool:
        """Ask a source whose time has come; whether there is anything to tell.

        Where another process asks it, it is left to that one, unless a person wants the answer now.
        """
        if self.keeper is not None and watched.is_remote:
            from tickertui.source.aside import aside

            now, keeper = self._clock(), self.keeper
            check = keeper.last_check(watched.key)
            if not watched.is_wanted:
                if not await aside(keeper.may_ask, watched.key, now):
                    return watched.leave_to_another(check, now)
                is_taken_over = watched.health.state == "followed"
                if is_taken_over and check is not None and watched.postpone(check.at, now, FLOOR):
                    return False
            elif check is not None and watched.postpone(check.at, now, REFRESH_FLOOR):
                return True
        return await self._asked(watched)

    async def once(self, watched: Watched) -> bool:
        """Ask a source whose answer somebody waits for, as soon as it may be asked: an earlier run may just have."""
        if self.keeper is not None and watched.is_remote:
            from tickertui.source.aside import aside

            now = self._clock()
            await aside(self.keeper.recall, now)
            check = self.keeper.last_check(watched.key)
            if check is not None and timedelta(0) <= now - check.at < REFRESH_FLOOR:
                await self._pause((check.at + REFRESH_FLOOR - now).total_seconds())
        return await self._asked(watched)

    async def _asked(self, watched: Watched) -> bool:
        """Ask one source, and keep what it gives; whether there is anything to tell."""
        if watched.is_remote:
            self.asked_at = self._clock()
        outcome = await watched.feed.check(self._clock())
        now = self._clock()
        is_news = watched.take(outcome, now)
        if self.keeper is not None and is_news:
            from tickertui.source.aside import aside

            await aside(self.keeper.keep, outcome, watched.key, now)
        return is_news
