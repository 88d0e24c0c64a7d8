"""Learning what the archive knows of articles, and how long reading takes of what it does not."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from tickertui.archive.records import KeptArticle
from tickertui.errors import TickertuiError
from tickertui.tui.screens.articles.shelf import Shelf

Kept = Callable[[], Awaitable[Sequence[KeptArticle]]]
"""Gives what the archive has: articles, versions and minutes."""

MEASURED = 100
"""Articles whose reading time is measured here at most, where the archive does not know it."""

SLICE = 50
"""Articles that are folded at a time."""


async def learn(
    shelf: Shelf,
    kept: Kept | None,
    show: Callable[[], None],
    refresh: Callable[[], object],
    tell: Callable[[str], None],
) -> None:
    """Learn everything, the most important first.

    Args:
        shelf: What learns.
        kept: Gives what the archive has; None where there is none.
        show: Shows the shelf anew.
        refresh: Draws what is shown again.
        tell: Is told why the archive could not be asked.
    """
    try:
        if kept is not None:
            shelf.learn(await kept())
    except TickertuiError as error:
        tell(error.sentence)
    else:
        show()
    await fold(shelf)
    await measure(shelf, refresh)


async def fold(shelf: Shelf) -> None:
    """Make ready what articles are filtered and ordered by: a few at a time, so that the first key typed need not."""
    for number, article in enumerate(shelf.articles, 1):
        shelf.folded(article)
        if number % SLICE == 0:
            await asyncio.sleep(0)


async def measure(shelf: Shelf, changed: Callable[[], object]) -> None:
    """Measure how long reading takes, one article after the other, away from the loop."""
    from tickertui.market.article import document_of, minutes
    from tickertui.source.aside import aside

    for article in shelf.without_minutes(MEASURED):
        measured = await aside(lambda article=article: minutes(document_of(article)))  # type: ignore[misc]  # bound to each
        shelf.learn_minutes({article.uuid: measured})
        changed()
