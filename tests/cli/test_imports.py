"""What is loaded before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.saved import MAY_7, body, day
from tickertui.cli.parser import parse
from tickertui.cli.verbs import are_only_sources


def modules_after(statement: str) -> set[str]:
    """The modules that are there after a statement ran in a fresh interpreter."""
    program = f"{statement}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


@pytest.mark.parametrize("unwanted", ["textual", "rich", "httpx", "apsw", "sqlite3", "selectolax", "asyncio", "ssl"])
def test_importing_the_command_line_does_not_load(unwanted: str, loaded_by_the_command_line: set[str]) -> None:
    """The shell's verbs start fast because they import only what they use."""
    assert unwanted not in loaded_by_the_command_line


@pytest.fixture(scope="module")
def loaded_by_the_command_line() -> set[str]:
    """The modules that importing the command line loads."""
    return modules_after("import tickertui.cli.main")


def test_printing_the_board_loads_neither_the_screen_nor_the_network() -> None:
    """A local payload is printed without Textual and without an HTTP client."""
    loaded = modules_after("from tickertui.cli.main import main\nassert main(['show', '--format', 'csv']) == 0")
    assert not {"textual", "rich", "httpx", "asyncio", "ssl", "selectolax"} & loaded


def test_printing_the_board_as_json_loads_only_what_it_uses(tmp_path: Path) -> None:
    """What costs more to load than a payload to read is left out: other notations, columns, settings nobody has."""
    payload = tmp_path / "a.json"
    payload.write_bytes(body(MAY_7, day(7)))
    run = f"assert main(['show', {str(payload)!r}, '--format', 'json']) == 0"
    loaded = modules_after(f"from tickertui.cli.main import main\n{run}\n{run}")
    assert "tickertui.market.facts" in loaded
    unwanted = {
        "_hashlib", "difflib", "inspect", "platformdirs", "random", "shutil", "socket", "tempfile", "tomllib",
        "typing_extensions", "tickertui.formats.document", "tickertui.formats.storyblok", "tickertui.market.board",
        "tickertui.market.export", "tickertui.settings.known", "tickertui.settings.lines",
    }  # fmt: skip
    assert unwanted & loaded == set()


def test_the_screen_loads_neither_the_network_nor_the_store_at_import() -> None:
    """What the first frame does not need is imported when it is used."""
    loaded = modules_after("import tickertui.tui.app, tickertui.monitor")
    assert "textual" in loaded
    assert not {"httpx", "apsw", "sqlite3", "selectolax", "markdown_it", "importlib.metadata", "PIL"} & loaded


def test_the_screen_of_a_source_does_not_load_a_parser() -> None:
    """Its start does not wait for what only options and verbs need."""
    assert "argparse" not in modules_after("import tickertui.cli.main, tickertui.cli.verbs, tickertui.cli.screen")


@pytest.mark.parametrize("arguments", [[], ["a.json"], ["-"], ["./show"], ["a.json", "show"], [""]])
def test_sources_alone_are_told_from_verbs_and_options(arguments: list[str]) -> None:
    """They are what the parser takes for sources of the screen."""
    parsed = parse(arguments)
    assert are_only_sources(arguments)
    assert (parsed.verb, parsed.sources) == ("screen", arguments)


@pytest.mark.parametrize("arguments", [["show"], ["import", "a"], ["--version"], ["a.json", "--help"], ["--", "-a"]])
def test_verbs_and_options_are_left_to_the_parser(arguments: list[str]) -> None:
    """Whatever it makes of them."""
    assert not are_only_sources(arguments)
