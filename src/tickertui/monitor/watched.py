"""One source with what it gave so far."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tickertui.errors import SourceUnreachable
from tickertui.market.article import Article
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import newest_articles, newest_first
from tickertui.monitor.planning import Followed
from tickertui.monitor.update import Health, State
from tickertui.source.outcome import Changed, Failed, Failure, Outcome, Unchanged
from tickertui.source.schedule import Plan, refresh_at

TAKEN_OVER = timedelta(seconds=60)
"""How soon we look again whether another tickertui still asks a source."""


class Watched:
    """One source with what it gave so far, how it does, and when it is asked again."""

    def __init__(self, followed: Followed) -> None:
        """Nothing was asked yet."""
        self.feed = followed.feed
        self._planner = followed.plan
        self.health = Health(self.feed.origin, "loading", kind=self.feed.kind)
        self.newest: Snapshot | None = None
        self.articles: tuple[Article, ...] = ()
        self.failures: tuple[Failure, ...] = ()
        self.plan: Plan | None = None

    @property
    def asked(self) -> bool:
        """Whether it has answered at least once."""
        return self.health.checked_at is not None

    @property
    def is_remote(self) -> bool:
        """Whether asking it takes the network."""
        return self.feed.kind == "address"

    @property
    def key(self) -> str:
        """What the archive calls the source: the same from whichever folder the program is started."""
        if self.feed.kind in ("file", "folder"):
            return str(Path(self.feed.origin).resolve())
        return self.feed.origin

    def take(self, outcome: Outcome, now: datetime) -> bool:
        """Keep what the source gave and plan the next check; whether there is anything to tell."""
        before = self.health
        if isinstance(outcome, Changed):
            given = [fetched.snapshot for fetched in outcome.fetched]
            boards = [snapshot for snapshot in (self.newest, *given) if snapshot and snapshot.quotes]
            self.newest = newest_first(boards or given)[0] if boards or given else self.newest
            self.articles = newest_articles([Snapshot(articles=self.articles), *given])
        failures = self.failures
        self.failures = outcome.failures or self._own_failure(outcome)
        self._settle(self._health(outcome, now), self._planner(outcome, self._failed_times(outcome), self.newest, now))
        is_same = (before.state, before.sentence, failures) == (self.health.state, self.health.sentence, self.failures)
        return self.is_remote or not isinstance(outcome, Unchanged) or not is_same

    def leave_to_another(self, now: datetime) -> None:
        """Another tickertui asks this source; look again later whether it still does."""
        why = "another tickertui asks it; what it keeps is shown here"
        health = msgspec.structs.replace(self.health, state="followed", sentence="", checked_at=now, failures=0)
        self._settle(health, Plan(now + TAKEN_OVER, why, TAKEN_OVER))

    def ask_soon(self, last_asked_at: datetime | None, now: datetime) -> None:
        """Somebody does not want to wait."""
        at = refresh_at(last_asked_at, now)
        self._settle(self.health, Plan(at, "asked for", at - now))

    def bear_clock_set_back(self, now: datetime) -> None:
        """Wait no longer than was planned, though the clock says that it is earlier."""
        if self.plan is not None and self.plan.at is not None and self.plan.at > now + self.plan.interval:
            self._settle(self.health, Plan(now + self.plan.interval, self.plan.why, self.plan.interval))

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be asked now."""
        return not self.asked or (self.plan is not None and self.plan.at is not None and self.plan.at <= now)

    def _settle(self, health: Health, plan: Plan | None) -> None:
        self.plan = plan
        if plan is None:
            state: State = "static" if health.state in {"live", "unchanged"} else health.state
            self.health = msgspec.structs.replace(health, state=state, next_check_at=None, why="")
        else:
            self.health = msgspec.structs.replace(health, next_check_at=plan.at, why=plan.why)

    def _failed_times(self, outcome: Outcome) -> int:
        return self.health.failures + 1 if isinstance(outcome, Failed) else 0

    def _own_failure(self, outcome: Outcome) -> tuple[Failure, ...]:
        return (Failure(self.feed.origin, outcome.error),) if isinstance(outcome, Failed) else ()

    def _health(self, outcome: Outcome, now: datetime) -> Health:
        before = self.health
        if isinstance(outcome, Changed):
            return Health(before.origin, "live", checked_at=now, changed_at=now, kind=self.feed.kind)
        if isinstance(outcome, Unchanged):
            state: State = "unchanged" if self.newest is not None or self.articles else "loading"
            return Health(before.origin, state, checked_at=now, changed_at=before.changed_at, kind=self.feed.kind)
        state = "failed"
        if self.newest is not None or self.articles:
            state = "offline" if isinstance(outcome.error, SourceUnreachable) else "stale"
        return Health(
            before.origin,
            state,
            outcome.error.sentence,
            checked_at=now,
            changed_at=before.changed_at,
            failures=self._failed_times(outcome),
            kind=self.feed.kind,
        )
