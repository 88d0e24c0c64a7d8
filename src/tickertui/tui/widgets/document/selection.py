"""The text of a flow between two places, as it is copied."""

from collections.abc import Iterator

from tickertui.formats.document import Paragraph
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.plain import between, plain


def selected(flow: Flow, first: int, start: int, last: int, end: int | None) -> str:
    """The text of a flow between two places, a blank line between blocks; each block that is whole is read once."""
    if first == last:
        return between(flow[first], start, end)
    parts = [between(flow[first], start, None)]
    parts += _texts(flow, first + 1, last)
    parts.append(between(flow[last], 0, end))
    found = "\n\n".join([text for text in parts if text and not text.isspace()])
    return found.replace("\u00ad", "").replace("\u200b", "")


def _texts(flow: Flow, first: int, last: int) -> Iterator[str]:
    """The plain texts of whole blocks, of hundreds of thousands too: without a step more than they need."""
    body, below = max(first, flow.body_from), min(last, flow.links_from + 1)
    yield from (plain(flow[at]) for at in range(first, min(body, last)))
    for leaf in flow.body[body - flow.body_from : max(last - flow.body_from, 0)]:
        yield leaf.text if type(leaf) is Paragraph else plain(leaf)
    yield from (plain(flow[at]) for at in range(max(first, flow.foot_from), below))
    if last > flow.links_from:
        links = flow.links[max(first - flow.links_from - 1, 0) : last - flow.links_from - 1]
        yield from (link.href or link.uuid for link in links)
