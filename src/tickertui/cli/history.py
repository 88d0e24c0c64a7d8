"""`tickertui history`: every print of an index that was ever known, with where it comes from."""

import argparse
from collections.abc import Sequence
from itertools import pairwise

from tickertui.archive.records import History, Observation, Shown
from tickertui.cli import diagnostics, output
from tickertui.cli.kept import nothing_kept, opened
from tickertui.errors import UsageError
from tickertui.market import wording

HEADER = ("Date", "Value", "Change %", "First known", "Snapshot", "Revised from")
ALIGNS: tuple[output.Align, ...] = ("left", "right", "right", "left", "left", "left")

MOST_REVISIONS = 3
"""The most earlier values of a day that a cell names; JSON has them all."""


def run(parsed: argparse.Namespace) -> int:
    """Print the long series of an index."""
    with opened(parsed.clock) as archive:
        labels = archive.labels() if archive is not None else ()
        label = matched(parsed.label, labels)
        history = archive.history(label) if archive is not None else None
    history = history or History(label)
    if parsed.format == "json":
        output.json(_plain(history))
    else:
        output.rows(HEADER, cells(history), ALIGNS, parsed.format)
    return diagnostics.DONE


def matched(wanted: str, labels: Sequence[str]) -> str:
    """The label that is meant: whatever its case, or the only one that begins like that.

    Raises:
        UsageError: There is none, or there are several; the hint names what there is.
    """
    if not labels:
        raise UsageError(f"There is no index “{wanted}”: nothing is kept yet.", nothing_kept())
    if wanted in labels:
        return wanted
    folded = " ".join(wanted.casefold().split())
    exact = [label for label in labels if label.casefold() == folded]
    begun = exact or [label for label in labels if label.casefold().startswith(folded)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise UsageError(f"{len(begun)} indices begin with “{wanted}”.", _listing(begun))
    raise UsageError(f"There is no index “{wanted}”.", _listing(_near(folded, labels)))


def cells(history: History) -> list[list[str]]:
    """The cells of each print, oldest first."""
    return [
        [
            wording.day(observation.on),
            wording.level(observation.value),
            wording.points(change),
            wording.moment(observation.shown[-1].known_at),
            output.identity(observation.shown[-1].snapshot_id),
            _before(observation.shown[:-1]),
        ]
        for observation, change in _changed(history)
    ]


def _before(earlier: Sequence[Shown]) -> str:
    """What was known of a day before, oldest first; of many values the latest, and how many there were before them."""
    values = [
        f"{wording.level(shown.value)} of {wording.moment(shown.known_at)}" for shown in earlier[-MOST_REVISIONS:]
    ]
    more = len(earlier) - len(values)
    return "; ".join([f"{more:,} more", *values] if more else values)


def _changed(history: History) -> list[tuple[Observation, float | None]]:
    """Each print with its change in per cent from the one before."""
    values = [observation.value for observation in history.observations]
    changes = [(new / old - 1) * 100 if old else None for old, new in pairwise(values)]
    return list(zip(history.observations, [None, *changes], strict=False))


def _plain(history: History) -> dict[str, object]:
    """The history under stable names."""
    return {
        "label": history.label,
        "prints": [
            {
                "on": observation.on,
                "value": observation.value,
                "change_percent": change,
                "first_known_at": observation.shown[-1].known_at,
                "snapshot": output.identity(observation.shown[-1].snapshot_id),
                "revised_from": [
                    {
                        "value": shown.value,
                        "first_known_at": shown.known_at,
                        "snapshot": output.identity(shown.snapshot_id),
                    }
                    for shown in observation.shown[:-1]
                ],
            }
            for observation, change in _changed(history)
        ],
    }


def _near(wanted: str, labels: Sequence[str]) -> list[str]:
    """The labels that are like what was written, else those that hold it, else all."""
    from difflib import get_close_matches

    folded = {label.casefold(): label for label in labels}
    holding = [label for label in labels if wanted and wanted in label.casefold()]
    near = [folded[name] for name in get_close_matches(wanted[:100], list(folded), n=3, cutoff=0.5)]
    return list(dict.fromkeys([*holding, *near])) or list(labels)


def _listing(labels: Sequence[str], most: int = 8) -> str:
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return "There is " + ", ".join(labels[:most]) + more + "."
