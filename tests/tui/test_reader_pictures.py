"""Pictures in the reader: room that is kept for them, their arrival and failure, and one on the whole screen."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.app import App
from textual.pilot import Pilot

from tests import samples as market_samples
from tests.source.origin import answer, running_origin
from tests.tui.stage import ToldMonitor, now, update
from tests.tui.test_reader import WORDS, ReaderApp
from tickertui.cli.sources import OneClient
from tickertui.errors import SourceUnreachable
from tickertui.formats.document import Document, Paragraph, Picture, Quote
from tickertui.market.article import Article
from tickertui.settings.config import Settings
from tickertui.settings.remembered import Memory
from tickertui.settings.secret import Secret
from tickertui.settings.source import SourceSetting
from tickertui.tui import theme as palette
from tickertui.tui.app import TickerApp
from tickertui.tui.messages import OpenArticle, OpenOutside
from tickertui.tui.pictures import outlet
from tickertui.tui.pictures.choice import Way
from tickertui.tui.pictures.sizing import Box
from tickertui.tui.screens.picture.screen import PictureScreen
from tickertui.tui.widgets.document.card import said_rows
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.layout import Layout
from tickertui.tui.widgets.document.paint import width_of

CHART = "https://pictures.example/f/640x320/chart.png"
GONE = "https://pictures.example/f/640x320/gone.png"
FAR = "https://pictures.example/f/640x320/far.png"
SIZE = (100, 30)


class Shop:
    """Gives red pictures when it is let go; what is called gone it has not."""

    def __init__(self, site: str = "") -> None:
        self.site = site
        self.asked: list[str] = []
        self.shown_when_asked: list[str] = []
        self.look: Callable[[], str] = str
        self.go = asyncio.Event()

    async def fetch(self, src: str) -> bytes:
        """A picture."""
        self.asked.append(src)
        self.shown_when_asked.append(self.look())
        await self.go.wait()
        if "gone" in src:
            raise SourceUnreachable("pictures.example has nothing at this address (HTTP 404).", "")
        file = BytesIO()
        Image.new("RGB", (64, 32), (255, 0, 0)).save(file, "PNG")
        return file.getvalue()


def _text(number: int) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": f"Paragraph {number}. {WORDS * 3}"}]}


def _image(src: str, alt: str) -> dict[str, Any]:
    attrs = {"src": src, "alt": alt, "title": f"Title of {alt}", "source": "Desk", "copyright": "2026"}
    return {"type": "image", "attrs": attrs}


def pictured(*images: tuple[str, str], before: int = 0, after: int = 8) -> Article:
    """An article with pictures between its paragraphs."""
    content = [_text(number) for number in range(before)]
    content += [_image(src, alt) for src, alt in images]
    content += [_text(100 + number) for number in range(after)]
    return market_samples.article("Charts", rich_text={"type": "doc", "content": content})


@pytest.fixture(autouse=True)
def way(monkeypatch: pytest.MonkeyPatch) -> Callable[[Way], None]:
    """Pictures are drawn in quadrants, whatever terminal the tests run in; a test may say another way."""

    def take(chosen: Way) -> None:
        monkeypatch.setattr(outlet, "way_of", lambda _app, _setting: chosen)

    take(Way("quadrants"))
    return take


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait for something that workers and threads bring about."""
    async with asyncio.timeout(20):
        while not is_so():
            await pilot.pause(0.005)
    await pilot.pause()


def reader_of(article: Article, shop: Shop | None = None, **options: Any) -> ReaderApp:
    """An app with the article; the shop gives its pictures."""
    app = ReaderApp(article, pictures=(lambda _site: shop) if shop is not None else None, **options)
    if shop is not None:
        shop.look = app.frame
    return app


def cells_in_red(app: App[Any]) -> int:
    """How many cells of the screen show the picture."""
    return sum(
        len(segment.text)
        for line in app.screen._compositor.render_strips()
        for segment in line
        if segment.style
        and any(
            color is not None and color.triplet is not None and tuple(color.triplet) == (255, 0, 0)
            for color in (segment.style.color, segment.style.bgcolor)
        )
    )


def line_of(app: ReaderApp, words: str) -> int:
    """The line of the screen that begins with the words, or holds them."""
    return next(number for number, line in enumerate(app.frame().split("\n")) if words in line)


async def test_a_picture_arrives_without_moving_the_text() -> None:
    """Before: its name in the room; after: its cells; the text stays, and nothing was asked before it stood."""
    shop = Shop()
    app = reader_of(pictured((CHART, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(shop.asked))
        assert "Prices by month" in shop.shown_when_asked[0]
        app.view.scroll_to(y=6, animate=False)
        await pilot.pause()
        before = app.frame()
        total, line = app.view.virtual_size.height, line_of(app, "Title of Prices by month")
        assert cells_in_red(app) == 0
        assert sum("Prices by month" in row for row in before.split("\n")) == 3  # in its room, name and caption
        shop.go.set()
        await until(pilot, lambda: cells_in_red(app) > 0)
        assert app.view.virtual_size.height == total
        assert line_of(app, "Title of Prices by month") == line
        assert app.view.scroll_offset.y == 6
        assert sum("Prices by month" in row for row in app.frame().split("\n")) == 2
        assert shop.asked == [CHART]


async def test_a_failure_says_its_sentence_in_the_room_of_the_picture() -> None:
    """The text stays; what the picture is still stands under it; one that failed is tried again after z."""
    shop = Shop()
    app = reader_of(pictured((GONE, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(shop.asked))
        app.view.scroll_to(y=6, animate=False)
        await pilot.pause()
        line = line_of(app, "Title of Prices by month")
        shop.go.set()
        await until(pilot, lambda: "nothing at this address (HTTP 404)." in app.frame())
        assert line_of(app, "Title of Prices by month") == line
        assert shop.asked == [GONE]
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen) and len(shop.asked) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: len(shop.asked) == 3)


async def test_pictures_are_wanted_when_they_come_near() -> None:
    """One far down is not asked for until its screen is near."""
    shop = Shop()
    shop.go.set()
    article = pictured((FAR, "Far away"), before=60)
    app = reader_of(article, shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Paragraph 0" in app.frame())
        await pilot.pause(0.05)
        assert shop.asked == []
        await pilot.press("G")
        await until(pilot, lambda: shop.asked == [FAR])


@pytest.mark.parametrize("shop", [None, Shop()], ids=["without a client", "as boxes"])
async def test_boxes_stay_as_they_were(shop: Shop | None, way: Callable[[Way], None]) -> None:
    """Without a client, or where pictures are not drawn, there is the card; z says why; nothing is fetched."""
    way(Way("box", "Pictures are not drawn without colours (NO_COLOR is set)."))
    app = reader_of(pictured((CHART, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "▣ Prices by month" in app.frame())
        frame = app.frame()
        assert "pictures.example/chart.png · 640×320" in frame
        assert "Paragraph 100" in frame
        await pilot.press("z")
        await pilot.pause()
        assert ("NO_COLOR is set" if shop else "cannot be fetched here") in app.status
        assert shop is None or shop.asked == []


async def test_the_picture_in_view_on_the_whole_screen_is_opened_outside_by_its_whole_address() -> None:
    """A relative address is seen from the article's page."""
    shop, opened = Shop(), list[str]()
    shop.go.set()

    class Opening(ReaderApp):
        def on_open_outside(self, event: OpenOutside) -> None:
            opened.append(event.address)

    app = Opening(pictured(("/chart.png", "Chart")), pictures=lambda _: shop, origin="https://prices.example/board")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "/chart.png" in shop.asked)
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen) and cells_in_red(app) > 500)
        await pilot.press("o")
        await until(pilot, lambda: opened == ["https://prices.example/chart.png"])
        await pilot.press("z")
        await until(pilot, lambda: app.screen is app.reader)


async def test_no_picture_in_view_is_said() -> None:
    """An article without pictures has none to show."""
    app = reader_of(pictured(after=3), Shop())
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Paragraph 100" in app.frame())
        await pilot.press("z")
        assert "no picture in view" in app.status


async def test_a_selection_does_not_colour_the_picture() -> None:
    """What is selected lights up in the text and not in the cells of the picture."""
    shop = Shop()
    shop.go.set()
    app = reader_of(pictured((CHART, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: cells_in_red(app) > 0)
        count = cells_in_red(app)
        app.view.text_select_all()
        await pilot.pause()
        assert cells_in_red(app) == count


async def test_another_theme_draws_the_pictures_anew(way: Callable[[Way], None]) -> None:
    """On its ground; in one of sixteen colours they become boxes, and drawn again after it."""
    shop = Shop()
    shop.go.set()
    app = reader_of(pictured((CHART, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: cells_in_red(app) > 0)
        app.theme = palette.LIGHT.name
        await until(pilot, lambda: shop.asked == [CHART, CHART] and cells_in_red(app) > 0)
        way(Way("box"))
        app.theme = palette.DARK.name
        await until(pilot, lambda: "chart.png · 640×320" in app.frame() and cells_in_red(app) == 0)
        way(Way("halves"))
        app.theme = palette.LIGHT.name
        await until(pilot, lambda: cells_in_red(app) > 0)


async def test_the_next_article_and_the_end_stop_the_pictures() -> None:
    """What was hung is let go; nobody works on it any more."""
    shop = Shop()
    app = reader_of(pictured((CHART, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(shop.asked))
        assert any(worker.group == "pictures" for worker in app.workers)
        await pilot.press("escape")
        await until(pilot, lambda: not any(worker.group == "pictures" for worker in app.workers))


async def test_a_narrow_terminal_keeps_less_room() -> None:
    """The room follows the column; the picture is drawn for it anew."""
    shop = Shop()
    shop.go.set()
    app = reader_of(pictured((CHART, "Prices by month")), shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: cells_in_red(app) > 0)
        await pilot.resize_terminal(40, 30)
        await until(pilot, lambda: cells_in_red(app) > 0 and shop.asked == [CHART, CHART])


def test_headers_of_a_source_go_to_its_own_host_alone() -> None:
    """Pictures of a site are told what the settings say for a source there, and of no other."""
    source = SourceSetting("https://prices.example/board", headers=(("Authorization", Secret("hidden")),))
    settings = Settings(sources=(source,))
    app = TickerApp(ToldMonitor(update()), clock=now, memory=Memory(Path()), settings=settings, client=OneClient())
    told = app._reading._headers_of
    assert told("https://prices.example/article/one") == {"Authorization": "hidden"}
    assert told("https://other.example/") == {} == told("") == told("http://prices.example/")
    assert app._reading._pictures("https://prices.example/").site == "https://prices.example/"


async def test_the_app_fetches_pictures_through_its_client() -> None:
    """From a host to the cells, once: an article opened again takes the picture from disk."""
    file = BytesIO()
    Image.new("RGB", (64, 32), (255, 0, 0)).save(file, "PNG")
    client = OneClient()
    async with running_origin() as origin:
        origin.on("/chart.png", answer(200, file.getvalue(), Content_Type="image/png"))
        article = pictured((f"{origin.address}/chart.png", "Prices by month"))
        app = TickerApp(ToldMonitor(update(articles=[article])), clock=now, memory=Memory(Path()), client=client)
        async with app.run_test(size=SIZE) as pilot:
            for _ in range(2):
                app.post_message(OpenArticle(article))
                await until(pilot, lambda: cells_in_red(app) > 0)
                await pilot.press("escape")
                await until(pilot, lambda: cells_in_red(app) == 0)
            assert origin.paths() == ["/chart.png"]
        await client.close()


QUOTE = Quote()
PICTURES = (
    Picture(CHART, alt="A chart", width=640, height=320),
    Picture(CHART, title="Without a size, in a quote", frames=(QUOTE,)),
    Picture(CHART, alt="词语 " * 40, title="A name", copyright="2026", width=10, height=4_000, frames=(QUOTE,) * 5),
    Picture(CHART, width=4_000, height=10),
    Picture("", alt="Without an address"),
)


@pytest.mark.parametrize("measure", [8, 20, 72])
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_keeps_room_within_the_column(picture: Picture, measure: int) -> None:
    """As many rows as its height says, none wider than the column, the room among them."""
    layout = Layout(Flow(Document((Paragraph("Before."), picture))), measure, measure, draws=True)
    layout.advance(lambda: False)
    found = layout.unit_row(1)
    assert found is not None
    unit, _ = found
    rows = layout.rows(unit)
    assert len(rows) == unit.height
    assert max(map(width_of, rows)) <= measure
    hung = layout.setting.hung(unit)
    assert (hung is None) == (picture.src == "")
    if hung is not None:
        assert hung.left + hung.box.columns <= measure
        assert hung.top + hung.box.rows < unit.height


@pytest.mark.parametrize("box", [Box(1, 1), Box(2, 3), Box(7, 4), Box(8, 3), Box(30, 2), Box(72, 20)])
@pytest.mark.parametrize("is_framed", [True, False])
def test_words_in_the_room_fill_exactly_the_room(box: Box, is_framed: bool) -> None:
    """Whatever they are: cut, never wider or higher."""
    for words in ("", "x", "价格 " * 30, "https://prices.example/" + "a" * 300, "one\ntwo\n" * 20, "so\u00adft " * 9):
        rows = said_rows(box, words, ("faint",), is_framed=is_framed)
        assert [width_of(row) for row in rows] == [box.columns] * box.rows


async def test_a_picture_that_fails_gives_its_room_to_the_text_where_nothing_in_view_moves() -> None:
    """Its room fills the rest of the view: the text comes up; the card says why, and what it is."""
    shop = Shop()
    app = reader_of(pictured((GONE, "Prices by month")), shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(shop.asked))
        assert "Paragraph 100" not in app.frame()
        head = app.frame().split("\n")[:6]
        shop.go.set()
        await until(pilot, lambda: "nothing at this address (HTTP 404)." in app.frame())
        assert "▣ Prices by month" in app.frame()
        assert "Paragraph 100" in app.frame()
        assert app.frame().split("\n")[:6] == head
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen) and len(shop.asked) == 2)


async def test_a_picture_that_failed_in_view_gives_its_room_up_once_it_is_out_of_view() -> None:
    """The text in view stays where it is, line by line."""
    shop = Shop()
    app = reader_of(pictured((GONE, "Prices by month"), after=20), shop)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: bool(shop.asked))
        shop.go.set()
        await until(pilot, lambda: "nothing at this address (HTTP 404)." in app.frame())
        total = app.view.virtual_size.height
        first = line_of(app, "Paragraph 100")
        app.view.scroll_to(y=first, animate=False)
        await until(pilot, lambda: app.view.virtual_size.height < total)
        assert line_of(app, "Paragraph 100") == 0
        app.view.scroll_to(y=0, animate=False)
        await until(pilot, lambda: "▣ Prices by month" in app.frame())
        assert "nothing at this address (HTTP 404)." in app.frame()
