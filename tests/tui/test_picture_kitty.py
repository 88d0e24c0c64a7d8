"""Kitty's protocol, byte for byte; and which way of drawing is chosen where."""

import re
import unicodedata
from base64 import b64decode

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style

from tickertui.tui.pictures.cells import GROUND
from tickertui.tui.pictures.choice import knows_kitty, way
from tickertui.tui.pictures.kitty import (
    MOST_CELLS,
    PLACEHOLDER,
    Terminal,
    accents,
    deletion,
    placeholder_rows,
    transmission,
)
from tickertui.tui.pictures.strips import strip_of


def test_the_accents_are_those_of_the_protocol() -> None:
    """As its table lists them: 297 marks above the letter that no normalisation melts into it, in order."""
    marks = accents()
    assert len(marks) == len(set(marks)) == MOST_CELLS
    assert [f"{ord(mark):X}" for mark in (*marks[:5], marks[30], *marks[-2:])] == [
        "305", "30D", "30E", "310", "312", "483", "1D243", "1D244",
    ]  # fmt: skip
    assert list(marks) == sorted(marks)
    for mark in marks:
        assert unicodedata.combining(mark) == 230
        assert not unicodedata.decomposition(mark)
    old = unicodedata.ucd_3_2_0
    melting = {0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x309, 0x30A, 0x30B, 0x30C, 0x30F, 0x311}
    melting |= {0x313, 0x314, 0x342, 0x653, 0x654}
    for code in range(0x1D300):
        mark = chr(code)
        if old.category(mark) == "Mn" and old.combining(mark) == 230 and not old.decomposition(mark):
            assert (mark in marks) is (code not in melting)


def test_a_placeholder_names_picture_row_and_column() -> None:
    """Its colour is the picture's number; each takes one cell and stands alone when its neighbours are cut off."""
    rows = placeholder_rows(0x123456, 3, 2)
    marks = accents()
    assert rows[1] == (("".join(PLACEHOLDER + marks[1] + marks[column] for column in range(3)), 0x123456, GROUND),)
    assert cell_len(rows[1][0][0]) == 3
    strip = strip_of(rows[1], Style.parse("on #101010"), before=1, width=6)
    assert strip.cell_length == 6
    cut = strip.crop(2, 4)
    assert cut.text == PLACEHOLDER + marks[1] + marks[1] + PLACEHOLDER + marks[1] + marks[2]
    assert "38;2;18;52;86" in strip.render(_truecolor())


def _truecolor() -> Console:
    """A console of all colours."""
    return Console(color_system="truecolor", force_terminal=True)


def test_a_picture_is_sent_in_chunks_that_ask_for_no_answer() -> None:
    """4,096 characters at most, the keys in the first, quiet all of them, and the last says so."""
    png = bytes(range(256)) * 40
    sent = transmission(7, png, 20, 10)
    commands = re.findall(r"\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\", sent)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in commands) == sent
    assert commands[0][0] == "a=T,U=1,f=100,q=2,i=7,c=20,r=10,m=1"
    assert [keys for keys, _ in commands[1:]] == ["q=2,m=1"] * (len(commands) - 2) + ["q=2,m=0"]
    assert all(len(data) <= 4_096 and len(data) % 4 == 0 for _, data in commands)
    assert b64decode("".join(data for _, data in commands)) == png
    assert transmission(7, b"x", 1, 1) == "\x1b_Ga=T,U=1,f=100,q=2,i=7,c=1,r=1,m=0;eA==\x1b\\"
    assert deletion(7) == "\x1b_Ga=d,d=I,q=2,i=7\x1b\\"


def test_tmux_is_asked_to_pass_it_on() -> None:
    """Each command in an envelope of its own, with its escapes doubled."""
    assert deletion(7, through_tmux=True) == "\x1bPtmux;\x1b\x1b_Ga=d,d=I,q=2,i=7\x1b\x1b\\\x1b\\"


def test_the_terminal_forgets_everything_at_the_end() -> None:
    """What was sent is deleted once; numbers fit in a colour."""
    written: list[str] = []
    terminal = Terminal(written.append, first=0xFFFFFF)
    assert [terminal.send(b"x", 1, 1), terminal.send(b"y", 1, 1), terminal.send(b"z", 1, 1)] == [0xFFFFFF, 1, 2]
    terminal.forget(1)
    terminal.forget(1)
    del written[:]
    terminal.clear()
    terminal.clear()
    assert written == [deletion(2), deletion(0xFFFFFF)]
    assert 0 < Terminal(written.append).send(b"", 1, 1) <= 0xFFFFFF


@pytest.mark.parametrize(
    ("environment", "known"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-ghostty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1", "TERM_PROGRAM": "vscode"}, False),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1", "VTE_VERSION": "7600"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/x,1,0"}, False),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, False),
        ({"TERM": "screen", "TERM_PROGRAM": "ghostty"}, False),
        ({"TERM": "xterm-kitty", "ZELLIJ": "0"}, False),
        ({}, False),
    ],
)
def test_a_terminal_is_known_by_what_it_says_of_itself(environment: dict[str, str], known: bool) -> None:
    """It is never asked; where something stands between, it does not count."""
    assert knows_kitty(environment) is known


KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("setting", "environment", "colors", "kind"),
    [
        ("auto", {}, "truecolor", "quadrants"),
        ("auto", {}, "256", "quadrants"),
        ("auto", KITTY, "truecolor", "kitty"),
        ("auto", KITTY, "256", "quadrants"),
        ("blocks", KITTY, "truecolor", "quadrants"),
        ("kitty", {}, "truecolor", "kitty"),
        ("kitty", {}, "256", "quadrants"),
        ("off", KITTY, "truecolor", "box"),
        ("auto", {"NO_COLOR": "1"}, "truecolor", "box"),
        ("kitty", {"NO_COLOR": ""}, "truecolor", "box"),
        ("auto", {}, "standard", "box"),
        ("blocks", {}, None, "box"),
    ],
)
def test_the_way_is_chosen_by_setting_and_environment(
    setting: str, environment: dict[str, str], colors: str | None, kind: str
) -> None:
    """Cells need colours; the terminal's own pictures need to be known, or wanted by the user."""
    chosen = way(setting, environment, colors, platform="linux")
    assert chosen.kind == kind
    assert bool(chosen.why) is (kind == "box" and setting != "off")
    assert chosen.is_drawn is (kind != "box")


def test_other_ways() -> None:
    """Themes of sixteen colours, browsers, tmux by the user's word, and the console of older Windows."""
    assert "sixteen" in way("auto", {}, "truecolor", is_ansi=True).why
    assert way("kitty", KITTY, "truecolor", is_web=True, platform="linux").kind == "quadrants"
    assert way("kitty", {"TMUX": "x"}, "truecolor").through_tmux
    assert way("auto", {}, "truecolor", platform="win32").kind == "halves"
    assert way("auto", {"WT_SESSION": "x"}, "truecolor", platform="win32").kind == "quadrants"


def test_without_pillow_the_box_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setattr("tickertui.tui.pictures.choice.has_pillow", lambda: False)
    chosen = way("auto", KITTY, "truecolor")
    assert chosen.kind == "box"
    assert "tickertui[images]" in chosen.why
