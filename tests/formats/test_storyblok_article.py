"""The real article, from its first to its last paragraph."""

import json

from tests.formats.rich_text import Node, doc
from tickertui.formats.document import (
    Block,
    Code,
    Heading,
    Item,
    Link,
    Paragraph,
    Picture,
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


def real_document(payload: bytes) -> Node:
    """The article's rich text in the real payload, read without any of our own decoding."""
    table = json.loads(payload)

    def value(index: int) -> object:
        found = table[index] if index >= 0 else None
        if isinstance(found, dict):
            return {key: value(each) for key, each in found.items()}
        return [value(each) for each in found] if isinstance(found, list) else found

    (root,) = [
        number
        for number, found in enumerate(table)
        if isinstance(found, dict) and set(found) == {"type", "content"} and table[found["type"]] == "doc"
    ]
    found = value(root)
    assert isinstance(found, dict)
    return found


def test_the_real_article_is_whole(real_payload: bytes) -> None:
    """Its blocks, its outline that begins at level 4, the run with two links, and its last paragraph and picture."""
    source = real_document(real_payload)
    document = parse(source)
    content = source["content"]
    assert isinstance(content, list)
    assert len(content) == 28
    assert len(document.blocks) == 27  # one paragraph is empty
    headings = [each for each in document.blocks if isinstance(each, Heading)]
    assert [(each.level, each.rank) for each in headings] == [(4, 1)] * 4
    assert all(each.text == each.text.strip() for each in headings)
    doubled = [s for each in document.blocks if isinstance(each, Paragraph) for s in each.spans if len(s.marks) == 2]
    assert [len({m.href for m in s.marks if isinstance(m, Link)}) for s in doubled] == [2]
    assert len(document.links) == 4
    assert all(each.safe for each in document.links)
    last = content[-2]["content"][0]["text"].strip()
    assert isinstance(document.blocks[-2], Paragraph)
    assert document.blocks[-2].text == " ".join(last.split(" "))
    assert isinstance(document.blocks[-1], Picture)
    assert (document.unknown, document.cut) == ((), "")
