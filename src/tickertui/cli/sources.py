"""The sources that a command line or the settings name, and the archive that keeps what they give."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tickertui.cli import diagnostics
from tickertui.cli.kept import archive_file
from tickertui.errors import ArchiveError, UsageError
from tickertui.monitor.loop import Clock, Monitor
from tickertui.monitor.planning import Followed, Planner, never, scheduled
from tickertui.monitor.update import Update
from tickertui.settings.config import Settings, load
from tickertui.settings.problem import Problem
from tickertui.settings.source import SourceSetting
from tickertui.source.feed import SAMPLE, Feed, feed_for, payload_of
from tickertui.source.schedule import Policy

if TYPE_CHECKING:
    from random import Random

    from tickertui.archive.store import Archive
    from tickertui.monitor.keeping import Keeper
    from tickertui.source.client import Client


class OneClient:
    """The run's one HTTP client, made when an address is first asked: nobody imports httpx before."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._client: Client | None = None

    def __call__(self) -> "Client":
        """The client."""
        if self._client is None:
            from tickertui.source.client import Client

            self._client = Client()
        return self._client

    async def close(self) -> None:
        """Close it, if it was ever made."""
        if self._client is not None:
            await self._client.close()


class Run(msgspec.Struct, frozen=True, eq=False):
    """What a run works with."""

    monitor: Monitor
    client: OneClient
    settings: Settings
    archive: "Archive | None" = None
    keeper: "Keeper | None" = None


def begin(sources: Sequence[str], clock: Clock, *, is_live: bool = False) -> Run:
    """A run on the named sources, else on those of the settings, else on the archive, else on the sample.

    Args:
        sources: As a person writes them.
        clock: Gives the moment.
        is_live: Whether the sources are asked again and again.

    Raises:
        UsageError: A name that cannot be a source.
        SettingsError: No source that the settings name can be one, and nothing is kept.
    """
    settings, client = load(), OneClient()
    # What the first frame shows is in the named files: the archive is opened when it stands.
    may_wait = is_live and bool(sources) and not any("://" in source for source in sources)
    keeper = None if may_wait else keeper_of(settings, clock)
    begun = _Followers(settings, client, is_live=is_live)
    for setting in [SourceSetting(source) for source in sources] or settings.sources:
        begun.follow(setting)
    if not begun.followed and not (keeper is not None and _has_kept(keeper.archive)):
        if begun.problems:
            raise begun.problems[0].error()
        begun.follow(SourceSetting(SAMPLE))
    followed, settings = begun.followed, settings.with_problems(*begun.problems)
    shows_kept = not sources or any(one.feed.kind == "address" for one in followed)
    kept_in = partial(_opened, clock) if may_wait and settings.archive else keeper
    monitor = Monitor(followed, clock=clock, keeper=kept_in, shows_kept=shows_kept, whoever_kept=not sources)
    return Run(monitor, client, settings, keeper.archive if keeper is not None else None, keeper)


def keeper_of(settings: Settings, clock: Clock) -> "Keeper | None":
    """The archive ready to keep; None where the settings want none, or there can be none, which stderr then says."""
    if not settings.archive:
        return None
    try:
        return _opened(clock)
    except ArchiveError as error:
        diagnostics.note(f"nothing is kept: {error.sentence}")
        return None


def _opened(clock: Clock) -> "Keeper":
    """The archive ready to keep; raises ArchiveError where there can be none."""
    from tickertui.archive.recovery import open_or_set_aside
    from tickertui.monitor.keeping import Keeper

    archive, notice = open_or_set_aside(archive_file(), clock())
    return Keeper(archive, [notice.sentence] if notice is not None else [])


def _has_kept(archive: "Archive") -> bool:
    """Whether anything is kept; an archive that cannot say so has nothing to show."""
    try:
        return bool(archive.snapshots(limit=1))
    except ArchiveError:
        return False


def asked_once(sources: Sequence[str], clock: Clock) -> Update:
    """What the sources give; each is asked once, all at the same time, and kept.

    Raises:
        UsageError: A name that cannot be a source.
    """
    with asked(sources, clock) as (update, _):
        return update


@contextmanager
def asked(sources: Sequence[str], clock: Clock) -> "Iterator[tuple[Update, Archive | None]]":
    """What the sources give, as `asked_once`, and the archive while it is open.

    Raises:
        UsageError: A name that cannot be a source.
    """
    run = begin(sources, clock)
    for problem in run.settings.problems:
        diagnostics.note(problem.text())
    try:
        update = run.monitor.first(patient=True)
        run.monitor.keep_first()
        if any(health.state == "loading" for health in update.health):
            update = _awaited(run)
        kept = run.keeper.notices if run.keeper is not None else ()
        for sentence in dict.fromkeys((*kept, *update.notices)):
            diagnostics.note(sentence)
        yield update, run.archive
    finally:
        _close(run)


def _close(run: Run) -> None:
    """Let the archive go; what was kept is kept, whatever the disk says now."""
    if run.archive is None:
        return
    try:
        run.archive.close()
    except ArchiveError as error:
        diagnostics.note(error.sentence)


def body_of(source: str, clock: Clock) -> bytes:
    """The text of a source's one payload, understood or not.

    Raises:
        TickertuiError: It cannot be read, or there is no payload in it.
    """

    async def ask() -> bytes:
        client = OneClient()
        try:
            return await payload_of(source, clock(), client=client)
        finally:
            await client.close()

    import asyncio

    return asyncio.run(ask())


def report_problems(update: Update) -> int:
    """Say on stderr what could not be read, and that a sample is a sample; the exit code."""
    if update.snapshot is not None and update.snapshot.is_sample:
        diagnostics.note(
            "these are SAMPLE data that come with tickertui; name a file, a folder or an address for your own"
        )
    return diagnostics.report_all(update.problems)


def _awaited(run: Run) -> Update:
    """What is true when the network has answered."""

    async def ask() -> Update:
        try:
            return await run.monitor.once()
        finally:
            await run.client.close()

    import asyncio

    return asyncio.run(ask())


class _Followers:
    """The sources of a run, one after the other; one that the settings name and that is none is a problem, no end."""

    def __init__(self, settings: Settings, client: OneClient, *, is_live: bool) -> None:
        """Follow nothing yet."""
        self.followed: list[Followed] = []
        self.problems: list[Problem] = []
        self._settings = settings
        self._client = client
        self._dice: Random | None = None
        if is_live:
            from random import SystemRandom

            self._dice = SystemRandom()

    def follow(self, setting: SourceSetting) -> None:
        """Follow a source, and the article pages that belong to it.

        Raises:
            UsageError: It cannot be a source, and the command line names it.
        """
        of_a_table = f"{setting.place}.address"
        feed = self._feed(setting.address, setting, of_a_table if of_a_table in self._settings.lines else setting.place)
        if feed is None:
            return
        policy = Policy(kind=feed.kind, interval=setting.interval or self._settings.interval)
        self.followed.append(Followed(feed, self._planner(policy)))
        for number, address in enumerate(setting.articles):
            article = self._feed(address, setting, f"{setting.place}.articles[{number}]")
            if article is not None:
                self.followed.append(Followed(article, self._planner(Policy(is_article=True))))

    def _feed(self, address: str, setting: SourceSetting, place: str) -> Feed | None:
        """The feed of an address; None for what the settings name and is no source, which is then a problem."""
        try:
            return feed_for(address, client=self._client, headers=setting.revealed_headers())
        except UsageError as error:
            if not setting.place:
                raise
            self.problems.append(self._settings.problem(place, f"{error.sentence} It is not used."))
            return None

    def _planner(self, policy: Policy) -> Planner:
        """When to ask again; never, where everything is asked once."""
        return scheduled(policy, self._dice) if self._dice is not None else never
