"""Searching articles: what is found, what of it is lit, and how an older archive comes to be searched."""

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import samples
from tests.archive.payloads import keep, payload
from tests.samples import NOW, article
from tickertui.archive.records import Hit
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError, PayloadError
from tickertui.market.article import Person, Tag
from tickertui.market.snapshot import Snapshot

OLD = Path(__file__).with_name("version-1.sqlite.gz")
"""An archive as the first schema's program wrote it: three payloads, three articles, one of them in two versions."""


@pytest.fixture
def old(path: Path) -> Path:
    """The old archive, in a folder of its own."""
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def _decoded(body: bytes) -> Snapshot:
    """The payloads of the old archive: titles, each with its paragraphs."""
    told = json.loads(body)
    return Snapshot(
        articles=tuple(article(title, *texts) if texts else article(title, rich_text=None) for title, texts in told)
    )


def _titles(hits: tuple[Hit, ...]) -> list[str]:
    """What was found."""
    return [hit.title for hit in hits]


def _lit(hit: Hit) -> list[str]:
    """What of a passage is lit."""
    return [hit.snippet[start:end] for start, end in hit.lit]


def test_every_part_of_an_article_is_searched(archive: Archive) -> None:
    """Title, excerpt, people, tags and text are found, with a passage that says where."""
    one = article(
        "Salt flats fill up",
        "The brine of Atacama is old.",
        excerpt="Ponds everywhere.",
        people=(Person("Zoë Brühl"),),
        tags=(Tag("water", "Water Rights"),),
    )
    keep(archive, payload(articles=(one, article("Smelters wait", "Nickel is late."))))
    for words, passage, marks in [
        ("atacama", "The brine of Atacama is old.", ["Atacama"]),
        ("pond", "Ponds everywhere.", ["Ponds"]),
        ("zoe bruhl", "Zoë Brühl", ["Zoë", "Brühl"]),
        ("water", "Water Rights, Lithium", ["Water"]),
        ("brine, old", "The brine of Atacama is old.", ["brine", "old"]),
    ]:
        (hit,) = archive.library.search(words)
        assert (hit.uuid, hit.title, hit.snippet, _lit(hit)) == (one.uuid, one.title, passage, marks)
    (hit,) = archive.library.search("flats")
    assert [hit.title[start:end] for start, end in hit.title_lit] == ["flats"]
    assert hit.snippet
    assert archive.library.search("brine nickel") == ()
    assert archive.upkeep.verify() == ()


def test_only_the_last_word_may_go_on(archive: Archive) -> None:
    """The word that is being typed is found by its beginning, those before as a whole."""
    keep(archive, payload(articles=(article("One", "Cobalt prices are late."),)))
    assert _titles(archive.library.search("cobalt pri")) == ["One"]
    assert archive.library.search("cob prices") == ()


def test_scripts_without_spaces_are_searched(archive: Archive) -> None:
    """A piece of Chinese is found wherever it stands, and not where its characters stand apart."""
    keep(archive, payload(articles=(article("One", "今年锂电池价格上涨。"), article("Two", "池电锂"))))
    (hit,) = archive.library.search("锂电池")
    assert (hit.title, _lit(hit)) == ("One", ["锂电池"])


@pytest.mark.parametrize(
    "words",
    ['"', "'", '"" OR', "a AND", "NEAR(", "title:", "-", "*", "^x", "(", "{a}", "a\x00b", "\ud800", "%", "x" * 5_000],
)
def test_nothing_typed_is_wrong(archive: Archive, words: str) -> None:
    """What the index's language would take as its own is looked for as words, or as nothing."""
    keep(archive, payload(articles=(article("One", "a or and near title x b"),)))
    assert isinstance(archive.library.search(words), tuple)


@settings(max_examples=50)
@given(words=st.text(max_size=30))
def test_no_text_is_an_error(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any text can be looked for."""
    folder = tmp_path_factory.getbasetemp() / "any"
    with Archive.open(folder / "archive.sqlite", NOW) as archive:
        archive.library.search(words)


def test_the_best_come_first_and_the_order_holds(archive: Archive) -> None:
    """A word in the title counts more than one in the text; equals stand in the order of their uuids."""
    told = [article("Brine", "Nothing else."), *(article(f"Copy {number}", "Brine, again.") for number in range(6))]
    keep(archive, payload(articles=tuple(reversed(told))))
    titles = _titles(archive.library.search("brine"))
    assert titles == ["Brine", *(f"Copy {number}" for number in range(6))]
    assert _titles(archive.library.search("brine", 3)) == titles[:3]
    assert archive.library.search("brine", 0) == ()


def test_the_newest_version_is_searched(archive: Archive) -> None:
    """A new version takes the old one's place, whatever the order in which they come; an old one coming back too."""
    first, second = article("One", "It was brine."), article("One", "It was gypsum.")
    keep(archive, payload(articles=(second,), days=2))
    keep(archive, payload(articles=(first,), days=1))
    assert (_titles(archive.library.search("gypsum")), archive.library.search("brine")) == (["One"], ())
    keep(archive, payload(articles=(first,), days=3))
    assert (_titles(archive.library.search("brine")), archive.library.search("gypsum")) == (["One"], ())
    assert archive.upkeep.verify() == ()


def test_undated_payloads_that_come_back_are_searched(archive: Archive) -> None:
    """A site without dates that returns to an earlier content is searched in that."""
    first = payload(articles=(article("One", "It was brine."),), is_dated=False)
    second = payload(articles=(article("One", "It was gypsum."),), days=1, is_dated=False)
    keep(archive, first)
    keep(archive, second)
    back = payload(articles=first.snapshot.articles, days=2, is_dated=False, content=first.body.decode())
    keep(archive, back, NOW + timedelta(days=2))
    assert (_titles(archive.library.search("brine")), archive.library.unindexed()) == (["One"], 0)
    assert archive.upkeep.verify() == ()
    late = payload(articles=second.snapshot.articles, days=2.5, is_dated=False, content=second.body.decode())
    keep(archive, late)
    assert _titles(archive.library.search("gypsum")) == ["One"]
    assert archive.upkeep.verify() == ()


def test_minutes_are_known_of_kept_articles(archive: Archive) -> None:
    """How long reading takes is kept with the text."""
    keep(archive, payload(articles=(article("Long", "word " * 1_000), article("Short", "word"))))
    assert {kept.article.title: kept.minutes for kept in archive.library.articles()} == {"Long": 4, "Short": 1}


def test_a_passage_shows_where_most_stands(archive: Archive) -> None:
    """Of a long text the stretch with all words is shown, in one line, from a word's beginning to a word's end."""
    text = "salt " + "filler words " * 300 + "then brine\nand salt met " + "filler words " * 300
    keep(archive, payload(articles=(article("Long", text),)))
    (hit,) = archive.library.search("brine salt")
    assert _lit(hit) == ["brine", "salt"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "\n" not in hit.snippet
    assert len(hit.snippet) < 300
    assert set(hit.snippet.strip("…").split()) <= set(text.split())


def test_an_old_archive_is_brought_up_to_date_and_indexed_step_by_step(old: Path) -> None:
    """An archive of the first schema is copied, opens at once, answers as before, and is searched bit by bit."""
    with Archive.open(old, NOW) as archive:
        assert archive.copied_to is not None
        assert archive.upkeep.info().schema == 2
        assert len(archive.snapshots()) == 3
        assert archive.library.search("nickel") == ()
        assert archive.upkeep.verify() == ()
        left = []
        while archive.library.index_missing(2, _decoded):
            left.append(archive.library.unindexed())
        assert left == [1, 0]
        assert archive.upkeep.verify() == ()
        assert _titles(archive.library.search("nobody wondered")) == ["Salt flats fill up"]
        assert archive.library.search("rose month") == ()
        assert _titles(archive.library.search("ada wait")) == ["Smelters wait"]
        assert _titles(archive.library.search("mass")) == ["Black mass is dear"]
        assert {kept.minutes for kept in archive.library.articles()} == {1}
        newer = article("Smelters wait", "Nickel came.")
        keep(archive, payload(samples.quote(), articles=(newer,), days=9))
        assert archive.library.search("late") == ()


def test_the_copy_of_an_old_archive_is_as_it_was(old: Path) -> None:
    """What is set beside the file before it is changed has the old schema and nothing new."""
    import apsw

    with Archive.open(old, NOW) as archive:
        copy = archive.copied_to
    assert copy is not None
    connection = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READONLY)
    assert list(connection.execute("pragma user_version")) == [(1,)]
    assert list(connection.execute("select 1 from sqlite_schema where name like 'article_w%'")) == []
    connection.close()


def test_a_payload_that_is_not_understood_any_more_costs_the_text_only(old: Path) -> None:
    """Title and people are found all the same, and the next step does not come back to it."""

    def refuses(body: bytes) -> Snapshot:
        raise PayloadError("not understood")

    with Archive.open(old, NOW) as archive:
        assert archive.library.index_missing(10, refuses) == 3
        assert archive.library.index_missing(10, refuses) == 0
        assert _titles(archive.library.search("smelters")) == ["Smelters wait"]
        assert archive.upkeep.verify() == ()


def test_a_version_that_is_not_found_any_more_is_searched_as_it_is_read_now(old: Path) -> None:
    """Where reading a payload gives another version than when it was kept, that one's text counts."""

    def reads_more(body: bytes) -> Snapshot:
        told = json.loads(body)
        return Snapshot(articles=tuple(article(title, *texts, "More brine.") for title, texts in told))

    with Archive.open(old, NOW) as archive:
        archive.library.index_missing(10, reads_more)
        assert len(archive.library.search("brine")) == 3
        assert archive.upkeep.verify() == ()


def test_an_archive_that_is_only_read_is_searched(path: Path) -> None:
    """Reading alone finds what is indexed, and indexes nothing."""
    with Archive.open(path, NOW) as archive:
        keep(archive, payload(articles=(article("One", "Brine."),)))
    with Archive.open_read_only(path) as archive:
        assert _titles(archive.library.search("brine")) == ["One"]
        assert archive.library.index_missing(5, _decoded) == 0


def test_an_old_archive_that_is_only_read_is_refused_in_words(old: Path) -> None:
    """A file that cannot be brought up to date says so."""
    with pytest.raises(ArchiveError, match="schema 1, not 2"):
        Archive.open_read_only(old)


def test_verify_finds_what_the_index_misses(path: Path) -> None:
    """A text that the index does not know, and an entry without an article, are findings."""
    import apsw

    with Archive.open(path, NOW) as archive:
        keep(archive, payload(articles=(article("One", "Brine is old."), article("Two", "Salt is new."))))
    connection = apsw.Connection(str(path))
    connection.execute("delete from article_words where rowid = 1")
    connection.execute("insert into article_words (rowid, title) values (9, 'stray')")
    connection.close()
    with Archive.open(path, NOW) as archive:
        found = [finding for finding in archive.upkeep.verify() if finding.code == "search"]
        assert len(found) == 2
        assert archive.library.search("stray") == ()


def test_a_backup_is_searched_too(path: Path, tmp_path: Path) -> None:
    """A copy finds what the archive finds."""
    with Archive.open(path, NOW) as archive:
        keep(archive, payload(articles=(article("One", "Brine is old."),)))
        archive.upkeep.backup(tmp_path / "copy.sqlite")
        expected = archive.library.search("brine")
    with Archive.open_read_only(tmp_path / "copy.sqlite") as copy:
        assert copy.library.search("brine") == expected
