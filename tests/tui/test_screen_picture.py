"""A picture of the screen: written where exports go, or the reason why not."""

from pathlib import Path

import pytest

from tests.tui.stage import app_of, toasts
from tickertui.tui.screens.export.files import folder_name


def names_in(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir())


async def test_a_picture_of_the_screen_goes_where_exports_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also without a folder for downloads; a second one at the same moment gets a name of its own."""
    monkeypatch.chdir(tmp_path)
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s", "ctrl+s")
        await pilot.pause()
        assert names_in(tmp_path) == [
            "tickertui-2026-06-03-153549-2.svg",
            "tickertui-2026-06-03-153549.svg",
        ]
        assert "Lithium" in (tmp_path / "tickertui-2026-06-03-153549.svg").read_text("utf-8")
        where = folder_name(tmp_path / "any")
        assert toasts(app)[0] == f"The picture was written to tickertui-2026-06-03-153549.svg in {where}"


async def test_a_picture_that_cannot_be_written_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The reason, and no file."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert toasts(app) == ["The picture could not be written: no such file or directory."]
