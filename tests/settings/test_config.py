"""The settings file: what it says, what is wrong with it and where, and that the rest of it always works."""

import pickle
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickertui.settings.config import Settings, load
from tickertui.settings.known import SETTINGS
from tickertui.settings.lines import key_lines
from tickertui.settings.manual import manual
from tickertui.settings.secret import Secret
from tickertui.settings.source import SourceSetting

REPOSITORY = Path(__file__).resolve().parents[2]

WHOLE = """\
sources = [
  "https://prices.example.org/batteries",
  { address = "~/payloads", name = "Mine" },
]
interval = "2 h"   # seldom
archive = false
theme = "nord"
colours = "East-Asian"
window = 104
measure = 80

[keys]
"board.refresh" = ["f5", "ctrl+r"]
board.sort = "s,o"
app.quit = ","

[watchlists]
cells = ["LFP", "NCM", "LFP"]

[derived]
premium = "A - B"

[aliases]
LFP = "lithium iron phosphate"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings are."""
    return tmp_path / "config.toml"


def told(file: Path, text: str, **environment: str) -> tuple[Settings, list[str]]:
    """The settings of a text, and its problems, each without the file's folder."""
    file.write_text(text, encoding="utf-8")
    read = load(file, environment)
    return read, [problem.text().replace(str(file), file.name) for problem in read.problems]


def test_everything_can_be_set(file: Path) -> None:
    """Every setting is read as it is meant."""
    read, problems = told(file, WHOLE)
    assert problems == []
    assert read.sources == (
        SourceSetting("https://prices.example.org/batteries", place="sources[0]"),
        SourceSetting("~/payloads", "Mine", place="sources[1]"),
    )
    assert read.interval == timedelta(hours=2)
    assert (read.archive, read.theme, read.colours, read.window, read.measure) == (
        False,
        "nord",
        "east-asian",
        "104",
        80,
    )
    assert read.keys == {"board.refresh": ("f5", "ctrl+r"), "board.sort": ("s", "o"), "app.quit": (",",)}
    assert (read.watchlists, read.derived) == ({"cells": ("LFP", "NCM")}, {"premium": "A - B"})
    assert read.aliases == {"LFP": ("lithium iron phosphate",)}


def test_without_a_file_the_defaults_hold() -> None:
    """No file is no problem."""
    read = load()
    assert read == Settings(file=read.file)
    assert read.file.name == "config.toml"


def test_a_named_file_that_is_not_there_is_a_problem(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names a file means one."""
    monkeypatch.setenv("TICKERTUI_CONFIG", str(file))
    assert [problem.sentence for problem in load().problems] == ["There is no such file. The defaults are used."]


def test_a_source_table_has_everything(file: Path) -> None:
    """Name, interval, articles and headers with values from the environment."""
    read, problems = told(
        file,
        '[[sources]]\naddress = "https://a.example"\ninterval = 3600\narticles = "https://a.example/x"\n'
        '[sources.headers]\nCookie = "s=${S}; t=$${S}"\n',
        S="top-secret",
    )
    assert problems == []
    (source,) = read.sources
    assert (source.interval, source.articles) == (timedelta(hours=1), ("https://a.example/x",))
    assert source.revealed_headers() == {"Cookie": "s=top-secret; t=${S}"}


def test_a_secret_is_never_shown_or_stored(file: Path) -> None:
    """Not by repr, not by str, not by a format, not in JSON, not by pickle."""
    read, _ = told(file, '[[sources]]\naddress = "https://a.example"\nheaders = { X-Token = "hidden" }\n')
    for text in (repr(read), str(read), f"{read}", f"{read.sources[0].headers}"):
        assert "hidden" not in text
    with pytest.raises(TypeError):
        msgspec.json.encode(read.sources)
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hidden"))


def test_a_lone_source_table_tells_its_own_lines(file: Path) -> None:
    """Brackets may be single where there is but one source."""
    read, problems = told(file, '[sources]\naddress = "https://a.example"\n\nadress = "b"\ninterval = 1\n')
    assert read.sources == (SourceSetting("https://a.example", place="sources"),)
    assert [problem.partition(": ")[0] for problem in problems] == ["config.toml, line 4", "config.toml, line 5"]
    assert "Did you mean address?" in problems[0]


@pytest.mark.parametrize(
    "headers",
    ['"Cookie: hidden"', '{ Cookie = ["hidden"] }', '{ "hid den" = "hidden" }', '{ Cookie = "hidden\\nX: y" }', "[]"],
)
def test_a_bad_header_is_told_without_its_value(file: Path, headers: str) -> None:
    """A header that cannot be sent is left out; its value is not told."""
    read, problems = told(file, f'[[sources]]\naddress = "https://a.example"\nheaders = {headers}\n')
    assert read.sources == (SourceSetting("https://a.example", place="sources[0]"),)
    assert len(problems) == 1
    assert "hidden" not in problems[0]
    assert problems[0].startswith("config.toml, line 3: sources[0].headers")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("measure = 70\nintervall = 1\n",
         "line 2: intervall: There is no such setting. Did you mean interval?"),
        ("colors = 1", "line 1: colors: There is no such setting. Did you mean colours?"),
        ('colours = "saef"',
         'line 1: colours: \'saef\' is none of "safe", "western", "east-asian", "mono". Did you mean "safe"?'),
        ("\n\nmeasure = 7", "line 3: measure: 7 is no whole number from 40 to 120 and is not used."),
        ("measure = true", "line 1: measure: true is no whole number from 40 to 120 and is not used."),
        ('archive = "yes"', "line 1: archive: 'yes' is neither true nor false and is not used."),
        ("theme = []", "line 1: theme: A list is no text and is not used."),
        ("window = 14", 'line 1: window: 14 is none of 13, 26, 52, 104, "all".'),
        ("keys = 3", "line 1: keys: 3 is no table and is not used."),
        ("[keys]\nboard.sort = 3", "line 2: keys.board.sort: 3 is no text and is not used."),
        ("[watchlists]\na = ['x',\n 3]", "line 3: watchlists.a[1]: 3 is no text and is not used."),
        ("sparklines = 'dots'", "line 1: sparklines: 'dots' is none of \"blocks\", \"braille\"."),
        ("[families]\ncells = ['lfp*', '**']",
         "line 2: families.cells: “**” has no letter or digit and is not used."),
        ("[families]\n'' = ['lfp']", 'line 2: families."": A family needs a name; this one is not used.'),
        ("sources = [\n 'a',\n 3\n]",
         "line 3: sources[1]: 3 is neither an address nor a table with one, and is not used."),
        ("[[sources]]\nadress = 'a'",
         "line 1: sources[0]: A source needs an address; this one is not used. Did you mean address?"),
        ("[[sources]]\naddress = 'a'\n[[sources]]\naddress = 'b'\nnmae = 'x'",
         "line 5: sources[1].nmae: A source has no such setting. Did you mean name?"),
        ("sources = [{ address = 'a', headers = { A = '${NOT_SET}' } }]",
         "line 1: sources[0].headers.A: The environment variable NOT_SET is not set; the header is not sent."),
        ("interval = '5 s'",
         'line 1: interval: \'5 s\' is no time from "1 min" to "31 d", nor "auto"; '
         "the sources are asked by cadence."),
    ],
)  # fmt: skip
def test_a_problem_names_file_line_key_and_what_was_found(file: Path, text: str, expected: str) -> None:
    """One sentence says all that is needed to mend it."""
    assert told(file, text)[1] == [f"config.toml, {expected}"]


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\na = 2", 2), ("x = [1,", 1), ("\n\n[x\ny = 1", 3), ("x = 1\n= 2\n", 2)]
)
def test_what_is_no_toml_is_told_with_its_line(file: Path, text: str, line: int) -> None:
    """The parser's own words, and that the defaults are used."""
    (problem,) = told(file, text)[1]
    assert problem.startswith(f"config.toml, line {line}: This is not TOML: ")
    assert problem.endswith("The defaults are used.")


def test_the_rest_of_a_bad_file_works(file: Path) -> None:
    """Three problems leave everything else as it was set."""
    read, problems = told(
        file, WHOLE.replace('"nord"', "3").replace("window = 104", "windw = 104").replace('"2 h"', "1")
    )
    assert [problem.partition(":")[0] for problem in problems] == [
        f"config.toml, line {number}" for number in (5, 7, 9)
    ]
    assert (read.measure, len(read.sources), read.watchlists) == (80, 2, {"cells": ("LFP", "NCM")})
    assert (read.theme, read.window, read.interval) == ("", "52", None)


@pytest.mark.parametrize(
    "content", [b"theme = '\xff'\n", b"\xff\xfet\x00", b"a = " + b"[" * 5_000, b"\0", b"\x1b[2J = 1"]
)
def test_a_file_that_is_no_toml_is_named_and_the_defaults_hold(file: Path, content: bytes) -> None:
    """Whatever is in the file, there is one problem and it can be shown."""
    file.write_bytes(content)
    read = load(file)
    assert len(read.problems) == 1
    assert read.problems[0].text().isprintable()
    assert msgspec.structs.replace(read, problems=()) == Settings(file=file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A folder in the file's place, and a file that is far too large."""
    assert [problem.sentence for problem in load(tmp_path).problems] == ["This is no file. The defaults are used."]
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)
    assert [problem.sentence for problem in load(large).problems] == [
        "The file is larger than 1,000,000 bytes. The defaults are used."
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(file: Path) -> None:
    """Files from other systems are read like ours, and lines count as there."""
    file.write_bytes("\ufefftheme = 'x'\r\n\r\nmeasure = 1\r\n".encode())
    read = load(file)
    assert (read.theme, read.problems[0].line) == ("x", 3)


def test_a_setting_is_never_written(file: Path) -> None:
    """Reading leaves the file as it is, broken or not."""
    file.write_text("oops", encoding="utf-8")
    before = file.stat()
    load(file)
    assert (file.read_text(encoding="utf-8"), file.stat().st_mtime_ns) == ("oops", before.st_mtime_ns)


def test_every_setting_has_a_field_and_every_field_a_setting() -> None:
    """What can be set is what is read."""
    fields = [name for name in Settings.__struct_fields__ if name not in ("file", "problems", "lines")]
    assert [setting.name for setting in SETTINGS] == fields


def test_every_example_of_the_manual_works(file: Path) -> None:
    """What the manual shows can be copied."""
    for setting in SETTINGS:
        for example in setting.example.split("\n\n# or, with more to say:\n"):
            read, problems = told(file, example, PRICES_SESSION="x")
            assert problems == [], setting.name
            assert setting.name in read.lines


def test_the_manual_is_in_step() -> None:
    """`docs/configuration.md` is what the settings' sentences make."""
    assert (REPOSITORY / "docs" / "configuration.md").read_text(encoding="utf-8") == manual()


def test_lines_are_those_of_the_text() -> None:
    """Arrays of tables, dotted and quoted keys, texts over several lines and comments do not confuse the count."""
    text = (
        '# x = 1\nkeys.a."b c" = """\n[no]\nno = 1\n"""\n[[s]]\nx = [ # [\n  { y = 1 },\n  [2,\n3] ]\n[[s]]\n[s.h]\n'
        "'q.r' = 1\n"
    )
    lines = key_lines(text)
    expected = {'keys.a."b c"': 2, "s[0]": 6, "s[0].x[0].y": 8, "s[0].x[1][1]": 10, "s[1]": 11, "s[1].h": 12}
    assert {key: lines[key] for key in expected} == expected
    assert lines['s[1].h."q.r"'] == 13
    assert "no" not in lines


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab.=\"'[]{}#,\n 1\\$", max_size=80))
def test_no_text_makes_the_settings_raise(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any text gives settings, and problems that can be shown."""
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(text, encoding="utf-8")
    for problem in load(file, {}).problems:
        assert "\n" not in problem.text()
