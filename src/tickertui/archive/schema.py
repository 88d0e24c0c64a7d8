"""The archive's tables, and how an older file becomes a newer one.

Every migration is one entry of `MIGRATIONS`: entry n makes version n + 1 of version n, and `PRAGMA user_version` says
which one a file has. They run in one transaction, after a whole copy of the file was set beside it.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tickertui.archive.database import Database
from tickertui.errors import ArchiveError, ArchiveTooNew

APPLICATION_ID = 0x74696B74
"""Marks the file as ours ("tikt"), so that no other program's database is ever written to."""

_FIRST = """
create table payload (
  id integer primary key,
  digest blob not null unique,              -- SHA-256 of the payload as it came
  size integer not null,                    -- bytes before compression
  body blob not null                        -- zlib
) strict;

create table roster (
  id integer primary key,
  members blob not null unique              -- the series on a board in their order, msgpack
) strict;

create table snapshot (
  id integer primary key,                   -- known-at in milliseconds << 20 | 20 bits of the digest
  payload integer not null references payload,
  source text not null,
  origin text not null,
  made_at integer,                          -- microseconds since 1970, as every moment here
  read_at integer not null,                 -- the earliest reading
  dated integer not null,                   -- whether the payload's own date places it, or its reading
  roster integer references roster,         -- null: a payload without rows says nothing about the board
  changed integer not null default 0,       -- rows that differ from the board before
  findings blob                             -- msgpack
) strict;
create index snapshot_of_payload on snapshot (payload);
create index snapshot_with_rows on snapshot (id) where roster is not null;
create index snapshot_with_changes on snapshot (id) where changed > 0;
create index snapshot_undated on snapshot (source, id) where dated = 0;

create table seen_at (
  source text not null,
  snapshot integer not null references snapshot,
  primary key (source, snapshot)
) strict, without rowid;

create table series (
  id integer primary key,
  label text not null,
  occurrence integer not null default 0,    -- 1 for the second row with this label on one board
  unique (label, occurrence)
) strict;

create table trait (
  id integer primary key,
  content blob not null unique              -- what seldom changes of a row, msgpack
) strict;

create table quote (
  id integer primary key,                   -- rows are wide: they are added at the end, and found by the index
  series integer not null references series,
  snapshot integer not null references snapshot,
  level real,
  last real,
  published_on integer,                     -- days, date.toordinal(), as every date here
  change_percent real,
  year_to_date real,
  year_on_year real,
  trait integer references trait,           -- null: the row is gone
  window blob,                              -- the points as shown: n days as int32, n values as double
  unique (series, snapshot)
) strict;

create table observation (
  series integer not null references series,
  day integer not null,
  snapshot integer not null references snapshot,
  value real not null,
  revises integer not null default 0,       -- 1: another value was known for the day
  primary key (series, day, snapshot)
) strict, without rowid;
create index revision on observation (snapshot, series, day) where revises = 1;

create table article (
  id integer primary key,
  uuid text not null unique
) strict;

create table article_version (
  id integer primary key,
  article integer not null references article,
  digest text not null,
  title text not null,
  about blob not null,                      -- the article without its text, msgpack
  unique (article, digest)
) strict;

create table article_shown (
  article integer not null references article,
  snapshot integer not null references snapshot,
  version integer not null references article_version,
  primary key (article, snapshot, version)
) strict, without rowid;
create index article_shown_in on article_shown (snapshot);

create table check_log (
  id integer primary key,
  at integer not null,
  source text not null,
  outcome text not null,
  words text not null,
  payload integer references payload,
  sighting integer                          -- for an undated payload: the identity it would have had now
) strict;
create index check_sighting on check_log (source, sighting) where sighting is not null;

create table lease (
  name text primary key,
  host text not null,
  pid integer not null,
  started text not null,
  token text not null,
  acquired_at integer not null,
  renewed_at integer not null,
  expires_at integer not null
) strict, without rowid;
"""

_SECOND = """
create table article_text (
  article integer primary key references article,
  version integer not null references article_version,  -- the newest; an article without a row is to be indexed
  minutes integer,                          -- null: the text could not be read
  body blob not null                        -- zlib
) strict;

-- Words as they are searched, by the article's id; the texts stand in article_text.
create virtual table article_words using fts5 (
  title, excerpt, people, tags, body, content = '', contentless_delete = 1, tokenize = 'ascii'
);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND)


def refuse_foreign(database: Database, path: Path, versions: int = len(MIGRATIONS)) -> None:
    """Refuse a file of a newer tickertui and a database of another program, before anything is written.

    Raises:
        ArchiveTooNew: The file's schema is newer than ours.
        ArchiveError: The file is a database, but no archive.
    """
    found = database.number("pragma user_version")
    mark = database.number("pragma application_id")
    if mark not in (0, APPLICATION_ID) or (mark == 0 and database.number("select count(*) from sqlite_schema")):
        raise ArchiveError(
            f"{path} is another program's database and was left untouched",
            "name another file for the archive, or move this one away",
        )
    if found > versions:
        raise too_new(path, found, versions)


def too_new(path: Path, found: int, versions: int = len(MIGRATIONS)) -> ArchiveTooNew:
    """The refusal of a file that a newer tickertui wrote."""
    return ArchiveTooNew(
        f"{path} was written by a newer tickertui (schema {found}, this one knows {versions}) and was left untouched",
        "update tickertui, or name another file for the archive",
    )


def migrate(database: Database, path: Path, now: datetime, migrations: Sequence[str] = MIGRATIONS) -> Path | None:
    """Bring a file to the newest schema, and return the copy that was made of it before; None where none was needed.

    Raises:
        ArchiveTooNew: Another process brought the file to a newer schema meanwhile.
    """
    version = database.number("pragma user_version")
    if version == len(migrations):
        return None
    kept = None
    if version > 0:
        kept = free_name(path, f"before-schema-{len(migrations)}", now)
        database.run("vacuum into ?", (str(kept),))
    with database.transaction():
        version = database.number("pragma user_version")
        if version > len(migrations):
            raise too_new(path, version, len(migrations))
        for statements in migrations[version:]:
            database.run(statements)
        database.run(f"pragma application_id = {APPLICATION_ID}")
        database.run(f"pragma user_version = {len(migrations)}")
    return kept


def free_name(path: Path, word: str, now: datetime) -> Path:
    """A name beside a file that says what it is and when it was set there, and that nothing has yet."""
    stem = f"{path.stem}.{word}-{now:%Y-%m-%dT%H%M%SZ}"
    candidate = path.with_name(stem + path.suffix)
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{stem}-{number}{path.suffix}")
        number += 1
    return candidate
