"""What we remember between runs: our own small file, not the user's.

Several processes may share it: each writes only what it changed, over what is there at that moment, by replacing the
whole file at once. A file that is not understood is kept aside; a folder that cannot be written costs the memory only.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

import msgspec

from tickertui.errors import SettingsError

VERSION = 1
LIMIT = 10_000_000
"""The largest file that is read, in bytes."""

PLACES = 2_000
"""How many articles' places are kept; the oldest go first."""

READINGS = 10_000
"""How many read articles are kept; the oldest go first."""


class Place(msgspec.Struct, frozen=True):
    """Where somebody stopped reading an article."""

    block: int
    """The block that stood at the top."""
    offset: int = 0
    """The character of the block that the top line began with."""
    kept_at: datetime | None = None


class Reading(msgspec.Struct, frozen=True):
    """That somebody has read an article, or laid it back to the unread ones."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    version: str = ""
    """The digest of the version; empty where it was not known."""
    is_read: bool = True


class Order(msgspec.Struct, frozen=True):
    """How the board is sorted."""

    column: str
    """The column's id; empty for as published."""
    descending: bool = False


class Remembered(msgspec.Struct, frozen=True):
    """What is remembered; what is None or empty was never chosen."""

    seen: dict[str, date] = {}
    """The last print of each index that somebody has seen, by label."""
    caught_up_at: datetime | None = None
    """When there was last no print that nobody had seen."""
    places: dict[str, Place] = {}
    """Where reading stopped, by the article's uuid."""
    starred: dict[str, bool] = {}
    """Starred indices, by label."""
    lists: dict[str, tuple[str, ...]] = {}
    """The labels that were put on lists on the screen, by the list's name."""
    read: dict[str, Reading] = {}
    """Articles that were read, by uuid; those laid back stand here too, so that other runs learn of it."""
    bookmarked: dict[str, bool] = {}
    """Articles that are to be found again, by uuid."""
    order: Order | None = None
    theme: str | None = None
    colours: str | None = None
    """What up and down look like."""
    columns: tuple[str, ...] | None = None
    """The board's columns in their order, those hidden left out."""
    window: str | None = None
    measure: int | None = None
    watchlist: str | None = None
    """The watchlist that the board shows; empty for all rows."""
    group: str | None = None
    """What the board's rows are grouped by; empty for nothing."""
    folded: tuple[str, ...] | None = None
    """The groups whose rows are hidden."""
    sparklines: str | None = None
    """What sparklines are drawn with."""


_BY_KEY = ("seen", "places", "starred", "lists", "read", "bookmarked")
"""Fields that are merged key by key; the others are replaced."""


class Memory:
    """The remembered state of this run, and what of it is to be written.

    It may be saved in a thread while another remembers more.

    Attributes:
        state: What is remembered, with what this run changed.
        is_new: Whether nothing was remembered when the run began.
        trouble: What was wrong with the file when it was loaded.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.state = Remembered()
        self.is_new = True
        self.trouble: SettingsError | None = None
        self._changed: dict[str, Any] = {}
        self._lock = Lock()

    def load(self, now: datetime) -> SettingsError | None:
        """Read the file; what is wrong with it is given, not raised, and the run begins without a memory."""
        try:
            raw = self._read(now)
        except SettingsError as error:
            self.trouble = error
            return error
        self.is_new = raw is None
        self.state = _merged(_typed(raw or {}), self._changed, now)
        return None

    def remember(
        self, *, order: Order | None = None, theme: str | None = None, colours: str | None = None,
        columns: tuple[str, ...] | None = None, window: str | None = None, measure: int | None = None,
        watchlist: str | None = None, group: str | None = None, folded: tuple[str, ...] | None = None,
        sparklines: str | None = None,
    ) -> None:  # fmt: skip
        """Remember choices; what is None stays as it was."""
        chosen = {
            "order": order, "theme": theme, "colours": colours, "columns": columns, "window": window,
            "measure": measure, "watchlist": watchlist, "group": group, "folded": folded, "sparklines": sparklines,
        }  # fmt: skip
        self._change({name: value for name, value in chosen.items() if value is not None})

    def see(self, prints: Mapping[str, date]) -> None:
        """Remember that the prints of these dates were seen, by label."""
        self._put("seen", prints)

    def catch_up(self, at: datetime) -> None:
        """Remember that at this moment there was no print that nobody had seen."""
        self._change({"caught_up_at": at})

    def keep_place(self, uuid: str, place: Place) -> None:
        """Remember where reading stopped."""
        self._put("places", {uuid: place})

    def star(self, label: str, *, is_starred: bool) -> None:
        """Star an index, or not."""
        self._put("starred", {label: is_starred})

    def list_labels(self, name: str, labels: tuple[str, ...]) -> None:
        """Remember the labels of a list; without any, there is no such list any more."""
        self._put("lists", {name: labels})

    def mark_read(self, uuid: str, at: datetime, version: str = "") -> None:
        """Remember that an article was read, in this version."""
        self._put("read", {uuid: Reading(at, version)})

    def mark_unread(self, uuid: str, at: datetime) -> None:
        """Lay an article back to the unread ones."""
        self._put("read", {uuid: Reading(at, is_read=False)})

    def bookmark(self, uuid: str, *, is_bookmarked: bool) -> None:
        """Bookmark an article, or not."""
        self._put("bookmarked", {uuid: is_bookmarked})

    def is_unseen(self, label: str, published_on: date | None) -> bool:
        """Whether a row has a print that nobody has seen; where nothing was ever seen, nothing is new."""
        if published_on is None or not self.state.seen:
            return False
        seen_on = self.state.seen.get(label)
        return seen_on is None or published_on > seen_on

    def save(self, now: datetime) -> SettingsError | None:
        """Write what this run changed over what is there now; an error is given, not raised, and may be told once."""
        with self._lock:
            changed, self._changed = self._changed, {}
        if not changed:
            return None
        try:
            merged = self._written(changed, now)
        except SettingsError as error:
            self._put_back(changed)
            return error
        except OSError as error:
            self._put_back(changed)
            why = (error.strerror or type(error).__name__).lower()
            return SettingsError(f"{self.file} cannot be written: {why}.", "What you choose is forgotten at the end.")
        with self._lock:
            self.state = _merged(merged, self._changed, now)
            self.is_new = False
        return None

    def _written(self, changed: Mapping[str, Any], now: datetime) -> Remembered:
        """Write changes over what is there now, and give the whole.

        Raises:
            SettingsError: What is there cannot be read.
            OSError: The file cannot be written.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _lock(self.file.with_suffix(".lock")):
            raw = self._read(now) or {}
            merged = _merged(_typed(raw), changed, now)
            _replace(self.file, msgspec.json.encode({**raw, **msgspec.to_builtins(merged), "version": VERSION}))
        return merged

    def _put_back(self, changed: Mapping[str, Any]) -> None:
        """What could not be written is still to be written, under what was changed since."""
        with self._lock:
            for name, value in changed.items():
                later = self._changed.get(name)
                if name in _BY_KEY:
                    self._changed[name] = {**value, **(later or {})}
                elif later is None:
                    self._changed[name] = value

    def _put(self, name: str, entries: Mapping[str, object]) -> None:
        """Change some keys of a field."""
        with self._lock:
            self._changed[name] = {**self._changed.get(name, {}), **entries}
            self.state = msgspec.structs.replace(self.state, **{name: {**getattr(self.state, name), **entries}})

    def _change(self, values: Mapping[str, Any]) -> None:
        """Replace some fields."""
        with self._lock:
            self._changed |= values
            self.state = msgspec.structs.replace(self.state, **values)

    def _read(self, now: datetime) -> dict[str, Any] | None:
        """The file as it is; None where there is none.

        Raises:
            SettingsError: It cannot be read, was written by a newer program, or was not understood and is kept aside.
        """
        try:
            with self.file.open("rb") as file:
                content = file.read(LIMIT + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise SettingsError(f"{self.file} cannot be read: {why}.", "Nothing is remembered.") from error
        try:
            raw = msgspec.json.decode(content) if len(content) <= LIMIT else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("version"), int):
            raise self._kept_aside(now)
        if raw["version"] > VERSION:
            raise SettingsError(
                f"{self.file} was written by a newer tickertui and is left untouched.", "Nothing is remembered."
            )
        return raw

    def _kept_aside(self, now: datetime) -> SettingsError:
        """Move a file that is not understood aside, and say so."""
        aside = self.file.with_name(f"{self.file.stem}.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{self.file.suffix}")
        try:
            self.file.replace(aside)
        except OSError:
            return SettingsError(f"{self.file} is not understood.", "Remove it; nothing is remembered until then.")
        return SettingsError(f"{self.file} was not understood and is kept as {aside.name}.", "A new one is begun.")


def _typed(raw: Mapping[str, Any]) -> Remembered:
    """What of the file is as it should be; a field of another shape counts as never chosen."""
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(Remembered):
        if field.name not in raw:
            continue
        try:
            fields[field.name] = msgspec.convert(raw[field.name], field.type)
        except msgspec.ValidationError:
            continue
    return Remembered(**fields)


def _merged(there: Remembered, changed: Mapping[str, Any], now: datetime) -> Remembered:
    """What is there with what this run changed; of two prints seen the later counts."""
    changes = dict(changed)
    for name in _BY_KEY:
        if name in changed:
            changes[name] = {**getattr(there, name), **changed[name]}
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    for label, seen_on in changed.get("seen", {}).items():
        other = there.seen.get(label)
        # A date that lies ahead was an error of the payload and gives way.
        if other is not None and seen_on < other <= tomorrow:
            changes["seen"][label] = other
    for uuid, reading in changed.get("read", {}).items():
        known = there.read.get(uuid)
        # Of two runs the later word counts, unless it is of a moment that has not come yet.
        if known is not None and reading.at < known.at <= now:
            changes["read"][uuid] = known
    if len(changes.get("read", {})) > READINGS:
        changes["read"] = dict(sorted(changes["read"].items(), key=_read_at)[-READINGS:])
    if len(changes.get("places", {})) > PLACES:
        changes["places"] = dict(sorted(changes["places"].items(), key=_kept_at)[-PLACES:])
    return msgspec.structs.replace(there, **changes)


def _kept_at(item: tuple[str, Place]) -> float:
    """When a place was kept, for sorting; one without a moment is the oldest."""
    return item[1].kept_at.timestamp() if item[1].kept_at else 0.0


def _read_at(item: tuple[str, Reading]) -> float:
    """When an article was read, for sorting."""
    return item[1].at.timestamp()


def _replace(file: Path, content: bytes) -> None:
    """Put new content in the file's place, whole or not at all, also through a loss of power."""
    import tempfile

    target = Path(os.path.realpath(file))
    descriptor, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the replacement itself lasting, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows does not open folders, and does not need it
    try:
        os.fsync(descriptor)
    except OSError:
        return  # some network disks refuse; the file itself is written
    finally:
        os.close(descriptor)


@contextmanager
def _lock(file: Path) -> Iterator[None]:
    """Keep other processes from writing meanwhile; one that holds the lock for long is not waited for."""
    try:
        import fcntl
    except ImportError:
        yield  # Windows: the replacement is whole, only the merge may miss what another writes in the same instant
        return
    with file.open("ab") as handle:
        _patiently(lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))
        yield


def _patiently(take: Callable[[], None]) -> None:
    """Try for half a second."""
    import time

    for _ in range(50):
        try:
            return take()
        except BlockingIOError:
            time.sleep(0.01)
    return None
