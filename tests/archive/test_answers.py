"""What the archive keeps of payloads, and what it answers about them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from tests import samples
from tests.archive.payloads import keep, payload
from tests.samples import NOW
from tickertui.archive.store import Archive
from tickertui.market.article import digest
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot

DAY = timedelta(days=1)


def _rows_written(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    import apsw

    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    names = [name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")]
    questions = {str(name): f'select 1 from "{name}"' for name in names}  # noqa: S608  # names from our schema
    return {name: len(list(connection.execute(question))) for name, question in questions.items()}


def test_an_empty_archive_answers(archive: Archive) -> None:
    """Nothing kept is an answer, not an error."""
    assert archive.latest_board() is None
    assert archive.board_as_of(NOW) is None
    assert archive.history("Lithium") is None
    assert archive.library.article("nothing", lambda _: Snapshot()) is None
    assert archive.payload("00" * 32) is None
    assert (archive.snapshots(), archive.revisions(), archive.library.articles(), archive.checks()) == ((), (), (), ())
    assert archive.neighbours(NOW).current is None
    assert archive.long_series() == {}
    assert archive.upkeep.verify() == ()
    assert archive.upkeep.info().first_known_at is None


def test_a_value_leads_to_the_payload_that_first_showed_it(archive: Archive) -> None:
    """By the identities of a history: source, digest and moments; unknown ones are left out."""
    early, late = payload(samples.quote("Lithium", (1.0, 2.0)), days=-7), payload(samples.quote("Lithium", (1.0, 3.0)))
    keep(archive, early)
    keep(archive, late)
    history = archive.history("Lithium")
    assert history is not None
    found = archive.snapshots_of(shown.snapshot_id for one in history.observations for shown in one.shown)
    first, second = (found[shown.snapshot_id] for shown in history.observations[-1].shown)
    assert [first.digest, second.digest] == [early.digest, late.digest]
    assert second.known_at == NOW.replace(microsecond=0)
    assert first.source == "https://example.org/prices"
    assert archive.snapshots_of(range(1200)) == {}


def test_a_board_comes_back_whole(archive: Archive) -> None:
    """Every field of every row, its order, the payload's moments, origin and findings come back exactly."""
    odd = samples.quote(
        "Odd",
        subscription="pro",
        extra=(("note", '"new"'),),
        findings=(Finding("change-mismatch", "3 is not 4"),),
        series=samples.series(rejected=("n/a",)),
    )
    board = (odd, *samples.board(), samples.quote("Odd", url="/second"))
    kept = payload(*board, articles=(samples.article(),), findings=(Finding("unknown-key", "what is this"),))
    appended = keep(archive, kept)
    found = archive.latest_board()
    assert found is not None
    assert (appended.outcome, appended.rows_changed, appended.revisions) == ("new", 7, 0)
    assert found.quotes == board
    assert (found.made_at, found.read_at, found.origin) == (NOW, NOW, "payload.json")
    assert found.findings == kept.snapshot.findings
    assert [article.title for article in found.articles] == ["Salt flats fill up"]


def test_the_same_payload_again_adds_only_the_check(archive: Archive, path: Path) -> None:
    """An unchanged payload leaves one row behind: the check."""
    kept = payload(*samples.board(), articles=(samples.article(),))
    keep(archive, kept)
    before = _rows_written(path)
    again = keep(archive, kept, NOW + DAY)
    after = _rows_written(path)
    assert again.outcome == "unchanged"
    assert again.snapshot_id == archive.snapshots()[0].id
    assert {name for name in after if after[name] != before[name]} == {"check_log"}
    assert after["check_log"] == before["check_log"] + 1
    assert [(check.outcome, check.digest) for check in archive.checks()] == [
        ("unchanged", kept.digest),
        ("new", kept.digest),
    ]


def test_an_unchanged_row_is_not_kept_again(archive: Archive, path: Path) -> None:
    """A new payload with one changed row adds that row, and only the new and the revised days."""
    before = samples.quote("Lithium", (1.0, 2.0, 3.0), ends_on="2026-05-27")
    other = samples.quote("Cobalt", ends_on="2026-05-27")
    after = samples.quote("Lithium", (2.0, 3.5, 4.0), ends_on="2026-06-10")
    keep(archive, payload(before, other))
    rows = _rows_written(path)
    appended = keep(archive, payload(after, other, days=14))
    assert (appended.rows_changed, appended.prints, appended.revisions) == (1, 1, 1)
    assert _rows_written(path)["quote"] == rows["quote"] + 1
    assert _rows_written(path)["observation"] == rows["observation"] + 2
    (revision,) = archive.revisions()
    assert (revision.label, revision.on, revision.before.value, revision.after.value) == (
        "Lithium",
        date(2026, 5, 27),
        3.0,
        3.5,
    )
    assert revision.after.known_at == NOW + 14 * DAY
    assert archive.revisions(since=NOW + 15 * DAY) == ()
    assert archive.revisions(since=NOW + 14 * DAY, label="Lithium") == (revision,)
    assert archive.revisions(label="Cobalt") == ()


def test_the_window_grows_into_a_long_series(archive: Archive) -> None:
    """A series holds every day that was ever shown, with the newest value known at the moment asked for."""
    keep(archive, payload(samples.quote("Lithium", (1.0, 2.0), ends_on="2026-05-27")))
    keep(archive, payload(samples.quote("Lithium", (2.5, 3.0), ends_on="2026-06-10"), days=14))
    now, then = archive.long_series(["Lithium", "Nobody"]), archive.long_series(["Lithium"], NOW)
    assert [point.value for point in now["Lithium"].points] == [1.0, 2.5, 3.0]
    assert [point.value for point in then["Lithium"].points] == [1.0, 2.0]
    assert "Nobody" not in now
    history = archive.history("Lithium")
    assert history is not None
    assert history.series() == now["Lithium"]
    revised = history.observations[1]
    assert (revised.is_revised, revised.first.value, revised.value) == (True, 2.0, 2.5)
    assert revised.first.known_at == NOW


def test_a_row_that_went_and_came_back(archive: Archive) -> None:
    """A row is on the boards that showed it and on no other, and its history goes on."""
    row, other = samples.quote("Lithium"), samples.quote("Cobalt")
    for days, board in enumerate(((row, other), (other,), (other, row))):
        keep(archive, payload(*board, days=days))
    boards = [archive.board_as_of(NOW + days * DAY) for days in range(3)]
    assert [board.quotes if board else None for board in boards] == [(row, other), (other,), (other, row)]
    assert archive.revisions() == ()


def test_a_payload_without_rows_says_nothing_about_the_board(archive: Archive) -> None:
    """An article alone does not empty the board, and no board is put in its place."""
    keep(archive, payload(*samples.board()))
    keep(archive, payload(days=1, articles=(samples.article(),)))
    board = archive.latest_board()
    assert board is not None
    assert board.quotes == samples.board()
    assert board.made_at == NOW
    assert [snapshot.rows for snapshot in archive.snapshots()] == [0, 5]


def test_stepping_skips_boards_on_which_nothing_changed(archive: Archive) -> None:
    """From a moment one steps to the boards that differ, or to every one."""
    for days, values in enumerate(((1.0,), (1.0,), (2.0,), (2.0,), (3.0,))):
        keep(archive, payload(samples.quote("Lithium", values), days=days))
    moments = {snapshot.id: (snapshot.known_at - NOW).days for snapshot in archive.snapshots()}
    changed = archive.neighbours(NOW + 3 * DAY + timedelta(hours=1))
    every = archive.neighbours(NOW + 3 * DAY, changed_only=False)
    assert [moments[one.id] if one else None for one in (changed.before, changed.current, changed.after)] == [0, 3, 4]
    assert [moments[one.id] if one else None for one in (every.before, every.current, every.after)] == [2, 3, 4]
    assert archive.neighbours(NOW).before is None
    assert archive.neighbours(NOW + 9 * DAY).after is None


def test_articles_keep_their_versions_and_their_text(archive: Archive) -> None:
    """Each version of an article is known, and its text is read from the payload that showed it."""
    first, second = samples.article("Salt", "One."), samples.article("Salt", "Two.")
    old, new = payload(articles=(first,)), payload(articles=(second,), days=1)
    keep(archive, new)
    assert keep(archive, old).article_versions == 1
    decoded = {kept.body: kept.snapshot for kept in (old, new)}
    (kept_article,) = archive.library.articles()
    assert kept_article.article.title == "Salt"
    assert kept_article.article.rich_text is None
    assert [version.digest for version in kept_article.versions] == [digest(first), digest(second)]
    assert kept_article.versions[1].first_known_at == NOW + DAY
    newest = archive.library.article(first.uuid, decoded.__getitem__)
    oldest = archive.library.article(first.uuid, decoded.__getitem__, digest(first))
    assert newest is second
    assert oldest is first
    assert archive.library.article(first.uuid, decoded.__getitem__, "no such version") is None


def test_payloads_come_back_as_they_came(archive: Archive) -> None:
    """The bytes of a payload are kept."""
    kept = payload(*samples.board(), content="{" + "x" * 5_000_000)
    keep(archive, kept)
    assert archive.payload(kept.digest) == kept.body
    info = archive.upkeep.info()
    assert (info.payloads, info.payload_bytes) == (1, len(kept.body))
    assert info.compressed_bytes < len(kept.body) / 10


def test_sample_data_is_never_kept(archive: Archive) -> None:
    """Sample data leaves no trace."""
    assert keep(archive, payload(*samples.board(), is_sample=True)).outcome == "sample"
    assert archive.upkeep.info().snapshots == 0
    assert archive.checks() == ()


def test_a_date_in_the_future_is_not_believed(archive: Archive) -> None:
    """A payload that says it was made in years to come is known from its reading, and newer ones replace it."""
    liar, honest = samples.quote("Lithium", (9.0,)), samples.quote("Lithium", (1.0,))
    keep(archive, payload(liar, days=3_000, read_days=0))
    keep(archive, payload(honest, days=1))
    board = archive.latest_board()
    assert board is not None
    assert board.quotes == (honest,)
    then = archive.board_as_of(NOW)
    assert then is not None
    assert then.quotes == (liar,)


def test_moments_beyond_all_bounds_are_asked_for_without_harm(archive: Archive) -> None:
    """The first and the last moment there is can be asked for; a payload made before 1970 counts as read."""
    keep(archive, payload(*samples.board(), days=-30_000, read_days=0))
    assert archive.snapshots()[0].known_at == NOW
    assert archive.board_as_of(datetime.max.replace(tzinfo=UTC)) is not None
    assert archive.board_as_of(datetime.min.replace(tzinfo=UTC)) is None


def test_boards_of_several_sources_are_joined(archive: Archive) -> None:
    """The board of some sources is the union of the newest of each; else the newest payload is the board."""
    lithium, cobalt = samples.quote("Lithium"), samples.quote("Cobalt")
    keep(archive, payload(lithium)._replace(source="one"))
    keep(archive, payload(cobalt, days=1)._replace(source="two"))
    both, one, newest = archive.latest_board(("one", "two")), archive.latest_board(("one",)), archive.latest_board()
    assert both is not None
    assert one is not None
    assert newest is not None
    assert [quote.label for quote in both.quotes] == ["Cobalt", "Lithium"]
    assert one.quotes == (lithium,)
    assert newest.quotes == (cobalt,)
    assert archive.board_as_of(NOW - DAY, ("one", "two")) is None


def test_the_earliest_reading_is_what_is_kept(archive: Archive) -> None:
    """A dated payload that turns out to have been read earlier elsewhere says so."""
    keep(archive, payload(*samples.board(), read_days=9))
    keep(archive, payload(*samples.board(), read_days=2)._replace(source="import"))
    (snapshot,) = archive.snapshots()
    assert (snapshot.read_at, snapshot.source) == (NOW + 2 * DAY, "import")
    assert archive.latest_board(("import",)) is not None
    assert archive.latest_board(("https://example.org/prices",)) is not None


def test_the_log_of_checks(archive: Archive) -> None:
    """Failures and unchanged answers are logged in words, newest first, and the log stays bounded."""
    archive.record_check("one", NOW, "failed", "no answer in 20 s")
    archive.record_check("two", NOW + DAY, "unchanged")
    assert [(check.source, check.outcome, check.words) for check in archive.checks()] == [
        ("two", "unchanged", ""),
        ("one", "failed", "no answer in 20 s"),
    ]
    assert len(archive.checks(limit=1)) == 1
    from tickertui.archive import writing

    for number in range(2_100):
        archive.record_check("many", NOW, "failed", f"{number} " + "x" * 1_000)
    assert archive.upkeep.info().checks <= writing.CHECKS_KEPT
    assert len(archive.checks(limit=1)[0].words) <= 500


def test_an_undated_content_that_comes_back_is_the_board_again(archive: Archive) -> None:
    """A site without dates that returns to an earlier content shows it again; a 304 counts as seen."""
    one, two = samples.quote("Lithium", (1.0,)), samples.quote("Lithium", (2.0,))
    first = payload(one, content="one", is_dated=False)
    keep(archive, first)
    archive.record_check(first.source, NOW + 4 * DAY, "unchanged", digest=first.digest)
    keep(archive, payload(two, content="two", is_dated=False, days=2))
    boards = [archive.board_as_of(NOW + days * DAY) for days in (1, 3, 5)]
    assert [board.quotes if board else None for board in boards] == [(one,), (two,), (one,)]
    assert [revision.after.value for revision in archive.revisions()] == [1.0, 2.0]
    assert archive.upkeep.verify() == ()


def test_odd_names_are_kept_readably(archive: Archive) -> None:
    """A file name that is no text is written out instead of failing."""
    kept = payload(*samples.board())
    odd = msgspec.structs.replace(kept.snapshot, origin="prices-\udcff.json")
    archive.append(odd, kept.body, kept.digest, source="prices-\udcff.json", checked_at=NOW)
    assert archive.snapshots()[0].origin == "prices-\\udcff.json"


def test_many_rows(archive: Archive) -> None:
    """A board of two thousand rows comes back as it was."""
    rows: tuple[Quote, ...] = tuple(samples.many_quotes(2_000))
    keep(archive, payload(*rows, content="first"))
    changed = tuple(samples.many_quotes(2_000, step=1))
    keep(archive, payload(*changed, content="second", days=1))
    now, then = archive.latest_board(), archive.board_as_of(NOW)
    assert now is not None
    assert then is not None
    assert now.quotes == changed
    assert then.quotes == rows


def test_the_real_payload(archive: Archive, real_payload: bytes) -> None:
    """A real payload's board comes back exactly, and its article with its text."""
    import hashlib

    from tickertui.formats.nuxt import decode_payload
    from tickertui.source.extract import snapshot_from

    def read(body: bytes) -> Snapshot:
        return snapshot_from(decode_payload(body), origin="payload.json", read_at=NOW + DAY)

    shown = read(real_payload)
    archive.append(shown, real_payload, hashlib.sha256(real_payload).hexdigest(), source="site", checked_at=NOW + DAY)
    board = archive.latest_board()
    assert board is not None
    assert board.quotes == shown.quotes
    assert board.made_at == shown.made_at
    (kept_article,) = archive.library.articles()
    whole = archive.library.article(kept_article.article.uuid, read)
    assert whole is not None
    assert digest(whole) == kept_article.versions[0].digest
    assert archive.upkeep.verify() == ()
