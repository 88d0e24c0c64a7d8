"""The gallery of a view, and one picture on the whole screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO

from PIL import Image
from textual.app import App

from tests.tui.frames import screen_text
from tickertui.errors import SourceUnreachable
from tickertui.formats.document import Picture
from tickertui.tui import theme
from tickertui.tui.messages import OpenOutside
from tickertui.tui.pictures import gallery as gallery_module
from tickertui.tui.pictures.choice import Way
from tickertui.tui.pictures.gallery import Gallery
from tickertui.tui.pictures.kitty import PLACEHOLDER, Terminal
from tickertui.tui.pictures.sizing import Box
from tickertui.tui.screens.picture.screen import PictureScreen

BOX = Box(8, 4)
DARK = (15, 20, 25)


class Shop:
    """Gives pictures of one colour; "gone" has none, and "slow" waits until it is let go."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = asyncio.Event()

    async def fetch(self, src: str) -> bytes:
        """A picture."""
        self.asked.append(src)
        if src == "slow":
            await self.go.wait()
        if src == "gone":
            raise SourceUnreachable("x.example has nothing at this address (HTTP 404).", "It is asked again later.")
        file = BytesIO()
        Image.new("RGB", (64, 64), "red").save(file, "PNG")
        return file.getvalue()


@asynccontextmanager
async def hung(
    kind: str = "quadrants", terminal: Terminal | None = None
) -> AsyncIterator[tuple[Gallery, Shop, list[str]]]:
    """A gallery at work, its shop, and what it said arrived."""
    shop, arrived = Shop(), list[str]()
    gallery = Gallery(shop, Way(kind), DARK, arrived.append, terminal)  # type: ignore[arg-type]  # a test's own text
    task = asyncio.create_task(gallery.run())
    try:
        yield gallery, shop, arrived
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        gallery.close()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that threads bring about."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110  # what it waits for happens in a screen, which sets no event
            await asyncio.sleep(0.001)


async def test_what_is_wanted_is_fetched_drawn_and_told() -> None:
    """In the order of the wish; its rows fill the box."""
    async with hung() as (gallery, shop, arrived):
        assert gallery.rows("one", BOX) is None
        gallery.want([("one", BOX), ("two", BOX), ("three", BOX)])
        await until(lambda: len(arrived) == 3)
        assert shop.asked == ["one", "two", "three"]
        assert gallery.rows("one", BOX) == (((" " * 8, 0xFF0000, 0xFF0000),),) * 4
        gallery.want([("one", BOX)])
        assert shop.asked == ["one", "two", "three"]


async def test_what_is_not_wanted_any_more_is_not_begun() -> None:
    """Somebody who scrolls on does not wait for what was passed."""
    async with hung() as (gallery, shop, arrived):
        gallery.want([("slow", BOX), ("slow", Box(9, 4)), ("passed", BOX)])
        await until(lambda: len(shop.asked) == 2)
        gallery.want([("near", BOX)])
        shop.go.set()
        await until(lambda: "near" in arrived)
        assert "passed" not in shop.asked


async def test_a_failure_is_told_once_and_tried_again_only_when_asked() -> None:
    """The others go on."""
    async with hung() as (gallery, shop, arrived):
        gallery.want([("gone", BOX), ("one", BOX)])
        await until(lambda: len(arrived) == 2)
        error = gallery.error("gone")
        assert error is not None
        assert "404" in error.sentence
        gallery.want([("gone", BOX)])
        gallery.want([("gone", BOX), ("two", BOX)])
        await until(lambda: "two" in arrived)
        assert shop.asked.count("gone") == 1
        gallery.retry("gone")
        await until(lambda: shop.asked.count("gone") == 2)


async def test_as_a_box_nothing_is_fetched() -> None:
    """Who switched pictures off asks no host for any."""
    async with hung("box") as (gallery, shop, _):
        gallery.want([("one", BOX)])
        for _ in range(20):
            await asyncio.sleep(0)
        assert shop.asked == []


async def test_another_theme_draws_anew() -> None:
    """On its own ground."""
    async with hung() as (gallery, shop, arrived):
        gallery.want([("one", BOX)])
        await until(lambda: len(arrived) == 1)
        gallery.repaint((255, 255, 255))
        await until(lambda: len(arrived) == 2)
        assert shop.asked == ["one", "one"]
        assert gallery.rows("one", BOX)


async def test_a_terminal_that_draws_itself_is_sent_each_picture_and_told_to_forget_it() -> None:
    """Also again after it lost them, and all at the end."""
    written: list[str] = []
    async with hung("kitty", Terminal(written.append, first=5)) as (gallery, _, arrived):
        gallery.want([("one", BOX)])
        await until(lambda: len(arrived) == 1)
        rows = gallery.rows("one", BOX)
        assert rows is not None
        assert rows[0][0][0].startswith(PLACEHOLDER)
        assert rows[0][0][1] == 5
        assert written[0].startswith("\x1b_Ga=T,U=1,f=100,q=2,i=5,c=8,r=4,")
        gallery.resend()
        assert "i=6," in written[1]
        again = gallery.rows("one", BOX)
        assert again is not None
        assert again[0][0][1] == 6
    assert written[2:] == ["\x1b_Ga=d,d=I,q=2,i=6\x1b\\"]


async def test_only_so_many_drawings_are_kept() -> None:
    """What was wanted longest ago goes, and is drawn again when it is wanted."""
    written: list[str] = []
    async with hung("kitty", Terminal(written.append, first=1)) as (gallery, shop, arrived):
        for number in range(gallery_module.KEPT + 5):
            gallery.want([(f"{number}", Box(1, 1))])
            await until(lambda number=number: len(arrived) == number + 1)  # type: ignore[misc]  # a default has no type
        assert gallery.rows("0", Box(1, 1)) is None
        assert gallery.rows("64", Box(1, 1)) is not None
        assert sum("a=d" in text for text in written) == 5
        gallery.want([("0", Box(1, 1))])
        await until(lambda: shop.asked.count("0") == 2)


class Host(App[None]):
    """An app with our colours, and nothing on its screen."""

    def __init__(self) -> None:
        super().__init__()
        for ours in theme.OURS:
            self.register_theme(ours)
        self.theme = theme.DEFAULT
        self.opened: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return theme.variables_of(self.current_theme)

    def on_open_outside(self, event: OpenOutside) -> None:
        """Remember what was to be opened."""
        self.opened.append(event.address)


def picture(src: str) -> Picture:
    """A picture with something said of it."""
    return Picture(src, alt="A chart of prices", title="Prices, monthly", source="Somebody", copyright="2026")


async def test_a_picture_fills_the_screen_with_its_caption() -> None:
    """As large as it fits, in the middle; `o` asks for it outside; Esc leads back."""
    app, shop = Host(), Shop()
    async with app.run_test(size=(60, 24)) as pilot:
        screen = PictureScreen(picture("one"), shop, Way("halves"))
        await app.push_screen(screen)
        await until(lambda: screen._canvas._drawing is not None)
        await pilot.pause()
        drawing = screen._canvas._drawing
        assert drawing is not None
        assert (drawing.box, drawing.spot.columns, drawing.spot.rows, drawing.spot.left) == (Box(60, 21), 42, 21, 9)
        assert "A chart of prices · Prices, monthly" in screen_text(app)
        assert "Somebody" in screen_text(app)
        await pilot.resize_terminal(40, 30)
        await until(lambda: screen._canvas._drawing is not None and screen._canvas._drawing.box.columns == 40)
        assert shop.asked == ["one"]
        await pilot.press("o")
        await pilot.press("escape")
        await pilot.pause()
        assert app.opened == ["one"]
        assert app.screen is not screen


async def test_a_picture_that_is_not_there_is_said_in_words() -> None:
    """With what can be done, and `r` tries again."""
    app, shop = Host(), Shop()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PictureScreen(picture("gone"), shop, Way("quadrants")))
        await until(lambda: "HTTP 404" in screen_text(app))
        asked = len(shop.asked)
        await pilot.press("r")
        await until(lambda: len(shop.asked) > asked)


async def test_where_pictures_are_not_drawn_the_screen_says_why() -> None:
    """And asks no host."""
    app, shop = Host(), Shop()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PictureScreen(picture("one"), shop, Way("box", "Pictures need Pillow.")))
        await pilot.pause()
        assert "Pictures need Pillow." in screen_text(app)
        assert shop.asked == []
