"""`tickertui snapshots`: every payload that is kept, the newest known first."""

import argparse

from tickertui.archive.records import KeptSnapshot
from tickertui.cli import diagnostics, output
from tickertui.cli.kept import nothing_kept, opened
from tickertui.market import wording

HEADER = ("Known", "Made", "Read", "Rows", "Changed", "Snapshot", "Payload", "From")
ALIGNS: tuple[output.Align, ...] = ("left", "left", "left", "right", "right", "left", "left", "left")


def run(parsed: argparse.Namespace) -> int:
    """Print what is kept, one line a snapshot."""
    with opened(parsed.clock) as archive:
        kept = archive.snapshots() if archive is not None else ()
    if not kept:
        diagnostics.note(f"nothing is kept yet: {nothing_kept()}")
    if parsed.format == "json":
        output.json([_plain(snapshot) for snapshot in kept])
    else:
        output.rows(HEADER, [cells(snapshot) for snapshot in kept], ALIGNS, parsed.format)
    return diagnostics.DONE


def cells(snapshot: KeptSnapshot) -> list[str]:
    """The cells of one snapshot."""
    return [
        wording.moment(snapshot.known_at),
        wording.moment(snapshot.made_at),
        wording.moment(snapshot.read_at),
        f"{snapshot.rows}",
        f"{snapshot.changed}",
        output.identity(snapshot.id),
        snapshot.digest[:12],
        snapshot.origin,
    ]


def _plain(snapshot: KeptSnapshot) -> dict[str, object]:
    """A snapshot under stable names."""
    return {
        "snapshot": output.identity(snapshot.id),
        "known_at": snapshot.known_at,
        "made_at": snapshot.made_at,
        "read_at": snapshot.read_at,
        "rows": snapshot.rows,
        "changed": snapshot.changed,
        "digest": snapshot.digest,
        "source": snapshot.source,
        "origin": snapshot.origin,
    }
