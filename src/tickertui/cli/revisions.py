"""`tickertui revisions`: values that a later payload showed otherwise, the latest revision first."""

import argparse

from tickertui.archive.records import Revision
from tickertui.cli import diagnostics, output
from tickertui.cli.history import matched
from tickertui.cli.kept import nothing_kept, opened
from tickertui.market import wording

HEADER = ("Index", "Date", "Before", "After", "Change %", "Before known", "Revised", "Snapshot")
ALIGNS: tuple[output.Align, ...] = ("left", "left", "right", "right", "right", "left", "left", "left")


def run(parsed: argparse.Namespace) -> int:
    """Print the revisions of one index, or of all."""
    with opened(parsed.clock) as archive:
        label = matched(parsed.label, archive.labels() if archive is not None else ()) if parsed.label else None
        found = archive.revisions(label=label) if archive is not None else ()
    if archive is None:
        diagnostics.note(f"nothing is kept yet: {nothing_kept()}")
    elif not found:
        diagnostics.note("no value that is kept was ever revised")
    if parsed.format == "json":
        output.json([_plain(revision) for revision in found])
    else:
        output.rows(HEADER, [cells(revision) for revision in found], ALIGNS, parsed.format)
    return diagnostics.DONE


def cells(revision: Revision) -> list[str]:
    """The cells of one revision."""
    return [
        revision.label,
        wording.day(revision.on),
        wording.level(revision.before.value),
        wording.level(revision.after.value),
        wording.points(_change(revision)),
        wording.moment(revision.before.known_at),
        wording.moment(revision.after.known_at),
        output.identity(revision.after.snapshot_id),
    ]


def _change(revision: Revision) -> float | None:
    """By how many per cent the value was revised."""
    before = revision.before.value
    return (revision.after.value / before - 1) * 100 if before else None


def _plain(revision: Revision) -> dict[str, object]:
    """A revision under stable names."""
    known = {
        name: {
            "value": shown.value,
            "first_known_at": shown.known_at,
            "snapshot": output.identity(shown.snapshot_id),
        }
        for name, shown in (("before", revision.before), ("after", revision.after))
    }
    return {"label": revision.label, "on": revision.on, "change_percent": _change(revision), **known}
