"""Which articles name which index, for the detail to say where to read on."""

from collections.abc import Sequence

from textual.message import Message

from tickertui.market.article import Article


class MentionsFound(Message):
    """The articles were read through."""

    def __init__(self, articles: dict[str, tuple[Article, ...]]) -> None:
        """`articles`: by an index's label, the articles that name it."""
        super().__init__()
        self.articles = articles


def mentions_in(articles: Sequence[Article], labels: Sequence[str]) -> dict[str, tuple[Article, ...]]:
    """By label, the articles that name it, in the order of the articles."""
    from tickertui.market.article import document_of
    from tickertui.market.mentions import Labels, mentioned

    known = Labels(labels)
    found: dict[str, list[Article]] = {}
    for article in articles:
        for label in mentioned(document_of(article), known):
            found.setdefault(label, []).append(article)
    return {label: tuple(named) for label, named in found.items()}
