"""What the shell answers from the archive: the same cells in table and CSV, and words for all that is missing."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.golden import check_golden
from tests.cli.saved import MOMENT, body, cells_of, day, save, three_weeks, values_of
from tests.conftest import REPOSITORY
from tickertui.cli.kept import archive_file
from tickertui.cli.main import main

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"

Captured = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    """The exit code of the command line at a fixed moment."""
    return main(list(arguments), clock=lambda: MOMENT)


@pytest.fixture
def kept(tmp_path: Path, capsys: Captured) -> Path:
    """An archive of three weeks; the folder that was imported."""
    folder = three_weeks(tmp_path / "saved")
    assert run("import", str(folder)) == 0
    capsys.readouterr()
    return folder


VERBS = {
    "history": ["history", "Lithium"],
    "revisions": ["revisions"],
    "revisions-of-one": ["revisions", "lithium h"],
    "snapshots": ["snapshots"],
    "as-of": ["show", "--as-of", "2026-05-14"],
    "keys": ["keys"],
    "info": ["archive", "info"],
}


@pytest.mark.parametrize("name", VERBS)
def test_table_and_csv_agree_cell_for_cell(name: str, kept: Path, capsys: Captured) -> None:
    """Whoever quotes the table and whoever loads the CSV see the same text."""
    assert run(*VERBS[name]) == 0
    table = cells_of(capsys.readouterr().out)
    assert run(*VERBS[name], "--format", "csv") == 0
    assert table == values_of(capsys.readouterr().out)


@pytest.mark.parametrize("name", VERBS)
def test_json_is_one_document_with_a_value_for_each_row(name: str, kept: Path, capsys: Captured) -> None:
    """Programs get what people see, typed."""
    assert run(*VERBS[name], "--format", "csv") == 0
    rows = len(values_of(capsys.readouterr().out)) - 1
    assert run(*VERBS[name], "--format", "json") == 0
    value = json.loads(capsys.readouterr().out)
    if name == "info":
        assert (value["payloads"], value["revisions"]) == (3, 1)
        return
    listed = value if isinstance(value, list) else value.get("prints") or value.get("quotes")
    assert len(listed) == rows


@pytest.mark.parametrize("name", ["history", "revisions", "as-of"])
def test_what_is_printed_is_as_accepted(name: str, kept: Path, capsys: Captured) -> None:
    """Golden output, readable in a diff."""
    for form, ending in (("table", "txt"), ("csv", "csv"), ("json", "json")):
        assert run(*VERBS[name], "--format", form) == 0
        out = capsys.readouterr().out.replace(str(kept), "FOLDER")
        check_golden(out, f"{name}.{ending}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Lithium", "Lithium"),
        ("lithium", "Lithium"),
        (" LITHIUM ", "Lithium"),
        ("lithium h", "Lithium Hydroxide"),
        ("COB", "Cobalt"),
    ],
)
def test_an_index_is_found_by_name_or_its_beginning(written: str, meant: str, kept: Path, capsys: Captured) -> None:
    """Case does not matter, and a whole name wins over names that only begin like it."""
    assert run("history", written, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["label"] == meant


def test_a_print_that_was_revised_often_stays_a_line(tmp_path: Path, capsys: Captured) -> None:
    """A cell names the latest of the earlier values and counts the others; JSON has them all."""
    for number in range(1, 8):
        rows = {"Lithium": {"2026-04-30": 100.0, "2026-05-07": 100.0 + number}}
        save(tmp_path / f"{number}.json", body(rows, day(7 + number)))
    run("import", str(tmp_path))
    capsys.readouterr()
    run("history", "lithium", "--format", "csv")
    revised = values_of(capsys.readouterr().out)[2][5]
    earlier = [f"{100 + number}.00 of 2026-05-{7 + number} 12:00 UTC" for number in (4, 5, 6)]
    assert revised == "; ".join(["3 more", *earlier])
    run("history", "lithium", "--format", "json")
    assert len(json.loads(capsys.readouterr().out)["prints"][1]["revised_from"]) == 6


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Lithum", "Lithium"),
        ("hydrox", "Lithium Hydroxide"),
        ("li", "2 indices begin"),
        ("zzz", "Cobalt"),
        ("", "begin"),
    ],
)
def test_an_unknown_index_names_what_there_is(written: str, words: str, kept: Path, capsys: Captured) -> None:
    """Wrong usage with near names, never a guess."""
    assert run("history", written) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err


def test_the_board_is_as_it_was_known_then(kept: Path, capsys: Captured) -> None:
    """The value before its revision, no later row, ages counted from that day, and stderr says so."""
    assert run("show", "--as-of", "2026-05-15", "--format", "json") == 0
    told = capsys.readouterr()
    board = json.loads(told.out)
    assert [quote["label"] for quote in board["quotes"]] == ["Cobalt", "Lithium"]
    lithium = board["quotes"][1]
    assert [point["value"] for point in lithium["series"]] == [100.0, 104.0, 110.0]
    assert lithium["publication"]["age_days"] == 1
    assert board["as_of"].startswith("2026-05-15T23:59:59")
    assert "as it was known at 2026-05-15 23:59 UTC" in told.err
    assert "2026-05-14 12:00 UTC" in told.err


def test_the_board_of_one_source_leaves_out_the_others(kept: Path, capsys: Captured) -> None:
    """A folder that was imported is a source by its name."""
    assert run("show", str(kept / "older"), "--as-of", "2026-05-30", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["made_at"] is None
    assert run("show", str(kept / "nothing"), "--as-of", "2026-05-30") == 2
    assert "from these sources" in capsys.readouterr().err


def test_what_is_listed_as_known_at_a_minute_is_known_then(tmp_path: Path, capsys: Captured) -> None:
    """The moments of one verb are understood by another, though the payload was made at some second of the minute."""
    for minute in (1, 2):
        made_at = datetime(2026, 5, 7, 12, minute, 49, 256000, UTC)
        save(
            tmp_path / f"{minute}.json", body({"Lithium": {"2026-05-06": 99.0, "2026-05-07": 100.0 + minute}}, made_at)
        )
    run("import", str(tmp_path))
    capsys.readouterr()
    run("snapshots", "--format", "csv")
    listed = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    assert [known for known, *_ in listed] == ["2026-05-07 12:02 UTC", "2026-05-07 12:01 UTC"]
    for known, *_, origin in listed:
        assert run("show", "--as-of", known) == 0
        assert origin in capsys.readouterr().err


def test_before_the_first_payload_no_board_was_known(kept: Path, capsys: Captured) -> None:
    """Exit code 2, and the sentence says since when there is one."""
    assert run("show", "--as-of", "2026-05-07T11:00Z") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "2026-05-07 12:00 UTC" in told.err


@pytest.mark.parametrize("verb", [["snapshots"], ["revisions"]])
def test_where_nothing_is_kept_there_is_nothing_and_no_file(verb: list[str], capsys: Captured) -> None:
    """An empty list, words on how to fill it, and asking makes no archive."""
    assert run(*verb, "--format", "json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == []
    assert "import" in told.err
    assert not archive_file().exists()
    assert run("history", "Lithium") == 2
    assert run("show", "--as-of", "yesterday") == 2
    assert run("archive", "info") == 5
    assert run("archive", "verify") == 5
    assert not archive_file().exists()


def test_a_whole_archive_is_said_to_be_whole(kept: Path, capsys: Captured) -> None:
    """Exit code 0, and words on what was looked at."""
    assert run("archive", "verify") == 0
    assert "is whole: 3 payloads" in capsys.readouterr().err


def test_what_is_not_whole_is_named(kept: Path, capsys: Captured) -> None:
    """Exit code 5, each finding on stdout, in every format."""
    connection = sqlite3.connect(archive_file())
    connection.execute("update payload set body = x'00' where id = 1")
    connection.commit()
    connection.close()
    assert run("archive", "verify") == 5
    told = capsys.readouterr()
    assert "payload" in told.out
    assert "not whole: 1 finding" in told.err
    assert run("archive", "verify", "--format", "json") == 5
    assert json.loads(capsys.readouterr().out)[0]["code"] == "payload"


def test_a_backup_is_a_whole_archive_and_overwrites_nothing(kept: Path, tmp_path: Path, capsys: Captured) -> None:
    """A file that is there stays as it is."""
    copy = tmp_path / "copy.sqlite3"
    assert run("archive", "backup", str(copy)) == 0
    before = copy.read_bytes()
    assert run("archive", "backup", str(copy)) == 5
    assert copy.read_bytes() == before
    assert "already" in capsys.readouterr().err
    archive_file().unlink()
    shutil.move(copy, archive_file())
    assert run("history", "lithium") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 + 4


@pytest.mark.parametrize("arguments", [["backup"], ["info", "x"], ["verify", "x"]])
def test_a_path_is_for_a_backup_only(arguments: list[str], kept: Path, capsys: Captured) -> None:
    """Wrong usage says so."""
    assert run("archive", *arguments) == 2
    assert "PATH" in capsys.readouterr().err


def test_the_commands_are_listed_without_loading_the_screen() -> None:
    """Declarations are data."""
    program = (
        "import sys\nfrom tickertui.cli.main import main\n"
        "assert main(['keys']) == 0\nassert 'textual' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "board.refresh" in done.stdout
    assert "Ctrl+P" in done.stdout


@pytest.fixture
def damaged(kept: Path) -> Path:
    """The archive's file, its first bytes gone."""
    path = archive_file()
    content = path.read_bytes()
    path.write_bytes(b"x" * 200 + content[200:])
    return path


def test_a_damaged_archive_is_left_alone_by_who_only_reads(damaged: Path, capsys: Captured) -> None:
    """Exit code 5 with words, and not a byte of the file is touched."""
    content = damaged.read_bytes()
    for verb in (
        ["history", "x"],
        ["snapshots"],
        ["archive", "info"],
        ["archive", "verify"],
        ["show", "--as-of", "now"],
    ):
        assert run(*verb) == 5
    assert "Traceback" not in capsys.readouterr().err
    assert damaged.read_bytes() == content
    assert [path.name for path in damaged.parent.iterdir() if "damaged" in path.name] == []


def test_the_board_is_shown_beside_a_damaged_archive(damaged: Path, capsys: Captured) -> None:
    """The file is kept under a name with the date, a new one is begun, and stderr says so."""
    content = damaged.read_bytes()
    assert run("show", str(SAMPLE)) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 17
    assert "damaged" in told.err
    aside = [path for path in damaged.parent.iterdir() if "damaged" in path.name and path.stat().st_size > 0]
    assert content in [path.read_bytes() for path in aside]
    assert run("archive", "verify") == 0


@pytest.fixture
def newer(kept: Path) -> Path:
    """The archive's file, as a newer tickertui would leave it."""
    connection = sqlite3.connect(archive_file())
    connection.execute("pragma user_version = 99")
    connection.commit()
    connection.close()
    return archive_file()


def test_a_newer_archive_is_refused_and_the_board_shown(newer: Path, capsys: Captured) -> None:
    """It stays untouched; whoever asks for it gets 5, whoever asks for the board gets the board."""
    content = newer.read_bytes()
    assert run("show", str(SAMPLE)) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 17
    assert "newer tickertui" in told.err
    for verb in (["history", "lithium"], ["snapshots"], ["archive", "verify"], ["import", str(SAMPLE)]):
        assert run(*verb) == 5
        assert "newer tickertui" in capsys.readouterr().err
    assert newer.read_bytes() == content


def test_a_data_folder_that_is_a_file_costs_the_archive_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The board is printed; whoever asks for the archive is told that there can be none."""
    wrong = tmp_path / "data"
    wrong.write_text("mine")
    monkeypatch.setenv("TICKERTUI_DATA", str(wrong))
    assert run("show", str(SAMPLE)) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 17
    assert "nothing is kept" in told.err
    for verb in (["history", "lithium"], ["snapshots"], ["archive", "info"], ["import", str(SAMPLE)]):
        assert run(*verb) == 5
    assert "Traceback" not in capsys.readouterr().err
    assert wrong.read_text() == "mine"


@pytest.fixture
def read_only(kept: Path) -> Iterator[Path]:
    """The archive in a folder that nobody may write, where the system forbids it to us too."""
    folder = archive_file().parent
    archive_file().chmod(0o400)
    folder.chmod(0o500)
    try:
        (folder / "probe").touch()
    except OSError:
        yield folder
    else:
        (folder / "probe").unlink()
        pytest.skip("this user may write everywhere")
    finally:
        folder.chmod(0o700)
        archive_file().chmod(0o600)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has no such permissions")
def test_what_can_only_be_read_is_read(read_only: Path, capsys: Captured) -> None:
    """Every question is answered, nothing is kept, and `show` says so."""
    assert run("history", "lithium") == 0
    assert run("archive", "verify") == 0
    capsys.readouterr()
    assert run("show", str(SAMPLE)) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 17
    assert "nothing new is kept" in told.err
    assert run("import", str(SAMPLE)) == 5


@pytest.mark.skipif(os.name != "posix", reason="names of files are text here")
def test_a_folder_whose_name_is_no_text_is_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite takes only UTF-8 for a name; the board is shown all the same."""
    monkeypatch.setenv("TICKERTUI_DATA", os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    assert run("import", str(SAMPLE)) == 5
    assert "not text in UTF-8" in capsys.readouterr().err
    assert run("show", str(SAMPLE)) == 0
    assert "nothing is kept" in capsys.readouterr().err
    Path(os.environ["TICKERTUI_DATA"]).mkdir(exist_ok=True)
    (Path(os.environ["TICKERTUI_DATA"]) / "archive.sqlite3").write_bytes(b"")
    for verb in ("snapshots", "revisions", "archive info"):
        assert run(*verb.split()) == 5
        assert "not text in UTF-8" in capsys.readouterr().err
