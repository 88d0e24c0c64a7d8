"""Preparing an article to be shown: parsed, laid out as a flow, with what it names; done away from the loop."""

from collections.abc import Callable
from time import perf_counter

import msgspec

from tickertui.formats.document import Document
from tickertui.market.article import Article, document_of, minutes
from tickertui.tui.screens.reader.article_flow import flow_of
from tickertui.tui.screens.reader.naming import Prices, named_flow
from tickertui.tui.widgets.document.flow import Flow

NAMING = 0.03
"""Seconds that looking for names may keep a text from being shown; where they do not suffice, names come after."""


class Prepared(msgspec.Struct, frozen=True, eq=False):
    """An article that can be shown."""

    article: Article
    flow: Flow
    minutes: int
    is_again: bool = False
    """Whether its text is shown already, and this has other names."""
    of: Article | None = None
    """The version before, where this is a newer one of the article that is read."""


Tell = Callable[[Prepared], object]
"""Takes what was prepared, from any thread."""


def prepare(article: Article, prices: Prices | None, tell: Tell, *, of: Article | None = None, page: str = "") -> None:
    """Parse the rich text and find what it names; where that takes long, the text is told first."""
    document = document_of(article)
    length = minutes(document)
    flow = flow_of(article, document, length, page=page).prepared()
    if prices is None:
        tell(Prepared(article, flow, length, of=of))
        return
    until = perf_counter() + NAMING
    named = named_flow(article, flow, length, prices, lambda: perf_counter() > until, page=page)
    tell(Prepared(article, named or flow, length, of=of))
    if named is None and (named := named_flow(article, flow, length, prices, page=page)):
        tell(Prepared(article, named, length, is_again=True))


def name_anew(
    article: Article, document: Document, length: int, prices: Prices | None, tell: Tell, page: str = ""
) -> None:
    """Look up again what a text that is shown names."""
    plain = flow_of(article, document, length, page=page).prepared()
    named = named_flow(article, plain, length, prices, page=page) if prices else plain
    tell(Prepared(article, named or plain, length, is_again=True))
