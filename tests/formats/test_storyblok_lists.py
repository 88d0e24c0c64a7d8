"""Lists, tasks, details and quotes: the frames that blocks stand in."""

import pytest

from tests.formats.rich_text import Node, doc, node, paragraph, text
from tickertui.formats.document import (
    Block,
    Code,
    Details,
    Heading,
    Item,
    Paragraph,
    Summary,
)
from tickertui.formats.storyblok import parse


def blocks(*content: object) -> tuple[Block, ...]:
    """The blocks of a document with this content."""
    return parse(doc(*content)).blocks


def items(*content: object) -> list[tuple[str, Item]]:
    """The text and the innermost item of every block."""
    found = []
    for block in blocks(*content):
        assert isinstance(block, (Paragraph, Heading, Code))
        frame = block.frames[-1]
        assert isinstance(frame, Item)
        found.append((block.text, frame))
    return found


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("bullet_list", "list_item"), "bullet"),
        (("bulletList", "listItem"), "bullet"),
        (("ordered_list", "list_item"), "ordered"),
        (("orderedList", "listItem"), "ordered"),
        (("taskList", "taskItem"), "task"),
    ],
)
def test_lists_under_all_their_names(names: tuple[str, str], kind: str) -> None:
    """Every item has its kind, its depth, and a marker at its first block."""
    found = items(node(names[0], *[node(names[1], paragraph(each)) for each in "ab"]))
    assert [(words, item.kind, item.depth, item.opens, item.first, item.tight) for words, item in found] == [
        ("a", kind, 1, True, True, True),
        ("b", kind, 1, True, False, True),
    ]


@pytest.mark.parametrize(
    ("attrs", "numbers", "widest"),
    [
        ({"order": 9}, [9, 10], 2),
        ({"start": 3}, [3, 4], 1),
        ({"order": -1}, [-1, 0], 2),
        ({"order": "5"}, [5, 6], 1),
        ({"order": True}, [1, 2], 1),
        ({"order": float("nan")}, [1, 2], 1),
        ({}, [1, 2], 1),
    ],
)
def test_ordered_lists_count_from_where_they_say(attrs: Node, numbers: list[int], widest: int) -> None:
    """Numbers line up to the widest; what is no number counts from one."""
    found = items(node("ordered_list", *[node("list_item", paragraph(each)) for each in "ab"], **attrs))
    assert [item.number for _, item in found] == numbers
    assert {item.widest for _, item in found} == {widest}


def test_an_absurd_start_is_clamped() -> None:
    """A number of thousands of digits costs nothing."""
    ((_, item),) = items(node("ordered_list", node("list_item", paragraph("a")), order=10**5000))
    assert item.number == 999_999_999


def test_tasks_know_whether_they_are_done() -> None:
    """Only true is done."""
    made = node("taskList", *[node("taskItem", paragraph("x"), checked=each) for each in (True, False, None, "true")])
    assert [item.checked for _, item in items(made)] == [True, False, False, True]


def test_items_hold_any_blocks_and_nest() -> None:
    """A marker stands at the first block; an item that opens with a list shares its line."""
    inner = node("ordered_list", node("list_item", paragraph("b"), paragraph("c")))
    made = blocks(node("bullet_list", node("list_item", inner), node("list_item", node("code_block", text("d")))))
    frames = [[(f.kind, f.opens, f.depth, f.tight) for f in each.frames if isinstance(f, Item)] for each in made]
    assert frames == [
        [("bullet", True, 1, False), ("ordered", True, 2, False)],
        [("bullet", False, 1, False), ("ordered", False, 2, False)],
        [("bullet", True, 1, False)],
    ]


def test_what_stands_in_a_list_without_an_item_has_one() -> None:
    """Nothing falls out of a list, and an item without a list has a marker too."""
    assert [w for w, _ in items(node("bullet_list", paragraph("a"), text("b"), None, [paragraph("c")]))] == [
        "a",
        "b",
        "c",
    ]
    ((_, item),) = items(node("list_item", paragraph("a")))
    assert (item.kind, item.depth, item.opens) == ("bullet", 1, True)


def test_the_first_item_that_shows_something_is_the_first() -> None:
    """An empty item counts, but shows nothing."""
    ((words, item),) = items(node("ordered_list", node("list_item", paragraph()), node("list_item", paragraph("b"))))
    assert (words, item.number, item.first) == ("b", 2, True)


@pytest.mark.parametrize(
    "names", [("details", "detailsSummary", "detailsContent"), ("details", "details_summary", "details_content")]
)
def test_details_are_a_summary_and_content(names: tuple[str, str, str]) -> None:
    """Open unless it says otherwise; what is neither summary nor content is content."""
    inner = [node(names[1], text("s")), node(names[2], paragraph("c")), paragraph("d")]
    for attrs, is_open in (({}, True), ({"open": True}, True), ({"open": False}, False)):
        assert blocks({"type": names[0], "attrs": attrs, "content": inner}) == (
            Paragraph("s", frames=(Summary(),)),
            Paragraph("c", frames=(Details(is_open),)),
            Paragraph("d", frames=(Details(is_open),)),
        )


def test_neighbouring_quotes_are_two_objects() -> None:
    """One container is one frame, so that a view can tell where it ends."""
    made = blocks(node("blockquote", paragraph("a"), paragraph("b")), node("blockquote", paragraph("c")))
    a, b, c = (each.frames[0] for each in made)
    assert a is b
    assert b is not c
