"""The app: opening screens, themes, leaving, and what is imported before the first frame."""

import subprocess
import sys

import pytest
from textual.color import Color

from tests.samples import article
from tests.tui.frames import screen_text
from tests.tui.stage import app_of, toasts, update
from tickertui.errors import ArchiveError
from tickertui.market.article import Article
from tickertui.monitor.past import Past
from tickertui.tui import theme as palette
from tickertui.tui.app import TickerApp
from tickertui.tui.screens.board.screen import BoardScreen

LATE_IMPORTS = (
    "httpx", "markdown_it", "importlib.metadata", "numpy", "selectolax", "apsw",
    "textual.widgets._header", "textual.widgets._footer", "tickertui.tui.palette", "tickertui.formats.storyblok",
    "tickertui.tui.screens.reader.screen", "tickertui.tui.screens.help.screen", "tickertui.tui.screens.articles.screen",
    "tickertui.tui.screens.problems.screen", "tickertui.tui.widgets.filter_line", "webbrowser",
    "tickertui.tui.screens.board.banner", "tickertui.tui.screens.board.journey",
    "tickertui.tui.screens.board.date_line",
    "tickertui.tui.screens.log.screen", "tickertui.tui.keymap", "tickertui.tui.winding_up", "tickertui.settings.config",
)  # fmt: skip


def test_the_app_imports_only_what_the_first_frame_needs() -> None:
    """Nothing that is used later is loaded with the app."""
    script = "import sys, tickertui.tui.app; print([name for name in sys.argv[1:] if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script, *LATE_IMPORTS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _top(app: TickerApp) -> str:
    """The name of the screen on top."""
    return type(app.screen).__name__


async def test_a_key_without_an_article_says_so() -> None:
    """No article is told, not a silence."""
    app = app_of()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        assert any("No article" in notification.message for notification in app._notifications)


async def test_one_article_opens_at_once_and_escape_leads_back() -> None:
    """`a` opens the reader; Esc gives the board back as it was."""
    app = app_of(update(articles=[article()]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "s")
        await pilot.pause()
        before = screen_text(app)
        await pilot.press("a")
        await pilot.pause(0.2)
        assert not isinstance(app.screen, BoardScreen)
        assert "Salt flats fill up" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert isinstance(app.screen, BoardScreen)
        assert screen_text(app) == before


async def test_several_articles_are_listed() -> None:
    """`a` lists them; Enter reads the selected one; Esc leads back."""
    several = [article(f"Title number {number}", excerpt="What it says.") for number in range(30)]
    app = app_of(update(articles=several))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause(0.1)
        assert _top(app) == "ArticlesScreen"
        assert "Title number 0" in screen_text(app)
        await pilot.press("j", "j", "k", "enter")
        await pilot.pause(0.2)
        assert _top(app) == "ReaderScreen"
        assert "Title number 1\n" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert _top(app) == "ArticlesScreen"
        await pilot.press("G")
        await pilot.pause()
        assert "Title number 29" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert _top(app) == "BoardScreen"


@pytest.mark.parametrize("name", [theme.name for theme in palette.OURS] + ["nord", "ansi-dark", "ansi-light"])
async def test_every_theme_shows_the_board(name: str) -> None:
    """The board opens in ours, in others and in those of sixteen colours, and shows the same words."""
    app = app_of(theme=name)
    async with app.run_test(size=(120, 40)):
        assert app.theme == name
        assert app.screen.styles.background == Color.parse(app.get_css_variables()["background"])
        assert app.theme_variables["ink"] == palette.variables_of(app.current_theme)["ink"]
        assert "Lithium" in screen_text(app)


async def test_an_unknown_theme_is_told_and_the_default_taken() -> None:
    """A name that does not exist is no crash."""
    app = app_of(theme="no-such-theme")
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert app.theme == palette.DEFAULT
        assert any("no-such-theme" in notification.message for notification in app._notifications)


async def test_light_and_dark_switch() -> None:
    """`L` goes to the other of our themes and back."""
    app = app_of()
    async with app.run_test() as pilot:
        await pilot.press("L")
        assert app.theme == palette.LIGHT.name
        await pilot.press("L")
        assert app.theme == palette.DARK.name


async def test_no_color_sends_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR every segment has the terminal's own colours."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of()
    async with app.run_test(size=(120, 40)):
        strips = app.screen._compositor.render_strips(app.size)
        colors = {
            color.name
            for strip in strips
            for segment in strip
            if segment.style
            for color in (segment.style.color, segment.style.bgcolor)
            if color is not None
        }
    assert colors <= {"default"}


async def test_q_leaves_with_success() -> None:
    """`q` ends the app with exit code 0."""
    app = app_of()
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause()
    assert (app.return_code or 0) == 0


async def test_the_palette_offers_the_commands_of_the_place() -> None:
    """What is typed finds a command by its title, and Enter runs it."""
    app = app_of()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        text = screen_text(app)
        assert "Filter" in text
        await pilot.press(*"as published", "enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, BoardScreen)


async def test_an_article_that_only_the_archive_has_opens_with_its_text() -> None:
    """Its text is read again from what is kept, before the reader opens; where that fails, that is said."""

    class Kept(Past):
        """An archive with one article, which then breaks."""

        def __init__(self) -> None:
            self.is_broken = False

        async def article(self, uuid: str, version: str | None = None) -> Article | None:
            """The article, while it can be read."""
            del version
            if self.is_broken:
                raise ArchiveError("The archive cannot be read.")
            return article() if uuid == article().uuid else None

    past = Kept()
    app = app_of(update(articles=[article(rich_text=None)]), past=past)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("a")
        await pilot.pause(0.3)
        assert "Lithium rose again this month" in screen_text(app)
        past.is_broken = True
        await pilot.press("escape", "a")
        await pilot.pause(0.3)
        assert "The archive cannot be read." in toasts(app)
        assert "Salt flats fill up" in screen_text(app)
