"""Terminals that draw pictures themselves: Kitty's graphics protocol, by placeholders.

A picture is sent once and named by a number. Wherever the terminal then meets a placeholder character, whose colour
is that number and whose two accents say row and column, it shows that piece of the picture. So a picture is cells like
any other text: it scrolls, is cut and is covered without another word to the terminal.
"""

import os
from base64 import b64encode
from collections.abc import Callable
from functools import cache

from tickertui.tui.pictures.cells import GROUND, CellRow

PLACEHOLDER = "\U0010eeee"

MOST_CELLS = 297
"""How many rows and columns the accents can name."""

CELL_PIXELS = (10, 20)
"""Pixels that are sent for one cell: what a terminal shows of more is not worth the bytes."""

_CHUNK = 4_096
_QUIET = "q=2"

_ACCENTS = (
    "305 30D-30E 310 312 33D-33F 346 34A-34C 350-352 357 35B 363-36F 483-487 592-595 597-599 59C-5A1 5A8-5A9 5AB-5AC "
    "5AF 5C4 610-617 657-65B 65D-65E 6D6-6DC 6DF-6E2 6E4 6E7-6E8 6EB-6EC 730 732-733 735-736 73A 73D 73F-741 743 745 "
    "747 749-74A 7EB-7F1 7F3 816-819 81B-823 825-827 829-82D 951 953-954 F82-F83 F86-F87 135D-135F 17DD 193A 1A17 "
    "1A75-1A7C 1B6B 1B6D-1B73 1CD0-1CD2 1CDA-1CDB 1CE0 1DC0-1DC1 1DC3-1DC9 1DCB-1DCC 1DD1-1DE6 1DFE 20D0-20D1 "
    "20D4-20D7 20DB-20DC 20E1 20E7 20E9 20F0 2CEF-2CF1 2DE0-2DFF A66F A67C-A67D A6F0-A6F1 A8E0-A8F1 AAB0 AAB2-AAB3 "
    "AAB7-AAB8 AABE-AABF AAC1 FE20-FE26 10A0F 10A38 1D185-1D189 1D1AA-1D1AD 1D242-1D244"
)
"""The accents that number rows and columns, in order, as the protocol lists them."""


@cache
def accents() -> str:
    """The accents, one for each number from 0 on."""
    found = []
    for stretch in _ACCENTS.split():
        first, _, last = stretch.partition("-")
        found += [chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)]
    return "".join(found)


def placeholder_rows(number: int, columns: int, rows: int) -> tuple[CellRow, ...]:
    """The cells in which the terminal shows a picture; each names its own place, so that any may be left out."""
    marks = accents()
    return tuple(
        (("".join(f"{PLACEHOLDER}{marks[row]}{marks[column]}" for column in range(columns)), number, GROUND),)
        for row in range(rows)
    )


def transmission(number: int, png: bytes, columns: int, rows: int, *, through_tmux: bool = False) -> str:
    """What is sent so that the terminal knows a picture and the cells it is spread over; it does not answer."""
    text = b64encode(png).decode("ascii")
    pieces = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)] or [""]
    sent = []
    for at, piece in enumerate(pieces):
        more = f"m={int(at < len(pieces) - 1)}"
        keys = f"a=T,U=1,f=100,{_QUIET},i={number},c={columns},r={rows},{more}" if at == 0 else f"{_QUIET},{more}"
        sent.append(_command(keys, piece, through_tmux=through_tmux))
    return "".join(sent)


def deletion(number: int, *, through_tmux: bool = False) -> str:
    """What is sent so that the terminal forgets a picture."""
    return _command(f"a=d,d=I,{_QUIET},i={number}", "", through_tmux=through_tmux)


def _command(keys: str, payload: str, *, through_tmux: bool) -> str:
    command = f"\x1b_G{keys}{';' if payload else ''}{payload}\x1b\\"
    return "\x1bPtmux;" + command.replace("\x1b", "\x1b\x1b") + "\x1b\\" if through_tmux else command


class Terminal:
    """The terminal's store of pictures, as far as it is ours.

    Nothing is asked and nothing answered. What was sent is deleted when it is not needed any more, and all of it at the
    end: call `clear` before leaving.
    """

    def __init__(self, write: Callable[[str], None], *, through_tmux: bool = False, first: int = 0) -> None:
        """A store that is written to.

        Args:
            write: Writes to the terminal, a whole picture at once so that nothing comes between its parts.
            through_tmux: Whether tmux has to pass it on.
            first: The first number; 0 takes one that other programs in the same terminal are not likely to use.
        """
        self._write, self._through_tmux = write, through_tmux
        self._next = first or int.from_bytes(os.urandom(3), "big") | 0x100000
        self._known: set[int] = set()

    def send(self, png: bytes, columns: int, rows: int) -> int:
        """Send a picture and give its number."""
        number = self._next
        self._next = number % 0xFFFFFF + 1
        self._known.add(number)
        self._write(transmission(number, png, columns, rows, through_tmux=self._through_tmux))
        return number

    def forget(self, number: int) -> None:
        """Let the terminal forget a picture."""
        if number in self._known:
            self._known.discard(number)
            self._write(deletion(number, through_tmux=self._through_tmux))

    def clear(self) -> None:
        """Let the terminal forget every picture that was sent."""
        for number in sorted(self._known):
            self.forget(number)

    def lose(self) -> None:
        """Take note that the terminal forgot everything by itself, as when the program was suspended."""
        self._known.clear()
