"""What is shown, written for other programs: nothing lost, nothing run, nothing taken for markup."""

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, board, quote, snapshot
from tickertui.market.board import ALL_COLUMNS, COLUMNS, column
from tickertui.market.views import (
    FORMS,
    Choice,
    Form,
    Shown,
    View,
    caption,
    parts_of,
    to_csv,
    to_json,
    to_markdown,
    to_tsv,
    view_of,
    written,
)

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


def shown(**fields: object) -> Shown:
    """The sample board as the screen shows it."""
    of = len(board())
    known: dict[str, object] = {"board": snapshot(), "moment": NOW, "columns": tuple(COLUMNS_SHOWN), "quotes": board()}
    return Shown(**{**known, "of": of, **fields})  # type: ignore[arg-type]  # as the fields are declared


def test_markdown_says_as_of_when_from_where_and_what_percentages_are_against() -> None:
    """The caption stands before the table, and what each percentage means after it."""
    text = "".join(parts_of(shown(quotes=board()[:2], choice=Choice(filter="li|", list="mine")), "markdown"))
    caption_line, _, table = text.partition("\n\n")
    assert caption_line.startswith("Prices as of 2026-06-03")
    assert f"2 of {len(board())} rows; filter “li\\|”; list “mine”" in caption_line
    assert "Source: tests/board.json, made" in caption_line
    assert table.startswith("| Index")
    assert table.endswith("- Chg %: The last change in per cent of the print before; mind the days it spans.\n")


def test_a_sample_and_an_earlier_board_say_so() -> None:
    """Neither can be taken for prices of now."""
    sample = msgspec.structs.replace(snapshot(), is_sample=True)
    said = caption(shown(board=sample, is_past=True))
    assert said.startswith("Prices as known on ")
    assert said.endswith("This is sample data, no real prices.")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_has_raw_figures_dates_bases_and_what_chose_the_rows(count: int) -> None:
    """It is the board's JSON with the rows that show, whatever their number, and whatever the pieces."""
    rows = board()[:count]
    whole = "".join(parts_of(shown(quotes=rows, choice=Choice(sorted_by="level", group_by="family")), "json"))
    read = json.loads(whole)
    assert read["as_of"] == "2026-06-03T15:35:49Z"
    assert [read["is_sample"], read["origin"], read["is_past"]] == [False, "tests/board.json", False]
    assert read["shown"]["columns"] == ["name", "level", "change_percent", "state"]
    assert [read["shown"]["rows"], read["shown"]["of"], read["shown"]["sorted_by"]] == [count, len(board()), "level"]
    assert [(row["label"], row["level"]) for row in read["quotes"]] == [(row.label, row.level) for row in rows]
    assert all(row["published_on"] and row["bases"]["change"] and row["group"] for row in read["quotes"])
    assert whole == json.dumps(read, indent=2, ensure_ascii=False) + "\n"


def test_a_percentage_of_another_year_names_the_year_in_every_form() -> None:
    """It is not to be taken for one of this year."""
    old = quote("Old", ends_on="2025-12-16", every=7)
    some = shown(quotes=(old,), columns=(column("name"), column("year_to_date")))
    forms: tuple[Form, ...] = ("csv", "tsv", "markdown")
    for form in forms:
        assert "2025 +" in "".join(parts_of(some, form))
    assert '"year_to_date_is_of_another_year": true' in "".join(parts_of(some, "json"))


def test_a_grouped_board_names_each_rows_group() -> None:
    """What the headings say stands in a column, unless it does already."""
    grouped = shown(choice=Choice(group_by="family"), families={"mine": ["cobalt"]})
    lines = "".join(parts_of(grouped, "tsv")).splitlines()
    assert lines[0].endswith("\tFamily")
    assert lines[2].endswith("\tmine")
    by_state = shown(choice=Choice(group_by="state"))
    assert "".join(parts_of(by_state, "tsv")).splitlines()[0] == "Index\tLevel\tChg %\tState"


def test_csv_keeps_the_day_of_every_print_the_moment_and_the_source() -> None:
    """A file that is opened later says of when its ages and figures are; a sample says that it is one."""
    rows = list(csv.DictReader(io.StringIO("".join(parts_of(shown(), "csv")))))
    assert list(rows[0])[-3:] == ["Published", "As of", "Source"]
    assert [row["Published"] for row in rows] == [str(one.published_on or "—") for one in board()]
    assert {(row["As of"], row["Source"]) for row in rows} == {("2026-06-03 15:35 UTC", "tests/board.json")}
    sample = msgspec.structs.replace(snapshot(), is_sample=True)
    dated = shown(board=sample, is_past=True, columns=(column("published"),))
    (first, *_) = csv.DictReader(io.StringIO("".join(parts_of(dated, "csv"))))
    assert list(first) == ["Published", "As known on", "Source"]
    assert first["Source"] == "sample data, tests/board.json"
