"""Between board, reader and library: what `a` and `B` open, what is fetched from the archive, marks, updates."""

from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tests.samples import NOW, article, board, paragraph, quote, rich_text
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, monitor_of, toasts, update
from tickertui.archive.store import Archive
from tickertui.formats.document import Document, Paragraph
from tickertui.market.article import Article, digest
from tickertui.monitor.past import Past
from tickertui.settings.config import Settings
from tickertui.settings.remembered import Memory
from tickertui.tui.screens.articles.screen import ArticlesScreen
from tickertui.tui.screens.board.screen import BoardScreen
from tickertui.tui.screens.reader.revising import place_in
from tickertui.tui.screens.reader.screen import ReaderScreen
from tickertui.tui.widgets.document.column import Position
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.matter import Matter
from tickertui.tui.widgets.document.view import DocumentView

STORY = article("Salt flats", rich_text=rich_text(*(f"Paragraph {number} tells of cobalt." for number in range(40))))

HEAD = (Matter(text="Title", role="title"), Matter(text="Ada", role="byline"))


async def opened(pilot: Pilot[None], *keys: str) -> ReaderScreen:
    """The reader, once the text that the keys lead to is shown."""
    await pilot.press(*keys)
    for _ in range(200):
        await pilot.pause(0.01)
        screen = pilot.app.screen
        if isinstance(screen, ReaderScreen) and screen.is_shown:
            await pilot.pause()
            return screen
    raise AssertionError("the reader did not open")


def paragraphs(app: App[None]) -> list[str]:
    """The lines of text on the screen."""
    return [line[:80].strip() for line in screen_text(app).splitlines() if "Paragraph" in line]


def top_of(app: App[None]) -> Screen[object]:
    """The screen on top."""
    return app.screen


def memory_in(folder: Path) -> Memory:
    """An empty memory."""
    memory = Memory(folder / "state.json")
    memory.load(NOW)
    return memory


async def test_the_library_is_reached_where_there_is_one_article_or_none() -> None:
    """`B` lists what there is, from the board and from the reader; Esc leads back to the board."""
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("B")
        await pilot.pause()
        assert isinstance(top_of(app), ArticlesScreen)
        assert "No article has come yet." in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(top_of(app), BoardScreen)
    app = app_of(update(articles=[STORY]))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a")
        await pilot.press("B")
        await pilot.pause()
        library = app.screen
        assert isinstance(library, ArticlesScreen)
        await opened(pilot, "enter")
        assert app.screen_stack[-2] is library
        await pilot.press("B")
        await pilot.pause()
        assert app.screen is library
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_a_bookmark_is_set_in_the_reader_and_seen_in_the_library(tmp_path: Path) -> None:
    """`m` says so, the status line shows it, the memory keeps it; the library takes it away again."""
    memory = memory_in(tmp_path)
    app = app_of(update(articles=[STORY]), memory=memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a")
        assert "★" not in screen_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert "Bookmarked" in screen_text(app)
        assert memory.state.bookmarked == {STORY.uuid: True}
        await pilot.press("j", "j", "B")
        await pilot.pause()
        assert "★" in screen_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert memory.state.bookmarked == {STORY.uuid: False}
        await opened(pilot, "enter")
        assert "★" not in screen_text(app)


async def test_what_is_opened_counts_as_read_in_its_version(tmp_path: Path) -> None:
    """Also where it was not opened from the library."""
    memory = memory_in(tmp_path)
    app = app_of(update(articles=[STORY]), memory=memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a")
        for _ in range(100):
            if memory.state.read:
                break
            await pilot.pause(0.01)
        assert memory.state.read[STORY.uuid].version == digest(STORY)


class Kept(Past):
    """An archive with one article."""

    def __init__(self, kept: Article) -> None:
        """Open nothing."""
        self._one = kept

    async def article(self, uuid: str, version: str | None = None) -> Article | None:
        """The one."""
        return self._one if uuid == self._one.uuid and version is None else None

    async def index_missing(self, limit: int = 20) -> int:
        """All are indexed."""
        del limit
        return 0


class NoRecords(Kept):
    """The same, without anything to tell of rows."""

    async def history(self, label: str, as_of: datetime | None = None) -> None:
        """Nothing is known."""
        del label, as_of

    async def revisions(self, label: str | None = None) -> tuple[()]:
        """Nothing was revised."""
        del label
        return ()


async def test_a_link_to_what_only_the_archive_has_shows_its_text(tmp_path: Path) -> None:
    """The reader fetches it; Backspace leads back to where the link was."""
    mark = {"type": "link", "attrs": {"href": "/article/old-brine", "linktype": "story", "uuid": "uuid-of-old-brine"}}
    body = paragraph("See the old one.")
    body["content"][0]["marks"] = [mark]
    story = article("Salt flats", rich_text={"type": "doc", "content": [body]})
    old = article("Old brine", "It was about nickel then.")

    app = app_of(update(articles=[story, replace(old, rich_text=None)]), past=Kept(old))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        reader = await opened(pilot, "enter")
        await opened(pilot, "tab", "enter")
        assert "It was about nickel then." in screen_text(app)
        assert app.screen is reader
        await opened(pilot, "backspace")
        assert "See the old one." in screen_text(app)


async def test_prices_follow_while_one_reads() -> None:
    """The card and the box at the foot show what came; new names go live; the text stays where it is."""
    app = app_of(update(articles=[STORY]))
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await opened(pilot, "a")
        await pilot.press("space", "i")
        await pilot.pause()
        before = paragraphs(app)
        assert "777.00" not in screen_text(app)
        rows = [quote("Paragraph", points=[("2026-05-20", 1.0)]), *(one for one in board() if one.label != "Cobalt")]
        rows.append(quote("Cobalt", (700.0, 777.0)))
        monitor_of(app).tell(update(rows, articles=[STORY]))
        for _ in range(100):
            await pilot.pause(0.01)
            flow = reader.query_one(DocumentView).flow
            if flow is not None and any(name.label == "Paragraph" for name in flow.names.in_block(flow.body_from)):
                break
        await pilot.pause()
        assert "777.00" in screen_text(app)
        assert paragraphs(app) == before
        await pilot.press("escape", "G")
        await pilot.pause()
        assert "777.00" in screen_text(app)


async def test_what_comes_after_the_reader_was_left_disturbs_nothing() -> None:
    """Neither a closed reader nor the one that waits behind the board."""
    app = app_of(update(articles=[STORY]))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, "a")
        await pilot.press("escape")
        await pilot.pause()
        monitor_of(app).tell(update([quote("Cobalt", (1.0, 2.0))], articles=[STORY]))
        await pilot.pause(0.05)
        reader = await opened(pilot, "a")
        await pilot.press("i", "enter")
        await pilot.pause()
        assert isinstance(top_of(app), BoardScreen)
        monitor_of(app).tell(update([quote("Cobalt", (700.0, 777.0))], articles=[STORY]))
        await pilot.pause(0.05)
        await pilot.press("escape")
        await pilot.pause(0.05)
        assert top_of(app) is reader
        assert "777.00" in screen_text(app)


async def test_a_newer_version_takes_the_place_of_the_one_that_is_read(tmp_path: Path) -> None:
    """It is said; the same words stay at the top, though a paragraph was put in before them."""
    memory = memory_in(tmp_path)
    app = app_of(update(articles=[STORY]), memory=memory)
    async with app.run_test(size=(100, 30)) as pilot:
        reader = await opened(pilot, "a")
        await pilot.press("space", "space")
        await pilot.pause()
        top = paragraphs(app)[0]
        same = replace(STORY, rich_text=rich_text(*(f"Paragraph {number} tells of cobalt." for number in range(40))))
        monitor_of(app).tell(update(articles=[same]))
        await pilot.pause(0.05)
        assert reader.article is STORY
        texts = ["Put in later.", *(f"Paragraph {number} tells of cobalt." for number in range(40)), "And after."]
        newer = replace(STORY, rich_text=rich_text(*texts))
        monitor_of(app).tell(update(articles=[newer]))
        for _ in range(100):
            await pilot.pause(0.01)
            if toasts(app):
                break
        await pilot.pause()
        assert reader.article is newer
        assert toasts(app) == ["A newer version of this article came: this is it."]
        assert paragraphs(app)[0] == top
        await pilot.press("backspace")
        await pilot.pause()
        assert reader.article is newer
        for _ in range(100):
            if memory.state.read and memory.state.read[STORY.uuid].version == digest(newer):
                break
            await pilot.pause(0.01)
        else:
            raise AssertionError("the newer version does not count as read")


@pytest.mark.parametrize(
    ("place", "there"),
    [((-2, 0), (-1, 0)), ((-1, 3), (-1, 3)), ((0, 2), (2, 2)), ((1, 9), (1, 2)), ((2, 3), (2, 3)), ((3, 1), (4, 1))],
)
def test_a_place_is_where_its_words_are(place: Position, there: Position) -> None:
    """In the head, where they moved to, in the same block where they are gone, in the foot."""
    old = Flow(Document(blocks=tuple(Paragraph(text=text) for text in ("one", "gone away", "gone too"))), HEAD)
    new = Flow(Document(blocks=tuple(Paragraph(text=text) for text in ("new", "so", "one", "end"))), HEAD[:1])
    assert place_in(new, old, place) == there


async def test_what_was_kept_before_there_was_an_index_is_indexed(tmp_path: Path) -> None:
    """Once the archive is open, without anybody asking."""
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        counts = [2, 1, 0]
        # What it does is tried elsewhere.
        archive.library.index_missing = lambda *_: counts.pop(0)  # type: ignore[method-assign]  # it stands in for it
        app = app_of(past=Past(archive))
        async with app.run_test(size=(80, 24)) as pilot:
            monitor_of(app).tell(update(articles=[STORY]))
            for _ in range(100):
                await pilot.pause(0.01)
                if not counts:
                    break
        assert counts == []


async def test_the_board_says_which_articles_name_an_index() -> None:
    """By its own names and those of the settings; of the archive too; a row that comes later is looked up."""
    old = article("Old brine", "It was about cobalt then.")
    new = article("New brine", "White gold rose, plain gold did not.")
    settings = Settings(aliases={"Lithium": ("white gold",)})
    app = app_of(update(articles=[new, replace(old, rich_text=None)]), past=NoRecords(old), settings=settings)

    async def told(pilot: Pilot[None], *words: str) -> None:
        for _ in range(100):
            await pilot.pause(0.01)
            if all(word in screen_text(app) for word in words):
                return
        raise AssertionError(screen_text(app))

    async with app.run_test(size=(120, 60)) as pilot:
        await told(pilot, "Lithium", "New brine")
        assert "Old brine" not in screen_text(app)
        await pilot.press("down")
        await told(pilot, "Old brine")
        assert "New brine" not in screen_text(app)
        articles = app._board.articles
        told_later = update([quote("Gold"), *board()])
        monitor_of(app).tell(replace(told_later, articles=articles))
        await pilot.press("home")
        await told(pilot, "Gold", "New brine")
