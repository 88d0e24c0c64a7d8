"""Files that are damaged, newer, foreign, full or read-only: nothing is lost, and it is said."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests import samples
from tests.archive.payloads import keep, payload
from tests.samples import NOW
from tickertui.archive import recovery, schema
from tickertui.archive.recovery import open_or_set_aside
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveDamaged, ArchiveError, ArchiveTooNew
from tickertui.market.finding import Finding

SCHEMA = len(schema.MIGRATIONS)
"""The newest schema."""


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed archive with three boards."""
    with Archive.open(path, NOW) as archive:
        for days in range(3):
            keep(archive, payload(samples.quote("Lithium", (1.0 + days, 2.0 + days)), days=days))
    return path


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """A user whom folders without write permission stop, which the superuser is not."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no users of that kind on this system")
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield
    if is_root:
        os.seteuid(0)


def test_a_new_archive_is_made_with_its_folder(path: Path) -> None:
    """Opening makes the folder and the file, and has nothing to say."""
    archive, notice = open_or_set_aside(path, NOW)
    archive.close()
    assert notice is None
    assert path.is_file()


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00", b"\x00" * 5_000])
def test_a_file_that_is_no_database_is_set_aside(path: Path, content: bytes) -> None:
    """Garbage is kept under a name with the date, a new archive is begun, and it is said."""
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    archive, notice = open_or_set_aside(path, NOW)
    with archive:
        assert keep(archive, payload(*samples.board())).outcome == "new"
    assert notice is not None
    assert notice.kept_as is not None
    assert notice.kept_as.name == "archive.damaged-2026-06-03T153549Z.sqlite"
    assert notice.kept_as.read_bytes() == content
    assert notice.kept_as.name in notice.sentence


def test_a_damaged_archive_is_set_aside_with_its_log(filled: Path) -> None:
    """A database with broken pages goes aside together with the log beside it, which the new file never sees."""
    content = bytearray(filled.read_bytes())
    content[4096 * 2 :] = os.urandom(len(content) - 4096 * 2)
    filled.write_bytes(content)
    log = filled.with_name(filled.name + "-wal")
    log.write_bytes(b"left behind")
    with pytest.raises(ArchiveDamaged):
        Archive.open(filled, NOW)
    filled.write_bytes(content)
    log.write_bytes(b"left behind")
    archive, notice = open_or_set_aside(filled, NOW)
    with archive:
        assert archive.latest_board() is None
        assert archive.upkeep.verify() == ()
    assert notice is not None
    assert notice.kept_as is not None
    assert notice.kept_as.is_file()


def test_two_damaged_files_in_one_second_are_both_kept(path: Path) -> None:
    """A second damaged file does not take the first one's place."""
    names = set()
    path.parent.mkdir(parents=True)
    for number in range(2):
        path.write_bytes(b"broken %d" % number)
        archive, notice = open_or_set_aside(path, NOW)
        archive.close()
        assert notice is not None
        assert notice.kept_as is not None
        names.add(notice.kept_as.read_bytes())
        path.unlink()
    assert names == {b"broken 0", b"broken 1"}


def test_a_whole_archive_is_not_moved(filled: Path) -> None:
    """Where another process has begun a new archive already, nothing is moved."""
    notice = recovery.set_aside(filled, NOW, ArchiveDamaged("it was damaged a moment ago"))
    assert notice.kept_as is None
    with Archive.open(filled, NOW) as archive:
        assert len(archive.snapshots()) == 3


def test_damage_found_later_is_told(filled: Path) -> None:
    """Damage in the middle of the file is found by `verify`, and reading it is an error of ours."""
    with Archive.open(filled, NOW) as archive:
        (digest,) = {snapshot.digest for snapshot in archive.snapshots(limit=1)}
    import apsw

    connection = apsw.Connection(str(filled))
    connection.execute("update payload set body = x'00' where digest = ?", (bytes.fromhex(digest),))
    connection.execute("update observation set value = 77 where value = 2")
    connection.close()
    with Archive.open(filled, NOW) as archive:
        codes = {finding.code for finding in archive.upkeep.verify()}
        assert {"payload", "window"} <= codes
        with pytest.raises(ArchiveDamaged):
            archive.payload(digest)


def test_a_newer_schema_is_refused_and_untouched(filled: Path) -> None:
    """A file of a newer tickertui is refused in words, byte for byte as it was, to readers too."""
    with Archive.open(filled, NOW, (*schema.MIGRATIONS, "create table later (id integer primary key) strict")):
        pass
    before = {found.name: found.read_bytes() for found in filled.parent.iterdir()}
    for attempt in (
        lambda: Archive.open(filled, NOW),
        lambda: Archive.open_read_only(filled),
        lambda: open_or_set_aside(filled, NOW),
    ):
        with pytest.raises(ArchiveTooNew, match=rf"newer tickertui \(schema {SCHEMA + 1}"):
            attempt()
    assert {found.name: found.read_bytes() for found in filled.parent.iterdir()} == before


def test_another_programs_database_is_refused_and_untouched(path: Path) -> None:
    """A database that is none of ours is never written to, nor moved."""
    import apsw

    path.parent.mkdir(parents=True)
    connection = apsw.Connection(str(path))
    connection.execute("create table bookmarks (address text)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="another program's"):
        open_or_set_aside(path, NOW)
    assert path.read_bytes() == before


def test_a_migration_keeps_a_copy_and_everything(filled: Path) -> None:
    """An older file is copied whole, brought to the new schema, and answers as before."""
    with Archive.open(filled, NOW) as archive:
        before = archive.snapshots(), archive.history("Lithium")
    migrations = (
        *schema.MIGRATIONS,
        "create table later (id integer primary key) strict; insert into later values (7)",
    )
    with Archive.open(filled, NOW, migrations) as archive:
        assert (archive.snapshots(), archive.history("Lithium")) == before
        assert archive.upkeep.info().schema == SCHEMA + 1
        copy = archive.copied_to
    assert copy is not None
    with Archive.open(copy, NOW) as archive:
        assert (archive.snapshots(), archive.history("Lithium")) == before
        assert archive.upkeep.info().schema == SCHEMA


def test_a_migration_that_fails_changes_nothing(filled: Path) -> None:
    """A migration that breaks in its middle leaves the file as it was."""
    broken = (*schema.MIGRATIONS, "create table later (id integer) strict; insert into nowhere values (1)")
    with pytest.raises(ArchiveError):
        Archive.open(filled, NOW, broken)
    with Archive.open(filled, NOW) as archive:
        assert archive.upkeep.info().schema == SCHEMA
        assert len(archive.snapshots()) == 3
        assert archive.upkeep.verify() == ()


def test_a_folder_that_cannot_be_written(tmp_path: Path, ordinary_user: None) -> None:
    """In a read-only folder there is no archive, in words."""
    with pytest.raises(ArchiveError, match="while opening it"):
        open_or_set_aside(Path("/proc/tickertui/archive.sqlite"), NOW)


def test_an_archive_that_cannot_be_written_is_read(ordinary_user: None) -> None:
    """In a read-only folder an archive that is there is shown, and keeping anything fails in words."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        path = folder / "archive.sqlite"
        with Archive.open(path, NOW) as archive:
            keep(archive, payload(*samples.board()))
        path.chmod(0o444)
        folder.chmod(0o555)
        try:
            archive, notice = open_or_set_aside(path, NOW)
            with archive:
                board = archive.latest_board()
                assert board is not None
                assert board.quotes == samples.board()
                assert archive.upkeep.info().is_read_only
                with pytest.raises(ArchiveError, match="can only be read"):
                    keep(archive, payload(*samples.board(), days=1))
            assert notice is not None
            assert "nothing new is kept" in notice.sentence
        finally:
            folder.chmod(0o755)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    """A folder that is a file is an error of ours."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(ArchiveError):
        open_or_set_aside(tmp_path / "data" / "archive.sqlite", NOW)


def test_a_full_disk_loses_nothing_that_was_kept(path: Path) -> None:
    """A payload for which there is no room is refused in words as a whole; with room again, it is kept."""
    with Archive.open(path, NOW) as archive:
        keep(archive, payload(*samples.board()))
        pages = archive._database.number("pragma page_count")  # the limit stands for a disk's
        archive._database.run(f"pragma max_page_count = {pages}")
        large = payload(*samples.board(), *samples.many_quotes(200), days=1)
        with pytest.raises(ArchiveError, match="no room"):
            keep(archive, large)
        assert len(archive.snapshots()) == 1
        assert archive.upkeep.verify() == ()
        archive._database.run("pragma max_page_count = 1000000")
        assert keep(archive, large).outcome == "new"
        board = archive.latest_board()
        assert board is not None
        assert board.quotes == large.snapshot.quotes
        assert archive.upkeep.verify() == ()


def test_a_wrong_digest_is_refused(archive: Archive) -> None:
    """A payload under another one's digest is not kept."""
    kept = payload(*samples.board())
    with pytest.raises(ArchiveError, match="digest"):
        archive.append(kept.snapshot, kept.body + b"!", kept.digest, source="x", checked_at=NOW)
    assert archive.upkeep.info().payloads == 0
    assert keep(archive, kept).outcome == "new"


def test_a_backup_is_whole_and_never_overwrites(filled: Path, tmp_path: Path) -> None:
    """A copy answers as the archive does; an existing file is left as it is; a folder that is not there is said."""
    target = tmp_path / "copy.sqlite"
    with Archive.open(filled, NOW) as archive:
        archive.upkeep.backup(target)
        expected = archive.snapshots()
        with pytest.raises(ArchiveError, match="there already"):
            archive.upkeep.backup(target)
        with pytest.raises(ArchiveError):
            archive.upkeep.backup(tmp_path / "nowhere" / "copy.sqlite")
    assert [found.name for found in tmp_path.iterdir() if "part" in found.name] == []
    with Archive.open_read_only(target) as copy:
        assert copy.snapshots() == expected
        assert copy.upkeep.verify() == ()


def test_reading_a_missing_archive(path: Path) -> None:
    """Reading what is not there makes no file."""
    with pytest.raises(ArchiveError, match="no archive"):
        Archive.open_read_only(path)
    assert not path.exists()


def test_verify_says_how_far_it_is(filled: Path) -> None:
    """A check of the whole archive tells its progress by payloads."""
    told: list[tuple[int, int]] = []
    with Archive.open(filled, NOW) as archive:
        assert archive.upkeep.verify(lambda done, total: told.append((done, total))) == ()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_closing_twice_is_no_error(filled: Path) -> None:
    """An archive may be closed twice, and opened again at once."""
    archive = Archive.open(filled, NOW + timedelta(days=1))
    archive.close()
    archive.close()


def _put(path: Path, statement: str) -> None:
    """Change the file as another program, or a failing disk, might."""
    import apsw

    connection = apsw.Connection(str(path))
    connection.execute(statement)
    connection.close()


def _read(archive: Archive) -> None:
    """Ask everything that is read of the file."""
    archive.latest_board()
    archive.snapshots()
    archive.history("Lithium")
    archive.long_series()
    archive.library.articles()


@pytest.mark.parametrize(
    "statement",
    [
        "update trait set content = x'c1'",
        "update trait set content = x'01'",
        "update roster set members = x'93'",
        "update roster set members = x'a178'",
        "update quote set window = x'ffffffffffffffffffffffff'",
        "update quote set published_on = 99999999",
        "update observation set day = -day",
        "update series set label = cast(x'ff' as text)",
        "update article_version set about = x'00'",
        "update snapshot set findings = x'c4'",
        "update snapshot set made_at = 9223372036854775807",
    ],
)
def test_values_that_cannot_be_what_was_kept_are_said(path: Path, statement: str) -> None:
    """SQLite finds nothing wrong with them: reading says so, verifying names them, and the file stays where it is."""
    with Archive.open(path, NOW) as archive:
        for days in range(3):
            row = samples.quote("Lithium", (1.0 + days, 2.0 + days))
            keep(archive, payload(row, days=days, articles=(samples.article("Gypsum"),), findings=(Finding("a", "b"),)))
    _put(path, statement)
    archive, notice = open_or_set_aside(path, NOW)
    with archive:
        assert notice is None
        with pytest.raises(ArchiveError) as caught:
            _read(archive)
        assert not isinstance(caught.value, ArchiveDamaged)
        assert "verify" in caught.value.hint
        assert archive.upkeep.verify()


@pytest.mark.parametrize("days", [1.5, 9])
@pytest.mark.parametrize("statement", ["update trait set content = x'c1'", "update roster set members = x'93'"])
def test_a_payload_is_not_kept_beside_what_is_not_understood(filled: Path, statement: str, days: float) -> None:
    """Nothing is written where what would be compared cannot be read, whether at the end or in between."""
    _put(filled, statement)
    with Archive.open(filled, NOW) as archive:
        before = archive.upkeep.info().payloads
        try:
            keep(archive, payload(samples.quote("Cobalt", (1.0, 2.0)), days=days))
        except ArchiveError:
            assert archive.upkeep.info().payloads == before
        else:
            assert statement.startswith("update trait")  # in between, rows are compared as they are packed
            assert days == 1.5
