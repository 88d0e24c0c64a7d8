"""From the nodes of a rich text to rows of cells: every letter once and in order, and every address is reached."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.rich_text import Node, greek, pictured_documents, visible, written_in
from tickertui.formats.document import Block, Document, Embed, Picture, Table, Unknown
from tickertui.formats.storyblok import parse
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.layout import Layout
from tickertui.tui.widgets.document.links import next_place
from tickertui.tui.widgets.document.plain import between, plain, stretches
from tickertui.tui.widgets.document.selection import selected


def letters_by_block(document: Document, width: int, room: int, *, draws: bool) -> list[str]:
    """What the rows show of each block, in the order of its offsets; no offset is shown twice."""
    flow = Flow(document, list_links=False)
    layout = Layout(flow, width, room, draws=draws)
    while layout.advance(lambda: False):
        pass
    layout.publish()
    found: list[dict[int, str]] = [{} for _ in range(len(flow))]
    written = [{at + n: letter for at, words in stretches(leaf) for n, letter in enumerate(words)} for leaf in flow]
    for number in range(layout.total):
        place = layout.locate(number)
        assert place is not None
        unit, line = place
        for words, _, offset, _ in layout.rows(unit)[line]:
            for at in range(offset, offset + len(words)) if offset >= 0 else ():
                letter = written[unit.block][at]
                if not letter.isspace():
                    assert at not in found[unit.block], (unit.block, at, letter)
                    found[unit.block][at] = letter
    return ["".join(letters[at] for at in sorted(letters)) for letters in found]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(pictured_documents, st.integers(12, 90), st.integers(0, 60), st.booleans())
def test_every_character_of_a_rich_text_stands_once_and_in_order(
    source: Node, width: int, more: int, draws: bool
) -> None:
    """Also in cells with lists, in sections, tasks, components and nodes of unknown types, at any width."""
    document = parse(source)
    shown = letters_by_block(document, width, width + more, draws=draws)
    for block, letters in zip(document.blocks, shown, strict=True):
        if _is_written(block):
            assert visible(letters) == visible(plain(block)), block
        elif not draws:  # a picture that is drawn does not say where it comes from
            assert greek(letters) == greek(plain(block)), block
    assert greek("".join(shown)) == greek(written_in(source))


def _is_written(block: Block) -> bool:
    """Whether a block's own text is shown as it is, and nothing beside it."""
    if isinstance(block, Table):
        return all(_is_written(inner) for row in block.rows for cell in row for inner in cell.blocks)
    return not isinstance(block, Picture | Embed | Unknown)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(pictured_documents)
def test_every_address_is_met_by_going_from_link_to_link(source: Node) -> None:
    """Forward and back, the same stops, and every address of the document is on one of them or in its list."""
    document = parse(source)
    flow = Flow(document)
    stops = []
    at = (0, 0)
    while (found := next_place(flow, *at, 1)) is not None:
        stops.append(found)
        at = (found.block, found.start + 1)
    back = []
    at = (len(flow) - 1, 1 << 50)
    while (found := next_place(flow, *at, -1)) is not None:
        back.append(found)
        at = (found.block, found.start)
    assert back[::-1] == stops
    assert {link.href for link in document.links if link.href} <= {link.href for stop in stops for link in stop.links}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(pictured_documents, st.integers(0, 9), st.integers(0, 9))
def test_what_is_selected_is_the_text_of_its_blocks(source: Node, first: int, last: int) -> None:
    """From any block to any other, the list of links too: each text once, a blank line between them."""
    flow = Flow(parse(source))
    last = min(last, len(flow) - 1)
    if first <= last:
        texts = [between(leaf, 0, None) for leaf in flow[first : last + 1]]
        assert selected(flow, first, 0, last, None) == "\n\n".join(words for words in texts if words.strip())
