"""The README tells the truth about keys and verbs."""

import os
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tickertui.cli.main import main
from tickertui.tui.commands import Place, key_table

README = REPOSITORY / "README.md"
KEYS = REPOSITORY / "docs" / "keys.md"
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->"
MAIN_PLACES: tuple[Place, ...] = ("everywhere", "board", "articles", "reader")
"""The README tells what they can do, without the keys that only move."""
TABLES = [(README, key_table(MAIN_PLACES, movement=False)), (KEYS, key_table())]


@pytest.mark.parametrize(("page", "expected"), TABLES, ids=["readme", "keys"])
def test_the_key_tables_are_those_of_the_commands(page: Path, expected: str) -> None:
    """The tables derive from the declared commands; `make frames` brings them up to date."""
    head, rest = page.read_text(encoding="utf-8").split(BEGIN)
    table, tail = rest.split(END)
    if os.environ.get("TICKERTUI_ACCEPT_FRAMES"):
        page.write_text(f"{head}{BEGIN}{expected}\n{END}{tail}", encoding="utf-8")
    else:
        assert table.strip() == expected.strip(), "run `make frames` and look at the diff"


def test_every_verb_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads the README knows what the shell can do."""
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = set(re.findall(r"^  tickertui ([a-z]+)", capsys.readouterr().out, re.MULTILINE))
    text = README.read_text(encoding="utf-8")
    assert {"show", "read", "decode"} <= verbs
    assert [verb for verb in sorted(verbs) if not re.search(rf"tickertui {verb}\b", text)] == []


@pytest.mark.parametrize("page", [README, *sorted((REPOSITORY / "docs").glob("*.md"))], ids=lambda page: page.name)
def test_what_a_page_leads_to_is_there(page: Path) -> None:
    """No picture and no page is missing."""
    for path in re.findall(r"\]\s*\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert "://" in path or (page.parent / path).exists(), path


def test_every_picture_is_shown() -> None:
    """No picture is made for nothing."""
    shown = README.read_text(encoding="utf-8") + (REPOSITORY / "docs" / "tour.md").read_text(encoding="utf-8")
    pictures = sorted((REPOSITORY / "assets" / "screenshots").glob("*.svg"))
    assert pictures
    assert [picture.name for picture in pictures if picture.name not in shown] == []
