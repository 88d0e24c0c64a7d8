"""What the shell gets: data on stdout, words on stderr, and a code that tells a script what happened."""

import csv
import gzip
import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tickertui import __version__
from tickertui.cli.main import main

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"
MOMENT = datetime(2026, 6, 3, 15, 35, 49, tzinfo=UTC)

NEEDS_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")

Captured = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    """The exit code of the command line at a fixed moment."""
    return main(list(arguments), clock=lambda: MOMENT)


def cells_of(table: str) -> list[list[str]]:
    """The cells of a printed table, by the columns that its rule shows."""
    lines = table.splitlines()
    edges, start = [], 0
    for part in lines[1].split("  "):
        edges.append((start, start + len(part)))
        start += len(part) + 2
    return [[line[left:right].strip() for left, right in edges] for line in (lines[0], *lines[2:])]


def test_show_prints_every_row_with_its_date_and_state(capsys: Captured) -> None:
    """The board's facts stand in the table: level, change, age, publication state."""
    assert run("show", str(SAMPLE)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + 15
    lithium = lines[2].split()
    assert lithium[:2] == ["Lithium", "411.01"]
    assert "2026-05-27" in lithium
    cobalt = next(line for line in lines if line.startswith("Cobalt"))
    assert "28 d" in cobalt


def test_table_and_csv_agree_cell_for_cell(capsys: Captured) -> None:
    """Whoever quotes the table and whoever loads the CSV see the same text."""
    run("show", str(SAMPLE))
    table = cells_of(capsys.readouterr().out)
    run("show", str(SAMPLE), "--format", "csv")
    comma = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert table == comma


def test_json_has_every_figure_as_a_number_with_its_bases(capsys: Captured) -> None:
    """Programs get numbers, dates and what each percentage is against."""
    assert run("show", str(SAMPLE), "--format", "json") == 0
    board = json.loads(capsys.readouterr().out)
    lithium = board["quotes"][0]
    assert (lithium["label"], lithium["level"], lithium["published_on"]) == ("Lithium", 411.01, "2026-05-27")
    assert lithium["bases"]["year_to_date"]["value"] == 233.73
    assert len(lithium["series"]) == 12
    assert lithium["series"][0] == {"on": "2025-12-24", "value": 203.79}
    assert board["made_at"].startswith("2026-06-03T15:35:49")
    assert board["is_sample"] is False


def _payload(path: Path, data: dict[str, object]) -> str:
    """A payload of plain values, written as a devalue table; the file's name."""
    entries: list[object] = []

    def put(value: object) -> int:
        entries.append(value)
        place = len(entries) - 1
        if isinstance(value, dict):
            entries[place] = {key: put(item) for key, item in value.items()}
        elif isinstance(value, list):
            entries[place] = [put(item) for item in value]
        return place

    put({"data": data})
    path.write_text(json.dumps(entries))
    return str(path)


def test_a_payload_without_prices_is_an_empty_board(tmp_path: Path, capsys: Captured) -> None:
    """A program still gets its header or its document, a person a sentence, and the code is that of success."""
    empty = _payload(tmp_path / "empty.json", {"ticker-data": []})
    assert run("show", empty, "--format", "json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["quotes"] == []
    assert "no prices" in told.err
    assert run("show", empty, "--format", "csv") == 0
    assert capsys.readouterr().out.startswith("Index,")


def test_a_payload_of_articles_alone_says_where_they_are(tmp_path: Path, capsys: Captured) -> None:
    """There are no prices to print, and another verb prints what there is."""
    body = {"type": "doc", "content": []}
    story = {"uuid": "u", "name": "A", "slug": "a", "content": {"content": body}}
    assert run("show", _payload(tmp_path / "story.json", {"story-article/a": story})) == 0
    assert "there is 1 article: tickertui read" in capsys.readouterr().err


def test_what_does_not_add_up_is_counted_beside_the_table(tmp_path: Path, capsys: Captured) -> None:
    """Nothing is dropped in silence: the table has no room for findings, so stderr says how many there are."""
    odd = _payload(tmp_path / "odd.json", {"ticker-data": [{"label": "Lithium", "today": "x"}], "more": {"a": 1}})
    for form in ("table", "csv"):
        assert run("show", odd, "--format", form) == 0
        assert "1 of 1 rows with findings, 1 finding about the payload" in capsys.readouterr().err
    run("show", odd, "--format", "json")
    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out)["findings"]


def test_the_sample_says_that_it_is_a_sample(capsys: Captured) -> None:
    """Without a source the shipped sample is shown, and nobody can take it for the market."""
    assert run("show") == 0
    told = capsys.readouterr()
    assert "SAMPLE" in told.err
    assert len(told.out.splitlines()) == 17
    run("show", "--format", "json")
    assert json.loads(capsys.readouterr().out)["is_sample"] is True


def test_a_clock_that_is_behind_makes_no_figure_fresher(capsys: Captured) -> None:
    """A payload that was made later than the clock says is proof: ages count from then, and it is said."""
    early = MOMENT - timedelta(days=20)
    assert main(["show", str(SAMPLE), "--format", "json"], clock=lambda: early) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["quotes"][0]["publication"]["age_days"] == 7
    assert "clock is behind" in told.err


@pytest.mark.parametrize("year", [1, 1970, 9999])
def test_no_clock_is_a_fault(year: int, capsys: Captured) -> None:
    """A clock that is wrong by centuries still prints a board, and keeps it."""
    at = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    for command in (["show", str(SAMPLE)], ["import", str(SAMPLE)], ["read", "--from", str(SAMPLE)], ["snapshots"]):
        assert main(command, clock=lambda: at) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_terminal_the_board_is_printed(capsys: Captured) -> None:
    """`tickertui | less` gets the table, not escape codes."""
    assert run(str(SAMPLE)) == 0
    bare = capsys.readouterr().out
    run("show", str(SAMPLE))
    assert bare == capsys.readouterr().out
    assert "\x1b" not in bare


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", 4, "empty"),
        (b"<!doctype html><title>x</title>", 4, "payload"),
        (b"{", 4, "breaks off"),
        (b"[1,2", 4, "payload"),
        (b"[{}]", 4, ""),
    ],
)
def test_what_is_no_payload_is_not_understood(
    content: bytes, code: int, words: str, tmp_path: Path, capsys: Captured
) -> None:
    """A broken payload gets a sentence with its name, exit code 4, and nothing on stdout."""
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    assert run("show", str(path)) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert "broken.json" in told.err
    assert words in told.err
    assert "Traceback" not in told.err


def test_a_missing_file_is_out_of_reach(tmp_path: Path, capsys: Captured) -> None:
    """Exit code 3, and the sentence names the path."""
    assert run("show", str(tmp_path / "nowhere.json")) == 3
    assert "nowhere.json" in capsys.readouterr().err


def test_a_bad_source_does_not_keep_the_others_from_loading(tmp_path: Path, capsys: Captured) -> None:
    """The board of the good source is printed; the code and stderr tell of the bad one."""
    assert run("show", str(tmp_path / "nowhere.json"), str(SAMPLE)) == 3
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 17
    assert "nowhere.json" in told.err


def test_a_folder_shows_its_newest_payload_and_names_its_bad_files(tmp_path: Path, capsys: Captured) -> None:
    """All snapshots load, also compressed ones; the newest shows."""
    text = SAMPLE.read_text()
    (tmp_path / "old.json").write_text(text.replace("1780500949256", "1700000000000").replace("411.01", "1.01"))
    (tmp_path / "new.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    (tmp_path / "bad.json").write_text("{")
    assert run("show", str(tmp_path), "--format", "json") == 4
    told = capsys.readouterr()
    assert json.loads(told.out)["quotes"][0]["level"] == 411.01
    assert "bad.json" in told.err


def test_standard_input_is_a_source() -> None:
    """`-` reads a payload that is piped in."""
    command = [sys.executable, "-m", "tickertui", "show", "-", "--format", "csv"]
    done = subprocess.run(command, input=SAMPLE.read_bytes(), capture_output=True, check=True)
    assert len(done.stdout.splitlines()) == 16


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    """`tickertui show | head -1` prints no traceback."""
    command = f"({sys.executable} -m tickertui show; echo code $? >&2) | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
    assert "code 141" in done.stderr


@pytest.mark.parametrize(
    ("redirection", "words"), [(">&-", "is closed"), pytest.param("> /dev/full", "no space left", marks=NEEDS_FULL)]
)
@pytest.mark.parametrize("verb", ["show", "keys", "show --format json"])
def test_output_that_cannot_be_written_is_no_fault(verb: str, redirection: str, words: str) -> None:
    """A closed standard output and a full disk have a sentence and a code of their own."""
    command = f"{sys.executable} -m tickertui {verb} {redirection}"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 74
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_standard_error_everything_else_is_as_it_was() -> None:
    """What would be said is said to nobody; the code still tells."""
    for verb, code in (("show", 0), ("show nowhere.json", 3)):
        command = f"{sys.executable} -m tickertui {verb} 2>&-"
        done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, check=False)
        assert done.returncode == code


def test_read_prints_the_whole_article(capsys: Captured) -> None:
    """Title, byline, text to the last paragraph, and the table's cells."""
    assert run("read", "--from", str(SAMPLE)) == 0
    text = capsys.readouterr().out
    assert "What a slow price says, and what it does not" in text
    assert "Mara Lindqvist" in text
    assert "A fuller account, with the arithmetic" in text
    assert "last print of 2024" in text


def test_read_as_markdown_has_every_link(capsys: Captured) -> None:
    """Nothing that could be followed is lost, the second link of a run included."""
    assert run("read", "slow-price", "--from", str(SAMPLE), "--format", "markdown") == 0
    text = capsys.readouterr().out
    for address in ("guide/assessments", "/calendar)", "calendar/exceptions", "article/bases-and-spans"):
        assert address in text
    assert text.startswith("# What a slow price says")


def test_read_as_json_has_the_blocks(capsys: Captured) -> None:
    """Programs get the article's parts, typed."""
    assert run("read", "--from", str(SAMPLE), "--format", "json") == 0
    article = json.loads(capsys.readouterr().out)
    assert article["slug"] == "what-a-slow-price-says"
    kinds = {block["type"] for block in article["document"]["blocks"]}
    assert {"Paragraph", "Heading", "Table", "Picture"} <= kinds


def test_an_unknown_article_names_what_there_is(capsys: Captured) -> None:
    """A wrong slug is wrong usage, and the hint helps."""
    assert run("read", "what-a-slow-prise", "--from", str(SAMPLE)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "what-a-slow-price-says" in told.err


def test_a_fault_of_the_program_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """Exit code 70, and what it takes to find out why, with nothing in it that reaches the terminal as control."""

    def faulty(_: object) -> int:
        raise RuntimeError("\x1b[31mnobody foresaw this")

    monkeypatch.setattr("tickertui.cli.show.run", faulty)
    assert run("show") == 70
    told = capsys.readouterr()
    assert told.out == ""
    assert "nobody foresaw this" in told.err
    assert "fault of tickertui itself" in told.err
    assert "\x1b" not in told.err


def test_decode_prints_plain_json(capsys: Captured) -> None:
    """The payload as other programs would want it."""
    assert run("decode", str(SAMPLE)) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["data"]["ticker-data"][0]["today"] == 411.01
    assert value["prerenderedAt"] == 1780500949256


def test_decode_needs_no_prices(tmp_path: Path, capsys: Captured) -> None:
    """Any devalue document can be decoded, tagged where JSON has no word."""
    path = tmp_path / "any.json"
    path.write_text('[{"at":1,"self":0,"none":-1},["Date","2026-01-02T03:04:05.000Z"]]')
    assert run("decode", "--tagged", str(path)) == 0
    assert json.loads(capsys.readouterr().out) == {
        "at": {"$Date": "2026-01-02T03:04:05.000Z"},
        "self": {"$ref": "#"},
        "none": {"$undefined": True},
    }
    assert run("decode", str(path)) == 4
    assert "--tagged" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--format", "csv"], ["show", "--format", "xml"], ["decode"], ["--nonsense"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Captured) -> None:
    """The message says what is wrong."""
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == 2
    assert "usage: tickertui" in capsys.readouterr().err


def test_version_and_help_go_to_stdout(capsys: Captured) -> None:
    """They are what was asked for, so they are data."""
    for arguments in (["--version"], ["--help"], ["show", "--help"], ["read", "--help"], ["decode", "--help"]):
        with pytest.raises(SystemExit) as left:
            run(*arguments)
        assert left.value.code == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"tickertui {__version__}\n")
    assert told.err == ""


def test_nothing_of_a_payload_reaches_the_terminal_as_control(tmp_path: Path, capsys: Captured) -> None:
    """Escape sequences in every text of a payload are harmless when printed."""
    hostile = r"\u001b]52;c;aGk=\u0007\u009b31m\u202e[/][@click=app.quit]"
    text = SAMPLE.read_text().replace('"Lithium"', f'"Lithium{hostile}"').replace('"text":', '"text":')
    path = tmp_path / "hostile.json"
    path.write_text(text.replace("A price that is published", f"{hostile} A price"))
    for arguments in (["show"], ["show", "--format", "csv"]):
        assert run(*arguments, str(path)) == 0
    for form in ("text", "markdown"):
        assert run("read", "--from", str(path), "--format", form) == 0
    out = capsys.readouterr().out
    assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "[/]" in out


def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A settings file with a text."""
    file = tmp_path / "config.toml"
    file.write_text(text)
    monkeypatch.setenv("TICKERTUI_CONFIG", str(file))


def test_a_source_of_the_settings_that_is_none_leaves_the_others(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with its line; what else the file names is shown."""
    _settings(
        tmp_path,
        monkeypatch,
        f'[[sources]]\naddress = "ftp://a.example"\n[[sources]]\naddress = "{SAMPLE}"\narticles = ["gopher://b"]\n',
    )
    assert run("show") == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 17
    assert "config.toml, line 2: sources[0]" in told.err
    assert "config.toml, line 5: sources[1].articles" in told.err


def test_settings_that_name_no_possible_source_are_wrong(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample would be taken for what was asked for."""
    _settings(tmp_path, monkeypatch, 'sources = ["ftp://a.example"]\n')
    assert run("show") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "line 1: sources[0]: ftp://a.example cannot be asked" in told.err


def test_an_interrupt_while_the_program_loads_is_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """Whoever presses Ctrl+C at once gets the same code and no traceback."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tickertui.cli.main._load_msgspec", interrupt)
    assert run("show") == 130
    assert capsys.readouterr().err == ""
