"""One source with what it gave so far."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tickertui.errors import SourceUnreachable
from tickertui.market.article import Article, digest
from tickertui.market.snapshot import Snapshot
from tickertui.market.union import moment_of, newest_articles, newest_first
from tickertui.monitor.planning import Followed
from tickertui.monitor.update import Health, State
from tickertui.source.outcome import Changed, Failed, Failure, Outcome
from tickertui.source.schedule import FLOOR, Plan, refresh_at

if TYPE_CHECKING:
    from tickertui.archive.records import Check

TAKEN_OVER = timedelta(seconds=10)
"""How soon we look again whether another tickertui still asks a source."""

JUST_ASKED = "it was asked a moment ago"


class View(msgspec.Struct, frozen=True, eq=False):
    """What is known of a source at one moment."""

    newest: Snapshot | None
    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]
    health: Health


class Watched:
    """One source with what it gave so far, how it does, and when it is asked again."""

    def __init__(self, followed: Followed) -> None:
        """Nothing was asked yet."""
        self.feed = followed.feed
        self._planner = followed.plan
        self.health = Health(self.feed.origin, "loading", kind=self.feed.kind)
        self.newest: Snapshot | None = None
        self._dated: dict[str, tuple[datetime, Article]] = {}
        self.failures: tuple[Failure, ...] = ()
        self.plan: Plan | None = None
        self.asked = False
        """Whether we asked it at least once, or left that to another."""
        self.is_wanted = False
        """Whether a person waits for its answer."""
        self.has_kept = False
        """Whether what the archive keeps of it is on the board."""
        self._is_left_alone = False

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article that it gave, each from the newest payload that has it, the latest published first."""
        return newest_articles([Snapshot(articles=tuple(article for _, article in self._dated.values()))])

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

    @property
    def view(self) -> View:
        """What is known of it now."""
        return View(self.newest, self.articles, self.failures, self.health)

    def take(self, outcome: Outcome, now: datetime) -> bool:
        """Keep what the source gave and plan the next check; whether there is anything to tell."""
        before = self._told()
        self.asked, self.is_wanted = True, False
        is_news = isinstance(outcome, Changed) and self._take_in([found.snapshot for found in outcome.fetched])
        self.failures = outcome.failures or self._own_failure(outcome)
        self._is_left_alone = isinstance(outcome, Failed) and outcome.retry_after is not None
        health = self._health(outcome, now, is_news=is_news)
        self._settle(health, self._planner(outcome, self._failed_times(outcome), self.newest, now))
        return self.is_remote or isinstance(outcome, Changed) or before != self._told()

    def _take_in(self, given: Sequence[Snapshot]) -> bool:
        """Keep the newest board and articles of what is there and what came; whether anything that came is news."""
        before = self.newest
        boards = [snapshot for snapshot in (before, *given) if snapshot and snapshot.quotes]
        newest = newest_first(boards or given)[0] if boards or given else None
        is_news = newest is not None and (before is None or _is_other(before, newest))
        self.newest = newest if is_news else before
        for snapshot in given:
            made_at = moment_of(snapshot)
            for article in snapshot.articles:
                known = self._dated.get(article.uuid)
                is_newer = known is None or known[0] < made_at
                if known is None or is_newer or (known[0] == made_at and digest(known[1]) != digest(article)):
                    self._dated[article.uuid] = (made_at, article)
                    is_news = True
        return is_news

    def recall(self, check: "Check", now: datetime) -> bool:
        """Begin where an earlier run ended: a source asked less than a minute ago is not asked at once; whether so."""
        if check.at > now or self.asked:
            return False
        health = msgspec.structs.replace(self.health, checked_at=check.at)
        if now - check.at < FLOOR and self.has_kept:
            failed = check.outcome == "failed"
            state: State = "stale" if failed else "unchanged"
            health = msgspec.structs.replace(health, state=state, sentence=check.words, failures=int(failed))
            self.asked = True
            self._settle(health, Plan(check.at + FLOOR, JUST_ASKED, FLOOR))
            return True
        self.health = health
        return False

    def leave_to_another(self, check: "Check | None", now: datetime) -> bool:
        """Another tickertui asks this source; look again later whether it still does. Whether that is news."""
        self.asked, self.is_wanted, self.failures = True, False, ()
        before = self._told()
        self._follow(check)
        self._settle(self.health, Plan(now + TAKEN_OVER, "another tickertui asks it", TAKEN_OVER))
        return before != self._told()

    def see(self, check: "Check") -> bool:
        """What the other tickertui last found, where one asks this source; whether that is news."""
        if self.health.state != "followed":
            return False
        before = self.health
        self._follow(check)
        return before != self.health

    def postpone(self, asked_at: datetime, now: datetime, floor: timedelta) -> bool:
        """Wait where somebody asked it less than `floor` ago; whether we do."""
        if not timedelta(0) <= now - asked_at < floor:
            return False
        plan = Plan(asked_at + floor, JUST_ASKED, floor)
        if self.health.state == "followed":
            self.plan = plan
        else:
            self._settle(self.health, plan)
        return True

    def ask_soon(self, last_asked_at: datetime | None, now: datetime) -> None:
        """Somebody does not want to wait; a host that asked to be left alone is, all the same."""
        if self._is_left_alone and self.plan is not None and self.plan.at is not None and self.plan.at > now:
            return
        at = refresh_at(last_asked_at, now)
        self.is_wanted = True
        self._settle(self.health, Plan(at, "asked for", at - now))

    def bear_clock_set_back(self, now: datetime) -> None:
        """Wait no longer than was planned, though the clock says that it is earlier."""
        if self.plan is not None and self.plan.at is not None and self.plan.at > now + self.plan.interval:
            self._settle(self.health, Plan(now + self.plan.interval, self.plan.why, self.plan.interval))

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be asked now."""
        return not self.asked or (self.plan is not None and self.plan.at is not None and self.plan.at <= now)

    def _told(self) -> tuple[object, ...]:
        """What a person is told of it, but for the moments."""
        failures = [(failure.origin, failure.error.sentence) for failure in self.failures]
        return self.health.state, self.health.sentence, failures

    def _follow(self, check: "Check | None") -> None:
        """Be in the state that another tickertui found it in."""
        health = msgspec.structs.replace(self.health, state="followed", sentence="", failures=0)
        if check is not None:
            failed = check.outcome == "failed"
            sentence = check.words if failed else ""
            changed_at = check.at if check.outcome == "new" else health.changed_at
            health = msgspec.structs.replace(
                health, sentence=sentence, checked_at=check.at, changed_at=changed_at, failures=int(failed)
            )
        self.health = health

    def _settle(self, health: Health, plan: Plan | None) -> None:
        """Take over how it does and when it is asked again; a source that is watched has no next try to wait for."""
        self.plan = plan
        if plan is None:
            state: State = "static" if health.state in {"live", "unchanged"} else health.state
            self.health = msgspec.structs.replace(health, state=state, next_check_at=None, why="")
        elif health.state == "followed" or not self.is_remote:
            self.health = msgspec.structs.replace(health, next_check_at=None, why=plan.why)
        else:
            self.health = msgspec.structs.replace(health, next_check_at=plan.at, why=plan.why)

    def _failed_times(self, outcome: Outcome) -> int:
        return self.health.failures + 1 if isinstance(outcome, Failed) else 0

    def _own_failure(self, outcome: Outcome) -> tuple[Failure, ...]:
        return (Failure(self.feed.origin, outcome.error),) if isinstance(outcome, Failed) else ()

    def _health(self, outcome: Outcome, now: datetime, *, is_news: bool) -> Health:
        """How it does after an answer, which may be older than what is there: a network's edges are not of one mind."""
        before, kind = self.health, self.feed.kind
        has_data = self.newest is not None or bool(self.articles) or self.has_kept
        if isinstance(outcome, Changed) and is_news:
            return Health(before.origin, "live", checked_at=now, changed_at=now, kind=kind)
        if not isinstance(outcome, Failed):
            state: State = "unchanged" if has_data else "loading"
            if not self.is_remote and before.state == "live":
                state = "live"  # what is watched stays live: nobody waits for its next check
            return Health(before.origin, state, checked_at=now, changed_at=before.changed_at, kind=kind)
        state = "failed"
        if has_data:
            is_out_of_reach = isinstance(outcome.error, SourceUnreachable) and not outcome.answered
            state = "offline" if is_out_of_reach and self.is_remote else "stale"
        return Health(
            before.origin,
            state,
            outcome.error.sentence,
            checked_at=now,
            changed_at=before.changed_at,
            failures=self._failed_times(outcome),
            kind=kind,
        )


def _is_other(one: Snapshot, other: Snapshot) -> bool:
    """Whether two payloads say different things, or at different moments."""
    return one is not other and (moment_of(one), one.quotes, one.findings) != (
        moment_of(other),
        other.quotes,
        other.findings,
    )
