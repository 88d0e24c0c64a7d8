"""What is shown, written for other programs: nothing lost, nothing run, nothing taken for markup."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board
from tickertui.market.board import ALL_COLUMNS, COLUMNS, column
from tickertui.market.views import FORMS, View, to_csv, to_json, to_markdown, to_tsv, view_of, written

COLUMNS_SHOWN = [column(id_) for id_ in ("name", "level", "change_percent", "state")]


def of(*labels: str) -> View:
    """A view of one column with those cells."""
    return View(("name",), ("Index",), ("left",), tuple((label,) for label in labels))


def test_a_board_as_a_table_of_text() -> None:
    """The cells of the board, in every form."""
    view = view_of(COLUMNS_SHOWN, board()[:3], NOW)
    assert to_csv(view) == (
        "Index,Level,Chg %,State\nLithium,131.25,+4.17,fresh\nCobalt,100.00,-3.85,due\n"
        "Natural Graphite,131.25,+4.17,late 18 d\n"
    )
    assert to_tsv(view) == to_csv(view).replace(",", "\t")
    assert to_markdown(view) == (
        "| Index            |  Level | Chg % | State     |\n"
        "| ---------------- | -----: | ----: | --------- |\n"
        "| Lithium          | 131.25 | +4.17 | fresh     |\n"
        "| Cobalt           | 100.00 | -3.85 | due       |\n"
        "| Natural Graphite | 131.25 | +4.17 | late 18 d |\n"
    )
    assert json.loads(to_json(view))[1] == {
        "name": "Cobalt",
        "level": "100.00",
        "change_percent": "-3.85",
        "state": "due",
    }


def test_cells_with_separators_are_set_apart() -> None:
    """Quoted in CSV, on one line in TSV and Markdown."""
    view = of('Li, "Co"\nand\tNi')
    assert list(csv.reader(io.StringIO(to_csv(view)))) == [["Index"], ['Li, "Co"\nand\tNi']]
    assert to_tsv(view) == 'Index\nLi, "Co" and Ni\n'
    assert 'Li, "Co" and Ni' in to_markdown(view)


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "+", "-"])
def test_no_cell_is_run_as_a_formula(hostile: str) -> None:
    """A sign or an equals sign before anything but a figure is set apart."""
    assert next(line for line in list(csv.reader(io.StringIO(to_csv(of(hostile)))))[1:])[0] == f"'{hostile}"
    assert not to_tsv(of(hostile)).splitlines()[1].startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize("figure", ["+4.17", "-3.85", "-1,204.50", "+1.000e+15", "-12.00 %", "131.25", "—"])
def test_figures_stay_figures(figure: str) -> None:
    """They are what a spreadsheet is for."""
    assert to_csv(of(figure)).splitlines()[1].strip('"') == figure


def test_markdown_shows_what_is_written() -> None:
    """Its own characters are set apart."""
    assert "| \\[a\\](b) \\| \\*c\\* \\_d\\_ \\`e\\` \\<f\\> |" in to_markdown(of("[a](b) | *c* _d_ `e` <f>"))


def test_empty_views() -> None:
    """No rows are a header; no columns are nothing."""
    assert to_csv(of()) == "Index\n"
    assert to_markdown(of()) == "| Index |\n| ----- |\n"
    assert json.loads(to_json(of())) == []
    assert to_markdown(view_of([], board(), NOW)) == ""


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_board_can_be_written(form: str) -> None:
    """Every column, in every form."""
    view = view_of(ALL_COLUMNS, board(), NOW)
    text = {one: written(view, one) for one in FORMS}[form]  # type: ignore[index]  # pytest hands it over as text
    assert text.endswith("\n")
    assert "Natural Graphite" in text
    assert len(view.ids) == len(COLUMNS) + 5


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_every_cell_comes_back(cells: list[str]) -> None:
    """From CSV but for apostrophe and kind of line break, from JSON as it was; TSV and Markdown keep a line a row."""
    kept = [cell.encode(errors="replace").decode() for cell in cells]
    view = of(*kept)
    rows = [row[0] if row else "" for row in csv.reader(io.StringIO(to_csv(view), newline=""))][1:]
    assert [row.removeprefix("'") for row in rows] == [
        cell.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'") for cell in kept
    ]
    assert [row["name"] for row in json.loads(to_json(view))] == kept
    assert to_tsv(view).count("\n") == len(kept) + 1
    assert to_markdown(view).count("\n") == len(kept) + 2
