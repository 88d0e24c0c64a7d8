"""What is visible in a document stands once and in order in its blocks, its text and its Markdown."""

import json

from hypothesis import HealthCheck, given, settings

from tests.formats.rich_text import (
    Node,
    Rendered,
    documents,
    every_block,
    greek,
    pictured_documents,
    shown_in,
    visible,
    written_in,
)
from tickertui.formats.document import Code, Heading, Rule
from tickertui.formats.storyblok import parse, to_markdown, to_text

modest = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def _without_bare_accents(words: str) -> str:
    """The text without accents: one alone is dropped where too many would stand in one cell."""
    return words.replace("\u0301", "")


@modest
@given(pictured_documents)
def test_every_visible_character_stands_once_and_in_order_in_the_blocks(source: Node) -> None:
    """Nothing is lost, doubled or moved, and the caller's document is not changed."""
    before = json.dumps(source)
    document = parse(source)
    shown = "".join(shown_in(document.blocks)).replace("@", "")  # a mention has one more
    assert _without_bare_accents(visible(shown)) == _without_bare_accents(visible(written_in(source).replace("@", "")))
    assert json.dumps(source) == before
    assert not document.cut


@modest
@given(pictured_documents)
def test_every_letter_stands_once_and_in_order_in_the_text(source: Node) -> None:
    """The text for people has it all, beside its own markers; and every address."""
    document = parse(source)
    written = to_text(document)
    assert greek(written) == greek(written_in(source))
    assert all(link.href in written for link in document.links)


@modest
@given(documents)
def test_markdown_renders_to_the_visible_text(source: Node) -> None:
    """A renderer shows all text once and in order, also what looks like markup, and links to each address."""
    document = parse(source)
    markdown = to_markdown(document)
    rendered = Rendered(markdown)
    assert _without_bare_accents(visible(rendered.text)) == _without_bare_accents(visible(written_in(source))), markdown
    assert {rendered.normalised(link.href) for link in document.links} == set(rendered.addresses), markdown


@modest
@given(pictured_documents)
def test_every_letter_and_address_stands_in_the_markdown(source: Node) -> None:
    """Captions, components and nodes of unknown types too; what must not be followed is no link, but is there."""
    document = parse(source)
    markdown = to_markdown(document)
    rendered = Rendered(markdown)
    assert greek(rendered.text) == greek(written_in(source)), markdown
    unescaped = markdown.replace("\\", "")
    assert all(link.href.replace("\\", "") in unescaped for link in document.links), markdown
    assert not {link.href for link in document.links if not link.safe} & set(rendered.addresses), markdown


@modest
@given(pictured_documents)
def test_markdown_renders_to_the_same_blocks(source: Node) -> None:
    """Headings, fences and rules come out as such, and nothing becomes one by accident."""
    document = parse(source)
    markdown = to_markdown(document)
    kinds = Rendered(markdown).kinds
    assert "code_block" not in kinds, markdown
    assert "html_block" not in kinds, markdown
    outside = document.blocks
    assert kinds.count("heading_open") == sum(isinstance(block, Heading) for block in outside), markdown
    assert kinds.count("fence") == sum(isinstance(block, Code) for block in outside), markdown
    assert kinds.count("hr") == sum(isinstance(block, Rule) for block in outside), markdown


@modest
@given(documents)
def test_spans_lie_in_their_text_in_order_and_apart(source: Node) -> None:
    """Spans neither overlap nor touch with equal marks, and no line of prose has a space at its edge."""
    for block in every_block(parse(source)):
        spans = getattr(block, "spans", ())
        text = getattr(block, "text", "")
        position = 0
        previous: tuple[object, ...] = ()
        for span in spans:
            assert position <= span.start < span.end <= len(text)
            assert span.marks
            assert not (span.start == position and span.marks == previous)
            position, previous = span.end, span.marks
        if not isinstance(block, (Code, Rule)):
            assert all(line == line.strip(" ") for line in text.split("\n"))
            assert "  " not in text
