"""What of the library is wanted: which list, what is typed, what a search found, and the order. Without a screen."""

from collections.abc import Iterable, Sequence
from typing import Literal

from tickertui.archive.records import Hit
from tickertui.formats.words import fold, phrases
from tickertui.market.article import Article
from tickertui.tui.screens.articles.questions import LIMIT
from tickertui.tui.screens.articles.shelf import BEST, ORDERS, Card, Order, Shelf

Mode = Literal["all", "titles", "texts"]
"""What is typed for: nothing, to filter titles, or to search texts."""

Only = Literal["", "unread", "bookmarked"]
"""The lists: every article, or some."""

ONLY: tuple[Only, ...] = ("", "unread", "bookmarked")


class Wanted:
    """What is to be shown of a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        """Everything, the newest first."""
        self._shelf = shelf
        self.mode: Mode = "all"
        self.only: Only = ""
        self.words: tuple[str, ...] = ()
        """What is filtered for, folded."""
        self.trouble = ""
        """Why texts cannot be searched."""
        self.order, self.is_reversed = ORDERS[0], False
        self._hits: dict[str, Hit] | None = None
        self._order_before: Order | None = None

    @property
    def has_hits(self) -> bool:
        """Whether articles come with passages that were found."""
        return self._hits is not None

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders there are."""
        return (BEST, *ORDERS) if self.has_hits else ORDERS

    @property
    def order_words(self) -> str:
        """How the order is called."""
        return self.order.reversed_words if self.is_reversed else self.order.words

    def articles(self) -> list[Article]:
        """What is to be shown, in its order."""
        shelf = self._shelf
        found: Iterable[Article]
        if self._hits is not None:
            found = shelf.found(self._hits.values())
        else:
            found = shelf.filtered(self.words if self.mode == "titles" else ())
        if self.only == "unread":
            found = [one for one in found if shelf.standing(one) != "read"]
        elif self.only:
            found = [one for one in found if shelf.is_bookmarked(one)]
        return shelf.ordered(found, self.order, is_reversed=self.is_reversed)

    def card(self, article: Article) -> Card:
        """What the list shows of an article."""
        hit = self._hits.get(article.uuid) if self._hits is not None else None
        lit = tuple(word.lstrip("#") for word in self.words) if self.mode == "titles" else ()
        return self._shelf.card(article, hit, tuple(filter(None, lit)))

    def sort(self, order: Order) -> None:
        """Into another order; the same one again is turned round."""
        self.is_reversed = order is self.order and not self.is_reversed
        self.order = order

    def next_list(self) -> Only:
        """The next list; which it is."""
        self.only = ONLY[(ONLY.index(self.only) + 1) % len(ONLY)]
        return self.only

    def filter(self, text: str) -> None:
        """Want the titles that have every word."""
        self.forget()
        self.words = tuple(fold(text).split())

    def begin_search(self, text: str) -> bool:
        """Want what a search finds, the best first; whether there is something to search for."""
        self.words = ()
        if not phrases(text):
            self.forget()
            return False
        if self._hits is None:
            self._order_before, self.order, self.is_reversed = self.order, BEST, False
        return True

    def take(self, hits: Sequence[Hit], trouble: str) -> None:
        """What a search found, or why it could not."""
        self._hits, self.trouble = {hit.uuid: hit for hit in hits}, trouble

    def forget(self) -> None:
        """Nothing was searched."""
        if self.order is BEST:
            self.order = self._order_before or ORDERS[0]
        self._hits, self.trouble = None, ""

    def found_words(self, shown: int) -> str:
        """How much was found, beside what is typed."""
        if self.mode != "texts":
            return f"{shown:,} of {len(self._shelf.articles):,}"
        if not self.has_hits:
            return ""
        return f"{shown:,} found" if shown < LIMIT else f"the best {shown:,}"

    def nothing(self, typed: str, *, can_search: bool) -> str:
        """What is said where no article is to be shown."""
        if not self._shelf.articles:
            return "No article has come yet.\nEvery article that comes with the prices is kept here."
        if self.trouble:
            return f"The texts cannot be searched: {self.trouble}"
        among = {"": "", "unread": " that is unread", "bookmarked": " that is bookmarked"}[self.only]
        if self.mode == "texts" and typed:
            return f"No article{among} has “{typed}” in it: every word has to stand, the last may be a beginning."
        if self.mode == "titles" and typed:
            more = "\nTab looks for it in the texts." if can_search else ""
            return f"No title, author, tag or date{' of an article' * bool(among)}{among} has “{typed}”.{more}"
        return "Every article is read." if self.only == "unread" else "No article is bookmarked; m bookmarks one."
