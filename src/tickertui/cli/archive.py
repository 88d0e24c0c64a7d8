"""`tickertui archive`: what the archive is, whether it is whole, and a copy of it."""

import argparse
from pathlib import Path

from tickertui.archive.records import Info
from tickertui.cli import diagnostics, output
from tickertui.cli.kept import archive_file, required
from tickertui.errors import ArchiveDamaged, ArchiveError, UsageError
from tickertui.market import wording
from tickertui.market.finding import Finding

DAMAGED = diagnostics.exit_code(ArchiveError(""))
"""The exit code of an archive that is not whole."""


def run(parsed: argparse.Namespace) -> int:
    """Carry out what is asked of the archive's file."""
    if (parsed.path is not None) != (parsed.action == "backup"):
        words = "needs the PATH of the copy" if parsed.action == "backup" else "takes no PATH"
        raise UsageError(f"tickertui archive {parsed.action} {words}.", "tickertui archive --help says more.")
    if parsed.action == "info":
        return _info(parsed)
    return _verify(parsed) if parsed.action == "verify" else _backup(parsed)


def _info(parsed: argparse.Namespace) -> int:
    with required(parsed.clock) as archive:
        info = archive.upkeep.info()
    if parsed.format == "json":
        import msgspec

        output.json(msgspec.structs.asdict(info) | {"path": str(info.path)})
    else:
        output.rows(("What", "Value"), info_cells(info), ("left", "left"), parsed.format)
    return diagnostics.DONE


def info_cells(info: Info) -> list[list[str]]:
    """What is known of the archive, a line each."""
    counts = ("payloads", "snapshots", "series", "observations", "revisions", "articles", "article_versions", "checks")
    return [
        ["File", str(info.path)],
        ["Kept since", wording.moment(info.first_known_at)],
        ["Latest", wording.moment(info.last_known_at)],
        *([name.replace("_", " ").capitalize(), f"{getattr(info, name):,}"] for name in counts),
        ["Payloads as they came", _bytes(info.payload_bytes)],
        ["Payloads compressed", _bytes(info.compressed_bytes)],
        ["File size", _bytes(info.file_bytes)],
        ["Log size", _bytes(info.log_bytes)],
        ["Schema", f"{info.schema}"],
        ["Can be written", "no" if info.is_read_only else "yes"],
    ]


def _verify(parsed: argparse.Namespace) -> int:
    try:
        with required(parsed.clock) as archive, diagnostics.Progress("verifying") as progress:
            payloads = archive.upkeep.info().payloads
            found = archive.upkeep.verify(progress.step)
    except ArchiveDamaged as error:
        payloads, found = 0, (Finding("damaged", error.sentence),)
    if parsed.format == "json":
        output.json(found)
    elif found or parsed.format == "csv":
        output.rows(("Finding", "What"), [[one.code, one.sentence] for one in found], ("left", "left"), parsed.format)
    if found:
        diagnostics.note(f"{archive_file()} is not whole: {len(found)} finding{'s' if len(found) > 1 else ''}")
        return DAMAGED
    many = "" if payloads == 1 else "s"
    diagnostics.note(f"{archive_file()} is whole: {payloads:,} payload{many}, every row and every reference looked at")
    return diagnostics.DONE


def _backup(parsed: argparse.Namespace) -> int:
    target = Path(parsed.path).expanduser()
    with required(parsed.clock) as archive:
        archive.upkeep.backup(target)
    diagnostics.note(f"a whole copy is in {target} ({_bytes(target.stat().st_size)})")
    return diagnostics.DONE


def _bytes(count: int) -> str:
    """A size in words."""
    return f"{count:,} bytes"
