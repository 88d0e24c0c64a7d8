"""Every node and mark that a site may write, as it is set: its cells at three widths, and its looks."""

import os
from collections.abc import Callable

import pytest

from tests.formats.rich_text import Node
from tests.tui import rich_samples as samples
from tests.tui.frames import FRAMES
from tickertui.formats.storyblok import parse
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.layout import Layout
from tickertui.tui.widgets.document.prose import Row


def rows_of(source: Node, width: int) -> list[Row]:
    """Every row of a rich text in a terminal of so many cells."""
    layout = Layout(Flow(parse(source)), min(72, width - 2), width - 2)
    while layout.advance(lambda: False):
        pass
    layout.publish()
    found = [layout.locate(number) for number in range(layout.total)]
    return [layout.rows(place[0])[place[1]] for place in found if place is not None]


def check(name: str, said: str) -> None:
    """Compare with what was accepted, or accept it."""
    path = FRAMES / f"{name}.txt"
    if os.environ.get("TICKERTUI_ACCEPT_FRAMES"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("part", [samples.nodes, samples.tables, samples.marks])
def test_every_node_and_mark_is_set_as_accepted(part: Callable[[], Node], width: int) -> None:
    """From the site's own notation, under each name that a node or mark goes by."""
    lines = ["".join(piece[0] for piece in row).rstrip() for row in rows_of(part(), width)]
    check(f"rich-{part.__name__}-{width}", "\n".join(lines) + "\n")


def test_tables_without_room_are_records() -> None:
    """Each value after its header, and all of a head of two rows."""
    lines = ["".join(piece[0] for piece in row).rstrip() for row in rows_of(samples.tables(), 44)]
    check("rich-tables-44", "\n".join(lines) + "\n")


@pytest.mark.parametrize("part", [samples.nodes, samples.tables, samples.marks])
def test_every_node_and_mark_looks_as_accepted(part: Callable[[], Node]) -> None:
    """Which looks each piece of text has, weakest first, and where its links lead."""
    lines = []
    for row in rows_of(part(), 80):
        for words, ink, _, links in row:
            if words.strip() and (ink or links):
                targets = "".join(f" → {link.href or link.uuid or 'nowhere'}" for link in links)
                lines.append(f"{words.strip()}  [{' '.join(ink)}]{targets}")
    check(f"rich-{part.__name__}-looks", "\n".join(dict.fromkeys(lines)) + "\n")
