"""`tickertui read`: an article on stdout."""

import argparse
import sys
from collections.abc import Sequence
from difflib import get_close_matches

from tickertui.cli import diagnostics, output
from tickertui.cli.sources import asked, report_problems
from tickertui.errors import UsageError
from tickertui.market import export
from tickertui.market.article import Article
from tickertui.market.pages import page_of

WIDEST = 80
"""The widest that text is set on a terminal, in columns."""


def run(parsed: argparse.Namespace) -> int:
    """Print the article that the slug names: from the named sources, else those of the settings and the archive."""
    with asked(parsed.sources, parsed.clock) as (update, archive):
        code = report_problems(update)
        if not update.articles and code != diagnostics.DONE:
            return code
        article = chosen(_offered(update.articles, parsed.sources), parsed.slug)
        if article.rich_text is None and archive is not None:
            from tickertui.monitor.past import decoded

            article = archive.library.article(article.uuid, decoded) or article
    page = page_of(article, update.snapshot.origin) if update.snapshot is not None else ""
    if parsed.format == "json":
        output.json(export.plain_article(article, address=page))
    elif parsed.format == "markdown":
        output.write(export.article_markdown(article, address=page))
    elif parsed.format == "html":
        output.write(export.article_html(article, address=page))
    else:
        text = export.article_text(article, address=page)
        if diagnostics.is_terminal(sys.stdout):
            from tickertui.cli.wrapping import wrapped

            text = wrapped(text, min(WIDEST, output.width()))
        output.write(text)
    return code


def _offered(articles: Sequence[Article], sources: Sequence[str]) -> Sequence[Article]:
    """The articles to choose from: of named sources what they gave, not what is kept from others."""
    given = [article for article in articles if article.rich_text is not None]
    return given if sources and given else articles


def chosen(articles: Sequence[Article], slug: str | None) -> Article:
    """The article a slug means: its slug, full slug or identifier, else the only one whose slug holds it.

    Raises:
        UsageError: when there is none or more than one; the hint names what there is.
    """
    if not articles:
        raise UsageError("No source has an article.", "tickertui show prints the prices of the same sources.")
    if slug is None:
        if len(articles) == 1:
            return articles[0]
        raise UsageError(
            f"There are {len(articles)} articles: name one.", _listing([article.slug for article in articles])
        )
    wanted = slug.strip("/").casefold()
    exact = [one for one in articles if wanted in (one.slug.casefold(), one.full_slug.casefold(), one.uuid.casefold())]
    found = exact or [article for article in articles if wanted in article.slug.casefold()]
    if len(found) == 1 or exact:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} articles have “{slug}” in their slug.", _listing([one.slug for one in found]))
    slugs = [article.slug for article in articles]
    near = get_close_matches(wanted, slugs, n=3, cutoff=0.4)
    raise UsageError(f"There is no article “{slug}”.", _listing(near or slugs))


def _listing(slugs: Sequence[str], most: int = 8) -> str:
    more = f" and {len(slugs) - most} more" if len(slugs) > most else ""
    return "There is " + ", ".join(slugs[:most]) + more + "."
