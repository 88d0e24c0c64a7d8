"""A walk through every feature by keyboard alone, in a real terminal of 120 by 40."""

import base64
import os
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.terminal import Terminal, tickertui

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

SAMPLE = REPOSITORY / "assets" / "payloads" / "sample.payload.json"

SETTINGS = """\
images = "off"

[watchlists]
"two of mine" = ["LFP", "Cobalt"]

[derived]
"Hydroxide premium" = "Lithium Hydroxide - Lithium Carbonate"
"High-nickel over LFP" = "NCM High-Nickel / LFP"
"""

ESC = "\x1b"
LEFT, RIGHT, TAB, ENTER, PALETTE = "\x1b[D", "\x1b[C", "\t", "\r", "\x10"

Step = tuple[str, str]
"""What is typed, and a pattern that is then on the screen."""

BOARD = r"Enter Detail +a Article"
READER = r"/ Find +t Contents"
"""What the last line says there."""

ORDER: tuple[Step, ...] = (
    ("s", r"Index↑.*?Anode +77\.79"),
    ("r", r"Index↓.*?Rare Earths +172\.27"),
    ("s", r"Level↑|Level↓"),
    ("0", r"Level .*?Lithium +411\.01.*?Lithium Carbonate"),
    ("o", r"▾ lithium +3 rows"),
    ("Z", r"▸ lithium.*?▸ nickel and cobalt"),
    ("Z", r"▾ lithium.*?Lithium Hydroxide"),
    ("z", r"▸ lithium"),
    ("z", r"▾ lithium"),
    ("o", r"▾ dormant +\d+ rows"),
    ("o", r"▾ every week +1 row"),
    ("o", r"Not grouped"),
    ("/nihi", r"NCM High-Nickel.*/ nihi +1 of 17"),
    (ENTER, r"Enter.*Detail"),
    (ESC, r"Cobalt.*NCM Mid-Nickel"),
)
"""Sorting, grouping, filtering."""

LISTS: tuple[Step, ...] = (
    ("g*", r"★\s?Lithium +411"),
    ("v", r"only starred"),
    ("v", r"only two of mine.*?Cobalt.*?LFP"),
    ("v", r"All rows show"),
    ("c", r"Columns.*Space Show or hide"),
    ("j ", r"Index +Chg %.*Space Show or hide"),
    ("r", r"Index +Level.*Space Show or hide"),
    (ENTER, BOARD),
    ("w", r"154 d +179d"),
    ("w", r"[▁▂▃▄▅▆▇█]\s+179d"),
    ("W", r"Sparklines show 104 weeks"),
    ("t", r"drawn with braille"),
    ("t", r"drawn with blocks"),
    ("U", r"Colours “western”"),
    ("U", r"Colours “east-asian”"),
    ("U", r"Colours “mono”"),
    ("U", r"Colours “safe”"),
)
"""Stars, watchlists, columns, sparklines, colours."""

DERIVED: tuple[Step, ...] = (("G", r"▌.*High-nickel over LFP"), ("k", r"▌.*Hydroxide premium"))
"""Rows that are computed."""

VIEWS: tuple[Step, ...] = (
    ("gjj", r"▌.?.?Lithium Hydroxide"),
    ("f", r"Lithium Hydroxide +3 of 17.*Known since"),
    (LEFT, r"2026-05-13 +350\.28 · ▲ \+6\.76 %"),
    ("+", r"\d+ of 12 prints"),
    ("l", r"of 12 prints · log"),
    ("s", r"· steps · log"),
    ("0", r" · 12 prints · steps · log"),
    ("j", r"Cobalt +4 of 17"),
    (ESC, BOARD),
    ("gxjx", r"◆.?Lithium .*?◆ Lithium Carbonate"),
    ("C", r"Compare +2 indices.*◆ Lithium Carbonate 204\.37"),
    (RIGHT, r"203\.79 of 2025-12-24 is 100\.00"),
    ("l", r"Compare +2 indices[^\n]* · log"),
    (ESC, BOARD),
    ("d", r"Calendar +today.*Late +\d+"),
    (TAB, r"Tab Next part"),
    (ESC, BOARD),
    ("!", r"Problems.*Nothing failed, and every row adds up"),
    (ESC, BOARD),
    ("l", r"Log +\d+ entr.*sample\.payload"),
    ("/nowhere", r"/ nowhere +0 of"),
    (ESC, r"Log +\d+ entr.*/ Filter"),
    (ESC, BOARD),
    ("?", r"Keys.*The board"),
    ("/next list", r"Keys.*Show all rows, the starred ones"),
    (ESC, r"Keys.*Moving in the table|Keys.*The board"),
    (ESC, BOARD),
    (PALETTE, r"Search for commands"),
    ("calendar", r"Calendar +\(d\)"),
    (ENTER, r"Calendar +today"),
    (ESC, BOARD),
    ("[", r"No earlier board is kept"),
    ("@2026-06-03" + ENTER, r"AS KNOWN ON 2026-06-03.*4 fresh · 3 due · 8 late"),
    (ESC, r"15 late"),
    ("A", r"There is no new print"),
)
"""Every other screen."""

READING: tuple[Step, ...] = (
    ("B", r"Library · 1 article · 1 unread"),
    ("m", r"1 bookmarked.*●★ What a slow price says"),
    (ENTER, r"★ 0% · \d min left"),
    ("t", r"Against what is a percentage.*Enter Go"),
    (ESC, READER),
    ("/lithium", r"/ lithium +1/\d"),
    (ENTER, READER),
    ("n", r"“lithium” 2/\d"),
    (ESC, r"left\n / Find"),
    (TAB, r"https://prices\.example/\S+ +★ 0%"),
    (ESC, r"left\n / Find"),
    ("f", r"Links.*Enter Follow +s Show"),
    (ESC, READER),
    ("i", r"Lithium +411\.01.*no print since the article"),
    (ENTER, BOARD),
    (ESC, r"Enter its row"),
    (ESC, r"left\n / Find"),
    ("G", r"★ 100%"),
    (ESC, BOARD),
)
"""The library and the reader."""


def walk(terminal: Terminal, steps: tuple[Step, ...]) -> None:
    """Take the steps, each when the one before shows."""
    for keys, wanted in steps:
        terminal.send(keys)
        terminal.wait_for(re.compile(wanted, re.DOTALL))
        terminal.settle(0.1)


def copied(terminal: Terminal) -> list[str]:
    """What was put on the clipboard, by OSC 52."""
    return [base64.b64decode(one).decode() for one in re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", bytes(terminal.output))]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A settings file with lists and computed rows."""
    file = tmp_path / "settings.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def test_every_feature_is_reached_by_keyboard(settings: Path, tmp_path: Path) -> None:
    """From the board through every view and back; what is copied and written says what was on the screen."""
    env = {"TICKERTUI_CONFIG": str(settings)}
    with Terminal(tickertui(str(SAMPLE)), columns=120, rows=40, env=env, directory=tmp_path) as terminal:
        terminal.wait_for("High-nickel over LFP")
        terminal.settle()
        for steps in (ORDER, LISTS, DERIVED, VIEWS):
            walk(terminal, steps)
        walk(terminal, (("gy", r"Copied: Lithium"), ("Y", r"[Cc]opied")))
        sentence, view = copied(terminal)[-2:]
        assert sentence.startswith("Lithium")
        assert "411.01" in sentence
        assert "2026-05-27" in sentence
        assert [line.split("\t")[0] for line in view.splitlines()][1:3] == ["Lithium", "Lithium Carbonate"]
        walk(terminal, (("e", r"CSV.*Markdown.*JSON"), (ENTER, r"\.csv")))
        assert len(list(tmp_path.glob("*.csv"))) == 1
        walk(terminal, READING)
        terminal.send("q")
        assert terminal.wait() == 0
