"""The README tells the truth about keys and verbs."""

import os
import re

import pytest

from tests.conftest import REPOSITORY
from tickertui.cli.main import main
from tickertui.tui.commands import key_table

README = REPOSITORY / "README.md"
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->"


def test_the_key_table_is_the_one_of_the_commands() -> None:
    """The table derives from the declared commands; `make frames` brings it up to date."""
    text = README.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    table, tail = rest.split(END)
    if os.environ.get("TICKERTUI_ACCEPT_FRAMES"):
        README.write_text(f"{head}{BEGIN}{key_table()}\n{END}{tail}", encoding="utf-8")
    else:
        assert table.strip() == key_table().strip(), "run `make frames` and look at the diff"


def test_every_verb_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads the README knows what the shell can do."""
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = set(re.findall(r"^  tickertui ([a-z]+)", capsys.readouterr().out, re.MULTILINE))
    text = README.read_text(encoding="utf-8")
    assert {"show", "read", "decode"} <= verbs
    assert [verb for verb in sorted(verbs) if not re.search(rf"tickertui {verb}\b", text)] == []


def test_every_picture_is_there() -> None:
    """No picture is missing."""
    for path in re.findall(r"\]\((assets/[^)]+)\)", README.read_text(encoding="utf-8")):
        assert (REPOSITORY / path).is_file(), path
