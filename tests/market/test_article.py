"""What follows from an article's particulars and its text."""

from typing import Any

import pytest

from tests.samples import article, rich_text
from tickertui.formats.document import Cell, Document, Paragraph, Picture, Rule, Table
from tickertui.market.article import Person, byline, digest, document_of, excerpt_of, job_of, minutes, texts


def document(*paragraphs: str) -> Document:
    """A document of plain paragraphs."""
    return Document(tuple(Paragraph(text) for text in paragraphs))


def test_the_rich_text_is_parsed_when_asked_for() -> None:
    """Into a document."""
    assert list(texts(document_of(article("Salt", "One.", "Two.")))) == ["One.", "Two."]
    assert document_of(article("Salt", rich_text=None)).blocks == ()


def test_the_text_of_tables_is_text_too() -> None:
    """In reading order."""
    cells = tuple(Cell((Paragraph(text), Rule())) for text in ("a", "b"))
    found = Document((Paragraph("before"), Table((cells, cells)), Picture("p.png", alt="no text"), Paragraph("after")))
    assert list(texts(found)) == ["before", "a", "b", "a", "b", "after"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 1), ("word " * 230, 1), ("word " * 690, 3), ("锂" * 1000, 2), ("锂价 word " * 230, 2), ("— – … " * 900, 1)],
)
def test_minutes_of_reading(text: str, expected: int) -> None:
    """230 words or 500 unparted characters a minute, at least one; dashes are no words."""
    assert minutes(document(text)) == expected


def test_bylines() -> None:
    """The job title with commas, else the roles; one who does two things stands once."""
    assert byline(article()) == "Ada Salter — Editor, Salts & Brines"
    people = (Person("Ada", ("Editor", "Reporter")), Person("Bo", (), "Analyst"), Person("Cy"))
    assert byline(article(people=people)) == "Ada — Editor and reporter; Bo — Analyst; Cy"
    assert byline(article(people=())) == ""
    assert job_of(Person("Di", job_title="Vice-President – Ores")) == "Vice-President, Ores"


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        ("First words. Second words […]", ""),
        ("First words.  Second\nwords", ""),
        ("First words...", ""),
        ("", ""),
        ("Other words.", "Other words."),
        ("First words. Second words. And more.", "First words. Second words. And more."),
    ],
)
def test_an_excerpt_that_only_repeats_the_start_is_not_shown(excerpt: str, shown: str) -> None:
    """However it is cut and spaced."""
    body = document("First words.", "Second words. Third.") if "more" not in excerpt else document("First words.")
    assert excerpt_of(article(excerpt=excerpt), body) == shown


def test_a_digest_tells_versions_apart() -> None:
    """Same words, same digest; anything else, another."""
    one = article("One")
    assert digest(one) == digest(article("One"))
    others = [article("Two"), article("One", "Other."), article("One", tags=()), article("One", rich_text=None)]
    assert len({digest(each) for each in (one, *others)}) == 5


def test_a_digest_does_not_mind_the_order_of_keys_or_sharing() -> None:
    """Only what is said counts."""
    text = {"type": "text", "text": "x"}
    shared = {"type": "doc", "content": [text, text]}
    spread = {"content": [{"text": "x", "type": "text"}, dict(text)], "type": "doc"}
    assert digest(article(rich_text=shared)) == digest(article(rich_text=spread))


def test_a_digest_of_a_hostile_text_is_bounded() -> None:
    """Deep, cyclic, doubling and of any type."""
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    doubling: Any = rich_text("x")
    for _ in range(60):
        doubling = [doubling, doubling]
    loop: Any = {}
    loop["self"] = loop
    for value in (deep, loop, object(), {"n": 10**5000, "s": "\ud800"}, doubling):
        assert len(digest(article(rich_text=value))) == 64
