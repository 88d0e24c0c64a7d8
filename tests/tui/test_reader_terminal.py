"""An article in a real terminal of 80 by 24, by keyboard alone: read to its end, searched, followed, found again."""

import os
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.terminal import Terminal, tickertui
from tickertui.settings.locations import config_file

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


class Browser:
    """A browser that notes what it is asked to open."""

    def __init__(self, folder: Path) -> None:
        self._told = folder / "told"
        self.program = folder / "browser"
        self.program.write_text(f'#!/bin/sh\necho "$1" >> {self._told}\n')
        self.program.chmod(0o755)

    @property
    def opened(self) -> list[str]:
        """The addresses, in order."""
        return self._told.read_text().split() if self._told.exists() else []


@pytest.fixture(params=["sample", "real"])
def payload(request: pytest.FixtureRequest) -> Path:
    """The shipped sample, and the real payload where it is there."""
    return SAMPLE if request.param == "sample" else request.getfixturevalue("real_payload_path")


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A browser of the test's own."""
    return Browser(tmp_path)


def reading(payload: Path, browser: Browser, folder: Path) -> Terminal:
    """The program on its way, in a folder of its own; it asks no host for pictures."""
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('images = "off"\n', encoding="utf-8")
    env = {"BROWSER": str(browser.program)}
    return Terminal(tickertui(str(payload)), columns=80, rows=24, env=env, directory=folder)


def share(screen: str) -> int:
    """The share of the way that the status line says; -1 for none."""
    found = re.search(r"(\d+)%", screen.splitlines()[-2])
    return int(found[1]) if found else -1


def hit(screen: str) -> int:
    """Which hit of “lithium” the status line says; 0 for none."""
    found = re.search(r"“lithium” (\d+)/\d", screen)
    return int(found[1]) if found else 0


def top(screen: str) -> str:
    """The first line of text: a blank one above it is no place."""
    return next(line for line in screen.splitlines() if line.strip("▁▂▃▄▅▆▇█ "))


def test_an_article_is_read_to_its_end(payload: Path, browser: Browser, tmp_path: Path) -> None:
    """Page by page to the end; a heading, a find, links, an index and the way back; place and mark after a restart."""
    with reading(payload, browser, tmp_path) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.send("a")
        terminal.wait_for(lambda screen: share(screen) == 0)
        seen = terminal.text()
        for _ in range(60):
            before = share(terminal.text())
            if before == 100:
                break
            terminal.send(" ")
            terminal.wait_for(lambda screen, last=before: share(screen) > last)  # type: ignore[misc]  # mypy sees no type for the default
            seen += terminal.text()
        assert share(terminal.text()) == 100
        assert "Links" in seen
        assert "Prices since this article" in seen or "Prices in this article" in seen

        terminal.send("g}")
        terminal.wait_for("§ ")
        terminal.send("/")
        terminal.wait_for("words in the article")
        terminal.send("lithium")
        terminal.wait_for(lambda screen: hit(screen) > 0)
        terminal.send("\r")
        terminal.wait_for(lambda screen: "words in the article" not in screen and "/ Find" in screen)
        first = hit(terminal.text())
        terminal.send("n")
        terminal.wait_for(lambda screen: hit(screen) == first + 1)
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "“lithium”" not in screen)

        terminal.send("g\t")
        focused = terminal.wait_for(lambda screen: "https://" in screen.splitlines()[-2])
        href = next(word for word in focused.splitlines()[-2].split() if word.startswith("https://"))
        terminal.send("\r")
        terminal.wait_for(lambda screen: "Opened" in screen or "Where to?" in screen)
        if "Where to?" in terminal.text():
            terminal.send("1")
            terminal.wait_for("Opened")
        assert len(browser.opened) == 1
        assert browser.opened[0].startswith(href.rstrip("…"))

        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "Opened" not in screen)
        terminal.send("i")
        card = terminal.wait_for("Enter its row")
        name = card.splitlines()[-4].split("  ")[0].strip()
        terminal.send("\r")
        board = terminal.wait_for("NCM Mid-Nickel")
        assert any(line.startswith("▌") and name in line for line in board.splitlines())
        terminal.send("\x1b")
        terminal.wait_for("Enter its row")
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "Enter its row" not in screen)

        terminal.send("f")
        terminal.wait_for(lambda screen: "─ Links ─" in screen and "1  " in screen)
        terminal.send("\x1b")
        terminal.wait_for(lambda screen: "─ Links ─" not in screen)
        terminal.send("m")
        terminal.wait_for("★ Bookmarked")

        terminal.send("g  ")
        terminal.settle()
        place = top(terminal.text())
        assert 0 < share(terminal.text()) < 100
        terminal.send("q")
        assert terminal.wait() == 0

    with reading(payload, browser, tmp_path) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.send("a")
        terminal.wait_for(lambda screen: share(screen) > 0)
        assert top(terminal.settle()) == place
        assert "★" in terminal.text().splitlines()[-2]
        terminal.send("q")
        assert terminal.wait() == 0


def test_nothing_of_the_article_reaches_the_terminal_but_links_of_the_web(browser: Browser, tmp_path: Path) -> None:
    """OSC 8 links name web addresses only, and the working folder stays as it was."""
    with reading(SAMPLE, browser, tmp_path) as terminal:
        terminal.wait_for("NCM Mid-Nickel")
        terminal.send("a")
        terminal.wait_for(lambda screen: share(screen) == 0)
        terminal.send("G")
        terminal.wait_for("100%")
        terminal.send("q")
        assert terminal.wait() == 0
        hrefs = re.findall(rb"\x1b\]8;[^;]*;([^\x1b]+)\x1b", bytes(terminal.output))
        assert hrefs
        assert all(href.startswith((b"https://", b"http://", b"mailto:")) for href in hrefs)
    assert [path.name for path in tmp_path.iterdir()] == ["browser"]
