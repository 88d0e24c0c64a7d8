"""Taking along what the board shows: copies, files, and words where that cannot be."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from tests.samples import board, many_quotes, quote, snapshot
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, toasts, update
from tickertui.settings.config import Settings
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.board.screen import BoardScreen
from tickertui.tui.screens.export.files import folder_name, new_file
from tickertui.tui.screens.export.screen import ExportScreen
from tickertui.tui.widgets.quote_table.table import QuoteTable


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def taken(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what they began."""
    await pilot.press(*keys)
    if begun := [one for one in pilot.app.workers if one.group == "taking"]:
        await pilot.app.workers.wait_for_complete(begun)
    await pilot.pause()


def names_in(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir())


def pasted(app: TickerApp) -> list[list[str]]:
    """The clipboard's table."""
    return [line.split("\t") for line in app.clipboard.splitlines()]


async def test_what_shows_is_copied_column_by_column_and_row_by_row() -> None:
    """The columns that show in their order, and the rows as sorted."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await taken(pilot, "s", "Y")
        table = app._board.query_one(QuoteTable)
        header, *rows = pasted(app)
        assert header[:2] == ["Index", "Level"]
        assert len(header) == len([name for name in table.showing if name != "sparkline"])
        names = [row[0] for row in rows]
        assert names == sorted(names)
        assert len(names) == len(board())
        assert toasts(app) == [f"Copied {len(names)} rows as TSV, as of 2026-06-03 15:35 UTC."]


async def test_filter_list_group_and_fold_leave_rows_out() -> None:
    """Only what shows is taken, with the group that its heading says."""
    app = app_of(settings=Settings(watchlists={"two": ("Cobalt", "Cathode")}))
    async with app.run_test(size=(120, 40)) as pilot:
        await taken(pilot, "v", "v", "Y")
        assert [row[0] for row in pasted(app)[1:]] == ["Cobalt", "Cathode"]
        await taken(pilot, "o", "Y")
        assert [(row[0], row[-1]) for row in pasted(app)] == [
            ("Index", "Family"), ("Cobalt", "nickel and cobalt"), ("Cathode", "cathode"),
        ]  # fmt: skip
        await taken(pilot, "home", "z", "Y")
        assert [row[0] for row in pasted(app)[1:]] == ["Cathode"]
        await taken(pilot, "slash", *"cob", "enter", "Y")
        assert [row[0] for row in pasted(app)[1:]] == ["Cobalt"]


@pytest.mark.parametrize(("downs", "ending"), [(0, "csv"), (1, "tsv"), (2, "md"), (3, "json")])
async def test_each_form_is_written_to_a_new_file(downs: int, ending: str, folder: Path) -> None:
    """The words say where; what is there is never touched."""
    app = app_of()
    (folder / f"tickertui-2026-06-03.{ending}").write_text("mine")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert f"Export {len(board())} rows as" in screen_text(app)
        await taken(pilot, *["down"] * downs, "enter")
        assert isinstance(app.screen, BoardScreen)
        path = folder / f"tickertui-2026-06-03-2.{ending}"
        assert toasts(app)[-1].endswith(f"written to {path.name} in {folder}")
        assert (folder / f"tickertui-2026-06-03.{ending}").read_text() == "mine"
        text = path.read_text()
        assert "Natural Graphite" in text
        if ending == "csv":
            assert len(list(csv.reader(io.StringIO(text)))) == len(board()) + 1
        if ending == "json":
            assert [row["level"] for row in json.loads(text)["quotes"]] == [row.level for row in board()]


async def test_a_form_is_copied_or_nothing_is_done(folder: Path) -> None:
    """`y` in the choice copies; Esc leaves all as it was."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await taken(pilot, "e", "down", "down", "y")
        assert app.clipboard.startswith("Prices as of 2026-06-03")
        await taken(pilot, "e", "escape")
        assert isinstance(app.screen, BoardScreen)
        assert names_in(folder) == []


async def test_a_sample_says_so_in_its_name(folder: Path) -> None:
    """Nobody takes it for prices."""
    sample = msgspec.structs.replace(snapshot(), is_sample=True)
    app = app_of(update(snapshot=sample))
    async with app.run_test(size=(80, 24)) as pilot:
        await taken(pilot, "e", "enter")
        assert names_in(folder) == ["tickertui-sample-2026-06-03.csv"]


async def test_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The reason stands in the words, and nothing half written stays."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tickertui.market.views.written", full)
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await taken(pilot, "e", "enter")
        assert toasts(app) == [f"{len(board())} rows could not be written: no space left on device."]
        assert names_in(folder) == []


async def test_more_than_terminals_take_is_not_copied(folder: Path) -> None:
    """Half of it would be worse than nothing; the words say what to do, and that works."""
    app = app_of(update(many_quotes(3_000)))
    async with app.run_test(size=(120, 40)) as pilot:
        await taken(pilot, "Y")
        assert app.clipboard == ""
        assert toasts(app)[0].endswith("74 kB: e writes them to a file.")
        await taken(pilot, "e", "enter")
        lines = (folder / "tickertui-2026-06-03.csv").read_text().splitlines()
        assert len(lines) == 3_001


async def test_without_rows_there_is_nothing_to_take() -> None:
    """Words say so."""
    app = app_of(update([]))
    async with app.run_test(size=(80, 24)) as pilot:
        await taken(pilot, "Y", "e")
        assert toasts(app) == ["No row shows that could be taken along."] * 2


async def test_hostile_names_stay_one_cell() -> None:
    """Tabs, formulas and wide characters of a name cannot break the table."""
    rows = [quote("=HYPERLINK(1)"), quote("碳酸锂 🔋"), quote("a, b|c")]
    app = app_of(update(rows))
    async with app.run_test(size=(80, 24)) as pilot:
        await taken(pilot, "Y")
        assert [row[0] for row in pasted(app)[1:]] == ["'=HYPERLINK(1)", "碳酸锂 🔋", "a, b|c"]


def test_a_name_without_letters_is_given_one(folder: Path) -> None:
    """A file needs a name."""
    assert new_file(["x"], "—", "csv", folder).name == "tickertui.csv"


def test_a_folder_at_home_is_called_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short words say where a file is."""
    assert folder_name(Path("x.csv")) == str(folder)
    monkeypatch.setattr(Path, "home", lambda: folder.parent)
    assert folder_name(Path("x.csv")) == f"~/{folder.name}"
