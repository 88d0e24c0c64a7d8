"""Feeds of files, folders, standard input and the sample: what is new is given once, what is on its way is awaited."""

import gzip
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.source.payloads import INLINE, START_PAGE, page, payload
from tickertui.errors import PayloadError, SourceUnreachable, UsageError
from tickertui.source.feed import SAMPLE, STANDARD_INPUT, feed_for, payload_of
from tickertui.source.local import SETTLED, PathFeed
from tickertui.source.outcome import Changed, Failed, Outcome, Unchanged

NOW = datetime(2026, 6, 3, 16, 0, tzinfo=UTC)


def labels(outcome: Outcome) -> list[str]:
    """The rows that an outcome gave, oldest payload first."""
    assert isinstance(outcome, Changed), outcome
    return [quote.label for fetched in outcome.fetched for quote in fetched.snapshot.quotes]


def after(seconds: float) -> datetime:
    """A moment so long after the first."""
    return NOW + timedelta(seconds=seconds)


def rewrite(file: Path, content: bytes) -> None:
    """Write a file so that its time tells, whatever the clock's grain."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_bytes(content)
    if before:
        os.utime(file, ns=(before + 1_000_000, before + 1_000_000))


@pytest.mark.parametrize(
    "content", [payload(), gzip.compress(payload(), mtime=0), page(payload()), gzip.compress(page(payload()), mtime=0)]
)
def test_a_file_is_given_once(tmp_path: Path, content: bytes) -> None:
    """Payload or saved page, compressed or not: read, then unchanged."""
    file = tmp_path / "a.json"
    file.write_bytes(content)
    feed = feed_for(str(file))
    outcome = feed.read(NOW)
    assert labels(outcome) == ["Lithium"]
    assert isinstance(outcome, Changed)
    assert outcome.fetched[0].body == payload()
    assert outcome.fetched[0].snapshot.origin == feed.origin == str(file)
    assert (outcome.fetched[0].snapshot.read_at, feed.kind) == (NOW, "file")
    assert feed.read(after(1)) == Unchanged()


async def test_a_changed_file_is_given_again(tmp_path: Path) -> None:
    """New content is new; the same content written again is not; older content put back is."""
    file = tmp_path / "a.json"
    rewrite(file, payload(1.0))
    feed = PathFeed(file)
    assert isinstance(await feed.check(NOW), Changed)
    rewrite(file, payload(2.0))
    assert isinstance(await feed.check(after(1)), Changed)
    rewrite(file, payload(2.0))
    assert await feed.check(after(2)) == Unchanged()
    rewrite(file, payload(1.0))
    assert isinstance(await feed.check(after(3)), Changed)


async def test_a_half_written_file_is_awaited(tmp_path: Path) -> None:
    """While a file is being written nothing is said; when it is whole it is given."""
    file = tmp_path / "a.json"
    rewrite(file, payload(1.0))
    feed = PathFeed(file)
    feed.read(NOW)
    rewrite(file, payload(2.0)[:50])
    assert await feed.check(after(1)) == Unchanged()
    assert await feed.check(after(2)) == Unchanged()
    rewrite(file, payload(2.0))
    assert isinstance(await feed.check(after(2.5)), Changed)
    assert await feed.check(after(3)) == Unchanged()


async def test_a_file_that_stays_broken_is_said(tmp_path: Path) -> None:
    """After two seconds without a change a broken file is broken, and it stays said."""
    file = tmp_path / "a.json"
    rewrite(file, payload(1.0))
    feed = PathFeed(file)
    feed.read(NOW)
    rewrite(file, b"[1,")
    assert await feed.check(after(1)) == Unchanged()
    for seconds in (3, 4):
        outcome = await feed.check(after(seconds))
        assert isinstance(outcome, Failed)
        assert isinstance(outcome.error, PayloadError)
        assert outcome.error.sentence.startswith(f"{file} is not understood: ")


async def test_a_clock_set_back_does_not_hide_a_broken_file(tmp_path: Path) -> None:
    """Time that runs backwards settles the matter."""
    file = tmp_path / "a.json"
    rewrite(file, payload(1.0))
    feed = PathFeed(file)
    feed.read(NOW)
    rewrite(file, b"[1,")
    assert await feed.check(after(1)) == Unchanged()
    assert isinstance(await feed.check(after(-3600)), Failed)


async def test_a_file_that_vanishes_is_awaited_and_then_said(tmp_path: Path) -> None:
    """A file that is being replaced is gone for a moment only; back unchanged, all is well."""
    file = tmp_path / "a.json"
    rewrite(file, payload(1.0))
    feed = PathFeed(file)
    feed.read(NOW)
    file.rename(tmp_path / "b")
    assert await feed.check(after(1)) == Unchanged()
    outcome = await feed.check(after(1) + SETTLED)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, SourceUnreachable)
    (tmp_path / "b").rename(file)
    assert await feed.check(after(5)) == Unchanged()


def test_what_is_wrong_at_the_first_look_is_said_at_once(tmp_path: Path) -> None:
    """Whoever asks only once hears of a broken or missing file."""
    file = tmp_path / "a.json"
    assert isinstance(PathFeed(file).read(NOW), Failed)
    for content in (b"oops", b"[1,", START_PAGE, page(INLINE, "/_payload.json")):
        file.write_bytes(content)
        outcome = PathFeed(file).read(NOW)
        assert isinstance(outcome, Failed)
        assert str(file) in outcome.error.sentence


def test_a_folder_gives_everything_oldest_first(tmp_path: Path) -> None:
    """All payloads load, in the order they were made, whatever they are called; the same content counts once."""
    (tmp_path / "a.json").write_bytes(payload(label="New", made_at=1_780_500_949_256))
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(payload(label="Old", made_at=1_770_500_949_256), mtime=0))
    (tmp_path / "c.html").write_bytes(page(payload(label="Middle", made_at=1_775_500_949_256)))
    (tmp_path / "d.json").write_bytes(payload(label="New", made_at=1_780_500_949_256))
    feed = feed_for(str(tmp_path))
    outcome = feed.read(NOW)
    assert feed.kind == "folder"
    assert labels(outcome) == ["Old", "Middle", "New"]
    assert isinstance(outcome, Changed)
    assert outcome.failures == ()
    assert {fetched.snapshot.origin for fetched in outcome.fetched} == {
        str(tmp_path / name) for name in ("a.json", "b.json.gz", "c.html")
    }


async def test_a_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    """It is said with its reason, for as long as it is there."""
    (tmp_path / "a.json").write_bytes(b"oops")
    (tmp_path / "b.json").write_bytes(payload())
    (tmp_path / "c.json").mkdir()
    feed = PathFeed(tmp_path)
    outcome = feed.read(NOW)
    assert labels(outcome) == ["Lithium"]
    assert isinstance(outcome, Changed)
    assert [Path(failure.origin).name for failure in outcome.failures] == ["a.json", "c.json"]
    again = await feed.check(after(1))
    assert isinstance(again, Unchanged)
    assert [str(failure.error) for failure in again.failures] == [str(failure.error) for failure in outcome.failures]
    (tmp_path / "a.json").unlink()
    (tmp_path / "c.json").rmdir()
    assert await feed.check(after(2)) == Unchanged()


async def test_a_dropped_payload_is_given_and_only_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A watched folder reads what is new, not what it knows."""
    (tmp_path / "a.json").write_bytes(payload(1.0, "A"))
    feed = PathFeed(tmp_path)
    feed.read(NOW)
    read: list[str] = []

    def watched(path: Path) -> bytes:
        read.append(path.name)
        return path.read_bytes()

    monkeypatch.setattr("tickertui.source.local.read_file", watched)
    (tmp_path / "b.json").write_bytes(payload(2.0, "B"))
    assert labels(await feed.check(after(1))) == ["B"]
    assert read == ["b.json"]


async def test_a_half_written_file_in_a_folder_is_awaited(tmp_path: Path) -> None:
    """It is no failure while it grows."""
    (tmp_path / "a.json").write_bytes(payload(1.0, "A"))
    feed = PathFeed(tmp_path)
    feed.read(NOW)
    rewrite(tmp_path / "b.json", payload(2.0, "B")[:100])
    assert await feed.check(after(1)) == Unchanged()
    rewrite(tmp_path / "b.json", payload(2.0, "B"))
    assert labels(await feed.check(after(2))) == ["B"]


async def test_a_file_that_vanishes_from_a_folder_is_no_error(tmp_path: Path) -> None:
    """What was read stays known; put back, it is nothing new."""
    (tmp_path / "a.json").write_bytes(payload(1.0, "A"))
    (tmp_path / "b.json").write_bytes(payload(2.0, "B"))
    feed = PathFeed(tmp_path)
    feed.read(NOW)
    (tmp_path / "a.json").unlink()
    assert await feed.check(after(1)) == Unchanged()
    (tmp_path / "a.json").write_bytes(payload(1.0, "A"))
    assert await feed.check(after(2)) == Unchanged()


async def test_an_empty_folder_waits_for_its_first_payload(tmp_path: Path) -> None:
    """It is said that there is none yet; one that is dropped is given."""
    feed = PathFeed(tmp_path)
    outcome = feed.read(NOW)
    assert isinstance(outcome, Failed)
    assert "There is no payload" in outcome.error.sentence
    (tmp_path / "a.json").write_bytes(payload())
    assert labels(await feed.check(after(1))) == ["Lithium"]


def test_a_folder_of_bad_files_fails_with_each_reason(tmp_path: Path) -> None:
    """None can be read: the whole fails, and every file is said."""
    (tmp_path / "a.json").write_bytes(b"oops")
    (tmp_path / "b.json").write_bytes(b"")
    outcome = PathFeed(tmp_path).read(NOW)
    assert isinstance(outcome, Failed)
    assert outcome.error.sentence.startswith(f"None of 2 files in {tmp_path} can be read.")
    assert len(outcome.failures) == 2


async def test_a_folder_that_vanishes_is_said_and_may_return(tmp_path: Path) -> None:
    """A disk that is taken out and put back."""
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / "a.json").write_bytes(payload())
    feed = PathFeed(folder)
    feed.read(NOW)
    folder.rename(tmp_path / "away")
    assert await feed.check(after(1)) == Unchanged()
    assert isinstance(await feed.check(after(4)), Failed)
    (tmp_path / "away").rename(folder)
    assert await feed.check(after(5)) == Unchanged()


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe cannot be read twice."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(payload())))
    feed = feed_for(STANDARD_INPUT)
    assert (labels(feed.read(NOW)), feed.kind) == (["Lithium"], "stdin")
    assert feed.read(NOW) == Unchanged()


def test_the_sample_says_that_it_is_one() -> None:
    """Every snapshot of it, and nothing else, is marked."""
    feed = feed_for(SAMPLE)
    outcome = feed.read(NOW)
    assert isinstance(outcome, Changed)
    assert all(fetched.snapshot.is_sample for fetched in outcome.fetched)
    assert feed.read(NOW) == Unchanged()


@pytest.mark.parametrize(
    "source", ["", "  ", "ftp://example.org/a", "a\0b", "file://elsewhere/a", "http://", "https://["]
)
def test_what_is_no_source_is_a_usage_error(source: str) -> None:
    """It is said before anything is asked."""
    with pytest.raises(UsageError):
        feed_for(source, client=lambda: pytest.fail("nobody is asked"))


def test_an_address_needs_a_client() -> None:
    """Where only local sources are read, an address is refused."""
    with pytest.raises(UsageError, match="on the network"):
        feed_for("https://example.org/")


def test_a_file_address_and_a_home_are_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`file:` addresses and `~` are understood."""
    (tmp_path / "a b.json").write_bytes(payload())
    monkeypatch.setenv("HOME", str(tmp_path))
    assert labels(feed_for(f"file://{tmp_path}/a%20b.json").read(NOW)) == ["Lithium"]
    assert labels(feed_for("~/a b.json").read(NOW)) == ["Lithium"]


async def test_a_decoder_gets_what_is_there(tmp_path: Path) -> None:
    """The text of a payload, understood or not, also out of a page; a folder has no one payload."""
    file = tmp_path / "a.json"
    file.write_bytes(b"[1]")
    assert await payload_of(str(file), NOW) == b"[1]"
    file.write_bytes(page(payload()))
    assert await payload_of(str(file), NOW) == payload()
    with pytest.raises(UsageError, match="is a folder"):
        await payload_of(str(tmp_path), NOW)


def test_the_real_payload_is_read(real_payload_path: Path) -> None:
    """Fifteen rows and one article."""
    outcome = feed_for(str(real_payload_path)).read(NOW)
    assert isinstance(outcome, Changed)
    assert [(len(fetched.snapshot.quotes), len(fetched.snapshot.articles)) for fetched in outcome.fetched] == [(15, 1)]
