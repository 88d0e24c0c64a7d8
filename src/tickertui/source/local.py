"""Feeds that need no network: a file, a folder, standard input and the shipped sample."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tickertui.errors import SourceUnreachable, TickertuiError
from tickertui.market.union import moment_of
from tickertui.source.aside import aside
from tickertui.source.files import Entry, Signature, payload_files, read_file, read_standard_input, shown, signature
from tickertui.source.outcome import Changed, Failed, Failure, Fetched, Kind, Outcome, Unchanged
from tickertui.source.payload import understood, understood_file
from tickertui.source.sample import ORIGIN, sample_payloads

SETTLED = timedelta(seconds=2)
"""How long a file must have stood still before what is wrong with it is said: until then it may be half-written."""


class _Trouble(msgspec.Struct, frozen=True):
    """A file that could not be read, as it stood then."""

    signature: Signature | None
    since: datetime
    error: TickertuiError


class PathFeed:
    """A payload file, or a folder of them, watched by scanning; which of the two it is may change.

    What is wrong at the first look is said at once. Later a file that cannot be read, or is gone, may be on its way:
    it is tried again, and only said when it has not moved for `SETTLED`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.origin = shown(path)
        self._known: dict[Path, Signature] = {}
        self._digests: set[str] = set()
        self._troubles: dict[Path, _Trouble] = {}
        self._looked = False

    @property
    def kind(self) -> Kind:
        """Whether it is a folder at the moment; what is not there counts as a file."""
        return "folder" if self.path.is_dir() else "file"

    async def check(self, now: datetime) -> Outcome:
        """Look again, aside, and read what changed."""
        return await aside(self.read, now)

    def forget(self) -> None:
        """Read every file again at the next look."""
        self._known, self._digests = {}, set()

    def read(self, now: datetime) -> Outcome:
        """Look again, and read what changed."""
        try:
            entries, failures = self._entries()
        except TickertuiError as error:
            return self._gone(error, now)
        self._troubles = {path: trouble for path, trouble in self._troubles.items() if trouble.signature is not None}
        fetched = [found for entry in entries if (found := self._load(entry, now)) is not None]
        here = {entry.path for entry in entries}
        self._troubles = {path: trouble for path, trouble in self._troubles.items() if path in here}
        self._known = {path: known for path, known in self._known.items() if path in here}
        failures += tuple(
            Failure(shown(path), trouble.error)
            for path, trouble in self._troubles.items()
            if self._is_said(trouble, now)
        )
        failures = tuple(sorted(failures, key=lambda failure: failure.origin))
        self._looked = True
        return self._outcome(fetched, failures, is_empty=not entries)

    def _entries(self) -> tuple[tuple[Entry, ...], tuple[Failure, ...]]:
        """The files to be read as they stand now."""
        if self.path.is_dir():
            return payload_files(self.path)
        return (Entry(self.path, signature(self.path)),), ()

    def _load(self, entry: Entry, now: datetime) -> Fetched | None:
        """The file's payload, where it is one that was not read before."""
        trouble = self._troubles.get(entry.path)
        if self._known.get(entry.path) == entry.signature and (trouble is None or self._is_said(trouble, now)):
            return None
        origin = shown(entry.path)
        self._known[entry.path] = entry.signature
        try:
            found = understood_file(read_file(entry.path), origin=origin, read_at=now)
        except TickertuiError as error:
            since = trouble.since if trouble is not None and trouble.signature == entry.signature else now
            # What is wrong at the first look is said at once: whoever asks only once must hear of it.
            self._troubles[entry.path] = _Trouble(entry.signature, since if self._looked else now - SETTLED, error)
            return None
        self._troubles.pop(entry.path, None)
        if found.digest in self._digests:
            return None
        if entry.path == self.path:
            self._digests.clear()  # a file that is put back to what it was before has changed
        self._digests.add(found.digest)
        return found

    def _is_said(self, trouble: _Trouble, now: datetime) -> bool:
        """Whether the trouble has lasted; a clock that was set back settles it too."""
        return not timedelta(0) <= now - trouble.since < SETTLED

    def _gone(self, error: TickertuiError, now: datetime) -> Outcome:
        """What it means that the path itself cannot be looked at: perhaps only that it is being replaced."""
        known = self._troubles.get(self.path)
        if known is None or known.signature is not None:
            self._troubles[self.path] = known = _Trouble(None, now if self._looked else now - SETTLED, error)
        self._looked = True
        return Failed(error) if self._is_said(known, now) else Unchanged()

    def _outcome(self, fetched: list[Fetched], failures: tuple[Failure, ...], *, is_empty: bool) -> Outcome:
        """What a look gave."""
        if fetched:
            return Changed(tuple(sorted(fetched, key=lambda found: moment_of(found.snapshot))), failures)
        if self._digests:
            # A single file that is no payload any more fails; of a folder the other files still hold.
            whole = len(failures) == 1 and failures[0].origin == self.origin
            return Failed(failures[0].error) if whole else Unchanged(failures)
        if len(failures) == 1:
            return Failed(failures[0].error, failures=failures)
        if failures:
            first = failures[0].error
            return Failed(
                type(first)(
                    f"None of {len(failures)} files in {self.origin} can be read. {first.sentence}", first.hint
                ),
                failures=failures,
            )
        if is_empty:
            return Failed(
                SourceUnreachable(
                    f"There is no payload in {self.origin}.", "A payload put there as *.json is seen at once."
                )
            )
        return Unchanged()


class StandardInputFeed:
    """Standard input: one payload, read once."""

    kind: Kind = "stdin"
    origin = "standard input"

    def __init__(self) -> None:
        self._read = False

    async def check(self, now: datetime) -> Outcome:
        """Read it aside, if it was not read yet."""
        return await aside(self.read, now)

    def forget(self) -> None:
        """Nothing: what was read from standard input does not come again."""

    def read(self, now: datetime) -> Outcome:
        """Read it to its end, if it was not read yet."""
        if self._read:
            return Unchanged()
        self._read = True
        try:
            return Changed((understood_file(read_standard_input(), origin=self.origin, read_at=now),))
        except TickertuiError as error:
            return Failed(error)


class SampleFeed:
    """The shipped sample, read once."""

    kind: Kind = "sample"
    origin = ORIGIN

    def __init__(self) -> None:
        self._read = False

    async def check(self, now: datetime) -> Outcome:
        """Read it aside, if it was not read yet."""
        return await aside(self.read, now)

    def forget(self) -> None:
        """Nothing: a sample is not kept."""

    def read(self, now: datetime) -> Outcome:
        """Read it, if it was not read yet."""
        if self._read:
            return Unchanged()
        self._read = True
        try:
            fetched = [
                understood(body, origin=f"{ORIGIN} ({name})", read_at=now, is_sample=True)
                for name, body in sample_payloads()
            ]
        except TickertuiError as error:
            return Failed(error)
        return Changed(tuple(sorted(fetched, key=lambda found: moment_of(found.snapshot))))
