"""When a source is asked again, as the monitor sees it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from tickertui.market.snapshot import Snapshot
from tickertui.source.feed import Feed
from tickertui.source.outcome import Outcome
from tickertui.source.schedule import Plan, Policy, next_check

if TYPE_CHECKING:
    from random import Random

Planner = Callable[[Outcome, int, Snapshot | None, datetime], Plan | None]
"""Given what a source just gave, how often in a row it has failed and its newest payload: when to ask again."""


def never(outcome: Outcome, failures: int, newest: Snapshot | None, now: datetime) -> Plan | None:
    """The planner of a source that is read once."""
    del outcome, failures, newest, now
    return None


def scheduled(policy: Policy, rng: "Random") -> Planner:
    """The planner that goes by the calendar of what a source publishes."""

    def plan(outcome: Outcome, failures: int, newest: Snapshot | None, now: datetime) -> Plan | None:
        quotes = newest.quotes if newest is not None else ()
        planned = next_check(outcome, policy=policy, now=now, rng=rng, failures=failures, quotes=quotes)
        return planned if planned.at is not None else None

    return plan


class Followed(msgspec.Struct, frozen=True, eq=False):
    """A source and when it is asked."""

    feed: Feed
    plan: Planner = never
