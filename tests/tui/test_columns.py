"""The table's columns: what they say is what the shell's board says, in tones that grow with the move."""

import pytest

from tests.samples import NOW, board, many_quotes, quote
from tickertui.market import board as market_board
from tickertui.market.quote import Quote
from tickertui.tui.columns import COLUMNS, TONES, Cell, Facts, known_ids

BY_ID = {column.id: column for column in COLUMNS}


def cell(id: str, row: Quote) -> Cell:  # noqa: A002 - the word for it
    """A row's cell."""
    return BY_ID[id].cell(Facts(row, NOW, NOW.date()))


def test_every_column_of_the_board_is_there_once() -> None:
    """The screen adds the sparkline and leaves nothing out."""
    assert {column.id for column in COLUMNS} == {column.id for column in market_board.ALL_COLUMNS} | {"sparkline"}
    assert sorted(column.priority for column in COLUMNS) == list(range(len(COLUMNS)))


@pytest.mark.parametrize("id", [column.id for column in market_board.ALL_COLUMNS if column.id != "range"])
def test_cells_say_what_the_shell_says(id: str) -> None:  # noqa: A002 - the word for it
    """The same words in both front ends; arrows and years stand apart from the figure here."""
    for row in (*board(), *many_quotes(60), quote("Anode", ends_on="2025-11-17", year_to_date=-1.93)):
        said = market_board.column(id).text(row, NOW)
        assert said.endswith(cell(id, row).text)
        if id not in ("year_to_date", "year_on_year"):
            assert said == cell(id, row).text


def test_every_tone_has_a_style() -> None:
    """No cell asks for a tone that the table does not know."""
    for row in (*board(), *many_quotes(240)):
        for column in COLUMNS:
            shown = column.cell(Facts(row, NOW, NOW.date()))
            assert {shown.tone, shown.lead_tone} <= set(TONES)


@pytest.mark.parametrize(
    ("percent", "arrow", "tone"),
    [
        (0.4, "▲", "up-1"),
        (-0.4, "▼", "down-1"),
        (2.0, "▲", "up-2"),
        (-4.9, "▼", "down-2"),
        (13.59, "▲", "up-3"),
        (-10.4, "▼", "down-3"),
        (0.0, "=", "flat"),
        (None, "", "quiet"),
    ],
)
def test_a_move_has_arrow_sign_and_grade(percent: float | None, arrow: str, tone: str) -> None:
    """Direction is never colour alone, and the tone grows with the size."""
    shown = cell("change_percent", quote("Lithium", change_percent=percent))
    assert (shown.lead, shown.tone) == (arrow, tone)
    if percent:
        assert shown.text[0] == ("+" if percent > 0 else "-")


def test_a_figure_of_another_year_says_so_and_stands_back() -> None:
    """Two digits of the year before the figure, without the colour of a move."""
    shown = cell("year_to_date", quote("Anode", ends_on="2025-11-17", year_to_date=-1.93))
    assert (shown.lead, shown.text, shown.tone) == ("'25", "-1.93", "quiet")
    assert cell("year_to_date", quote("Lithium", year_to_date=75.85)).lead == ""


def test_the_state_gives_the_tone() -> None:
    """Fresh, due, late and dormant rows differ; the age of a late one is as loud as its state."""
    tones = [cell("state", row).tone for row in board()]
    assert tones == ["fresh", "due", "late", "dormant", "quiet"]
    assert [cell("age", row).tone for row in board()] == ["quiet", "quiet", "late", "dormant", "quiet"]


@pytest.mark.parametrize(
    ("level", "bar"), [(100.0, "●────────"), (150.0, "────●────"), (200.0, "────────●"), (112.0, "─●───────")]
)
def test_the_range_is_a_bar_with_the_place_of_the_level(level: float, bar: str) -> None:
    """From the lowest print at the left to the highest at the right; a dash where all are the same."""
    assert cell("range", quote("Lithium", (100.0, 200.0, level))).text == bar
    assert cell("range", quote("Lithium", (7.0, 7.0))).text == "—"


@pytest.mark.parametrize(
    ("id", "text", "width", "short"),
    [
        ("age", "170 d", 4, "170d"),
        ("age", "today", 4, "0d"),
        ("age", "—", 4, "—"),
        ("span", "14 d", 4, "14d"),
        ("state", "late 18 d", 9, "late 18d"),
        ("state", "dormant 139 d", 9, "dormant"),
        ("state", "dormant 139 d", 12, "dormant 139d"),
        ("state", "fresh", 9, "fresh"),
    ],
)
def test_days_and_states_have_a_shorter_way_to_be_said(id: str, text: str, width: int, short: str) -> None:  # noqa: A002 - the word for it
    """Days are closed up; those of a state are left out where they do not fit, as the age tells them too."""
    shorter = BY_ID[id].short
    assert shorter is not None
    assert shorter(text, width) == short


def test_a_choice_of_columns_is_taken_as_far_as_it_is_known() -> None:
    """Unknown ids and repetitions are left out; the name is always in; nothing chosen is nothing."""
    assert known_ids(("level", "nothing", "level", "age")) == ("name", "level", "age")
    assert known_ids(("age", "name")) == ("age", "name")
    assert known_ids(("nothing",)) == ()
