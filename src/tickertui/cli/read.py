"""`tickertui read`: an article on stdout."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches

from tickertui.cli import diagnostics, output
from tickertui.cli.sources import asked_once, report_problems
from tickertui.errors import UsageError
from tickertui.market import export
from tickertui.market.article import Article


def run(parsed: argparse.Namespace) -> int:
    """Print the article that the slug names, from the named sources or the sample."""
    update = asked_once(parsed.sources, parsed.clock)
    code = report_problems(update)
    if not update.articles and code != diagnostics.DONE:
        return code
    article = chosen(update.articles, parsed.slug)
    if parsed.format == "json":
        output.json(export.plain_article(article))
    else:
        output.write(export.article_markdown(article) if parsed.format == "markdown" else export.article_text(article))
    return code


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
