"""Articles at the shell: found wherever they are kept, and set to the width of the terminal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.saved import MOMENT, save
from tests.conftest import REPOSITORY
from tests.terminal import Terminal, tickertui
from tickertui.cli.main import main
from tickertui.cli.output import cells
from tickertui.cli.wrapping import wrapped

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"

Captured = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    """The exit code of the command line at a fixed moment."""
    return main(list(arguments), clock=lambda: MOMENT)


def test_an_article_that_is_kept_is_found_without_its_source(tmp_path: Path, capsys: Captured) -> None:
    """The text is that of the payload it came in, also when the file is gone."""
    file = save(tmp_path / "a.json", SAMPLE.read_bytes())
    assert run("read", "--from", str(file)) == 0
    first = capsys.readouterr().out
    file.unlink()
    assert run("read", "slow-price") == 0
    assert capsys.readouterr().out == first
    assert run("read", "--format", "markdown") == 0
    assert "A fuller account, with the arithmetic" in capsys.readouterr().out


def test_a_named_source_is_not_confused_by_what_is_kept(tmp_path: Path, capsys: Captured) -> None:
    """The only article of a source needs no name, whatever else the archive has."""
    other = SAMPLE.read_text().replace("what-a-slow-price-says", "another-article")
    other = other.replace("1780500949256", str(int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)))
    uuid = next(line for line in other.split('"') if len(line) == 36 and line.count("-") == 4)
    file = save(tmp_path / "other.json", other.replace(uuid, uuid[::-1]).encode())
    assert run("import", str(SAMPLE)) == 0
    assert run("read", "--from", str(file), "--format", "json") == 0
    assert '"another-article"' in capsys.readouterr().out
    assert run("read") == 2
    assert "another-article" in capsys.readouterr().err


def test_without_sources_and_archive_the_sample_is_read(capsys: Captured) -> None:
    """And it says that it is a sample."""
    assert run("read") == 0
    told = capsys.readouterr()
    assert "What a slow price says" in told.out
    assert "SAMPLE" in told.err


def test_a_terminal_gets_lines_that_fit() -> None:
    """Eighty columns at most, fewer where the terminal has fewer; tables and addresses stay whole."""
    with Terminal(tickertui("read", "--from", str(SAMPLE)), columns=200) as terminal:
        assert terminal.wait() == 0
        lines = bytes(terminal.output).decode().splitlines()
    long = [line for line in lines if cells(line) > 80]
    assert all("│" in line or "://" in line for line in long)
    assert max(cells(line) for line in lines if line not in long) > 70


def test_what_is_piped_is_not_wrapped(capsys: Captured) -> None:
    """The next program gets paragraphs, a line each."""
    run("read", "--from", str(SAMPLE))
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) > 200


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["one two", "three four"]),
        ("• one two three", ["• one two", "  three"]),
        ("> one two three", ["> one two", "> three"]),
        ("12. one two three", ["12. one", "    two", "    three"]),
        ("  • one two three", ["  • one", "    two", "    three"]),
        ("> • one two", ["> • one", ">   two"]),
        ("[1] https://example.org/long", ["[1] https://example.org/long"]),
        ("    code that is long", ["    code that is long"]),
        ("one │ two │ three", ["one │ two │ three"]),
        ("═" * 20, ["═" * 10]),
        ("价格说明什么不说明什么", ["价格说明什", "么不说明什", "么"]),
        ("short", ["short"]),
        ("", [""]),
    ],
)
def test_long_lines_are_broken_and_hang_under_their_beginning(text: str, lines: list[str]) -> None:
    """Markers are followed by what belongs to them; what must stay whole does."""
    assert wrapped(text + "\n", 10).splitlines() == lines
