"""Messages that travel further than one screen or widget."""

from dataclasses import dataclass

from textual.message import Message

from tickertui.market.article import Article
from tickertui.monitor.update import Update


@dataclass
class UpdateArrived(Message):
    """The monitor has something new to show; a later one may replace it."""

    update: Update
    """What is true now."""

    def can_replace(self, message: Message) -> bool:
        """A newer update takes the place of one that still waits."""
        return isinstance(message, UpdateArrived)


@dataclass
class OpenArticles(Message):
    """Show what there is to read: the article, or a list where there are several."""

    label: str
    """The index that was selected when it was asked; empty for none."""


@dataclass
class OpenArticle(Message):
    """Show this article."""

    article: Article


@dataclass
class ArticleRead(Message):
    """An article was opened, or laid back to the unread ones; to be remembered."""

    article: Article
    version: str
    """The digest of its newest version; empty where the archive does not have it."""
    is_read: bool


@dataclass
class ArticleBookmarked(Message):
    """An article was bookmarked, or is not any more; to be remembered."""

    article: Article
    is_bookmarked: bool


@dataclass
class IndexFollowed(Message):
    """Leave the article for the row of an index; the way back leads to the word."""

    label: str


@dataclass
class BackToArticle(Message):
    """Nothing is left to clear on the board: back to the article that led to it, if one did."""


@dataclass
class OpenProblems(Message):
    """Show what failed and what does not add up."""


@dataclass
class OpenLog(Message):
    """Show what happened: checks, changes, errors."""


@dataclass
class CheckNow(Message):
    """Ask the sources now instead of waiting for their turn."""


@dataclass
class RowWanted(Message):
    """Go to the board, with the cursor on this index."""

    label: str


@dataclass
class OpenOutside(Message):
    """Open an address in a browser that has no part in this terminal."""

    address: str
