"""The shell's board and the screen's exports are the same text."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.saved import MOMENT, body, day, save
from tickertui.cli.main import main
from tickertui.market.board import COLUMNS
from tickertui.market.views import Shown, parts_of
from tickertui.source.payload import understood

ROWS = {
    "=HYPERLINK(1)": {"2026-05-07": 100.0, "2026-05-14": 101.0},
    "碳酸锂, spot": {"2025-12-01": 3.0, "2025-12-08": 2.5},
}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_both_front_ends_write_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """Cell for cell; the screen's CSV, which goes elsewhere, says when and where from, its JSON what was chosen."""
    content = body(ROWS, day(14))
    path = save(tmp_path / "board.json", content, day(14))
    assert main(["show", str(path), "--format", form], clock=lambda: MOMENT) == 0
    printed = capsys.readouterr().out
    board = understood(content, origin=str(path), read_at=MOMENT).snapshot
    assert board is not None
    shown = Shown(board, MOMENT, COLUMNS, board.quotes, len(board.quotes))
    if form == "csv":
        written_rows = list(csv.reader("".join(parts_of(shown, "csv")).splitlines()))
        assert list(csv.reader(printed.splitlines())) == [row[:-2] for row in written_rows]
        assert written_rows[0][-2:] == ["As of", "Source"]
        assert printed.splitlines()[1].startswith("'=HYPERLINK(1),101.00")
    else:
        written = json.loads("".join(parts_of(shown, "json")))
        known = json.loads(printed)
        assert {name: written[name] for name in known if name != "read_at"} == {
            name: value for name, value in known.items() if name != "read_at"
        }
        assert written.keys() - known.keys() == {"shown", "is_past"}
