"""Exporting an article: in which formats it can be written, and to which file."""

from pathlib import Path

import msgspec

from tickertui.market.article import Article
from tickertui.tui.screens.export.files import new_file
from tickertui.tui.screens.export.screen import Kind

KINDS = (
    Kind("markdown", "Markdown", "md"),
    Kind("text", "text", "txt"),
    Kind("html", "HTML", "html"),
    Kind("json", "JSON", "json"),
)


def written(article: Article, kind: Kind, page: str) -> str:
    """The article in a format."""
    from tickertui.market import export

    match kind.name:
        case "markdown":
            return export.article_markdown(article, address=page)
        case "html":
            return export.article_html(article, address=page)
        case "json":
            plain = msgspec.json.encode(export.plain_article(article, address=page))
            return msgspec.json.format(plain, indent=2).decode() + "\n"
        case _:
            return export.article_text(article, address=page)


def saved(text: str, article: Article, kind: Kind, folder: Path | None = None) -> Path:
    """Write a text to a new file in the working folder, or the one given; a file that is there is never touched.

    Raises:
        OSError: It cannot be written.
    """
    return new_file((text,), article.slug or article.title, kind.ending, folder, nameless="article")
