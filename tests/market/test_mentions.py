"""Index names in the prose of an article."""

import pytest

from tests.samples import article
from tickertui.formats.document import Cell, Document, Heading, Paragraph, Table
from tickertui.market.article import document_of
from tickertui.market.mentions import Labels, Mention, mentioned, mentions

LABELS = (
    "Lithium",
    "Lithium Hydroxide",
    "Lithium ion Batteries",
    "LFP",
    "Rare Earths",
    "NCM High-Nickel",
    "Nickel",
    "锂",
)


def found(text: str) -> list[tuple[str, str]]:
    """What is found in a text: the words, and the label."""
    return [(text[start:end], label) for start, end, label in Labels(LABELS).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LITHIUM rose", [("LITHIUM", "Lithium")]),
        ("lithium's rise", [("lithium", "Lithium")]),
        ("lithium hydroxide", [("lithium hydroxide", "Lithium Hydroxide")]),
        ("lithium, hydroxide", [("lithium", "Lithium")]),
        ("a lithium-ion battery", [("lithium-ion battery", "Lithium ion Batteries")]),
        ("a lithium ion", [("lithium", "Lithium")]),
        ("rare earth, LFPs", [("rare earth", "Rare Earths"), ("LFPs", "LFP")]),
        ("NCM high nickel", [("NCM high nickel", "NCM High-Nickel")]),
        ("nickelled, delithiumed, lfp4", []),
        ("碳酸锂价格", [("锂", "锂")]),
        ("", []),
    ],
)
def test_names_are_found_as_people_write_them(text: str, expected: list[tuple[str, str]]) -> None:
    """Without case, singular or plural, hyphens as spaces, whole words, the longest name."""
    assert found(text) == expected


def test_mentions_point_into_the_document() -> None:
    """Block, start and end; tables count, but have no place of their own."""
    table = Table(((Cell((Paragraph("nickel"),)),),))
    document = Document((Heading("Lithium", 4, 1, "lithium"), Paragraph("The LFP."), table))
    assert mentions(document, LABELS) == (Mention("Lithium", 0, 0, 7), Mention("LFP", 1, 4, 7))
    assert mentioned(document, LABELS) == ("Lithium", "LFP", "Nickel")


def test_an_article_names_what_it_names() -> None:
    """Each once, in order."""
    document = document_of(article())
    assert mentioned(document, ("Cobalt", "Lithium", "LFP", "Lithium Hydroxide")) == (
        "Lithium",
        "Cobalt",
        "LFP",
        "Lithium Hydroxide",
    )


def test_many_and_odd_labels_do_no_harm() -> None:
    """Labels without words are never found; patterns are plain text."""
    labels = Labels([*(f"Index {number}" for number in range(20_000)), "", "***", "(a+)+", "[/]"])
    assert labels.find("index 19999 and aaaaaaaaaaaa *** index 20000") == [(0, 11, "Index 19999")]
