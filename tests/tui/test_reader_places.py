"""The place one reads at: kept by block across another size, width and theme, and a restart; in any kind of block."""

from pathlib import Path
from typing import Any

import pytest

from tests.samples import NOW
from tests.samples import article as sample_article
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, update
from tests.tui.test_reader import WORDS, ReaderApp, press
from tickertui.market.article import Article
from tickertui.settings.remembered import Memory
from tickertui.tui.pictures import outlet
from tickertui.tui.pictures.choice import Way


class Silence:
    """Gives no picture, ever."""

    async def fetch(self, src: str) -> bytes:
        """Wait for what does not come."""
        import asyncio

        await asyncio.Event().wait()
        return src.encode()


def text(words: str) -> dict[str, Any]:
    """A paragraph."""
    return {"type": "paragraph", "content": [{"type": "text", "text": words}]}


def mixed() -> Article:
    """An article with a picture, a table, code and a heading between long paragraphs."""
    rows = [
        {
            "type": "tableRow",
            "content": [{"type": "tableCell", "content": [text(f"{name} {row} {WORDS}")]} for name in "ab"],
        }
        for row in range(6)
    ]
    code = "\n".join(f"line {number}" if number % 3 else "" for number in range(12))
    content = [
        text(WORDS * 6),
        {"type": "image", "attrs": {"src": "https://a.example/f/1/600x400/chart.png", "alt": "A chart"}},
        text(WORDS * 2),
        {"type": "table", "content": rows},
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Under the table"}]},
        {"type": "code_block", "content": [{"type": "text", "text": code}]},
        *[text(f"{number}. {WORDS * 3}") for number in range(12)],
    ]  # fmt: skip
    return sample_article("Mixed", rich_text={"type": "doc", "content": content})


@pytest.fixture(autouse=True)
def quadrants(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room is kept for pictures, whatever terminal the tests run in."""
    monkeypatch.setattr(outlet, "way_of", lambda _app, _setting: Way("quadrants"))


async def opened(pilot: Any) -> None:
    """Wait until the article is shown; its pictures never come."""
    for _ in range(200):
        await pilot.pause(0.01)
        if pilot.app.reader.is_shown:
            break
    await pilot.pause()


def reader_at(place: tuple[int, int] | None = None) -> ReaderApp:
    """An app with the article at a place."""
    return ReaderApp(mixed(), pictures=lambda _: Silence(), place=place)


async def test_every_row_of_every_block_is_a_place() -> None:
    """Left at a row and opened again, the same row is at the top: in pictures, tables, code and text alike."""
    app = reader_at()
    async with app.run_test(size=(90, 24)) as pilot:
        await opened(pilot)
        view = app.view
        for row in range(2, round(view.max_scroll_y)):
            view.scroll_to(y=row, animate=False, force=True)
            line = view.render_line(0).text.strip()
            place = view.place
            view.jump(place)
            past = view.scroll_offset.y - row
            slack = (-1, 1) if place[0] == 3 else (0, 3) if line[:1] in ("", "└") else (0, 0)  # a table's frame; a gap
            assert slack[0] <= past <= slack[1], (row, place)


@pytest.mark.parametrize("rows", [12, 17, 30, 41, 55, 66])
async def test_a_size_a_width_and_a_theme_keep_the_place(rows: int) -> None:
    """There and back again, the same row is at the top; on the way, the same block."""
    app = reader_at()
    async with app.run_test(size=(90, 24)) as pilot:
        await opened(pilot)
        app.view.scroll_to(y=rows, animate=False, force=True)
        await pilot.pause()
        block = app.view.place[0]
        app.view.jump(app.view.place)
        await pilot.pause()
        before = app.view.scroll_offset.y
        for width, height in ((60, 20), (200, 50), (90, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert app.view.place[0] == block
        assert app.view.scroll_offset.y == before
        await press(pilot, "minus", "minus")
        assert app.view.place[0] == block
        await press(pilot, "plus", "plus")
        assert app.view.place[0] == block
        before = app.view.scroll_offset.y
        for theme in ("tickertui-light", "ansi-dark", "tickertui-dark"):
            app.theme = theme
            await pilot.pause()
            assert app.view.scroll_offset.y == before


@pytest.mark.parametrize("rows", [17, 41, 60])
async def test_a_restart_keeps_the_place(rows: int, tmp_path: Path) -> None:
    """In a picture's room, a table and a text: what stood at the top stands there again."""
    tops = []
    for run in range(2):
        memory = Memory(tmp_path / "state.json")
        memory.load(NOW)
        app = app_of(update(articles=[mixed()]), memory=memory)
        async with app.run_test(size=(90, 24)) as pilot:
            await pilot.press("a")
            for _ in range(200):
                await pilot.pause(0.01)
                if "%" in screen_text(app).splitlines()[-2]:
                    break
            view = app.screen.query_one("#reader-view")
            if run == 0:
                view.scroll_to(y=rows, animate=False, force=True)
                await pilot.pause()
            await pilot.pause()
            tops.append(screen_text(app).splitlines()[:8])
        assert memory.save(NOW) is None
    assert tops[0] == tops[1]
