"""What is remembered between runs: merged between processes, written whole, and never in the way."""

import json
import multiprocessing
import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tickertui.settings.remembered import PLACES, READINGS, Memory, Order, Place, Reading

NOW = datetime(2026, 6, 3, 16, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the memory is kept, in a folder that is not there yet."""
    return tmp_path / "state" / "state.json"


def loaded(file: Path) -> Memory:
    """A memory that was read without a problem."""
    memory = Memory(file)
    assert memory.load(NOW) is None
    return memory


def test_everything_is_remembered(file: Path) -> None:
    """What one run chose, the next one knows."""
    memory = loaded(file)
    assert memory.is_new
    memory.remember(order=Order("age", descending=True), theme="nord", columns=("name", "level"), window="26",
                    measure=70, watchlist="cells")  # fmt: skip
    memory.see({"Lithium": date(2026, 5, 27)})
    memory.keep_place("u-1", Place(12, 40, NOW))
    memory.star("LFP", is_starred=True)
    before = memory.state
    assert memory.save(NOW) is None
    again = loaded(file)
    assert again.state == before == memory.state
    assert not again.is_new
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in sorted(file.parent.iterdir())] == ["state.json", "state.lock"]


def test_nothing_changed_writes_nothing(file: Path) -> None:
    """A run that chose nothing leaves no file."""
    assert loaded(file).save(NOW) is None
    assert not file.exists()


def test_two_processes_keep_each_others_changes(file: Path) -> None:
    """Each writes only what it changed; of two prints seen the later counts."""
    first, second = loaded(file), loaded(file)
    first.see({"Lithium": date(2026, 6, 3), "Cobalt": date(2026, 5, 6)})
    first.remember(theme="nord")
    second.see({"Lithium": date(2026, 5, 20)})
    second.star("LFP", is_starred=True)
    assert first.save(NOW) is None
    assert second.save(NOW) is None
    state = loaded(file).state
    assert state.seen == {"Lithium": date(2026, 6, 3), "Cobalt": date(2026, 5, 6)}
    assert (state.theme, state.starred) == ("nord", {"LFP": True})


def test_a_print_of_the_future_does_not_hide_the_next_ones(file: Path) -> None:
    """A wrong date that was seen gives way to a right one."""
    memory = loaded(file)
    memory.see({"Lithium": date(2062, 6, 3)})
    memory.save(NOW)
    memory.see({"Lithium": date(2026, 6, 3)})
    memory.save(NOW)
    assert loaded(file).state.seen == {"Lithium": date(2026, 6, 3)}


def test_unseen_is_what_is_newer_than_what_was_seen(file: Path) -> None:
    """Nothing is unseen on a first run; later a newer print is, and an index that was not there."""
    memory = loaded(file)
    assert not memory.is_unseen("Lithium", date(2026, 6, 3))
    memory.see({"Lithium": date(2026, 6, 3)})
    memory.save(NOW)
    assert not memory.is_unseen("Lithium", date(2026, 6, 3))
    assert memory.is_unseen("Lithium", date(2026, 6, 10))
    assert memory.is_unseen("Cobalt", date(2026, 6, 3))
    assert not memory.is_unseen("Cobalt", None)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"version": "1"}', b'{"seen": {}}']
)
def test_a_damaged_file_is_kept_aside_with_its_date(file: Path, content: bytes) -> None:
    """It is said, kept, and a new one begun."""
    file.parent.mkdir()
    file.write_bytes(content)
    memory = Memory(file)
    error = memory.load(NOW)
    assert error is not None
    assert "kept as state.damaged-20260603T160000Z.json" in error.sentence
    assert (file.parent / "state.damaged-20260603T160000Z.json").read_bytes() == content
    memory.remember(theme="nord")
    assert memory.save(NOW) is None
    assert loaded(file).state.theme == "nord"


def test_a_field_of_another_shape_costs_only_itself(file: Path) -> None:
    """One wrong field is forgotten, the others are not, and unknown ones ride along."""
    file.parent.mkdir()
    file.write_text('{"version": 1, "seen": {"A": "soon"}, "theme": "nord", "measure": "wide", "later": [1]}')
    memory = loaded(file)
    assert (memory.state.seen, memory.state.theme, memory.state.measure) == ({}, "nord", None)
    memory.remember(measure=70)
    memory.save(NOW)
    assert json.loads(file.read_text())["later"] == [1]


def test_a_newer_file_is_left_untouched(file: Path) -> None:
    """What a newer program wrote is not read, not written and not moved."""
    file.parent.mkdir()
    file.write_text('{"version": 2}')
    memory = Memory(file)
    error = memory.load(NOW)
    assert error is not None
    assert "newer" in error.sentence
    memory.remember(theme="nord")
    assert memory.save(NOW) is not None
    assert file.read_text() == '{"version": 2}'


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser writes everywhere")
def test_a_read_only_folder_is_said_and_costs_nothing_else(file: Path) -> None:
    """The run goes on with what it knows."""
    file.parent.mkdir(mode=0o500)
    memory = loaded(file)
    memory.remember(theme="nord")
    error = memory.save(NOW)
    assert error is not None
    assert "cannot be written" in error.sentence
    assert memory.state.theme == "nord"


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    """Also where no folder can be made, an error is given and none raised."""
    (tmp_path / "state").write_text("x")
    memory = Memory(tmp_path / "state" / "state.json")
    assert memory.load(NOW) is not None
    memory.remember(theme="nord")
    assert memory.save(NOW) is not None


def test_a_replacement_that_fails_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of writing loses nothing, and leaves nothing lying about."""
    memory = loaded(file)
    memory.remember(theme="nord")
    memory.save(NOW)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    memory.remember(theme="dracula")
    error = memory.save(NOW)
    assert error is not None
    assert "no space left" in error.sentence
    assert loaded(file).state.theme == "nord"
    assert len(list(file.parent.iterdir())) == 2


def test_only_so_many_places_are_kept(file: Path) -> None:
    """The oldest go first."""
    memory = loaded(file)
    for number in range(PLACES + 10):
        memory.keep_place(f"u-{number}", Place(number, kept_at=NOW + timedelta(seconds=number)))
    memory.save(NOW)
    places = loaded(file).state.places
    assert len(places) == PLACES
    assert "u-9" not in places


def test_reading_is_remembered(file: Path) -> None:
    """What was read, laid back and bookmarked is known to the next run, with version and moment."""
    memory = loaded(file)
    memory.mark_read("u-1", NOW, "abc")
    memory.mark_read("u-2", NOW)
    memory.mark_unread("u-2", NOW)
    memory.bookmark("u-1", is_bookmarked=True)
    memory.bookmark("u-3", is_bookmarked=True)
    memory.bookmark("u-3", is_bookmarked=False)
    before = memory.state
    assert memory.save(NOW) is None
    state = loaded(file).state
    assert state == before
    assert state.read == {"u-1": Reading(NOW, "abc"), "u-2": Reading(NOW, is_read=False)}
    assert state.bookmarked == {"u-1": True, "u-3": False}


def test_of_two_runs_the_later_word_on_an_article_counts(file: Path) -> None:
    """Runs keep each other's articles; of one that both speak of, what was said later stands."""
    first, second = loaded(file), loaded(file)
    first.mark_read("both", NOW - timedelta(hours=2))
    first.mark_read("one", NOW)
    first.bookmark("one", is_bookmarked=True)
    second.mark_unread("both", NOW - timedelta(hours=1))
    second.mark_read("two", NOW)
    second.bookmark("two", is_bookmarked=True)
    assert second.save(NOW) is None
    assert first.save(NOW) is None
    state = loaded(file).state
    assert {uuid: reading.is_read for uuid, reading in state.read.items()} == {"both": False, "one": True, "two": True}
    assert state.bookmarked == {"one": True, "two": True}
    assert first.state == state


def test_a_word_of_the_future_gives_way(file: Path) -> None:
    """What a wrong clock said does not hold an article for ever."""
    memory = loaded(file)
    memory.mark_read("u-1", NOW + timedelta(days=900))
    memory.save(NOW + timedelta(days=900))
    memory.mark_unread("u-1", NOW)
    memory.save(NOW)
    assert not loaded(file).state.read["u-1"].is_read


def test_only_so_many_readings_are_kept(file: Path) -> None:
    """The oldest go first."""
    memory = loaded(file)
    for number in range(READINGS + 5):
        memory._changed.setdefault("read", {})[f"u-{number}"] = Reading(NOW + timedelta(seconds=number))
    memory.save(NOW)
    read = loaded(file).state.read
    assert len(read) == READINGS
    assert "u-4" not in read


def write_many(file: Path, worker: int) -> None:
    """What a process of the next test does."""
    for number in range(20):
        memory = Memory(file)
        memory.star(f"{worker}-{number}", is_starred=True)
        assert memory.save(NOW) is None


def test_processes_that_write_at_once_lose_nothing(file: Path) -> None:
    """Three processes write sixty changes, and all are there."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write_many, args=(file, worker)) for worker in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3
    assert len(loaded(file).state.starred) == 60
