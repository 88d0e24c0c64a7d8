"""What the board says while it has no rows: what happened, and what to do about it."""

from tickertui.market.snapshot import Snapshot
from tickertui.monitor.update import Update
from tickertui.tui.widgets.sheet import BLANK, Entry, heading

WHAT_NOW = (
    Entry("asks the sources again", "R"),
    Entry("shows every problem with its reason", "!"),
    Entry("leaves", "q"),
    BLANK,
    Entry("`tickertui` without a source shows the sample that comes with it.", hang=0, tone="quiet"),
)


def notice(update: Update) -> list[Entry]:
    """The words for an update without rows; empty where there are some."""
    snapshot = update.snapshot
    if snapshot is not None and snapshot.quotes:
        return []
    loading = [health for health in update.health if health.state == "loading"]
    if loading and snapshot is None:
        noun = "the source" if len(loading) == 1 else f"{len(loading)} sources"
        return [heading(f"Reading {noun} …"), BLANK, *(Entry(health.origin, "from") for health in loading)]
    if snapshot is not None:
        return [*_rowless(snapshot, update), BLANK, *WHAT_NOW]
    if not update.health:
        return [heading("There is no source to read."), BLANK, *WHAT_NOW]
    return [heading("No prices could be read."), BLANK, *_reasons(update), *WHAT_NOW]


def _rowless(snapshot: Snapshot, update: Update) -> list[Entry]:
    """A payload was understood and has no rows."""
    entries = [heading("There is no price in what was read."), BLANK, Entry(snapshot.origin, "from")]
    count = len(update.articles)
    if count:
        noun = "article" if count == 1 else "articles"
        entries.append(Entry(f"opens the {count} {noun} that came with it", "a"))
    return [*entries, *(Entry(finding.sentence, "found") for finding in snapshot.findings)]


def _reasons(update: Update) -> list[Entry]:
    """Why each source gave nothing, and what may help."""
    entries: list[Entry] = []
    for origin, error in update.problems:
        entries.append(Entry(origin, hang=0, tone="accent"))
        entries.append(Entry(error.sentence, hang=2))
        if error.hint:
            entries.append(Entry(error.hint, hang=2, tone="quiet"))
        entries.append(BLANK)
    return entries
