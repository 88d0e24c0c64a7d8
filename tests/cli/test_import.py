"""`tickertui import`: everything good is kept once, everything bad is named, and nothing acknowledged is lost."""

import gzip
import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.saved import MAY_7, MAY_14, MOMENT, body, day, save, three_weeks
from tests.terminal import Terminal, tickertui
from tickertui.archive.store import Archive
from tickertui.cli.kept import archive_file
from tickertui.cli.main import main

Captured = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    """The exit code of the command line at a fixed moment."""
    return main(list(arguments), clock=lambda: MOMENT)


def test_a_folder_is_imported_with_all_folders_in_it(tmp_path: Path, capsys: Captured) -> None:
    """Every payload is kept, and a sentence says what that brought."""
    assert run("import", str(three_weeks(tmp_path / "saved"))) == 0
    told = capsys.readouterr()
    assert told.out == "Imported: 3 new, 0 known, 0 failed; 9 new prints, 1 revision.\n"
    assert told.err == ""


def test_the_same_again_adds_nothing(tmp_path: Path, capsys: Captured) -> None:
    """Payloads are known by their content, also under another name and compressed."""
    folder = three_weeks(tmp_path / "saved")
    run("import", str(folder))
    capsys.readouterr()
    again = save(tmp_path / "again.json.gz", gzip.compress((folder / "a.json").read_bytes(), mtime=0))
    assert run("import", str(folder), str(again), str(folder / "a.json")) == 0
    assert capsys.readouterr().out == "Imported: 0 new, 4 known, 0 failed; 0 new prints, 0 revisions.\n"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_order_does_not_matter(order: tuple[int, ...], tmp_path: Path, capsys: Captured) -> None:
    """Whatever comes first, the history is the same."""
    folder = three_weeks(tmp_path / "saved")
    files = [folder / "a.json", folder / "older" / "c.json", folder / "b.json"]
    run("import", *(str(files[number]) for number in order))
    capsys.readouterr()
    run("history", "lithium", "--format", "json")
    prints = json.loads(capsys.readouterr().out)["prints"]
    assert [(one["on"], one["value"], len(one["revised_from"])) for one in prints] == [
        ("2026-04-30", 100.0, 0),
        ("2026-05-07", 103.5, 1),
        ("2026-05-14", 110.0, 0),
        ("2026-05-21", 99.0, 0),
    ]


def test_a_payload_without_a_date_is_known_since_its_file_was_written(tmp_path: Path, capsys: Captured) -> None:
    """The file's own time is the best that is known; one that lies ahead is not believed."""
    save(tmp_path / "undated.json", body(MAY_14), day(14))
    save(tmp_path / "ahead.json", body(MAY_7), MOMENT + timedelta(days=400))
    run("import", str(tmp_path))
    capsys.readouterr()
    run("snapshots", "--format", "json")
    known = {Path(one["origin"]).name: one["known_at"] for one in json.loads(capsys.readouterr().out)}
    assert known["undated.json"].startswith("2026-05-14T12:00:00")
    assert known["ahead.json"].startswith("2026-06-03T15:35:49")


def test_each_bad_file_is_named_and_the_rest_imported(tmp_path: Path, capsys: Captured) -> None:
    """The code is the first failure's; hidden files and files called otherwise are not looked at in folders."""
    folder = three_weeks(tmp_path / "saved")
    save(folder / "a0.json", b"{")
    save(folder / "empty.json", b"")
    save(folder / ".hidden.json", b"{")
    save(folder / "notes.txt", b"{")
    save(folder / ".git" / "x.json", b"{")
    assert run("import", str(tmp_path / "nowhere"), str(folder)) == 3
    told = capsys.readouterr()
    assert "3 new, 0 known, 3 failed" in told.out
    assert all(name in told.err for name in ("nowhere", "a0.json", "empty.json"))
    assert ".hidden" not in told.err
    assert "Traceback" not in told.err
    assert run("import", str(folder / "a0.json"), str(tmp_path / "nowhere")) == 4


def test_a_folder_without_payloads_is_said_to_be_one(tmp_path: Path, capsys: Captured) -> None:
    """Importing nothing is not a success."""
    assert run("import", str(tmp_path)) == 3
    assert "There is no payload in" in capsys.readouterr().err


def test_an_address_is_not_imported(capsys: Captured) -> None:
    """Wrong usage, and the hint says what keeps an address."""
    assert run("import", "https://example.org/prices") == 2
    assert "tickertui show https://example.org/prices" in capsys.readouterr().err


def test_settings_that_keep_nothing_are_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written against `archive = false`."""
    monkeypatch.setenv("TICKERTUI_CONFIG", str(save(tmp_path / "config.toml", b"archive = false\n")))
    assert run("import", str(save(tmp_path / "a.json", body(MAY_7)))) == 2
    assert not archive_file().exists()


def test_lines_tell_how_far_a_long_import_is(tmp_path: Path, capsys: Captured) -> None:
    """Without a terminal there is a line at each tenth, and no bar."""
    for number in range(100):
        save(tmp_path / f"{number}.json", body(MAY_7, day(1) + timedelta(hours=number)))
    assert run("import", str(tmp_path)) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [f"tickertui: importing: {done} of 100" for done in range(10, 100, 10)]
    assert "100 new" in told.out


def test_a_terminal_gets_a_bar_that_is_gone_at_the_end(tmp_path: Path) -> None:
    """The bar moves on one line, names of bad files stand above it, and only the sentence stays."""
    folder = three_weeks(tmp_path / "saved")
    save(folder / "bad.json", b"{")
    with Terminal(tickertui("import", str(folder))) as terminal:
        assert terminal.wait() == 4
        assert b"importing [" in terminal.output
        assert b"4 of 4" in terminal.output
        shown = terminal.text()
    assert "importing" not in shown
    assert "bad.json" in shown
    assert "Imported: 3 new, 0 known, 1 failed" in shown


def test_what_was_imported_before_an_interruption_is_kept(tmp_path: Path) -> None:
    """Ctrl+C ends it with 130, and says how much was kept; it is."""
    folder = tmp_path / "many"
    for number in range(1_500):
        save(folder / f"{number:04}.json", body(MAY_7, day(1) + timedelta(minutes=number)))
    with subprocess.Popen(
        tickertui("import", str(folder)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert "150 of 1,500" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    said = int(out.split(": ")[1].split()[0])
    with Archive.open_read_only(archive_file()) as archive:
        kept = archive.upkeep.info().snapshots
    assert 150 <= said <= kept <= said + 1
    assert kept < 1_500


def test_memory_stays_steady_over_many_files(tmp_path: Path) -> None:
    """Ten times as many files need no more than a few megabytes more."""
    program = (
        "import resource, sys\nfrom tickertui.cli.main import main\nassert main(['import', sys.argv[1]]) == 0\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for count in (60, 600):
        folder = tmp_path / f"{count}"
        for number in range(count):
            save(folder / f"{number}.json", body(MAY_7, day(1) + timedelta(minutes=number)))
        env = os.environ | {"TICKERTUI_DATA": str(tmp_path / f"data{count}")}
        done = subprocess.run(
            [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True, env=env
        )
        peaks.append(int(done.stdout.split()[-1]) / 1024)
    assert peaks[1] - peaks[0] < 12
