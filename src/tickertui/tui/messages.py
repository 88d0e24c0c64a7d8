"""Messages that travel further than one screen or widget."""

from textual.message import Message

from tickertui.market.article import Article
from tickertui.monitor.update import Update


class UpdateArrived(Message):
    """The monitor has something new to show; a later one may replace it."""

    def __init__(self, update: Update) -> None:
        """`update`: what is true now."""
        super().__init__()
        self.update = update

    def can_replace(self, message: Message) -> bool:
        """A newer update takes the place of one that still waits."""
        return isinstance(message, UpdateArrived)


class OpenArticles(Message):
    """Show what there is to read: the article, or a list where there are several."""

    def __init__(self, label: str) -> None:
        """`label`: the index that was selected when it was asked; empty for none."""
        super().__init__()
        self.label = label


class OpenLibrary(Message):
    """Show every article there is, also where it is only one."""

    def __init__(self, label: str = "") -> None:
        """`label`: the index that was selected when it was asked; empty for none."""
        super().__init__()
        self.label = label


class OpenArticle(Message):
    """Show this article."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article


class ArticleRead(Message):
    """An article was opened, or laid back to the unread ones; to be remembered."""

    def __init__(self, article: Article, version: str, is_read: bool) -> None:
        """`version`: the digest of its newest version; empty where the archive does not have it."""
        super().__init__()
        self.article = article
        self.version = version
        self.is_read = is_read


class ArticleBookmarked(Message):
    """An article was bookmarked, or is not any more; to be remembered."""

    def __init__(self, article: Article, is_bookmarked: bool) -> None:
        super().__init__()
        self.article = article
        self.is_bookmarked = is_bookmarked


class IndexFollowed(Message):
    """Leave the article for the row of an index; the way back leads to the word."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label


class BackToArticle(Message):
    """Nothing is left to clear on the board: back to the article that led to it, if one did."""


class OpenProblems(Message):
    """Show what failed and what does not add up."""


class OpenLog(Message):
    """Show what happened: checks, changes, errors."""


class CheckNow(Message):
    """Ask the sources now instead of waiting for their turn."""


class RowWanted(Message):
    """Go to the board, with the cursor on this index."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label


class OpenOutside(Message):
    """Open an address in a browser that has no part in this terminal."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
