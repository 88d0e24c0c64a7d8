"""What one takes along from an article: paragraphs with their source, exports; and the ways back and forward."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.samples import NOW, board, rich_text
from tests.samples import article as sample_article
from tests.tui.test_reader import ReaderApp, long_article, opened, press
from tickertui.tui.screens.reader import outside
from tickertui.tui.screens.reader.exporting import KINDS, saved, written

ORIGIN = "https://source.prices.example/article/x/_payload.json"


async def test_a_paragraph_is_copied_with_its_source() -> None:
    """Title, author, date and address stand under it."""
    app = ReaderApp(sample_article("Salt flats", "One sentence."), origin=ORIGIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "y")
        text, source = app.copied[0].split("\n\n")
        assert text == "One sentence."
        for words in ("“Salt flats”", "Ada Salter", "2026-05-20", "https://source.prices.example/article/salt-flats"):
            assert words in source


async def test_an_index_is_copied_as_a_sentence() -> None:
    """The focused name copies what is known of its row."""
    app = ReaderApp(sample_article("Salt flats", "Lithium rose."), quotes=board(), now=NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "i", "y")
        assert app.copied[0].startswith("Lithium: 131.25 on 2026-05-27")


def names_in(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir())


async def test_an_export_is_written_once_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each format has a file of its own; a second export is numbered."""
    monkeypatch.chdir(tmp_path)
    app = ReaderApp(sample_article("Salt flats", "One sentence."), origin=ORIGIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for downs in range(len(KINDS)):
            await press(pilot, "e", *["down"] * downs, "enter")
            await opened(pilot)
            assert f"Written to salt-flats.{KINDS[downs].ending}" in app.status
        await press(pilot, "e", "enter")
        await opened(pilot)
        assert "salt-flats-2.md" in app.status
        await press(pilot, "e", "down", "y")
        await opened(pilot)
        assert "One sentence." in app.copied[0]
        await press(pilot, "e", "escape")
        assert app.screen is app.reader
    assert names_in(tmp_path) == [f"salt-flats{end}" for end in ("-2.md", ".html", ".json", ".md", ".txt")]
    assert json.loads((tmp_path / "salt-flats.json").read_text())["title"] == "Salt flats"
    assert "https://source.prices.example/article/salt-flats" in (tmp_path / "salt-flats.html").read_text()


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words instead of a traceback."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tickertui.tui.screens.reader.exporting.saved", full)
    app = ReaderApp(sample_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "e", "enter")
        await opened(pilot)
        assert "could not be written: no space left" in app.status


def test_a_files_name_is_safe(tmp_path: Path) -> None:
    """No folder, no dot, no length of the slug reaches the disk; a symbolic link that hangs is not followed."""
    article = sample_article("x", slug="../../etc/passwd")
    path = saved("text", article, KINDS[1], tmp_path)
    assert path == tmp_path / "etc-passwd.txt"
    (tmp_path / "hanging.txt").symlink_to(tmp_path / "nowhere")
    assert saved("text", sample_article("x", slug="hanging"), KINDS[1], tmp_path).name == "hanging-2.txt"
    assert len(saved("text", sample_article("x", slug="y" * 500), KINDS[1], tmp_path).name) < 100
    assert saved("\ud800", sample_article("", slug="—"), KINDS[1], tmp_path).name == "article.txt"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_format_has_the_text(kind: Any) -> None:
    """Whatever the format."""
    assert "LFP cells" in written(sample_article(), kind, "")


async def test_back_and_forward_keep_their_places() -> None:
    """To a heading, to another article, back and forward again: each where it was left."""
    other = long_article("Another story", slug="another-story")
    marks = [
        {"type": "link", "attrs": {"href": "#part-2"}},
        {"type": "link", "attrs": {"href": "/article/another-story"}},
    ]
    content = long_article().rich_text["content"]  # type: ignore[index]  # as it is made there
    links = [{"type": "text", "text": f"link {number} ", "marks": [mark]} for number, mark in enumerate(marks)]
    first = long_article(
        "First story", rich_text={"type": "doc", "content": [{"type": "paragraph", "content": links}, *content]}
    )
    app = ReaderApp(first, articles=lambda: (first, other))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "1", "enter")
        assert "§ Part 2" in app.status
        await press(pilot, "backspace")
        assert app.view.scroll_offset.y == 0
        await press(pilot, "alt+right")
        assert "§ Part 2" in app.status
        await press(pilot, "[", "2", "enter")
        await opened(pilot)
        assert app.reader.article is other
        await press(pilot, "space", "space")
        there = app.view.place
        await press(pilot, "alt+left")
        await opened(pilot)
        assert app.reader.article is first
        await press(pilot, "]")
        await opened(pilot)
        assert app.reader.article is other
        assert app.view.place == there
        await press(pilot, "]")
        assert "Nothing lies ahead" in app.status
        assert [event.article for event in app.left] == [first, other, first]


async def test_the_articles_own_page_is_opened_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser its address is copied; from a file there is none."""
    monkeypatch.setattr(outside, "has_browser", lambda: False)
    for origin, copied in ((ORIGIN, ["https://source.prices.example/article/salt-flats"]), ("board.json", [])):
        app = ReaderApp(sample_article("Salt flats"), origin=origin)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            await press(pilot, "o")
            await opened(pilot)
            assert app.copied == copied
            assert ("not known" in app.status) == (not copied)


async def test_code_is_coloured_after_it_was_drawn() -> None:
    """The panel is drawn plain first; known languages get their looks, unknown ones stay plain."""
    code = [
        {
            "type": "code_block",
            "attrs": {"class": f"language-{name}"},
            "content": [{"type": "text", "text": "if x: pass"}],
        }
        for name in ("python", "no-such-language")
    ]
    app = ReaderApp(sample_article(rich_text={"type": "doc", "content": code}))
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        layout = app.view.layout_of_flow
        assert layout is not None
        found = []
        for row in range(layout.total):
            place = layout.locate(row)
            assert place is not None
            found.append(app.view._unit_rows(place[0])[place[1]])
        looks = [ink for row in found for _, inks, _, _ in row for ink in inks if ink.startswith("code-")]
        assert looks.count("code-keyword") == 2


async def test_the_text_is_shown_before_its_names_where_they_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names come into the text that is read, which stays where it is."""
    monkeypatch.setattr("tickertui.tui.screens.reader.preparing.NAMING", -1.0)
    paragraphs = [f"Paragraph {number} tells of lithium." for number in range(60)]
    article = sample_article("Salt flats", rich_text=rich_text(*paragraphs), published_on=date(2026, 3, 1))
    app = ReaderApp(article, quotes=board(), now=NOW, place=(30, 0))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Paragraph 30" in app.frame().splitlines()[0]
        await press(pilot, "i")
        assert app.view.focused_name is not None
        await press(pilot, "G")
        assert "Prices since this article" in app.frame()
