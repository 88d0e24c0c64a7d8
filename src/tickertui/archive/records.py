"""What the archive answers, beside the values of the market."""

from datetime import date, datetime
from pathlib import Path
from typing import Literal

import msgspec

from tickertui.market.article import Article
from tickertui.market.series import Point, Series

Outcome = Literal["new", "unchanged", "failed"]


class Notice(msgspec.Struct, frozen=True):
    """Something a person has to be told about the archive itself."""

    sentence: str
    hint: str = ""
    kept_as: Path | None = None
    """Where a damaged file, or the copy made before a migration, now is."""


class Appended(msgspec.Struct, frozen=True):
    """What one payload brought to the archive."""

    outcome: Literal["new", "unchanged", "sample"]
    """"unchanged": the payload was known, and only the check was added. "sample": sample data is never kept."""
    snapshot_id: int | None = None
    rows_changed: int = 0
    """Rows that came, went or differ from the board before."""
    prints: int = 0
    """Observations of days that had none."""
    revisions: int = 0
    """Observations that differ from what was known for their day."""
    article_versions: int = 0
    """Articles, and versions of articles, that were not known."""


class KeptSnapshot(msgspec.Struct, frozen=True):
    """One snapshot in the archive."""

    id: int
    """Sorts by the moment it was known at."""
    known_at: datetime
    """When the site made the payload or, where it does not say, when it was read; to the millisecond."""
    made_at: datetime | None
    read_at: datetime
    """The earliest reading."""
    source: str
    origin: str
    digest: str
    """SHA-256 of the payload, hexadecimal."""
    rows: int
    """How many rows it has; 0 for a payload without a board."""
    changed: int
    """Rows that differ from the board before."""


class Neighbours(msgspec.Struct, frozen=True):
    """The boards around a moment, for stepping through time."""

    before: KeptSnapshot | None
    current: KeptSnapshot | None
    """The board in force at the moment."""
    after: KeptSnapshot | None


class Shown(msgspec.Struct, frozen=True):
    """A value and the snapshot that first showed it."""

    value: float
    known_at: datetime
    snapshot_id: int


class Observation(msgspec.Struct, frozen=True):
    """One print of a series with where it comes from."""

    on: date
    shown: tuple[Shown, ...]
    """Every value that was ever known for the day, oldest first; the last one holds."""

    @property
    def value(self) -> float:
        """The newest known value."""
        return self.shown[-1].value

    @property
    def first(self) -> Shown:
        """The value as first shown."""
        return self.shown[0]

    @property
    def is_revised(self) -> bool:
        """Whether another value was known before."""
        return len(self.shown) > 1


class History(msgspec.Struct, frozen=True):
    """The whole long series of one label with its provenance, oldest first."""

    label: str
    observations: tuple[Observation, ...] = ()

    def series(self) -> Series:
        """The newest known value of each day."""
        return Series(points=tuple(Point(observation.on, observation.value) for observation in self.observations))


class Revision(msgspec.Struct, frozen=True):
    """A known value of a series that a later snapshot showed otherwise."""

    label: str
    on: date
    before: Shown
    after: Shown


class ArticleVersion(msgspec.Struct, frozen=True):
    """One version of an article."""

    digest: str
    title: str
    first_known_at: datetime
    last_known_at: datetime
    """The latest snapshot that showed it."""


class KeptArticle(msgspec.Struct, frozen=True):
    """An article in its newest version, and every version that is kept."""

    article: Article
    """Without its rich text: `Archive.article` gives the whole."""
    versions: tuple[ArticleVersion, ...]
    """By when they were first known, oldest first."""
    minutes: int | None = None
    """How long reading takes; None where the text was not read yet, or could not be."""


class Hit(msgspec.Struct, frozen=True):
    """An article in which something that was looked for stands."""

    uuid: str
    title: str
    snippet: str
    """A passage in one line, of the text where it stands there, else of what is said of the article."""
    lit: tuple[tuple[int, int], ...] = ()
    """The places of the passage that were looked for, as first and last but one character."""
    rank: float = 0.0
    """How well it answers: more is better."""
    title_lit: tuple[tuple[int, int], ...] = ()
    """The places of the title."""


class Check(msgspec.Struct, frozen=True):
    """One look at a source."""

    at: datetime
    source: str
    outcome: Outcome
    words: str = ""
    digest: str = ""
    """The payload that was found; empty where none was."""


class Info(msgspec.Struct, frozen=True):
    """How large the archive is and what it holds."""

    path: Path
    schema: int
    file_bytes: int
    log_bytes: int
    """The write-ahead log beside the file."""
    payloads: int
    payload_bytes: int
    """As they came."""
    compressed_bytes: int
    snapshots: int
    series: int
    observations: int
    revisions: int
    articles: int
    article_versions: int
    checks: int
    first_known_at: datetime | None
    last_known_at: datetime | None
    is_read_only: bool = False
