"""Commands: declared once, spoken the same way everywhere, no two on one key in one place."""

from collections import Counter

import pytest
from textual.binding import Binding

from tickertui.tui import commands


def test_names_are_unique_and_say_their_place() -> None:
    """A command's name is place and action, and stands once."""
    names = [command.name for command in commands.COMMANDS]
    assert len(set(names)) == len(names)
    for command in commands.COMMANDS:
        assert command.name.partition(".")[0] in {command.place, "app"}
        assert command.help.endswith(".")


@pytest.mark.parametrize("place", commands.PLACES)
def test_no_key_means_two_things_in_one_place(place: commands.Place) -> None:
    """Within one place every key runs one command."""
    keys = Counter(key for command in commands.at(place) for key in command.keys.split(","))
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_board_has_no_key_that_something_around_it_takes() -> None:
    """What works on the board at once (everywhere, board, table, detail) shares no key."""
    together = commands.at("everywhere", "board", "table", "detail")
    keys = Counter(key for command in together for key in command.keys.split(","))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_binding_can_be_remapped() -> None:
    """Each binding carries its command's name as id."""
    for place in commands.PLACES:
        for binding, command in zip(commands.bindings(place), commands.at(place), strict=True):
            assert isinstance(binding, Binding)
            assert binding.id == command.name
            assert binding.action == command.runs


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("question_mark", "?"),
        ("ctrl+p", "Ctrl+P"),
        ("shift+down", "Shift+↓"),
        ("f5", "F5"),
        ("G", "G"),
        ("g", "g"),
        ("pagedown", "PgDn"),
        ("f", "f"),
    ],
)
def test_keys_are_spoken_as_people_call_them(key: str, words: str) -> None:
    """Textual's key names become what stands on the key."""
    assert commands.spoken(key) == words


def test_the_key_table_has_a_row_for_every_command() -> None:
    """The Markdown table lists every command once, with every key."""
    table = commands.key_table()
    rows = table.splitlines()
    assert len(rows) == 2 + len(commands.COMMANDS)
    assert all(row.count("|") == rows[0].count("|") for row in rows)
    assert "`Ctrl+P`" in table
