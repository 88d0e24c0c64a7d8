"""`tickertui import`: payloads that were saved before, brought into the archive."""

import argparse
import gc

from tickertui.cli import diagnostics, output
from tickertui.cli.kept import archive_file
from tickertui.errors import ArchiveError, SettingsError, TickertuiError, UsageError
from tickertui.monitor.importing import Imported, import_files, importable


class Account:
    """What an import has brought so far."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.new = self.known = self.failed = 0
        self.prints = self.revisions = self.articles = 0
        self.code = diagnostics.DONE

    def take(self, imported: Imported) -> None:
        """Count one file; one that failed is named."""
        if imported.error is not None:
            self.fail(imported.origin, imported.error)
        elif imported.appended is not None:
            self.new += imported.appended.outcome == "new"
            self.known += imported.appended.outcome != "new"
            self.prints += imported.appended.prints
            self.revisions += imported.appended.revisions
            self.articles += imported.appended.article_versions

    def fail(self, origin: str, error: TickertuiError) -> None:
        """Name what could not be imported; the exit code is the first failure's."""
        code = diagnostics.report(error, about=origin)
        self.failed += not isinstance(error, ArchiveError)
        self.code = self.code or code

    def sentence(self, beginning: str = "Imported") -> str:
        """The whole in a sentence."""
        brought = [_counted(self.prints, "new print"), _counted(self.revisions, "revision")]
        if self.articles:
            brought.append(_counted(self.articles, "article version"))
        return f"{beginning}: {self.new:,} new, {self.known:,} known, {self.failed:,} failed; {', '.join(brought)}."


def run(parsed: argparse.Namespace) -> int:
    """Import files and folders; each bad file is named, the rest is kept."""
    gc.enable()  # thousands of files must not pile up
    for path in parsed.paths:
        if "://" in path:
            raise UsageError(f"{path} is an address, and files are imported.", f"tickertui show {path} keeps it.")
    _refuse_unless_kept()
    from tickertui.archive.recovery import open_or_set_aside

    archive, notice = open_or_set_aside(archive_file(), parsed.clock())
    account = Account()
    with archive:
        if notice is not None:
            diagnostics.note(notice.sentence)
        if archive.is_read_only:
            raise ArchiveError("Nothing was imported: the archive can only be read.", notice.hint if notice else "")
        try:
            with diagnostics.Progress("importing") as progress:
                files, refused = importable(parsed.paths)
                for failure in refused:
                    account.fail(failure.origin, failure.error)
                progress.step(0, len(files))
                for done, imported in enumerate(import_files(files, archive, parsed.clock), start=1):
                    account.take(imported)
                    progress.step(done, len(files))
        except KeyboardInterrupt:
            output.write(account.sentence("Interrupted; what was imported is kept") + "\n")
            return diagnostics.INTERRUPTED
        except ArchiveError as error:
            account.fail("", error)
            output.write(account.sentence("Stopped; what was imported is kept") + "\n")
            return account.code
    output.write(account.sentence() + "\n")
    return account.code


def _refuse_unless_kept() -> None:
    """Import nothing against the settings.

    Raises:
        SettingsError: They say that nothing is kept.
    """
    from tickertui.settings.config import load

    settings = load()
    for problem in settings.problems:
        diagnostics.note(problem.text())
    if not settings.archive:
        raise SettingsError(f"{settings.file} says archive = false: nothing is kept.", "Set archive = true to import.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
