"""Which articles name which index, for the detail to say where to read on."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tickertui.errors import TickertuiError
from tickertui.market.article import Article

if TYPE_CHECKING:
    from tickertui.monitor.past import Past

Found = dict[str, tuple[Article, ...]]
"""By an index's label, the articles that name it."""

MOST_KEPT = 200
"""The most articles of the archive that are read through: the newest."""


class MentionsFound(Message):
    """The articles were read through."""

    def __init__(self, articles: Found) -> None:
        """`articles`: by an index's label, the articles that name it."""
        super().__init__()
        self.articles = articles


class Mentions:
    """Which articles name which index: those that came with their text, and those that only the archive has."""

    def __init__(self, past: "Callable[[], Past | None]", aliases: Mapping[str, Sequence[str]] | None = None) -> None:
        """Look through articles; `past` gives the texts of older ones, `aliases` are other names of indices."""
        self._past, self._aliases = past, aliases
        self._kept: dict[str, tuple[str, ...]] = {}
        """The labels that an article of the archive names, by its uuid."""
        self._kept_for: tuple[str, ...] = ()

    async def find(self, articles: Sequence[Article], labels: Sequence[str]) -> AsyncIterator[Found]:
        """By label, the articles that name it, in their order: first of those that are here, then of all."""
        from tickertui.source.aside import aside

        if self._kept_for != tuple(labels):
            self._kept, self._kept_for = {}, tuple(labels)
        named = dict(self._kept)
        here = [article for article in articles if article.rich_text is not None]
        named |= await aside(named_by, here, labels, self._aliases)
        yield by_label(articles, named)
        past = self._past()
        missing = [article.uuid for article in articles if article.uuid not in named][:MOST_KEPT]
        if past is None or not missing:
            return
        for uuid in missing:
            try:
                whole = await past.article(uuid)
            except TickertuiError:
                return
            found = await aside(named_by, [whole], labels, self._aliases) if whole is not None else {}
            self._kept[uuid] = found.get(uuid, ())
        yield by_label(articles, named | self._kept)


def named_by(
    articles: Sequence[Article], labels: Sequence[str], aliases: Mapping[str, Sequence[str]] | None = None
) -> dict[str, tuple[str, ...]]:
    """The labels that each article names, by its uuid."""
    from tickertui.market.article import document_of
    from tickertui.market.mentions import Labels, mentioned

    known = Labels(labels, aliases)
    return {article.uuid: mentioned(document_of(article), known) for article in articles}


def by_label(articles: Sequence[Article], named: Mapping[str, Sequence[str]]) -> Found:
    """By label, the articles that name it, in the order of the articles."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        for label in named.get(article.uuid, ()):
            found.setdefault(label, []).append(article)
    return {label: tuple(those) for label, those in found.items()}
